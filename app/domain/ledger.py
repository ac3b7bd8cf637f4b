"""What is never undone: the journal, the sealed revisions, the signatures, what was set out to be done. Append-only.

A wrong entry is corrected by a new one. ``Dossier`` is what is stored: the practice that may change and the ledger
that may only grow.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.domain.practice import Practice


@dataclass(frozen=True)
class JournalEntry:
    """``at`` ISO date-time with offset; ``act`` a key of the texts (``journal.<act>``); ``about`` free text."""

    at: str
    by: str
    act: str
    about: str = ""


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
    ``practice_sha256`` of the whole practice as it then stood.
    """

    number: int
    state: str
    at: str
    data_sha256: str
    practice_sha256: str
    signatures: tuple[Signature, ...] = ()


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
    journal: tuple[JournalEntry, ...] = ()
    revisions: tuple[Revision, ...] = ()
    actions: tuple[Action, ...] = ()

    def noted(self, entry: JournalEntry) -> Ledger:
        return replace(self, journal=(*self.journal, entry))

    def sealed(self, revision: Revision, entry: JournalEntry) -> Ledger:
        """With one more revision and the journal line that tells of it."""
        return replace(self, revisions=(*self.revisions, revision), journal=(*self.journal, entry))

    def with_action(self, action: Action, entry: JournalEntry) -> Ledger:
        """With a new action, or the newer state of one, and the journal line that tells of it."""
        return replace(self, actions=(*self.actions, action), journal=(*self.journal, entry))

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
