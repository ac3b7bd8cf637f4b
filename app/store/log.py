"""The error log of the program, sealed like everything else where the archive has a password.

It must never be the reason of another error, and never grow without end.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.domain.errors import UserError
from app.store import atomic

MOST_BYTES = 512 * 1024


def add(log: Path, entry: str) -> bool:
    """Adds ``entry``; a log grown too long is started afresh beside the old one. False if disk or password refuse."""
    with suppress(UserError, OSError):
        atomic.make_folder(log.parent)
        old = _read(log)
        if len(old) > MOST_BYTES:
            atomic.write_bytes(log.with_suffix(".old.log"), old)
            old = b""
        atomic.write_bytes(log, old + entry.encode())
        return True
    return False


def latest(log: Path, most: int) -> list[str]:
    """The last entries, the newest first: each begins at the margin. None where the log cannot be read."""
    entries: list[str] = []
    with suppress(UserError, OSError):
        for line in _read(log).decode("utf-8", "replace").splitlines():
            if line[:1].strip() or not entries:
                entries.append(line)
            else:
                entries[-1] += f"\n{line}"
    return entries[: -most - 1 : -1]


def _read(log: Path) -> bytes:
    try:
        return atomic.read_bytes(log) or b""
    except UserError as problem:
        if problem.key != "file_damaged":
            raise
        atomic.set_aside(log, "log")
        return b""
