"""Conditions of the law's tables: what a ``when`` says, and whether it holds.

A closed little language (``fact = [values]``, ``all``, ``any``, ``not``), never an expression that is run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Is:
    """The fact has one of these values (an ``at_least`` of the data is already spelled out as values)."""

    fact: str
    values: frozenset[str]


@dataclass(frozen=True)
class All:
    """Every part holds; without parts it always holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    part: Condition


Condition = Is | All | AnyOf | Not
ALWAYS = All(())

View = Mapping[str, "str | frozenset[str]"]
"""What a condition is read against: each name has one value, or (tool views) several at once."""


def holds(condition: Condition, view: View) -> bool:
    """Whether ``condition`` holds. A name missing from ``view`` matches nothing."""
    match condition:
        case Is(fact, values):
            found = view.get(fact)
            if found is None:
                return False
            return found in values if isinstance(found, str) else not values.isdisjoint(found)
        case All(parts):
            return all(holds(part, view) for part in parts)
        case AnyOf(parts):
            return any(holds(part, view) for part in parts)
        case Not(part):
            return not holds(part, view)


def named_values(condition: Condition, fact: str) -> frozenset[str]:
    """The values that a condition speaks of under one name, whether it asks for them or rules them out."""
    match condition:
        case Is(name, values):
            return values if name == fact else frozenset()
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(named_values(part, fact) for part in parts))
        case Not(part):
            return named_values(part, fact)


def named_facts(condition: Condition) -> frozenset[str]:
    """The facts a condition speaks of."""
    match condition:
        case Is(fact, _):
            return frozenset({fact})
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(named_facts(part) for part in parts))
        case Not(part):
            return named_facts(part)
