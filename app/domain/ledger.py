"""What is never undone: the journal, the sealed revisions, the signatures, what was set out to be done. Append-only.

A wrong entry is corrected by a new one. ``Dossier`` is what is stored: the practice that may change and the ledger
that may only grow.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.domain.chain import START, link
from app.domain.evidence import Evidence
from app.domain.practice import Practice, newer


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
    """One signature on a revision's file, ours or a later one. ``file_sha256`` is of the whole file with it in.

    ``kind``: ``seal`` (our local one), ``file`` (a .p12), ``card`` (PKCS#11), ``external`` (another program's) or
    ``hand`` (a scan of the paper, signed with a pen).
    """

    at: str
    signer: str
    fingerprint: str
    field: str
    file_name: str
    file_sha256: str
    kind: str = newer(4, default="seal")
    issuer: str = newer(4, default="")


@dataclass(frozen=True)
class Revision:
    """A frozen practice; a later entry of the same ``number`` tells its newer state or a further signature.

    ``state``: ``handed_off`` (given to another signer, withdrawable), ``withdrawn`` or ``sealed``.
    ``file_name``, ``file_sha256``: the file as handed off, empty when it was sealed at once; ``document_id`` and
    ``edition``: what its first page bears, empty before schema 4.

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
    document_id: str = newer(4, default="")
    edition: str = newer(4, default="")
    file_name: str = newer(4, default="")
    file_sha256: str = newer(4, default="")


@dataclass(frozen=True)
class Action:
    """Something set out to be done; a later entry of the same ``id`` tells its newer state. It never changes a fact.

    ``kind``: ``switch_off``, the functions (ids) of a tool that are to go; ``duty``, one of the law's duties about a
    tool (``duty`` its id); ``review``, the practice looked at anew; ``own``, what the user set out (``title``).
    ``target``: for a ``switch_off``, the outcome then aimed at (the strictest that would still be possible), empty if
    no function would be left. ``state``: ``open``, ``started``, ``done`` or ``dropped``.
    ``owner`` is whoever is to do it, ``due`` an ISO date or empty, ``every`` the months to the next time (0: once).
    ``tool`` is empty for what concerns the whole practice.
    """

    id: str
    at: str
    by: str
    tool: str
    kind: str
    functions: tuple[str, ...]
    target: str
    state: str = "open"
    duty: str = newer(4, default="")
    title: str = newer(4, default="")
    owner: str = newer(4, default="")
    due: str = newer(4, default="")
    every: int = newer(4, default=0)
    note: str = newer(4, default="")


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
    def latest_revisions(self) -> tuple[Revision, ...]:
        """Every revision once, in its newest state, the first made first."""
        return tuple({revision.number: revision for revision in self.revisions}.values())

    @property
    def last_sealed(self) -> Revision | None:
        return next((r for r in reversed(self.revisions) if r.state == "sealed"), None)

    @property
    def handed_off(self) -> Revision | None:
        """The newest revision that is out with another signer; None if it came back, was withdrawn or never left."""
        return next((r for r in reversed(self.latest_revisions) if r.state == "handed_off"), None)

    @property
    def archived(self) -> bool:
        """Whether the practice was put away: the last that the journal says of it."""
        said = (entry.act for entry in reversed(self.journal) if entry.act in ("archived", "unarchived"))
        return next(said, "unarchived") == "archived"


@dataclass(frozen=True)
class Dossier:
    practice: Practice
    ledger: Ledger = field(default_factory=Ledger)
