"""The files of one version of the law as plain tables, with the words of a language laid over the Italian.

Knows TOML and nothing of the law's meaning. Never hides a gap: a text missing in the overlay stays Italian here,
and the lint refuses it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

Table = dict[str, Any]

MAIN = (
    *("circular.toml", "sources.toml", "duties.toml", "standing.toml", "routes.toml", "stakes.toml", "dates.toml"),
    *("templates.toml", "cases.toml"),
)
OVERLAY = "en"


class LawError(Exception):
    """A file of the law that cannot be used: which file, at which key, and why."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self.file, self.key, self.reason = file, key, reason


def read_table(path: Path, name: str) -> Table:
    """One file. Bad TOML, a missing file or another format number raise :class:`LawError`."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise LawError(name, "", str(problem)) from problem
    return table


def file_names(folder: Path) -> list[str]:
    """The names of a version's own files (without overlay), relative to its folder."""
    return [*MAIN, *sorted(f"kinds/{path.name}" for path in (folder / "kinds").glob("*.toml"))]


def read_version(folder: Path, lang: str) -> dict[str, Table]:
    """File name → table, in ``lang`` (``it`` or the overlay's)."""
    tables = {}
    for name in file_names(folder):
        table = read_table(folder / name, name)
        if table.get("format") != 1:
            raise LawError(name, "format", "only format 1 is known")
        if lang != "it":
            table = lay_over(table, read_table(folder / OVERLAY / name, f"{OVERLAY}/{name}"))
        tables[name] = table
    return tables


def lay_over(base: Any, words: Any) -> Any:
    """``base`` with the texts of ``words`` in their places; arrays of tables are matched by ``id``."""
    if isinstance(base, dict) and isinstance(words, dict):
        return {key: lay_over(value, words[key]) if key in words else value for key, value in base.items()}
    if isinstance(base, list) and isinstance(words, list) and all(isinstance(w, dict) for w in words):
        by_id = {word.get("id"): word for word in words}
        return [lay_over(part, by_id.get(part.get("id"), {})) if isinstance(part, dict) else part for part in base]
    return words if isinstance(words, str) else base
