"""One signature by itself: is its container sound, and does it belong to the bytes it claims?

Every answer is a problem key or nothing; trust, revocation and time are not looked at here or anywhere. Works
without an event loop and without a network. The bytes are hostile until shown otherwise: callers must be
ready for any exception of the libraries underneath.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.signing.cms import algorithm_problem
from reports.signing.findings import Problem

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_HEX = re.compile(rb"(?:[0-9a-f]{2})+|(?:[0-9A-F]{2})+")


def gap_problem(pdf: bytes, byte_range: Sequence[int], contents: bytes) -> Problem | None:
    """The hole in the signed range must be this signature's ``/Contents`` and nothing else, zeros after the
    CMS.

    ``byte_range_wrong`` or ``contents_altered``. Libraries only add up the lengths; a comment or a second
    string in the hole, or digits changed after the end of the CMS, would pass them.
    """
    from asn1crypto import parser

    if len(byte_range) != 4 or byte_range[0] != 0:
        return "byte_range_wrong"
    _, opens, closes, tail = byte_range
    if not 0 < opens < closes <= closes + tail <= len(pdf):
        return "byte_range_wrong"
    hole = pdf[opens:closes]
    if not (hole.startswith(b"<") and hole.endswith(b">")):
        return "byte_range_wrong"
    digits = hole[1:-1]
    if not _HEX.fullmatch(digits) or bytes.fromhex(digits.decode()) != contents:
        return "contents_altered"
    if any(contents[parser.peek(contents) :]):
        return "contents_altered"
    return None


def cms_problem(signature: EmbeddedPdfSignature, *, strict: bool) -> Problem | None:
    """Whether the signed bytes are those the container signed, with the key of the certificate inside.

    ``cms_altered`` (the container contradicts itself), ``cms_unexpected`` (it is of another kind than a PDF's),
    ``digest_mismatch`` (the document changed), ``weak_algorithm`` (it may have, and nobody could tell),
    ``algorithm_unknown`` (we cannot). ``strict`` is for our own seals, of which we know
    every byte that may be there: what the signature does not cover must be as we write it.
    """
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    data, signer = signature.signed_data, signature.signer_info
    trouble = _algorithm_problem(signature)
    if trouble is not None:
        return trouble
    content = data["encap_content_info"]
    kind = content["content_type"].native
    expected = "tst_info" if is_timestamp(signature) else "data"
    if kind != expected or (kind == "data" and content["content"].native is not None):
        return "cms_unexpected"
    if strict and not _as_we_write_it(signature):
        return "cms_altered"
    digest = signature.compute_digest()
    if is_timestamp(signature):
        if content["content"].parsed["message_imprint"]["hashed_message"].native != digest:
            return "digest_mismatch"
        digest = _digest(signature.md_algorithm, bytes(content["content"]))
    same, genuine = validate_sig_integrity(signer, signature.signer_cert, kind, digest)
    if not genuine:
        return "cms_altered"
    return None if same else "digest_mismatch"


def is_timestamp(signature: EmbeddedPdfSignature) -> bool:
    return bool(signature.sig_object_type == "/DocTimeStamp")


def _algorithm_problem(signature: EmbeddedPdfSignature) -> Problem | None:
    from asn1crypto import algos
    from pyhanko.sign.validation.utils import DEFAULT_ALGORITHM_USAGE_POLICY as POLICY

    trouble = algorithm_problem(signature.signer_info, signature.signer_cert)
    outer = algos.DigestAlgorithm({"algorithm": signature.external_md_algorithm})
    return trouble or (None if POLICY.digest_algorithm_allowed(outer, None) else "weak_algorithm")


def _as_we_write_it(signature: EmbeddedPdfSignature) -> bool:
    """Rebuilds the container from the parts that the signature itself protects and compares every byte."""
    from asn1crypto import cms, parser

    signer, certificate = signature.signer_info, signature.signer_cert
    sha256 = {"algorithm": "sha256"}
    issuer_and_serial = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    rebuilt = cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": {
                "version": "v1",
                "digest_algorithms": [sha256],
                "encap_content_info": {"content_type": "data"},
                "certificates": [certificate],
                "signer_infos": [
                    {
                        "version": "v1",
                        "sid": cms.SignerIdentifier({"issuer_and_serial_number": issuer_and_serial}),
                        "digest_algorithm": sha256,
                        "signed_attrs": signer["signed_attrs"],
                        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                        "signature": signer["signature"],
                    }
                ],
            },
        }
    )
    raw = signature.pkcs7_content
    return bool(rebuilt.dump() == raw[: parser.peek(raw)])


def _digest(algorithm: str, data: bytes) -> bytes:
    import hashlib

    return hashlib.new(algorithm, data).digest()
