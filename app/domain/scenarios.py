"""The ways a tool can still turn out: every consistent choice of what its functions imply.

A choice of one function can imply another (a row kept per call and operator implies the call log). As long as that
choice is open, the implied function is there in some ways and not in others. This module walks the ways; the engine
reads outcomes off them. Never judges: it knows no modifier and no paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product

from app.domain.circular import Circular, Crossing
from app.domain.conditions import holds, named_facts
from app.domain.place import Crossed, Place, asks, force, parted, raised
from app.domain.practice import UNASKED, Tool, choice_of
from app.domain.table import Cell, cells_within

Outcomes = frozenset[str]
"""What the strictest of some functions can be, as their rows give it (modifiers, which never reorder, come later)."""


@dataclass(frozen=True)
class Survey:
    """All the ways together.

    ``places``: every function that is there in some way, with only what holds in all of them; ``cells``: what fits it
    in any; ``certain``: those there in every way; ``sources``: who may imply it; ``ways``: what the strictest can be.
    """

    places: Mapping[str, Place]
    cells: Mapping[str, frozenset[Cell]]
    certain: frozenset[str]
    sources: Mapping[str, frozenset[str]]
    ways: frozenset[Outcomes]


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


@dataclass(frozen=True)
class _State:
    """One way, half walked: the functions not settled yet, and of those settled only what they leave behind.

    Ways that leave the same behind are walked on as one: the number of states stays small.
    """

    places: tuple[Place, ...]
    outcomes: Outcomes = frozenset()
    there: frozenset[str] = frozenset()
    crossed: Crossed = ()


NOBODY = ("", "")
"""Stands for whoever implied a function where nobody asks."""


@dataclass
class _Notes:
    """What was met, all ways together; without ``traced`` nobody asks who implied what or what was there."""

    traced: bool
    cells: dict[str, set[Cell]] = field(default_factory=dict)
    variants: dict[str, set[Place]] = field(default_factory=dict)


def survey(circular: Circular, tool: Tool) -> Survey:
    """Every way a tool can still turn out, put together."""
    notes = _Notes(traced=True)
    states = _walk(circular, tool, notes)
    return Survey(
        places={name: _shared(variants) for name, variants in notes.variants.items()},
        cells={name: frozenset(found) for name, found in notes.cells.items()},
        certain=frozenset.intersection(*(state.there for state in states)),
        sources={
            name: frozenset(source for variant in variants for source, _ in variant.implied_by)
            for name, variants in notes.variants.items()
        },
        ways=frozenset(state.outcomes for state in states),
    )


def ways(circular: Circular, tool: Tool) -> frozenset[Outcomes]:
    """Only what the strictest function can be: ``survey(...).ways`` without the rest, for whoever asks often."""
    return frozenset(state.outcomes for state in _walk(circular, tool, _Notes(traced=False)))


def _walk(circular: Circular, tool: Tool, notes: _Notes) -> set[_State]:
    """Walk the kinds, each before those it can imply, trying every choice still open."""
    states = {
        _State(
            tuple(
                Place(f.id, kind, f.answers, f.presence, raised(kind, (), crossed))
                for f in tool.functions
                if (kind := circular.kinds.get(f.kind)) is not None
            ),
            crossed=crossed,
        )
        for crossed in crossings(circular, tool)
    }
    for kind_id in kinds_in_order(circular):
        walked: set[_State] = set()
        for state in states:
            walked |= _settle(circular, state, kind_id, notes)
        states = walked
    return states


def crossing_domains(circular: Circular, tool: Tool) -> dict[str, tuple[str, ...]]:
    """Fact → values it may still have, for every fact of the tool that a crossing names."""
    named = frozenset[str]().union(*(named_facts(crossing.when) for crossing in circular.crossings))
    return {
        fact.id: (chosen,) if (chosen := choice_of(tool.facts, fact.id)) in fact.values and chosen else fact.values
        for fact in circular.tool_facts
        if fact.id in named
    }


def crossings(circular: Circular, tool: Tool) -> frozenset[Crossed]:
    """What crossing may ask of every function, in each way the tool's open facts allow."""
    domains = crossing_domains(circular, tool)
    found = set()
    for values in product(*domains.values()):
        view = dict(zip(domains, values, strict=True))
        acting = [crossing for crossing in circular.crossings if holds(crossing.when, view)]
        found.add(tuple(sorted({step for crossing in acting for step in crossing.at_least.items()})))
    return frozenset(found)


