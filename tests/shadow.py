"""Attacks on a signed paper that leave every signed byte as it was, and what each must be reported as.

All of them are revisions appended to our own sealed paper, as a stranger with the usual tools would do it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from sealed_paper import paper, person, seal

Attack = Callable[[IncrementalPdfFileWriter], None]


def updated(pdf: bytes, change: Attack) -> bytes:
    """``pdf`` with a revision appended by someone else."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def signed_over(pdf: bytes, field: str = "datore") -> bytes:
    """A further signature by someone who does not ask our verification first."""
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

    from reports.signing.identity import unlock

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    meta = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES)
    done = sign_pdf(writer, meta, unlock(person().p12, "perché no?"), existing_fields_only=True)
    return bytes(done.getvalue())


@cache
def layered() -> bytes:
    """Our paper with a layer that is shown, then sealed."""

    def add_layer(writer: IncrementalPdfFileWriter) -> None:
        layer = writer.add_object(
            generic.DictionaryObject(
                {pdf_name("/Type"): pdf_name("/OCG"), pdf_name("/Name"): generic.TextStringObject("Clausola")}
            )
        )
        writer.root[pdf_name("/OCProperties")] = generic.DictionaryObject(
            {
                pdf_name("/OCGs"): generic.ArrayObject([layer]),
                pdf_name("/D"): generic.DictionaryObject(
                    {pdf_name("/ON"): generic.ArrayObject([layer]), pdf_name("/OFF"): generic.ArrayObject()}
                ),
            }
        )
        writer.update_root()

    return seal(updated(paper(), add_layer), "consulente")


def _kids(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    pages: generic.DictionaryObject = writer.root["/Pages"]
    writer.update_container(pages)
    return pages


def paint_over(writer: IncrementalPdfFileWriter) -> None:
    ink = writer.add_object(generic.StreamObject(stream_data=b"q 1 0 0 rg 60 600 300 200 re f Q"))
    writer.add_stream_to_page(0, ink)


def replace_page(writer: IncrementalPdfFileWriter) -> None:
    pages = _kids(writer)
    old = pages["/Kids"][1]
    page = generic.DictionaryObject({key: old.raw_get(key) for key in old})
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    pages["/Kids"][1] = writer.add_object(page)
    writer.update_container(pages["/Kids"])


def add_page(writer: IncrementalPdfFileWriter) -> None:
    pages = _kids(writer)
    old = pages["/Kids"][2]
    page = generic.DictionaryObject({key: old.raw_get(key) for key in old if key != "/Annots"})
    pages["/Kids"].append(writer.add_object(page))
    pages[pdf_name("/Count")] = generic.NumberObject(len(pages["/Kids"]))


def remove_page(writer: IncrementalPdfFileWriter) -> None:
    pages = _kids(writer)
    del pages["/Kids"][2]
    pages[pdf_name("/Count")] = generic.NumberObject(len(pages["/Kids"]))


def swap_pages(writer: IncrementalPdfFileWriter) -> None:
    kids = _kids(writer)["/Kids"]
    first, second = kids.raw_get(0), kids.raw_get(1)
    kids[0], kids[1] = second, first


def turn_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Rotate")] = generic.NumberObject(180)
    writer.update_container(page)


def change_appearance(writer: IncrementalPdfFileWriter) -> None:
    """The first signature shows another text, its value stays."""
    field = writer.root["/AcroForm"]["/Fields"][0]
    look = generic.StreamObject(stream_data=b"0 1 0 rg 0 0 200 70 re f")
    for key, value in (("/Type", "/XObject"), ("/Subtype", "/Form")):
        look[pdf_name(key)] = pdf_name(value)
    look[pdf_name("/BBox")] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 200, 70)])
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
    writer.update_container(field)


