"""Whose paper it is: logo, name and lines at the head of every page. The logo comes from ``reports.logo``, no file."""

from __future__ import annotations

import io

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reports.layout.fonts import BOLD, REGULAR
from reports.layout.style import BRAND, MARGIN, MUTED, color
from reports.layout.text import fitted, one_line
from reports.report import Paper

TALLEST, WIDEST, GAP = 32.0, 120.0, 10.0
NAME, LINE, LEADING = 10.5, 7.6, 9.4
MOST_LINES = 2


def draw(canvas: Canvas, paper: Paper, foot: float, room: float) -> None:
    """Above the rule that stands below ``foot`` (the last line's base), ``room`` points wide. Always fits: what is too
    long is cut."""
    x = MARGIN
    if paper.logo is not None:
        x += _logo(canvas, paper.logo, foot - 4) + GAP
        room -= x - MARGIN
    lines = _lines(paper.studio_lines, room)
    canvas.setFillColor(color(BRAND))
    canvas.setFont(BOLD, NAME)
    canvas.drawString(x, foot + LEADING * len(lines), fitted(paper.letterhead, BOLD, NAME, room))
    canvas.setFillColor(color(MUTED))
    canvas.setFont(REGULAR, LINE)
    for n, line in enumerate(lines, 1):
        canvas.drawString(x, foot + LEADING * (len(lines) - n), line)


def _logo(canvas: Canvas, png: bytes, foot: float) -> float:
    """The width it took."""
    picture = ImageReader(io.BytesIO(png))
    wide, tall = picture.getSize()
    scale = min(WIDEST / wide, TALLEST / tall)
    canvas.drawImage(picture, MARGIN, foot, wide * scale, tall * scale)
    return float(wide * scale)


def _lines(lines: tuple[str, ...], room: float) -> list[str]:
    """At most two: what is left over joins the last."""
    said = [one_line(line) for line in lines if one_line(line)]
    if len(said) > MOST_LINES:
        said = [*said[: MOST_LINES - 1], " · ".join(said[MOST_LINES - 1 :])]
    return [fitted(line, REGULAR, LINE, room) for line in said]
