"""Which law this is, told by the file that seals every version: without reading a single rule.

It must never say that the law is whole: that is found out when a version is loaded.
"""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from app.domain.errors import UserError

RELEASED = "released.toml"


def edition(program: str, circulars: Path) -> str:
    """What summaries are worked out with: the program's version and a checksum of the law's seal. UserError
    ``circular_unreadable``."""
    try:
        return f"{program} {crc32((circulars / RELEASED).read_bytes()):08x}"
    except OSError as problem:
        raise UserError("circular_unreadable", file=RELEASED) from problem
