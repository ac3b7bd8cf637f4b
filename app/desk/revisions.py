"""What the ledger says of a revision: how it begins, who may still sign it and where. Pure; reads no file."""

from __future__ import annotations

from datetime import datetime

from app.desk.paperwork import FIELDS, Sheet
from app.domain.ledger import Dossier, Revision, Signature
from app.records.dossier import fingerprint


def frozen(dossier: Dossier, sheet: Sheet, number: int, state: str, now: datetime) -> Revision:
    """A dossier as it is printed on that sheet, without any signature yet."""
    return Revision(
        number,
        state,
        now.isoformat(timespec="seconds"),
        sheet.data_sha256,
        fingerprint(dossier.practice),
        (),
        dossier.ledger.head,
        tuple(piece.sha256 for piece in dossier.ledger.kept_evidence),
        document_id=sheet.document_id,
        edition=sheet.edition,
    )


def can_bear_more(revision: Revision) -> bool:
    """Whether one more signature of ours may go into its newest file, as far as the ledger tells."""
    return revision.state == "sealed" and bool(revision.signatures) and _takes(revision.signatures[-1])


def free_boxes(revision: Revision) -> tuple[str, ...]:
    """The boxes that the ledger knows no signature in."""
    taken = {signature.field for signature in revision.signatures}
    return tuple(name for name in FIELDS if name not in taken)


def _takes(last: Signature) -> bool:
    return last.kind != "hand" and last.file_name.casefold().endswith(".pdf")
