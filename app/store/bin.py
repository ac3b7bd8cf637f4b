"""Deleted practices: each with all its files under the moment it was deleted, kept for ninety days.

    bin/<moment>/<id>/

It must never bring a practice back over one of the same id, nor delete for good what is younger.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.errors import UserError
from app.store import atomic, leftovers
from app.store.archive import Archive, Loaded, moment

DAYS = 90
_PLACE = re.compile(r"(\d{8}T\d{6}Z)(?:-\d+)?")


@dataclass(frozen=True)
class Deleted:
    """One practice in the bin; ``place`` is the folder that it lies in."""

    practice_id: str
    place: str

    @property
    def at(self) -> datetime:
        found = when(self.place)
        assert found is not None
        return found

    @property
    def until(self) -> datetime:
        """From then on it may be deleted for good."""
        return self.at + timedelta(days=DAYS)


def when(place: str) -> datetime | None:
    """The moment that a folder of the bin is named after; None for a name that is not the bin's."""
    if (found := _PLACE.fullmatch(place)) is None:
        return None
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def expired(places: Iterable[str], now: datetime) -> list[str]:
    """Those of the bin's folders whose time is over."""
    return sorted(place for place in places if (at := when(place)) is not None and now - at >= timedelta(days=DAYS))


class Bin:
    """The bin of one data folder."""

    def __init__(self, archive: Archive, folder: Path, now: Callable[[], datetime]) -> None:
        self._archive, self._folder, self._now = archive, folder, now

    def put(self, practice_id: str) -> Deleted:
        """Moves the practice here with all its files. UserError ``practice_missing`` or of writing."""
        source = self._archive.folder(practice_id)
        if not source.is_dir():
            raise UserError("practice_missing", id=practice_id)
        place = atomic.free(self._folder / moment(self._now()))
        atomic.make_folder(place)
        self._archive.move_out(practice_id, place / practice_id)
        return Deleted(practice_id, place.name)

    def deleted(self) -> list[Deleted]:
        """All that is here, the last deleted first. UserError ``read_failed``."""
        found = []
        with atomic.told(self._folder, "read_failed"):
            for place in sorted(self._places(), reverse=True):
                found += [Deleted(name, place) for name in sorted(os.listdir(self._folder / place))]
        return found

    def read(self, deleted: Deleted) -> Loaded | None:
        """What a practice here holds. UserError as for reading one in the archive."""
        return self._archive.read_at(self._path(deleted) / self._archive.file(deleted.practice_id).name)

    def take_out(self, deleted: Deleted) -> None:
        """Brings a practice back. UserError ``practice_missing`` if it is not here, ``practice_exists`` if
        there is one of its id, and those of writing."""
        source, target = self._path(deleted), self._archive.folder(deleted.practice_id)
        if target.exists():
            raise UserError("practice_exists")
        if not source.is_dir():
            raise UserError("practice_missing", id=deleted.practice_id)
        atomic.make_folder(target.parent)
        atomic.move(source, target)
        with suppress(OSError):
            source.parent.rmdir()

    def purge(self) -> list[str]:
        """Deletes for good what has been here long enough; the ids of those practices. UserError of writing."""
        gone = []
        for place in expired(self._places(), self._now()):
            with atomic.told(self._folder / place):
                gone += os.listdir(self._folder / place)
            leftovers.discard(self._folder / place)
        return gone

    def _path(self, deleted: Deleted) -> Path:
        return self._folder / Path(deleted.place).name / Path(deleted.practice_id).name

    def _places(self) -> list[str]:
        try:
            return [name for name in os.listdir(self._folder) if when(name) is not None]
        except FileNotFoundError:
            return []
