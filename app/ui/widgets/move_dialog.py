"""The data folder moved, step by step: choose, copy and check with progress, cancel; then the program must close."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressBar, QVBoxLayout, QWidget

from app.desk.moving import Mover
from app.domain.errors import UserError
from app.text import Words
from app.ui import style
from app.ui.tasks import Tasks
from app.ui.widgets.basics import accent_button, label, plain_button, row
from app.ui.widgets.card_button import Tick

TICK_MS = 100


class MoveDialog(QDialog):
    """``moved``: the data are elsewhere, and what is open here must be let go of."""

    def __init__(self, parent: QWidget, words: Words, tasks: Tasks, mover: Mover) -> None:
        super().__init__(parent)
        self._words, self._tasks, self._mover = words, tasks, mover
        self.moved = False
        self._target: Path | None = None
        self._running = self._cancelled = False
        self._seen = (0, 1)
        self.setWindowTitle(words("moving.title"))
        self.setMinimumWidth(style.px(520))
        box = QVBoxLayout(self)
        box.setContentsMargins(style.px(24), style.px(20), style.px(24), style.px(20))
        box.setSpacing(style.px(12))
        self.text = label("", "body")
        self.shared = Tick(words("moving.shared"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(words("moving.title"))
        self.bar.hide()
        self.choose = plain_button(words("moving.choose"), "folder")
        self.start = accent_button(words("moving.start"))
        self.start.setEnabled(False)
        self.cancel = plain_button(words("common.cancel"))
        self.choose.clicked.connect(self._choose)
        self.start.clicked.connect(self._start)
        self.cancel.clicked.connect(self.reject)
        box.addWidget(label(words("moving.title"), "h2"))
        box.addWidget(label(words("moving.lead"), "muted"))
        box.addWidget(self.text)
        box.addWidget(self.shared)
        box.addWidget(self.bar)
        box.addLayout(row(self.choose, None, self.cancel, self.start))
        self.text.setText(words("moving.here", folder=mover.folder))
        self._ticker = QTimer(self, interval=TICK_MS)
        self._ticker.timeout.connect(self._tick)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._words("moving.choose"))
        if chosen:
            self.aim(Path(chosen))

    def aim(self, folder: Path) -> None:
        """That is where they are to go."""
        self._target = folder
        self.text.setText(self._words("moving.to", old=self._mover.folder, new=folder))
        self.start.setEnabled(True)

    def _start(self) -> None:
        target, shared = self._target, self.shared.isChecked()
        if self.moved or target is None:
            self.accept()
            return
        self._running, self._cancelled = True, False
        for widget in (self.choose, self.start, self.shared):
            widget.setEnabled(False)
        self.bar.show()
        self._ticker.start()

        def progress(done: int, total: int) -> None:  # on the other thread: only noted there, shown by the ticker
            self._seen = (done, total)

        self._tasks.run(
            lambda: self._mover.move(target, shared, progress, lambda: self._cancelled), self._done, self._failed
        )

    def _tick(self) -> None:
        done, total = self._seen
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _stop(self) -> None:
        self._running = False
        self._ticker.stop()
        self.bar.hide()

    def _done(self, count: int) -> None:
        self._stop()
        self.moved = True
        words = self._words
        unpointed = self._mover.pointer is None
        self.text.setText(words("moving.by_hand" if unpointed else "moving.done", to=self._target, n=count))
        self.choose.hide()
        self.shared.hide()
        self.cancel.hide()
        self.start.setEnabled(True)
        self.start.set_text(words("moving.close"))
        self.start.setFocus()

    def _failed(self, problem: Exception) -> None:
        self._stop()
        for widget in (self.choose, self.start, self.shared):
            widget.setEnabled(True)
        if not isinstance(problem, UserError):
            raise problem
        self.text.setText(self._words.error(problem))

    def reject(self) -> None:
        """While it runs, this calls it off; once all is moved there is only closing."""
        if self._running:
            self._cancelled = True
        elif self.moved:
            self.accept()
        else:
            super().reject()
