"""The shapes of our own line icons, on a grid of 24 × 24. What draws them is ``icons``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainterPath


def _line(path: QPainterPath, *points: float, closed: bool = False) -> None:
    path.moveTo(points[0], points[1])
    for x, y in zip(points[2::2], points[3::2], strict=True):
        path.lineTo(x, y)
    if closed:
        path.closeSubpath()


def _circle(path: QPainterPath, x: float, y: float, radius: float) -> None:
    path.addEllipse(QPointF(x, y), radius, radius)


def _dot(path: QPainterPath, x: float, y: float) -> None:
    path.addEllipse(QPointF(x, y), 0.4, 0.4)


def _folder(path: QPainterPath) -> None:
    _line(path, 3, 19, 3, 5, 9, 5, 11.5, 8, 21, 8, 21, 19, closed=True)


def _calendar(path: QPainterPath) -> None:
    path.addRoundedRect(QRectF(3.5, 5, 17, 16), 2, 2)
    _line(path, 3.5, 10, 20.5, 10)
    _line(path, 8, 2.5, 8, 6.5)
    _line(path, 16, 2.5, 16, 6.5)


def _document(path: QPainterPath) -> None:
    _line(path, 14, 2.5, 5.5, 2.5, 5.5, 21.5, 18.5, 21.5, 18.5, 7, 14, 2.5, 14, 7, 18.5, 7)
    _line(path, 9, 12, 15, 12)
    _line(path, 9, 16, 15, 16)


def _book(path: QPainterPath) -> None:
    _line(path, 20, 3, 7, 3)
    path.cubicTo(4.8, 3, 4, 4, 4, 5.8)
    path.lineTo(4, 19)
    path.cubicTo(4, 20.5, 5, 21, 6.5, 21)
    _line(path, 20, 3, 20, 18, 6.5, 18)
    path.cubicTo(5, 18, 4, 18.6, 4, 19.6)


def _books(path: QPainterPath) -> None:
    for x in (3.5, 8.5):
        path.addRoundedRect(QRectF(x, 4, 5, 16.5), 1, 1)
    _line(path, 15, 5.4, 19, 4.4, 22, 19.6, 18, 20.5, closed=True)
    _line(path, 3.5, 16.5, 13.5, 16.5)


def _pen(path: QPainterPath) -> None:
    _line(path, 4, 20, 5, 15.5, 16.5, 4, 20, 7.5, 8.5, 19, closed=True)
    _line(path, 14, 6.5, 17.5, 10)


def _gear(path: QPainterPath) -> None:
    _circle(path, 12, 12, 3.4)
    for n in range(8):
        c, s = math.cos(n * math.pi / 4), math.sin(n * math.pi / 4)
        _line(path, 12 + 6 * c, 12 + 6 * s, 12 + 9.2 * c, 12 + 9.2 * s)


def _tick(path: QPainterPath) -> None:
    _line(path, 5, 12.5, 10, 17.5, 19, 7)


def _check(path: QPainterPath) -> None:
    _circle(path, 12, 12, 9.3)
    _line(path, 7.8, 12.4, 10.9, 15.4, 16.4, 9.4)


def _cross(path: QPainterPath) -> None:
    corners = (8.2, 2.8, 15.8, 2.8, 21.2, 8.2, 21.2, 15.8, 15.8, 21.2, 8.2, 21.2, 2.8, 15.8, 2.8, 8.2)
    _line(path, *corners, closed=True)
    _line(path, 9, 9, 15, 15)
    _line(path, 15, 9, 9, 15)


def _close(path: QPainterPath) -> None:
    _line(path, 6, 6, 18, 18)
    _line(path, 18, 6, 6, 18)


def _warning(path: QPainterPath) -> None:
    _line(path, 12, 3, 22, 20.5, 2, 20.5, closed=True)
    _line(path, 12, 9.5, 12, 14)
    _dot(path, 12, 17.2)


def _question(path: QPainterPath) -> None:
    _circle(path, 12, 12, 9.3)
    path.moveTo(9.3, 9.6)
    path.cubicTo(9.5, 6.2, 14.7, 6.3, 14.7, 9.6)
    path.cubicTo(14.7, 11.7, 12, 11.8, 12, 13.8)
    _dot(path, 12, 16.9)


def _info(path: QPainterPath) -> None:
    _circle(path, 12, 12, 9.3)
    _line(path, 12, 11, 12, 16.5)
    _dot(path, 12, 7.6)


def _prohibited(path: QPainterPath) -> None:
    _circle(path, 12, 12, 9.3)
    _line(path, 5.5, 5.5, 18.5, 18.5)


def _badge(path: QPainterPath) -> None:
    path.addRoundedRect(QRectF(3.5, 5, 17, 15.5), 2.5, 2.5)
    _line(path, 9.5, 5, 9.5, 2.8, 14.5, 2.8, 14.5, 5)
    _circle(path, 12, 11, 2.2)
    path.moveTo(8, 17)
    path.cubicTo(8.5, 14.2, 15.5, 14.2, 16, 17)


def _plus(path: QPainterPath) -> None:
    _line(path, 12, 5, 12, 19)
    _line(path, 5, 12, 19, 12)


def _arrow_left(path: QPainterPath) -> None:
    _line(path, 20, 12, 4, 12)
    _line(path, 10, 6, 4, 12, 10, 18)


def _arrow_right(path: QPainterPath) -> None:
    _line(path, 4, 12, 20, 12)
    _line(path, 14, 6, 20, 12, 14, 18)


def _arrow_up(path: QPainterPath) -> None:
    _line(path, 12, 20, 12, 4)
    _line(path, 6, 10, 12, 4, 18, 10)


def _arrow_down(path: QPainterPath) -> None:
    _line(path, 12, 4, 12, 20)
    _line(path, 6, 14, 12, 20, 18, 14)


def _chevron(path: QPainterPath) -> None:
    _line(path, 9, 5, 16, 12, 9, 19)


def _chevron_down(path: QPainterPath) -> None:
    _line(path, 5, 9, 12, 16, 19, 9)


def _search(path: QPainterPath) -> None:
    _circle(path, 10.5, 10.5, 6.5)
    _line(path, 15.4, 15.4, 21, 21)


def _clip(path: QPainterPath) -> None:
    path.moveTo(20, 11)
    path.lineTo(11.5, 19.5)
    path.cubicTo(6, 24, -0.5, 17.5, 4.5, 12.5)
    path.lineTo(13, 4)
    path.cubicTo(17, 0.8, 21.5, 5.5, 18, 9)
    path.lineTo(9.8, 17)
    path.cubicTo(7.5, 18.8, 5.4, 16.4, 7.2, 14.6)
    path.lineTo(14.8, 7)


def _menu(path: QPainterPath) -> None:
    for y in (6.5, 12, 17.5):
        _line(path, 4, y, 20, y)


def _more(path: QPainterPath) -> None:
    for x in (5, 12, 19):
        _circle(path, x, 12, 1)


def _bin(path: QPainterPath) -> None:
    _line(path, 4, 6.5, 20, 6.5)
    _line(path, 9, 6.5, 9, 3.5, 15, 3.5, 15, 6.5)
    _line(path, 6, 6.5, 7, 20.5, 17, 20.5, 18, 6.5)


def _clock(path: QPainterPath) -> None:
    _circle(path, 12, 12, 9.3)
    _line(path, 12, 6.5, 12, 12, 15.8, 14.2)


def _lock(path: QPainterPath) -> None:
    path.addRoundedRect(QRectF(4.5, 10.5, 15, 10.5), 2, 2)
    path.moveTo(7.5, 10.5)
    path.lineTo(7.5, 7.5)
    path.arcTo(QRectF(7.5, 3, 9, 9), 180, -180)
    path.lineTo(16.5, 10.5)
    _line(path, 12, 14.5, 12, 17)


def _globe(path: QPainterPath) -> None:
    _circle(path, 12, 12, 9.3)
    path.addEllipse(QPointF(12, 12), 4, 9.3)
    _line(path, 2.8, 12, 21.2, 12)


SHAPES: dict[str, Callable[[QPainterPath], None]] = {
    "folder": _folder,
    "calendar": _calendar,
    "document": _document,
    "book": _book,
    "books": _books,
    "pen": _pen,
    "gear": _gear,
    "tick": _tick,
    "check": _check,
    "cross": _cross,
    "close": _close,
    "warning": _warning,
    "question": _question,
    "info": _info,
    "prohibited": _prohibited,
    "badge": _badge,
    "plus": _plus,
    "arrow_left": _arrow_left,
    "arrow_right": _arrow_right,
    "arrow_up": _arrow_up,
    "arrow_down": _arrow_down,
    "chevron": _chevron,
    "chevron_down": _chevron_down,
    "search": _search,
    "clip": _clip,
    "menu": _menu,
    "more": _more,
    "bin": _bin,
    "clock": _clock,
    "globe": _globe,
    "lock": _lock,
}
