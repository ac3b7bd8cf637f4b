"""One tool of the printed checklist as a value (see ``reports.report``). Final strings only, no markup."""

from __future__ import annotations

from dataclasses import dataclass

from reports.report_parts import (
    AnswerLine,
    Chip,
    Conflict,
    FlagNote,
    OutcomeBar,
    OwnView,
    Pair,
    ReasonLine,
    SourceLine,
)


@dataclass(frozen=True)
class FunctionSection:
    title: str
    chip: Chip
    code: str
    """The outcome by its id, to be compared with one worked out anew (see ``reports.codes``)."""
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
class ExplainedLine:
    """Something said in full; or, in one line, what was said in full before: ``title`` tells where, ``text`` what."""

    title: str
    text: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class RouteLine:
    """The way to an agreement or an authorisation, once for all the sites that take it."""

    sites: Pair
    title: str
    text: str
    sources: tuple[SourceLine, ...]
    notes: tuple[ExplainedLine, ...]


@dataclass(frozen=True)
class ToolSection:
    title: str
    chip: Chip
    details: tuple[Pair, ...]
    outcome: str
    """What the outcome means, in whole sentences."""
    code: str
    """As :attr:`FunctionSection.code`."""
    bar: OutcomeBar | None
    """The functions by outcome; none where there is one function or none."""
    own_view: OwnView | None
    points: tuple[FlagNote, ...]
    """The professional's own points about this tool."""
    note: str
    standing: tuple[StandingLine, ...]
    duties: tuple[DutyLine, ...]
    routes_intro: str
    """Under which condition the ways hold, or empty."""
    routes: tuple[RouteLine, ...]
    route_flags: tuple[FlagNote, ...]
    route_conflicts: tuple[Conflict, ...]
    stakes_intro: tuple[str, ...]
    stakes: tuple[ExplainedLine, ...]
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
