"""Page 1: enough for the owner. It stays one page as long as there is any way to: many tools make a closer table."""

from __future__ import annotations

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from reports.layout import blocks
from reports.layout.blocks import Story, heading, table
from reports.layout.chips import ICON, ChipMark, icon
from reports.layout.fonts import BOLD
from reports.layout.style import (
    BODY,
    BOTTOM,
    CELL,
    EYEBROW,
    INK,
    PAGE_HEIGHT,
    SMALL,
    STRONG,
    TITLE,
    TOP,
    WIDTH,
    color,
    ink_of,
)
from reports.layout.summary_chart import OutcomeChart
from reports.layout.tagging import artifact
from reports.layout.text import Run, fitted, paragraph
from reports.report import Headings, Summary, SummaryPaper, ToolRow
from reports.report_parts import Chip

ROOMY = 7
"""Up to so many tools each has room for several lines, if that leaves it all on one page."""
ROOM = PAGE_HEIGHT - TOP - BOTTOM - 4
"""Points of height on a page, with a little to spare."""
ONE_PAGE = 20
"""With more tools than these the table runs on over the next page: what to do first then stands before it."""
CLOSE = ParagraphStyle("close", STRONG, fontSize=SMALL.fontSize, leading=SMALL.leading, textColor=color(INK))


def alone(paper: SummaryPaper) -> Story:
    """The summary as a paper of its own."""
    made = [Spacer(1, 3), paragraph(paper.made, SMALL)]
    return [*summary(paper.summary, paper.headings, _height(made)), *made]


def summary(page: Summary, words: Headings, below: float = 0) -> Story:
    """``below``: the points that something else takes on the same page."""
    if len(page.tools) <= ROOMY:
        roomy = _summary(page, words, close=False)
        if _height(roomy) + below <= ROOM:
            return roomy
    return _summary(page, words, close=True)


def _height(story: Story) -> float:
    parts = [part for part in story if not isinstance(part, CondPageBreak)]
    return float(sum(part.getSpaceBefore() + part.wrap(WIDTH, ROOM)[1] + part.getSpaceAfter() for part in parts))


def _summary(page: Summary, words: Headings, close: bool) -> Story:
    parts: Story = [
        paragraph(page.eyebrow, EYEBROW),
        paragraph(page.title, TITLE, rank=1),
        blocks.Bookmark(words.counts, 0),
    ]
    if page.banner:
        said = paragraph(page.banner, STRONG)
        parts.append(said if close else blocks.box([said], "grey"))
    if page.scope:
        parts += [paragraph(page.scope, STRONG), Spacer(1, 4)]
    parts += [blocks.pairs(page.details), *heading(words.counts, before=2 if close else 8)]
    if page.stop:
        parts.append(paragraph((Run(page.stop, bold=True, color=ink_of("red")),), BODY))
    if not close or page.bar is None:  # the bar's own legend counts too: of both, many tools leave room for one
        parts.append(blocks.CountCards(page.counts))
    if page.bar is not None:
        parts += [Spacer(1, 0 if close else 6), OutcomeChart(page.bar)]
    first = _first(page, words, CELL if close else BODY)
    tools = [*heading(words.tools, before=4 if close else 14), _close(page, words) if close else _roomy(page, words)]
    parts += [*first, *tools] if len(page.tools) > ONE_PAGE else [*tools, *first]
    return [*parts, Spacer(1, 6), paragraph(page.caveat, SMALL)]


def _first(page: Summary, words: Headings, style: ParagraphStyle) -> Story:
    if not page.first:
        return []
    return [*heading(words.first, before=6), blocks.numbered(page.first, style)]


def _roomy(page: Summary, words: Headings) -> Flowable:
    rows = [
        (
            paragraph(row.name, STRONG),
            row.deciding,
            [ChipMark(row.chip), _standing(row)],
            row.first_step,
        )
        for row in page.tools
    ]
    return table(words.tool_columns, rows, (22, 21, 33, 24))


def _close(page: Summary, words: Headings) -> Flowable:
    """One line a tool: name, outcome, standing. What decides and the first step are said further on."""
    name, *_ = words.tool_columns
    shares = (38, 47, 15)
    room = WIDTH * shares[0] / sum(shares) - 10
    rows = [
        (paragraph(fitted(row.name, BOLD, CLOSE.fontSize, room), CLOSE), OutcomeLine(row.chip), _standing(row))
        for row in page.tools
    ]
    made = table((name, words.outcome_short, words.standing_short), rows, shares)
    made.setStyle([("TOPPADDING", (0, 0), (-1, -1), 0.9), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.3)])
    return made


class OutcomeLine(Flowable):  # type: ignore[misc]
    """An outcome on one line: the chip's icon, colour and words, without its box."""

    scale = 0.85

    def __init__(self, chip: Chip) -> None:
        super().__init__()
        self.chip = chip

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, CLOSE.leading
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        with artifact(canvas):
            canvas.saveState()
            canvas.translate(0, 1)
            canvas.scale(self.scale, self.scale)
            icon(canvas, self.chip.look)
            canvas.restoreState()
        room = self.width - ICON - 4
        text = fitted(self.chip.text, BOLD, CLOSE.fontSize, room)
        words = paragraph((Run(text, color=ink_of(self.chip.look)),), CLOSE)
        words.wrap(room + 4, self.height)
        words.drawOn(canvas, ICON + 3, 0)


def _standing(row: ToolRow) -> Flowable:
    return paragraph((Run(row.standing.text, bold=True, color=ink_of(row.standing.look)),), SMALL)
