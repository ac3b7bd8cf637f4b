"""The pages themselves: header, footer, page numbers, watermark, outline. Deterministic: same Report, same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from reports.archival import Field
from reports.content_closing import TIMESTAMP_FIELD
from reports.elements import Tree
from reports.layout import fonts, letterhead
from reports.layout.fonts import BOLD, REGULAR
from reports.layout.pages import story
from reports.layout.style import (
    BOTTOM,
    BRAND,
    FAINT,
    INK,
    LINE,
    MARGIN,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    WIDTH,
    color,
)
from reports.layout.tagging import Tagger, artifact
from reports.layout.text import fitted
from reports.report import Paper, Report


@dataclass(frozen=True)
class Rendered:
    """``fields``: the signature fields to reserve, the timestamp's (without appearance) last; none on a paper that
    nobody signs."""

    pdf: bytes
    fields: tuple[Field, ...]
    pages: int
    tree: Tree


def render(report: Paper) -> Rendered:
    """The paper as a PDF with embedded fonts, not yet an archive file: ``archival.finish`` makes it one."""
    fonts.register()
    fields: list[Field] = []
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=0,
        invariant=1,
        initialFontName=REGULAR,
        initialFontSize=9,
    )
    frame = Frame(MARGIN, BOTTOM, WIDTH, PAGE_HEIGHT - TOP - BOTTOM, 0, 0, 0, 0, id="body")
    document.addPageTemplates(PageTemplate("page", [frame], onPage=_furniture(report)))
    document.build(story(report, fields.append), canvasmaker=_canvas_maker(report))
    tagger: Tagger = document.canv.tagger
    if isinstance(report, Report):
        tagger.form(TIMESTAMP_FIELD)
        fields.append(Field(TIMESTAMP_FIELD, document.page - 1, (0.0, 0.0, 0.0, 0.0), report.declaration.timestamp))
    return Rendered(out.getvalue(), tuple(fields), document.page, tagger.tree())


def _furniture(report: Paper) -> Callable[[Canvas, BaseDocTemplate], None]:
    """What stands on every page, under the content: watermark, header, footer."""

    def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        if report.watermark:
            with artifact(canvas, "Pagination", "Watermark"):
                _watermark(canvas, report.watermark)
        with artifact(canvas, "Pagination", "Header"):
            _header(canvas, report, PAGE_HEIGHT - 52)
        with artifact(canvas, "Pagination", "Footer"):
            _footer(canvas, report, 42)
        canvas.setFillColor(color(INK))
        canvas.restoreState()

    return draw


def _header(canvas: Canvas, report: Paper, y: float) -> None:
    canvas.setFillColor(color(MUTED))
    canvas.setFont(REGULAR, 8.8)
    running = fitted(report.running, REGULAR, 8.8, WIDTH * 0.5)
    canvas.drawRightString(PAGE_WIDTH - MARGIN, y, running)
    letterhead.draw(canvas, report, y, WIDTH - fonts.width(running, REGULAR, 8.8) - 20)
    canvas.setStrokeColor(color(BRAND))
    canvas.setLineWidth(1.3)
    canvas.line(MARGIN, y - 11, PAGE_WIDTH - MARGIN, y - 11)


def _footer(canvas: Canvas, report: Paper, y: float) -> None:
    canvas.setStrokeColor(color(LINE))
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, y + 12, PAGE_WIDTH - MARGIN, y + 12)
    canvas.setFillColor(color(MUTED))
    canvas.setFont(REGULAR, 8)
    canvas.drawString(MARGIN, y, fitted(report.footer, REGULAR, 8, WIDTH - 70))
    canvas.doForm(_page_form(canvas.getPageNumber()))


def _watermark(canvas: Canvas, text: str) -> None:
    text = fitted(text, BOLD, 1, 1000)
    size = min(120.0, 560.0 / fonts.width(text, BOLD, 1))
    canvas.saveState()
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(52)
    canvas.setFillColor(color(FAINT))
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -size / 3, text)
    canvas.restoreState()


def _page_form(page: int) -> str:
    return f"page-number-{page}"


def _canvas_maker(report: Paper) -> Callable[..., Canvas]:
    """A canvas that fills in «pag. x di y» at the end, when y is known: each footer refers to a form drawn then."""

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **params: Any) -> None:
            self.tagger = Tagger(self, report.lang)
            super().__init__(*args, **params)

        def save(self) -> None:
            pages = self.getPageNumber() - 1
            for page in range(1, pages + 1):
                self.beginForm(_page_form(page), 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
                self.setFillColor(color(MUTED))
                self.setFont(REGULAR, 8)
                self.drawRightString(PAGE_WIDTH - MARGIN, 42, report.page_of.format(page=page, pages=pages))
                self.endForm()
            self.showOutline()
            super().save()

    def make(*args: Any, **params: Any) -> Canvas:
        return Numbered(*args, **params)

    return make
