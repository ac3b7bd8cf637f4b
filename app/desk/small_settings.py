"""This installation's own settings on their way to the disk: they hold at once and are written by the store's worker.

It tells truly whether they are down, and must never have the caller wait for a disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.desk.awaited import Awaited, not_saved
from app.domain.errors import UserError
from app.store.settings import Settings
from app.store.writer import Worker


class SmallSettings:
    """``told`` is called, on the store's thread too, whenever ``state`` has changed. ``writable`` false: what is kept
    holds for this run only."""

    def __init__(self, settings: Settings, worker: Worker, writable: bool) -> None:
        self._settings, self._worker, self._writable = settings, worker, writable
        self._awaited = Awaited()
        self._asked = 0
        self._state = "saved"
        self.problem: UserError | None = None
        """Why the last writing failed, while nothing was written since."""
        self.told: Callable[[], None] = lambda: None

    @property
    def state(self) -> str:
        """``saved``, ``unsaved`` or ``failed``."""
        with self._awaited.lock:
            return self._state

    def keep(self, values: Mapping[str, Any]) -> None:
        """They hold from now on, and are written when their turn comes."""
        self._settings.hold(values)
        if self._writable:
            self._write()

    def retry(self) -> None:
        """Try again what failed; nothing happens if nothing did."""
        if self.state == "failed":
            self._write()

    def drain(self, timeout: float = 10.0) -> bool:
        """Wait until the last writing was answered for and that was told; whether everything is down."""
        with self._awaited.lock:
            in_time = self._awaited.wait(lambda: self._state != "unsaved", timeout)
            return in_time and self._state == "saved"

    def _write(self) -> None:
        with self._awaited.lock:
            self._asked += 1
            number = self._asked
            self._state, self.problem = "unsaved", None
        self.told()
        # All values are written each time: one writing that still waits is contained in the next.
        self._worker.submit(
            self._settings.write,
            done=lambda _: self._answered(number, None),
            failed=lambda problem: self._answered(number, problem),
            replaces="settings",
        )

    def _answered(self, number: int, problem: Exception | None) -> None:
        with self._awaited.lock:
            if number != self._asked:
                return
            self._state = "saved" if problem is None else "failed"
            self.problem = not_saved(problem, "settings.json") if problem is not None else None
            self._awaited.answered()
        self._awaited.tell(self.told)
