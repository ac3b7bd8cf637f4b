"""The few shapes every page is made of: headings, tables, pairs, boxes, count cards, signature boxes, bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Table

from reports.archival import Field
from reports.layout.grid import GROUP, ITEMS, NUMBERED, TABLE, Command, grid
from reports.layout.style import (
    BODY,
    CELL,
    COUNT,
    LABEL,
    LINE,
    MUTED,
    PART,
    SECTION,
    SMALL,
    SOURCE,
    STRONG,
    TITLE,
    TOOL,
    WIDTH,
    color,
    ground_of,
    ink_of,
)
from reports.layout.tagging import artifact, tagger_of, within
from reports.layout.text import Run, one_line, paragraph
from reports.layout.tongue import guessed
from reports.report import Count, SignatureBox
from reports.report_parts import Conflict, Pair, SourceLine

Story = list[Flowable]


MOST_OF_A_TITLE = 250
RANKS = {TITLE.name: 1, TOOL.name: 2, SECTION.name: 3, PART.name: 3}


class Bookmark(Flowable):  # type: ignore[misc]
    """A line of the outline, pointing at the heading just above. Takes no room."""

    def __init__(self, title: str, level: int) -> None:
        super().__init__()
        title = one_line(title)
        self.title = title if len(title) <= MOST_OF_A_TITLE else title[: MOST_OF_A_TITLE - 1] + "…"
        self.level = level

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0.0, 0.0

    def draw(self) -> None:
        canvas: Canvas = self.canv
        _, y = canvas.absolutePosition(0, 0)
        key = f"p{canvas.getPageNumber()}-{y:.2f}-{self.level}"
        canvas.bookmarkPage(key, fit="XYZ", top=y + 34)
        canvas.addOutlineEntry(self.title or "—", key, self.level, closed=self.level > 0)


def heading(
    text: str,
    style: ParagraphStyle = SECTION,
    room: float = 70,
    before: float = 14,
    level: int | None = None,
    rank: int | None = None,
) -> Story:
    """A heading that never stays alone at the foot of a page: ``room`` points must be left below it.

    ``level`` of the outline, from 0, or none there. ``rank`` among the headings, from 1: the style's own unless said.
    """
    story: Story = [
        CondPageBreak(room + before),
        paragraph(text, _spaced(style, before), RANKS[style.name] if rank is None else rank),
    ]
    if level is not None:
        story.append(Bookmark(text, level))
    return story


@cache
def _spaced(style: ParagraphStyle, before: float) -> ParagraphStyle:
    return ParagraphStyle(style.name, style, spaceBefore=before)


Cell: TypeAlias = "str | Flowable | Sequence[Flowable]"


def table(columns: Sequence[str], rows: Sequence[Sequence[Cell]], shares: Sequence[float]) -> Table:
    """A table with a quiet head that repeats; ``shares`` of the page's width per column."""
    head = [paragraph(text, LABEL) for text in columns]
    return grid(
        [head, *([_cell(cell) for cell in row] for row in rows)],
        [WIDTH * share / sum(shares) for share in shares],
        TABLE,
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, color(LINE)),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, color(MUTED)),
        heads=1,
        spaceAfter=4,
    )


def _cell(cell: Cell) -> Flowable | Sequence[Flowable]:
    return paragraph(cell, CELL) if isinstance(cell, str) else cell


def pair(what: Pair, style: ParagraphStyle = CELL) -> Flowable:
    return paragraph((Run(f"{what.label}  ", color=MUTED), Run(what.value, bold=True)), style)


def pairs(details: Sequence[Pair]) -> Table:
    """Label and value, two to a line."""
    cells = [pair(detail) for detail in details]
    if len(cells) % 2:
        cells.append(paragraph("", CELL))
    return grid(
        [cells[n : n + 2] for n in range(0, len(cells), 2)],
        [WIDTH * 0.52, WIDTH * 0.48],
        ITEMS,
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        spaceAfter=4,
    )


def numbered(texts: Sequence[str], style: ParagraphStyle = BODY) -> Table:
    """Things in their order, one below the other."""
    return grid(
        [[paragraph((Run(f"{n}.", bold=True),), style), paragraph(text, style)] for n, text in enumerate(texts, 1)],
        [16, WIDTH - 16],
        NUMBERED,
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    )


def box(content: Sequence[Flowable], look: str, *, tinted: bool = True) -> Table:
    """Paragraphs with a bar at the left, on a tinted ground or framed; runs on over pages paragraph by paragraph."""
    frame: Command = ("BACKGROUND", (0, 0), (-1, -1), color(ground_of(look)))
    if not tinted:
        frame = ("BOX", (0, 0), (-1, -1), 0.6, color(LINE))
    return grid(
        [[flowable] for flowable in content],
        [WIDTH],
        GROUP,
        frame,
        ("LINEBEFORE", (0, 0), (0, -1), 2.4, color(ink_of(look))),
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("TOPPADDING", (0, 0), (-1, 0), 7),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
        spaceAfter=6,
    )


