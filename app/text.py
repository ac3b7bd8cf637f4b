"""The program's own words by key, in two languages, without Qt.

The law's words are not here: they are frozen with the circular's version in ``resources/circulars``.
Never assemble a sentence from pieces: one key is one whole sentence with named places; plurals are separate
keys ending in ``.one`` and ``.other``.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from os import listdir
from pathlib import Path
from threading import Lock

from app.domain.errors import UserError

LANGUAGES = ("it", "en")


class Words:
    """One language's catalogue: ``words("page.title", name="x")``. An unknown key is our mistake (KeyError)."""

    def __init__(self, lang: str, entries: Mapping[str, str]) -> None:
        self.lang = lang
        self._entries = entries

    def __call__(self, key: str, **params: object) -> str:
        text = self._entries[key]
        return text.format(**params) if params else text

    def count(self, key: str, n: int, **params: object) -> str:
        """The plural form of ``key`` for ``n``; ``{n}`` is filled with the number."""
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=n, **params)

    def error(self, problem: UserError) -> str:
        """The sentence of a :class:`UserError`. A parameter that is one itself is its reason, said along with it."""
        params = {
            name: self.error(part) if isinstance(part, UserError) else part for name, part in problem.params.items()
        }
        return self(f"error.{problem.key}", **params)

    def keys(self) -> set[str]:
        return set(self._entries)


def read_catalogue(folder: Path, lang: str) -> dict[str, str]:
    """All ``<name>.<lang>.toml`` files of ``folder`` as one flat mapping of dotted keys to sentences."""
    entries: dict[str, str] = {}
    for file in sorted(folder.glob(f"*.{lang}.toml")):
        for key, text in _flat(tomllib.loads(file.read_text("utf-8")), ""):
            if key in entries:
                raise ValueError(f"{file.name}: {key} is already defined")
            entries[key] = text
    return entries


def _flat(table: Mapping[str, object], prefix: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            out += _flat(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            out.append((prefix + name, value))
        else:
            raise ValueError(f"{prefix}{name} is not a text")
    return out


class _Catalogue(Mapping[str, str]):
    """A catalogue whose files are read one by one, as far as it takes to find the key that is asked for: the first
    picture of the window waits for no other words than its own. Any thread may ask."""

    def __init__(self, files: list[Path]) -> None:
        self._files, self._lock = files, Lock()
        self._known: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        if (text := self._known.get(key)) is not None:
            return text
        with self._lock:
            while key not in self._known and self._files:
                self._read_next()
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        with self._lock:
            while self._files:
                self._read_next()
        return iter(self._known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read_next(self) -> None:
        self._known.update(_flat(tomllib.loads(self._files.pop(0).read_text("utf-8")), ""))


@cache
def words(folder: Path, lang: str) -> Words:
    """The catalogue of one language, each file read once."""
    if lang not in LANGUAGES:
        raise UserError("language_unknown", lang=lang)
    end = f".{lang}.toml"
    names = sorted(name for name in listdir(folder) if name.endswith(end))
    names.sort(key=lambda name: name != f"first{end}")
    return Words(lang, _Catalogue([folder / name for name in names]))


def typed(text: str) -> str:
    """As it was typed, blanks and all; nothing where there is nothing but blanks."""
    return text if text.strip() else ""


def folded(text: str) -> str:
    """Text for comparing: no accents, no capitals, single spaces."""
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return " ".join(plain.casefold().split())
