"""Is a signed PDF still what was signed? Yes, no or not checked, signature by signature and for the whole.

Stricter than the library's own verdict: the last signature must cover the file to its last byte, each one
must allow what came after it, nothing may hide in the padding, and the number of signatures must be the
expected one. Never looks up revocation or a list of trusted issuers, and always says that it did not. Offline,
on bytes, and for any bytes: a broken or hostile file gives a report, never a crash.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from reports.archival import PAYLOAD_LIMIT
from reports.attachment import stream_of, unpacked
from reports.signing import cms, points, vouching
from reports.signing.certificates import issuer_name
from reports.signing.changes import changes
from reports.signing.container import cms_problem, gap_problem, is_timestamp
from reports.signing.findings import (
    FORBIDDEN,
    HARMLESS,
    NOT_CHECKED,
    UNDECIDED,
    Answer,
    Change,
    Covers,
    Known,
    Problem,
    SignatureReport,
    Verification,
    answer_of,
)
from reports.signing.identity import common_name, fingerprint, is_seal, is_self_signed
from reports.signing.quiet import hush

if TYPE_CHECKING:
    from asn1crypto import x509
    from pyhanko.pdf_utils.generic import DictionaryObject
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

__all__ = ["NOT_CHECKED", "Known", "SignatureReport", "Verification", "verify"]


@dataclass(frozen=True)
class Against:
    """What to hold a signature against: the certificates the user trusts, and the day."""

    trusted: Sequence[x509.Certificate] = ()
    now: datetime | None = None


def verify(
    pdf: bytes,
    *,
    expected_signatures: int | None = None,
    known: Known | None = None,
    trust: Sequence[bytes] = (),
    now: datetime | None = None,
) -> Verification:
    """What can be proved of ``pdf`` from its own bytes.

    ``expected_signatures``: how many there should be, no more and no less, if the caller remembers; a file cut back to
    an earlier revision is a valid older file and cannot be told otherwise. ``known``: what else is remembered of it.
    ``trust``: files of certificates that the user trusts; ``now``: without it no certificate is called expired.
    UserError ``pdf_unreadable`` for what is no PDF at all.
    """
    if b"%PDF-" not in pdf[:1024] and b"startxref" not in pdf:
        raise UserError("pdf_unreadable")
    hush()
    from pyhanko.pdf_utils.reader import PdfFileReader

    known = known or Known()
    against = Against(vouching.anchors(trust), now)
    signatures: tuple[SignatureReport, ...] = ()
    problems: list[Problem] = []
    payload, claimed = None, None
    hashed = hashlib.sha256(pdf).hexdigest()
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            problems.append("encrypted")
        else:
            found = [_examined(pdf, reader, name, field, against) for name, field in _signed_fields(reader)]
            found.sort(key=lambda one: one[0])
            signatures = tuple(report for _, _, report in found)
            if reader.xrefs.hybrid_xrefs_present and any(s.covers != "whole_file" for s in signatures):
                problems.append("structure_ambiguous")  # what was added later cannot be compared reliably
                signatures = tuple(_uncompared(one) for one in signatures)
            problems += _document_problems(pdf, [end for end, _, _ in found], signatures)
            payload = _payload_hash(reader)
            claimed = points.claims(reader, found[0][1] if found else None)
    except Exception:  # the reader meets broken files with every kind of exception, recursion included
        problems.append("structure_broken")
    problems += points.known_problems(hashed, payload, len(signatures), expected_signatures, known)
    for report in signatures:
        problems += report.problems
    unique = tuple(dict.fromkeys(problems))
    answer = answer_of(unique, signatures)
    return Verification(
        intact=answer == "yes",
        signatures=signatures,
        problems=unique,
        not_checked=_not_checked(signatures),
        document_hash=hashed,
        payload_sha256=payload,
        answer=answer,
        points=points.points(signatures, unique, expected_signatures, known, claimed, hashed),
        trust=len(against.trusted),
    )


def _not_checked(signatures: tuple[SignatureReport, ...]) -> tuple[str, ...]:
    """Trust is looked at in the user's folder only; where it answers for every signature, it is not left out."""
    told = bool(signatures) and all(one.certificate and one.certificate.trusted == "yes" for one in signatures)
    return tuple(name for name in NOT_CHECKED if name != "trust" or not told)


def _signed_fields(reader: PdfFileReader) -> Iterator[tuple[str, DictionaryObject]]:
    from pyhanko.sign.fields import enumerate_sig_fields

    for name, value, field in enumerate_sig_fields(reader):
        if value is not None:
            yield name, field.get_object()


def _document_problems(pdf: bytes, ends: list[int], signatures: tuple[SignatureReport, ...]) -> Iterator[Problem]:
    if not signatures:
        yield "no_signature"
    elif ends[-1] < 0:
        pass  # not one of them could be read
    elif ends[-1] != len(pdf):
        yield "bytes_after_last_signature"
    readable = [end for end in ends if end >= 0]
    if len(set(readable)) != len(readable):
        yield "signature_repeated"


