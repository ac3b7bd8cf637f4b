"""The ways a tool can still turn out: every consistent choice of what its functions imply.

A choice of one function can imply another (a row kept per call and operator implies the call log). As long as that
choice is open, the implied function is there in some scenarios and not in others. This module lists the scenarios; the
engine reads outcomes off them. Never judges: no outcome is known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from app.domain.circular import Circular, Fact, FunctionKind
from app.domain.practice import Answer, Tool, choice_of
from app.domain.table import Cell, Domains, cells_within, deciding_facts


@dataclass(frozen=True)
class Place:
    """A function as one scenario has it: its own answers, what is forced upon it, and by whom."""

    id: str
    kind: FunctionKind
    answers: Mapping[str, Answer]
    listed: bool
    present: bool
    forced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fact → the values that a choice elsewhere leaves it."""
    implied_by: tuple[tuple[str, str], ...] = ()
    """(function id, implication id) of each choice that implies this one."""

    @property
    def there(self) -> bool:
        return self.present or bool(self.implied_by)

    def domains(self) -> Domains:
        return tuple(self.domain(fact) for fact in deciding_facts(self.kind))

    def domain(self, fact: Fact) -> tuple[str, ...]:
        """The values a fact may still have. What is forced beats a milder or a different answer."""
        allowed = self.forced.get(fact.id, fact.values)
        chosen = choice_of(self.answers, fact.id)
        if chosen is None or chosen not in fact.values:
            return allowed
        if chosen in allowed or (fact.ordered and fact.values.index(chosen) > fact.values.index(allowed[0])):
            return (chosen,)
        return allowed[:1]


@dataclass(frozen=True)
class Scenario:
    """One way it can turn out: the functions that are there, each with the cells that fit."""

    places: tuple[tuple[Place, frozenset[Cell]], ...]


@lru_cache(maxsize=8)
def kinds_in_order(circular: Circular) -> tuple[str, ...]:
    """The kinds, each before those it can imply. A circle (the lint refuses it) raises ``ValueError``."""
    order: list[str] = []
    left = dict.fromkeys(circular.kinds)
    while left:
        targets = {i.kind for kind in left for i in circular.kinds[kind].implications}
        free = [kind for kind in left if kind not in targets]
        if not free:
            raise ValueError(f"implications go round in a circle: {', '.join(left)}")
        order += free
        for kind in free:
            del left[kind]
    return tuple(order)


def scenarios(circular: Circular, tool: Tool) -> list[Scenario]:
    """Every scenario of a tool; always at least one, exactly one when no implying choice is open."""
    start = tuple(
        Place(f.id, circular.kinds[f.kind], f.answers, True, f.present)
        for f in tool.functions
        if f.kind in circular.kinds
    )
    return [Scenario(done) for done in _grow(circular, kinds_in_order(circular), start, ())]


Done = tuple[tuple[Place, frozenset[Cell]], ...]


def _grow(circular: Circular, order: tuple[str, ...], places: tuple[Place, ...], done: Done) -> Iterator[Done]:
    """Settle the functions kind by kind; all that can imply a kind has been settled before it."""
    if not order:
        yield done
        return
    turn = [place for place in places if place.kind.id == order[0] and place.there]
    yield from _settle(circular, order, places, turn, done)


def _settle(
    circular: Circular, order: tuple[str, ...], places: tuple[Place, ...], turn: list[Place], done: Done
) -> Iterator[Done]:
    if not turn:
        yield from _grow(circular, order[1:], places, done)
        return
    place, rest = turn[0], turn[1:]
    branches: dict[frozenset[int], set[Cell]] = {}
    for cell in cells_within(place.kind, place.domains()):
        branches.setdefault(cell.implications, set()).add(cell)
    for implied in sorted(branches, key=sorted):
        grown = places
        for number in sorted(implied):
            grown = _imply(circular, grown, place, number)
        yield from _settle(circular, order, grown, rest, (*done, (place, frozenset(branches[implied]))))


def _imply(circular: Circular, places: tuple[Place, ...], source: Place, number: int) -> tuple[Place, ...]:
    """Lay an implication upon the first listed function it fits, else add a function of its own."""
    implication = source.kind.implications[number]
    kind = circular.kinds[implication.kind]
    because = (source.id, implication.id)
    for n, place in enumerate(places):
        if place.kind is kind and _fits(place, implication.sets):
            forced = _force(kind, place.forced, implication.sets, implication.at_least)
            changed = replace(place, forced=forced, implied_by=(*place.implied_by, because))
            return (*places[:n], changed, *places[n + 1 :])
    taken = {place.id for place in places}
    new_id = kind.id if kind.id not in taken else f"{kind.id}@{source.id}"
    forced = _force(kind, {}, implication.sets, implication.at_least)
    return (*places, Place(new_id, kind, {}, False, False, forced, (because,)))


def _fits(place: Place, sets: Mapping[str, str]) -> bool:
    """Whether nothing answered or forced there speaks of another line of work (an unordered fact set otherwise)."""
    for fact in place.kind.facts:
        wanted = sets.get(fact.id)
        if wanted is None or fact.ordered:
            continue
        if fact.id in place.forced and wanted not in place.forced[fact.id]:
            return False
        if place.present and choice_of(place.answers, fact.id) not in (None, wanted):
            return False
    return True


def _force(
    kind: FunctionKind, forced: Mapping[str, tuple[str, ...]], sets: Mapping[str, str], at_least: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    result = dict(forced)
    for fact_id, value in sets.items():
        fact = kind.fact(fact_id)
        before = result.get(fact_id, fact.values)
        wanted = fact.values[fact.values.index(value) :] if fact.ordered else (value,)
        narrowed = tuple(v for v in before if v in wanted)
        # Two choices that fix an ordered fact differently: the more intrusive of the two stands.
        result[fact_id] = narrowed[:1] if fact.ordered else narrowed or (value,)
    for fact_id, value in at_least.items():
        fact = kind.fact(fact_id)
        before = result.get(fact_id, fact.values)
        enough = fact.values[fact.values.index(value) :]
        result[fact_id] = tuple(v for v in before if v in enough) or enough[:1]
    return result
