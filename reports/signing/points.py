"""Questions about a whole signed PDF, one answer each: how many signatures, whose data, which claims, what lies behind.

What nobody remembers of a document cannot be asked of it: then the answer is that it was not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reports.signing.findings import Answer, Known, Point, Problem, SignatureReport

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

MOST_METADATA = 4 * 1024 * 1024
_CLAIM = re.compile(rb"<?pdfaid:(part|conformance)(?:>|\s*=\s*[\"'])\s*([0-9]|[A-Za-z])\s*[<\"']")


def known_problems(
    document_hash: str, payload: str | None, signatures: int, expected: int | None, known: Known
) -> Iterator[Problem]:
    """What is not as whoever keeps the document remembers it."""
    if signatures < max(expected or 0, known.signatures or 0):
        yield "signatures_missing"
    if expected is not None and signatures > expected:
        yield "signatures_unexpected"
    if document_hash in known.earlier and document_hash != known.file_sha256:
        yield "earlier_state"
    if known.data_sha256 and payload != known.data_sha256:
        yield "data_differ"


def points(
    signatures: Sequence[SignatureReport],
    problems: Sequence[Problem],
    expected: int | None,
    known: Known,
    claims: tuple[str, str] | None,
    document_hash: str,
) -> tuple[Point, ...]:
    """``claims``: what the file says of PDF/A now and said when it was first signed."""
    return (
        _count(len(signatures), expected, known),
        _same_file(document_hash, known),
        Point("data", _of(bool(known.data_sha256), "data_differ" not in problems)),
        _covered(signatures, problems),
        _info(signatures),
        _pdfa(claims),
    )


def claims(reader: PdfFileReader, first_signed: int | None) -> tuple[str, str] | None:
    """What the metadata claim of PDF/A, now and in revision ``first_signed``; None if that cannot be read."""
    try:
        now = _claim(reader.root)
        then = now if first_signed is None else _claim(reader.get_historical_resolver(first_signed).root)
        return now, then
    except Exception:  # hostile metadata
        return None


def _claim(root: Any) -> str:
    if "/Metadata" not in root:
        return ""
    found: dict[bytes, bytes] = dict(_CLAIM.findall(root["/Metadata"].data[:MOST_METADATA]))
    return (found.get(b"part", b"") + found.get(b"conformance", b"")).decode("ascii", "replace").upper()


def _of(known: bool, good: bool) -> Answer:
    return "not_checked" if not known else "yes" if good else "no"


def _count(found: int, expected: int | None, known: Known) -> Point:
    wanted = expected if expected is not None else known.signatures
    more_allowed = expected is None
    good = wanted is not None and (found == wanted or (more_allowed and found > wanted))
    return Point("signatures", _of(wanted is not None, good), str(found), str(wanted or 0))


def _same_file(document_hash: str, known: Known) -> Point:
    """A file signed further elsewhere is rightly another one: only an earlier state is a no."""
    if not known.file_sha256:
        return Point("file", "not_checked")
    if document_hash == known.file_sha256:
        return Point("file", "yes")
    return Point("file", "no" if document_hash in known.earlier else "not_checked", "another")


def _covered(signatures: Sequence[SignatureReport], problems: Sequence[Problem]) -> Point:
    if not signatures or "structure_broken" in problems:
        return Point("covered", "not_checked")
    return Point("covered", "no" if "bytes_after_last_signature" in problems else "yes")


def _info(signatures: Sequence[SignatureReport]) -> Point:
    if not signatures or any(change.kind == "not_compared" for one in signatures for change in one.changes):
        return Point("info", "not_checked")
    return Point("info", "no" if any(c.kind == "info" for one in signatures for c in one.changes) else "yes")


def _pdfa(found: tuple[str, str] | None) -> Point:
    if found is None:
        return Point("pdfa", "not_checked")
    now, then = found
    if now == then:
        return Point("pdfa", "yes" if now else "not_checked", f"PDF/A-{now.lower()}" if now else "none")
    return Point("pdfa", "no", f"PDF/A-{now.lower()}" if now else "", f"PDF/A-{then.lower()}" if then else "")
