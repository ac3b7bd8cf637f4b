"""From reportlab's PDF to a file that lasts: PDF/A-2b, reserved signature fields, the practice's own data
inside.

Works on bytes only and is deterministic: the same input gives the same bytes. It never draws a page, never
signs and never reads a clock; it must not touch a file that is already signed (it rewrites everything).

The practice travels in the catalogue's page-piece dictionary and not as an attachment: PDF/A-2 admits as
attachments only other PDF/A files.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    import pikepdf

PRODUCER = "Vaglio"
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
) -> bytes:
    """``pdf`` as PDF/A-2b, with metadata, output intent, empty signature fields and ``payload`` inside.

    All fonts of ``pdf`` must already be embedded. ``created`` must know its time zone (ValueError otherwise);
    ``lang`` is a language tag such as ``it-IT``. A field on a page that is not there is an IndexError.
    """
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    if created.tzinfo is None:
        raise ValueError("created has no time zone")
    title, author, subject = (printable(text) for text in (title, author, subject))
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        root = doc.Root
        info = {"/Title": title, "/Author": author, "/Subject": subject}
        doc.trailer.Info = doc.make_indirect(
            Dictionary(
                {key: String(text) for key, text in info.items() if text}
                | {"/Creator": String(PRODUCER), "/Producer": String(PRODUCER)}
                | {"/CreationDate": String(_pdf_date(created)), "/ModDate": String(_pdf_date(created))}
            )
        )
        xmp = _xmp(title, author, subject, lang, document_id, created)
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
                        DestOutputProfile=doc.make_stream(_srgb_profile(), N=3),
                    )
                )
            ]
        )
        if payload is not None:
            root.PieceInfo = Dictionary(
                Vaglio=Dictionary(LastModified=String(_pdf_date(created)), Private=doc.make_stream(payload))
            )
        if fields:
            _reserve(doc, fields)
        return rewritten(doc)


def embedded(pdf: bytes) -> bytes | None:
    """The practice's data inside ``pdf``; None if there are none, or the file cannot be read.

    What comes back is someone else's bytes until a verification says whose they are.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as doc:
            stream = doc.Root.PieceInfo.Vaglio.Private
            if not isinstance(stream, pikepdf.Stream):
                return None
            if stream.get("/Filter") != pikepdf.Name.FlateDecode:
                return stream.read_bytes()
            unpack = zlib.decompressobj()
            data = unpack.decompress(stream.read_raw_bytes(), PAYLOAD_LIMIT)
            return data if unpack.eof else None
    except (AttributeError, KeyError, TypeError, ValueError, zlib.error, pikepdf.PdfError):
        return None


def rewritten(doc: pikepdf.Pdf) -> bytes:
    """``doc`` written out so that it validates: right stream lengths, a stable /ID, no object left over."""
    import pikepdf

    doc.remove_unreferenced_resources()
    for thing in doc.objects:
        if isinstance(thing, pikepdf.Stream):
            _settle(thing)
    out = io.BytesIO()
    doc.save(
        out,
        force_version="1.7",
        deterministic_id=True,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return out.getvalue()


def printable(text: str) -> str:
    """``text`` on one line without what XML and fonts cannot carry (control characters, half surrogates)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _settle(stream: pikepdf.Stream) -> None:
    """Deflate a stream once, ourselves, so that the bytes do not depend on who compressed them before.

    Data that would end in a carriage return stay as they are: a validator may take that byte for the line end
    before ``endstream`` and call the length wrong. Metadata stay legible, as archives like them.
    """
    import pikepdf

    filters = stream.get("/Filter", pikepdf.Array())
    names = list(filters.as_list()) if isinstance(filters, pikepdf.Array) else [filters]
    if any(name not in ("/ASCII85Decode", "/FlateDecode") for name in names) or "/DecodeParms" in stream:
        return
    data = stream.read_bytes()
    packed = zlib.compress(data, 9)
    if stream.get("/Type") == "/Metadata" or packed.endswith(b"\r") or len(packed) >= len(data):
        stream.write(data)
    else:
        stream.write(packed, filter=pikepdf.Name.FlateDecode)


def _reserve(doc: pikepdf.Pdf, fields: Sequence[Field]) -> None:
    from pikepdf import Array, Dictionary, Name, String

    widgets = []
    for field in fields:
        page = doc.pages[field.page].obj
        widget = doc.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(field.name),
                TU=String(printable(field.label)),
                Rect=Array([round(edge, 2) for edge in field.rect]),
                F=4,  # printed, never hidden: PDF/A asks for it
                P=page,
            )
        )
        if field.visible:
            x0, y0, x1, y1 = (round(edge, 2) for edge in field.rect)
            blank = doc.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary())
            blank.BBox = Array([0, 0, round(x1 - x0, 2), round(y1 - y0, 2)])
            widget.AP = Dictionary(N=blank)
        if "/Annots" not in page:
            page.Annots = doc.make_indirect(Array())
        page.Annots.append(widget)
        widgets.append(widget)
    doc.Root.AcroForm = doc.make_indirect(Dictionary(Fields=Array(widgets), SigFlags=1))


def _pdf_date(moment: datetime) -> str:
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


def _xmp(title: str, author: str, subject: str, lang: str, document_id: str, created: datetime) -> bytes:
    """The XMP packet by hand: it must repeat /Info word for word and second by second."""
    when = created.isoformat(timespec="seconds")
    names = f"<rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq>"
    parts = [f"<dc:title>{_alt(title)}</dc:title>" if title else ""]
    parts += [f"<dc:creator>{names}</dc:creator>" if author else ""]
    parts += [f"<dc:description>{_alt(subject)}</dc:description>" if subject else ""]
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
{"".join(parts)}
<dc:language><rdf:Bag><rdf:li>{escape(lang)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate>
<xmp:ModifyDate>{when}</xmp:ModifyDate>
<xmp:MetadataDate>{when}</xmp:MetadataDate>
<xmpMM:DocumentID>{escape(printable(document_id))}</xmpMM:DocumentID>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _alt(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


@cache
def _srgb_profile() -> bytes:
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The header carries the moment of making; a fixed one keeps our output the same for the same input.
    profile[24:36] = b"".join(part.to_bytes(2, "big") for part in (2000, 1, 1, 0, 0, 0))
    return bytes(profile)
