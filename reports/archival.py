"""From reportlab's PDF to a file that lasts: PDF/A and PDF/UA, reserved signature fields, the practice's data inside.

Works on bytes only and is deterministic: the same input gives the same bytes. It never draws a page, never
signs and never reads a clock; it must not touch a file that is already signed (it rewrites everything).

Tagged, a paper with data is PDF/A-3a and one without PDF/A-2a, both PDF/UA-1; untagged they are 3b and 2b.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reports import attachment, structure
from reports.attachment import Attached
from reports.colour import srgb
from reports.elements import Tree
from reports.rewriting import rewritten
from reports.xmp import PRODUCER, Claims, Part, packet

if TYPE_CHECKING:
    import pikepdf

MOST_METADATA = 4000  # characters of title, author or subject: PDF/A sets its strings a limit
PAYLOAD_LIMIT = 64 * 1024 * 1024  # bytes of embedded data we are ready to unpack from someone else's file


@dataclass(frozen=True)
class Field:
    """A signature field to reserve before the first signature: adding one later would break it.

    ``page`` counts from 0; ``rect`` is x0, y0, x1, y1 in points from the bottom left, all zero for a field
    without an appearance (the timestamp's); ``label`` is read out by screen readers.
    """

    name: str
    page: int
    rect: tuple[float, float, float, float]
    label: str

    @property
    def visible(self) -> bool:
        return self.rect[2] > self.rect[0] and self.rect[3] > self.rect[1]


def finish(
    pdf: bytes,
    *,
    title: str,
    author: str,
    subject: str,
    lang: str,
    document_id: str,
    created: datetime,
    fields: Sequence[Field] = (),
    payload: bytes | None = None,
    payload_label: str = "",
    files: Sequence[Attached] = (),
    tree: Tree | None = None,
    part: Part | None = None,
) -> bytes:
    """``pdf`` as an archive file, with metadata, output intent, empty signature fields and ``payload`` inside.

    All fonts of ``pdf`` must already be embedded; with ``tree`` all that it shows must be marked, each field too.
    ``created`` must know its time zone; ``lang`` is a language tag such as ``it-IT``. ``part`` of PDF/A: 3 with a
    payload and 2 without, unless said; only 3 carries one (ValueError), and only beside one do ``files`` travel. A
    field on a page that is not there is an IndexError.
    """
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    part = part or (2 if payload is None else 3)
    if created.tzinfo is None:
        raise ValueError("created has no time zone")
    if payload is not None and part != 3:
        raise ValueError(f"PDF/A-{part} carries no data")
    title, author, subject = (printable(text)[:MOST_METADATA] for text in (title, author, subject))
    tagged = None if tree is None else structure.written(pdf, tree)
    with pikepdf.open(io.BytesIO(pdf if tagged is None else tagged.pdf)) as doc:
        root = doc.Root
        info = {"/Title": title, "/Author": author, "/Subject": subject}
        doc.trailer.Info = doc.make_indirect(
            Dictionary(
                {key: String(text) for key, text in info.items() if text}
                | {"/Creator": String(PRODUCER), "/Producer": String(PRODUCER)}
                | {"/CreationDate": String(_pdf_date(created)), "/ModDate": String(_pdf_date(created))}
            )
        )
        claims = Claims(part, tagged is not None)
        xmp = packet(title, author, subject, lang, printable(document_id), created, claims)
        root.Metadata = doc.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
        root.Lang = String(lang)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.OutputIntents = Array(
            [
                # An object of its own: some signers make it one, and an earlier signature then sees a change.
                doc.make_indirect(
                    Dictionary(
                        Type=Name.OutputIntent,
                        S=Name.GTS_PDFA1,
                        OutputConditionIdentifier=String("sRGB"),
                        Info=String("sRGB"),
                        DestOutputProfile=doc.make_stream(srgb(), N=3),
                    )
                )
            ]
        )
        if payload is not None:
            attachment.attach(doc, payload, _pdf_date(created), payload_label, files)
        widgets = _reserve(doc, fields)
        if tagged is not None:
            structure.attach(doc, tagged, widgets)
        return rewritten(doc, version="1.4" if part == 1 else "1.7", packed=part > 1)


def embedded(pdf: bytes) -> bytes | None:
    """The practice's data inside ``pdf``; None if there are none, or the file cannot be read.

    What comes back is someone else's bytes until a verification says whose they are.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as doc:
            stream = attachment.stream_of(doc.Root)
            return attachment.unpacked(stream, PAYLOAD_LIMIT) if isinstance(stream, pikepdf.Stream) else None
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, zlib.error, pikepdf.PdfError):
        return None


def printable(text: str) -> str:
    """``text`` on one line without what XML and fonts cannot carry (control characters, half surrogates)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _reserve(doc: pikepdf.Pdf, fields: Sequence[Field]) -> Mapping[str, pikepdf.Object]:
    """The widget of each field, by its name."""
    from pikepdf import Array, Dictionary, Name, String

    widgets: dict[str, pikepdf.Object] = {}
    for field in fields:
        page = doc.pages[field.page].obj
        x0, y0, x1, y1 = (round(edge, 2) for edge in field.rect)
        blank = doc.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary())
        blank.BBox = Array([0, 0, round(x1 - x0, 2), round(y1 - y0, 2)])
        widget = doc.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(field.name),
                TU=String(printable(field.label)[:MOST_METADATA]),
                Rect=Array([x0, y0, x1, y1]),
                F=4,  # printed, never hidden: PDF/A asks for it
                P=page,
                AP=Dictionary(N=blank),
            )
        )
        if "/Annots" not in page:
            page.Annots = doc.make_indirect(Array())
        page.Annots.append(widget)
        widgets[field.name] = widget
    if widgets:
        doc.Root.AcroForm = doc.make_indirect(Dictionary(Fields=Array(widgets.values()), SigFlags=1))
    return widgets


def _pdf_date(moment: datetime) -> str:
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
