"""The line below a field that says what may be wrong with what stands there. Shows and never blocks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.desk.checking import Warned
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import IconMark, label


class WarningLine(QWidget):
    """Hidden while there is nothing to say. What it says is also the field's own description, so that it is heard."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__()
        self._field = field
        self._mark = IconMark("warning", "amber", 16)
        self._text = label("", "small")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(6))
        box.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self._text, 1)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def show_warning(self, words: Words, warned: Warned | None) -> None:
        if warned is not None:
            self._mark.show_icon("info" if warned.mild else "warning", "teal" if warned.mild else "amber")
        self.show_text(warned.text(words) if warned is not None else "")

    def show_text(self, text: str) -> None:
        self._text.setText(text)
        self._field.setAccessibleDescription(text)
        self.setVisible(bool(text))
