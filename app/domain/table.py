"""A kind's row, worked out over every combination of the facts that its rules name.

The same table serves the engine (what is still possible), the path (what can still matter) and the lint (complete,
monotonic). Never a fallback here: a combination that no rule meets is a defect of the data: ``UncoveredError``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from app.domain.circular import Fact, FunctionKind, Rule
from app.domain.conditions import holds, named_facts

Domains = tuple[tuple[str, ...], ...]
"""For each deciding fact of a kind, in order, the values it may still have."""


class UncoveredError(Exception):
    """A combination of facts that no class rule of the row meets."""


@dataclass(frozen=True)
class Cell:
    """What one combination gives: the rule that decides and the implications that hold, by place in the row."""

    rule: int
    implications: frozenset[int]


@lru_cache(maxsize=512)
def deciding_facts(kind: FunctionKind) -> tuple[Fact, ...]:
    """The facts that the rules and implications of a kind name, in asking order."""
    named: frozenset[str] = frozenset()
    for when in (*(rule.when for rule in kind.rules), *(i.when for i in kind.implications)):
        named |= named_facts(when)
    return tuple(fact for fact in kind.facts if fact.id in named)


def full_domains(kind: FunctionKind) -> Domains:
    return tuple(fact.values for fact in deciding_facts(kind))


def combinations(kind: FunctionKind, domains: Domains) -> Iterator[Mapping[str, str]]:
    names = [fact.id for fact in deciding_facts(kind)]
    for values in product(*domains):
        yield dict(zip(names, values, strict=True))


def first_rule(kind: FunctionKind, facts: Mapping[str, str]) -> int | None:
    """The place of the first rule that holds, None if there is none."""
    return next((place for place, rule in enumerate(kind.rules) if holds(rule.when, facts)), None)


@lru_cache(maxsize=128)
def row(kind: FunctionKind) -> Mapping[tuple[str, ...], Cell]:
    """Every combination of the deciding facts → its cell."""
    cells: dict[tuple[str, ...], Cell] = {}
    for facts in combinations(kind, full_domains(kind)):
        place = first_rule(kind, facts)
        if place is None:
            raise UncoveredError(kind.id, facts)
        implied = frozenset(n for n, i in enumerate(kind.implications) if holds(i.when, facts))
        cells[tuple(facts.values())] = Cell(place, implied)
    return cells


@lru_cache(maxsize=4096)
def cells_within(kind: FunctionKind, domains: Domains) -> frozenset[Cell]:
    """The cells that can still come true when each fact is confined to its domain."""
    cells = row(kind)
    return frozenset(cells[values] for values in product(*domains))


@lru_cache(maxsize=4096)
def matters(kind: FunctionKind, domains: Domains, place: int) -> bool:
    """Whether changing the fact at ``place`` alone, within ``domains``, can change anything but the reason given."""
    if len(domains[place]) < 2:
        return False
    cells = row(kind)
    others = domains[:place] + domains[place + 1 :]
    for rest in product(*others):
        head, tail = rest[:place], rest[place:]
        effects = {_effect(kind, cells[(*head, value, *tail)]) for value in domains[place]}
        if len(effects) > 1:
            return True
    return False


def _effect(kind: FunctionKind, cell: Cell) -> tuple[object, ...]:
    rule: Rule = kind.rules[cell.rule]
    return (rule.outcome, rule.flags, rule.workers_data, cell.implications)
