"""A fillable checklist read back: which boxes are ticked, what was typed. Someone else's bytes: nothing in them is
believed beyond names and texts, and nothing is run."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.blank import FORMAT

if TYPE_CHECKING:
    import pikepdf

IDENTITY = "vaglio.blank"
MOST_FIELDS, LONGEST, DEEPEST = 5_000, 20_000, 8


@dataclass(frozen=True)
class Filled:
    """``ticked``: code → ids of the ticked choices, in the order of the sheet; ``numbers``: code → as typed."""

    circular: str
    version: str
    kinds: tuple[str, ...]
    ticked: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, str]
    about: Mapping[str, str]
    notes: str

    @property
    def empty(self) -> bool:
        return not (self.ticked or any(self.numbers.values()))


def read(pdf: bytes) -> Filled | None:
    """What was filled in; None if this is no fillable checklist of ours, or cannot be read."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as doc:
            values = dict(_fields(doc))
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None
    parts = [part.strip() for part in values.get(IDENTITY, "").split(";")]
    if len(parts) != 4 or parts[0] != FORMAT:
        return None
    ticked: dict[str, tuple[str, ...]] = {}
    for name, value in values.items():
        code, mark, choice = name.partition("=")
        if mark and value not in ("", "/Off"):
            ticked[code] = (*ticked.get(code, ()), choice)
    return Filled(
        circular=parts[1],
        version=parts[2],
        kinds=tuple(kind for kind in parts[3].split(",") if kind),
        ticked=ticked,
        numbers={name[:-1]: value.strip() for name, value in values.items() if name.endswith("#") and value.strip()},
        about={name[6:]: value.strip() for name, value in values.items() if name.startswith("about.")},
        notes=values.get("notes", "").strip(),
    )


def _fields(doc: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Full name and value of every field; a program may have nested them."""
    left = [(field, "", 0) for field in doc.Root.AcroForm.Fields]
    for _ in range(MOST_FIELDS):
        if not left:
            return
        field, above, depth = left.pop(0)
        own = str(field.get("/T", ""))
        name = f"{above}.{own}" if above and own else own or above
        if "/Kids" in field and depth < DEEPEST:
            left += [(kid, name, depth + 1) for kid in field.Kids if "/T" in kid]
        if "/V" in field or "/AS" in field:
            yield name, str(field.get("/V", field.get("/AS", "")))[:LONGEST]
