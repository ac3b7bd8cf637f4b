"""A signed envelope (``.p7m``): what is inside, and who signed it.

Envelopes inside envelopes are opened one by one. The bytes are hostile until shown otherwise: whatever cannot be read
is a UserError and never a crash. Nothing here looks at trust, revocation or time.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.domain.errors import UserError
from reports.signing.certificates import issuer_name
from reports.signing.identity import common_name, fingerprint
from reports.signing.quiet import hush

if TYPE_CHECKING:
    from asn1crypto.cms import SignedData

DEEPEST = 8
"""Envelopes in envelopes: more than any signer makes."""
_ARMOUR = re.compile(rb"\s*-----BEGIN [A-Z0-9 ]+-----\s*(.*?)\s*-----END [A-Z0-9 ]+-----\s*", re.DOTALL)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
_WEAK = frozenset({"md5", "sha1", "md2"})


@dataclass(frozen=True)
class Signer:
    """``intact``: the content is what this one signed. Names and dates are the signature's own word."""

    name: str
    issuer: str
    fingerprint: str
    signed_at: datetime | None
    intact: bool


@dataclass(frozen=True)
class Envelope:
    content: bytes = field(repr=False)
    signers: tuple[Signer, ...] = ()


def is_envelope(data: bytes) -> bool:
    """Whether this looks like one, in whichever of its dresses, and not like a PDF."""
    return not data.lstrip().startswith(b"%PDF-") and _naked(data)[:1] == b"\x30"


def opened(data: bytes) -> Envelope:
    """The innermost content and all signers, the outermost first. UserError ``envelope_unreadable``,
    ``envelope_empty`` for signatures without what they sign."""
    hush()
    signers: list[Signer] = []
    for _ in range(DEEPEST):
        content, here = _one(data)
        signers += here
        if not is_envelope(content):
            return Envelope(content, tuple(signers))
        data = content
    raise UserError("envelope_unreadable")


def _one(data: bytes) -> tuple[bytes, list[Signer]]:
    from asn1crypto import cms

    try:
        info = cms.ContentInfo.load(_naked(data))
        if info["content_type"].native != "signed_data":
            raise UserError("envelope_unreadable")
        signed = info["content"]
        raw = signed["encap_content_info"]["content"]
        content = None if raw.native is None else bytes(raw.native if isinstance(raw.native, bytes) else raw)
        if content is None:
            raise UserError("envelope_empty")
        return content, [_signer(signed, one, content) for one in signed["signer_infos"]]
    except UserError:
        raise
    except Exception as problem:  # the parser meets broken envelopes with every kind of exception
        raise UserError("envelope_unreadable") from problem


def _signer(signed: SignedData, info: Any, content: bytes) -> Signer:
    import hashlib

    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    certificate = _certificate(signed, info)
    if certificate is None:
        return Signer("", "", "", None, False)
    algorithm = info["digest_algorithm"]["algorithm"].native
    intact = False
    if algorithm not in _WEAK:
        digest = hashlib.new(algorithm, content).digest()
        kind = signed["encap_content_info"]["content_type"].native
        try:
            intact = all(validate_sig_integrity(info, certificate, kind, digest))
        except Exception:  # a signature that cannot be checked is not intact
            intact = False
    at = next((a["values"][0].native for a in info["signed_attrs"] or () if a["type"].native == "signing_time"), None)
    return Signer(
        common_name(certificate),
        issuer_name(certificate.issuer),
        fingerprint(certificate),
        at if isinstance(at, datetime) else None,
        intact,
    )


def _certificate(signed: SignedData, info: Any) -> Any:
    sid = info["sid"]
    for choice in signed["certificates"] or ():
        if choice.name != "certificate":
            continue
        one = choice.chosen
        if sid.name == "issuer_and_serial_number":
            wanted = sid.chosen
            if one.serial_number == wanted["serial_number"].native and one.issuer == wanted["issuer"]:
                return one
        elif one.key_identifier == sid.chosen.native:
            return one
    return None


def _naked(data: bytes) -> bytes:
    """Without the letters that mail programs dress it in."""
    if armour := _ARMOUR.fullmatch(data):
        data = armour[1]
    elif data[:1] == b"\x30" and not _BASE64.fullmatch(data[:200]):
        return data
    if not _BASE64.fullmatch(data):
        return data
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return data
