"""Copies, bin and damaged files as the desk uses them. Turns dossiers into dicts and back; decides nothing.

Every read and write goes through the store's worker, which ``do`` waits for.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.records import SCHEMA
from app.records.dossier import from_dict, to_dict
from app.store import leftovers
from app.store.archive import Archive, Loaded, Saved
from app.store.backups import Backups, Copy, copy_named
from app.store.bin import Bin, Deleted
from app.store.copying import Copying
from app.store.index import Index

OLD_LEFTOVERS = 3600.0
"""Seconds after which a half-written file has been left by a killed run, and is not one being written now."""
LEAST_SAVE_COUNT = 1


@dataclass(frozen=True)
class Kept:
    """A copy of a practice: ``name`` is the file's, ``at`` when its content was saved."""

    name: str
    at: datetime
    save_count: int


@dataclass(frozen=True)
class Damaged:
    """A practice that cannot be read (``gone``: is not there at all), and the newest good copy of it, if any."""

    id: str
    gone: bool
    problem: UserError | None
    file: Path
    good: Kept | None
    name: str = ""


@dataclass(frozen=True)
class Binned:
    """A practice in the bin. ``problem``: it cannot be read, and may be brought back all the same."""

    deleted: Deleted
    name: str
    number: str
    problem: bool


@dataclass(frozen=True)
class Here:
    """What is on disk of a practice now. ``state``: ``whole``, ``newer``, ``damaged`` or ``missing``."""

    state: str
    dossier: Dossier | None = None
    save_count: int | None = None
    saved_at: datetime | None = None
    sha256: str = ""


