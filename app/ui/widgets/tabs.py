"""Tabs as words, for what stands side by side and is read one at a time."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar

from app.ui import style


class Tabs(QTabBar):
    """Tabs as words with a line under the one in front; arrows move, as in any tab bar."""

    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)  # where they do not fit one beside the other
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def tabSizeHint(self, index: int) -> QSize:
        font = self.font()
        font.setBold(True)
        width = QFontMetrics(font).horizontalAdvance(self.tabText(index))
        return QSize(width + style.px(18), style.px(40))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = style.current()
        painter = QPainter(self)
        for index in range(self.count()):
            rect = self.tabRect(index)
            here = index == self.currentIndex()
            font = self.font()
            font.setBold(here)
            painter.setFont(font)
            painter.setPen(QColor(palette.ink if here else palette.muted))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
            if here:
                under = QRect(rect.bottomLeft() - QPoint(0, 2), QSize(rect.width(), 3))
                painter.fillRect(under, QColor(palette.accent))
                if self.hasFocus():
                    painter.setPen(QPen(QColor(palette.accent), 2))
                    painter.drawRoundedRect(rect.adjusted(2, 4, -2, -6), 6, 6)
        painter.end()
