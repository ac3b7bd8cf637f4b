"""Which folders have somebody standing between the content of their files and the bytes on disk.

A path decides alone: it is asked for every file, so that no writer can forget the password. It must never hold a
key, nor know what a keeper does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Keeper(Protocol):
    def shut(self, path: Path, data: bytes) -> bytes:
        """The bytes to write for the content ``data``. UserError if there must be none now."""

    def opened(self, path: Path, raw: bytes) -> bytes:
        """The content of the bytes read. ``atomic.Damaged``; UserError if it cannot be known now."""


_keepers: dict[Path, list[Keeper]] = {}


def keep(folder: Path, keeper: Keeper) -> None:
    """From now on whatever is read and written under ``folder`` goes through ``keeper``."""
    _keepers.setdefault(folder, []).append(keeper)


def release(folder: Path, keeper: Keeper) -> None:
    """Until now."""
    others = [other for other in _keepers.pop(folder, []) if other is not keeper]
    if others:
        _keepers[folder] = others


def keeper_of(path: Path) -> Keeper | None:
    """The last that was set over a folder that ``path`` lies in."""
    if not _keepers:
        return None
    return next((_keepers[folder][-1] for folder in path.parents if folder in _keepers), None)
