"""The list of practices in memory: what the home page and the search show, without opening each file.

Everything here is derived: ``index.json`` may be deleted at any time and nothing is lost. What a practice's
summary says is worked out by a function that the desk gives; this module must never look into a dossier
itself, and one practice that cannot be read must never keep the others from being listed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from zlib import crc32

import orjson
from tinydb import TinyDB

from app.domain.errors import UserError
from app.store.archive import Archive, Loaded, Saved, Stamp
from app.store.atomic import AtomicStorage, Damaged
from app.text import folded

_log = logging.getLogger(__name__)
_ABOUT, _ROWS = "about", "practices"


class Summary(NamedTuple):
    """One line of the list. ``facts`` is what the desk's function returned, less ``search``; empty if it has
    no say.

    ``problem``: None, ``"unreadable"``, ``"newer"`` (written by a newer program: opens read-only at most) or
    ``"law"`` (the practice is whole, the law it answered is not to be read).
    """

    id: str
    saved_at: datetime | None
    problem: str | None
    facts: dict[str, Any]
    search_text: str = ""


class Index:
    """The summaries of one archive. May be read from any thread; changed on the store worker only.

    ``summarise`` turns a dossier dict and its schema into a dict of plain values: ``search`` is the text to be
    found by, the rest is shown. ``edition`` names what the summaries were worked out with (program, law): another one
    works them out anew.
    """

    def __init__(
        self,
        archive: Archive,
        path: Path,
        summarise: Callable[[dict[str, Any], int], dict[str, Any]],
        edition: str,
    ) -> None:
        self._archive = archive
        self._path = path
        self._summarise = summarise
        self._edition = edition
        self._lock = Lock()
        self._rows: dict[str, tuple[Stamp | None, Summary]] = {}
        self._sorted: list[Summary] | None = None
        self._written = False
        self._anew = False

    def forget(self) -> None:
        """Nothing that was worked out before counts any more: the next refresh reads every practice."""
        with self._lock:
            self._rows, self._anew = {}, True
            self._changed()

    @property
    def kept_bytes(self) -> int:
        """How much the last run kept; 0 for nothing."""
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    def recall(self) -> None:
        """What the last run kept, before anything is compared with the disk; nothing if something is known already."""
        if not self._rows and not self._anew:
            stored = self._stored()
            with self._lock:
                if not self._rows:
                    self._rows, self._sorted = stored, None

    def refresh(self, progress: Callable[[int, int], object] = lambda _done, _total: None) -> int:
        """Brings the index up to what is on disk; returns how many practices were read. UserError ``read_failed``.

        What is known is there at once and each practice as it is read: ``progress(done, total)`` may let other work
        be done in between, or put an end to it by an exception; the next refresh then goes on from there.
        """
        self.recall()
        stamps = self._archive.stamps()
        with self._lock:
            for practice_id in self._rows.keys() - stamps.keys():
                del self._rows[practice_id]
                self._changed()
        read = 0
        for done, (practice_id, stamp) in enumerate(stamps.items(), 1):
            row = self._rows.get(practice_id)
            # What could not be read is tried again each time: it may have been the disk's passing fault.
            if row is None or row[0] != stamp or row[1].problem in ("unreadable", "law"):
                self.read_again(practice_id)
                read += 1
            progress(done, len(stamps))
        return read

    def read_again(self, practice_id: str) -> None:
        """One practice as it is on disk now."""
        stamp = self._archive.stamp(practice_id)  # as it is now: it may have been saved while others were read
        if stamp is None:
            self.remove(practice_id)
            return
        row = (stamp, self._read(practice_id))
        with self._lock:
            if self._rows.get(practice_id) != row:
                self._rows[practice_id] = row
                self._changed()

    def work_out_anew(self, edition: str) -> None:
        """What summaries are worked out with has changed: the next ``refresh`` reads every practice again."""
        with self._lock:
            self._edition, self._written = edition, False
            self._rows = {practice_id: (None, summary) for practice_id, (_, summary) in self._rows.items()}

    def put(self, practice_id: str, dossier: dict[str, Any], schema: int, saved: Saved) -> None:
        """After a save: the new summary, without reading the file back."""
        summary = self._summary(practice_id, dossier, schema, saved.saved_at, None)
        with self._lock:
            self._rows[practice_id] = (self._archive.stamp(practice_id), summary)
            self._changed()

    def remove(self, practice_id: str) -> None:
        """After a delete."""
        with self._lock:
            if self._rows.pop(practice_id, None) is not None:
                self._changed()

    def _changed(self) -> None:
        self._written, self._sorted = False, None

    def summaries(self) -> list[Summary]:
        """All practices, the last saved first, those without a date at the end."""
        with self._lock:
            if self._sorted is None:
                found = (summary for _, summary in self._rows.values())
                self._sorted = sorted(
                    found, key=lambda one: (-one.saved_at.timestamp() if one.saved_at else 0.0, one.id)
                )
            return list(self._sorted)

    def search(self, text: str) -> list[Summary]:
        """The summaries that hold every word of ``text``, accents and capitals apart; all of them for no words."""
        words = folded(text).split()
        return [found for found in self.summaries() if all(word in found.search_text for word in words)]

    def write(self) -> None:
        """Keeps the index for the next start, if it has changed. UserError of writing: nothing is lost."""
        with self._lock:
            if self._written:
                return
            rows = dict(self._rows)
            self._written = True
        plain = {str(n): _plain(*row) for n, row in enumerate(rows.values(), 1)}
        about = {"edition": self._edition, "check": _check(plain)}
        tables: dict[str, dict[str, Any]] = {_ABOUT: {"1": about}, _ROWS: plain}
        try:
            with TinyDB(self._path, storage=AtomicStorage) as db:
                db.storage.write(tables)  # all tables in one rename
        except UserError:
            with self._lock:
                self._written = False
            raise

    def _stored(self) -> dict[str, tuple[Stamp | None, Summary]]:
        """What the last run kept; empty if there is nothing or it cannot be used."""
        try:
            with TinyDB(self._path, storage=AtomicStorage) as db:
                tables = db.storage.read() or {}  # each table asked for by itself would be the whole file read again
            about, plain = tables.get(_ABOUT, {}).get("1", {}), tables.get(_ROWS, {})
            if (about.get("edition"), about.get("check")) != (self._edition, _check(plain)):
                return {}
            rows = [_row(record) for record in plain.values()]
        except (Damaged, UserError, AttributeError, KeyError, TypeError, ValueError):
            return {}
        self._written = True
        return {summary.id: (stamp, summary) for stamp, summary in rows}

    def _read(self, practice_id: str) -> Summary:
        try:
            loaded: Loaded = self._archive.load(practice_id)
        except UserError as problem:
            kind = "newer" if problem.key == "practice_newer" else "unreadable"
            return Summary(practice_id, None, kind, {})
        problem_kind = "newer" if loaded.read_only else None
        return self._summary(practice_id, loaded.dossier, loaded.schema, loaded.saved_at, problem_kind)

    def _summary(
        self, practice_id: str, dossier: dict[str, Any], schema: int, saved_at: datetime, problem: str | None
    ) -> Summary:
        summary = Summary(practice_id, saved_at, problem, {})
        try:
            facts = dict(self._summarise(dossier, schema))
        except UserError as failure:
            law = failure.key.startswith("circular_")
            return summary._replace(problem=problem or ("law" if law else "unreadable"))
        except Exception as failure:  # whatever is in that file, the others must be listed
            _log.warning("no summary of practice %s: %s", practice_id, type(failure).__name__)
            return summary._replace(problem=problem or "unreadable")
        search_text = folded(str(facts.pop("search", "")))
        return summary._replace(facts=facts, search_text=search_text)


def _check(plain: dict[str, Any]) -> int:
    """Of the rows as they are written: one that is no longer as it was would stand in the way of every start."""
    return crc32(orjson.dumps(plain))


def _plain(stamp: Stamp | None, summary: Summary) -> dict[str, Any]:
    return {
        "id": summary.id,
        "stamp": None if stamp is None else [stamp.modified, stamp.size],
        "saved_at": None if summary.saved_at is None else summary.saved_at.isoformat(),
        "problem": summary.problem,
        "facts": summary.facts,
        "search_text": summary.search_text,
    }


def _row(record: dict[str, Any]) -> tuple[Stamp | None, Summary]:
    stamp = None if record["stamp"] is None else Stamp(*record["stamp"])
    saved_at = None if record["saved_at"] is None else datetime.fromisoformat(record["saved_at"])
    summary = Summary(record["id"], saved_at, record["problem"], record["facts"], record["search_text"])
    return stamp, summary
