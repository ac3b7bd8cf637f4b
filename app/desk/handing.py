"""Given to another signer and brought back: the user's own program, or a pen.

The paper that goes out is frozen in the ledger and kept; nothing that comes back is filed unless it was shown to be
that very paper, signed. What is refused leaves no trace.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from app.desk import paperwork
from app.desk.revisions import frozen
from app.desk.signing import SignedFile, Signing
from app.domain.errors import UserError
from app.domain.ledger import Revision, Signature
from app.domain.paper import THIRD_PARTIES, Edition
from app.store.signed import content, export, room_at

if TYPE_CHECKING:
    from reports.signing.p7m import Opened
    from reports.signing.returned import Likeness
    from reports.signing.verify import Verification

MOST_BYTES = 200 * 1024 * 1024
SCANS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}
"""What a scan of the signed paper may be, by its first bytes."""


@dataclass(frozen=True)
class Returned:
    """A signed file that came back and may be filed. ``rewritten``: its first bytes are not ours, the user decides.

    ``pdf`` is the paper itself, out of its envelope; ``verification`` None for one whose only signatures are the
    envelope's.
    """

    name: str
    revision: Revision
    signatures: tuple[Signature, ...]
    rewritten: bool
    likeness: Likeness
    verification: Verification | None
    data: bytes = field(repr=False)
    pdf: bytes = field(repr=False)
    known_pdf: bool = True
    """Whether the very paper is among the files kept already."""


class Handing(Signing):
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
        self, to: Path, edition: Edition | str = THIRD_PARTIES, tools: Collection[str] | None = None
    ) -> Revision:
        """Freeze the practice as it stands and put its paper, with empty boxes, where the user wants it. Slow.

        ``handed_off_already``, ``not_saved``, ``target_taken`` and those of writing as UserError: nothing is frozen.
        ``revision_not_recorded``; ``hand_off_not_copied``: it is frozen, only the copy is missing.
        """
        self._need_change()
        if not self.drain():
            raise self.save.problem or UserError("not_saved")
        with self._at_paper, room_at(to):
            assert self.dossier is not None
            dossier, now = self.dossier, self._clock()
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

    def examine(self, file: Path) -> Returned:
        """What a file that came back is, before anything is written. Slow.

        UserErrors ``return_…``, each with its reason, for whatever is not our paper, signed.
        """
        data = content(file)
        if len(data) > MOST_BYTES:
            raise UserError("return_too_large", name=file.name)
        from reports.signing.envelope import looks_like_one
        from reports.signing.p7m import opened

        envelope = None
        if looks_like_one(data):
            try:
                envelope = opened(data)
            except UserError as problem:
                raise UserError(f"return_{problem.key}", name=file.name) from problem
        pdf = data if envelope is None else envelope.content
        if not pdf.lstrip()[:5] == b"%PDF-":
            raise UserError("return_no_pdf", name=file.name)
        return self._examined(file.name, data, pdf, envelope)

    def _examined(self, name: str, data: bytes, pdf: bytes, envelope: Opened | None) -> Returned:
        from reports.provenance import provenance
        from reports.signing.returned import likeness
        from reports.signing.verify import verify

        revision, ours = self._meant(name, pdf)
        base = max((one for one in ours if pdf.startswith(one)), key=len, default=None)
        alike = likeness(ours[0], pdf)
        if base is not None and not alike.read:
            raise UserError("return_damaged", name=name)
        unlike = bool(alike.pages or alike.extras) if alike.data == "missing" else alike.data == "other"
        if unlike and (alike.data == "missing" or provenance(pdf) is None):
            raise UserError("return_not_ours", name=name)
        if alike.data == "other" or (alike.data == "missing" and base is not None):
            raise UserError("return_other_data", name=name, n=revision.number)
        if alike.pages:
            pages = ", ".join(str(page) for page in alike.pages)
            raise UserError("return_other_pages", name=name, n=revision.number, pages=pages)
        if alike.extras:
            raise UserError("return_extras", name=name, n=revision.number)
        found = verify(pdf)
        if not found.signatures and envelope is None:
            raise UserError("return_unsigned", name=name)
        if found.signatures and not found.intact:
            self._refuse_broken(name, revision, found)
        signatures = self._new_in(pdf, found, revision, base, envelope, name)
        known = base is not None and len(base) == len(pdf)
        return Returned(
            name, revision, signatures, base is None, alike, found if found.signatures else None, data, pdf, known
        )

    def _refuse_broken(self, name: str, revision: Revision, found: Verification) -> None:
        known = {signature.fingerprint for signature in revision.signatures}
        hurt = next((s for s in found.signatures if s.problems and s.fingerprint in known), None)
        if hurt is not None and len(found.signatures) > 1:
            only_added = set(hurt.problems) == {"changes_not_permitted"}
            raise UserError(
                "return_not_permitted" if only_added else "return_broke_earlier", name=name, signer=hurt.signer
            )
        reason = self.words(f"verify.problem.{found.problems[0]}") if found.problems else ""
        raise UserError("return_not_intact", name=name, problem=reason)

    def _begins(self, pdf: bytes, revision: Revision) -> bool:
        return any(pdf.startswith(self.signed_content(one)) for one in self._pdfs(revision))

    def _meant(self, name: str, pdf: bytes) -> tuple[Revision, list[bytes]]:
        """The revision of this practice that the file is of, and the papers of it kept here, the bare one first."""
        from reports.provenance import provenance

        assert self.dossier is not None
        revisions = self.dossier.ledger.latest_revisions
        paper = provenance(pdf)
        if paper is not None and paper.practice != self.practice.id:
            raise UserError("return_other_practice", name=name)
        if paper is not None:
            candidates = [r for r in revisions if r.number == paper.revision]
        else:  # a signer that lost the document's own id: whatever is out, or what the bytes begin with
            candidates = [r for r in revisions if r.state == "handed_off"]
            candidates = candidates or [r for r in revisions if self._begins(pdf, r)]
        for revision in candidates:
            if revision.state == "withdrawn":
                raise UserError("return_withdrawn", name=name, n=revision.number)
            ours = [self.signed_content(one) for one in self._pdfs(revision)]
            if ours:
                return revision, ours
        if paper is not None:
            raise UserError("return_other_revision", name=name, n=paper.revision)
        raise UserError("return_not_ours", name=name)

    def _pdfs(self, revision: Revision) -> list[str]:
        names = [revision.file_name, *(s.file_name for s in revision.signatures if s.kind != "hand")]
        return list(dict.fromkeys(name for name in names if name.casefold().endswith(".pdf")))

    def _newest_pdf(self, revision: Revision) -> str:
        return self._pdfs(revision)[-1]

    def _new_in(
        self,
        pdf: bytes,
        found: Verification,
        revision: Revision,
        base: bytes | None,
        envelope: Opened | None,
        name: str,
    ) -> tuple[Signature, ...]:
        """The signatures that this file brings and the ledger does not know."""
        from reports.signing.verify import verify

        at = self._now()
        known = {(s.fingerprint, s.field) for s in revision.signatures}
        if base is None and revision.signatures:
            here = {s.fingerprint for s in found.signatures}
            here |= {s.fingerprint for s in envelope.signatures} if envelope is not None else set()
            lost = next((s for s in revision.signatures if s.kind != "hand" and s.fingerprint not in here), None)
            if lost is not None:
                raise UserError("return_lost_earlier", name=name, signer=lost.signer)
        before = {(s.fingerprint, s.field) for s in verify(base).signatures} if base is not None else set()
        new = [
            Signature(at, s.signer, s.fingerprint, s.field, "", "", "external", s.issuer)
            for s in found.signatures
            if not s.timestamp and (s.fingerprint, s.field) not in before | known
        ]
        if envelope is not None:
            if envelope.problems:
                reason = self.words(f"verify.problem.{envelope.problems[0]}")
                raise UserError("return_not_intact", name=name, problem=reason)
            new += [
                Signature(at, s.signer, s.fingerprint, "", "", "", "external", s.issuer)
                for s in envelope.signatures
                if (s.fingerprint, "") not in known
            ]
        if not new:
            raise UserError("return_nothing_new", name=name)
        return tuple(new)

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
