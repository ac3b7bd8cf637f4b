"""Rolling copies of each practice, made only when it has changed since the newest, each read back once written.

    backups/<2 hex>/<id>/<moment of the save>-<save_count>-<first of its content's SHA-256>.json

A copy is a practice's file byte for byte. What a name says is enough to know which to keep. It must never copy
what cannot be read, never call good a copy that it has not read whole, and never delete a file that is not its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.domain.errors import UserError
from app.store import atomic, leftovers
from app.store.archive import Archive, Loaded, Saved, canonical, moment, write_at

LAST, DAILY, WEEKLY, MONTHLY = 20, 14, 8, 12
_NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d{1,12})-([0-9a-f]{16})\.json")
_SHARD = re.compile(r"[0-9a-f]{2}")


@dataclass(frozen=True, order=True)
class Copy:
    """What a copy's name says: as which save its content was saved, when, and the first of its SHA-256.

    A later save is the newer one whatever the clock said.
    """

    save_count: int
    at: datetime
    content: str

    @property
    def name(self) -> str:
        return f"{moment(self.at)}-{self.save_count}-{self.content}.json"


def copy_named(name: str) -> Copy | None:
    """The copy of that name; None for a name that is none of ours."""
    if (found := _NAME.fullmatch(name)) is None:
        return None
    try:
        at = datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Copy(int(found[2]), at, found[3])


def to_keep(names: Iterable[str]) -> set[str]:
    """Which of a practice's copies stay: the last 20, and the last of each of 14 days, 8 weeks and 12 months.

    Days, weeks and months without a copy do not count, so what is old does not go only because time passed.
    """
    copies = sorted(filter(None, map(copy_named, names)), reverse=True)
    kept = {copy.name for copy in copies[:LAST]}
    periods: tuple[tuple[Callable[[datetime], tuple[int, ...]], int], ...] = (
        (lambda at: (at.year, at.month, at.day), DAILY),
        (lambda at: at.isocalendar()[:2], WEEKLY),
        (lambda at: (at.year, at.month), MONTHLY),
    )
    for period, count in periods:
        last_of: dict[tuple[int, ...], str] = {}
        for copy in copies:
            last_of.setdefault(period(copy.at), copy.name)
        kept.update(last_of[one] for one in sorted(last_of, reverse=True)[:count])
    return kept


class Backups:
    """The copies of one data folder."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self._archive, self._folder = archive, folder

    def ids(self) -> list[str]:
        """The practices of which there are copies. UserError ``read_failed``."""
        found = []
        with atomic.told(self._folder, "read_failed"):
            for shard in filter(_SHARD.fullmatch, _names(self._folder)):
                found += [name for name in _names(self._folder / shard) if _names(self._folder / shard / name)]
        return sorted(found)

    def copies(self, practice_id: str) -> list[Copy]:
        """A practice's copies by their names, the newest first. UserError ``read_failed``."""
        with atomic.told(self._folder, "read_failed"):
            return sorted(filter(None, map(copy_named, _names(self._place(practice_id)))), reverse=True)

    def make(self, practice_id: str) -> Copy | None:
        """Copies the practice as it is on disk; None if its newest copy holds the same.

        UserError of reading it (``practice_unreadable``…) and of writing: earlier copies are there still.
        """
        loaded = self._archive.load(practice_id)
        copy = Copy(loaded.save_count, _second(loaded.saved_at), loaded.sha256[:16])
        known = self.copies(practice_id)
        if known and known[0].content == copy.content and self._is_good(practice_id, known[0]):
            return None
        data = atomic.read_bytes(self._archive.file(practice_id))
        if data is None:
            raise UserError("practice_missing", id=practice_id)
        atomic.make_folder(self._place(practice_id))
        path = self._place(practice_id) / copy.name
        atomic.write_bytes(path, data)
        self._kept(practice_id, copy)
        return copy

    def put(self, practice_id: str, dossier: dict[str, Any], schema: int, save_count: int, at: datetime) -> Copy:
        """Keeps as a copy what is in memory and is not to be saved. UserError of writing."""
        saved = Saved(max(save_count, 1), at, sha256(canonical(dossier)).hexdigest())
        copy = Copy(saved.save_count, _second(at), saved.sha256[:16])
        atomic.make_folder(self._place(practice_id))
        write_at(self._place(practice_id) / copy.name, dossier, schema, saved)
        self._kept(practice_id, copy)
        return copy

    def read(self, practice_id: str, copy: Copy) -> Loaded:
        """What a copy holds, every byte of it checked. UserError ``copy_unreadable``, ``practice_newer``,
        ``read_failed``."""
        try:
            loaded = self._archive.read_at(self._place(practice_id) / copy.name)
        except UserError as problem:
            raise UserError("copy_unreadable") if problem.key == "practice_unreadable" else problem from problem
        if loaded is None or not loaded.sha256.startswith(copy.content):
            raise UserError("copy_unreadable")
        if loaded.read_only:
            raise UserError("practice_newer")
        return loaded

    def _is_good(self, practice_id: str, copy: Copy) -> bool:
        try:
            self.read(practice_id, copy)
        except UserError as problem:
            return problem.key == "practice_newer"  # whole, and for a newer program
        return True

    def newest_good(self, practice_id: str) -> tuple[Copy, Loaded] | None:
        """The newest copy that can be read whole. UserError ``read_failed`` if they cannot even be listed."""
        for copy in self.copies(practice_id):
            with suppress(UserError):
                return copy, self.read(practice_id, copy)
        return None

    def forget(self, practice_id: str) -> None:
        """Deletes all copies of a practice that is no more. UserError of writing."""
        if self._place(practice_id).is_dir():
            leftovers.discard(self._place(practice_id))

    def _kept(self, practice_id: str, copy: Copy) -> None:
        """After writing: read back, then let go of those whose time is over."""
        if not self._is_good(practice_id, copy):
            with suppress(OSError):
                os.unlink(self._place(practice_id) / copy.name)
            raise UserError("copy_unreadable")
        names = [one.name for one in self.copies(practice_id)]
        for name in set(names) - to_keep(names):
            with suppress(OSError):
                os.unlink(self._place(practice_id) / name)

    def _place(self, practice_id: str) -> Path:
        return self._folder / self._archive.folder(practice_id).parent.name / practice_id


def _second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
