"""What a certificate says of itself: who, by whom, from when to when, and whether it is meant for signing.

All of it is the certificate's own word. Nothing here looks at trust or revocation: that needs a network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from reports.archival import printable
from reports.signing.identity import common_name, fingerprint, is_self_signed

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate, Name

_QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"
_QUALIFIED = bytes.fromhex("060604008e460101")
_ON_DEVICE = bytes.fromhex("060604008e460104")


@dataclass(frozen=True)
class Facts:
    """``signing``: it is meant for signatures (nonRepudiation, or no limit stated). ``qualified``, ``on_device``: it
    says that it is qualified, and that its key is in a device for signatures."""

    name: str
    issuer: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    signing: bool
    qualified: bool
    on_device: bool
    self_signed: bool


def facts(certificate: Certificate) -> Facts:
    """ValueError, TypeError or KeyError for what is no certificate."""
    validity = certificate["tbs_certificate"]["validity"]
    usage = certificate.key_usage_value
    statements = _statements(certificate)
    return Facts(
        name=common_name(certificate),
        issuer=issuer_name(certificate.issuer),
        fingerprint=fingerprint(certificate),
        not_before=validity["not_before"].native,
        not_after=validity["not_after"].native,
        signing=usage is None or "non_repudiation" in usage.native,
        qualified=_QUALIFIED in statements,
        on_device=_ON_DEVICE in statements,
        self_signed=is_self_signed(certificate),
    )


def issuer_name(name: Name) -> str:
    """The issuer as people say it: its common name, else its organisation, else all of it."""
    native = name.native
    for part in ("common_name", "organization_name"):
        if isinstance(native.get(part), str):
            return printable(native[part])
    return printable(name.human_friendly)


def need_usable(found: Facts, now: datetime) -> None:
    """UserError ``certificate_not_for_signing``, ``certificate_expired``, ``certificate_not_yet``."""
    if not found.signing:
        raise UserError("certificate_not_for_signing", name=found.name)
    if now > found.not_after:
        raise UserError("certificate_expired", name=found.name, date=found.not_after.strftime("%d/%m/%Y"))
    if now < found.not_before:
        raise UserError("certificate_not_yet", name=found.name, date=found.not_before.strftime("%d/%m/%Y"))


def _statements(certificate: Certificate) -> bytes:
    """The bytes of the extension in which a certificate claims to be qualified."""
    for extension in certificate["tbs_certificate"]["extensions"]:
        if extension["extn_id"].dotted == _QC_STATEMENTS:
            return bytes(extension["extn_value"])
    return b""