def move_field(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    field[pdf_name("/Rect")] = generic.ArrayObject([generic.NumberObject(n) for n in (10, 700, 210, 770)])
    writer.update_container(field)


def hide_layer(writer: IncrementalPdfFileWriter) -> None:
    shown = writer.root["/OCProperties"]["/D"]
    shown[pdf_name("/OFF")] = shown["/ON"]
    shown[pdf_name("/ON")] = generic.ArrayObject()
    writer.update_container(shown)


def stick_a_note(writer: IncrementalPdfFileWriter) -> None:
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (60, 600, 300, 700)]),
            pdf_name("/Contents"): generic.TextStringObject("Non è vero"),
        }
    )
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])


def swap_practice(writer: IncrementalPdfFileWriter) -> None:
    stream = generic.StreamObject(stream_data=b"{}")
    held = writer.root["/AF"][0]["/EF"]
    held[pdf_name("/F")] = writer.add_object(stream)
    writer.update_container(held)


def add_script(writer: IncrementalPdfFileWriter) -> None:
    act = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.TextStringObject("app.alert(1)")}
    )
    writer.root[pdf_name("/OpenAction")] = writer.add_object(act)
    writer.update_root()


def attach(writer: IncrementalPdfFileWriter) -> None:
    from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file

    made = EmbeddedFileObject.from_file_data(writer, data=b"altro", mime_type="text/plain")
    embed_file(writer, FileSpec(file_spec_string="altro.txt", embedded_data=made))


def add_field(writer: IncrementalPdfFileWriter) -> None:
    field = generic.DictionaryObject(
        {pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): generic.TextStringObject("importo")}
    )
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(writer.add_object(field))
    writer.update_container(fields)


def rewrite_signature(writer: IncrementalPdfFileWriter) -> None:
    signature = writer.root["/AcroForm"]["/Fields"][0]["/V"]
    signature[pdf_name("/Reason")] = generic.TextStringObject("altro motivo")
    writer.update_container(signature)


def rename_field(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][2]
    field["/TU"] = generic.TextStringObject("altro")
    writer.update_container(field)


def retitle(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer["/Info"]
    info["/Title"] = generic.TextStringObject("altro titolo")
    writer.update_container(info)


def relabel(writer: IncrementalPdfFileWriter) -> None:
    """The metadata now claim another conformance."""
    metadata = writer.root["/Metadata"]
    changed = metadata.data.replace(b"<pdfaid:part>3", b"<pdfaid:part>2")
    assert changed != metadata.data
    stream = generic.StreamObject(stream_data=changed)
    for key, value in (("/Type", "/Metadata"), ("/Subtype", "/XML")):
        stream[pdf_name(key)] = pdf_name(value)
    writer.root[pdf_name("/Metadata")] = writer.add_object(stream)
    writer.update_root()


ATTACKS: dict[str, tuple[Attack, set[str]]] = {
    "page painted over": (paint_over, {"page_content"}),
    "page replaced": (replace_page, {"pages_added", "pages_removed"}),
    "page added": (add_page, {"pages_added"}),
    "page removed": (remove_page, {"pages_removed"}),
    "pages swapped": (swap_pages, {"pages_moved"}),
    "page turned": (turn_page, {"page_size"}),
    "appearance changed": (change_appearance, {"appearance"}),
    "field moved": (move_field, {"appearance"}),
    "note stuck on": (stick_a_note, {"annotation_added"}),
    "practice data changed": (swap_practice, {"practice_data"}),
    "script added": (add_script, {"scripts"}),
    "file attached": (attach, {"attachments"}),
    "field added": (add_field, {"field_added"}),
    "field renamed": (rename_field, {"form"}),
    "signature rewritten": (rewrite_signature, {"signature_replaced"}),
}
"""What a reader would see, or the law would read: never tolerated, not even under a further signature."""
QUIET: dict[str, tuple[Attack, set[str]]] = {
    "properties changed": (retitle, {"info"}),
    "metadata changed": (relabel, {"metadata"}),
}
"""What other signers do as a matter of course: said, and no reason by itself to call a further signature broken."""
