"""What a signature looks like on the page: a few lines of text in an embedded font, inside the reserved box, and
beside them what was drawn by hand, as pen strokes or as a picture.

Imported only while signing, since it loads reportlab and pyHanko. Never trusts a line: whatever the font
cannot show becomes a question mark, whatever is too long is cut.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

import pikepdf
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import UserError
from reports.archival import printable
from reports.rewriting import rewritten

if TYPE_CHECKING:
    from reports.signing.drawing import Drawing
    from reports.signing.sign import Stamp

_REGULAR, _BOLD = "SealSans", "SealSans-Bold"
_DRAWN = 0.44  # of the box's width, if something is drawn
_MOST_PIXELS = 1000  # on the longer side of a picture
_LARGEST, _SMALLEST, _LEADING, _MARGIN = 9.0, 5.0, 1.25, 4.0  # points, points, times the size, points


class PlainWriter(IncrementalPdfFileWriter):
    """Adds a revision without touching the metadata: the library's rewriting of XMP would break PDF/A."""

    def _update_meta(self) -> None:
        pass

    def _populate_trailer(self, trailer: DictionaryObject) -> None:
        """The cross-reference stream as it stands: its last byte is then a nought.

        Packed, one in 256 would end in a carriage return, which readers may take for the line end before
        ``endstream``; and a signed file cannot be written anew.
        """
        super()._populate_trailer(trailer)  # type: ignore[no-untyped-call]
        trailer.pop("/Filter", None)

    def register_extension(self, ext: object) -> None:
        """Left out: no reader needs it, and a later signer that writes it anew would break our signature."""

    def ensure_output_version(self, version: object) -> None:
        """The paper stays of the version that it was written in, as PDF/A wants."""


class _Page(PdfContent):
    """A one-page PDF held in memory, as the content of an appearance."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        x0, y0, x1, y1 = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=x1 - x0, height=y1 - y0)
        self.resources.xobject["/Seal"] = page
        return b"/Seal Do"


def style(stamp: Stamp, width: float, height: float) -> StaticStampStyle:
    """The stamp for a box of ``width`` by ``height`` points; the first line is bold. UserError
    ``picture_unreadable``."""
    middle = AxisAlignment.ALIGN_MID
    centred = SimpleBoxLayoutRule(middle, middle, margins=Margins(0, 0, 0, 0))
    # The library cuts the box to whole points: what was drawn beyond, the frame's right edge, would be cut off.
    drawing = _Page(_draw(stamp, max(1, math.floor(width)), max(1, math.floor(height))))
    return StaticStampStyle(border_width=0, background=drawing, background_layout=centred, background_opacity=1.0)


def _draw(stamp: Stamp, width: float, height: float) -> bytes:
    for name, file in ((_REGULAR, "SourceSansPro-Regular.ttf"), (_BOLD, "SourceSansPro-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            data = (files("font_source_sans_pro") / "files" / file).read_bytes()
            pdfmetrics.registerFont(TTFont(name, io.BytesIO(data)))
    left = _MARGIN + (width * _DRAWN if stamp.drawing is not None else 0)
    room = width - left - _MARGIN
    rows = [(_BOLD if i == 0 else _REGULAR, text) for i, text in enumerate(printable(line) for line in stamp.lines)]
    rows = [(font, _shown(text, font)) for font, text in rows if text]
    size = _size(rows, room, height - 2 * _MARGIN)

    out = io.BytesIO()
    canvas = Canvas(out, (width, height), invariant=1, initialFontName=_REGULAR, initialFontSize=size)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.45)
    canvas.rect(0.25, 0.25, width - 0.5, height - 0.5)
    if stamp.drawing is not None:
        _by_hand(canvas, stamp.drawing, (_MARGIN, _MARGIN, width * _DRAWN - _MARGIN, height - 2 * _MARGIN))
    top = height - _MARGIN - size
    for font, text in rows:
        if top < _MARGIN - size * 0.25:
            break
        canvas.setFont(font, size)
        canvas.drawString(left, top, _cut(text, font, size, room))
        top -= size * _LEADING
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as page:
        return rewritten(page)


def _by_hand(canvas: Canvas, drawing: Drawing, box: tuple[float, float, float, float]) -> None:
    """As large as the box allows, its proportions kept."""
    x, y, width, height = box
    if width <= 0 or height <= 0:
        return
    if drawing.picture:
        picture = _picture(drawing.picture)
        canvas.drawImage(picture, x, y, width, height, mask="auto", preserveAspectRatio=True, anchor="c")
        return
    points = [point for stroke in drawing.strokes for point in stroke]
    if not points:
        return
    left, top = min(p[0] for p in points), min(p[1] for p in points)
    wide, high = max(p[0] for p in points) - left, max(p[1] for p in points) - top
    scale = min(width / max(wide, drawing.size[0] * 0.2, 1e-6), height / max(high, drawing.size[1] * 0.2, 1e-6))
    x += (width - wide * scale) / 2
    y += (height - high * scale) / 2 + high * scale
    canvas.saveState()
    canvas.setStrokeColorRGB(0.07, 0.12, 0.4)
    canvas.setLineWidth(1.1)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in drawing.strokes:
        path = canvas.beginPath()
        for n, (px, py) in enumerate(stroke if len(stroke) > 1 else stroke * 2):
            (path.lineTo if n else path.moveTo)(x + (px - left) * scale, y - (py - top) * scale)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def _picture(data: bytes) -> ImageReader:
    """The picture in plain colours, its transparency kept and nothing else: no profile, no camera's notes."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > Image.MAX_IMAGE_PIXELS:  # type: ignore[operator]
                raise UserError("picture_unreadable")
            made = ImageOps.exif_transpose(opened).convert("RGBA")
        made.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as problem:
        raise UserError("picture_unreadable") from problem
    made.info.clear()
    return ImageReader(made)


def _size(rows: Sequence[tuple[str, str]], width: float, height: float) -> float:
    """The largest size at which all rows fit, within our limits."""
    widest = max((pdfmetrics.stringWidth(text, font, 1.0) for font, text in rows), default=0.0)
    tallest = max(len(rows), 1) * _LEADING
    return max(_SMALLEST, min(_LARGEST, height / tallest, width / widest if widest else _LARGEST))


def _shown(text: str, font: str) -> str:
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    return "".join(c if ord(c) in glyphs else "?" for c in text)


def _cut(text: str, font: str, size: float, width: float) -> str:
    if pdfmetrics.stringWidth(text, font, size) <= width:
        return text
    while text and pdfmetrics.stringWidth(text + "…", font, size) > width:
        text = text[:-1]
    return text + "…"
