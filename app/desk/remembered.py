"""What the ledger remembers of a signed paper, for whoever verifies a file that says it is that paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.ledger import Ledger

if TYPE_CHECKING:
    from reports.signing.findings import Known


def remembered(ledger: Ledger, number: int) -> Known | None:
    """The signatures, the data and the file's successive states of revision ``number``; None if there is none.

    A scan of a paper signed by hand and an envelope are files of their own: neither is a state of the PDF.
    """
    from reports.signing.findings import Known

    entries = [revision for revision in ledger.revisions if revision.number == number]
    if not entries:
        return None
    made = [s for revision in entries for s in revision.signatures if s.kind != "hand" and _is_pdf(s.file_name)]
    signatures = {(one.file_sha256, one.field, one.fingerprint) for one in made}
    states = [revision.file_sha256 for revision in entries] + [one.file_sha256 for one in made]
    states = list(dict.fromkeys(state for state in states if state))
    return Known(
        signatures=len(signatures) or None,
        data_sha256=entries[-1].data_sha256,
        file_sha256=states[-1] if states else "",
        earlier=tuple(states[:-1]),
    )


def _is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")
