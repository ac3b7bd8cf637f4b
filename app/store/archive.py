"""The practices on disk: one TinyDB file each, one rename per save, the content's SHA-256 beside the content.

It knows a dossier as a plain dict and nothing of what is in it. It must never overwrite a file that it
cannot read, that a newer program wrote, or that somebody else changed since it was read.

    practices/<2 hex>/<id>/practice.json   table "practice", record 1: schema, save_count, saved_at,
                                           content_sha256, save_sha256, dossier
    instance.turn                          held for the length of one save

``save_sha256`` is of count, time and content together: a byte changed in those is noticed too. Files of before it
have none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from tinydb import TinyDB
from tinydb.table import Document

from app.domain.errors import UserError
from app.store import atomic
from app.store.atomic import AtomicStorage, Damaged
from app.store.digest import sha256_hex
from app.store.turns import Turns

_FILE = "practice.json"
_TABLE = "practice"
_RECORD = 1
ID = re.compile(r"[0-9a-z][0-9a-z-]{0,63}")


class Saved(NamedTuple):
    """What is on disk for certain: ``sha256`` (hex) is of the dossier's canonical bytes."""

    save_count: int
    saved_at: datetime
    sha256: str


class Loaded(NamedTuple):
    """A practice as it was read; ``read_only`` if a newer program wrote it."""

    dossier: dict[str, Any]
    schema: int
    save_count: int
    saved_at: datetime
    sha256: str
    read_only: bool = False


class Stamp(NamedTuple):
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
        self._now = now
        self._newest = newest_schema
        self._turns = Turns(folder / "instance.turn")
        # Saves that failed and may be on disk all the same (see atomic.write_bytes): still ours.
        self._unsure: dict[str, set[tuple[int, str]]] = {}

    def folder(self, practice_id: str) -> Path:
        """Where a practice's files are kept, there or not. UserError ``practice_missing`` for no possible id."""
        if not ID.fullmatch(practice_id):
            raise UserError("practice_missing", id=practice_id)
        return self._practices / sha256_hex(practice_id.encode())[:2] / practice_id

    def file(self, practice_id: str, name: str = _FILE) -> Path:
        """Where a practice itself is kept, or another version beside it, there or not."""
        return self.folder(practice_id) / name

    def save(
        self,
        practice_id: str,
        dossier: dict[str, Any],
        schema: int,
        expected_save_count: int | None,
        expected_sha256: str | None = None,
    ) -> Saved:
        """Writes with one rename, if the file on disk is still the one that was read (None: there was none).

        The count alone does not tell two versions of one number apart, as a synchronised folder may put one in place
        of the other: ``expected_sha256`` does. UserError ``changed_outside``, ``practice_unreadable``,
        ``practice_newer``, ``disk_slow`` and those of writing: what is on disk stays, and saving again later is safe.
        """
        with self._turns.taken():
            return self._save(practice_id, dossier, schema, expected_save_count, expected_sha256)

    def _save(
        self, practice_id: str, dossier: dict[str, Any], schema: int, expected: int | None, expected_sha256: str | None
    ) -> Saved:
        content = sha256_hex(canonical(dossier))
        found = self._as_expected(practice_id, expected, expected_sha256)
        saved = Saved((found.save_count if found else 0) + 1, self._now(), content)
        self._write(practice_id, dossier, schema, saved, found is None)
        return saved

    def take_in(self, practice_id: str, one: Loaded, expected_save_count: int | None) -> Saved:
        """Writes a practice out of a bundle as it was saved elsewhere: its own save_count and date. UserError as
        for :meth:`save`. An older state never takes a newer one's place."""
        with self._turns.taken():
            found = self._as_expected(practice_id, expected_save_count, None)
            if found is not None and found.save_count >= one.save_count:
                raise UserError("changed_outside")
            saved = Saved(one.save_count, one.saved_at, sha256_hex(canonical(one.dossier)))
            self._write(practice_id, one.dossier, one.schema, saved, found is None)
            return saved

    def _as_expected(self, practice_id: str, expected: int | None, expected_sha256: str | None) -> Loaded | None:
        """What is on disk, if it may be replaced by whoever read that state."""
        found = self._read(practice_id)
        if found is not None and found.read_only:
            raise UserError("practice_newer")
        ours = self._unsure.setdefault(practice_id, set())
        count = None if found is None else found.save_count
        other = found is not None and expected_sha256 not in (None, found.sha256)
        if (count != expected or other) and (found is None or (found.save_count, found.sha256) not in ours):
            raise UserError("changed_outside")
        return found

    def _write(self, practice_id: str, dossier: dict[str, Any], schema: int, saved: Saved, new: bool) -> None:
        path, record = self.file(practice_id), _record(dossier, schema, saved)
        self._unsure[practice_id].add((saved.save_count, saved.sha256))
        atomic.make_folder(path.parent)
        with TinyDB(path, storage=AtomicStorage) as db:
            if new:
                db.table(_TABLE).insert(Document(record, _RECORD))
            else:
                db.table(_TABLE).update(record, doc_ids=[_RECORD])
        del self._unsure[practice_id]

    def load(self, practice_id: str, name: str = _FILE) -> Loaded:
        """``name``: another version that lies beside it, instead. UserError ``practice_missing``,
        ``practice_unreadable``, ``read_failed``; ``practice_newer`` if a newer program wrote it in a form that cannot
        even be shown."""
        loaded = self._read(practice_id, name)
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
            state = os.stat(self.file(practice_id))
        except (OSError, UserError):
            return None
        return Stamp(state.st_mtime_ns, state.st_size)

    def move_out(self, practice_id: str, target: Path) -> None:
        """Moves a practice's whole folder away, and never in the middle of a save. UserError of writing."""
        with self._turns.taken():
            atomic.move(self.folder(practice_id), target)

    def replace_damaged(
        self, practice_id: str, dossier: dict[str, Any], schema: int, save_count: int, useless: str = ""
    ) -> Saved:
        """Puts ``dossier`` where there is a file that cannot be used, or none; such a file is kept beside it.

        ``useless``: the SHA-256 of a content that can be read and is no practice all the same. UserError
        ``changed_outside`` if there is another that can be read, and those of writing: the damaged file is
        there still.
        """
        path = self.file(practice_id)
        with self._turns.taken():
            try:
                found = self._read(practice_id)
            except UserError as problem:
                if problem.key not in ("practice_unreadable", "read_failed"):
                    raise
                atomic.keep_beside(path, moment(self._now()))
            else:
                if found is not None and found.sha256 != useless:
                    raise UserError("changed_outside")
                if found is not None:
                    atomic.keep_beside(path, moment(self._now()))
            saved = Saved(save_count, self._now(), sha256_hex(canonical(dossier)))
            atomic.make_folder(path.parent)
            write_at(path, dossier, schema, saved)
            return saved

    def _read(self, practice_id: str, name: str = _FILE) -> Loaded | None:
        return self.read_at(self.file(practice_id, name))

    def read_at(self, path: Path) -> Loaded | None:
        """A practice's file wherever it lies, every byte of its content checked; None if there is none.

        UserError as for :meth:`load`.
        """
        try:
            with TinyDB(path, storage=AtomicStorage) as db:
                records = db.table(_TABLE).all()
            if not records and not os.path.lexists(path):
                return None
            if [record.doc_id for record in records] != [_RECORD]:
                raise Damaged(path.name)
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


