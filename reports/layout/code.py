"""The fingerprint of the data inside, for the eye and for a telephone: in figures, and as a QR code beside them."""

from __future__ import annotations

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from reports.layout.grid import PLACES, grid
from reports.layout.style import INK, LABEL, MONO, SMALL, WIDTH, color
from reports.layout.tagging import figure
from reports.layout.text import paragraph
from reports.report import Declaration

SIDE = 74.0
QUIET = 2
"""Modules left white around the code; the page is white besides."""


class QrMark(Flowable):  # type: ignore[misc]
    """``text`` as a QR code of vectors; ``alt`` is what it is for whoever does not see it."""

    def __init__(self, text: str, alt: str) -> None:
        super().__init__()
        self.text, self.alt = text, alt

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width = self.height = SIDE
        return SIDE, SIDE

    def draw(self) -> None:
        canvas: Canvas = self.canv
        rows = modules(self.text)
        each = SIDE / (len(rows) + 2 * QUIET)
        with figure(canvas, self.alt, SIDE, SIDE):
            canvas.saveState()
            canvas.setFillColor(color(INK))
            path = canvas.beginPath()
            for r, row in enumerate(rows):
                y = SIDE - (QUIET + r + 1) * each
                for start, end in _runs(row):
                    path.rect((QUIET + start) * each, y, (end - start) * each, each)
            canvas.drawPath(path, stroke=0, fill=1)
            canvas.restoreState()


def modules(text: str) -> list[list[bool]]:
    """The code's squares, row by row, dark ones True."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return [[bool(dark) for dark in row] for row in code.modules]


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where dark stretches start and end."""
    edges = [n for n, (before, after) in enumerate(zip([False, *row], [*row, False], strict=True)) if before != after]
    return list(zip(edges[::2], edges[1::2], strict=True))


def sealed_data(page: Declaration) -> Flowable:
    """What proves that the data inside are those of the paper."""
    words = [
        paragraph(page.fingerprint.label, LABEL),
        paragraph(page.fingerprint.value, MONO),
        paragraph(page.embedded, SMALL),
    ]
    return grid(
        [[QrMark(page.fingerprint.value, page.code_alt), words]],
        [SIDE + 10, WIDTH - SIDE - 10],
        PLACES,
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("VALIGN", (1, 0), (1, 0), "MIDDLE"),
    )
