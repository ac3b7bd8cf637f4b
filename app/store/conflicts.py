"""Other versions of a practice that a synchronising program left beside it, when two computers wrote at once.

Recognised by the names that Syncthing, Nextcloud, ownCloud and Dropbox give. It must never delete one, and never read
one as the practice itself.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import UserError
from app.store import atomic
from app.store.archive import Archive, Loaded, Stamp
from app.store.put_aside import CLOUD

_SYNCTHING = re.compile(r"practice\.sync-conflict-(\d{8})-(\d{6})-([0-9A-Z]{7})\.json")
_LIMIT = 200


@dataclass(frozen=True)
class Conflict:
    """One other version: of which practice, its file's name, and when that file was last written."""

    practice_id: str
    name: str
    modified: datetime

    @property
    def id(self) -> str:
        return f"{self.practice_id}/{self.name}"


def is_conflict(name: str) -> bool:
    """Whether a file of this name is another version of the practice beside it."""
    return bool(_SYNCTHING.fullmatch(name) or (CLOUD.search(name) and CLOUD.sub("", name) == "practice.json"))


class Conflicts:
    """The other versions in one archive. Called on the store worker only."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def all(self) -> tuple[Conflict, ...]:
        """Every other version there is, by the folders' listings alone. UserError ``read_failed``."""
        return tuple(found for practice_id in self._archive.ids() for found in self.of(practice_id))

    def of(self, practice_id: str) -> tuple[Conflict, ...]:
        """Those of one practice, the oldest first."""
        found = []
        folder = self._archive.folder(practice_id)
        with atomic.told(folder, "read_failed"):
            try:
                names = [name for name in os.listdir(folder) if is_conflict(name)]
            except FileNotFoundError:
                return ()
            for name in names[:_LIMIT]:
                moment = datetime.fromtimestamp(os.stat(folder / name).st_mtime, UTC)
                found.append(Conflict(practice_id, name, moment))
        return tuple(sorted(found, key=lambda one: (one.modified, one.name)))

    def find(self, conflict_id: str) -> Conflict:
        """UserError ``conflict_gone`` if it is no longer there."""
        practice_id = conflict_id.partition("/")[0]
        for found in self.of(practice_id):
            if found.id == conflict_id:
                return found
        raise UserError("conflict_gone")

    def version(self, practice_id: str, name: str = "") -> Loaded:
        """The practice's own version, or the one of that name beside it. UserError as :meth:`Archive.load`."""
        return self._archive.load(practice_id, name) if name else self._archive.load(practice_id)

    def stamp(self, practice_id: str) -> Stamp | None:
        return self._archive.stamp(practice_id)

    def copy_papers(self, practice_id: str, to: str) -> None:
        """Signed files and the like, in folders of their own: beside another practice too. UserError of writing."""
        source, target = self._archive.folder(practice_id), self._archive.folder(to)
        with atomic.told(source, "read_failed"):
            papers = sorted(path for path in source.glob("*/**/*") if path.is_file())
        for path in papers:
            copy = target / path.relative_to(source)
            atomic.make_folder(copy.parent)
            if (data := atomic.read_bytes(path)) is not None:
                atomic.write_bytes(copy, data)

    def settle(self, conflict: Conflict, date: str) -> Path:
        """It is not offered any more: the file stays beside the practice under a dated name. UserError of writing."""
        path = self._archive.folder(conflict.practice_id) / conflict.name
        target = atomic.free(path.with_name(f"{conflict.name}.settled-{date}"))
        atomic.move(path, target)
        return target
