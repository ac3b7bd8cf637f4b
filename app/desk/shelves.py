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
from app.store import atomic, conversion
from app.store.archive import Archive
from app.store.conversion import Cancelled, Progress
from app.store.index import Index
from app.store.saver import Saver
from app.store.settings import Settings
from app.store.signed import SignedFiles
from app.store.vault import Vault
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

    ``read_only``: nothing is written there, not even what is only kept for the next start.
    """

    def __init__(
        self,
        folder: Path,
        laws: Laws,
        clock: Callable[[], datetime],
        edition: str,
        read_only: bool = False,
        vault: Vault | None = None,
    ) -> None:
        self._laws, self._clock, self.read_only = laws, clock, read_only
        self.vault = vault or Vault(folder)
        atomic.keep(folder, self.vault)
        self._archive = Archive(folder, clock, SCHEMA)
        self._index = Index(self._archive, folder / "index.json", self._summarise, edition)
        self._worker = Worker(idle=None if read_only else self._index.write)
        self._signed = SignedFiles(self._archive)
        self.settings = Settings(folder, clock)

    def _summarise(self, raw: dict[str, Any]) -> dict[str, Any]:
        dossier = from_dict(raw)
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
        dossier = from_dict(loaded.dossier, SCHEMA if loaded.read_only else loaded.schema)
        return Read(dossier, loaded.save_count, loaded.saved_at, loaded.read_only)

    def saver(self, practice_id: str, save_count: int | None) -> Saver:
        return Saver(self._worker, self._archive, self._index, practice_id, save_count)

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

    def turn_password_on(self, password: str, progress: Progress, cancelled: Cancelled) -> bool:
        """As the store says; nothing else is read or written meanwhile. Slow, however long it takes."""
        return self._call(lambda: conversion.turn_on(self.vault, password, progress, cancelled), None)

    def turn_password_off(self, password: str, progress: Progress, cancelled: Cancelled) -> bool:
        return self._call(lambda: conversion.turn_off(self.vault, password, progress, cancelled), None)

    def finish_password(self, progress: Progress, cancelled: Cancelled) -> str:
        return self._call(lambda: conversion.go_on(self.vault, progress, cancelled), None)

    def close(self, timeout: float = 10.0) -> bool:
        """Finish what waits, end the worker and forget the key; False if it takes longer: then what still waits is
        not left without a key."""
        ended = self._worker.close(timeout)
        if ended:
            self.vault.lock()
            atomic.release(self.vault.folder, self.vault)
        return ended

    def _call(self, job: Callable[[], T], patience: float | None = 60) -> T:
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
        if not ready.wait(patience):
            raise UserError("disk_slow")
        if problems:
            raise problems[0]
        return result[0]
