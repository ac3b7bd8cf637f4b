"""The questions open now: derived from the answers each time, never stored.

A question is on the path while its answer can still change something: the outcome, a flag, what is implied, a duty or
the standing. An answer off the path stays stored and does not speak.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from app.domain.circular import Circular, Fact
from app.domain.conditions import named_facts
from app.domain.determination import Question, ToolDetermination
from app.domain.engine import classify
from app.domain.modifiers import setting_changes, setting_domains
from app.domain.place import Place, raised
from app.domain.practice import NOT_THERE, UNASKED, Practice, Tool, ToolFunction
from app.domain.routes import facts_on_the_way
from app.domain.scenarios import Survey, survey
from app.domain.table import Domains, cells_within, deciding_facts, matters


def path(circular: Circular, practice: Practice, tool: Tool) -> tuple[Question, ...]:
    """The tool's questions in order: each function's presence and facts, then the tool's, then the company's."""
    found = classify(circular, practice, tool)
    ways = survey(circular, tool)
    questions: list[Question] = []
    for determination in found.functions:
        function = tool.function(determination.id) or ToolFunction(determination.id, determination.kind)
        if not determination.implied:
            asked = function.presence != UNASKED
            questions.append(Question("presence", tool.id, function.id, function.kind, "presence", asked))
            if function.presence in NOT_THERE and not determination.present:
                continue
        if determination.present:
            questions += _function_questions(circular, tool, function, ways.places[function.id])
    if any(determination.present for determination in found.functions):
        questions += _setting_questions(circular, practice, tool, ways, found)
    return tuple(questions)


def _function_questions(circular: Circular, tool: Tool, function: ToolFunction, place: Place) -> list[Question]:
    on_path = facts_on_path(place)
    speaking = _duty_facts(circular)
    deciding = {fact.id for fact in deciding_facts(place.kind)}
    # What only duties or papers ask: it never decides, so the row cannot say whether it still matters.
    on_path += [fact for fact in place.kind.facts if fact.id in speaking and fact.id not in deciding]
    return [
        Question("function", tool.id, function.id, function.kind, fact.id, fact.id in function.answers)
        for fact in on_path
    ]


def facts_on_path(place: Place) -> list[Fact]:
    """The deciding facts that can still matter, given the answers before them; open ones also given those after."""
    facts = deciding_facts(place.kind)
    off = {n for n, _ in _off_path(place)}
    return [fact for n, fact in enumerate(facts) if n not in off and len(place.allowed(fact)) > 1]


@dataclass(frozen=True)
class LeftOut:
    """A question not asked, and why: ``fixed`` by a choice elsewhere, or ``settled`` by these answers of its function.

    ``by``: the facts whose answers settle it; empty when nothing could make it matter.
    """

    function: str
    kind: str
    fact: str
    why: str
    by: tuple[str, ...] = ()


def left_out(circular: Circular, practice: Practice, tool: Tool) -> tuple[LeftOut, ...]:
    """The deciding questions of the functions that are there which are not on the path, each with its reason."""
    ways = survey(circular, tool)
    result: list[LeftOut] = []
    for name in (name for name in ways.places if name in ways.certain):
        place = ways.places[name]
        facts = deciding_facts(place.kind)
        settled = dict(_off_path(place))
        for n, fact in enumerate(facts):
            if len(place.allowed(fact)) < 2:
                result.append(LeftOut(name, place.kind.id, fact.id, "fixed"))
            elif n in settled:
                by = _settling(place, n, settled[n])
                result.append(LeftOut(name, place.kind.id, fact.id, "settled", by))
    return tuple(result)


def _off_path(place: Place) -> list[tuple[int, Domains]]:
    """The facts that cannot matter (by place in the row), each with the domains under which it does not."""
    facts = deciding_facts(place.kind)
    free = [place.allowed(fact) for fact in facts]
    reached = list(free)
    off: list[tuple[int, Domains]] = []
    kept: list[int] = []
    for n, fact in enumerate(facts):
        if len(free[n]) < 2:
            continue
        if not matters(place.kind, tuple(reached), n):
            off.append((n, tuple(reached)))
            continue
        kept.append(n)
        reached[n] = place.domain(fact)
    for n in kept:
        others = (*reached[:n], free[n], *reached[n + 1 :])
        if facts[n].id not in place.answers and not matters(place.kind, others, n):
            off.append((n, others))
    return off


def _settling(place: Place, n: int, domains: Domains) -> tuple[str, ...]:
    """Of the answers under which fact ``n`` cannot matter, those without which it could."""
    facts = deciding_facts(place.kind)
    loose = list(domains)
    for other, fact in enumerate(facts):
        free = place.allowed(fact)
        if other == n or len(loose[other]) == len(free):
            continue
        freed = (*loose[:other], free, *loose[other + 1 :])
        if not matters(place.kind, freed, n):
            loose[other] = free
    return tuple(fact.id for fact, left in zip(facts, loose, strict=True) if left != place.allowed(fact))


@lru_cache(maxsize=8)
def _duty_facts(circular: Circular) -> frozenset[str]:
    """What duties name, and what a paper is measured against."""
    whens = (*(duty.when for duty in circular.duties), *(stake.when for stake in circular.stakes))
    named = frozenset[str]().union(*(named_facts(when) for when in whens))
    return named | {"retention_days", "uses", "viewers"}


def _setting_questions(
    circular: Circular, practice: Practice, tool: Tool, ways: Survey, found: ToolDetermination
) -> list[Question]:
    speaking = _duty_facts(circular)
    routed = facts_on_the_way(circular, practice, tool, found)
    questions = []
    for scope, facts, answers in (
        ("tool", circular.tool_facts, tool.facts),
        ("company", circular.company_facts, practice.company.facts),
    ):
        for fact in facts:
            if (
                fact.id in speaking
                or _setting_matters(circular, practice, tool, fact, ways)
                or (scope == "tool" and crossing_matters(circular, tool, fact))
                or (scope == "company" and fact.id in routed)
            ):
                questions.append(Question(scope, tool.id, "", "", fact.id, fact.id in answers))
    return questions


def crossing_matters(circular: Circular, tool: Tool, fact: Fact) -> bool:
    """Whether what this fact says of crossing can change what some function may turn out to be."""
    asked = [crossing.at_least for crossing in circular.crossings if fact.id in named_facts(crossing.when)]
    if not asked:
        return False
    unsaid = tool if fact.id not in tool.facts else tool.with_fact(fact.id, None)
    for place in survey(circular, unsaid).places.values():
        steps = {step for at_least in asked for step in at_least.items()}
        crossed = replace(place, joined=(), forced=raised(place.kind, place.forced, tuple(sorted(steps))))
        plain = replace(place, joined=())
        if cells_within(place.kind, plain.domains()) != cells_within(place.kind, crossed.domains()):
            return True
    return False


def _setting_matters(circular: Circular, practice: Practice, tool: Tool, fact: Fact, ways: Survey) -> bool:
    """Whether this fact can change the result of some rule still possible, whatever else is open."""
    domains = setting_domains(circular, practice, tool)
    if fact.id not in domains:
        return False
    rules = {ways.places[name].kind.rules[cell.rule] for name, cells in ways.cells.items() for cell in cells}
    return any(setting_changes(circular, fact, tuple(domains.items()), rule) for rule in rules)


def first_open(questions: tuple[Question, ...]) -> Question | None:
    """Where the user stopped: the first question without an answer («non lo so» is an answer)."""
    return next((question for question in questions if not question.answered), None)
