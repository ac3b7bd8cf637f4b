"""Why a question is asked: what its answers can still change, worked out by giving each of them for argument's sake.

Answers nothing and stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.circular import Circular, Fact
from app.domain.determination import FunctionDetermination, Question, ToolDetermination
from app.domain.engine import determine_tool
from app.domain.practice import Answer, Practice, Tool


@dataclass(frozen=True)
class Purpose:
    """What differs between the answers, each part empty where nothing does.

    ``function`` and ``tool``: the outcomes one answer or another leaves possible, for this function and for the whole
    tool, mildest first; ``kinds``: functions that some answer brings along; ``flags`` and ``duties``: those that come
    with some answers only; ``standing``: the standings reached; ``way``: the ways to a paper. ``measured``: it never
    decides, but is held against what papers and notices say.
    """

    function: tuple[str, ...] = ()
    tool: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    measured: bool = False


def purpose(circular: Circular, practice: Practice, tool: Tool, question: Question, on: date) -> Purpose:
    """What the answers to ``question`` can still change. A presence always decides: it has no purpose to tell."""
    fact = fact_of(circular, question)
    if fact is None:
        return Purpose()
    if fact.type != "choice":
        return Purpose(measured=True)
    found = [_judged(circular, practice, tool, question, value, on) for value in fact.values]
    functions = [one for tool_found in found if (one := _function(tool_found, question.function)) is not None]
    return Purpose(
        function=_outcomes(circular, (f.possible for f in functions)),
        tool=_outcomes(circular, (one.possible for one in found)),
        kinds=_some([{f.kind for f in one.functions if f.present} for one in found]),
        flags=_some([set(one.flags) for one in found]),
        duties=_some([set(one.duties) for one in found]),
        standing=_some([{one.standing} for one in found]),
        ways=_some([{at.way for at in one.routes} for one in found]),
    )


def fact_of(circular: Circular, question: Question) -> Fact | None:
    """The fact a question asks for; None for a presence."""
    if question.scope == "function":
        return circular.kinds[question.kind].fact(question.fact)
    own = circular.tool_facts if question.scope == "tool" else circular.company_facts
    return next((fact for fact in own if fact.id == question.fact), None) if question.scope != "presence" else None


def _judged(
    circular: Circular, practice: Practice, tool: Tool, question: Question, value: str, on: date
) -> ToolDetermination:
    if question.scope == "company":
        practice = practice.with_company_fact(question.fact, Answer(value))
    elif question.scope == "tool":
        tool = tool.with_fact(question.fact, Answer(value))
    else:
        tool = tool.with_answer(question.function, question.kind, question.fact, Answer(value))
    return determine_tool(circular, practice, tool, on)


def _function(found: ToolDetermination, function_id: str) -> FunctionDetermination | None:
    return next((f for f in found.functions if f.id == function_id and f.present), None)


def _outcomes(circular: Circular, possible: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All outcomes named, mildest first, if the answers do not all leave the same."""
    seen = set(possible)
    if len(seen) < 2:
        return ()
    return tuple(sorted({o for one in seen for o in one}, key=lambda o: circular.outcomes[o].rank))


def _some(sets: list[set[str]]) -> tuple[str, ...]:
    """What is in some of the sets and not in all."""
    return tuple(sorted(set[str]().union(*sets).difference(sets[0].intersection(*sets))))
