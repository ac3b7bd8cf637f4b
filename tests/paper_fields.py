"""Every text of a practice and its ledger that reaches paper, and a way to write something into each at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from app.domain.evidence import About, Evidence
from app.domain.ledger import Action
from app.domain.practice import (
    Answer,
    Company,
    Confirmation,
    Consultation,
    Delivery,
    Guarantee,
    Opinion,
    Point,
    Practice,
    Site,
    Tool,
    ToolFunction,
)

PRINTED: dict[type, tuple[str, ...]] = {
    Practice: ("number", "prepared_by", "checked_by", "approved_by", "note"),
    Company: ("name", "vat", "address", "ateco", "ccnl"),
    Site: ("name", "municipality", "province"),
    Tool: ("name", "vendor", "version", "since", "note"),
    ToolFunction: ("presence_at", "presence_by", "presence_declared_on"),
    Answer: ("at", "by", "note", "declared_on"),
    Confirmation: ("at", "by"),
    Guarantee: ("date", "title"),
    Point: ("title", "text", "at", "by"),
    Opinion: ("reason", "at", "by"),
    Consultation: ("kind", "date", "present", "opinion"),
    Delivery: ("paper", "date", "how"),
    Action: ("title", "owner", "due", "note"),
    Evidence: ("name", "by", "at", "date", "description", "sha256"),
}
"""What anybody may have typed, or another program written, and what is printed of it."""

NOT_PRINTED: dict[type, tuple[str, ...]] = {
    Practice: ("id", "circular", "version", "created"),  # the id only where there is no number
    Company: ("tax_code",),  # only where there is no VAT number
    Site: ("id", "representatives"),
    Tool: ("id", "template", "provider", "state"),
    ToolFunction: ("id", "kind", "presence"),
    Answer: ("value",),
    Confirmation: (),
    Guarantee: ("id", "kind", "signatory"),
    Point: ("id", "tool"),
    Opinion: ("tool", "outcome"),
    Consultation: ("id",),
    Delivery: ("id",),
    Action: ("id", "at", "by", "tool", "kind", "target", "state", "duty"),
    Evidence: ("id", "state", "why"),
}
"""Ids and words of ours, checked against the law or the catalogue before anything is printed."""


def texts_of(kind: type) -> set[str]:
    """The fields of a value that hold one text."""
    return {field.name for field in fields(kind) if field.type == "str" or (kind is Answer and field.name == "value")}


def written(value: Any, write: Any, where: str = "") -> Any:
    """``value`` with ``write(place)`` in every field that reaches paper, itself and all its parts."""
    if isinstance(value, tuple):
        return tuple(written(part, write, f"{where}[{n}]") for n, part in enumerate(value))
    if isinstance(value, Mapping):
        return {key: written(part, write, f"{where}.{key}") for key, part in value.items()}
    if not is_dataclass(value) or isinstance(value, About):
        return value
    kind = type(value)
    changes: dict[str, Any] = {}
    for field in fields(value):
        now, place = getattr(value, field.name), f"{where}.{field.name}"
        if field.name in PRINTED.get(kind, ()):
            changes[field.name] = write(place)
        elif kind is Delivery and field.name == "recipients":
            changes[field.name] = tuple(write(f"{place}[{n}]") for n, _ in enumerate(now))
        elif is_dataclass(now) or (isinstance(now, tuple | Mapping) and field.name not in ("waiting_notes", "value")):
            changes[field.name] = written(now, write, place)
    return replace(value, **changes)


def places(value: Any) -> list[str]:
    """Every place that :func:`written` writes to."""
    found: list[str] = []

    def note(place: str) -> str:
        found.append(place)
        return place

    written(value, note)
    return found


def strings_of(value: Any) -> Iterator[str]:
    """Every string of a nested value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings_of(part)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from (key, *strings_of(part))
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings_of(getattr(value, field.name))
