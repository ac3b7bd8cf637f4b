"""Is a signed PDF still what was signed? Integrity, coverage and permitted changes are yes or no.

Stricter than the library's own verdict: the last signature must cover the file to its last byte, each one
must allow what came after it, nothing may hide in the padding, and the number of signatures must be the
expected one. Never says anything about trust, revocation or time, and always says that it did not. Offline,
on bytes, and for any bytes: a broken or hostile file gives a report, never a crash.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from app.domain.errors import UserError
from reports.attachment import stream_of
from reports.signing.container import Problem, cms_problem, gap_problem, is_timestamp
from reports.signing.identity import common_name, fingerprint, is_seal, is_self_signed
from reports.signing.quiet import hush

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import DictionaryObject
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

Covers = Literal["whole_file", "revision", "part"]
NOT_CHECKED = ("trust", "revocation", "time")


@dataclass(frozen=True)
class SignatureReport:
    """One signature. Names, dates and the ``seal`` mark are what the signature claims about itself.

    ``intact``: the bytes it covers are those that were signed. ``permitted_changes``: whatever was added
    afterwards is of a kind a signature tolerates (a further signature, a timestamp). ``fingerprint``: SHA-256
    of the certificate, hexadecimal. ``problems``: keys of texts ``verify.problem.<key>``.
    """

    field: str
    signer: str = ""
    fingerprint: str = ""
    self_signed: bool = False
    seal: bool = False
    timestamp: bool = False
    sub_filter: str = ""
    signed_at: datetime | None = None
    intact: bool = False
    covers: Covers = "part"
    permitted_changes: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Verification:
    """The whole file. ``intact`` only if every signature is and no problem was found anywhere.

    ``document_hash`` is the file's SHA-256; ``payload_sha256`` that of the practice embedded in it, None
    without one.
    """

    intact: bool
    signatures: tuple[SignatureReport, ...]
    problems: tuple[Problem, ...]
    not_checked: tuple[str, ...]
    document_hash: str
    payload_sha256: str | None


def verify(pdf: bytes, *, expected_signatures: int | None = None) -> Verification:
    """What can be proved of ``pdf`` from its own bytes.

    ``expected_signatures``: how many there should be, if the caller remembers; a file cut back to an earlier
    revision is a valid older file and cannot be told otherwise. UserError ``pdf_unreadable`` for what is no
    PDF at all.
    """
    if b"%PDF-" not in pdf[:1024] and b"startxref" not in pdf:
        raise UserError("pdf_unreadable")
    hush()
    from pyhanko.pdf_utils.reader import PdfFileReader

    signatures: tuple[SignatureReport, ...] = ()
    problems: list[Problem] = []
    payload = None
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            problems.append("encrypted")
        else:
            found = [_examined(pdf, reader, name, field) for name, field in _signed_fields(reader)]
            found.sort(key=lambda pair: pair[0])
            signatures = tuple(report for _, report in found)
            if reader.xrefs.hybrid_xrefs_present and any(s.covers != "whole_file" for s in signatures):
                problems.append("structure_ambiguous")  # what was added later cannot be compared reliably
            problems += _document_problems(pdf, [end for end, _ in found], signatures, expected_signatures)
            payload = _payload_hash(reader)
    except Exception:  # the reader meets broken files with every kind of exception, recursion included
        problems.append("structure_broken")
    for report in signatures:
        problems += report.problems
    return Verification(
        intact=not problems and all(s.intact and s.permitted_changes for s in signatures),
        signatures=signatures,
        problems=tuple(dict.fromkeys(problems)),
        not_checked=NOT_CHECKED,
        document_hash=hashlib.sha256(pdf).hexdigest(),
        payload_sha256=payload,
    )


def _signed_fields(reader: PdfFileReader) -> Iterator[tuple[str, DictionaryObject]]:
    from pyhanko.sign.fields import enumerate_sig_fields

    for name, value, field in enumerate_sig_fields(reader):
        if value is not None:
            yield name, field.get_object()


def _document_problems(
    pdf: bytes, ends: list[int], signatures: tuple[SignatureReport, ...], expected: int | None
) -> Iterator[Problem]:
    if not signatures:
        yield "no_signature"
    elif ends[-1] != len(pdf):
        yield "bytes_after_last_signature"
    if len(set(ends)) != len(ends):
        yield "signature_repeated"
    if expected is not None and len(signatures) < expected:
        yield "signatures_missing"
    if expected is not None and len(signatures) > expected:
        yield "signatures_unexpected"


def _examined(pdf: bytes, reader: PdfFileReader, name: str, field: DictionaryObject) -> tuple[int, SignatureReport]:
    """Where the signed range ends, and the report; a signature that cannot be read is a report too."""
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        return _end(signature), _report(pdf, signature)
    except Exception:  # as above: one broken signature must not hide the others
        return -1, SignatureReport(field=name, problems=("signature_unreadable",))


def _end(signature: EmbeddedPdfSignature) -> int:
    return int(signature.byte_range[-2]) + int(signature.byte_range[-1])


def _report(pdf: bytes, signature: EmbeddedPdfSignature) -> SignatureReport:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    certificate = signature.signer_cert
    seal = is_seal(certificate)
    byte_range = [int(number) for number in signature.byte_range]
    damage = gap_problem(pdf, byte_range, signature.pkcs7_content) or cms_problem(signature, strict=seal)
    signature.compute_integrity_info()  # type: ignore[no-untyped-call]
    integrity = signature.summarise_integrity_info()
    permitted = bool(integrity["docmdp_ok"])
    covers: Covers = "part"
    if damage != "byte_range_wrong":
        match integrity["coverage"]:
            case SignatureCoverageLevel.ENTIRE_FILE:
                covers = "whole_file"
            case SignatureCoverageLevel.ENTIRE_REVISION:
                covers = "revision"
    problems: list[Problem] = [damage] if damage else []
    if covers == "part":
        problems.append("coverage_partial")
    elif not permitted:
        problems.append("changes_not_permitted")
    return SignatureReport(
        field=signature.field_name,
        signer=common_name(certificate),
        fingerprint=fingerprint(certificate),
        self_signed=is_self_signed(certificate),
        seal=seal,
        timestamp=is_timestamp(signature),
        sub_filter=str(signature.sig_object.get("/SubFilter", "")).removeprefix("/"),
        signed_at=signature.self_reported_timestamp,
        intact=damage is None,
        covers=covers,
        permitted_changes=permitted and covers != "part",
        problems=tuple(problems),
    )


def _payload_hash(reader: PdfFileReader) -> str | None:
    """Read with the reader that verified, so that nobody can show us one practice and hash another."""
    try:
        data = stream_of(reader.root).data
    except (KeyError, IndexError, AttributeError, TypeError):
        return None
    return hashlib.sha256(data).hexdigest()
