"""How a table of the law becomes values: lists by id, conditions, and errors that name file and key.

Shared by the loaders; knows no part of the law by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Protocol, TypeVar

from app.domain.circular import Fact
from app.domain.conditions import All, AnyOf, Condition, Is, Not
from app.library.raw import LawError, Table


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T")
N = TypeVar("N", bound=_Named)

Scales = dict[str, tuple[str, ...]]
"""Ordered fact → its values, least intrusive first."""


def guard(file: str, make: Callable[[], T], where: str = "") -> T:
    try:
        return make()
    except KeyError as missing:
        raise LawError(file, f"{where}{'.' if where else ''}{missing.args[0]}", "is missing") from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise LawError(file, where, f"has another shape than it should: {wrong}") from wrong


def lists(file: str, table: Table, name: str) -> dict[str, tuple[str, ...]]:
    return guard(file, lambda: {key: tuple(values) for key, values in table[name].items()})


def each(file: str, table: Table, name: str, make: Callable[[Table, str, str], T]) -> tuple[T, ...]:
    made, seen = [], set()
    for place, raw in enumerate(table.get(name, [])):
        where = f"{name}.{raw.get('id', place)}"
        part = guard(file, partial(make, raw, file, where), where)
        if raw["id"] in seen:
            raise LawError(file, where, "the id is used twice")
        seen.add(raw["id"])
        made.append(part)
    return tuple(made)


def by_id(parts: Iterable[N]) -> dict[str, N]:
    return {part.id: part for part in parts}


def scales_of(facts: Iterable[Fact]) -> Scales:
    return {fact.id: fact.values for fact in facts if fact.ordered}


def condition(raw: Any, scales: Scales, file: str, where: str) -> Condition:
    """A ``when`` table as a condition; ``at_least`` is spelled out along the fact's order."""
    if not isinstance(raw, dict):
        raise LawError(file, where, "a condition is a table")
    parts: list[Condition] = []
    for key, value in raw.items():
        here = f"{where}.{key}"
        if key in ("all", "any"):
            inner = tuple(condition(part, scales, file, here) for part in value)
            parts.append(All(inner) if key == "all" else AnyOf(inner))
        elif key == "not":
            parts.append(Not(condition(value, scales, file, here)))
        elif isinstance(value, dict) and set(value) == {"at_least"}:
            scale = scales.get(key)
            if scale is None or value["at_least"] not in scale:
                raise LawError(file, here, f"at_least {value['at_least']!r}: no such step in an order of {key!r}")
            parts.append(Is(key, frozenset(scale[scale.index(value["at_least"]) :])))
        elif isinstance(value, list):
            parts.append(Is(key, frozenset(value)))
        else:
            raise LawError(file, here, "expected a list of values or at_least")
    return parts[0] if len(parts) == 1 else All(tuple(parts))
