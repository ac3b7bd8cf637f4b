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
from app.domain.order import kinds_in_order
from app.domain.place import Crossed, Place, asks, force, parted, raised
from app.domain.practice import UNASKED, Tool, choice_of
from app.domain.same import Same
from app.domain.table import Cell, cells_within, deciding_facts

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


Places = tuple[Place, ...]
States = dict[Places, Outcomes]
"""Ways half walked: the functions not settled yet → what the strictest of those settled can be, all such ways together.

Only what is left to settle tells ways apart, so that their number stays small.
"""

NOBODY = ("", "")
"""Stands for whoever implies a function where the choice is still open."""


@dataclass
class _Notes:
    """What was met, all ways together."""

    cells: dict[str, set[Cell]] = field(default_factory=dict)
    variants: dict[str, set[Place]] = field(default_factory=dict)
    sources: dict[str, set[str]] = field(default_factory=dict)
    steady: set[str] = field(default_factory=set)
    """Functions of the tool there in every way."""
    brought: dict[str, frozenset[str]] = field(default_factory=dict)
    """Function → those that are there in every way in which it is, because of it alone."""


def survey(circular: Circular, tool: Tool) -> Survey:
    """Every way a tool can still turn out, put together."""
    return _surveyed(circular, Same(tool))


@lru_cache(maxsize=32)
def _surveyed(circular: Circular, same: Same[Tool]) -> Survey:
    tool = same.value
    notes = _Notes()
    found = _walk(circular, tool, notes)
    certain = set(notes.steady)
    left = list(certain)
    while left:
        for name in notes.brought.get(left.pop(), ()):
            certain.add(name)
            left.append(name)
    return Survey(
        places={name: _shared(variants) for name, variants in notes.variants.items()},
        cells={name: frozenset(cells) for name, cells in notes.cells.items()},
        certain=frozenset(certain),
        sources={name: frozenset(notes.sources.get(name, ())) for name in notes.variants},
        ways=found,
    )


def ways(circular: Circular, tool: Tool) -> frozenset[Outcomes]:
    """Only what the strictest function can be: ``survey(...).ways`` without the rest, for whoever asks often."""
    return _walk(circular, tool, _Notes())


def _walk(circular: Circular, tool: Tool, notes: _Notes) -> frozenset[Outcomes]:
    """Walk the kinds, each before those it can imply, trying every choice still open."""
    found = set()
    steady: list[set[str]] = []
    for crossed in crossings(circular, tool):
        start = tuple(
            Place(f.id, kind, f.answers, f.presence, raised(kind, (), crossed))
            for f in tool.functions
            if (kind := circular.kinds.get(f.kind)) is not None
        )
        states: States = {start: frozenset()}
        there: set[str] = set()
        for kind_id in kinds_in_order(circular, frozenset(place.kind.id for place in start)):
            states = _settle(circular, states, kind_id, crossed, notes, there)
        steady.append(there)
        found |= set(states.values())
    notes.steady = set.intersection(*steady)
    return frozenset(found)


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


def _settle(
    circular: Circular, states: States, kind_id: str, crossed: Crossed, notes: _Notes, steady: set[str]
) -> States:
    """The states with every function of one kind settled, in each way its open choices allow."""
    after: States = {}
    met: list[set[str]] = []
    for places, outcomes in states.items():
        turns = [place for place in places if place.kind.id == kind_id and place.there]
        met.append({place.id for place in turns})
        grown: States = {tuple(place for place in places if place.kind.id != kind_id): outcomes}
        for place in turns:
            grown = _turn(circular, grown, place, crossed, notes)
        for rest, reached in grown.items():
            after[rest] = after.get(rest, frozenset()) | reached
    steady |= set.intersection(*met)
    return after


def _turn(circular: Circular, states: States, place: Place, crossed: Crossed, notes: _Notes) -> States:
    """The states with one function settled; what it brings that nobody else can bring is settled at once."""
    branches: dict[frozenset[int], set[Cell]] = {}
    for cell in cells_within(place.kind, place.domains()):
        branches.setdefault(cell.implications, set()).add(cell)
        notes.cells.setdefault(place.id, set()).add(cell)
    notes.variants.setdefault(place.id, set()).add(place)
    sure = frozenset.intersection(*branches)
    after: States = {}
    for implied, fitting in branches.items():
        given = frozenset(place.kind.rules[cell.rule].outcome or "" for cell in fitting)
        for places, outcomes in states.items():
            laid = [places]
            for number in sorted(implied):
                laid = [m for one in laid for m in _imply(circular, one, place, number, number in sure, crossed, notes)]
            for one in laid:
                own = [p for p in one if p.implied_by and not p.present and p.id == f"{p.kind.id}@{place.id}"]
                grown: States = {tuple(p for p in one if p not in own): _strictest(circular, outcomes, given)}
                for brought in own:
                    grown = _turn(circular, grown, brought, crossed, notes)
                names = frozenset(p.id for p in own)
                notes.brought[place.id] = notes.brought.get(place.id, names) & names
                for rest, reached in grown.items():
                    after[rest] = after.get(rest, frozenset()) | reached
    return after


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
    always = frozenset.intersection(*(frozenset(variant.implied_by) for variant in variants)) - {NOBODY}
    joined = {}
    for fact in deciding_facts(first.kind):
        ways = {value for variant in variants for value in variant.domain(fact)}
        joined[fact.id] = tuple(value for value in fact.values if value in ways)
    return replace(
        first, forced=tuple(sorted(forced.items())), implied_by=tuple(sorted(always)), joined=tuple(joined.items())
    )


def _imply(
    circular: Circular, places: Places, source: Place, number: int, sure: bool, crossed: Crossed, notes: _Notes
) -> list[Places]:
    """Every way to lay an implication: upon the functions that are of the same line of work, else as one of its own.

    The line of work is what the implication fixes among unordered facts. A function that is there and has not said its
    line yet may be this one, or another beside it: both ways stay open. Only where none that is there can be it, one
    declared absent or not yet asked is taken for it.
    """
    implication = source.kind.implications[number]
    kind = circular.kinds[implication.kind]
    because = (source.id, implication.id) if sure else NOBODY
    line = {fact: value for fact, value in implication.sets.items() if not kind.fact(fact).ordered}
    own_id = f"{kind.id}@{source.id}"
    settled: list[Places] = []
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
                # One that is there anyway is told apart only by what is forced upon it.
                by = same.implied_by if same.present and not sure else tuple(sorted({*same.implied_by, because}))
                changed = replace(same, forced=forced, implied_by=by)
                grown += [((*way[:n], changed, *way[n + 1 :]), True) for way, _ in ways]
                notes.sources.setdefault(place.id, set()).add(source.id)
            ways = grown
        settled += [way for way, laid in ways if laid]
        unsettled = [way for way, laid in ways if not laid]
    forced = raised(kind, force(kind, {}, implication.sets, implication.at_least), crossed)
    new_id = own_id if line or any(place.id == kind.id for place in places) else kind.id
    if unsettled:
        notes.sources.setdefault(new_id, set()).add(source.id)
    return [*settled, *((*way, Place(new_id, kind, {}, UNASKED, forced, (because,))) for way in unsettled)]
