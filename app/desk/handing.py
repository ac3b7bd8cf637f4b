"""Given to another signer and brought back: the user's own program, or a pen.

The paper that goes out is frozen in the ledger and kept; nothing that comes back is filed unless it was shown to be
that very paper, signed. What is refused leaves no trace.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from app.desk import paperwork
from app.desk.examining import MOST_BYTES, Examining, Returned
from app.desk.paperwork import InSight
from app.desk.revisions import frozen
from app.desk.signing import SignedFile
from app.domain.errors import UserError
from app.domain.ledger import Revision, Signature
from app.domain.paper import THIRD_PARTIES, Edition
from app.store.signed import content, export, room_at

SCANS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}
"""What a scan of the signed paper may be, by its first bytes."""


class Handing(Examining):
    @property
    def handed_off(self) -> Revision | None:
        """The revision that is out with another signer."""
        return self.dossier.ledger.handed_off if self.dossier is not None else None

    def next_file_name(self) -> str:
        """What the next paper's file is called."""
        assert self.dossier is not None
        practice = self.dossier.practice
        number = paperwork.next_revision(self.dossier.ledger, self._shelves.signed_names(practice.id))
        return paperwork.file_name(practice, number, self.paper_words)

    def hand_off(
        self,
        to: Path,
        edition: Edition | str = THIRD_PARTIES,
        tools: Collection[str] | None = None,
        seen: InSight | None = None,
    ) -> Revision:
        """Freeze the practice as it stands and put its paper, with empty boxes, where the user wants it. Slow.

        ``handed_off_already``, ``not_saved``, ``target_taken``, those of writing, ``practice_switched`` and
        ``practice_edited`` if it is not what was in sight (``seen``) as UserError: nothing is frozen.
        ``revision_not_recorded``; ``hand_off_not_copied``: it is frozen, only the copy is missing.
        """
        self._need_change()
        if not self.drain():
            raise self.save.problem or UserError("not_saved")
        with self._at_paper, room_at(to):
            dossier, now = self._as_seen(seen), self._clock()
            if dossier.ledger.handed_off is not None:
                raise UserError("handed_off_already", n=dossier.ledger.handed_off.number)
            number = paperwork.next_revision(dossier.ledger, self._shelves.signed_names(dossier.practice.id))
            sheet = self._sheet(dossier, number, edition, tools)
            path = self._put(dossier, number, sheet.pdf)
            revision = frozen(dossier, sheet, number, "handed_off", now)
            revision = replace(revision, file_name=path.name, file_sha256=sha256(sheet.pdf).hexdigest())
            self._record(revision, "handed_off", path)
            self._export(to, sheet.pdf, revision)
        return revision

    def hand_off_again(self, to: Path, number: int) -> Revision:
        """The paper of a revision once more: as it went out, or with the signatures it has by now."""
        assert self.dossier is not None
        revision = next(r for r in self.dossier.ledger.latest_revisions if r.number == number)
        with room_at(to):
            self._export(to, self.signed_content(self._newest_pdf(revision)), revision)
        return revision

    def _export(self, to: Path, pdf: bytes, revision: Revision) -> None:
        try:
            export(to, pdf)
        except UserError as problem:
            raise UserError("hand_off_not_copied", n=revision.number, name=to.name, problem=problem) from problem

    def withdraw(self) -> Revision:
        """Take back the revision that is out: what was frozen stays on record, nobody waits for it any more."""
        self._need_change()
        out = self.handed_off
        if out is None:
            raise UserError("nothing_out")
        with self._at_paper:
            withdrawn = replace(out, state="withdrawn", at=self._now())
            return self._record(withdrawn, "withdrawn", self.signed_path(out.file_name))

    # ---- coming back ---------------------------------------------------------------------------------------------

    def file_returned(self, returned: Returned, rewritten_too: bool = False) -> SignedFile:
        """File what :meth:`examine` found, and seal its revision. ``rewritten_too``: the user said that a file which
        its signer wrote anew is to be taken all the same. ``return_rewritten``, ``return_nothing_new`` as UserError."""
        self._need_change()
        if returned.rewritten and not rewritten_too:
            raise UserError("return_rewritten", name=returned.name)
        if not self.drain():
            raise self.save.problem or UserError("not_saved")
        with self._at_paper:
            assert self.dossier is not None
            dossier = self.dossier
            now = next(r for r in dossier.ledger.latest_revisions if r.number == returned.revision.number)
            if now != returned.revision:  # in between it was withdrawn, or somebody else's signature came back
                raise UserError("return_changed", n=now.number)
            wrapped = returned.data != returned.pdf
            if wrapped and not returned.known_pdf:
                self._put(dossier, now.number, returned.pdf)
            path = self._put(dossier, now.number, returned.data, ".p7m" if wrapped else "")
            digest = sha256(returned.data).hexdigest()
            filed = tuple(replace(s, file_name=path.name, file_sha256=digest) for s in returned.signatures)
            sealed = replace(now, state="sealed", at=self._now(), signatures=(*now.signatures, *filed))
            revision = self._record(sealed, "returned", path)
        from reports.signing.verify import verify

        return SignedFile(path, revision, returned.verification or verify(returned.pdf))

    def attach_scan(self, file: Path, signer: str, box: str = "") -> Revision:
        """The scan of a paper signed with a pen: kept, and its revision sealed. The paper must have gone out before.

        ``nothing_out``, ``scan_unreadable``, ``scan_too_large``, ``scan_signer_missing`` and those of writing as
        UserError.
        """
        self._need_change()
        data = content(file)
        if len(data) > MOST_BYTES:
            raise UserError("scan_too_large", name=file.name)
        kind = next((suffix for mark, suffix in SCANS.items() if data.startswith(mark)), None)
        if kind is None:
            raise UserError("scan_unreadable", name=file.name)
        name = " ".join(signer.split())
        if not name:
            raise UserError("scan_signer_missing")
        if not self.drain():
            raise self.save.problem or UserError("not_saved")
        with self._at_paper:
            assert self.dossier is not None
            dossier = self.dossier
            out = dossier.ledger.handed_off or self._signed_by_hand()
            if out is None:
                raise UserError("nothing_out")
            path = self._shelves.put_signed(dossier.practice.id, self._scan_name(out, kind), data)
            signature = Signature(self._now(), name, "", box, path.name, sha256(data).hexdigest(), "hand")
            sealed = replace(out, state="sealed", at=self._now(), signatures=(*out.signatures, signature))
            return self._record(sealed, "hand_signed", path)

    def _signed_by_hand(self) -> Revision | None:
        """The newest revision if it is one that was signed with a pen: a second sheet of it may come."""
        assert self.dossier is not None
        newest = self.dossier.ledger.last_sealed
        return (
            newest if newest is not None and newest.signatures[-1:] and newest.signatures[-1].kind == "hand" else None
        )

    def _scan_name(self, revision: Revision, suffix: str) -> str:
        assert self.dossier is not None
        name = paperwork.file_name(self.practice, revision.number, self.paper_words, discreet=self.protection.on)
        return f"{name.removesuffix('.pdf')}-{self.paper_words('file.scan')}{suffix}"
