"""A draft as a DOCX that any word processor opens and changes. The same draft gives the same bytes.

The library loads at the first call. Nothing of the machine, the user's login or the moment goes into the file.
"""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from reports.documents.draft import Ask, Block, Draft, Heading, Para, Points
from reports.documents.plain import clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
"""Written as the file's own date, whenever it is made."""
_ZIPPED = (2026, 1, 1, 0, 0, 0)
_LANGUAGES = {"it": "it-IT", "en": "en-GB"}


def docx(draft: Draft) -> bytes:
    """The file. Slow (tenths of a second): not on the GUI thread."""
    from docx import Document
    from docx.shared import Cm, Pt

    made = Document()
    _about(made, draft)
    for section in made.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.3)
        section.top_margin = section.bottom_margin = Cm(2.2)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    gaps = _finder(draft.gaps)
    if draft.headed:
        _fill(made.add_heading(level=1), draft.title, gaps)
    for block in draft.blocks:
        _add(made, block, gaps)
    return _same(made)


def _about(made: Document, draft: Draft) -> None:
    from docx.oxml.ns import qn

    about = made.core_properties
    about.title, about.author, about.comments = clean(draft.title)[:255], "", ""
    about.created = about.modified = _MOMENT
    about.last_modified_by, about.language = "", _LANGUAGES.get(draft.lang, draft.lang)
    defaults = made.styles.element.find(qn("w:docDefaults"))
    for lang in defaults.iter(qn("w:lang")):
        lang.set(qn("w:val"), _LANGUAGES.get(draft.lang, draft.lang))


def _add(made: Document, block: Block, gaps: re.Pattern[str] | None) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    match block:
        case Heading(said):
            _fill(made.add_heading(level=2), said, gaps)
        case Para(said, look):
            paragraph = made.add_paragraph()
            _fill(paragraph, said, gaps, bold=look == "strong", size=9 if look == "small" else 0)
            if look == "right":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            elif look == "small":
                paragraph.paragraph_format.left_indent = Cm(0.8)
        case Points(items, numbered):
            for number, item in enumerate(items, 1):
                paragraph = made.add_paragraph()
                paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.8), Cm(-0.8)
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
                paragraph.add_run(f"{number}.\t" if numbered else "–\t")
                _fill(paragraph, item, gaps)
        case Ask(code, question, hint, marks):
            paragraph = made.add_paragraph()
            paragraph.paragraph_format.space_before, paragraph.paragraph_format.keep_with_next = Pt(6), True
            if block.one_blank:
                paragraph.add_run(f"{code} ______  ")
                paragraph.paragraph_format.keep_with_next = bool(hint)
                _fill(paragraph, question, gaps, bold=True)
            else:
                _fill(paragraph, f"{code}  {question}", gaps, bold=True)
            if hint:
                paragraph.paragraph_format.space_after = Pt(0)
                paragraph = made.add_paragraph()
                paragraph.paragraph_format.keep_with_next = not block.one_blank
                _fill(paragraph, hint, gaps, size=9)
            for place, mark in enumerate(() if block.one_blank else marks, 1):
                paragraph = made.add_paragraph()
                paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(3), Cm(-2.2)
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(3))
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.paragraph_format.keep_with_next = place < len(marks)
                paragraph.add_run(f"☐ {mark.code}\t" if mark.text else f"{mark.code}\t________________")
                _fill(paragraph, mark.text, gaps)


def _finder(gaps: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("(" + "|".join(re.escape(clean(gap)) for gap in gaps) + ")") if gaps else None


def _fill(paragraph: Paragraph, said: str, gaps: re.Pattern[str] | None, bold: bool = False, size: int = 0) -> None:
    """``said`` as it stands; what is still to be filled in on a yellow ground."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt

    parts = gaps.split(clean(said)) if gaps is not None else [clean(said)]
    for place, part in enumerate(parts):
        if not part:
            continue
        run = paragraph.add_run(part)
        if bold:
            run.bold = True
        if size:
            run.font.size = Pt(size)
        if place % 2:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _same(made: Document) -> bytes:
    """The file with every part dated alike: the moment of writing must not show in its bytes."""
    first, last = BytesIO(), BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as read, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as written:
        for part in read.infolist():
            entry = zipfile.ZipInfo(part.filename, _ZIPPED)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            written.writestr(entry, read.read(part.filename))
    return last.getvalue()
