"""What is never undone: the journal, the sealed revisions, the signatures. Append-only.

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
class Ledger:
    journal: tuple[JournalEntry, ...] = ()
    revisions: tuple[Revision, ...] = ()

    def noted(self, entry: JournalEntry) -> Ledger:
        return replace(self, journal=(*self.journal, entry))

    def sealed(self, revision: Revision, entry: JournalEntry) -> Ledger:
        """With one more revision and the journal line that tells of it."""
        return replace(self, revisions=(*self.revisions, revision), journal=(*self.journal, entry))

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
