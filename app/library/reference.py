"""What the program tells of itself: the manual's entries and the licences of what travels with it.

It reads the program's own files and never the law; it must never follow a link out of them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

CONTENTS = "contents.toml"
_LINK = re.compile(r"\[[^\]]*\]\(([^)]*)\)")


@dataclass(frozen=True)
class Entry:
    """One entry of the manual: ``id`` is the page of the window it is about, or a word of its own."""

    id: str
    title: str
    text: str

    @property
    def links(self) -> tuple[str, ...]:
        """The ids of the entries it points at."""
        return tuple(target.removesuffix(".md") for target in _LINK.findall(self.text))


@dataclass(frozen=True)
class Component:
    name: str
    version: str
    licence: str


def manual(resources: Path, lang: str) -> tuple[Entry, ...]:
    """In the order of ``contents.toml``, which is the same for both languages."""
    folder = resources / "manual"
    order = tomllib.loads((folder / CONTENTS).read_text("utf-8"))["entries"]
    return tuple(_entry(name, (folder / lang / f"{name}.md").read_text("utf-8")) for name in order)


def _entry(name: str, text: str) -> Entry:
    first = text.split("\n", 1)[0]
    if not first.startswith("# "):
        raise ValueError(f"{name}: an entry begins with its title")
    return Entry(name, first[2:].strip(), text)


def components(resources: Path) -> tuple[Component, ...]:
    """The parts by other authors, by name."""
    raw = tomllib.loads((resources / "licences.toml").read_text("utf-8"))
    return tuple(Component(**one) for one in raw["component"])
