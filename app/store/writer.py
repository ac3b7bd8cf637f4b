"""One thread for all reads and writes of the store, so that the window never waits for a disk.

Plain threading: callbacks run on this thread, and crossing to another is not its business. It must never say
"done" of work that was not done, and no failing job may end it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

_log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class _Job:
    work: Callable[[], Any]
    done: Callable[[Any], object] | None
    failed: Callable[[Exception], object] | None


class Worker:
    """Runs jobs one after the other in the order they came.

    ``idle`` runs when nothing was asked for ``idle_after`` seconds after some work, and at the close.
    """

    def __init__(self, idle: Callable[[], object] | None = None, idle_after: float = 5.0) -> None:
        self._idle = idle
        self._idle_after = idle_after
        self._jobs: dict[Hashable, _Job] = {}
        self._changed = threading.Condition()
        self._busy = False
        self._rested = True
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def submit(
        self,
        fn: Callable[..., T],
        *args: Any,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        replaces: Hashable | None = None,
    ) -> None:
        """Asks for ``fn(*args)``; then ``done(result)`` or ``failed(error)`` on the worker thread.

        A job still waiting under the same ``replaces`` gives up its place to this one and is never heard of
        again: use it only where the new job's work contains the old one's (a later snapshot of the same
        practice).
        """
        with self._changed:
            if self._closing:
                raise RuntimeError("the store is closed")
            key: Hashable = object() if replaces is None else ("replaces", replaces)
            self._jobs[key] = _Job(lambda: fn(*args), done, failed)
            self._changed.notify_all()

    def drain(self, timeout: float | None = None) -> bool:
        """Waits until all that was asked is done; False if that takes longer than ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._jobs and not self._busy, timeout)

    def close(self, timeout: float | None = None) -> bool:
        """Takes no more jobs, finishes those waiting and ends; False if it takes longer than ``timeout``."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def breathe(self) -> bool:
        """From inside a long job: does what was asked meanwhile, so that nobody waits for the whole of it.

        False if the worker is closing: what can be done another time should end now.
        """
        while True:
            with self._changed:
                if not self._jobs:
                    return not self._closing
                job = self._jobs.pop(next(iter(self._jobs)))
            _do(job)

    def _run(self) -> None:
        while (job := self._next()) is not None:
            _do(job)
            del job  # what it saved may be let go of while this waits for the next
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _next(self) -> _Job | None:
        with self._changed:
            while not self._jobs:
                pause = self._idle is not None and not self._rested
                if self._closing and not pause:
                    return None
                if self._closing or not self._changed.wait(self._idle_after if pause else None):
                    assert self._idle is not None
                    self._rested = self._busy = True
                    return _Job(self._idle, None, None)
            self._rested = False
            self._busy = True
            return self._jobs.pop(next(iter(self._jobs)))


def _do(job: _Job) -> None:
    try:
        result = job.work()
    except Exception as error:
        _call(job.failed or _say, error)
    else:
        if job.done is not None:
            _call(job.done, result)


def _call(callback: Callable[[Any], object], value: object) -> None:
    try:
        callback(value)
    except Exception:
        _log.exception("a callback of the store failed")


def _say(error: Exception) -> None:
    _log.error("a job of the store failed: %s", error)
