"""A field to search by: tells at each key, Esc empties it, Down or Return go on to what was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.ui import style
from app.ui.widgets.icons import icon


class SearchField(QLineEdit):
    """``went_on``: the user is done searching and wants what was found."""

    went_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark = icon("search", style.current().muted, style.px(18))
        self._mark = self.addAction(mark, QLineEdit.ActionPosition.LeadingPosition)

    def set_texts(self, name: str, hint: str) -> None:
        self.setAccessibleName(name)
        self._mark.setText(name)  # a screen reader comes upon it as a button
        self.setAccessibleDescription(hint)
        self.setPlaceholderText(name)
        self.setToolTip(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_on.emit()
        else:
            super().keyPressEvent(event)
