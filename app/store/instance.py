"""One running program per data folder: a lock that the system takes back even from a killed process.

It must never wait, and never bring another window to the front: that is the window's own business.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from app.domain.errors import UserError
from app.store import atomic
from app.store.turns import held


class InstanceLock:
    """Held between :meth:`acquire` and :meth:`release`, or in a ``with`` block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._pid = folder / "instance.pid"

    def acquire(self) -> None:
        """UserError ``already_running`` if another process holds the folder; those of writing else."""
        atomic.make_folder(self._folder)
        with atomic.told(self._folder):
            self._file = held(self._folder / "instance.lock")
        if self._file is None:
            raise UserError("already_running", pid=self.owner())
        # Only for whoever looks: a full disk must not keep the program from starting.
        with suppress(UserError):
            atomic.note(self._pid, str(os.getpid()).encode())

    def owner(self) -> int | None:
        """The process id that last took the lock, if it could be written down."""
        with suppress(UserError, ValueError):
            return int(atomic.read_bytes(self._pid) or b"")
        return None

    def release(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._pid.unlink()
            self._file.close()
            self._file = None

    def __enter__(self) -> InstanceLock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
