"""A CMS container by itself: who signed what it holds, and the timestamps and countersignatures around it.

Serves the ``.p7m`` file and what a PDF signature carries beside itself. Says nothing of trust. The bytes are hostile:
callers must be ready for any exception of the libraries underneath.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reports.signing.findings import UNDECIDED, Answer, Problem, TimeMark
from reports.signing.identity import common_name

if TYPE_CHECKING:
    from asn1crypto import cms, x509

Digest = Callable[[str], bytes]
ALSO = {  # what may be carried along and is not checked here
    "content_time_stamp": "content_timestamp",
    "1.2.840.113549.1.9.16.2.20": "content_timestamp",
    "archive_time_stamp_v2": "archive_timestamp",
    "archive_time_stamp_v3": "archive_timestamp",
    "1.2.840.113549.1.9.16.2.27": "archive_timestamp",
    "1.2.840.113549.1.9.16.2.48": "archive_timestamp",
    "0.4.0.1733.2.4": "archive_timestamp",
    "1.2.840.113549.1.9.16.2.49": "evidence_record",
    "1.2.840.113549.1.9.16.2.50": "evidence_record",
    "certificate_values": "validation_data",
    "revocation_values": "validation_data",
    "1.2.840.113549.1.9.16.2.23": "validation_data",
    "1.2.840.113549.1.9.16.2.24": "validation_data",
}
_OURS = {"signature_time_stamp_token", "counter_signature"}


def digest(data: bytes) -> Digest:
    return lambda algorithm: hashlib.new(algorithm, data).digest()


def content_of(data: cms.SignedData) -> bytes | None:
    """What the container holds; None if the document stays outside."""
    from asn1crypto import core

    content = data["encap_content_info"]["content"]
    if isinstance(content, core.Void):
        return None
    if isinstance(content, core.Any):
        content = content.parse(core.OctetString)
    native = bytes(content) if isinstance(content, core.OctetString | core.ParsableOctetString) else None
    return native if native is not None else bytes(content.contents)


def certificates(data: cms.SignedData) -> list[x509.Certificate]:
    return [one.chosen.untag() for one in data["certificates"] or () if one.name == "certificate"]


def certificate_of(signer: cms.SignerInfo, known: Sequence[x509.Certificate]) -> x509.Certificate | None:
    """The one that the signer's identifier names."""
    wanted = signer["sid"]
    for one in known:
        if wanted.name == "issuer_and_serial_number":
            if one.serial_number == wanted.chosen["serial_number"].native and one.issuer == wanted.chosen["issuer"]:
                return one
        elif one.key_identifier is not None and one.key_identifier == wanted.chosen.native:
            return one
    return None


