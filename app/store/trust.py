"""The user's own folder of certificates: whoever is in there is trusted, and nobody else.

It only reads. What a file holds, and whether it is a certificate at all, is for whoever verifies.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.domain.errors import UserError
from app.store import atomic

SUFFIXES = frozenset({".pem", ".crt", ".cer", ".der"})
LARGEST = 4 * 1024 * 1024


def trusted_in(folder: Path) -> tuple[bytes, ...]:
    """The certificate files of ``folder``, by name; empty without such a folder. What cannot be read is passed over:
    a certificate less is never more trust."""
    found = []
    try:
        names = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    except OSError:
        return ()
    for path in names:
        with suppress(OSError, UserError):
            raw = atomic.read_raw(path) if path.stat().st_size <= LARGEST else None
            if raw is not None:
                found.append(raw)
    return tuple(found)
