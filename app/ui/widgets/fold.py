"""A line that unfolds into more: what matters is read at a glance, the rest is one press away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui import style
from app.ui.widgets.basics import label
from app.ui.widgets.icons import paint_icon

MARK = 16


class FoldLine(QPushButton):
    """The line itself: a button that stays pressed while open; its words go to a new line where room is short."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        box = QHBoxLayout(self)
        box.setContentsMargins(style.px(MARK + 12), style.px(4), style.px(4), style.px(4))
        words = label(text)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box.addWidget(words)

    def _inside(self) -> QLayout:
        layout = self.layout()
        assert layout is not None, "made with its layout"
        return layout

    def sizeHint(self) -> QSize:
        return self._inside().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside().minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = style.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        size = style.px(MARK)
        # Beside the first line of the words.
        mark = QRectF(style.px(4), style.px(4) + (self.fontMetrics().height() - size) / 2 + 1, size, size)
        paint_icon(painter, "chevron_down" if self.isChecked() else "chevron", mark, palette.accent)
        painter.end()


class Fold(QWidget):
    """Shut at first; ``body`` is what unfolds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.line = FoldLine(text)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(style.px(MARK + 12), 0, 0, style.px(6))
        self.body.setSpacing(style.px(2))
        inside.hide()
        self.line.toggled.connect(inside.setVisible)
        box.addWidget(self.line)
        box.addWidget(inside)
