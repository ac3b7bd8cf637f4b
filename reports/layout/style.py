"""Measures, colours and text styles of the page, in points. One place, so that every page looks alike."""

from __future__ import annotations

from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from reports.layout.fonts import BOLD, REGULAR

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 46.0
TOP, BOTTOM = 78.0, 62.0
WIDTH = PAGE_WIDTH - 2 * MARGIN

INK, MUTED, LINE, BRAND = "#17212B", "#5A6772", "#DEDCD4", "#17324D"
FAINT = "#ECEBE6"
"""The watermark: light enough to read through, opaque since PDF/A dislikes transparency."""

LOOKS = {
    "green": ("#0F7048", "#E6F2EC"),
    "teal": ("#0B6A7A", "#E3F1F3"),
    "amber": ("#9A5200", "#FBEFDD"),
    "red": ("#A8231C", "#FAE7E5"),
    "violet": ("#4A1D5E", "#EFE6F3"),
    "grey": ("#4B5865", "#E9ECEF"),
}


@cache
def color(code: str) -> Color:
    return HexColor(code)


def ink_of(look: str) -> str:
    return LOOKS[look][0]


def ground_of(look: str) -> str:
    return LOOKS[look][1]


def _style(
    name: str,
    size: float,
    leading: float,
    *,
    bold: bool = False,
    ink: str = INK,
    after: float = 0.0,
    left: float = 0.0,
) -> ParagraphStyle:
    font = BOLD if bold else REGULAR
    return ParagraphStyle(
        name,
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        bulletFontSize=size,
        leading=leading,
        textColor=color(ink),
        spaceAfter=after,
        leftIndent=left,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )


EYEBROW = _style("eyebrow", 9, 12, ink=MUTED, after=2)
TITLE = _style("title", 21, 26, bold=True, after=6)
TOOL = _style("tool", 17, 21, bold=True, after=6)
SECTION = _style("section", 13, 16, bold=True, after=5)
PART = _style("part", 10.5, 13.5, bold=True, after=3)
LABEL = _style("label", 8.4, 11, bold=True, ink=MUTED, after=1)
BODY = _style("body", 9.6, 13, after=3)
CELL = _style("cell", 9.2, 12)
STRONG = _style("strong", 9.2, 12, bold=True)
SMALL = _style("small", 8.2, 10.8, ink=MUTED)
SOURCE = _style("source", 7.7, 10, ink=MUTED)
WAY = _style("way", 8.4, 11, left=10)
COUNT = _style("count", 19, 22, bold=True)
"""Its colour comes with the text."""
MONO = _style("mono", 8.6, 11.5)
