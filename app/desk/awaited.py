"""Waiting for what is being written: over only once the others have been told of it, and told truly."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.domain.errors import UserError


class Awaited:
    """``lock`` guards the state that is waited for; ``answered`` is called with it held, ``tell`` without."""

    def __init__(self) -> None:
        self.lock = threading.Condition()
        self._telling = 0

    def answered(self) -> None:
        """The state has changed, and that is going to be told."""
        self._telling += 1

    def tell(self, others: Callable[[], None]) -> None:
        """Whoever waits goes on only afterwards: the others would still show what was before."""
        try:
            others()
        finally:
            with self.lock:
                self._telling -= 1
                self.lock.notify_all()

    def wait(self, ready: Callable[[], bool], timeout: float) -> bool:
        """With ``lock`` held. Whether ``ready`` is true and told of within ``timeout`` seconds."""
        return self.lock.wait_for(lambda: ready() and not self._telling, timeout)


def not_saved(problem: Exception, name: str) -> UserError:
    """Why the file could not be written, as it can be said: a mistake of ours too."""
    if isinstance(problem, UserError):
        return problem
    return UserError("save_failed", name=name, reason=UserError("reason.ours", kind=type(problem).__name__))
