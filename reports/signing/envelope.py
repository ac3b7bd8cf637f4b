"""A ``.p7m`` as bytes: out of its dress (DER, PEM, plain base64) and opened, envelopes inside envelopes.

Says nothing of who signed: see :mod:`reports.signing.p7m`. Hostile bytes are no envelope, never a crash.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from reports.signing import cms

if TYPE_CHECKING:
    from asn1crypto import cms as asn1

DEEPEST = 6  # envelopes within envelopes
_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]+={0,2}\s*")
_ARMOUR = re.compile(rb"-----BEGIN [A-Z0-9 #]+-----(.*?)-----END", re.DOTALL)


def is_envelope(data: bytes) -> bool:
    """Whether ``data`` is a CMS container, in whatever dress."""
    return signed_data(data) is not None


def looks_like_one(data: bytes) -> bool:
    """Whether it begins as one does, be it whole or not; a PDF never does."""
    return not data.lstrip().startswith(b"%PDF-") and _undressed(data)[:1] == b"\x30"


def document_in(data: bytes) -> bytes:
    """What lies inside every envelope; ``data`` itself where there is none. No promise that anybody signed it."""
    for _ in range(DEEPEST):
        found = signed_data(data)
        content = content_held(found[0]) if found else None
        if content is None:
            break
        data = content
    return data


def signed_data(data: bytes) -> tuple[asn1.SignedData, bool] | None:
    """The container, and whether bytes follow it that are not its own; None if it is none."""
    from asn1crypto import cms as asn1
    from asn1crypto import parser

    der = _undressed(data)
    if der[:1] != b"\x30":
        return None
    try:
        end = parser.peek(der)
        whole = asn1.ContentInfo.load(der[:end])
        if whole["content_type"].native != "signed_data":
            return None
        signed = whole["content"]
        len(signed["signer_infos"])  # read now: what is no container shows here
        return signed, bool(der[end:].strip(b"\x00\r\n"))
    except Exception:  # the parser meets broken bytes with every kind of exception
        return None


def content_held(signed: asn1.SignedData) -> bytes | None:
    """None if the document stays outside, or cannot be read."""
    try:
        return cms.content_of(signed)
    except Exception:  # as above
        return None


def _undressed(data: bytes) -> bytes:
    """DER out of PEM or base64; a file in neither dress as it is."""
    if data[:1] == b"\x30" and not _BASE64.fullmatch(data[:4096]):
        return data
    armoured = _ARMOUR.search(data[:200]) or (_ARMOUR.search(data) if b"-----BEGIN" in data[:4096] else None)
    body = armoured[1] if armoured else data
    if armoured and b"%PDF-" in data[: armoured.start()] + data[armoured.end() :]:
        return data  # a PDF with an envelope in it: whoever opens it sees the PDF
    if not armoured and not _BASE64.fullmatch(body[:4096].rstrip(b"=")):
        return data
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except (binascii.Error, ValueError):
        return data
