"""One writer at a time in one data folder: a lock of the system held only while a save compares and replaces.

Between reading what is there and renaming over it nobody else may save. Where a file system knows no locks (some
network shares) it lets pass: save_count is still compared. Whoever dies holding it lets go of it; reading never asks.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.domain.errors import UserError

PATIENCE = 15.0
"""Seconds; a save takes milliseconds."""

_PAUSE = 0.002
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class Turns:
    """``path`` is an empty file that stays. May be used from any thread, never one turn within another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._here = threading.Lock()
        self._file: IO[bytes] | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Nobody else's turn inside. UserError ``disk_slow`` if it does not come."""
        with self._here:
            file = self._opened()
            locked = file is not None and _lock(file)
            try:
                yield
            finally:
                if file is not None and locked:
                    _unlock(file)

    def _opened(self) -> IO[bytes] | None:
        if self._file is not None and _same(self._file, self._path):
            return self._file
        for mode in ("ab", "rb"):  # the file may be a colleague's, ours only to read
            try:
                self._file = open(self._path, mode)  # noqa: SIM115 - kept open from one turn to the next
                return self._file
            except OSError:
                continue
        return None


def _same(file: IO[bytes], path: Path) -> bool:
    """Whether the open file is still the one of that name: the folder may have been put in place anew."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.stat(path))
    except OSError:
        return False


def _lock(file: IO[bytes]) -> bool:
    """False where there are no locks to be had."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            _try(file)
        except OSError as problem:
            if problem.errno not in _TAKEN:
                return False
        else:
            return True
        if time.monotonic() > end:
            raise UserError("disk_slow")
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _try(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
