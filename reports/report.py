"""The printed checklist as a plain value: final strings in the language of the document, in the order of the page.

Nothing here knows of a PDF, a font or a colour code: a ``look`` is a word (``green``, ``teal``, ``amber``, ``red``,
``violet``, ``grey``). Never holds markup: strings are printed as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.report_parts import AnswerLine, Chip, Listing, OutcomeBar, Pair, SourceLine
from reports.report_tool import ToolSection


@dataclass(frozen=True)
class Count:
    look: str
    number: int
    label: str


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
    scope: str
    """Which tools of the practice this paper is about, or empty if it is about all."""
    details: tuple[Pair, ...]
    stop: str
    """How many tools are to be stopped, whatever their outcome; empty if none is."""
    counts: tuple[Count, ...]
    bar: OutcomeBar | None
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
    details: tuple[Pair, ...]
    """Address and codes, as far as they were filled in."""
    sites: tuple[SiteLine, ...]
    answers: tuple[AnswerLine, ...]
    note: str


@dataclass(frozen=True)
class DateLine:
    """A rule that applies from a day on. ``again``: «da riverificare», or empty."""

    title: str
    text: str
    date: str
    checked: str
    again: str
    own: str
    """That the user changed the date, when, and what the law's own was; or empty."""
    sources: tuple[SourceLine, ...]


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
class EvidenceLine:
    """A file kept as evidence: what it belongs to, the day it bears, when and by whom it was added."""

    name: str
    about: str
    description: str
    date: str
    told: str
    sha256: str


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
    rules: Pair | None
    """The rules by id, version and hash; none where nobody gave the hash."""
    verification: str
    """How to check the paper, with our program and without."""
    journal: Pair | None
    """The journal's head as it stood; none on a draft. ``journal_meaning`` says what it is for."""
    journal_meaning: str
    made: str
    caveat: str
    code_alt: str
    """What the QR code is, said to screen readers."""
    attachment: str
    """What the file with the practice inside the document is."""


@dataclass(frozen=True)
class Headings:
    """The fixed words of the page, so that the layout knows no language."""

    counts: str
    tools: str
    tool_columns: tuple[str, str, str, str]
    outcome_short: str
    standing_short: str
    first: str
    company: str
    site_columns: tuple[str, str, str, str]
    standing: str
    duties: str
    duty_columns: tuple[str, str, str, str]
    duties_explained: str
    routes: str
    route_notes: str
    stakes: str
    dates: str
    dates_intro: str
    date_columns: tuple[str, str, str]
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
    points: str
    note: str
    sources: str
    sources_intro: str
    item_columns: tuple[str, str, str]
    evidence: str
    evidence_intro: str
    evidence_columns: tuple[str, str, str]
    declaration: str
    none: str
    """What stands where there is nothing to print."""


@dataclass(frozen=True)
class Paper:
    """What stands on every page of any paper of ours, and in its metadata.

    ``page_of`` has the places ``{page}`` and ``{pages}``; ``watermark`` is empty or a word. ``studio_lines`` and
    ``logo`` (a safe PNG, see ``reports.logo``) stand beside the letterhead.
    """

    lang: str
    title: str
    subject: str
    author: str
    document_id: str
    created: datetime
    letterhead: str
    studio_lines: tuple[str, ...]
    logo: bytes | None
    running: str
    footer: str
    page_of: str
    watermark: str


@dataclass(frozen=True)
class SummaryPaper(Paper):
    """Page 1 alone, for the owner: no fields to sign, no data inside."""

    headings: Headings
    summary: Summary
    made: str


@dataclass(frozen=True)
class Report(Paper):
    """The whole document."""

    headings: Headings
    summary: Summary
    company: CompanySection
    tools: tuple[ToolSection, ...]
    duties: tuple[DutyEntry, ...]
    dates: tuple[DateLine, ...]
    records: tuple[Listing, ...]
    """Consultations, deliveries, points of the practice, actions: those of them that there are."""
    sources: tuple[ActEntry, ...]
    evidence: tuple[EvidenceLine, ...]
    """Empty in the edition for third parties."""
    declaration: Declaration
