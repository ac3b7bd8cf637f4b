"""In front of an archive with a password: the only thing that can be done is to write it, or to leave.

It must never show anything of a practice. The password goes from its field into one call and is wiped from the field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.ui import style
from app.ui.tasks import Tasks
from app.ui.widgets.basics import Card, IconMark, accent_button, label, plain_button, row
from app.ui.widgets.card_button import Tick
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.progress import ProgressLine

if TYPE_CHECKING:
    from app.desk.desk import Desk


class UnlockPage(QWidget):
    unlocked = Signal(object)
    """The key is at hand; with the UserError that kept something begun from being finished, or None."""

    def __init__(self, desk: Desk, tasks: Tasks, idle: bool = False) -> None:
        """``idle``: it has locked by itself, and says so."""
        super().__init__()
        self._desk, self._tasks = desk, tasks
        words = desk.words
        self.setWindowTitle(words("window.title", page=words("unlock.title")))
        card = Card(margin=28, spacing=12)
        card.setFixedWidth(style.px(460))
        head = QHBoxLayout()
        head.setSpacing(style.px(12))
        head.addWidget(IconMark("lock", "accent", 28))
        head.addWidget(label(words("unlock.title"), "title"), 1)
        card.box.addLayout(head)
        if idle:
            card.box.addWidget(label(words("unlock.idle"), "body"))
        card.box.addWidget(label(words("unlock.text"), "muted"))
        caption = label(words("vault.password"), "small")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(words("vault.password"))
        self.field.returnPressed.connect(self.unlock)
        caption.setBuddy(self.field)
        card.box.addWidget(caption)
        card.box.addWidget(self.field)
        self._show = Tick(words("vault.show"))
        self._show.toggled.connect(
            lambda on: self.field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        )
        card.box.addWidget(self._show)
        self.problem = ProblemLine()
        card.box.addWidget(self.problem)
        self.progress = ProgressLine(tasks)
        card.box.addWidget(self.progress)
        self.quit = plain_button(words("unlock.quit"))
        self.quit.clicked.connect(self.close)
        self.open = accent_button(words("unlock.open"), "lock")
        self.open.clicked.connect(self.unlock)
        card.box.addLayout(row(self.quit, None, self.open))
        card.box.addWidget(label(words("unlock.lost"), "small"))
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addLayout(row(None, card, None))  # not aligned: that would cut the lines of a longer sentence
        box.addStretch(3)
        QShortcut(QKeySequence("Ctrl+Q"), self, self.close)
        self.field.setFocus()

    def unlock(self) -> None:
        words = self._desk.words
        password = self.field.text()
        if not password:
            self._say(words("unlock.empty"))
            return
        self._show.setChecked(False)
        self.field.setText("")  # and with it what undoing could bring back
        self._enable(False)
        self.problem.hide()
        self.progress.begin(words("vault.checking"))
        self._tasks.run(lambda: self._desk.protection.unlock(password), lambda _nothing: self._in(), self._failed)

    def _in(self) -> None:
        if not self._desk.protection.unfinished or self._desk.folder_read_only:
            self.unlocked.emit(None)
            return
        words = self._desk.words
        self.progress.begin(words("vault.working"), words("common.cancel"), words("vault.going_back"))
        progress, cancelled = self.progress.course()
        self._tasks.run(
            lambda: self._desk.protection.finish(progress, cancelled),
            lambda _on: self.unlocked.emit(None),
            self._unfinished,
        )

    def _unfinished(self, problem: Exception) -> None:
        """Everything is read all the same."""
        self.unlocked.emit(problem if isinstance(problem, UserError) else None)
        if not isinstance(problem, UserError):
            raise problem

    def _failed(self, problem: Exception) -> None:
        self.progress.hide()
        self._enable(True)
        self.field.setFocus()
        if not isinstance(problem, UserError):
            raise problem
        self._say(self._desk.words.error(problem))

    def _say(self, text: str) -> None:
        self.problem.say(text)
        self.field.setFocus()

    def say_problem(self, problem: UserError) -> None:
        """The world's error, in words."""
        self._say(self._desk.words.error(problem))

    def _enable(self, on: bool) -> None:
        for widget in (self.field, self._show, self.open):
            widget.setEnabled(on)

    def to_front(self) -> None:
        """A second start knocked."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()
