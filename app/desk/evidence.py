"""Evidence at the desk: files added, looked over, brought out and taken away, each with its line in the journal.

Nothing here is undone. A piece that is taken away says why; its file stays as long as a sealed revision or another
piece names it, and else for 90 days. A file is never repaired silently: only bringing the same one again does it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from app.desk import acts
from app.desk.open_practice import OpenPractice
from app.domain.errors import UserError
from app.domain.evidence import ADDED, REMOVED, About, Evidence, labels, noted
from app.domain.ledger import Dossier, JournalEntry, Ledger
from app.store.evidence import MEGABYTE, MOST_IN_ALL, Source, read_source
from app.store.signed import export
from app.text import typed

DAYS_KEPT = 90
WHOLE = About()


@dataclass(frozen=True)
class Piece:
    """A piece of evidence and how its file was last found: ``kept``, ``missing``, ``changed``, ``unread`` (the disk
    does not say) or ``unchecked`` (not looked at yet)."""

    evidence: Evidence
    state: str

    @property
    def flagged(self) -> bool:
        return self.state in ("missing", "changed", "unread")


class EvidenceActs(OpenPractice):
    """The open practice, and the acts on its evidence. Listeners hear ``evidence`` when files were looked at."""

    _found: Mapping[str, str] = {}
    """The file's SHA-256 → how it was last found."""
    _looking_at = ""

    def evidence(self) -> tuple[Piece, ...]:
        """What is kept now, the first added first."""
        assert self.dossier is not None, "no practice is open"
        kept = self.dossier.ledger.kept_evidence
        return tuple(Piece(piece, self._found.get(piece.sha256, "unchecked")) for piece in kept)

    def evidence_about(self, about: About) -> tuple[str, ...]:
        """What a piece belongs to, in words."""
        return labels(self.circular, self.practice, about, lambda kind: self.words(f"papers.kind.{kind}"))

    def add_evidence(self, path: Path, about: About = WHOLE, description: str = "", date: str = "") -> str:
        """Copies a file in and tells of it; its id. Slow: not on the GUI thread.

        ``evidence_too_big``, ``evidence_too_much``, ``evidence_empty``, ``evidence_no_file``, ``evidence_known`` and
        those of reading and writing as UserError: nothing was added. The same file again mends one gone wrong.
        """
        return self.adding_evidence(path, about, description, date)()

    def adding_evidence(
        self, path: Path, about: About = WHOLE, description: str = "", date: str = ""
    ) -> Callable[[], str]:
        """The same, to be called later on another thread: into the practice that is open now, which is not let go of
        while its file is on the way, or into none."""
        self._need_change()
        return self.of_this(lambda: self._add(read_source(path), about, description, date))

    def _add(self, source: Source, about: About, description: str, date: str) -> str:
        practice_id = self.practice.id
        pieces = self.evidence()
        sizes = {piece.evidence.sha256: piece.evidence.size for piece in pieces} | {source.sha256: len(source.data)}
        if sum(sizes.values()) > MOST_IN_ALL:
            raise UserError("evidence_too_much", name=source.name, limit=MOST_IN_ALL // MEGABYTE)
        known = next((p for p in pieces if (p.evidence.sha256, p.evidence.about) == (source.sha256, about)), None)
        if known is not None and self._shelves.evidence_state(practice_id, source.sha256) == "kept":
            raise UserError("evidence_known", name=source.name)
        self._shelves.put_evidence(practice_id, source)
        self._found = {**self._found, source.sha256: "kept"}
        if known is not None:
            self._noted("evidence_mended", known.evidence.name)
            return known.evidence.id
        taken = (piece.id for piece in self._ledger_now.evidence)
        piece = Evidence(
            acts.fresh_id(taken, "evidence"),
            self._now(),
            self.author,
            _writable(source.name),
            source.sha256,
            len(source.data),
            date,
            _writable(typed(description)),
            about,
        )
        self._kept(piece, self._entry(ADDED, noted(piece)))
        return piece.id

    def remove_evidence(self, evidence_id: str, why: str) -> None:
        """``evidence_why`` (UserError) without a reason. The file outlives this as the module says."""
        self._need_change()
        why = _writable(typed(why))
        if not why:
            raise UserError("evidence_why")
        before = next(p.evidence for p in self.evidence() if p.evidence.id == evidence_id)
        after = replace(before, at=self._now(), by=self.author, state="removed", why=why)
        about = self.words("evidence.removed_because", name=before.name, why=why)
        self._kept(after, self._entry(REMOVED, about))

    def export_evidence(self, evidence_id: str, to: Path) -> None:
        """A copy where the user likes, only of what is still what was added. ``evidence_missing``,
        ``evidence_changed`` and those of reading and writing as UserError. Slow."""
        self.exporting_evidence(evidence_id, to)()

    def exporting_evidence(self, evidence_id: str, to: Path) -> Callable[[], None]:
        """The same, to be called later on another thread, whatever is opened meanwhile."""
        practice_id = self.practice.id
        piece = next(p.evidence for p in self.evidence() if p.evidence.id == evidence_id)
        return lambda: export(to, self._shelves.evidence_content(practice_id, piece.sha256, piece.name))

    def check_evidence(self) -> tuple[Piece, ...]:
        """Looks at every file now and says how each was found. Slow."""
        self.checking_evidence()()
        return self.evidence()

    def checking_evidence(self) -> Callable[[], None]:
        """The same, to be called later on another thread; of no use, and forgotten, if another practice is open by
        then."""
        practice_id = self.practice.id
        digests = {piece.evidence.sha256 for piece in self.evidence()}

        def job() -> None:
            found = {digest: self._shelves.evidence_state(practice_id, digest) for digest in digests}
            self._post(lambda: self._told(practice_id, {**self._found, **found}))

        return job

    # ---- at the opening ------------------------------------------------------------------------------------------

    def _look_over(self, dossier: Dossier) -> None:
        super()._look_over(dossier)
        practice_id, ledger = dossier.practice.id, dossier.ledger
        self._found, self._looking_at = {}, practice_id
        for digest in {piece.sha256 for piece in ledger.kept_evidence}:
            self._shelves.look_at_evidence(practice_id, digest, partial(self._seen, practice_id, digest))
        gone = outlived(ledger, self._clock())
        if gone and not self.read_only:
            self._shelves.drop_evidence(practice_id, gone)

    def _seen(self, practice_id: str, digest: str, state: str) -> None:
        self._post(lambda: self._told(practice_id, {digest: state, **self._found}))

    def _told(self, practice_id: str, found: Mapping[str, str]) -> None:
        if self._looking_at == practice_id:
            self._found = found
            self._tell("evidence")

    # ---- the ledger ----------------------------------------------------------------------------------------------

    @property
    def _ledger_now(self) -> Ledger:
        assert self.dossier is not None, "no practice is open"
        return self.dossier.ledger

    def _kept(self, piece: Evidence, entry: JournalEntry) -> None:
        with self._lock:
            assert self.dossier is not None, "no practice is open"
            self.dossier = Dossier(self.dossier.practice, self.dossier.ledger.with_evidence(piece, entry))
            self._written_down()

    def _noted(self, act: str, about: str) -> None:
        with self._lock:
            assert self.dossier is not None, "no practice is open"
            self.dossier = Dossier(self.dossier.practice, self.dossier.ledger.noted(self._entry(act, about)))
            self._written_down()

    def _written_down(self) -> None:
        """As for a seal: this may be another thread than the listeners'."""
        assert self._saving is not None
        assert self.dossier is not None
        self._saving.schedule(self.dossier)
        self._post(lambda: self._tell("changed"))


def outlived(ledger: Ledger, now: datetime) -> frozenset[str]:
    """The files that nothing names any more, by their SHA-256: neither a piece kept, nor a sealed revision, nor one
    taken away less than ``DAYS_KEPT`` days ago."""
    needed = {piece.sha256 for piece in ledger.kept_evidence}
    needed |= {digest for revision in ledger.revisions for digest in revision.evidence}
    removed = [piece for piece in ledger.latest_evidence if piece.state == "removed"]
    needed |= {piece.sha256 for piece in removed if not _past(piece.at, now - timedelta(days=DAYS_KEPT))}
    return frozenset(piece.sha256 for piece in removed) - needed


def _past(at: str, limit: datetime) -> bool:
    """False for what is no moment: then nothing is deleted for it."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return False
    return moment.tzinfo is not None and moment < limit


def _writable(text: str) -> str:
    """With «?» for half characters, which a file name may have and no practice can hold."""
    return text.encode("utf-8", "replace").decode()
