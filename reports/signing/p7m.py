"""A ``.p7m``: the document in its envelope, opened and verified. DER, PEM or plain base64; envelopes inside envelopes.

A signature kept apart from its document is told so, and verified once the document is given. It never writes: what
was inside is handed back as bytes. Hostile bytes give a report, never a crash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from reports.signing import cms, vouching
from reports.signing.certificates import issuer_name
from reports.signing.envelope import DEEPEST, content_held, is_envelope, looks_like_one, signed_data
from reports.signing.findings import (
    NOT_CHECKED,
    UNDECIDED,
    Answer,
    Known,
    Problem,
    SignatureReport,
    Verification,
    answer_of,
)
from reports.signing.identity import common_name, fingerprint, is_seal, is_self_signed
from reports.signing.quiet import hush
from reports.signing.verify import Against, verify

if TYPE_CHECKING:
    from asn1crypto import cms as asn1
    from asn1crypto import x509

MOST_SIGNERS = 100


@dataclass(frozen=True)
class Opened:
    """``signatures``: those of all envelopes, the outermost first; what the document inside says of itself is not
    looked at. ``problems``: of the envelopes, none if every signature holds."""

    content: bytes = field(repr=False)
    signatures: tuple[SignatureReport, ...] = ()
    problems: tuple[Problem, ...] = ()


def check(
    data: bytes,
    *,
    content: bytes | None = None,
    expected_signatures: int | None = None,
    known: Known | None = None,
    trust: Sequence[bytes] = (),
    now: datetime | None = None,
) -> Verification:
    """Any signed file, told by its bytes and not by its name. ``content``: the document of a signature kept apart.

    ``expected_signatures`` and ``known`` are of the PDF, inside its envelope or not. UserError ``signed_unreadable``
    for what is neither a PDF nor an envelope.
    """
    return _checked(data, content, expected_signatures, known, trust, now, DEEPEST)


def opened(data: bytes) -> Opened:
    """Envelope by envelope down to the document, which must be inside. UserError ``envelope_unreadable``,
    ``envelope_empty`` for signatures without what they sign."""
    hush()
    against = Against()
    signatures: list[SignatureReport] = []
    problems: list[Problem] = []
    for _ in range(DEEPEST):
        found = signed_data(data)
        if found is None:
            raise UserError("envelope_unreadable")
        signed, rest = found
        content = content_held(signed)
        if content is None:
            raise UserError("envelope_empty")
        here = _signatures(signed, content, against)
        problems += ["contents_altered"] if rest else [] if here else ["no_signature"]
        problems += [problem for one in here for problem in one.problems]
        signatures += here
        if not looks_like_one(content):
            return Opened(content, tuple(signatures), tuple(dict.fromkeys(problems)))
        data = content
    raise UserError("envelope_unreadable")


def _checked(
    data: bytes,
    content: bytes | None,
    expected: int | None,
    known: Known | None,
    trust: Sequence[bytes],
    now: datetime | None,
    depth: int,
) -> Verification:
    hush()
    found = signed_data(data)
    if found is None:
        try:
            return verify(data, expected_signatures=expected, known=known, trust=trust, now=now)
        except UserError as problem:
            raise UserError("signed_unreadable") from problem
    signed, rest = found
    against = Against(vouching.anchors(trust), now)
    inside = content_held(signed)
    document = inside if inside is not None else content
    problems: list[Problem] = ["contents_altered"] if rest else []
    signatures = _signatures(signed, document, against)
    if not signatures:
        problems.append("no_signature")
    inner = None
    if inside is not None and (is_envelope(inside) or _is_pdf(inside)):
        if depth <= 1:
            problems.append("nested_too_deep")
        else:
            inner = _checked(inside, None, expected, known, trust, now, depth - 1)
            # A PDF need not be signed itself; if it is, or was meant to be, its own verdict counts too.
            wanted = set(inner.problems) - {"no_signature"}
            if inner.signatures or wanted:
                problems += inner.problems
                if inner.answer == "no":
                    problems.append("content_not_intact")
    for one in signatures:
        problems += one.problems
    unique = tuple(dict.fromkeys(problems))
    answer = answer_of(unique, signatures)
    told = bool(signatures) and all(one.certificate and one.certificate.trusted == "yes" for one in signatures)
    return Verification(
        intact=answer == "yes",
        signatures=signatures,
        problems=unique,
        not_checked=tuple(name for name in NOT_CHECKED if name != "trust" or not told),
        document_hash=hashlib.sha256(data).hexdigest(),
        payload_sha256=inner.payload_sha256 if inner else None,
        answer=answer,
        kind="p7m",
        content=inner.content if inner and inner.content is not None else inside,
        content_sha256=hashlib.sha256(inside).hexdigest() if inside is not None else "",
        inner=inner,
        trust=len(against.trusted),
    )


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _signatures(signed: asn1.SignedData, document: bytes | None, against: Against) -> tuple[SignatureReport, ...]:
    """One report for each signer; one who cannot be read is a report too."""
    found = []
    for number in range(1, min(len(signed["signer_infos"]), MOST_SIGNERS) + 1):
        try:
            signer = signed["signer_infos"][number - 1]  # read only now, and perhaps broken
            kind = signed["encap_content_info"]["content_type"].native
            digest = cms.digest(document) if document is not None else None
            found.append(_signer(str(number), signer, cms.certificates(signed), kind, digest, against))
        except Exception:  # one broken signer must not hide the others
            found.append(SignatureReport(field=str(number), problems=("signature_unreadable",)))
    if len(signed["signer_infos"]) > MOST_SIGNERS:
        found.append(SignatureReport(field=str(MOST_SIGNERS + 1), problems=("signature_unreadable",)))
    return tuple(found)


def _signer(
    number: str,
    signer: asn1.SignerInfo,
    known: Sequence[x509.Certificate],
    content_type: str,
    document: cms.Digest | None,
    against: Against,
) -> SignatureReport:
    from pyhanko.sign.validation.generic_cms import extract_self_reported_ts

    certificate = cms.certificate_of(signer, known)
    if certificate is None:
        return SignatureReport(field=number, problems=("signer_missing",))
    problem = cms.signer_problem(signer, certificate, content_type, document)
    marks = cms.marks(signer)
    signed_at = extract_self_reported_ts(signer) if signer["signed_attrs"] else None
    stamped = next((mark.at for mark in marks if mark.holds == "yes"), None)
    about = vouching.report(certificate, known, against.trusted, stamped or signed_at, against.now)
    return SignatureReport(
        field=number,
        signer=common_name(certificate),
        issuer=issuer_name(certificate),
        fingerprint=fingerprint(certificate),
        self_signed=is_self_signed(certificate),
        seal=is_seal(certificate),
        signed_at=signed_at,
        integrity=_answer(problem),
        covers="whole_file",
        permitted="yes" if document is not None else "not_checked",
        certificate=about,
        marks=marks,
        countersignatures=_countersignatures(number, signer, known),
        also=cms.also(signer),
        level=vouching.level(certificate, about.declares),
        problems=(problem,) if problem else (),
    )


def _answer(problem: Problem | None) -> Answer:
    return "yes" if problem is None else "not_checked" if problem in UNDECIDED else "no"


def _countersignatures(
    number: str, signer: asn1.SignerInfo, known: Sequence[x509.Certificate]
) -> tuple[SignatureReport, ...]:
    """Whoever signed this signature. They say nothing of the document, and do not change what is said of it."""
    found = []
    for n, one in enumerate(cms.countersigners(signer)[:MOST_SIGNERS], 1):
        name = f"{number}.{n}"
        try:
            certificate = cms.certificate_of(one, known)
            if certificate is None:
                found.append(SignatureReport(field=name, problems=("signer_missing",)))
                continue
            problem = cms.counter_problem(one, certificate, signer["signature"].native)
            found.append(
                SignatureReport(
                    field=name,
                    signer=common_name(certificate),
                    fingerprint=fingerprint(certificate),
                    integrity=_answer(problem),
                    problems=(problem,) if problem else (),
                )
            )
        except Exception:  # as above
            found.append(SignatureReport(field=name, problems=("signature_unreadable",)))
    return tuple(found)