def write_at(path: Path, dossier: dict[str, Any], schema: int, saved: Saved) -> None:
    """A practice's file as :meth:`Archive.read_at` reads it, put at ``path`` whatever was there. UserError of
    writing."""
    with TinyDB(path, storage=AtomicStorage) as db:
        db.storage.write({_TABLE: {str(_RECORD): _record(dossier, schema, saved)}})


def moment(at: datetime) -> str:
    """A time as names of files and folders have it."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _record(dossier: dict[str, Any], schema: int, saved: Saved) -> dict[str, Any]:
    return {
        "schema": schema,
        "save_count": saved.save_count,
        "saved_at": saved.saved_at.isoformat(),
        "content_sha256": saved.sha256,
        "save_sha256": _of_the_save(saved.save_count, saved.saved_at.isoformat(), saved.sha256),
        "dossier": dossier,
    }


def _of_the_save(save_count: int, saved_at: str, content: str) -> str:
    return sha256_hex(f"{save_count} {saved_at} {content}".encode())


def _loaded(record: dict[str, Any], schema: int, read_only: bool) -> Loaded:
    dossier, save_count, content = record["dossier"], record["save_count"], record["content_sha256"]
    if type(save_count) is not int or save_count < 1:
        raise ValueError("save_count")
    if not isinstance(dossier, dict) or sha256_hex(canonical(dossier)) != content:
        raise ValueError("content_sha256")
    save = _of_the_save(save_count, record["saved_at"], content)
    if record.get("save_sha256", save) != save:
        raise ValueError("save_sha256")
    saved_at = datetime.fromisoformat(record["saved_at"])
    if saved_at.tzinfo is None:
        raise ValueError("saved_at")
    return Loaded(dossier, schema, save_count, saved_at, content, read_only)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
