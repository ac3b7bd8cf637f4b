"""What follows from the answers: ``determine`` and ``path``. A pure function of (law, practice, date).

Never reads a file or a clock, never holds a legal condition of its own, never guesses: what is unanswered or
«non lo so» is tried in every way, and while the ways disagree the strictest stands, marked provisional.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from app.domain import duties, routes
from app.domain.circular import UNKNOWN, Circular, Crossing, Rule
from app.domain.determination import FunctionDetermination, ToolDetermination
from app.domain.modifiers import Setting, modified, result_of, settings_of
from app.domain.place import Place
from app.domain.practice import UNASKED, Answer, Practice, Tool, ToolFunction, is_gone
from app.domain.reasons import is_class, reasons
from app.domain.same import Same
from app.domain.scenarios import Outcomes, Survey, sure_crossings, survey


def determine(circular: Circular, practice: Practice, on: date) -> tuple[ToolDetermination, ...]:
    """Each tool of a practice, in its order, as the law stands in ``circular`` and the papers on day ``on``."""
    return tuple(determine_tool(circular, practice, tool, on) for tool in practice.tools)


def determine_tool(circular: Circular, practice: Practice, tool: Tool, on: date) -> ToolDetermination:
    """One tool: outcome, flags and reasons of each function, the strictest for the tool, then duties and standing."""
    found = classify(circular, practice, tool)
    found = duties.complete(circular, practice, tool, found, on)
    return replace(found, routes=routes.routes_of(circular, practice, tool, found, on))


def classify(circular: Circular, practice: Practice, tool: Tool) -> ToolDetermination:
    """The class alone, without papers: the part that agreements, notices and consent can never change.

    Outcome and path both begin here, so what was found last is kept for the other.
    """
    return _classified(circular, Same(practice), Same(tool))


@lru_cache(maxsize=4)
def _classified(circular: Circular, whole: Same[Practice], one: Same[Tool]) -> ToolDetermination:
    practice, tool = whole.value, one.value
    ways = survey(circular, tool)
    settings = settings_of(circular, practice, tool)
    functions = _functions(circular, tool, ways, settings)
    present = [f for f in functions if f.present]
    possible = _in_order(circular, possible_outcomes(circular, ways.ways, settings))
    unconfirmed = _unconfirmed(circular, tool, functions)
    open_presence = any(f.presence == UNKNOWN for f in present)
    outcome = possible[-1] if possible else None
    return ToolDetermination(
        id=tool.id,
        name=tool.name,
        outcome=outcome,
        provisional=not present or len(possible) > 1 or open_presence or bool(unconfirmed),
        possible=possible,
        flags=tuple(sorted({flag for f in present for flag in f.flags})),
        functions=functions,
        deciding=tuple(f.id for f in present if f.outcome == outcome),
        unconfirmed=unconfirmed,
        standing="",
        standing_at=(),
        duties=(),
    )


# ---- outcomes of the tool ----------------------------------------------------------------------------------------


def possible_outcomes(circular: Circular, ways: Iterable[Outcomes], settings: Collection[Setting]) -> set[str]:
    """Every outcome the tool can still have: the strictest of its functions, in every way and setting."""
    given = frozenset[str]().union(*ways)
    return {modified(circular, outcome, setting)[0] for setting in settings for outcome in given}


def _in_order(circular: Circular, outcomes: Iterable[str]) -> tuple[str, ...]:
    """Mildest first, each once."""
    return tuple(sorted(set(outcomes), key=lambda o: circular.outcomes[o].rank))


# ---- outcomes of each function -----------------------------------------------------------------------------------


def _functions(
    circular: Circular, tool: Tool, ways: Survey, settings: Collection[Setting]
) -> tuple[FunctionDetermination, ...]:
    lent: dict[str, set[Rule]] = {name: set() for name in ways.places}
    for name, place in ways.places.items():
        if name not in ways.certain:
            # Not sure to be there: what it could become counts for the choice that would bring it.
            for source in _certain_sources(name, ways):
                lent[source] |= {place.kind.rules[cell.rule] for cell in ways.cells[name]}
    listed = {f.id: f for f in tool.functions if f.kind in circular.kinds}
    implied = {n: ToolFunction(n, p.kind.id) for n, p in ways.places.items() if n not in listed}
    crossings = sure_crossings(circular, tool)
    found = []
    for name, function in (listed | implied).items():
        if name in ways.certain:
            place = ways.places[name]
            own = {place.kind.rules[cell.rule] for cell in ways.cells[name]}
            found.append(_judge(circular, function, place, own, lent[name], settings, crossings))
        elif name in listed:
            found.append(_not_there(function))
    return tuple(found)


def _certain_sources(name: str, ways: Survey) -> set[str]:
    sources: set[str] = set()
    for source in ways.sources[name]:
        sources |= {source} if source in ways.certain else _certain_sources(source, ways)
    return sources


def _judge(
    circular: Circular,
    function: ToolFunction,
    place: Place,
    own: set[Rule],
    lent: set[Rule],
    settings: Collection[Setting],
    crossings: Iterable[Crossing],
) -> FunctionDetermination:
    results = [result_of(circular, rule, setting) for rule in own for setting in settings]
    mildest = min(circular.outcomes[result.outcome].rank for result in results)
    brought = [result_of(circular, rule, setting) for rule in lent for setting in settings]
    # What an open choice may bring counts where it is stricter: its own row is there in any case.
    results += [result for result in brought if circular.outcomes[result.outcome].rank > mildest]
    possible = _in_order(circular, (result.outcome for result in results))
    outcome = possible[-1]
    reached = [result for result in results if result.outcome == outcome]
    used = {rule for result in reached for rule in result.rules}
    sure = set.intersection(*(set(result.rules) for result in reached))
    return FunctionDetermination(
        id=function.id,
        kind=function.kind,
        presence=function.presence,
        implied=bool(place.implied_by),
        implied_by=tuple(dict.fromkeys(source for source, _ in place.implied_by)),
        overrides=bool(place.implied_by) and is_gone(place.kind, function.presence),
        outcome=outcome,
        provisional=len(possible) > 1 or (function.presence == UNKNOWN and not place.implied_by),
        possible=possible,
        flags=tuple(sorted(frozenset.intersection(*(result.flags for result in reached)))),
        reasons=reasons(
            circular, function.id, place, [r for r in used if r in sure or is_class(circular, r)], crossings
        ),
        forced={fact: values[0] for fact, values in place.forced},
        workers_data=any(result.workers_data for result in results),
    )


def _not_there(function: ToolFunction) -> FunctionDetermination:
    unasked = function.presence == UNASKED
    return FunctionDetermination(
        function.id, function.kind, function.presence, False, (), False, None, unasked, (), (), (), {}, False
    )


def _unconfirmed(circular: Circular, tool: Tool, functions: tuple[FunctionDetermination, ...]) -> tuple[str, ...]:
    """The kinds nobody spoke of: neither asked nor confirmed absent, or listed again without an answer."""
    spoken = {f.kind for f in functions if f.presence != UNASKED or f.present}
    if tool.confirmed is not None:
        spoken |= set(tool.confirmed.kinds)
    listed = {f.kind for f in functions if f.presence == UNASKED and not f.present}
    return tuple(kind for kind in circular.kinds if kind not in spoken or kind in listed)


def assume(tool: Tool, facts: Mapping[tuple[str, str], str]) -> Tool:
    """``tool`` with (function id, fact) answered for the sake of argument; an empty function id is the tool itself."""
    for (function_id, fact), value in facts.items():
        if function_id:
            function = tool.function(function_id)
            kind = function.kind if function else function_id.split("@")[0]
            tool = tool.with_answer(function_id, kind, fact, Answer(value))
        else:
            tool = tool.with_fact(fact, Answer(value))
    return tool


def without(tool: Tool, function_ids: Iterable[str]) -> Tool:
    """``tool`` with these functions taken away for the sake of argument (what-if)."""
    gone = set(function_ids)
    return replace(
        tool,
        functions=tuple(replace(f, presence="absent") if f.id in gone else f for f in tool.functions),
    )
