"""The store as the desk uses it: archive, index, worker, signed files, settings, all of one data folder.

Turns dossiers into dicts and back at this one place. Every read and write of practices goes through the worker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from app.desk.laws import Laws
from app.desk.summary import Summary, from_plain, searched_text, summarise
from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.records import SCHEMA
from app.records.dossier import from_dict
from app.store import atomic
from app.store.archive import Archive, Loaded, Stamp
from app.store.claims import Claims
from app.store.conflicts import Conflicts
from app.store.index import Index
from app.store.saver import Saver
from app.store.settings import Settings
from app.store.signed import SignedFiles
from app.store.writer import Worker

T = TypeVar("T")


@dataclass(frozen=True)
class Read:
    """A practice as read, with what saving it again needs."""

    dossier: Dossier
    save_count: int
    saved_at: datetime
    read_only: bool


class Shelves:
    """Opens the folder; ``edition`` names program and law: when it changes, summaries are worked out anew.

    ``read_only``: nothing is written there, not even what is only kept for the next start. ``own``: where settings,
    seal and index are kept if the folder is shared with colleagues, who have theirs.
    """

    def __init__(
        self,
        folder: Path,
        laws: Laws,
        clock: Callable[[], datetime],
        edition: str,
        read_only: bool = False,
        own: Path | None = None,
    ) -> None:
        self._laws, self._clock, self.read_only = laws, clock, read_only
        self._archive = Archive(folder, clock, SCHEMA)
        self._index = Index(self._archive, (own or folder) / "index.json", self._summarise, edition)
        self._worker = Worker(idle=None if read_only else self._index.write)
        self._signed = SignedFiles(self._archive)
        self.settings = Settings(own or folder, clock)
        self.claims = Claims(self._archive, clock)
        self.conflicts = Conflicts(self._archive)
        self._read_sha: dict[tuple[str, int | None], str] = {}

    def _summarise(self, raw: dict[str, Any], schema: int) -> dict[str, Any]:
        # One written by a newer program is shown as far as it still has our shape.
        dossier = from_dict(raw, min(schema, SCHEMA))
        law = self._laws.of(dossier.practice, "it")
        return {**summarise(dossier, law, self._clock().date()), "search": searched_text(dossier)}

    def refresh(self, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Bring the index up to what is on disk."""
        self._worker.submit(self._index.refresh, done=lambda _: then(), failed=failed)

    def refresh_now(self) -> None:
        """The same, and wait for it."""
        self._call(self._index.refresh)

    def summaries(self, query: str) -> list[Summary]:
        found = []
        for row in self._index.search(query):
            saved_at = row.saved_at.isoformat(timespec="seconds") if row.saved_at else ""
            found.append(from_plain({**row.facts, "id": row.id, "saved_at": saved_at, "problem": row.problem}))
        return found

    def read(self, practice_id: str) -> Read:
        """A practice from disk. UserError as the archive and the records say."""
        loaded = self._call(lambda: self._archive.load(practice_id))
        self._read_sha = {(practice_id, loaded.save_count): loaded.sha256}
        dossier = from_dict(loaded.dossier, min(loaded.schema, SCHEMA))
        return Read(dossier, loaded.save_count, loaded.saved_at, loaded.read_only)

    def saver(self, practice_id: str, save_count: int | None) -> Saver:
        sha256 = self._read_sha.get((practice_id, save_count))
        return Saver(self._worker, self._archive, self._index, practice_id, save_count, sha256)

    def delete(self, practice_id: str) -> None:
        def job() -> None:
            self._archive.delete(practice_id)
            self._index.remove(practice_id)

        self._call(job)

    def put_signed(self, practice_id: str, name: str, pdf: bytes) -> Path:
        return self._call(lambda: self._signed.put(practice_id, name, pdf))

    def signed_names(self, practice_id: str) -> list[str]:
        return self._call(lambda: self._signed.names(practice_id))

    def signed_path(self, practice_id: str, name: str) -> Path:
        return self._signed.path(practice_id, name)

    def on_disk(self, practice_id: str, name: str = "") -> Loaded:
        """A version as it lies there, the practice's own or ``name`` beside it. On the store worker only."""
        return self._archive.load(practice_id, name) if name else self._archive.load(practice_id)

    def save_new(self, practice_id: str, raw: dict[str, Any], schema: int) -> None:
        """A practice that is not there yet. UserError of writing. On the store worker only."""
        saved = self._archive.save(practice_id, raw, schema, None)
        self._index.put(practice_id, raw, schema, saved)

    def stamp(self, practice_id: str) -> Stamp | None:
        return self._archive.stamp(practice_id)

    def papers(self, practice_id: str) -> list[Path]:
        """The files kept beside a practice, in folders of their own. On the store worker only."""
        folder = self._archive.folder(practice_id)
        with atomic.told(folder, "read_failed"):
            return sorted(path for path in folder.glob("*/**/*") if path.is_file())

    def copy_papers(self, practice_id: str, to: str) -> None:
        """The same files beside another practice too. UserError of writing. On the store worker only."""
        source, target = self._archive.folder(practice_id), self._archive.folder(to)
        for path in self.papers(practice_id):
            copy = target / path.relative_to(source)
            atomic.make_folder(copy.parent)
            if (data := atomic.read_bytes(path)) is not None:
                atomic.write_bytes(copy, data)

    def call(self, job: Callable[[], T]) -> T:
        """Do ``job`` on the worker and wait for it."""
        return self._call(job)

    def later(self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Do ``job`` on the worker when its turn comes; the answer is given on the worker's thread."""
        self._worker.submit(job, done=done, failed=failed)

    def close(self, timeout: float = 10.0) -> bool:
        """Finish what waits, let go of what is claimed, and end the worker."""
        self._worker.submit(self.claims.release_all)
        return self._worker.close(timeout)

    def _call(self, job: Callable[[], T]) -> T:
        """Do ``job`` on the worker and wait for it: short reads and writes whose result is needed now."""
        ready = threading.Event()
        result: list[T] = []
        problems: list[Exception] = []

        def done(value: T) -> None:
            result.append(value)
            ready.set()

        def failed(problem: Exception) -> None:
            problems.append(problem)
            ready.set()

        self._worker.submit(job, done=done, failed=failed)
        if not ready.wait(60):
            raise UserError("disk_slow")
        if problems:
            raise problems[0]
        return result[0]
