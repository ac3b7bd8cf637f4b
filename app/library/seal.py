"""Which law this is, told by the file that seals every version: without reading a single rule.

It must never say that the law is whole: that is found out when a version is loaded.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from app.domain.errors import UserError

RELEASED = "released.toml"


def edition(program: str, circulars: Path) -> str:
    """What summaries are worked out with: the program's version and the law's seal. UserError
    ``circular_unreadable``."""
    try:
        return f"{program} {sha256((circulars / RELEASED).read_bytes()).hexdigest()[:16]}"
    except OSError as problem:
        raise UserError("circular_unreadable", file=RELEASED) from problem
