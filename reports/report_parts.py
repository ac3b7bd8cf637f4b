"""The small values every part of the printed checklist is made of (see ``reports.report``). Final strings only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chip:
    """An outcome or a standing in one or two words; the layout adds icon and colour."""

    look: str
    text: str


@dataclass(frozen=True)
class Pair:
    label: str
    value: str


@dataclass(frozen=True)
class SourceLine:
    """What one statement rests on: an act, our numbers of its items, and how they were read."""

    act: str
    items: str
    read: str


@dataclass(frozen=True)
class AnswerLine:
    """``told`` is when and by whom; ``open`` marks «non lo so» and what nobody answered."""

    question: str
    answer: str
    told: str
    open: bool = False
    note: str = ""


@dataclass(frozen=True)
class ReasonLine:
    """``because``: the answers that fired the rule."""

    text: str
    because: tuple[Pair, ...]
    sources: tuple[SourceLine, ...]
    rule: str = ""
    """The rule by its id, so that whoever reads can look it up; empty where no rule speaks."""


@dataclass(frozen=True)
class PositionLine:
    who: str
    says: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class Conflict:
    """Sources that disagree. It takes no side."""

    title: str
    text: str
    positions: tuple[PositionLine, ...]


@dataclass(frozen=True)
class FlagNote:
    title: str
    text: str


@dataclass(frozen=True)
class OwnView:
    """What the professional says beside the outcome: never instead of it. ``chip`` is None where it is no outcome."""

    title: str
    chip: Chip | None
    text: str
    told: str


@dataclass(frozen=True)
class BarPart:
    """One stretch of a bar: ``letter`` names it where colours cannot be told apart, ``number`` is its length."""

    look: str
    letter: str
    number: int
    label: str


@dataclass(frozen=True)
class OutcomeBar:
    """Outcomes as a bar, the most severe first. ``alt`` says in one sentence what the picture shows."""

    parts: tuple[BarPart, ...]
    alt: str


@dataclass(frozen=True)
class Listing:
    """A titled table of plain cells. ``shares``: how the columns part the width; ``to_sign``: rows with room for a
    signature by hand."""

    title: str
    intro: str
    columns: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    to_sign: bool = False
