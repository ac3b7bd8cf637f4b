"""What a sealed file is, byte by byte; nothing of folders, passwords or states.

    8 bytes   VAGLIO\\x00\\x01   the form and its version
    8 bytes   the archive's own number: a file out of another archive is told apart
    12 bytes  a nonce, drawn anew at every write
    …         AES-256-GCM of the content, with its tag of 16 bytes

Number, form and the file's label (what it is, and whose) are authenticated along with the content: a file that
was changed, cut, or put in another's place does not open. It must never give out a single byte of one that does not.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"VAGLIO\x00\x01"
NUMBER = 8
NONCE = 12
START = len(MAGIC) + NUMBER
AROUND = START + NONCE + 16
"""By how many bytes a sealed file is longer than its content."""


class Refused(Exception):
    """Not what was once sealed under this key for this label."""


def is_sealed(start: bytes, number: bytes) -> bool:
    """Whether a file that begins with ``start`` was sealed by the archive of that number."""
    return start[:START] == MAGIC + number


def seal(aead: AESGCM, number: bytes, label: str, data: bytes) -> bytes:
    """``data`` as it is kept on disk."""
    head = MAGIC + number
    nonce = os.urandom(NONCE)
    return head + nonce + aead.encrypt(nonce, data, head + label.encode())


def unseal(aead: AESGCM, number: bytes, label: str, sealed: bytes) -> bytes:
    """The content, whole; :class:`Refused` for whatever else it may be."""
    from cryptography.exceptions import InvalidTag

    if not is_sealed(sealed, number):
        raise Refused
    nonce, rest = sealed[START : START + NONCE], sealed[START + NONCE :]
    try:
        return aead.decrypt(nonce, rest, sealed[:START] + label.encode())
    except (InvalidTag, ValueError) as problem:
        raise Refused from problem
