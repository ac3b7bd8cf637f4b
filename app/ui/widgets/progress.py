"""Long work under way, how far it is, and the way to call it off."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.ui import style
from app.ui.tasks import Tasks
from app.ui.widgets.basics import label, plain_button, row

STEPS = 1000


class ProgressLine(QWidget):
    cancelled = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._stop = threading.Event()
        self._told = -1
        self._text = label("", "body")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(style.px(10))
        self.cancel = plain_button("")
        self.cancel.clicked.connect(self._call_off)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(10))
        box.addWidget(self._text)
        box.addWidget(self._bar)
        box.addLayout(row(None, self.cancel))
        box.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hide()

    def begin(self, text: str, cancel: str = "", going_back: str = "") -> None:
        """``cancel`` empty: this cannot be called off, nor be measured."""
        self._stop.clear()
        self._told, self._going_back = -1, going_back
        self._say(text)
        self._bar.setRange(0, STEPS if cancel else 0)
        self._bar.setValue(0)
        self._bar.setVisible(bool(cancel) or not style.calm())
        self.cancel.set_text(cancel)
        self.cancel.setVisible(bool(cancel))
        self.cancel.setEnabled(True)
        self.show()
        if cancel:
            self.cancel.setFocus()

    def course(self) -> tuple[Callable[[int, int], None], Callable[[], bool]]:
        """What the work is given: where to tell how far it is, and whom to ask if it is still wanted. Both may be
        called from any thread."""
        return self._far, self._stop.is_set

    def _far(self, done: int, total: int) -> None:
        step = STEPS * done // total if total else STEPS
        if step != self._told:
            self._told = step
            self._tasks.post(lambda: self._bar.setValue(step))

    def _call_off(self) -> None:
        self._stop.set()
        self.cancel.setEnabled(False)
        self._say(self._going_back)
        self.cancelled.emit()

    def _say(self, text: str) -> None:
        self._text.setText(text)
        self._bar.setAccessibleName(text)
