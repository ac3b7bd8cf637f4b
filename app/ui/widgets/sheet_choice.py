"""One choice on the one-sheet view: its key in a cap, its words beside it; a radio button or a tick box to whoever
listens. It tells its row which keys are pressed and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from app.ui import style

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt's classes cannot be inherited twice: the face is mixed into a radio button or a tick box

CAP, SIDE, ABOVE = 18, 7, 4


class Keys(Protocol):
    def key(self, event: QKeyEvent) -> bool:
        """Whether that key was the row's."""


class ChoiceFace(_Button):
    """What both have in common. ``pending``: chosen and not confirmed yet."""

    def begin(self, choice_id: str, key: str, row: Keys) -> None:
        self.choice_id, self.cap, self._row = choice_id, key, row
        self.pending = False
        self._size = QSize()
        self._fitted = (0, QSize())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, text: str, spoken: str, help_: str) -> None:
        if text != self.text() or not self._size.isValid():
            self.setText(text)
            self._size = QSize()
            self._fitted = (0, QSize())
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(help_)
        self.setToolTip(help_)

    def size_within(self, width: int) -> QSize:
        """What it takes where there is that much room: its words in one line if they fit, else in several."""
        if self._fitted[0] == width:
            return self._fitted[1]
        metrics = QFontMetrics(self.font())
        left, side, above = self._left(), style.px(SIDE), style.px(ABOVE)
        room = max(style.px(40), width - left - side)
        words = metrics.boundingRect(QRect(0, 0, room, 10_000), _FLAGS, self.text())
        size = QSize(left + words.width() + side + 2, max(words.height(), style.px(CAP)) + 2 * above)
        self._fitted = (width, size)
        return size

    def sizeHint(self) -> QSize:
        return self.size_within(10_000)

    def minimumSizeHint(self) -> QSize:
        return QSize(style.px(40), style.px(CAP + 2 * ABOVE))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def show_pending(self, pending: bool) -> None:
        if pending != self.pending:
            self.pending = pending
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._row.key(event):
            super().keyPressEvent(event)

    def _left(self) -> int:
        return style.px(SIDE + CAP + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = style.current()
        on, strong = self.isChecked(), self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = self.underMouse() and self.isEnabled()
        edge = QPen(QColor(palette.accent if on or strong else palette.line), 2.0 if strong else 1.2)
        if on and self.pending and not strong:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(QColor(palette.accent_soft if on or hover else palette.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        self._paint_cap(painter, on)
        painter.setPen(QColor(palette.ink if self.isEnabled() or on else palette.muted))
        font = self.font()
        painter.setFont(font)
        above = style.px(ABOVE)
        words = self.rect().adjusted(self._left(), above, -style.px(SIDE) + 2, -above)
        painter.drawText(words, _FLAGS | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    def _paint_cap(self, painter: QPainter, on: bool) -> None:
        palette = style.current()
        size = style.px(CAP)
        cap = QRectF(style.px(SIDE), style.px(ABOVE) + 1, size, size)
        painter.setPen(QPen(QColor(palette.accent if on else palette.edge), 1.2))
        painter.setBrush(QColor(palette.accent if on else palette.card))
        radius = size / 2 if isinstance(self, QRadioButton) else 4
        painter.drawRoundedRect(cap, radius, radius)
        font = self.font()
        font.setPixelSize(style.px(12))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(palette.accent_ink if on else palette.muted))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.cap)


_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class SheetRadio(ChoiceFace, QRadioButton):
    """One of several."""


class SheetTick(ChoiceFace, QCheckBox):
    """One that may be ticked beside others."""
