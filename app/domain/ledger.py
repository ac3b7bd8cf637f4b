"""What is never undone: the journal, the sealed revisions, the signatures, what was set out to be done. Append-only.

A wrong entry is corrected by a new one. ``Dossier`` is what is stored: the practice that may change and the ledger
that may only grow.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.domain.chain import START, link
from app.domain.evidence import Evidence
from app.domain.practice import Practice


@dataclass(frozen=True)
class JournalEntry:
    """``at`` ISO date-time with offset; ``act`` a key of the texts (``journal.<act>``); ``about`` free text.

    ``sha256`` chains it to the entry before (see ``chain``); ``late``: it was written before there was a chain, and
    linked only when its file was brought up to date.
    """

    at: str
    by: str
    act: str
    about: str = ""
    late: bool = False
    sha256: str = ""


@dataclass(frozen=True)
class Signature:
    """One signature on a revision's file, ours or a later one. ``file_sha256`` is of the whole file with it in."""

    at: str
    signer: str
    fingerprint: str
    field: str
    file_name: str
    file_sha256: str


@dataclass(frozen=True)
class Revision:
    """A frozen practice. ``state``: ``handed_off`` or ``sealed``.

    ``data_sha256`` is of the canonical bytes that travel inside the PDF (an edition may leave notes out),
    ``practice_sha256`` of the whole practice as it then stood. ``journal_head`` is the head of the journal that is
    printed on the paper (empty before there was a chain), ``evidence`` the SHA-256 of every file then kept as evidence.
    """

    number: int
    state: str
    at: str
    data_sha256: str
    practice_sha256: str
    signatures: tuple[Signature, ...] = ()
    journal_head: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """Something set out to be done; a later entry of the same ``id`` tells its newer state. It never changes a fact.

    ``kind``: ``switch_off``, the functions (ids) of a tool that are to go. ``target``: the outcome then aimed at (the
    strictest that would still be possible), empty if no function would be left. ``state``: ``open``, ``done`` or
    ``dropped``.
    """

    id: str
    at: str
    by: str
    tool: str
    kind: str
    functions: tuple[str, ...]
    target: str
    state: str = "open"


@dataclass(frozen=True)
class Ledger:
    """``head`` is the link of the journal's last entry, kept apart so that a lost last entry shows."""

    journal: tuple[JournalEntry, ...] = ()
    revisions: tuple[Revision, ...] = ()
    actions: tuple[Action, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    head: str = START

    def noted(self, entry: JournalEntry) -> Ledger:
        """With one more entry, chained to the last."""
        chained = replace(entry, sha256=link(self.head, vars(entry)))
        return replace(self, journal=(*self.journal, chained), head=chained.sha256)

    def sealed(self, revision: Revision, entry: JournalEntry) -> Ledger:
        """With one more revision and the journal line that tells of it."""
        return replace(self.noted(entry), revisions=(*self.revisions, revision))

    def with_action(self, action: Action, entry: JournalEntry) -> Ledger:
        """With a new action, or the newer state of one, and the journal line that tells of it."""
        return replace(self.noted(entry), actions=(*self.actions, action))

    def with_evidence(self, piece: Evidence, entry: JournalEntry) -> Ledger:
        """With a new piece of evidence, or the newer state of one, and the journal line that tells of it."""
        return replace(self.noted(entry), evidence=(*self.evidence, piece))

    @property
    def latest_evidence(self) -> tuple[Evidence, ...]:
        """Every piece once, in its newest state, the first added first."""
        return tuple({piece.id: piece for piece in self.evidence}.values())

    @property
    def kept_evidence(self) -> tuple[Evidence, ...]:
        return tuple(piece for piece in self.latest_evidence if piece.state == "kept")

    @property
    def latest_actions(self) -> tuple[Action, ...]:
        """Every action once, in its newest state, the first set out first."""
        return tuple({action.id: action for action in self.actions}.values())

    @property
    def next_revision(self) -> int:
        return max((revision.number for revision in self.revisions), default=0) + 1

    @property
    def last_sealed(self) -> Revision | None:
        return next((r for r in reversed(self.revisions) if r.state == "sealed"), None)


@dataclass(frozen=True)
class Dossier:
    practice: Practice
    ledger: Ledger = field(default_factory=Ledger)
