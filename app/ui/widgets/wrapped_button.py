"""Buttons that are a line of words: where room is short the words go to a new line, and are never cut."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QSizePolicy

from app.ui import style
from app.ui.widgets.basics import label


class WrappedButton(QPushButton):
    """``role`` is that of the words; ``left`` the room kept free beside them (at 100 % text)."""

    def __init__(self, text: str, role: str = "body", left: int = 4) -> None:
        super().__init__()
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        box = QHBoxLayout(self)
        box.setContentsMargins(style.px(left), style.px(4), style.px(4), style.px(4))
        self.words = label(text, role)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box.addWidget(self.words)

    def _inside(self) -> QLayout:
        layout = self.layout()
        assert layout is not None, "made with its layout"
        return layout

    def sizeHint(self) -> QSize:
        return self._inside().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside().minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the ring of focus: the words draw themselves."""
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(style.current().accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
