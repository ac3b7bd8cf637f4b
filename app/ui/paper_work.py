"""Slow work about a paper in a part of a page: a bar while it lasts, the world's error below, the printer.

What it is given runs beside the window; our own mistakes go on to the crash page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.ui.printing import Printing
from app.ui.widgets.busy import Busy
from app.ui.widgets.problem_line import ProblemLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.text import Words
    from app.ui.tasks import Task, Tasks


class PaperWork(QObject):
    """``busy`` and ``problem`` are for the part to lay out. ``told``: a passing notice (see ``Page``)."""

    told = Signal(str, bool)

    def __init__(self, part: QWidget, words: Callable[[], Words], tasks: Tasks) -> None:
        super().__init__(part)
        self._words, self._tasks = words, tasks
        self._task: Task | None = None
        self.busy, self.problem = Busy(), ProblemLine()
        self.busy.cancelled.connect(self.call_off)
        self.printing = Printing(part, words, tasks, self.busy)
        self.printing.told.connect(self.told)
        self.printing.failed.connect(self._failed)

    def run(self, key: str, job: Callable[[], Any], done: Callable[[Any], None]) -> Task:
        """``key``: what the bar says. One at a time: what was under way is called off."""
        self.call_off()
        self.problem.hide()
        self.busy.show_work(self._words()(key), self._words()("common.cancel"))

        def finished(result: object) -> None:
            self.busy.hide()
            done(result)

        self._task = self._tasks.run(job, finished, self._failed)
        return self._task

    def call_off(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self.busy.hide()

    def _failed(self, problem: Exception) -> None:
        self.busy.hide()
        self.problem.tell(problem, self._words())
