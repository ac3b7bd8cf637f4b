"""The ways a tool can still turn out: every consistent choice of what its functions imply.

A choice of one function can imply another (a row kept per call and operator implies the call log). As long as that
choice is open, the implied function is there in some ways and not in others. This module walks the ways; the engine
reads outcomes off them. Never judges: it knows no tier and no modifier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from app.domain.circular import Circular, Fact, FunctionKind, Implication
from app.domain.practice import NOT_THERE, PRESENT, UNASKED, Answer, Tool, choice_of
from app.domain.table import Cell, Domains, cells_within, deciding_facts

Forced = tuple[tuple[str, tuple[str, ...]], ...]
"""(fact, values that a choice elsewhere leaves it), sorted by fact."""


@dataclass(frozen=True)
class Place:
    """A function as the choices made so far have it: its own answers, what is forced upon it, and by whom."""

    id: str
    kind: FunctionKind
    answers: Mapping[str, Answer] = field(compare=False)
    presence: str = UNASKED
    forced: Forced = ()
    implied_by: tuple[tuple[str, str], ...] = ()
    """(function id, implication id) of each choice that implies this one."""

    @property
    def present(self) -> bool:
        return self.presence in PRESENT

    @property
    def there(self) -> bool:
        return self.present or bool(self.implied_by)

    def allowed(self, fact: Fact) -> tuple[str, ...]:
        """The values that choices elsewhere leave to a fact."""
        for name, left in self.forced:
            if name == fact.id:
                return left
        return fact.values

    def domain(self, fact: Fact) -> tuple[str, ...]:
        """The values a fact may still have. What is forced beats a milder or a different answer."""
        allowed = self.allowed(fact)
        chosen = choice_of(self.answers, fact.id)
        if chosen is None or chosen not in fact.values:
            return allowed
        if chosen in allowed or (fact.ordered and fact.values.index(chosen) > fact.values.index(allowed[0])):
            return (chosen,)
        return allowed[:1]

    def domains(self) -> Domains:
        return tuple(self.domain(fact) for fact in deciding_facts(self.kind))


Outcomes = frozenset[frozenset[str]]
"""The outcomes that the rows of the functions give, one set for each function that differs."""


@dataclass(frozen=True)
class Survey:
    """All the ways together.

    ``places``: every function that is there in some way, with only what holds in all of them; ``cells``: what fits it
    in any; ``certain``: those there in every way; ``sources``: who may imply it; ``ways``: what the rows can give side
    by side.
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
    """One way, half walked: the functions as they stand, and what those already settled give."""

    places: tuple[Place, ...]
    outcomes: Outcomes = frozenset()


def survey(circular: Circular, tool: Tool) -> Survey:
    """Every way a tool can still turn out, put together."""
    cells: dict[str, set[Cell]] = {}
    states = _walk(circular, tool, cells)
    there = [{place.id: place for place in state.places if place.there} for state in states]
    names = {name: None for places in there for name in places}
    return Survey(
        places={name: _shared([places[name] for places in there if name in places]) for name in names},
        cells={name: frozenset(found) for name, found in cells.items()},
        certain=frozenset(name for name in names if all(name in places for places in there)),
        sources={
            name: frozenset(s for places in there if name in places for s, _ in places[name].implied_by)
            for name in names
        },
        ways=frozenset(state.outcomes for state in states),
    )


def ways(circular: Circular, tool: Tool) -> frozenset[Outcomes]:
    """Only what the rows can give side by side: ``survey(...).ways`` without the rest, for whoever asks often."""
    return frozenset(state.outcomes for state in _walk(circular, tool, {}))


def _walk(circular: Circular, tool: Tool, cells: dict[str, set[Cell]]) -> set[_State]:
    """Walk the kinds, each before those it can imply, trying every choice still open; note the cells met.

    Ways that differ only in what is past are walked once: the number of states stays small.
    """
    start = tuple(
        Place(f.id, circular.kinds[f.kind], f.answers, f.presence) for f in tool.functions if f.kind in circular.kinds
    )
    states = {_State(start)}
    for kind_id in kinds_in_order(circular):
        walked: set[_State] = set()
        for state in states:
            walked |= _settle(circular, state, kind_id, cells)
        states = walked
    return states


