"""Which card drivers are on this computer: a table of usual places, and what of it is there.

It only looks whether a file exists. No driver is loaded here: that happens in a process of its own (``card_worker``).
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_WILD = re.compile(r"[*?]")
_VARIABLE = re.compile(r"\$\{(\w+)\}")
MOST_LOOKED_AT = 200
"""Of the files that match a pattern: a folder of thousands is not gone through."""


@dataclass(frozen=True)
class Driver:
    name: str
    path: Path


def usual(table: Path, system: str = sys.platform, variables: Mapping[str, str] = os.environ) -> tuple[Driver, ...]:
    """The drivers of ``table`` (``card_drivers.toml``) that are installed, each maker's once."""
    which = {"win32": "windows", "darwin": "macos"}.get(system, "linux")
    found: list[Driver] = []
    for entry in tomllib.loads(table.read_text("utf-8"))["driver"]:
        there = next((path for said in entry.get(which, ()) for path in _there(said, variables)), None)
        if there is not None and all(one.path != there for one in found):
            found.append(Driver(entry["name"], there))
    return tuple(found)


def _there(said: str, variables: Mapping[str, str]) -> Iterator[Path]:
    named = {name.casefold(): value for name, value in variables.items()}
    if any(name.casefold() not in named for name in _VARIABLE.findall(said)):
        return
    path = Path(_VARIABLE.sub(lambda mark: named[mark[1].casefold()], said))
    try:
        if not _WILD.search(said):
            if path.is_file():
                yield path
            return
        stem = next(one for one in path.parents if not _WILD.search(str(one)))
        if stem.is_dir():
            for count, one in enumerate(stem.glob(str(path.relative_to(stem)))):
                if count >= MOST_LOOKED_AT:
                    return
                if one.is_file():
                    yield one
    except OSError:  # a place that cannot be looked at holds nothing for us
        return
