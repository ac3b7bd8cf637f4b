"""A draft as a plain value: what it says, block by block. It must never say what nobody entered: a gap stays a gap.

A gap is words in square brackets; whoever finishes the draft sees where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.circular import Circular
from app.domain.practice import Practice
from app.text import Words


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Para:
    """``look``: ``body``, ``strong``, ``small`` (a source, a note) or ``right`` (place and date)."""

    text: str
    look: str = "body"


@dataclass(frozen=True)
class Points:
    """Numbered requests, or (``numbered`` False) a plain list."""

    items: tuple[str, ...]
    numbered: bool = True


@dataclass(frozen=True)
class Mark:
    """One choice with its code, or (without words) the room in which a number is written."""

    code: str
    text: str


@dataclass(frozen=True)
class Ask:
    """A question with its choices; ``hint`` may be empty."""

    code: str
    question: str
    hint: str
    marks: tuple[Mark, ...]

    @property
    def one_blank(self) -> bool:
        """Whether there is nothing to choose from: the answer is written beside the question."""
        return [mark.text for mark in self.marks] == [""]


Block = Heading | Para | Points | Ask


@dataclass(frozen=True)
class Draft:
    """``gaps``: the words in brackets, as they stand in the text. ``headed``: the title stands above it all; a letter
    has its subject instead."""

    lang: str
    title: str
    blocks: tuple[Block, ...]
    gaps: tuple[str, ...] = ()
    headed: bool = True


@dataclass
class Writer:
    """What fills one draft: blocks in order, and every gap that was left."""

    circular: Circular
    practice: Practice
    words: Words
    on: date
    blocks: list[Block] = field(default_factory=list)
    gaps: dict[str, None] = field(default_factory=dict)

    def gap(self, name: str) -> str:
        """The bracketed words of what is missing."""
        made = f"[{self.words(f'documents.gap.{name}')}]"
        self.gaps[made] = None
        return made

    def known(self, text: str, gap: str) -> str:
        """What was entered, or its gap."""
        return " ".join(text.split()) or self.gap(gap)

    def say(self, key: str, look: str = "body", **places: object) -> None:
        self.blocks.append(Para(self.words(f"documents.{key}", **places), look))

    def head(self, key: str) -> None:
        self.blocks.append(Heading(self.words(f"documents.{key}")))

    def day(self, day: date) -> str:
        return self.words("paper.date", day=day.day, month=day.month, year=day.year)

    def day_of(self, iso: str) -> str:
        try:
            return self.day(datetime.fromisoformat(iso).date())
        except ValueError:
            return iso

    def sender(self) -> None:
        """Who writes, to whom it goes and when."""
        company = self.practice.company
        self.blocks.append(Para(self.known(company.name, "company"), "strong"))
        self.blocks.append(Para(self.known(company.address, "address")))
        if company.vat:
            self.say("vat", vat=company.vat)

    def statements(self, cites: tuple[str, ...]) -> None:
        """What the sources say, in the law's words for it, each with where it stands and how it was read."""
        for cite in cites:
            item = self.circular.items[cite]
            self.blocks.append(Para(item.statement))
            act, status = self.circular.acts[item.act].title, self.circular.statuses[item.status]
            places = {"act": act, "point": item.point, "status": status}
            self.say("source_point" if item.point else "source", "small", **places)

    def draft(self, title: str, headed: bool = True) -> Draft:
        return Draft(self.words.lang, title, tuple(self.blocks), tuple(self.gaps), headed)
