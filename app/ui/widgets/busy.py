"""Slow work in sight: what is being done, that it is moving, and a way to let it be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.ui import style
from app.ui.widgets.basics import label, link_button


class Busy(QWidget):
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(10))
        self._text = label("", "muted", wrap=False)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedSize(style.px(110), style.px(8))
        self._bar = bar
        self._cancel = link_button("")
        self._cancel.clicked.connect(self.cancelled)
        box.addWidget(self._text)
        box.addWidget(bar)
        box.addWidget(self._cancel)
        box.addStretch(1)
        self.hide()

    def show_work(self, text: str, cancel: str = "") -> None:
        """``cancel`` empty: this cannot be let be."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._cancel.set_text(cancel)
        self._cancel.setVisible(bool(cancel))
        self._bar.setVisible(not style.calm())
        self.show()