def indented(content: Sequence[Flowable], by: float = 12) -> Table:
    """Paragraphs set in from the left beside a thin line."""
    return grid(
        [[flowable] for flowable in content],
        [WIDTH - by],
        GROUP,
        ("LINEBEFORE", (0, 0), (0, -1), 1, color(LINE)),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0.8),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.8),
        hAlign="RIGHT",
        spaceAfter=5,
    )


def sources(lines: Sequence[SourceLine]) -> Story:
    """Each act once: our numbers of its items, the act, how they were read."""
    return [
        paragraph((Run(f"{line.items}  ", bold=True), Run(line.act), Run(f" · {line.read}")), SOURCE) for line in lines
    ]


def conflict(what: Conflict) -> Table:
    """Sources against each other, always in the same box."""
    content: Story = [paragraph(what.title, STRONG), paragraph(what.text, CELL)]
    for position in what.positions:
        content.append(paragraph((Run(f"{position.who}: ", bold=True), Run(position.says)), CELL))
        content += sources(position.sources)
    return box(content, "amber", tinted=False)


class CountCards(Flowable):  # type: ignore[misc]
    """The numbers of page 1 side by side, each under a bar of its colour."""

    gap, tall = 9.0, 62.0

    def __init__(self, counts: Sequence[Count]) -> None:
        super().__init__()
        self.counts = counts

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, self.tall
        return available, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        each = (self.width - self.gap * (len(self.counts) - 1)) / len(self.counts)
        with within(canvas, "L"):
            for n, count in enumerate(self.counts):
                self._card(count, n * (each + self.gap), each)

    def _card(self, count: Count, x: float, wide: float) -> None:
        canvas: Canvas = self.canv
        with artifact(canvas):
            canvas.saveState()
            canvas.setStrokeColor(color(LINE))
            canvas.setLineWidth(0.8)
            canvas.roundRect(x, 0, wide, self.height, 4, stroke=1, fill=0)
            outline = canvas.beginPath()
            outline.roundRect(x, 0, wide, self.height, 4)
            canvas.clipPath(outline, stroke=0, fill=0)
            canvas.setFillColor(color(ink_of(count.look)))
            canvas.rect(x, self.height - 2.6, wide, 2.6, stroke=0, fill=1)
            canvas.restoreState()
        number = paragraph((Run(str(count.number), color=ink_of(count.look)),), COUNT)
        label = paragraph(count.label, CELL)
        top = self.height - 7
        with within(canvas, "LI"), within(canvas, "LBody"):
            for part in (number, label):
                _, height = part.wrap(wide - 20, self.height)
                part.drawOn(canvas, x + 10, top - height)
                top -= height + 1


class SignatureRow(Flowable):  # type: ignore[misc]
    """Boxes to sign in. ``reserve`` is told where each signature field goes; the box itself never splits."""

    gap, tall = 12.0, 96.0

    def __init__(self, boxes: Sequence[SignatureBox], across: int, reserve: Callable[[Field], None]) -> None:
        super().__init__()
        self.boxes, self.across, self.reserve = boxes, across, reserve
        self.spaceAfter = 12

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, self.tall
        return available, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        each = (self.width - self.gap * (self.across - 1)) / self.across
        for n, signature in enumerate(self.boxes):
            x = n * (each + self.gap)
            with artifact(canvas):
                canvas.saveState()
                canvas.setStrokeColor(color(MUTED))
                canvas.setLineWidth(0.6)
                canvas.setDash(3, 2)
                canvas.roundRect(x, 0, each, self.height, 5, stroke=1, fill=0)
                canvas.restoreState()
            top = self.height - 6
            for text, style in ((signature.title, STRONG), (signature.caption, SMALL)):
                part = paragraph(text, style)
                _, height = part.wrap(each - 18, self.height)
                part.drawOn(canvas, x + 9, top - height)
                top -= height
            x0, y0 = canvas.absolutePosition(x + 6, 6)
            x1, y1 = canvas.absolutePosition(x + each - 6, top - 5)
            self.reserve(Field(signature.field, canvas.getPageNumber() - 1, (x0, y0, x1, y1), signature.title))
            tagger = tagger_of(canvas)
            if tagger is not None:
                tagger.form(signature.field)


def written(text: str) -> Run:
    """What somebody typed, in whatever language."""
    return Run(text, lang=guessed(text))


def note(title: str, text: str, style: ParagraphStyle = BODY) -> Story:
    """A note of whoever filled in, marked as such; nothing without text."""
    return [paragraph((Run(f"{title}: ", color=MUTED), written(text)), style)] if text else []
