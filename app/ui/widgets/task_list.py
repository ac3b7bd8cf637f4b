"""A tool's tasks with their states, under one line that says how far one is. Rows are made once for each task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.tasks import DONE, IN_PROGRESS, NOT_NEEDED, TO_DO
from app.ui import style
from app.ui.widgets.basics import clear_layout, label, line
from app.ui.widgets.chip import Chip
from app.ui.widgets.fold import Fold, FoldLine
from app.ui.widgets.wrapped_button import WrappedButton

LOOKS = {TO_DO: ("grey", "document"), IN_PROGRESS: ("teal", "pen"), DONE: ("green", None), NOT_NEEDED: ("grey", "tick")}
"""State → look and icon of its chip; None is the look's own."""


@dataclass(frozen=True)
class Line:
    """One task in words. ``chip`` is its state, ``reason`` why; ``left``: (question, why it is not asked)."""

    key: str
    name: str
    state: str
    chip: str
    reason: str
    left_heading: str
    left: tuple[tuple[str, str], ...]
    can_open: bool


class TaskList(QFrame):
    """``asked``: the task of that key is to be gone on with."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        box = QVBoxLayout(self)
        box.setContentsMargins(style.px(12), style.px(4), style.px(12), style.px(4))
        box.setSpacing(0)
        self.line = FoldLine("")
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 0, style.px(6))
        self._rows.setSpacing(style.px(2))
        self._inside.hide()
        self.line.toggled.connect(self._inside.setVisible)
        box.addWidget(self.line)
        box.addWidget(self._inside)
        self.rows: dict[str, TaskRow] = {}

    def show_tasks(self, summary: str, tasks: Sequence[Line]) -> bool:
        """Whether other tasks stand here now."""
        self.line.words.setText(summary)
        self.line.setAccessibleName(summary)
        other = list(self.rows) != [task.key for task in tasks]
        if other:
            clear_layout(self._rows)
            self.rows = {}
            for place, task in enumerate(tasks):
                if place:
                    self._rows.addWidget(line())
                made = TaskRow()
                made.button.clicked.connect(lambda _=False, key=task.key: self.asked.emit(key))
                self.rows[task.key] = made
                self._rows.addWidget(made)
        for task in tasks:
            self.rows[task.key].show_task(task)
        return other

    def text(self) -> str:
        return self.line.words.text()


class TaskRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, style.px(3), 0, style.px(3))
        box.setSpacing(0)
        self.button = WrappedButton("", "link")
        self.chip = Chip(small=True)
        top = QHBoxLayout()
        top.setSpacing(style.px(12))
        top.addWidget(self.button, 1)
        top.addWidget(self.chip)
        box.addLayout(top)
        self.reason = label("", "small")
        self.reason.setContentsMargins(style.px(4), 0, 0, 0)
        box.addWidget(self.reason)
        self.left = Fold("")
        box.addWidget(self.left)
        self._shown: Line | None = None

    def show_task(self, task: Line) -> None:
        if task == self._shown:
            return
        before, self._shown = self._shown, task
        self.button.words.setText(task.name)
        self.button.setAccessibleName(f"{task.name}: {task.chip}")
        self.button.setAccessibleDescription(task.reason)
        self.button.setEnabled(task.can_open)
        look, icon = LOOKS[task.state]
        self.chip.show_look(look, task.chip, icon=icon)
        self.reason.setText(task.reason)
        self.left.setVisible(bool(task.left))
        self.left.line.words.setText(task.left_heading)
        self.left.line.setAccessibleName(f"{task.name}: {task.left_heading}")
        if before is None or before.left != task.left:
            clear_layout(self.left.body)
            for question, why in task.left:
                self.left.body.addWidget(label(question, "body"))
                self.left.body.addWidget(label(why, "small"))
