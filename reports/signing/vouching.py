"""A certificate as a verification tells it: what it says of itself, when it held, and whether the user trusts whoever
issued it.

Whatever it says of itself is a claim. Nothing is fetched: neither a list of trusted issuers nor a revocation can be
looked up here, and nothing in this module may say that one was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reports.signing.certificates import declared, issuer_in_full, signs
from reports.signing.findings import Answer, Certificate
from reports.signing.identity import common_name, fingerprint, is_seal, is_self_signed

if TYPE_CHECKING:
    from asn1crypto import x509

MOST_ANCHORS = 2000


def anchors(files: Iterable[bytes]) -> tuple[x509.Certificate, ...]:
    """The certificates in PEM or DER files; what is none is passed over."""
    from pyhanko.keys.pemder import load_certs_from_pemder_data

    found: dict[str, x509.Certificate] = {}
    for data in files:
        with suppress(Exception):  # a file that is no certificate is trusted by nobody
            for certificate in load_certs_from_pemder_data(data):
                if certificate.native and len(found) < MOST_ANCHORS:
                    found[fingerprint(certificate)] = certificate
    return tuple(found.values())


def report(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    trusted: Sequence[x509.Certificate],
    signed_at: datetime | None,
    now: datetime | None,
    *,
    timestamp: bool = False,
) -> Certificate:
    """``signed_at``: the moment to judge the validity at, claimed or stamped; without one, ``now`` for the chain."""
    signed_at = _aware(signed_at) if signed_at else None
    validity = certificate["tbs_certificate"]["validity"]
    start, end = _aware(validity["not_before"].native), _aware(validity["not_after"].native)
    answer, anchor = _trust(certificate, others, trusted, signed_at or now)
    return Certificate(
        subject=common_name(certificate),
        issuer=issuer_in_full(certificate),
        serial=f"{certificate.serial_number:x}",
        fingerprint=fingerprint(certificate),
        not_before=start,
        not_after=end,
        self_signed=is_self_signed(certificate),
        valid_when_signed=_within(start, signed_at, end),
        valid_now=_within(start, now, end),
        for_signing=_stamps(certificate) if timestamp else signs(certificate),
        declares=declared(certificate),
        trusted=answer,
        anchor=anchor,
    )


def level(certificate: x509.Certificate, declares: Sequence[str], *, timestamp: bool = False) -> str:
    """What kind of signature this can be, as far as the certificate tells: key of ``verify.level.<key>``."""
    if timestamp:
        return "timestamp"
    if is_seal(certificate):
        return "seal"
    if is_self_signed(certificate):
        return "simple"
    if "compliance" not in declares:
        return "unqualified"
    if "seal" in declares:
        return "organisation"
    return "qualified" if "device" in declares else "advanced"


def _aware(moment: datetime) -> datetime:
    """A PDF date may come without a zone: taken as UTC, since nobody knows better."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _within(start: datetime, moment: datetime | None, end: datetime) -> Answer:
    if moment is None:
        return "not_checked"
    return "yes" if start <= moment <= end else "no"


def _stamps(certificate: x509.Certificate) -> Answer:
    usage = certificate.extended_key_usage_value
    return "yes" if usage is not None and "time_stamping" in usage.native else "no"


def _trust(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    trusted: Sequence[x509.Certificate],
    at: datetime | None,
) -> tuple[Answer, str]:
    """Yes with a chain that holds at ``at``; no with one that does not; not checked where none leads anywhere."""
    import asyncio

    if not trusted or at is None:
        return "not_checked", ""
    if fingerprint(certificate) in {fingerprint(one) for one in trusted}:
        return "yes", common_name(certificate)
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathValidationError
    from pyhanko_certvalidator.registry import SimpleTrustManager

    try:
        context = ValidationContext(
            trust_manager=SimpleTrustManager.build(trust_roots=list(trusted)),
            moment=at,
            allow_fetching=False,
            revocation_mode="soft-fail",
        )
        validator = CertificateValidator(certificate, intermediate_certs=others, validation_context=context)
        path: Any = asyncio.run(validator.async_validate_path())
        return "yes", common_name(path.first)
    except PathValidationError:
        return "no", ""
    except Exception:  # no path to be built, or certificates of a kind that the library does not know
        return "not_checked", ""