class Safekeeping:
    """Built by the shelves over the same archive and index."""

    def __init__(
        self,
        folder: Path,
        archive: Archive,
        index: Index,
        do: Callable[[Callable[[], Any]], Any],
        clock: Callable[[], datetime],
    ) -> None:
        self._folder, self._archive, self._index, self._do, self._clock = folder, archive, index, do, clock
        self._bin = Bin(archive, folder / "bin", clock)
        self._backups = Backups(archive, folder / "backups")
        self.copying = Copying(self._backups)

    # ---- copies --------------------------------------------------------------------------------------------------

    def copies(self, practice_id: str) -> tuple[Kept, ...]:
        """The newest first. UserError ``read_failed``."""
        return tuple(map(_kept, self._do(lambda: self._backups.copies(practice_id))))

    def copy(self, practice_id: str, name: str) -> tuple[Kept, Dossier]:
        """A copy's content. UserError ``copy_unreadable``, ``practice_newer``, ``read_failed``."""
        copy = _named(name)
        return _kept(copy), _dossier(self._do(lambda: self._backups.read(practice_id, copy)), "copy_unreadable")

    def copy_now(self, practice_id: str) -> Kept | None:
        """Copies what is on disk; None if the newest copy holds the same. UserError of reading and writing."""
        made = self._do(lambda: self._backups.make(practice_id))
        return _kept(made) if made else None

    def keep(self, dossier: Dossier, save_count: int | None) -> Kept:
        """Keeps as a copy what is in memory only. UserError of writing."""
        practice_id, now = dossier.practice.id, self._clock()
        count = save_count or LEAST_SAVE_COUNT
        return _kept(self._do(lambda: self._backups.put(practice_id, to_dict(dossier), SCHEMA, count, now)))

    # ---- what is there now, and putting something in its place ---------------------------------------------------

    def here(self, practice_id: str) -> Here:
        """The practice as it is on disk now, whatever its state. UserError ``read_failed`` only for the list."""

        def look() -> Here:
            if not self._archive.file(practice_id).exists():
                return Here("missing")
            try:
                loaded = self._archive.load(practice_id)
            except UserError as problem:
                return Here("newer" if problem.key == "practice_newer" else "damaged")
            about = (loaded.save_count, loaded.saved_at, loaded.sha256)
            if loaded.read_only:
                return Here("newer", None, *about)
            try:
                return Here("whole", _dossier(loaded), *about)
            except UserError:
                return Here("damaged", None, *about)

        found: Here = self._do(look)
        return found

    def look_again(self, practice_id: str) -> None:
        """Have the list say what is on disk now."""
        self._do(lambda: self._index.read_again(practice_id))

    def put_back(self, dossier: Dossier, save_count: int) -> tuple[int, str]:
        """Puts ``dossier`` where its practice is damaged or gone; the damaged file is kept beside it.

        The new save_count and content hash. UserError ``changed_outside`` if there is a whole one after all, and of
        writing.
        """
        practice_id, here = dossier.practice.id, self.here(dossier.practice.id)
        if here.state in ("whole", "newer"):
            raise UserError("changed_outside")
        raw, count = to_dict(dossier), max(save_count, here.save_count or 0) + 1

        def put() -> Saved:
            saved = self._archive.replace_damaged(practice_id, raw, SCHEMA, count, here.sha256)
            self._index.put(practice_id, raw, SCHEMA, saved)
            self.copying.saved(practice_id, saved)
            return saved

        saved: Saved = self._do(put)
        return saved.save_count, saved.sha256

    def change(self, practice_id: str, change: Callable[[Dossier], Dossier]) -> None:
        """A practice that is not open, read and saved as ``change`` makes it. On the worker. ``practice_newer`` and
        those of reading and writing as UserError."""
        loaded = self._archive.load(practice_id)
        if loaded.read_only:
            raise UserError("practice_newer")
        before = _dossier(loaded)
        after = change(before)
        if after == before:
            return
        raw = to_dict(after)
        saved = self._archive.save(practice_id, raw, SCHEMA, loaded.save_count, loaded.sha256)
        self._index.put(practice_id, raw, SCHEMA, saved)
        self.copying.saved(practice_id, saved)

    # ---- damage --------------------------------------------------------------------------------------------------

    def damaged(self) -> tuple[Damaged, ...]:
        """Every practice that needs to be recovered, as the list was last read. UserError ``read_failed``."""

        def look() -> tuple[Damaged, ...]:
            here = set(self._archive.ids())
            elsewhere = here | {one.practice_id for one in self._bin.deleted()}
            unreadable = [row.id for row in self._index.summaries() if row.problem == "unreadable" and row.id in here]
            gone = [practice_id for practice_id in self._backups.ids() if practice_id not in elsewhere]
            found = [*(self._damage(one, False) for one in unreadable), *(self._damage(one, True) for one in gone)]
            return tuple(found)

        found: tuple[Damaged, ...] = self._do(look)
        return found

    def _damage(self, practice_id: str, gone: bool) -> Damaged:
        problem = None
        if not gone:
            try:
                _dossier(self._archive.load(practice_id))
            except UserError as found:
                problem = found
        file = self._archive.file(practice_id)
        with suppress(UserError):
            for copy in self._backups.copies(practice_id):
                with suppress(UserError):
                    dossier = _dossier(self._backups.read(practice_id, copy))
                    return Damaged(practice_id, gone, problem, file, _kept(copy), dossier.practice.company.name)
        return Damaged(practice_id, gone, problem, file, None)

    # ---- bin -----------------------------------------------------------------------------------------------------

    def delete(self, practice_id: str) -> Deleted:
        def job() -> Deleted:
            deleted = self._bin.put(practice_id)
            self._index.remove(practice_id)
            return deleted

        deleted: Deleted = self._do(job)
        return deleted

    def bring_back(self, deleted: Deleted) -> None:
        def job() -> None:
            self._bin.take_out(deleted)
            self._index.read_again(deleted.practice_id)

        self._do(job)

    def binned(self) -> tuple[Binned, ...]:
        """What is in the bin, the last deleted first. UserError ``read_failed``."""
        found: tuple[Binned, ...] = self._do(lambda: tuple(map(self._binned, self._bin.deleted())))
        return found

    def _binned(self, deleted: Deleted) -> Binned:
        try:
            loaded = self._bin.read(deleted)
            if loaded is None:
                return Binned(deleted, "", "", True)
            practice = _dossier(loaded).practice
        except UserError:
            return Binned(deleted, "", "", True)
        return Binned(deleted, practice.company.name, practice.number, False)

    # ---- housekeeping --------------------------------------------------------------------------------------------

    def tidy(self) -> None:
        """Lets go of what killed runs left, of what was in the bin for long enough, and of its copies. On the
        worker. UserError of writing: it will be tried at the next start."""
        leftovers.sweep(self._folder, OLD_LEFTOVERS)
        purged = self._bin.purge()
        still = {one.practice_id for one in self._bin.deleted()} | set(self._archive.ids() if purged else ())
        for practice_id in set(purged) - still:
            with suppress(UserError):
                self._backups.forget(practice_id)


def _named(name: str) -> Copy:
    copy = copy_named(name)
    if copy is None:
        raise UserError("copy_missing", name=name)
    return copy


def _kept(copy: Copy) -> Kept:
    return Kept(copy.name, copy.at, copy.save_count)


def _dossier(loaded: Loaded, otherwise: str = "practice_unreadable") -> Dossier:
    try:
        return from_dict(loaded.dossier, loaded.schema)
    except UserError as problem:
        raise UserError(otherwise) if problem.key == "practice_unreadable" else problem from problem
