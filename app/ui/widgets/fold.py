"""A line that unfolds into more: what matters is read at a glance, the rest is one press away."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import style
from app.ui.widgets.icons import paint_icon
from app.ui.widgets.wrapped_button import WrappedButton

MARK, LEFT = 16, 28


class FoldLine(WrappedButton):
    """The line itself: it stays pressed while open."""

    def __init__(self, text: str) -> None:
        super().__init__(text, left=LEFT)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = style.px(MARK)
        # Beside the first line of the words.
        top = self.words.y() + (self.words.fontMetrics().height() - size) / 2
        painter = QPainter(self)
        mark = QRectF(style.px(4), top, size, size)
        paint_icon(painter, "chevron_down" if self.isChecked() else "chevron", mark, style.current().accent)
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
        self.body.setContentsMargins(style.px(LEFT), 0, 0, style.px(6))
        self.body.setSpacing(style.px(2))
        inside.hide()
        self.line.toggled.connect(inside.setVisible)
        box.addWidget(self.line)
        box.addWidget(inside)
