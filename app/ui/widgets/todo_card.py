"""Below the list of practices: what is overdue, due this week or cannot wait, over all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui import style
from app.ui.widgets.basics import Card, IconMark, LineButton, clear_layout, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.desk.summary import Todo
    from app.text import Words


class TodoCard(Card):
    """Its lines are made anew only where they say something else."""

    asked = Signal(str)
    """A practice, to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, str, str, str]] = []
        """Practice, its name, what is to be done, when."""
        self._title = label("", "h3")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.box.addWidget(self._title)
        self.box.addLayout(self._lines)
        self.box.addStretch(1)

    def show_todo(self, words: Words, todo: Sequence[tuple[Todo, str]], today: date) -> None:
        self._title.setText(words("home.todo_title"))
        none, missing = words("home.todo_none"), words("home.no_name")
        wanted = [(one.practice_id, one.practice or missing, text, _when(words, one, today)) for one, text in todo]
        if (wanted or [("", "", none, "")]) == self.shown:
            return
        self.shown = wanted or [("", "", none, "")]
        clear_layout(self._lines)
        for practice_id, name, text, when in wanted:
            self._lines.addWidget(self._line(practice_id, f"{name} · {text}", when))
        if not wanted:
            self._lines.addWidget(label(none, "muted"))

    def _line(self, practice_id: str, text: str, when: str) -> QWidget:
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(8))
        link = LineButton(text)
        link.clicked.connect(lambda: self.asked.emit(practice_id))
        box.addWidget(IconMark("warning", "ink"), 0, Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(link, 1)
        box.addWidget(label(when, "small", wrap=False))
        return holder


def _when(words: Words, one: Todo, today: date) -> str:
    """The day it is due where somebody gave one; else it is to be done at once, or it would not be listed."""
    if not one.due:
        return words("home.todo_now")
    from app.ui.phrases import date_text  # not needed for the first picture

    return words("todo.late" if one.due < today.isoformat() else "todo.by", date=date_text(words, one.due))