def sure_crossings(circular: Circular, tool: Tool) -> tuple[Crossing, ...]:
    """The crossings that hold in every way the tool's open facts allow."""
    domains = crossing_domains(circular, tool)
    views = [dict(zip(domains, values, strict=True)) for values in product(*domains.values())]
    return tuple(crossing for crossing in circular.crossings if all(holds(crossing.when, view) for view in views))


def _settle(circular: Circular, state: _State, kind_id: str, notes: _Notes) -> set[_State]:
    """The state with every function of one kind settled, in each way its open choices allow."""
    turns = [place for place in state.places if place.kind.id == kind_id]
    states = {replace(state, places=tuple(place for place in state.places if place.kind.id != kind_id))}
    for place in turns:
        if not place.there:
            continue
        branches: dict[frozenset[int], set[Cell]] = {}
        for cell in cells_within(place.kind, place.domains()):
            branches.setdefault(cell.implications, set()).add(cell)
            notes.cells.setdefault(place.id, set()).add(cell)
        notes.variants.setdefault(place.id, set()).add(place)
        grown: set[_State] = set()
        for implied, fitting in branches.items():
            given = frozenset(place.kind.rules[cell.rule].outcome or "" for cell in fitting)
            for one in states:
                laid = [one.places]
                for number in sorted(implied):
                    laid = [
                        more
                        for places in laid
                        for more in _imply(circular, places, place, number, state.crossed, notes.traced)
                    ]
                there = one.there | {place.id} if notes.traced else one.there
                outcomes = _strictest(circular, one.outcomes, given)
                grown |= {_State(places, outcomes, there, state.crossed) for places in laid}
        states = grown
    return states


def _strictest(circular: Circular, one: Outcomes, other: Outcomes) -> Outcomes:
    """What the strictest of two can be: nothing milder than the mildest that either is bound to reach."""
    rank = {outcome: circular.outcomes[outcome].rank for outcome in one | other}
    floor = max(min(rank[outcome] for outcome in given) for given in (one, other) if given)
    return frozenset(outcome for outcome in one | other if rank[outcome] >= floor)


def _shared(variants: set[Place]) -> Place:
    """One function as all its variants agree: forced is only what every way leaves it."""
    first = min(variants, key=lambda place: (place.forced, place.implied_by))
    forced = {}
    for fact in first.kind.facts:
        left = {value for variant in variants for value in variant.allowed(fact)}
        if left and left != set(fact.values):
            forced[fact.id] = tuple(value for value in fact.values if value in left)
    always = frozenset.intersection(*(frozenset(variant.implied_by) for variant in variants))
    return replace(first, forced=tuple(sorted(forced.items())), implied_by=tuple(sorted(always)))


def _imply(
    circular: Circular, places: tuple[Place, ...], source: Place, number: int, crossed: Crossed, traced: bool
) -> list[tuple[Place, ...]]:
    """Every way to lay an implication: upon the functions that are of the same line of work, else as one of its own.

    The line of work is what the implication fixes among unordered facts. A function that is there and has not said its
    line yet may be this one, or another beside it: both ways stay open. Only where none that is there can be it, one
    declared absent or not yet asked is taken for it.
    """
    implication = source.kind.implications[number]
    kind = circular.kinds[implication.kind]
    because = (source.id, implication.id) if traced else NOBODY
    line = {fact: value for fact, value in implication.sets.items() if not kind.fact(fact).ordered}
    own_id = f"{kind.id}@{source.id}"
    settled: list[tuple[Place, ...]] = []
    unsettled = [places]
    for asked in (True, False):
        ways = [(way, False) for way in unsettled]
        for n, place in enumerate(places):
            if place.kind is not kind or place.present is not asked:
                continue
            same, others = (place, []) if place.id == own_id else parted(place, line)
            grown = [((*way[:n], other, *way[n + 1 :]), laid) for way, laid in ways for other in others]
            if same is not None:
                forced = force(kind, dict(same.forced), *asks(implication, line, same))
                changed = replace(same, forced=forced, implied_by=tuple(sorted({*same.implied_by, because})))
                grown += [((*way[:n], changed, *way[n + 1 :]), True) for way, _ in ways]
            ways = grown
        settled += [way for way, laid in ways if laid]
        unsettled = [way for way, laid in ways if not laid]
    forced = raised(kind, force(kind, {}, implication.sets, implication.at_least), crossed)
    new_id = own_id if line or any(place.id == kind.id for place in places) else kind.id
    return [*settled, *((*way, Place(new_id, kind, {}, UNASKED, forced, (because,))) for way in unsettled)]
