"""Outcomes as a bar of vectors: colour, pattern, letter and words each tell the parts apart, so that it reads in black
and white too. A picture with a sentence in its stead (``alt``) for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Group, Path, Rect, String
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from reports.layout import fonts
from reports.layout.fonts import BOLD, REGULAR
from reports.layout.style import INK, color, ground_of, ink_of
from reports.layout.tagging import figure
from reports.layout.text import fitted, one_line
from reports.report_parts import BarPart, OutcomeBar

TALL, LEGEND, PATCH, SIZE = 15.0, 12.0, 8.0, 8.0
NARROWEST = 15.0
"""Points that even the smallest part gets: room for its letter."""

PATTERNS = {"violet": "both", "red": "rising", "amber": "falling", "grey": "upright", "teal": "level", "green": ""}
"""How each look is hatched; no hatching is a pattern too."""


class OutcomeChart(Flowable):  # type: ignore[misc]
    """``alt`` is what is read out in its place."""

    def __init__(self, bar: OutcomeBar) -> None:
        super().__init__()
        self.bar, self.alt = bar, bar.alt
        self.spaceBefore, self.spaceAfter = 3, 5

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.lines = list(_rows(self.bar.parts, available))
        self.width, self.height = available, TALL + 4 + LEGEND * len(self.lines)
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        picture = Drawing(self.width, self.height, initialFontName=REGULAR, initialFontSize=SIZE)
        picture.add(_bar(self.bar.parts, self.width, self.height - TALL))
        for n, line in enumerate(self.lines, 1):
            y = self.height - TALL - 4 - LEGEND * n + 3
            for x, part, label in line:
                picture.add(_patch(part, x, y, PATCH + 3, PATCH))
                picture.add(_text(x + PATCH + 7, y + 1, label, REGULAR, INK))
        with figure(canvas, self.alt, self.width, self.height):
            renderPDF.draw(picture, canvas, 0, 0)


def _bar(parts: tuple[BarPart, ...], width: float, y: float) -> Any:
    total = sum(part.number for part in parts)
    spare = width - NARROWEST * len(parts)
    group, x = Group(), 0.0
    for part in parts:
        wide = NARROWEST + spare * part.number / total
        group.add(_patch(part, x, y, wide, TALL))
        mark = f"{part.letter} {part.number}"
        if fonts.width(mark, BOLD, SIZE) + 8 > wide:
            mark = part.letter
        room = fonts.width(mark, BOLD, SIZE) + 6
        middle = x + wide / 2
        if PATTERNS[part.look]:  # a letter on hatching needs a ground of its own
            group.add(Rect(middle - room / 2, y + 2.5, room, TALL - 5, fillColor=color("#FFFFFF"), strokeColor=None))
        group.add(_text(middle - room / 2 + 3, y + 4.8, mark, BOLD, ink_of(part.look)))
        x += wide
    return group


def _patch(part: BarPart, x: float, y: float, wide: float, tall: float) -> Any:
    ink = color(ink_of(part.look))
    group = Group(Rect(x, y, wide, tall, fillColor=color(ground_of(part.look)), strokeColor=None))
    lines = Path(strokeColor=ink, strokeWidth=0.5, fillColor=None)  # one shape for them all: it draws faster
    for x0, y0, x1, y1 in _hatching(PATTERNS[part.look], wide, tall):
        lines.moveTo(x + x0, y + y0)
        lines.lineTo(x + x1, y + y1)
    group.add(lines)
    group.add(Rect(x, y, wide, tall, fillColor=None, strokeColor=ink, strokeWidth=0.8))
    return group


@cache
def _hatching(pattern: str, wide: float, tall: float) -> tuple[tuple[float, float, float, float], ...]:
    """Lines that end at the edges: nothing needs to be clipped."""
    step, lines = 3.2, []
    if pattern in ("rising", "both"):
        lines += [_slanted(at, wide, tall) for at in _steps(-tall, wide, step)]
    if pattern in ("falling", "both"):
        lines += [
            (x0, tall - y0, x1, tall - y1)
            for x0, y0, x1, y1 in (_slanted(at, wide, tall) for at in _steps(-tall, wide, step))
        ]
    if pattern == "upright":
        lines += [(at, 0.0, at, tall) for at in _steps(0, wide, step)]
    if pattern == "level":
        lines += [(0.0, at, wide, at) for at in _steps(0, tall, step)]
    return tuple(lines)


def _steps(low: float, high: float, step: float) -> Iterator[float]:
    at = low + step
    while at < high:
        yield at
        at += step


def _slanted(at: float, wide: float, tall: float) -> tuple[float, float, float, float]:
    """The stretch inside the box of a line rising at 45° from ``at`` on its lower edge."""
    start, end = max(at, 0.0), min(at + tall, wide)
    return start, start - at, end, end - at


def _rows(parts: tuple[BarPart, ...], width: float) -> Iterator[list[tuple[float, BarPart, str]]]:
    """The legend, in as many lines as it takes: (x, part, words)."""
    line: list[tuple[float, BarPart, str]] = []
    x = 0.0
    for part in parts:
        label = fitted(f"{part.letter}  {part.label}: {part.number}", REGULAR, SIZE, width - PATCH - 10)
        wide = PATCH + 7 + fonts.width(label, REGULAR, SIZE) + 14
        if line and x + wide > width + 14:
            yield line
            line, x = [], 0.0
        line.append((x, part, label))
        x += wide
    if line:
        yield line


def _text(x: float, y: float, text: str, font: str, ink: str) -> Any:
    return String(x, y, one_line(text), fontName=font, fontSize=SIZE, fillColor=color(ink))
