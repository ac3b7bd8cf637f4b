"""A field to search by: tells at each key, Esc empties it, Down or Return go on to what was found."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton

from app.ui import style
from app.ui.widgets.icons import paint_icon

GLASS = 18
ACTIONS = 50
"""What the glass and the cross take of a field at 100 % text, with the air around them."""
EDGES = 20
"""Its padding, edge and margin, as the style sheet has them: asking the style would have all its names made."""


class _Glass(QLineEdit):
    """With our own glass at its head, as large as the text: Qt's would stay as it is in every size, and be a button to
    whoever hears the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextMargins(style.px(GLASS + 4), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = style.px(GLASS)
        painter = QPainter(self)
        at = QRectF(style.px(10), (self.height() - size) / 2, size, size)
        paint_icon(painter, "search", at, style.current().muted)
        painter.end()


class FittingHint(_Glass):
    """An empty field says what it is for, in fewer words where room is short."""

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[str, ...] = ()

    def set_hints(self, *hints: str) -> None:
        """The longest first."""
        self._hints = hints
        self._fit()

    def show_cross(self, name: str) -> None:
        """With which all that is typed goes; from the first letter on, for its picture takes long to load."""
        self.setClearButtonEnabled(True)
        for cross in self.findChildren(QToolButton):
            cross.setAccessibleName(name)
            cross.setToolTip(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - style.px(ACTIONS + EDGES)
        fits = (hint for hint in self._hints if self.fontMetrics().horizontalAdvance(hint) <= room)
        hint = next(fits, self._hints[-1] if self._hints else "")
        if hint != self.placeholderText():
            self.setPlaceholderText(hint)


class SearchField(_Glass):
    """``went_on``: the user is done searching and wants what was found."""

    went_on = Signal()

    def set_texts(self, name: str, hint: str) -> None:
        self.setAccessibleName(name)
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
