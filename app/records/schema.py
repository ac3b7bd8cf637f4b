"""The practice's JSON as a JSON Schema, drawn from the domain's own values: what is published can never lag behind."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from app.domain.practice import Practice
from app.records import PRACTICE_SCHEMA

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The name of the dialect; nothing is ever fetched from there."""


def practice_schema() -> dict[str, Any]:
    """The JSON Schema of what a PDF carries inside and what ``export --format json`` writes."""
    found: dict[str, Any] = {}
    _record(Practice, found)
    return {
        "$schema": DIALECT,
        "title": "Vaglio practice",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "schema", "practice"],
        "properties": {
            "format": {"const": "vaglio-practice"},
            "schema": {"type": "integer", "minimum": 1, "maximum": PRACTICE_SCHEMA},
            "practice": {"$ref": "#/$defs/Practice"},
        },
        "$defs": dict(sorted(found.items())),
    }


def _record(kind: type, found: dict[str, Any]) -> dict[str, Any]:
    if kind.__name__ not in found:
        found[kind.__name__] = {}  # known from here on: a kind may hold itself
        hints = get_type_hints(kind)
        found[kind.__name__] = {
            "type": "object",
            "additionalProperties": False,
            "required": [field.name for field in fields(kind) if "since" not in field.metadata],
            "properties": {field.name: _shape(hints[field.name], found) for field in fields(kind)},
        }
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _shape(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, found)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_shape(part, found) for part in get_args(kind)]}
    if origin is tuple:
        return {"type": "array", "items": _shape(get_args(kind)[0], found)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _shape(get_args(kind)[1], found)}
    return {"type": {str: "string", int: "integer", bool: "boolean", type(None): "null"}[kind]}