def _uncompared(one: SignatureReport) -> SignatureReport:
    return replace(one, permitted="not_checked") if one.covers != "whole_file" and one.permitted == "yes" else one


def _examined(
    pdf: bytes, reader: PdfFileReader, name: str, field: DictionaryObject, against: Against
) -> tuple[int, int | None, SignatureReport]:
    """Where the signed range ends, its revision, and the report; a signature that cannot be read is a report too."""
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        return _end(signature), signature.signed_revision, _report(pdf, signature, against)
    except Exception:  # as above: one broken signature must not hide the others
        return -1, None, SignatureReport(field=name, problems=("signature_unreadable",))


def _end(signature: EmbeddedPdfSignature) -> int:
    return int(signature.byte_range[-2]) + int(signature.byte_range[-1])


def _revision(signature: EmbeddedPdfSignature) -> int:
    """The last one that the signed range holds: where the signature was written again later, that is no part of it."""
    xrefs, end = signature.reader.xrefs, _end(signature)
    held = [n for n in range(xrefs.total_revisions) if xrefs.get_xref_container_info(n).end_location <= end]
    return held[-1] if held else int(signature.signed_revision)


def _report(pdf: bytes, signature: EmbeddedPdfSignature, against: Against) -> SignatureReport:
    certificate = signature.signer_cert
    seal, timestamp = is_seal(certificate), is_timestamp(signature)
    byte_range = [int(number) for number in signature.byte_range]
    damage = gap_problem(pdf, byte_range, signature.pkcs7_content) or cms_problem(signature, strict=seal)
    covers, permitted, problems = _coverage(signature, damage)
    integrity: Answer = "yes" if damage is None else "not_checked" if damage in UNDECIDED else "no"
    marks = cms.marks(signature.signer_info)
    signed_at = signature.self_reported_timestamp
    if timestamp:
        signed_at = signature.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    stamped = next((mark.at for mark in marks if mark.holds == "yes"), None)
    others = signature.other_embedded_certs
    about = vouching.report(
        certificate, others, against.trusted, stamped or signed_at, against.now, timestamp=timestamp
    )
    changed: tuple[Change, ...] = ()
    if covers != "whole_file":
        changed = changes(signature.reader, _revision(signature), pdf[_end(signature) :])
        if permitted == "no" and all(change.kind in HARMLESS for change in changed):
            # The analysis refuses what our comparison has no word for.
            rest = (Change("unexplained"),) if covers == "revision" else ()
            changed = (*(change for change in changed if change.kind != "nothing_seen"), *rest)
        if permitted == "yes" and any(change.kind in FORBIDDEN for change in changed):
            permitted = "no"
            problems.append("changes_not_permitted")
    return SignatureReport(
        field=signature.field_name,
        signer=common_name(certificate),
        issuer=issuer_name(certificate),
        fingerprint=fingerprint(certificate),
        self_signed=is_self_signed(certificate),
        seal=seal,
        timestamp=timestamp,
        sub_filter=str(signature.sig_object.get("/SubFilter", "")).removeprefix("/"),
        signed_at=signed_at,
        integrity=integrity,
        covers=covers,
        permitted=permitted,
        changes=changed,
        certificate=about,
        marks=marks,
        also=cms.also(signature.signer_info),
        level=vouching.level(certificate, about.declares, timestamp=timestamp),
        problems=tuple(problems),
    )


def _coverage(signature: EmbeddedPdfSignature, damage: Problem | None) -> tuple[Covers, Answer, list[Problem]]:
    """How far it reaches, and whether the library's own analysis allows what lies beyond."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    problems: list[Problem] = [damage] if damage else []
    try:
        signature.compute_integrity_info()  # type: ignore[no-untyped-call]
        integrity = signature.summarise_integrity_info()
    except Exception:  # an analysis that fails has shown nothing
        level = signature.coverage
        allowed = None
    else:
        level, allowed = integrity["coverage"], bool(integrity["docmdp_ok"])
    covers: Covers = "part"
    if damage != "byte_range_wrong":
        match level:
            case SignatureCoverageLevel.ENTIRE_FILE:
                covers = "whole_file"
            case SignatureCoverageLevel.ENTIRE_REVISION:
                covers = "revision"
    if covers == "part":
        return covers, "no", [*problems, "coverage_partial"]
    if allowed is None:
        return covers, "not_checked", [*problems, "changes_not_compared"]
    return covers, "yes" if allowed else "no", problems if allowed else [*problems, "changes_not_permitted"]


def _payload_hash(reader: PdfFileReader) -> str | None:
    """Read with the reader that verified, so that nobody can show us one practice and hash another."""
    try:
        stream = stream_of(reader.root)
        data = None if stream is None else unpacked(stream, PAYLOAD_LIMIT)
    except (KeyError, IndexError, AttributeError, TypeError, ValueError, zlib.error):
        return None
    return None if data is None else hashlib.sha256(data).hexdigest()
