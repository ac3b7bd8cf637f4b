"""What a certificate says of itself: who, by whom, from when to when, whether it is meant for signing, what it claims.

All of it is the certificate's own word. Nothing here looks at trust or revocation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from reports.archival import printable
from reports.signing.findings import Answer
from reports.signing.identity import common_name, fingerprint

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

_DECLARES = {"qc_compliance": "compliance", "qc_sscd": "device"}
_TYPES = {"qct_esign": "signature", "qct_eseal": "seal", "qct_web": "website"}


@dataclass(frozen=True)
class Facts:
    """``signing``: it is meant for signatures (nonRepudiation, or no limit stated). ``qualified``: it
    says that it is."""

    name: str
    issuer: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    signing: bool
    qualified: bool


def facts(certificate: Certificate) -> Facts:
    """ValueError, TypeError or KeyError for what is no certificate."""
    validity = certificate["tbs_certificate"]["validity"]
    return Facts(
        name=common_name(certificate),
        issuer=issuer_name(certificate),
        fingerprint=fingerprint(certificate),
        not_before=validity["not_before"].native,
        not_after=validity["not_after"].native,
        signing=signs(certificate) != "no",
        qualified="compliance" in declared(certificate),
    )


def issuer_name(certificate: Certificate) -> str:
    """The issuer as people say it: its common name, else its organisation, else all of it."""
    return printable((*_issuer_parts(certificate), certificate.issuer.human_friendly)[0])


def issuer_in_full(certificate: Certificate) -> str:
    """Both names, else all of it."""
    return printable(" — ".join(dict.fromkeys(_issuer_parts(certificate))) or certificate.issuer.human_friendly)


def signs(certificate: Certificate) -> Answer:
    """Whether its key usage names signatures that bind; not checked where it names no use at all."""
    usage = certificate.key_usage_value
    if usage is None:
        return "not_checked"
    return "yes" if "non_repudiation" in usage.native else "no"


def declared(certificate: Certificate) -> tuple[str, ...]:
    """Its qualified statements, keys ``compliance``, ``device``, ``signature``, ``seal``, ``website``, ``unknown``."""
    from pyhanko.sign.ades.qualified_asn1 import get_qc_statements

    found: list[str] = []
    try:
        for statement in get_qc_statements(certificate):
            name = statement["statement_id"].native
            if name == "qc_type":
                found += [_TYPES.get(kind, "unknown") for kind in statement["statement_info"].native]
            elif name in _DECLARES:
                found.append(_DECLARES[name])
    except Exception:  # a claim that cannot be read is none
        return ("unknown",)
    return tuple(dict.fromkeys(found))


def need_usable(found: Facts, now: datetime) -> None:
    """UserError ``certificate_not_for_signing``, ``certificate_expired``, ``certificate_not_yet``."""
    if not found.signing:
        raise UserError("certificate_not_for_signing", name=found.name)
    if now > found.not_after:
        raise UserError("certificate_expired", name=found.name, date=found.not_after.strftime("%d/%m/%Y"))
    if now < found.not_before:
        raise UserError("certificate_not_yet", name=found.name, date=found.not_before.strftime("%d/%m/%Y"))


def _issuer_parts(certificate: Certificate) -> list[str]:
    native = certificate.issuer.native
    parts = (native.get(key) for key in ("common_name", "organization_name"))
    return [part for part in parts if isinstance(part, str)]
