"""The SHA-256 of bytes in hex, as files and names carry it.

The library behind it is loaded at the first digest: the first picture of the window needs none.
"""

from __future__ import annotations

from functools import cache
from typing import Any


def sha256_hex(data: bytes) -> str:
    hexed: str = _sha256()(data).hexdigest()
    return hexed


@cache
def _sha256() -> Any:
    from hashlib import sha256

    return sha256
