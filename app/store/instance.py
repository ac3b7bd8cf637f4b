"""One running program per data folder: a lock that the system takes back even from a killed process.

It must never wait, and never bring another window to the front: that is the window's own business.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from app.domain.errors import UserError
from app.store import atomic


class InstanceLock:
    """Held between :meth:`acquire` and :meth:`release`, or in a ``with`` block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "instance.lock", thread_local=False)
        self._pid = folder / "instance.pid"

    def acquire(self) -> None:
        """UserError ``already_running`` if another process holds the folder; those of writing else."""
        atomic.make_folder(self._folder)
        with atomic.told(self._folder):
            try:
                self._lock.acquire(blocking=False)
            except Timeout as problem:
                raise UserError("already_running", pid=self.owner()) from problem
        # Only for whoever looks: a full disk must not keep the program from starting.
        with suppress(UserError):
            atomic.write_bytes(self._pid, str(os.getpid()).encode())

    def owner(self) -> int | None:
        """The process id that last took the lock, if it could be written down."""
        with suppress(UserError, ValueError):
            return int(atomic.read_bytes(self._pid) or b"")
        return None

    def release(self) -> None:
        if self._lock.is_locked:
            with suppress(OSError):
                self._pid.unlink()
            self._lock.release()

    def __enter__(self) -> InstanceLock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