def signer_problem(
    signer: cms.SignerInfo, certificate: x509.Certificate, content_type: str, document: Digest | None
) -> Problem | None:
    """Whether this signer signed these bytes. Without a ``document`` only whether the signature fits its own claims."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    trouble = algorithm_problem(signer, certificate)
    if trouble is not None:
        return trouble
    algorithm = signer["digest_algorithm"]["algorithm"].native
    if document is None:
        return _problem_outside(signer, certificate, content_type)
    same, genuine = validate_sig_integrity(signer, certificate, content_type, document(algorithm))
    if not genuine:
        # Without signed attributes the signature is over the document itself: either may have changed.
        return "cms_altered" if signer["signed_attrs"] else "digest_mismatch"
    return None if same else "digest_mismatch"


def counter_problem(signer: cms.SignerInfo, certificate: x509.Certificate, signature: bytes) -> Problem | None:
    """Whether this signer signed another's ``signature``. A countersignature bears no content type (RFC 5652, 11.4),
    which the library insists on; so it is done here."""
    from cryptography.exceptions import InvalidSignature
    from pyhanko.sign.general import find_unique_cms_attribute
    from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator, SignatureValidationContext

    trouble = algorithm_problem(signer, certificate)
    if trouble is not None:
        return trouble
    algorithm = signer["digest_algorithm"]["algorithm"].native
    actual = hashlib.new(algorithm, signature).digest()
    attributes = signer["signed_attrs"]
    claimed = find_unique_cms_attribute(attributes, "message_digest").native if attributes else actual
    try:
        DefaultSignatureValidator().validate_signature(
            signer["signature"].native,
            attributes.untag().dump() if attributes else actual,
            certificate.public_key,
            signer["signature_algorithm"],
            context=SignatureValidationContext(contextual_md_algorithm=algorithm, prehashed=not attributes),
        )
    except InvalidSignature:
        return "cms_altered"
    return None if claimed == actual else "digest_mismatch"


def _problem_outside(signer: cms.SignerInfo, certificate: x509.Certificate, content_type: str) -> Problem:
    from pyhanko.sign.general import find_unique_cms_attribute
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    if not signer["signed_attrs"]:
        return "detached"
    claimed = find_unique_cms_attribute(signer["signed_attrs"], "message_digest").native
    _, genuine = validate_sig_integrity(signer, certificate, content_type, claimed)
    return "detached" if genuine else "cms_altered"


def algorithm_problem(signer: cms.SignerInfo, certificate: x509.Certificate) -> Problem | None:
    """Whether the algorithms suffice to show that nothing changed. One without a name is unknown to the library,
    which would call the signature forged."""
    from asn1crypto import algos
    from pyhanko.sign.validation.utils import DEFAULT_ALGORITHM_USAGE_POLICY as POLICY

    mechanism = signer["signature_algorithm"]
    # A bare name: the comparison would trip over an explicit NULL among the parameters.
    names = [mechanism["algorithm"].native, signer["digest_algorithm"]["algorithm"].native]
    if any(name[:1].isdigit() for name in names):
        return "algorithm_unknown"
    bare = algos.DigestAlgorithm({"algorithm": signer["digest_algorithm"]["algorithm"].native})
    strong = (
        POLICY.digest_algorithm_allowed(bare, None)
        and POLICY.signature_algorithm_allowed(mechanism, None, certificate.public_key)
        and POLICY.digest_combination_allowed(mechanism, bare, None)
    )
    return None if strong else "weak_algorithm"


def marks(signer: cms.SignerInfo) -> tuple[TimeMark, ...]:
    """The timestamps over this signature, each tried by itself."""
    return tuple(_mark(value, signer["signature"].native) for value in _unsigned(signer, "signature_time_stamp_token"))


def countersigners(signer: cms.SignerInfo) -> list[cms.SignerInfo]:
    return list(_unsigned(signer, "counter_signature"))


def also(signer: cms.SignerInfo) -> tuple[str, ...]:
    """What it carries that nobody here looks at."""
    found = []
    for attributes in (signer["signed_attrs"], signer["unsigned_attrs"]):
        for attribute in attributes or ():
            found += [ALSO[name] for name in {attribute["type"].native, attribute["type"].dotted} if name in ALSO]
    return tuple(dict.fromkeys(found))


def _unsigned(signer: cms.SignerInfo, kind: str) -> Iterator[Any]:
    for attribute in signer["unsigned_attrs"] or ():
        if attribute["type"].native == kind:
            yield from attribute["values"]


def _mark(token: cms.ContentInfo, stamped: bytes) -> TimeMark:
    try:
        data = token["content"]
        info = data["encap_content_info"]["content"].parsed
        [signer] = data["signer_infos"]
        certificate = certificate_of(signer, certificates(data))
        imprint = info["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        at = info["gen_time"].native
        if certificate is None:
            return TimeMark("", at, "not_checked")
        holds: Answer = "yes"
        if hashlib.new(algorithm, stamped).digest() != imprint["hashed_message"].native:
            holds = "no"
        else:
            problem = signer_problem(signer, certificate, "tst_info", digest(content_of(data) or b""))
            holds = "not_checked" if problem in UNDECIDED else "no" if problem else "yes"
        return TimeMark(common_name(certificate), at, holds)
    except Exception:  # a token that cannot be read tells nothing
        return TimeMark("", None, "not_checked")