def _settle(circular: Circular, state: _State, kind_id: str, cells: dict[str, set[Cell]]) -> set[_State]:
    """The state with every function of one kind settled, in each way its open choices allow."""
    states = {state}
    for turn in [place.id for place in state.places if place.kind.id == kind_id and place.there]:
        grown: set[_State] = set()
        for one in states:
            place = next(place for place in one.places if place.id == turn)
            branches: dict[frozenset[int], set[Cell]] = {}
            for cell in cells_within(place.kind, place.domains()):
                branches.setdefault(cell.implications, set()).add(cell)
                cells.setdefault(place.id, set()).add(cell)
            for implied, fitting in branches.items():
                laid = [one.places]
                for number in sorted(implied):
                    laid = [more for places in laid for more in _imply(circular, places, place, number)]
                given = frozenset(place.kind.rules[cell.rule].outcome or "" for cell in fitting)
                grown |= {_State(places, one.outcomes | {given}) for places in laid}
        states = grown
    return states


def _shared(variants: list[Place]) -> Place:
    """One function as all its variants agree: forced is only what every way leaves it."""
    first = variants[0]
    forced = {}
    for fact in first.kind.facts:
        left = {value for variant in variants for value in variant.allowed(fact)}
        if left and left != set(fact.values):
            forced[fact.id] = tuple(value for value in fact.values if value in left)
    always = [because for because in first.implied_by if all(because in v.implied_by for v in variants)]
    return replace(first, forced=tuple(sorted(forced.items())), implied_by=tuple(always))


def _imply(circular: Circular, places: tuple[Place, ...], source: Place, number: int) -> list[tuple[Place, ...]]:
    """Every way to lay an implication: upon the functions that are of the same line of work, else as one of its own.

    The line of work is what the implication fixes among unordered facts. A function that is there and has not said its
    line yet may be this one, or another beside it: both ways stay open. Only where none that is there can be it, one
    declared absent or not yet asked is taken for it.
    """
    implication = source.kind.implications[number]
    kind = circular.kinds[implication.kind]
    because = (source.id, implication.id)
    line = {fact: value for fact, value in implication.sets.items() if not kind.fact(fact).ordered}
    own_id = f"{kind.id}@{source.id}"
    settled: list[tuple[Place, ...]] = []
    unsettled = [places]
    for asked in (True, False):
        ways = [(way, False) for way in unsettled]
        for n, place in enumerate(places):
            if place.kind is not kind or place.present is not asked:
                continue
            same, others = (place, []) if place.id == own_id else _parted(place, line)
            grown = [((*way[:n], other, *way[n + 1 :]), laid) for way, laid in ways for other in others]
            if same is not None:
                forced = _force(kind, dict(same.forced), *_asks(implication, line, same))
                changed = replace(same, forced=forced, implied_by=(*same.implied_by, because))
                grown += [((*way[:n], changed, *way[n + 1 :]), True) for way, _ in ways]
            ways = grown
        settled += [way for way, laid in ways if laid]
        unsettled = [way for way, laid in ways if not laid]
    forced = _force(kind, {}, implication.sets, implication.at_least)
    new_id = own_id if line or any(place.id == kind.id for place in places) else kind.id
    return [*settled, *((*way, Place(new_id, kind, {}, UNASKED, forced, (because,))) for way in unsettled)]


def _asks(
    implication: Implication, line: Mapping[str, str], place: Place
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What an implication sets and what it asks at least: of a function that is there it knows only the least."""
    if not place.present:
        return implication.sets, implication.at_least
    steps = {fact: value for fact, value in implication.sets.items() if fact not in line}
    return line, {**steps, **implication.at_least}


def _parted(place: Place, line: Mapping[str, str]) -> tuple[Place | None, list[Place]]:
    """``place`` as a function of that line of work (None if it is of another), and each way it can be of another."""
    if place.presence in NOT_THERE:
        taken = {fact: left[0] for fact, left in place.forced if not place.kind.fact(fact).ordered}
        return (None, [place]) if place.implied_by and taken != line else (place, [])
    if not place.present:
        # Nobody has spoken of it yet: it is this one only where there is but one line.
        return (None, [place]) if line or "@" in place.id else (place, [])
    others: list[Place] = []
    for fact_id, value in line.items():
        left = place.domain(place.kind.fact(fact_id))
        if value not in left:
            return None, [*others, place]
        if len(left) > 1:
            others.append(_narrowed(place, fact_id, tuple(v for v in left if v != value)))
            place = _narrowed(place, fact_id, (value,))
    return place, others


def _narrowed(place: Place, fact_id: str, left: tuple[str, ...]) -> Place:
    return replace(place, forced=tuple(sorted({**dict(place.forced), fact_id: left}.items())))


def _force(
    kind: FunctionKind, forced: Mapping[str, tuple[str, ...]], sets: Mapping[str, str], at_least: Mapping[str, str]
) -> Forced:
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
    return tuple(sorted(result.items()))
