"""The practices on disk: one TinyDB file each, one rename per save, the content's SHA-256 beside the content.

It knows a dossier as a plain dict and nothing of what is in it. It must never overwrite a file that it
cannot read, that a newer program wrote, or that somebody else changed since it was read.

    practices/<2 hex>/<id>/practice.json   table "practice", record 1: schema, save_count, saved_at,
                                           content_sha256, dossier
    bin/<moment>/<id>/                     a deleted practice's whole folder
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from tinydb import TinyDB
from tinydb.table import Document

from app.domain.errors import UserError
from app.store import atomic
from app.store.atomic import AtomicStorage, Damaged

_FILE = "practice.json"
_TABLE = "practice"
_RECORD = 1
ID = re.compile(r"[0-9a-z][0-9a-z-]{0,63}")


@dataclass(frozen=True)
class Saved:
    """What is on disk for certain: ``sha256`` (hex) is of the dossier's canonical bytes."""

    save_count: int
    saved_at: datetime
    sha256: str


@dataclass(frozen=True)
class Loaded:
    """A practice as it was read; ``read_only`` if a newer program wrote it."""

    dossier: dict[str, Any]
    schema: int
    save_count: int
    saved_at: datetime
    sha256: str
    read_only: bool = False


@dataclass(frozen=True)
class Stamp:
    """By which the index sees that a file has changed: nanoseconds and bytes."""

    modified: int
    size: int


def canonical(dossier: dict[str, Any]) -> bytes:
    """The bytes that the content's SHA-256 is taken of: equal dicts, equal bytes."""
    return orjson.dumps(dossier, option=orjson.OPT_SORT_KEYS)


