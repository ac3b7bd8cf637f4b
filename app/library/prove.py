"""Proof by enumeration: a row is complete, every rule of it can decide, no intrusive choice lowers the tier.

Goes through every combination of the facts that class rules name; never samples.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Protocol

from app.domain.circular import Circular, FunctionKind
from app.domain.conditions import Condition, holds
from app.domain.routes import notes_for
from app.domain.table import combinations, deciding_facts, first_rule, full_domains

Found = list[tuple[str, str]]
"""(key path, reason) pairs."""

MOST_TOLD = 3
"""Of each kind of defect, so many examples per row are told: the first ones are enough to find it."""


def prove_kind(circular: Circular, kind: FunctionKind) -> tuple[int, Found]:
    """How many combinations the row has, and what is wrong with it."""
    facts = deciding_facts(kind)
    tiers: dict[tuple[str, ...], int] = {}
    implied: dict[tuple[str, ...], frozenset[str]] = {}
    used: set[int] = set()
    uncovered: Found = []
    for combination in combinations(kind, full_domains(kind)):
        place = first_rule(kind, combination)
        if place is None:
            uncovered.append(("rules", f"no rule for {_shown(combination)}"))
            continue
        used.add(place)
        tiers[tuple(combination.values())] = circular.outcomes[kind.rules[place].outcome or ""].tier
        implied[tuple(combination.values())] = frozenset(i.id for i in kind.implications if holds(i.when, combination))
    idle: Found = [
        (f"rules.{rule.id}", "can never decide: rules before it or its own condition contradict it")
        for place, rule in enumerate(kind.rules)
        if place not in used
    ]
    falling: Found = []
    for place, fact in enumerate(facts):
        if not fact.ordered:
            continue
        for values, tier in tiers.items():
            step = fact.values.index(values[place]) + 1
            if step == len(fact.values):
                continue
            raised = (*values[:place], fact.values[step], *values[place + 1 :])
            shown = _shown(dict(zip((f.id for f in facts), values, strict=True)))
            for lost in implied[values] - implied.get(raised, implied[values]):
                falling.append((f"implications.{lost}", f"raising {fact.id} to {fact.values[step]} drops it: {shown}"))
            if tiers.get(raised, tier) < tier:
                falling.append((f"facts.{fact.id}", f"raising it to {fact.values[step]} lowers the tier: {shown}"))
    return len(tiers) + len(uncovered), [*uncovered[:MOST_TOLD], *idle, *falling[:MOST_TOLD]]


def prove_standing(circular: Circular) -> tuple[int, Found]:
    """How many combinations the standing table has, and what is wrong with it."""
    count, uncovered, idle, _ = _walk(circular.standing_axes, circular.standing_rules)
    return count, [*uncovered[:MOST_TOLD], *((f"rules.{id}", "can never decide") for id in idle)]


def prove_routes(circular: Circular) -> tuple[int, Found]:
    """The same for the ways to a paper; none leads to an application for what cannot be authorised (N12)."""
    routes = circular.routes
    count, uncovered, idle, reached = _walk(routes.axes, routes.ways)
    found: Found = [("ways", reason) for _, reason in uncovered[:MOST_TOLD]]
    found += [(f"ways.{id}", "can never decide") for id in idle]
    for way in routes.ways:
        severe = [o for o in reached[way.id] if circular.outcomes[o].tier > 1]
        if severe and way.form != "none":
            found.append((f"ways.{way.id}.form", f"offers a paper for {', '.join(sorted(severe))}"))
    for setup in routes.setups:
        view = dict(setup.facts)
        way_id = next((way.id for way in routes.ways if holds(way.when, view)), "")
        shown = notes_for(routes, view)
        if way_id != setup.way:
            found.append((f"setups.{setup.id}.way", f"leads to {way_id}"))
        found += [(f"setups.{setup.id}.notes", f"{id} is not shown") for id in setup.notes if id not in shown]
    return count, found


class _Row(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def when(self) -> Condition: ...


def _walk(axes: Mapping[str, Iterable[str]], rows: Sequence[_Row]) -> tuple[int, Found, list[str], dict[str, set[str]]]:
    """Combinations, those no row meets, rows that never decide, and the outcomes each row decides for."""
    reached: dict[str, set[str]] = {row.id: set() for row in rows}
    uncovered: Found = []
    count = 0
    for values in product(*axes.values()):
        count += 1
        view = dict(zip(axes, values, strict=True))
        row = next((row for row in rows if holds(row.when, view)), None)
        if row is None:
            uncovered.append(("rules", f"no rule for {_shown(view)}"))
        else:
            reached[row.id].add(view["outcome"])
    return count, uncovered, [id for id, outcomes in reached.items() if not outcomes], reached


def _shown(combination: object) -> str:
    assert isinstance(combination, dict)
    return ", ".join(f"{name}={value}" for name, value in combination.items())
