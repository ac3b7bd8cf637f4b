"""The small bar of a practice's tools, one piece for each, worst last. Words always stand beside it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from app.ui import style

if TYPE_CHECKING:
    from collections.abc import Sequence

ORDER = ("green", "teal", "amber", "red", "violet", "grey")


def paint_bar(painter: QPainter, rect: QRectF, looks: Sequence[str]) -> None:
    """Draws the tools' ``looks`` into ``rect`` in the order of ``ORDER``; equal ones run together."""
    if not looks:
        return
    palette = style.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_ends = QPainterPath()
    round_ends.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setClipPath(round_ends)
    runs = [(look, len(list(run))) for look, run in groupby(sorted(looks, key=ORDER.index))]
    gap = 2.0
    unit = (rect.width() - gap * (len(runs) - 1)) / len(looks)
    x = rect.x()
    painter.setPen(Qt.PenStyle.NoPen)
    for look, number in runs:
        painter.setBrush(QColor(palette.look(look).solid))
        painter.drawRect(QRectF(x, rect.y(), unit * number, rect.height()))
        x += unit * number + gap
    painter.restore()
