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
