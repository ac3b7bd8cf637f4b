"""What a file that came back from another signer is: our very paper, signed and nothing else, or refused with a reason.

Judged before anything is written, and nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.desk.signing import Signing
from app.domain.errors import UserError
from app.domain.ledger import Revision, Signature
from app.store.signed import content

if TYPE_CHECKING:
    from reports.signing.p7m import Opened
    from reports.signing.returned import Likeness
    from reports.signing.verify import Verification

MOST_BYTES = 200 * 1024 * 1024


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


class Examining(Signing):
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
