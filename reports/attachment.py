"""The practice inside its own paper: an associated file of the PDF, put in and found again.

Finds it where older papers have it too, in the catalogue's page-piece dictionary. Whoever reads gets someone else's
bytes: nothing here says whose they are, and no more is ever unpacked than the caller allows.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

NAME = "pratica.json"


@dataclass(frozen=True)
class Attached:
    """A file that travels beside the data. ``name`` is of our making: no two alike, nothing but plain letters."""

    name: str
    data: bytes
    description: str = ""


MOST_FILES = 1000


def attach(doc: pikepdf.Pdf, payload: bytes, moment: str, description: str, more: Sequence[Attached] = ()) -> None:
    """``payload`` as the data this document was made from, ``more`` as what supplements it. ``moment``: a PDF date."""
    from pikepdf import Array, Dictionary, Name, String

    data = _file(doc, Attached(NAME, payload, description), moment, "/application/json", Name.Data)
    listed = {NAME: data}
    for one in more:
        listed[one.name] = _file(doc, one, moment, "/application/octet-stream", Name.Supplement)
    doc.Root.AF = Array(list(listed.values()))
    if "/Names" not in doc.Root:
        doc.Root.Names = Dictionary()
    in_order = [part for name in sorted(listed) for part in (String(name), listed[name])]
    doc.Root.Names.EmbeddedFiles = Dictionary(Names=Array(in_order))


def _file(doc: pikepdf.Pdf, what: Attached, moment: str, kind: str, relation: Any) -> Any:
    from pikepdf import Dictionary, Name, String

    stream = doc.make_stream(what.data, Type=Name.EmbeddedFile, Subtype=Name(kind))
    stream.Params = Dictionary(
        ModDate=String(moment),
        Size=len(what.data),
        # What the format has for this, and nobody's proof of anything: the fingerprint on paper is SHA-256.
        CheckSum=String(hashlib.md5(what.data, usedforsecurity=False).digest()),
    )
    file = Dictionary(
        Type=Name.Filespec,
        F=String(what.name),
        UF=String(what.name),
        AFRelationship=relation,
        EF=Dictionary(F=stream, UF=stream),
    )
    if what.description:
        file.Desc = String(what.description)
    return doc.make_indirect(file)


def stream_of(root: Any) -> Any:
    """The stream with the practice, from the catalogue of whichever library reads; None where there is none.

    Whatever a broken catalogue makes the library raise comes through.
    """
    files = root.get("/AF", ())
    for n in range(min(len(files), MOST_FILES)):
        file = files[n]  # by its number: only so does either library follow a reference
        if str(file["/UF"]) == NAME and file["/AFRelationship"] == "/Data":
            return file["/EF"]["/F"]
    return root["/PieceInfo"]["/Vaglio"]["/Private"] if "/PieceInfo" in root else None


def unpacked(stream: Any, most: int) -> bytes | None:
    """What is in the stream, of either library; None for more than ``most`` bytes, or packed as we never do."""
    raw = stream.encoded_data if hasattr(stream, "encoded_data") else stream.read_raw_bytes()
    if "/Filter" not in stream:
        return bytes(raw) if len(raw) <= most else None
    filters = stream["/Filter"]
    names = [str(filters)] if str(filters).startswith("/") else [str(filters[n]) for n in range(min(len(filters), 2))]
    if names != ["/FlateDecode"] or "/DecodeParms" in stream:
        return None
    unpack = zlib.decompressobj()
    data = unpack.decompress(raw, most)
    return data if unpack.eof else None
