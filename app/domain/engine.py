"""What follows from the answers: ``determine`` and ``path``. A pure function of (law, practice, date).

Never reads a file or a clock, never holds a legal condition of its own, never guesses: what is unanswered or
«non lo so» is tried in every way, and while the ways disagree the strictest stands, marked provisional.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from app.domain import duties
from app.domain.circular import UNKNOWN, Circular, Implication, Is, Rule, holds, named_facts
from app.domain.determination import FunctionDetermination, Reason, ToolDetermination
from app.domain.practice import UNASKED, Answer, Practice, Tool, ToolFunction, choice_of
from app.domain.scenarios import Place, Scenario, scenarios
from app.domain.table import Cell, deciding_facts


@dataclass(frozen=True)
class Result:
    """One way one function can turn out."""

    outcome: str
    flags: frozenset[str]
    rules: tuple[str, ...]
    workers_data: bool


Setting = Mapping[str, str]
"""One completion of the tool's and company's facts that modifiers name."""


def determine(circular: Circular, practice: Practice, on: date) -> tuple[ToolDetermination, ...]:
    """Each tool of a practice, in its order, as the law stands in ``circular`` and the papers on day ``on``."""
    return tuple(determine_tool(circular, practice, tool, on) for tool in practice.tools)


def determine_tool(circular: Circular, practice: Practice, tool: Tool, on: date) -> ToolDetermination:
    """One tool: outcome, flags and reasons of each function, the strictest for the tool, then duties and standing."""
    found = classify(circular, practice, tool)
    return duties.complete(circular, practice, tool, found, on)


def classify(circular: Circular, practice: Practice, tool: Tool) -> ToolDetermination:
    """The class alone, without papers: the part that agreements, notices and consent can never change."""
    ways = scenarios(circular, tool)
    settings = settings_of(circular, practice, tool)
    functions = _functions(circular, tool, ways, settings)
    present = [f for f in functions if f.present]
    possible = _in_order(circular, possible_outcomes(circular, ways, settings))
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


# ---- settings: the tool's and company's facts that modifiers name ------------------------------------------------


def setting_domains(circular: Circular, practice: Practice, tool: Tool) -> dict[str, tuple[str, ...]]:
    """Fact → values it may still have, for every tool or company fact that a modifier names."""
    named = frozenset[str]().union(*(named_facts(rule.when) for rule in circular.modifiers))
    domains: dict[str, tuple[str, ...]] = {}
    for facts, answers in ((circular.tool_facts, tool.facts), (circular.company_facts, practice.company.facts)):
        for fact in facts:
            if fact.id in named:
                chosen = choice_of(answers, fact.id)
                domains[fact.id] = (chosen,) if chosen in fact.values else fact.values
    return domains


def settings_of(circular: Circular, practice: Practice, tool: Tool) -> list[Setting]:
    domains = setting_domains(circular, practice, tool)
    return [dict(zip(domains, values, strict=True)) for values in product(*domains.values())]


def result_of(circular: Circular, rule: Rule, setting: Setting) -> Result:
    """The row's rule, then every modifier that holds: it can raise the outcome and add flags, never lower."""
    assert rule.outcome is not None
    outcome, flags, rules, soft = rule.outcome, set(rule.flags), [rule.id], circular.is_soft(rule.cites)
    tier = circular.outcomes[outcome].tier
    for modifier in circular.modifiers:
        if tier < modifier.when_tier or not holds(modifier.when, setting):
            continue
        flags.update(modifier.flags)
        rules.append(modifier.id)
        raised = modifier.outcome
        if raised is not None and circular.outcomes[raised].rank > circular.outcomes[outcome].rank:
            outcome, soft = raised, circular.is_soft(modifier.cites)
    if soft:
        flags.add("unverified")
    return Result(outcome, frozenset(flags), tuple(rules), rule.workers_data)


# ---- outcomes of the tool ----------------------------------------------------------------------------------------


def possible_outcomes(circular: Circular, ways: list[Scenario], settings: list[Setting]) -> set[str]:
    """Every outcome the tool can still have: the strictest of its functions, in every scenario and setting."""
    outcomes = circular.outcomes
    possible: set[str] = set()
    memo: dict[tuple[str, int, int], str] = {}
    for number, setting in enumerate(settings):
        for way in ways:
            each = []
            for place, cells in way.places:
                reached = set()
                for rule_number in {cell.rule for cell in cells}:
                    key = (place.kind.id, rule_number, number)
                    if key not in memo:
                        memo[key] = result_of(circular, place.kind.rules[rule_number], setting).outcome
                    reached.add(memo[key])
                each.append(reached)
            if each:
                floor = max(min(outcomes[o].rank for o in reached) for reached in each)
                possible |= {o for reached in each for o in reached if outcomes[o].rank >= floor}
    return possible


def _in_order(circular: Circular, outcomes: Iterable[str]) -> tuple[str, ...]:
    """Mildest first, each once."""
    return tuple(sorted(set(outcomes), key=lambda o: circular.outcomes[o].rank))


# ---- outcomes of each function -----------------------------------------------------------------------------------


