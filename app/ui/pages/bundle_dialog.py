"""What writing a .vaglio file and taking one in have in common: a heading, work that is waited for, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.ui import style
from app.ui.tasks import Tasks
from app.ui.widgets.basics import label
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.progress import ProgressLine

if TYPE_CHECKING:
    from app.desk.desk import Desk


class BundleDialog(QDialog):
    """``box`` holds the heading; ``progress`` and ``problem`` are to be put into it. ``working``: it cannot be left."""

    def __init__(self, parent: QWidget, desk: Desk, tasks: Tasks, title: str) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self.working = False
        self.setWindowTitle(title)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(*(style.px(24),) * 4)
        self.box.setSpacing(style.px(10))
        self.box.addWidget(label(title, "h2"))
        self.progress, self.problem = ProgressLine(tasks), ProblemLine()
        self._waiting: tuple[QWidget, ...] = ()
        """What cannot be used while something is under way."""

    def _begin(self, on: bool) -> None:
        self.working = on
        self.problem.hide()
        for widget in self._waiting:
            widget.setEnabled(not on)

    def _course(self, key: str) -> tuple[Callable[[int, int], None], Callable[[], bool]]:
        """Something is under way from now on, and can be called off: how far it is, and whether it was."""
        words = self._desk.words
        self._begin(True)
        course = self.progress.course()
        self.progress.begin(words(key), words("common.cancel"), words("bundle_out.stopping"))
        return course

    def _failed(self, problem: Exception) -> None:
        self._begin(False)
        self.progress.hide()
        self.problem.tell(problem, self._desk.words)

    def reject(self) -> None:
        if not self.working:  # what is under way is called off by its own button
            super().reject()


def secret_field() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
