"""Frozen dataclasses ↔ plain values, strictly: a field missing, unknown or of another type is refused, never guessed.

Knows the few shapes that the domain uses: str, int, bool, ``X | None``, ``tuple[X, ...]``, ``Mapping[str, X]`` and
dataclasses. A field that says ``since`` in its metadata came later: at its default it is not written, and where it is
absent it is read as its default, so that what never used it keeps its bytes.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


class ShapeError(Exception):
    """A plain value that does not have the shape of its type; says where."""


def plain(value: Any) -> Any:
    """A domain value as dicts, lists, strings, numbers, booleans and None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value) if _written(field, value)}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return value


def newest(value: Any) -> int:
    """The newest ``since`` of what a value makes use of; 1 if of nothing that came later."""
    parts: list[Any] = []
    newer = 1
    if is_dataclass(value) and not isinstance(value, type):
        written = [field for field in fields(value) if _written(field, value)]
        newer = max((field.metadata.get("since", 1) for field in written), default=1)
        parts = [getattr(value, field.name) for field in written]
    elif isinstance(value, tuple):
        parts = list(value)
    elif isinstance(value, Mapping):
        parts = list(value.values())
    return max([newer, *(newest(part) for part in parts)])


def _written(field: Field[Any], value: Any) -> bool:
    return "since" not in field.metadata or getattr(value, field.name) != field.default


def shaped(kind: Any, value: Any, where: str = "") -> Any:
    """``value`` as an instance of ``kind``; :class:`ShapeError` if it does not fit."""
    origin = get_origin(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, value, where)
    if origin in (Union, types.UnionType):
        return _either(get_args(kind), value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise ShapeError(f"{where}: a list was expected")
        return tuple(shaped(get_args(kind)[0], part, f"{where}[{n}]") for n, part in enumerate(value))
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict) or not all(isinstance(key, str) and _writable(key) for key in value):
            raise ShapeError(f"{where}: a table was expected")
        return {key: shaped(get_args(kind)[1], part, f"{where}.{key}") for key, part in value.items()}
    if kind is type(None) and value is None:
        return None
    # bool is an int in Python, and must not pass for one.
    if not isinstance(kind, type) or type(value) is not kind:
        raise ShapeError(f"{where}: {kind} was expected")
    if isinstance(value, str) and not _writable(value):
        raise ShapeError(f"{where}: half a character")
    return value


def _writable(text: str) -> bool:
    """Whether a text has bytes: JSON may spell out half a character, which nothing could store or seal."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _either(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    for kind in kinds:
        try:
            return shaped(kind, value, where)
        except ShapeError:
            continue
    raise ShapeError(f"{where}: none of {kinds} fits")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _record(kind: type, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise ShapeError(f"{where}: a table was expected")
    names = {field.name for field in fields(kind)}
    optional = {field.name for field in fields(kind) if "since" in field.metadata and field.default is not MISSING}
    if differing := (set(value) ^ names) - (optional - set(value)):
        raise ShapeError(f"{where}: fields differ: {sorted(differing)}")
    hints = _hints(kind)
    return kind(**{name: shaped(hints[name], part, f"{where}.{name}") for name, part in value.items()})
