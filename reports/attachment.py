"""The practice inside its own paper: an associated file of the PDF, put in and found again.

Finds it where older papers have it too, in the catalogue's page-piece dictionary. Whoever reads gets someone else's
bytes: nothing here says whose they are, and no more is ever unpacked than the caller allows.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

NAME = "pratica.json"
MOST_FILES = 1000


def attach(doc: pikepdf.Pdf, payload: bytes, moment: str, description: str) -> None:
    """``payload`` as the data this document was made from. ``moment``: a PDF date."""
    from pikepdf import Array, Dictionary, Name, String

    stream = doc.make_stream(payload, Type=Name.EmbeddedFile, Subtype=Name("/application/json"))
    stream.Params = Dictionary(
        ModDate=String(moment),
        Size=len(payload),
        # What the format has for this, and nobody's proof of anything: the fingerprint on paper is SHA-256.
        CheckSum=String(hashlib.md5(payload, usedforsecurity=False).digest()),
    )
    file = Dictionary(
        Type=Name.Filespec,
        F=String(NAME),
        UF=String(NAME),
        AFRelationship=Name.Data,
        EF=Dictionary(F=stream, UF=stream),
    )
    if description:
        file.Desc = String(description)
    found = doc.make_indirect(file)
    doc.Root.AF = Array([found])
    if "/Names" not in doc.Root:
        doc.Root.Names = Dictionary()
    doc.Root.Names.EmbeddedFiles = Dictionary(Names=Array([String(NAME), found]))


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
