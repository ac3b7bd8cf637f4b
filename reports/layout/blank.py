"""The blank checklist on pages: a box beside each choice, lines to write on; the same with fields to be filled in.

The fillable one is a form for the screen and no archive file: it is meant to be changed.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Spacer,
)

from reports.blank import Blank, Box, Entry, Section
from reports.layout import fonts
from reports.layout.blocks import heading
from reports.layout.fonts import BOLD, REGULAR
from reports.layout.style import (
    BODY,
    BOTTOM,
    BRAND,
    CELL,
    EYEBROW,
    INK,
    LINE,
    MARGIN,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SECTION,
    SMALL,
    STRONG,
    TITLE,
    TOP,
    WIDTH,
    color,
)
from reports.layout.text import Run, fitted, one_line, paragraph

SIDE = 10.0
"""Of a box to tick, in points."""
_INDENT = 34.0
GAP = 20.0
COLUMN = (WIDTH - GAP) / 2
HEAD = 232.0
"""How tall the head of the first page is, above the two columns."""
IDENTITY = "vaglio.blank"
"""The field that says what the sheet was made with."""


def render(blank: Blank, fillable: bool = False) -> bytes:
    """The sheet as a PDF with embedded fonts. Same sheet, same bytes."""
    fonts.register()
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=0,
        invariant=1,
        initialFontName=REGULAR,
        initialFontSize=9,
        title=one_line(blank.title),
        subject=one_line(blank.subject),
        creator="Vaglio",
        lang=blank.lang,
    )
    draw, tall = _furniture(blank, fillable), PAGE_HEIGHT - TOP - BOTTOM
    top = Frame(MARGIN, PAGE_HEIGHT - TOP - HEAD, WIDTH, HEAD, 0, 0, 0, 0, id="top")
    document.addPageTemplates(
        [
            PageTemplate("first", [top, *_columns(tall - HEAD)], onPage=draw),
            PageTemplate("later", _columns(tall), onPage=draw),
        ]
    )
    document.build(_story(blank, fillable), canvasmaker=_Numbered.of(blank.page_of))
    return out.getvalue()


def _columns(tall: float) -> list[Frame]:
    return [Frame(x, BOTTOM, COLUMN, tall, 0, 0, 0, 0) for x in (MARGIN, MARGIN + COLUMN + GAP)]


def _story(blank: Blank, fillable: bool) -> list[Flowable]:
    story: list[Flowable] = [paragraph(blank.subject, EYEBROW), paragraph(blank.title, TITLE)]
    story += [paragraph(text, BODY) for text in blank.intro]
    story.append(Spacer(1, 6))
    story += [WriteLine(label, name, fillable) for label, name in blank.about]
    story += [FrameBreak(), NextPageTemplate("later")]
    for section in blank.sections:
        story += _section(section, fillable)
    story += heading(blank.notes, SECTION)
    story.append(NoteArea(blank.notes, "notes", fillable))
    return story


def _section(section: Section, fillable: bool) -> list[Flowable]:
    story = heading(section.title, SECTION, room=175, level=0)
    if section.text:
        story.append(paragraph(section.text, SMALL))
    story += [KeepTogether(_entry(entry, fillable)) for entry in section.entries]
    return story


def _entry(entry: Entry, fillable: bool) -> list[Flowable]:
    asked = ParagraphStyle("asked", STRONG, leftIndent=_INDENT, firstLineIndent=-_INDENT, spaceBefore=7)
    hint = ParagraphStyle("hint", SMALL, leftIndent=_INDENT)
    made: list[Flowable] = [paragraph((Run(f"{entry.code}   ", color=BRAND), Run(entry.question)), asked)]
    made += [paragraph(text, hint) for text in (entry.hint, entry.many) if text]
    if entry.days:
        made.append(WriteLine(entry.days_label, entry.days, fillable, indent=_INDENT, room=90))
    made += [TickLine(box, fillable, f"{entry.code} {entry.question}") for box in entry.boxes]
    return made


class TickLine(Flowable):  # type: ignore[misc]
    """A box, the key that is typed for it, and the words of the choice."""

    def __init__(self, box: Box, fillable: bool, about: str) -> None:
        super().__init__()
        self._box, self._fillable, self._about = box, fillable, about
        self._words = paragraph((Run(f"{box.key}  ", bold=True, color=MUTED), Run(box.label)), CELL)

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        _, tall = self._words.wrap(available - _INDENT - SIDE - 8, height)
        self.width, self.height = available, max(tall, SIDE) + 3
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        top = self.height - 2
        if self._fillable:
            canvas.acroForm.checkbox(
                name=self._box.name,
                tooltip=one_line(f"{self._about}: {self._box.label}")[:300],
                x=_INDENT,
                y=top - SIDE,
                size=SIDE,
                buttonStyle="cross",
                borderWidth=0.7,
                borderColor=color(INK),
                fillColor=None,
                forceBorder=True,
                relative=True,
            )
        else:
            canvas.setStrokeColor(color(INK))
            canvas.setLineWidth(0.8)
            canvas.rect(_INDENT, top - SIDE, SIDE, SIDE, stroke=1, fill=0)
        self._words.drawOn(canvas, _INDENT + SIDE + 8, self.height - self._words.height)


class WriteLine(Flowable):  # type: ignore[misc]
    """A label and a line to write on."""

    tall = 22.0

    def __init__(self, label: str, name: str, fillable: bool, indent: float = 0, room: float | None = None) -> None:
        super().__init__()
        self._label, self._name, self._fillable = label, name, fillable
        self._indent, self._room = indent, room

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, self.tall
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.setFillColor(color(MUTED))
        canvas.setFont(REGULAR, 9)
        label = fitted(self._label, REGULAR, 9, self.width * 0.6)
        canvas.drawString(self._indent, 6, label)
        start = self._indent + fonts.width(label, REGULAR, 9) + 8
        room = min(self._room or self.width, self.width - start)
        if self._fillable:
            _text_field(canvas, self._name, self._label, (start, 1, room, 17))
        else:
            canvas.setStrokeColor(color(MUTED))
            canvas.setLineWidth(0.6)
            canvas.line(start, 4, start + room, 4)


class NoteArea(Flowable):  # type: ignore[misc]
    """Room for notes, ruled or as a field."""

    tall, step = 132.0, 22.0

    def __init__(self, label: str, name: str, fillable: bool) -> None:
        super().__init__()
        self._label, self._name, self._fillable = label, name, fillable

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available, self.tall
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        if self._fillable:
            _text_field(canvas, self._name, self._label, (0, 4, self.width, self.tall - 8), many=True)
            return
        canvas.setStrokeColor(color(LINE))
        canvas.setLineWidth(0.6)
        for n in range(int(self.tall / self.step)):
            canvas.line(0, 4 + n * self.step, self.width, 4 + n * self.step)


def _text_field(
    canvas: Canvas, name: str, label: str, box: tuple[float, float, float, float], many: bool = False
) -> None:
    x, y, wide, tall = box
    canvas.acroForm.textfield(
        name=name,
        tooltip=one_line(label),
        x=x,
        y=y,
        width=wide,
        height=tall,
        fontSize=9,
        borderWidth=0.6,
        borderColor=color(MUTED),
        fillColor=None,
        forceBorder=True,
        relative=True,
        maxlen=4000,
        fieldFlags="multiline" if many else "",
    )


def _furniture(blank: Blank, fillable: bool) -> Callable[[Canvas, BaseDocTemplate], None]:
    def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFillColor(color(BRAND))
        canvas.setFont(BOLD, 10.5)
        canvas.drawString(MARGIN, PAGE_HEIGHT - 52, fitted(blank.title, BOLD, 10.5, WIDTH))
        canvas.setStrokeColor(color(BRAND))
        canvas.setLineWidth(1.3)
        canvas.line(MARGIN, PAGE_HEIGHT - 63, PAGE_WIDTH - MARGIN, PAGE_HEIGHT - 63)
        canvas.setFillColor(color(MUTED))
        canvas.setFont(REGULAR, 8)
        canvas.drawString(MARGIN, 42, fitted(blank.footer, REGULAR, 8, WIDTH - 80))
        canvas.setFillColor(color(INK))
        canvas.restoreState()
        if fillable and canvas.getPageNumber() == 1:
            canvas.acroForm.textfield(
                name=IDENTITY,
                value=blank.identity,
                x=0,
                y=0,
                width=1,
                height=1,
                borderWidth=0,
                fieldFlags="readOnly",
                annotationFlags="hidden",
                maxlen=4000,
            )

    return draw


class _Numbered(Canvas):  # type: ignore[misc]
    """Fills in «pag. x di y» at the end, when y is known."""

    page_of = ""

    @classmethod
    def of(cls, page_of: str) -> Callable[..., Canvas]:
        return type("Numbered", (cls,), {"page_of": page_of})

    def __init__(self, *args: Any, **params: Any) -> None:
        super().__init__(*args, **params)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self.setFillColor(color(MUTED))
            self.setFont(REGULAR, 8)
            told = self.page_of.format(page=number, pages=len(self._kept))
            self.drawRightString(PAGE_WIDTH - MARGIN, 42, told)
            super().showPage()
        super().save()
