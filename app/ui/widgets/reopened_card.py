"""A paper opened again, in the window: what its pages say against what its data say, and a way into the archive.

Shows what the desk found and decides nothing; a practice comes into the archive only by its button.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.domain.errors import UserError
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import Card, label, plain_button, row
from app.ui.widgets.busy import Busy

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.desk.reopening import Reopened


class ReopenedCard(Card):
    imported = Signal()
    """The practice inside the paper is in the archive, and open."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._task: Task | None = None
        self._path = Path()
        self._found: Reopened | None = None
        self._problem: UserError | None = None
        self._hint = label("", "muted")
        self.open, self.keep = plain_button("", "document"), plain_button("")
        self.open.clicked.connect(self.ask)
        self.keep.clicked.connect(self.bring_in)
        self.busy = Busy()
        self.busy.cancelled.connect(self.stop)
        self.said = label("", "body")
        for widget in (self._hint, self.said):
            self.box.addWidget(widget)
        self.box.addLayout(row(self.open, self.keep, self.busy, None, spacing=16))
        self.hide()

    def offer(self, path: Path) -> None:
        """For the file that was just verified."""
        self.stop()
        self._path, self._found, self._problem = path, None, None
        self.retranslate()
        self.show()

    def withdraw(self) -> None:
        self.stop()
        self.hide()

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.busy.hide()

    def retranslate(self) -> None:
        words = self._desk.words
        self._hint.setText(words("reopen.open_hint"))
        self.open.set_text(words("reopen.open"))
        self.keep.set_text(words("reopen.import"))
        self.keep.setVisible(self._found is not None and not self._desk.folder_read_only)
        lines = self._desk.told_of(self._path.name, self._found) if self._found is not None else []
        if self._problem is not None:
            lines.append(words.error(self._problem))
        self.said.setText("\n".join(lines))
        self.said.setVisible(bool(lines))

    def ask(self) -> None:
        words, path = self._desk.words, self._path
        self.stop()
        self.busy.show_work(words("reopen.working"), words("common.cancel"))
        self._task = self._tasks.run(lambda: self._desk.open_paper(path), self._done, self._failed)

    def _done(self, found: Reopened) -> None:
        self.busy.hide()
        self._found, self._problem = found, None
        self.retranslate()

    def _failed(self, problem: Exception) -> None:
        self.busy.hide()
        if not isinstance(problem, UserError):
            raise problem
        self._problem = problem
        self.retranslate()

    def bring_in(self) -> None:
        if self._found is None:
            return
        try:
            self._desk.import_paper(self._found)
        except UserError as problem:
            self._failed(problem)
            return
        self.imported.emit()