def _functions(
    circular: Circular, tool: Tool, ways: list[Scenario], settings: list[Setting]
) -> tuple[FunctionDetermination, ...]:
    certain = set.intersection(*({place.id for place, _ in way.places} for way in ways))
    places = {place.id: place for way in ways for place, _ in way.places}
    own: dict[str, set[Cell]] = {name: set() for name in places}
    lent: dict[str, set[tuple[Place, Cell]]] = {name: set() for name in places}
    for way in ways:
        for place, cells in way.places:
            own[place.id] |= cells
            if place.id not in certain:
                # Not sure to be there: what it could become counts for the choice that would bring it.
                for source in _certain_sources(place, {p.id: p for p, _ in way.places}, certain):
                    lent[source] |= {(_bare(place), cell) for cell in cells}
    found = []
    listed = {f.id: f for f in tool.functions if f.kind in circular.kinds}
    for name, function in listed.items():
        if name in certain:
            found.append(_judge(circular, function, places[name], own[name], lent[name], settings))
        else:
            found.append(_not_there(function))
    for name in places:
        if name in certain and name not in listed:
            place = places[name]
            function = ToolFunction(name, place.kind.id)
            found.append(_judge(circular, function, place, own[name], lent[name], settings))
    return tuple(found)


def _bare(place: Place) -> Place:
    return Place(place.id, place.kind, {}, place.listed, place.present)


def _certain_sources(place: Place, by_id: Mapping[str, Place], certain: set[str]) -> set[str]:
    sources: set[str] = set()
    for source, _ in place.implied_by:
        sources |= {source} if source in certain else _certain_sources(by_id[source], by_id, certain)
    return sources


def _judge(
    circular: Circular,
    function: ToolFunction,
    place: Place,
    own: set[Cell],
    lent: set[tuple[Place, Cell]],
    settings: list[Setting],
) -> FunctionDetermination:
    rules = {place.kind.rules[cell.rule] for cell in own} | {p.kind.rules[cell.rule] for p, cell in lent}
    results = [result_of(circular, rule, setting) for rule in rules for setting in settings]
    possible = _in_order(circular, (result.outcome for result in results))
    outcome = possible[-1]
    reached = [result for result in results if result.outcome == outcome]
    used = list(dict.fromkeys(rule for result in reached for rule in result.rules))
    sure = set.intersection(*(set(result.rules) for result in reached)) if len(possible) == 1 else set(used)
    return FunctionDetermination(
        id=function.id,
        kind=function.kind,
        presence=function.presence,
        implied=bool(place.implied_by),
        implied_by=tuple(dict.fromkeys(source for source, _ in place.implied_by)),
        overrides=bool(place.implied_by) and function.presence in ("absent", "off_locked"),
        outcome=outcome,
        provisional=len(possible) > 1 or (function.presence == UNKNOWN and not place.implied_by),
        possible=possible,
        flags=tuple(sorted(frozenset.intersection(*(result.flags for result in reached)))),
        reasons=_reasons(circular, function, place, [r for r in used if r in sure or _is_class(circular, r)]),
        forced={fact: values[0] for fact, values in place.forced.items() if values},
        workers_data=any(result.workers_data for result in results),
    )


def _is_class(circular: Circular, rule_id: str) -> bool:
    return all(rule_id != modifier.id for modifier in circular.modifiers)


def _not_there(function: ToolFunction) -> FunctionDetermination:
    unasked = function.presence == UNASKED
    return FunctionDetermination(
        function.id, function.kind, function.presence, False, (), False, None, unasked, (), (), (), {}, False
    )


# ---- reasons -----------------------------------------------------------------------------------------------------


def _reasons(circular: Circular, function: ToolFunction, place: Place, rules: list[str]) -> tuple[Reason, ...]:
    reasons = []
    for source, implication_id in place.implied_by:
        implication = circular.implication(implication_id)
        reasons.append(_reason(circular, implication, dict(implied_answers(implication)), source))
    answers = {fact.id: domain[0] for fact in deciding_facts(place.kind) if len(domain := place.domain(fact)) == 1}
    for rule_id in rules:
        rule = circular.rule(rule_id)
        if _is_class(circular, rule_id):
            named = named_facts(rule.when) or frozenset(answers)
            fired = {fact: value for fact, value in answers.items() if fact in named}
            reasons.append(_reason(circular, rule, fired, function.id))
        else:
            reasons.append(_reason(circular, rule, dict(implied_answers(rule)), ""))
    return tuple(reasons)


def implied_answers(part: Rule | Implication) -> Iterable[tuple[str, str]]:
    """The single values that a condition names outright: the answers one can show for it."""
    stack = [part.when]
    while stack:
        condition = stack.pop()
        if isinstance(condition, Is):
            if len(condition.values) == 1:
                yield condition.fact, next(iter(condition.values))
        elif hasattr(condition, "parts"):
            stack += condition.parts


def _reason(circular: Circular, part: Rule | Implication, answers: Mapping[str, str], function: str) -> Reason:
    return Reason(part.id, answers, part.cites, circular.acts_of(part.cites), function)


def _unconfirmed(circular: Circular, tool: Tool, functions: tuple[FunctionDetermination, ...]) -> tuple[str, ...]:
    spoken = {f.kind for f in functions if f.presence != UNASKED or f.present}
    if tool.confirmed is not None:
        spoken |= set(tool.confirmed.kinds)
    return tuple(kind for kind in circular.kinds if kind not in spoken)


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
