"""What one of our papers says: the text that stands on its pages, as any reader of PDFs would copy it.

Read from the pages themselves and not from something stored beside the data: whoever alters what is embedded could
alter such a copy with it, and the comparison would find them equal. What is printed is what people relied on, so that
is what is compared. Whether the pages are as they were signed is for the verification to say, not for this.

The bytes are someone else's: whatever cannot be read is left out, nothing is run, and what unpacks without end stops.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.errors import UserError

if TYPE_CHECKING:
    import pikepdf

MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes of page content over the whole file: a checklist of a hundred tools has a tenth of it."""
_ID = re.compile(rb"<xmpMM:DocumentID>vaglio:([^<]{1,300})</xmpMM:DocumentID>")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_HEX = rb"<([0-9A-Fa-f]+)>"
_SPACE = re.compile(rb"begincodespacerange\s*" + _HEX)
_CHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(_HEX + rb"\s*" + _HEX)
_TRIPLE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*" + _HEX)

Decode = Callable[[bytes], str]


@dataclass(frozen=True)
class Read:
    """``document_id`` without the leading ``vaglio:``; ``made_on`` is None where the file does not say."""

    document_id: str
    made_on: date | None
    text: str


def read(pdf: bytes) -> Read:
    """``pdf_unreadable`` or ``paper_not_ours`` (UserError)."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as doc:
            named = _ID.search(_metadata(doc))
            if named is None:
                raise UserError("paper_not_ours")
            return Read(named[1].decode("utf-8", "replace"), _made_on(doc), "\n".join(_pages(doc)))
    except (pikepdf.PdfError, pikepdf.PasswordError) as problem:
        raise UserError("pdf_unreadable") from problem


def _metadata(doc: pikepdf.Pdf) -> bytes:
    try:
        return _unpacked(doc.Root.Metadata, MOST_UNPACKED)
    except (AttributeError, KeyError, TypeError, ValueError, zlib.error):
        return b""


def _made_on(doc: pikepdf.Pdf) -> date | None:
    try:
        found = _DATE.match(str(doc.trailer.Info.CreationDate))
        return date(*map(int, found.groups())) if found else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _pages(doc: pikepdf.Pdf) -> Iterator[str]:
    import pikepdf

    fonts: dict[Any, Decode] = {}
    room = MOST_UNPACKED
    for page in doc.pages:
        try:
            parts = page.obj.Contents
            streams = list(parts.as_list()) if isinstance(parts, pikepdf.Array) else [parts]
            content = b"\n".join(_unpacked(stream, room) for stream in streams)
            room -= len(content)
            yield "\n".join(_said(doc, page, content, fonts))
        except (AttributeError, KeyError, TypeError, ValueError, zlib.error, pikepdf.PdfError):
            continue


def _unpacked(stream: Any, most: int) -> bytes:
    """ValueError if it is no stream, or would unpack to more than ``most`` bytes."""
    import pikepdf

    if not isinstance(stream, pikepdf.Stream):
        raise ValueError("not a stream")
    if stream.get("/Filter") != pikepdf.Name.FlateDecode or "/DecodeParms" in stream:
        if "/Filter" in stream:
            raise ValueError("packed otherwise than we pack")
        data = stream.read_raw_bytes()
    else:
        unpack = zlib.decompressobj()
        data = unpack.decompress(stream.read_raw_bytes(), most + 1)
    if len(data) > most:
        raise ValueError("too much to unpack")
    return data


def _said(doc: pikepdf.Pdf, page: pikepdf.Page, content: bytes, fonts: dict[Any, Decode]) -> Iterator[str]:
    """Every string that is shown, in the order in which it is drawn."""
    import pikepdf

    named = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
    decode: Decode = _plain
    for step in pikepdf.parse_content_stream(doc.make_stream(content), "Tf Tj TJ ' \""):
        operands = list(step.operands)
        if str(step.operator) == "Tf":
            font = named.get(str(operands[0]))
            key = getattr(font, "objgen", None)
            if key not in fonts:
                fonts[key] = _decoder(font)
            decode = fonts[key]
            continue
        shown = operands[-1]
        parts = list(shown.as_list()) if isinstance(shown, pikepdf.Array) else [shown]
        yield "".join(decode(bytes(part)) for part in parts if isinstance(part, pikepdf.String))


def _plain(data: bytes) -> str:
    return data.decode("latin-1")


def _decoder(font: Any) -> Decode:
    """From a font's own table of what its codes stand for; without one, as Latin."""
    try:
        table = _unpacked(font.ToUnicode, 4 * 1024 * 1024)
    except (AttributeError, KeyError, TypeError, ValueError, zlib.error):
        return _plain
    spaces = _SPACE.search(table)
    width = max(1, len(spaces[1]) // 2) if spaces else 1
    known = dict(_mapped(table))

    def decode(data: bytes) -> str:
        codes = (int.from_bytes(data[n : n + width], "big") for n in range(0, len(data), width))
        return "".join(known.get(code, "") for code in codes)

    return decode


def _mapped(table: bytes) -> Iterator[tuple[int, str]]:
    for block in _CHAR.findall(table):
        for code, text in _PAIR.findall(block):
            yield int(code, 16), _text(text)
    for block in _RANGE.findall(table):
        for low, high, text in _TRIPLE.findall(block):
            first = _text(text)
            for step in range(min(int(high, 16) - int(low, 16), 0xFFFF) + 1):
                yield int(low, 16) + step, first[:-1] + chr(ord(first[-1]) + step) if first else ""


def _text(code: bytes) -> str:
    try:
        return bytes.fromhex(code.decode()).decode("utf-16-be")
    except ValueError:
        return ""