class Archive:
    """The practices of one data folder. ``now`` gives an aware time, ``newest_schema`` the last we write."""

    def __init__(self, folder: Path, now: Callable[[], datetime], newest_schema: int) -> None:
        self._practices = folder / "practices"
        self._bin = folder / "bin"
        self._now = now
        self._newest = newest_schema
        # Saves that failed and may be on disk all the same (see atomic.write_bytes): still ours.
        self._unsure: dict[str, set[tuple[int, str]]] = {}

    def folder(self, practice_id: str) -> Path:
        """Where a practice's files are kept, there or not. UserError ``practice_missing`` for no possible id."""
        if not ID.fullmatch(practice_id):
            raise UserError("practice_missing", id=practice_id)
        return self._practices / sha256(practice_id.encode()).hexdigest()[:2] / practice_id

    def save(self, practice_id: str, dossier: dict[str, Any], schema: int, expected_save_count: int | None) -> Saved:
        """Writes with one rename, if the file on disk is still the one that was read (None: there was none).

        UserError ``changed_outside``, ``practice_unreadable``, ``practice_newer`` and those of writing: in
        every case what is on disk stays, and saving again later is safe.
        """
        content = sha256(canonical(dossier)).hexdigest()
        found = self._as_expected(practice_id, expected_save_count)
        saved = Saved((found.save_count if found else 0) + 1, self._now(), content)
        self._write(practice_id, dossier, schema, saved, found is None)
        return saved

    def take_in(self, practice_id: str, one: Loaded, expected_save_count: int | None) -> Saved:
        """Writes a practice out of a bundle as it was saved elsewhere: its own save_count and date. UserError as
        for :meth:`save`. An older state never takes a newer one's place."""
        found = self._as_expected(practice_id, expected_save_count)
        if found is not None and found.save_count >= one.save_count:
            raise UserError("changed_outside")
        saved = Saved(one.save_count, one.saved_at, sha256(canonical(one.dossier)).hexdigest())
        self._write(practice_id, one.dossier, one.schema, saved, found is None)
        return saved

    def _as_expected(self, practice_id: str, expected_save_count: int | None) -> Loaded | None:
        """What is on disk, if it may be replaced by whoever read that state."""
        found = self._read(practice_id)
        if found is not None and found.read_only:
            raise UserError("practice_newer")
        ours = self._unsure.setdefault(practice_id, set())
        count = None if found is None else found.save_count
        if count != expected_save_count and (found is None or (found.save_count, found.sha256) not in ours):
            raise UserError("changed_outside")
        return found

    def _write(self, practice_id: str, dossier: dict[str, Any], schema: int, saved: Saved, new: bool) -> None:
        path = self.folder(practice_id) / _FILE
        record = {
            "schema": schema,
            "save_count": saved.save_count,
            "saved_at": saved.saved_at.isoformat(),
            "content_sha256": saved.sha256,
            "dossier": dossier,
        }
        self._unsure[practice_id].add((saved.save_count, saved.sha256))
        atomic.make_folder(path.parent)
        with TinyDB(path, storage=AtomicStorage) as db:
            if new:
                db.table(_TABLE).insert(Document(record, _RECORD))
            else:
                db.table(_TABLE).update(record, doc_ids=[_RECORD])
        del self._unsure[practice_id]

    def load(self, practice_id: str) -> Loaded:
        """UserError ``practice_missing``, ``practice_unreadable``, ``read_failed``; ``practice_newer`` if a
        newer program wrote it in a form that cannot even be shown."""
        loaded = self._read(practice_id)
        if loaded is None:
            raise UserError("practice_missing", id=practice_id)
        return loaded

    def ids(self) -> list[str]:
        """Every practice on disk, the unreadable ones too."""
        return sorted(self.stamps())

    def stamps(self) -> dict[str, Stamp]:
        """Each practice's id and its file's stamp, without reading the files. UserError ``read_failed``."""
        found: dict[str, Stamp] = {}
        with atomic.told(self._practices, "read_failed"):
            for shard in _names(self._practices):
                for name in _names(self._practices / shard):
                    if (stamp := self.stamp(name)) is not None:
                        found[name] = stamp
        return found

    def stamp(self, practice_id: str) -> Stamp | None:
        """The stamp of one practice's file; None if there is none."""
        try:
            state = os.stat(self.folder(practice_id) / _FILE)
        except (OSError, UserError):
            return None
        return Stamp(state.st_mtime_ns, state.st_size)

    def delete(self, practice_id: str) -> None:
        """Moves the practice with all its files to the bin. UserError ``practice_missing`` or of writing."""
        source = self.folder(practice_id)
        if not source.is_dir():
            raise UserError("practice_missing", id=practice_id)
        place = atomic.free(self._bin / self._moment())
        atomic.make_folder(place)
        atomic.move(source, place / practice_id)

    def restore(self, practice_id: str) -> None:
        """Brings back the practice as it was last deleted. UserError ``practice_missing`` if it is not in
        the bin, ``practice_exists`` if there is one of that id, and those of writing."""
        target = self.folder(practice_id)
        if target.exists():
            raise UserError("practice_exists")
        deleted = sorted(self._bin.glob(f"*/{practice_id}"))
        if not deleted:
            raise UserError("practice_missing", id=practice_id)
        atomic.make_folder(target.parent)
        atomic.move(deleted[-1], target)
        with suppress(OSError):
            deleted[-1].parent.rmdir()

    def set_aside(self, practice_id: str) -> Path:
        """Moves only an unusable ``practice.json`` away, so that what is in memory can be saved as new."""
        return atomic.set_aside(self.folder(practice_id) / _FILE, self._moment())

    def _moment(self) -> str:
        return self._now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")

    def _read(self, practice_id: str) -> Loaded | None:
        path = self.folder(practice_id) / _FILE
        try:
            with TinyDB(path, storage=AtomicStorage) as db:
                records = db.table(_TABLE).all()
            if not records and not os.path.lexists(path):
                return None
            if [record.doc_id for record in records] != [_RECORD]:
                raise Damaged(_FILE)
            return self._checked(records[0])
        except (Damaged, KeyError, ValueError, TypeError) as problem:
            raise UserError("practice_unreadable") from problem

    def _checked(self, record: dict[str, Any]) -> Loaded:
        """The record, if it is what was once written; any other shape raises as the caller expects."""
        schema = record["schema"]
        if type(schema) is not int or schema < 0:
            raise ValueError("schema")
        if schema <= self._newest:
            return _loaded(record, schema, read_only=False)
        try:
            return _loaded(record, schema, read_only=True)
        except (KeyError, ValueError, TypeError) as problem:
            raise UserError("practice_newer") from problem


def _loaded(record: dict[str, Any], schema: int, read_only: bool) -> Loaded:
    dossier, save_count, content = record["dossier"], record["save_count"], record["content_sha256"]
    if type(save_count) is not int or save_count < 1:
        raise ValueError("save_count")
    if not isinstance(dossier, dict) or sha256(canonical(dossier)).hexdigest() != content:
        raise ValueError("content_sha256")
    saved_at = datetime.fromisoformat(record["saved_at"])
    if saved_at.tzinfo is None:
        raise ValueError("saved_at")
    return Loaded(dossier, schema, save_count, saved_at, content, read_only)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
