"""Proof by enumeration: a row is complete, every rule of it can decide, no intrusive choice lowers the tier.

Goes through every combination of the facts that class rules name; never samples.
"""

from __future__ import annotations

from itertools import product

from app.domain.circular import Circular, FunctionKind
from app.domain.conditions import holds
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
    axes = circular.standing_axes
    used: set[str] = set()
    uncovered: Found = []
    count = 0
    for values in product(*axes.values()):
        count += 1
        view = dict(zip(axes, values, strict=True))
        rule = next((rule for rule in circular.standing_rules if holds(rule.when, view)), None)
        if rule is None:
            uncovered.append(("rules", f"no rule for {_shown(view)}"))
        else:
            used.add(rule.id)
    idle = [(f"rules.{r.id}", "can never decide") for r in circular.standing_rules if r.id not in used]
    return count, [*uncovered[:MOST_TOLD], *idle]


def _shown(combination: object) -> str:
    assert isinstance(combination, dict)
    return ", ".join(f"{name}={value}" for name, value in combination.items())
