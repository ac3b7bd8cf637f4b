"""One writer at a time in one data folder: a lock of the system held only while a save compares and replaces.

Between reading what is there and renaming over it nobody else may save. Where a file system knows no locks (some
network shares) it lets pass: save_count is still compared. Whoever dies holding it lets go of it; reading never asks.
"""

from __future__ import annotations

import errno
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from app.domain.errors import UserError

PATIENCE = 15.0
"""Seconds; a save takes milliseconds."""

_PAUSE = 0.002
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class Turns:
    """``path`` is an empty file that stays; it is open only during a turn, so that a disk can be taken out. May be
    used from any thread, never one turn within another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._here = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Nobody else's turn inside. UserError ``disk_slow`` if it does not come."""
        with self._here:
            file = self._opened()
            if file is None:
                yield
                return
            with file:  # closed, the lock is gone
                _lock(file)
                yield

    def _opened(self) -> IO[bytes] | None:
        for mode in ("ab", "rb"):  # the file may be a colleague's, ours only to read
            with suppress(OSError):
                return open(self._path, mode)
        return None


def held(path: Path) -> IO[bytes] | None:
    """The file at ``path``, made if need be, with the system's lock on it until it is closed; None if another has it.
    OSError where there are none to be had."""
    file = open(path, "ab")  # noqa: SIM115 - whoever asked closes it
    try:
        _try(file)
    except OSError as problem:
        file.close()
        if problem.errno in _TAKEN:
            return None
        raise
    return file


def _lock(file: IO[bytes]) -> None:
    """Waits for the lock; where there are none to be had it lets pass."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            _try(file)
        except OSError as problem:
            if problem.errno not in _TAKEN:
                return
        else:
            return
        if time.monotonic() > end:
            raise UserError("disk_slow")
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _try(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
