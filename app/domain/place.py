"""One function as the choices made so far have it: its answers, and what choices elsewhere force upon it.

Never judges: it knows no rule, only which values a fact may still have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain.circular import Fact, FunctionKind, Implication
from app.domain.practice import NOT_THERE, UNASKED, Answer, choice_of, counts_as_present
from app.domain.table import Domains, deciding_facts

Crossed = tuple[tuple[str, str], ...]
"""(fact, value it has at least in every function), because the tool's data can be joined with others'."""

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
    joined: Forced = ()
    """(fact, values it may have in one way or another), of a place that stands for all its ways together."""

    @property
    def present(self) -> bool:
        return counts_as_present(self.kind, self.presence)

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
        for name, left in self.joined:
            if name == fact.id:
                return left
        allowed = self.allowed(fact)
        chosen = choice_of(self.answers, fact.id)
        if chosen is None or chosen not in fact.values:
            return allowed
        if chosen in allowed or (fact.ordered and fact.values.index(chosen) > fact.values.index(allowed[0])):
            return (chosen,)
        return allowed[:1]

    def said(self, fact: Fact) -> bool:
        """Whether the user has answered it, even if a choice elsewhere may overrule the answer."""
        return choice_of(self.answers, fact.id) in fact.values

    def domains(self) -> Domains:
        return tuple(self.domain(fact) for fact in deciding_facts(self.kind))


def asks(
    implication: Implication, line: Mapping[str, str], place: Place
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What an implication sets and what it asks at least: of a function that is there it knows only the least."""
    if not place.present:
        return implication.sets, implication.at_least
    steps = {fact: value for fact, value in implication.sets.items() if fact not in line}
    return line, {**steps, **implication.at_least}


def parted(place: Place, line: Mapping[str, str]) -> tuple[Place | None, list[Place]]:
    """``place`` as a function of that line of work (None if it is of another), and each way it can be of another."""
    if place.presence in NOT_THERE and not place.present:
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
            others.append(narrowed(place, fact_id, tuple(v for v in left if v != value)))
            place = narrowed(place, fact_id, (value,))
    return place, others


def narrowed(place: Place, fact_id: str, left: tuple[str, ...]) -> Place:
    return replace(place, forced=tuple(sorted({**dict(place.forced), fact_id: left}.items())))


def force(
    kind: FunctionKind, forced: Mapping[str, tuple[str, ...]], sets: Mapping[str, str], at_least: Mapping[str, str]
) -> Forced:
    result = dict(forced)
    for fact_id, value in sets.items():
        fact = kind.fact(fact_id)
        before = result.get(fact_id, fact.values)
        wanted = fact.values[fact.values.index(value) :] if fact.ordered else (value,)
        narrowed = tuple(v for v in before if v in wanted)
        # Two choices that fix an ordered fact differently: the more intrusive of the two stands.
        result[fact_id] = (narrowed or wanted)[:1] if fact.ordered else narrowed or (value,)
    for fact_id, value in at_least.items():
        fact = kind.fact(fact_id)
        before = result.get(fact_id, fact.values)
        enough = fact.values[fact.values.index(value) :]
        result[fact_id] = tuple(v for v in before if v in enough) or enough[:1]
    return tuple(sorted(result.items()))


def raised(kind: FunctionKind, forced: Forced, crossed: Crossed) -> Forced:
    names = {fact.id for fact in kind.facts}
    return force(kind, dict(forced), {}, {fact: value for fact, value in crossed if fact in names})
