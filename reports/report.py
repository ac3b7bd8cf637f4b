"""The printed checklist as a plain value: final strings in the language of the document, in the order of the page.

Nothing here knows of a PDF, a font or a colour code: a ``look`` is a word (``green``, ``teal``, ``amber``, ``red``,
``violet``, ``grey``). Never holds markup: strings are printed as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
class Count:
    look: str
    number: int
    label: str


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


@dataclass(frozen=True)
class FunctionSection:
    title: str
    chip: Chip
    presence: Pair
    remarks: tuple[str, ...]
    """Whole sentences: where the function comes from, what is still open."""
    flags: tuple[str, ...]
    answers: tuple[AnswerLine, ...]
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True)
class StandingLine:
    site: str
    chip: Chip
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True)
class DutyLine:
    """A duty of one tool in a line; :class:`DutyEntry` explains it."""

    title: str
    urgent: str
    """«Urgente», or empty."""
    who: str
    by_when: str
    items: str
    """Our numbers of the items it rests on."""


@dataclass(frozen=True)
class DutyEntry:
    """A duty explained, once for all the tools it concerns."""

    title: str
    text: str
    tools: Pair
    who: Pair
    by_when: Pair
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class PaperLine:
    """One agreement, authorisation, notice or assessment, as it was recorded."""

    title: str
    details: tuple[Pair, ...]


@dataclass(frozen=True)
class Way:
    """Where the answers named, any of them alone, would lead."""

    outcome: Chip
    answers: str


@dataclass(frozen=True)
class MissingLine:
    """An open question and what its answers would change."""

    about: str
    question: str
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class AbsentLine:
    """Functions declared absent: by whom and when, and which."""

    told: str
    functions: str


@dataclass(frozen=True)
class ToolSection:
    title: str
    chip: Chip
    details: tuple[Pair, ...]
    outcome: str
    """What the outcome means, in whole sentences."""
    note: str
    standing: tuple[StandingLine, ...]
    duties: tuple[DutyLine, ...]
    functions: tuple[FunctionSection, ...]
    answers: tuple[AnswerLine, ...]
    """About the tool as a whole."""
    conflicts: tuple[Conflict, ...]
    flags: tuple[FlagNote, ...]
    missing: tuple[MissingLine, ...]
    missing_more: tuple[str, ...]
    """What else is open, in whole sentences."""
    absent: tuple[AbsentLine, ...]
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True)
class ToolRow:
    name: str
    deciding: str
    chip: Chip
    standing: Chip
    first_step: str


@dataclass(frozen=True)
class Summary:
    """Page 1, enough for the owner."""

    eyebrow: str
    title: str
    banner: str
    """«Esempio», «Bozza»: what the reader must know before anything else, or empty."""
    details: tuple[Pair, ...]
    stop: str
    """How many tools are to be stopped, whatever their outcome; empty if none is."""
    counts: tuple[Count, ...]
    tools: tuple[ToolRow, ...]
    first: tuple[str, ...]
    caveat: str


@dataclass(frozen=True)
class SiteLine:
    name: str
    place: str
    headcount: str
    representatives: str


@dataclass(frozen=True)
class CompanySection:
    sites: tuple[SiteLine, ...]
    answers: tuple[AnswerLine, ...]
    note: str


@dataclass(frozen=True)
class ItemLine:
    id: str
    statement: str
    read: str


@dataclass(frozen=True)
class ActEntry:
    """One act of the index, with every item of it that the document cites."""

    title: str
    details: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True)
class SignatureBox:
    """``field`` is the name of the signature field reserved there."""

    field: str
    title: str
    caption: str


@dataclass(frozen=True)
class Declaration:
    text: str
    boxes: tuple[SignatureBox, ...]
    timestamp: str
    """What the field without appearance is for, said to screen readers."""
    fingerprint: Pair
    embedded: str
    made: str
    caveat: str


@dataclass(frozen=True)
class Headings:
    """The fixed words of the page, so that the layout knows no language."""

    counts: str
    tools: str
    tool_columns: tuple[str, str, str, str]
    first: str
    company: str
    site_columns: tuple[str, str, str, str]
    standing: str
    duties: str
    duty_columns: tuple[str, str, str, str]
    duties_explained: str
    functions: str
    answer_columns: tuple[str, str, str]
    tool_answers: str
    why: str
    because: str
    conflicts: str
    flags: str
    missing: str
    absent: str
    papers: str
    note: str
    sources: str
    sources_intro: str
    item_columns: tuple[str, str, str]
    declaration: str
    none: str
    """What stands where there is nothing to print."""


@dataclass(frozen=True)
class Report:
    """The whole document. ``page_of`` has the places ``{page}`` and ``{pages}``; ``watermark`` is empty or a word."""

    lang: str
    title: str
    subject: str
    author: str
    document_id: str
    created: datetime
    letterhead: str
    running: str
    footer: str
    page_of: str
    watermark: str
    headings: Headings
    summary: Summary
    company: CompanySection
    tools: tuple[ToolSection, ...]
    duties: tuple[DutyEntry, ...]
    sources: tuple[ActEntry, ...]
    declaration: Declaration
