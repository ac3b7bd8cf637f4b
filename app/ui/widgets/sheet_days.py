"""A number of days on a row of the one-sheet view. Its keys are its row's first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from app.ui import style
from app.ui.widgets.answer_form import MOST_DAYS

if TYPE_CHECKING:
    from app.ui.widgets.sheet_row import SheetRow

_TRAVEL = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class DaysField(QLineEdit):
    """A whole number, zero or more."""

    def __init__(self, row: SheetRow) -> None:
        super().__init__(row)
        self._row = row
        self.setValidator(QIntValidator(0, MOST_DAYS, self))
        self.setFixedWidth(style.px(92))

    def event(self, event: QEvent) -> bool:
        """Undo is the field's own only while there is something in it that is not confirmed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            travels = any(event.matches(key) for key in _TRAVEL)
            if travels and not self._row.pending:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._row.key(event):
            super().keyPressEvent(event)
