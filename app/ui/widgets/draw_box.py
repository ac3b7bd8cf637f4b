"""A small sheet to draw a signature on, with mouse, finger or pen. It keeps strokes in its own points, no picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import style

MOST_POINTS = 20_000
"""Of one drawing: whoever scribbles on is not heard any more."""


class DrawBox(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strokes: list[list[tuple[float, float]]] = []
        self.setMinimumSize(style.px(160), style.px(84))
        self.setMaximumHeight(style.px(110))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self):
        return self.minimumSize()

    def clear(self) -> None:
        self.strokes = []
        self.update()
        self.changed.emit()

    def take(self, strokes: list[list[tuple[float, float]]]) -> None:
        """What was drawn on a sheet like this one."""
        self.strokes = strokes
        self.update()
        self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.strokes.append([])
            self._note(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self.strokes:
            self._note(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.changed.emit()

    def _note(self, at: QPointF) -> None:
        if sum(map(len, self.strokes)) < MOST_POINTS:
            x, y = min(max(at.x(), 0.0), self.width()), min(max(at.y(), 0.0), self.height())
            self.strokes[-1].append((round(x, 2), round(y, 2)))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = style.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.edge), 1.2))
        painter.setBrush(QColor("#ffffff"))  # paper, whatever the theme
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        base = int(self.height() * 0.78)
        painter.setPen(QPen(QColor("#c9c9c4"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(style.px(14), base, self.width() - style.px(14), base)
        pen = QPen(QColor("#122066"), style.px(2))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self.strokes:
            points = [QPointF(x, y) for x, y in stroke]
            if len(points) == 1:
                painter.drawPoint(points[0])
            else:
                painter.drawPolyline(QPolygonF(points))
        painter.end()
