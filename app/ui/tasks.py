"""The only place where calls cross from other threads to Qt's: ``post`` for the desk, ``run`` for slow paper work.

Nothing that ``run`` is given may touch a widget; what comes back is always called on the GUI thread. A cancelled task
is not stopped half way (a file is written whole or not at all): its result is thrown away. So is what a page asked for
that is gone by then.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

AFTER_MS = 20
"""When the worker begins: the page that asked is drawn by then. Beside the worker that takes many times as long, since
each part of a page that is new waits for its turn at Python."""


class Task:
    """One piece of slow work under way."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        """Its result will not be heard of."""
        self.cancelled = True


_Work = tuple[Task, Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]]


class Tasks(QObject):
    """Lives on the GUI thread. One paper worker: its jobs run one after the other."""

    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._work: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._open = True
        self._soon: list[_Work] = []
        self._asked = self._ended = 0
        self._begin = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._begin.timeout.connect(self._start)

    def post(self, call: Callable[[], None]) -> None:
        """Have ``call`` run on the GUI thread, from whatever thread this is."""
        if self._open:
            self._arrived.emit(call)

    def run(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> Task:
        """``job()`` on the paper worker, then ``done(result)`` or ``failed(problem)`` on the GUI thread."""
        task = Task()
        self._soon.append((task, job, done, failed))
        self._asked += 1
        if not self._begin.isActive():
            self._begin.start()
        return task

    @property
    def busy(self) -> bool:
        """Whether anything that was asked for is not done yet."""
        return self._asked != self._ended

    def _start(self) -> None:
        """What was asked for."""
        if self._thread is None and self._soon:
            self._thread = threading.Thread(target=self._loop, name="paper", daemon=True)
            self._thread.start()
        for work in self._soon:
            self._work.put(work)
        self._soon.clear()

    def close(self, timeout: float = 10.0) -> None:
        """No more calls to the GUI; waits for the job under way, so that no file is left half considered."""
        self._open = False
        self._begin.stop()
        self._start()
        if self._thread is not None:
            self._work.put(None)
            self._thread.join(timeout)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        if self._open:  # what was on its way when the window closed has nobody to be told
            call()

    def _loop(self) -> None:
        while (work := self._work.get()) is not None:
            self._do(*work)
            self._ended += 1

    def _do(
        self, task: Task, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        if task.cancelled:
            return
        try:
            result = job()
        except BaseException as problem:  # whatever it is, the page that asked must hear of it, and the next is to come
            self._answer(task, failed, problem)
        else:
            self._answer(task, done, result)

    def _answer(self, task: Task, tell: Callable[[Any], None], what: Any) -> None:
        self.post(lambda: None if task.cancelled or _gone(tell) else tell(what))


def _gone(tell: Callable[[Any], None]) -> bool:
    """Whether the page that asked is not there any more: made anew in another size of text, it asks once more."""
    while isinstance(tell, partial):
        tell = tell.func
    closed_over = [cell.cell_contents for cell in getattr(tell, "__closure__", None) or ()]
    about = (getattr(tell, "__self__", None), *closed_over)
    return any(isinstance(one, QObject) and not isValid(one) for one in about)
