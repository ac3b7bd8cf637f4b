"""Outcomes and standings as chips: icon, words and colour together, so that they read in black and white too."""

from __future__ import annotations

from functools import cache

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from reports.layout import fonts
from reports.layout.fonts import BOLD
from reports.layout.style import color, ground_of, ink_of
from reports.layout.tagging import artifact
from reports.layout.text import one_line, paragraph
from reports.report_parts import Chip

ICON = 9.0
SIZE, LEADING = 8.8, 11.0
PAD_X, PAD_Y, GAP = 5.0, 2.6, 4.0
RADIUS = 3.2


@cache
def _style(look: str) -> ParagraphStyle:
    return ParagraphStyle(
        f"chip-{look}",
        fontName=BOLD,
        bulletFontName=BOLD,
        fontSize=SIZE,
        leading=LEADING,
        textColor=color(ink_of(look)),
    )


class ChipMark(Flowable):  # type: ignore[misc]
    """A chip as wide as its words; where they do not fit it grows downwards."""

    def __init__(self, chip: Chip) -> None:
        super().__init__()
        self.chip = chip
        self.spaceAfter = 3

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        words = one_line(self.chip.text)
        room = available - ICON - GAP - 2 * PAD_X
        natural = fonts.width(words, BOLD, SIZE) + 0.5
        self.words = paragraph(words, _style(self.chip.look))
        _, height = self.words.wrap(min(natural, room), 10_000)
        self.width = min(natural, room) + ICON + GAP + 2 * PAD_X
        self.height = height + 2 * PAD_Y
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        # The words say it all: ground and icon are for the eye alone.
        with artifact(canvas):
            canvas.saveState()
            canvas.setFillColor(color(ground_of(self.chip.look)))
            canvas.setStrokeColor(color(ink_of(self.chip.look)))
            canvas.setLineWidth(0.4)
            canvas.roundRect(0, 0, self.width, self.height, RADIUS, stroke=1, fill=1)
            canvas.translate(PAD_X, self.height - PAD_Y - (LEADING + ICON) / 2 + 0.3)
            icon(canvas, self.chip.look)
            canvas.restoreState()
        self.words.drawOn(canvas, PAD_X + ICON + GAP, PAD_Y + 0.6)


def icon(canvas: Canvas, look: str) -> None:
    """The sign of a look in a square of ``ICON`` points, drawn with strokes alone."""
    canvas.saveState()
    canvas.setStrokeColor(color(ink_of(look)))
    canvas.setFillColor(color(ink_of(look)))
    canvas.setLineWidth(0.9)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    _ICONS[look](canvas)
    canvas.restoreState()


def _lines(canvas: Canvas, *points: tuple[float, float], closed: bool = False) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if closed:
        path.close()
    canvas.drawPath(path, stroke=1, fill=0)


def _check(canvas: Canvas) -> None:
    canvas.circle(4.5, 4.5, 4, stroke=1, fill=0)
    _lines(canvas, (2.7, 4.5), (4.0, 3.2), (6.4, 5.8))


def _badge(canvas: Canvas) -> None:
    canvas.roundRect(1.4, 0.5, 6.2, 8, 1, stroke=1, fill=0)
    canvas.circle(4.5, 5.4, 1.2, stroke=1, fill=0)
    _lines(canvas, (2.9, 2.3), (6.1, 2.3))


def _warning(canvas: Canvas) -> None:
    _lines(canvas, (4.5, 8.3), (8.6, 1.0), (0.4, 1.0), closed=True)
    _lines(canvas, (4.5, 5.8), (4.5, 3.7))
    canvas.circle(4.5, 2.3, 0.45, stroke=0, fill=1)


def _stop(canvas: Canvas) -> None:
    near, far = 2.8, 6.2
    corners = ((near, 8.5), (far, 8.5), (8.5, far), (8.5, near), (far, 0.5), (near, 0.5), (0.5, near), (0.5, far))
    _lines(canvas, *corners, closed=True)
    _lines(canvas, (3.1, 3.1), (5.9, 5.9))
    _lines(canvas, (3.1, 5.9), (5.9, 3.1))


def _forbidden(canvas: Canvas) -> None:
    canvas.circle(4.5, 4.5, 4, stroke=1, fill=0)
    _lines(canvas, (1.7, 7.3), (7.3, 1.7))


def _question(canvas: Canvas) -> None:
    canvas.circle(4.5, 4.5, 4, stroke=1, fill=0)
    path = canvas.beginPath()
    path.moveTo(3.2, 5.5)
    path.curveTo(3.2, 7.4, 5.9, 7.4, 5.9, 5.6)
    path.curveTo(5.9, 4.7, 4.5, 4.7, 4.5, 3.6)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.circle(4.5, 2.2, 0.45, stroke=0, fill=1)


_ICONS = {
    "green": _check,
    "teal": _badge,
    "amber": _warning,
    "red": _stop,
    "violet": _forbidden,
    "grey": _question,
}
