"""The words' part of the lint: every text there is in both languages, and none is empty that must be said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.library.lint import Problem
from app.library.raw import OVERLAY, LawError, Table, read_table

TEXTS = frozenset(
    {
        *("title", "short", "caveat", "label", "chip", "summary", "text", "question", "hint", "meaning", "where"),
        *("help", "reason", "who", "by_when", "says", "statement", "description", "place", "stricter"),
        *("why", "unused"),
    }
)
"""Keys whose values are words; everything else in the data is an id, a number or a condition."""

OPTIONAL_TEXTS = frozenset({"hint", "meaning", "where", "help", "stricter", "unused"})


def check_words(folder: Path, tables: dict[str, Table]) -> Iterator[Problem]:
    for name, table in tables.items():
        try:
            overlay = read_table(folder / OVERLAY / name, f"{OVERLAY}/{name}")
        except LawError as problem:
            yield Problem(problem.file, problem.key, problem.reason)
            continue
        ours, theirs = dict(_texts(table, "", name)), dict(_texts(overlay, "", name))
        for key, text in ours.items():
            if not text.strip() and key.rsplit(".", 1)[-1] not in OPTIONAL_TEXTS:
                yield Problem(name, key, "the text is empty")
            if text.strip() and not theirs.get(key, "").strip():
                yield Problem(f"{OVERLAY}/{name}", key, "the text is missing")
        for key in theirs.keys() - ours.keys():
            yield Problem(f"{OVERLAY}/{name}", key, "a text that the Italian does not have")


def _texts(part: Any, path: str, file: str) -> Iterator[tuple[str, str]]:
    """(key path, text) of everything in words below ``part``; arrays of tables by ``id``."""
    if isinstance(part, dict):
        for key, value in part.items():
            here = f"{path}.{key}" if path else key
            in_words = key in TEXTS or (file == "circular.toml" and path in ("groups", "statuses"))
            if isinstance(value, str) and in_words:
                yield here, value
            else:
                yield from _texts(value, here, file)
    elif isinstance(part, list):
        for place, inner in enumerate(part):
            if isinstance(inner, dict):
                yield from _texts(inner, f"{path}.{inner.get('id', place)}", file)
