"""A finished PDF written out so that validators agree: right stream lengths, a stable /ID, fonts that tell their text.

Deterministic: the same document gives the same bytes. It must not touch a file that is already signed.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reports import packing

if TYPE_CHECKING:
    import pikepdf

MOST_TO_A_BLOCK = 100  # characters in one block of a ToUnicode map: the format's own limit


def rewritten(doc: pikepdf.Pdf, *, version: str = "1.7", packed: bool = False) -> bytes:
    """``doc`` as bytes. ``packed``: small objects together in compressed streams, unknown to part 1 of PDF/A."""
    import pikepdf

    doc.remove_unreferenced_resources()
    for thing in doc.objects:
        if isinstance(thing, pikepdf.Stream):
            _settle(thing)
        elif isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            told = thing.get("/ToUnicode")
            if isinstance(told, pikepdf.Stream):
                _tell(told)
    out = io.BytesIO()
    doc.save(
        out,
        force_version=version,
        deterministic_id=True,
        fix_metadata_version=False,  # pikepdf would write our metadata anew
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return packing.packed(out.getvalue()) if packed else out.getvalue()


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


def _tell(stream: pikepdf.Stream) -> None:
    """The map from codes to characters written anew: without the codes that show nothing, in blocks of legal size."""
    text = stream.read_bytes().decode("latin-1")
    pairs = [(code, int(char, 16)) for code, char in re.findall(r"<([0-9A-F]{2})> <([0-9A-F]{4,6})>(?! )", text)]
    lines = [f"<{code}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in pairs if char]
    head = text[: text.index("1 begincodespacerange")]
    blocks = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in _blocks(lines))
    tail = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    stream.write(f"{head}1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{blocks}\n{tail}".encode("latin-1"))


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    for n in range(0, len(lines), MOST_TO_A_BLOCK):
        yield lines[n : n + MOST_TO_A_BLOCK]
