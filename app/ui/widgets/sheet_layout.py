"""Where the parts of a sheet's row stand: code, question, then its choices, which go to a new line for want of room.

By hand and not by Qt's layouts: a sheet has hundreds of parts, and is to follow an answer at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QWidget

from app.ui import style
from app.ui.widgets.sheet_choice import ChoiceFace

CODE, GAP, ABOVE = 74, 6, 6
STACKED = 640
"""Narrower than this (at 100 % text) the choices stand under the question."""
ASKED = 0.36
"""The question's part of a row."""


def place(width: int, code: QLabel, question: QLabel, parts: Sequence[QWidget], move: bool) -> int:
    """How high the row is at that width; with ``move`` its parts are put there."""
    above, gap, left, right = style.px(ABOVE), style.px(GAP), style.px(8), width - style.px(8)
    first = max(style.px(CODE), code.sizeHint().width() + style.px(12))
    stacked = width < style.px(STACKED)
    asked = right - first - left if stacked else int((width - first - left) * ASKED)
    line = code.sizeHint().height()
    tall = max(line, question.heightForWidth(asked))
    if move:
        code.setGeometry(left, above + style.px(3), first - gap, line)
        question.setGeometry(left + first, above + style.px(3), asked, tall)
    x = left + first if stacked else left + first + asked + style.px(16)
    y = above + tall + style.px(6) if stacked else above
    bottom = _flow(QRect(x, y, right - x, 0), parts, move)
    return max(bottom, above + tall + style.px(6)) + above


def _flow(room: QRect, parts: Sequence[QWidget], move: bool) -> int:
    gap = style.px(GAP)
    lines: list[list[tuple[QWidget, int, int]]] = [[]]
    x = room.x()
    for part in parts:
        size = part.size_within(room.width()) if isinstance(part, ChoiceFace) else part.sizeHint()
        width = min(size.width(), part.maximumWidth())
        if lines[-1] and x + width > room.x() + room.width():
            lines.append([])
            x = room.x()
        lines[-1].append((part, width, size.height()))
        x += width + gap
    y = room.y()
    for on_line in lines:
        tallest, x = max(height for _, _, height in on_line), room.x()
        for part, width, height in on_line:
            if move:
                part.setGeometry(QRect(x, y + (tallest - height) // 2, width, height))
            x += width + gap
        y += tallest + gap
    return y - gap
