"""The ways a tool can still turn out: every consistent choice of what its functions imply.

A choice of one function can imply another (a row kept per call and operator implies the call log). As long as that
choice is open, the implied function is there in some ways and not in others. This module walks the ways; the engine
reads outcomes off them. Never judges: it knows no modifier and no paper.
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
    start = tuple(
        Place(f.id, circular.kinds[f.kind], f.answers, f.presence) for f in tool.functions if f.kind in circular.kinds
    )
    states = {_State(start)}
    for kind_id in kinds_in_order(circular):
        walked: set[_State] = set()
        for state in states:
            walked |= _settle(circular, state, kind_id, notes)
        states = walked
    return states


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
                    laid = [more for places in laid for more in _imply(circular, places, place, number, notes.traced)]
                there = one.there | {place.id} if notes.traced else one.there
                outcomes = _strictest(circular, one.outcomes, given)
                grown |= {_State(places, outcomes, there) for places in laid}
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
    circular: Circular, places: tuple[Place, ...], source: Place, number: int, traced: bool
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
            same, others = (place, []) if place.id == own_id else _parted(place, line)
            grown = [((*way[:n], other, *way[n + 1 :]), laid) for way, laid in ways for other in others]
            if same is not None:
                forced = _force(kind, dict(same.forced), *_asks(implication, line, same))
                changed = replace(same, forced=forced, implied_by=tuple(sorted({*same.implied_by, because})))
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
