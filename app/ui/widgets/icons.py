"""Our own line icons, drawn on a grid of 24 × 24 so that they take any size and any colour.

An icon never stands alone for a meaning: words go with it.
"""

from __future__ import annotations

import math
from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import style
from app.ui.widgets.icon_shapes import SHAPES

LOOK_ICONS = {
    "green": "check",
    "teal": "badge",
    "amber": "warning",
    "red": "cross",
    "violet": "prohibited",
    "grey": "question",
}
"""The icon of each look, the same wherever an outcome or a standing is shown."""


def icon(name: str, color: str, size: int = 20, gap: int = 0, gap_before: bool = False) -> QIcon:
    """The icon in ``color`` (``#rrggbb``), ``size`` logical pixels high; ``gap`` pixels keep the text away."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return _drawn(name, color, size, gap, gap_before, ratio)


@cache
def _drawn(name: str, color: str, size: int, gap: int, gap_before: bool, ratio: float) -> QIcon:
    """Once for all: a page has many buttons with the same icon, and each asks anew whenever its looks may differ."""
    pixmap = QPixmap(QSize(math.ceil((size + gap) * ratio), math.ceil(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QRectF(gap if gap_before else 0, 0, size, size), color)
    painter.end()
    return QIcon(pixmap)


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: str) -> None:
    """Draws the icon into ``rect`` of any painter. An unknown name is our mistake (KeyError)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 24, rect.height() / 24)
    pen = QPen(QColor(color), 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(name))
    painter.restore()


@cache
def _path(name: str) -> QPainterPath:
    path = QPainterPath()
    SHAPES[name](path)
    return path


class IconMark(QWidget):
    """An icon as a widget. ``color``: a role of the palette (``ink``, ``muted``, ``accent``…) or a look's name."""

    def __init__(self, name: str, color: str = "ink", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._color = name, color
        self.setFixedSize(style.px(size), style.px(size))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, color: str) -> None:
        self._name, self._color = name, color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = style.current()
        color = palette.look(self._color).ink if self._color in style.LOOKS else getattr(palette, self._color)
        painter = QPainter(self)
        paint_icon(painter, self._name, QRectF(self.rect()), color)
        painter.end()
