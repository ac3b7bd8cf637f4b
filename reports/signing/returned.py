"""Is what comes back from another signer still our paper? Pages and data are compared one by one.

Whatever a signer adds is looked at, whether it kept our bytes or wrote the file anew: a signature covers what was
added before it too. Bytes only; whatever cannot be read compares as different.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.archival import embedded

if TYPE_CHECKING:
    import pikepdf

_RUNS = ("/OpenAction", "/AA", "/OCProperties", "/Collection", "/XFA")
"""What of a catalogue could show something else than the pages, or do something."""
_DEEPEST = 6


@dataclass(frozen=True)
class Likeness:
    """``data``: ``same``, ``missing`` or ``other``. ``pages``: the numbers of those that differ, are missing or were
    added. ``extras``: something was added that can show or do more than a signature does. ``read``: it could be read
    at all; what could not is all that and more."""

    data: str
    pages: tuple[int, ...]
    extras: bool
    read: bool = True

    @property
    def same(self) -> bool:
        return self.data == "same" and not self.pages and not self.extras


def likeness(ours: bytes, theirs: bytes) -> Likeness:
    """How ``theirs`` differs from ``ours`` in what a reader sees and in the practice's data."""
    mine, other = embedded(ours), embedded(theirs)
    data = "missing" if other is None else "same" if other == mine else "other"
    before, after = _looked_at(ours), _looked_at(theirs)
    if before is None or after is None:
        return Likeness(data, (), True, read=False)
    count = max(len(before[0]), len(after[0]))
    differ = tuple(
        n + 1 for n in range(count) if n >= len(before[0]) or n >= len(after[0]) or before[0][n] != after[0][n]
    )
    return Likeness(data, differ, not after[1] <= before[1])


def _looked_at(pdf: bytes) -> tuple[list[str], set[str]] | None:
    """A fingerprint of every page, and of what else could be shown; None for what cannot be read."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as doc:
            pages = [_page(page) for page in doc.pages]
            extras = {name for name in _RUNS if name in doc.Root or name in doc.Root.get("/AcroForm", {})}
            if "/JavaScript" in doc.Root.get("/Names", {}):
                extras.add("/JavaScript")
            for number, page in enumerate(doc.pages):
                extras |= {f"{number} {note}" for note in _notes(page)}
            return pages, extras
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None


def _page(page: pikepdf.Page) -> str:
    seen = hashlib.sha256()
    for box in ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit"):
        value = _inherited(page.obj, box)
        if value is None and box == "/CropBox":
            value = _inherited(page.obj, "/MediaBox")
        if value is None and box == "/Rotate":
            value = 0
        seen.update(f"{box} {_plain(value)}\n".encode())
    for part in _drawn(page, page.obj, 0):
        seen.update(part + b"\n")
    return seen.hexdigest()


def _drawn(content: Any, holder: Any, depth: int) -> Iterator[bytes]:
    """What is drawn, instruction by instruction, a name replaced by what it stands for: programs rename them."""
    import pikepdf

    resources = _inherited(holder, "/Resources")
    for instruction in pikepdf.parse_content_stream(content):
        operator = str(instruction.operator)
        told = [_operand(one, operator, resources, depth) for one in instruction.operands]
        yield b" ".join([*told, operator.encode()])


def _operand(one: Any, operator: str, resources: Any, depth: int) -> bytes:
    import pikepdf

    where = {"Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState", "sh": "/Shading"}.get(operator)
    if where is None or not isinstance(one, pikepdf.Name) or resources is None:
        return _plain(one).encode()
    thing = resources.get(where, {}).get(str(one))
    return hashlib.sha256(_thing(thing, depth)).digest()


def _thing(thing: Any, depth: int) -> bytes:
    import pikepdf

    if depth > _DEEPEST:
        raise ValueError("too deep")
    if isinstance(thing, pikepdf.Stream):
        if thing.get("/Subtype") == "/Form":
            return b"\n".join(_drawn(thing, thing, depth + 1))
        parts = [_content(thing)]
        if "/SMask" in thing:
            parts.append(_thing(thing.SMask, depth + 1))
        return b"\n".join(parts)
    if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
        name = str(thing.get("/BaseFont", "")).split("+")[-1]
        descriptor: Any = thing.get("/FontDescriptor", {})
        file = next((descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor), None)
        glyphs = hashlib.sha256(file.read_bytes()).hexdigest() if isinstance(file, pikepdf.Stream) else ""
        unicode_map = thing.get("/ToUnicode")
        mapped = hashlib.sha256(unicode_map.read_bytes()).hexdigest() if isinstance(unicode_map, pikepdf.Stream) else ""
        return f"{name} {glyphs} {mapped}".encode()
    return _plain(thing).encode()


def _content(stream: Any) -> bytes:
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:  # a picture of a kind that is not unpacked: as it lies
        return bytes(stream.read_raw_bytes())


def _notes(page: pikepdf.Page) -> Iterator[str]:
    """What lies on a page beside its content. A signature's own box may be there; anything else is told."""
    for note in page.obj.get("/Annots", []):
        if note.get("/Subtype") == "/Widget":
            kind = _inherited(note, "/FT")
            if kind == "/Sig":
                continue
        yield f"{note.get('/Subtype')} {_plain(note.get('/Rect'))} {_plain(note.get('/A'))}"


def _inherited(thing: Any, name: str) -> Any:
    for _ in range(50):
        if thing is None or name in thing:
            return None if thing is None else thing[name]
        thing = thing.get("/Parent")
    return None


def _plain(value: Any, depth: int = 0) -> str:
    import pikepdf

    if depth > _DEEPEST:
        return "…"
    if isinstance(value, pikepdf.Array):
        return "[" + " ".join(_plain(one, depth + 1) for one in value.as_list()) + "]"
    if isinstance(value, pikepdf.Stream):
        return hashlib.sha256(_content(value)).hexdigest()
    if isinstance(value, pikepdf.Dictionary):
        inside = sorted((str(key), one) for key, one in value.items() if key not in ("/Parent", "/P", "/Type"))
        return "<" + " ".join(f"{key} {_plain(one, depth + 1)}" for key, one in inside) + ">"
    if isinstance(value, pikepdf.String):
        return bytes(value).hex()
    if isinstance(value, bool):
        return str(value)
    try:
        return f"{float(value):g}"
    except (TypeError, ValueError):
        return str(value)
