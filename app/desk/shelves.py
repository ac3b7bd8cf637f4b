"""The store as the desk uses it: archive, index, worker, signed files, settings, all of one data folder.

Turns dossiers into dicts and back at this one place. Every read and write of practices goes through the worker,
except what a bundle reads: a file is whole whenever it is read, and the worker is not to wait for that.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.desk.front_shelf import DATES, FrontShelf
from app.desk.laws import Laws
from app.desk.safekeeping import Safekeeping
from app.desk.searching import searched_text
from app.desk.small_settings import SmallSettings
from app.desk.summary import Summary
from app.desk.summing import summarise
from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.domain.own_dates import OwnDate, plain_dates
from app.records import SCHEMA
from app.records.dossier import from_dict
from app.store import conversion, keepers
from app.store.claims import Claims
from app.store.conflicts import Conflicts
from app.store.conversion import Cancelled, Progress
from app.store.evidence import EvidenceFiles, Source
from app.store.saver import Saver
from app.store.signed import SignedFiles
from app.store.trust import trusted_in
from app.store.writer import Worker
from app.text import LANGUAGES

if TYPE_CHECKING:
    from app.desk.bundle_shelf import BundleShelf

T = TypeVar("T")
TOLD_AGAIN = 2.0
"""Seconds between two tidings of a list that is still being read."""


class _Closing(Exception):
    """The program ends: the rest of the list is read at the next start."""


@dataclass(frozen=True)
class Read:
    """A practice as read, with what saving it again needs."""

    dossier: Dossier
    save_count: int
    saved_at: datetime
    read_only: bool


class Shelves:
    """All of the folder that ``front`` opened; with ``laws`` its summaries can be worked out from here on."""

    def __init__(self, front: FrontShelf, laws: Laws) -> None:
        front.recalled(None)  # from here on the index is the worker's
        self._front, self._laws, self._clock = front, laws, front.clock
        self.read_only, self.vault, self.settings = front.read_only, front.vault, front.settings
        self._archive, self._index, self._own = front.archive, front.index, front.own
        laws.use_dates(front.dates)
        front.summarise = self._summarise
        self._refreshing = False
        self._worker = Worker(idle=None if front.read_only else self._rest)
        self.small = SmallSettings(self.settings, self._worker, not front.read_only)
        self._signed = SignedFiles(self._archive)
        self.safe = Safekeeping(front.folder, self._archive, self._index, self._call, front.clock)
        self.claims = Claims(self._archive, front.clock)
        self.conflicts = Conflicts(self._archive)
        self._read_sha: dict[tuple[str, int | None], str] = {}
        self._evidence = EvidenceFiles(self._archive)

    @property
    def place(self) -> Path:
        """The data folder."""
        return self._front.folder

    @property
    def log(self) -> Path:
        """The error log's file."""
        return self._own / "logs" / "vaglio.log"

    def trusted(self, more: Path | None = None) -> tuple[bytes, ...]:
        """The certificates that the user put into the trust folder, and into ``more``: public, and so never sealed."""
        return trusted_in(self.trust_folder) + (trusted_in(more) if more is not None else ())

    @property
    def trust_folder(self) -> Path:
        return self._own / "trust"

    def keep_dates(self, dates: Mapping[str, OwnDate]) -> None:
        """The user's own dates lie over every law from now on."""
        self._laws.use_dates(dates)
        self._call(lambda: self._index.work_out_anew(self._front.edition_with(dates)))
        self.small.keep({DATES: plain_dates(dates)})

    def _summarise(self, raw: dict[str, Any], schema: int) -> dict[str, Any]:
        # One written by a newer program is shown as far as it still has our shape.
        dossier = from_dict(raw, min(schema, SCHEMA))
        law = self._laws.of(dossier.practice, "it")
        laws = [self._laws.of(dossier.practice, lang) for lang in LANGUAGES]
        return {**summarise(dossier, law, self._clock().date()), "search": searched_text(dossier, laws)}

    def _rest(self) -> None:
        """When the worker has nothing to do: what is not worth a person's waiting."""
        self.safe.copying.rest()
        self._index.write()

    def refresh(self, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Bring the index up to what is on disk; ``then`` also now and again while there is much to be read."""

        told = time.monotonic()

        def still(_done: int, _total: int) -> None:
            nonlocal told
            if time.monotonic() - told > TOLD_AGAIN:
                then()
                told = time.monotonic()

        self._worker.submit(self._refresh, still, done=lambda _: then(), failed=failed)

    def refresh_now(self) -> None:
        """The same, and wait for it."""
        self._call(self._refresh, patience=None)

    def rebuild(self, progress: Callable[[int, int], object]) -> None:
        """The index worked out anew and written, and wait for it; ``progress(done, total)`` on the worker's thread."""

        def job() -> None:
            self._index.forget()
            self._refresh(progress)
            self._index.write()

        self._call(job, patience=None)

    def _refresh(self, progress: Callable[[int, int], object] = lambda _done, _total: None) -> None:
        """On the worker. Saves and readings asked meanwhile are done in between, and a refresh among them is this one;
        closing puts an end to it."""
        if self._refreshing:
            return

        def between(done: int, total: int) -> None:
            progress(done, total)
            if not self._worker.breathe():
                raise _Closing

        self._refreshing = True
        try:
            with suppress(_Closing):
                self._index.refresh(between)
        finally:
            self._refreshing = False

    def summaries(self, query: str) -> list[Summary]:
        return self._front.summaries(query)

    def read(self, practice_id: str) -> Read:
        """A practice from disk. UserError as the archive and the records say."""
        loaded = self._call(lambda: self._archive.load(practice_id))
        self._read_sha = {(practice_id, loaded.save_count): loaded.sha256}
        dossier = from_dict(loaded.dossier, min(loaded.schema, SCHEMA))
        return Read(dossier, loaded.save_count, loaded.saved_at, loaded.read_only)

    def saver(self, practice_id: str, save_count: int | None, sha256: str | None = None) -> Saver:
        """For a practice that is being opened: it is copied as it is, before anything changes."""
        if not self.read_only:
            self._worker.submit(self.safe.copying.opened, practice_id)
        noted = self.safe.copying.saved
        known = sha256 or self._read_sha.get((practice_id, save_count))
        return Saver(self._worker, self._archive, self._index, practice_id, save_count, known, noted)

    def left(self, practice_id: str) -> None:
        """A practice is let go of: it is copied if it changed."""
        if not self.read_only:
            self._worker.submit(self.safe.copying.left, practice_id)

    def tidy(self) -> None:
        """Once at the start, after the list: the law in every language that is searched, old leftovers, what the bin
        need keep no more. Nobody waits for it."""
        self._worker.submit(lambda: [self._laws.newest(lang) for lang in LANGUAGES])
        if not self.read_only:
            self._worker.submit(self.safe.tidy)

    def put_signed(self, practice_id: str, name: str, pdf: bytes) -> Path:
        return self._call(lambda: self._signed.put(practice_id, name, pdf))

    def signed_names(self, practice_id: str) -> list[str]:
        return self._call(lambda: self._signed.names(practice_id))

    def signed_path(self, practice_id: str, name: str) -> Path:
        return self._signed.path(practice_id, name)

    def save_new(self, practice_id: str, raw: dict[str, Any], schema: int) -> None:
        """A practice that is not there yet. UserError of writing. On the store worker only."""
        saved = self._archive.save(practice_id, raw, schema, None)
        self._index.put(practice_id, raw, schema, saved)

    def call(self, job: Callable[[], T]) -> T:
        """Do ``job`` on the worker and wait for it."""
        return self._call(job)

    def later(self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Do ``job`` on the worker when its turn comes; the answer is given on the worker's thread."""
        self._worker.submit(job, done=done, failed=failed)

    def put_evidence(self, practice_id: str, source: Source) -> None:
        self._call(lambda: self._evidence.put(practice_id, source))

    def evidence_content(self, practice_id: str, digest: str, name: str) -> bytes:
        return self._call(lambda: self._evidence.content(practice_id, digest, name))

    def evidence_state(self, practice_id: str, digest: str) -> str:
        return self._call(lambda: self._evidence.state(practice_id, digest))

    def look_at_evidence(self, practice_id: str, digest: str, then: Callable[[str], None]) -> None:
        """The same without waiting: one job a file, so that a save never waits for more than one of them."""
        self._worker.submit(self._evidence.state, practice_id, digest, done=then)

    def drop_evidence(self, practice_id: str, digests: frozenset[str]) -> None:
        """Without waiting: what could not be deleted is tried again at the next opening."""
        self._worker.submit(self._evidence.drop, practice_id, digests)

    # ---- bundles -------------------------------------------------------------------------------------------------

    def ids(self) -> list[str]:
        return self._call(self._archive.ids)

    def folder(self, practice_id: str) -> Path:
        return self._archive.folder(practice_id)

    @cached_property
    def bundles(self) -> BundleShelf:
        """What only bundles need, loaded when the first one comes or goes."""
        from app.desk.bundle_shelf import BundleShelf

        return BundleShelf(
            self._archive, self._index, self.settings, self._front.folder, self._own, self._clock, self._call, self.read
        )

    # ---- the password --------------------------------------------------------------------------------------------

    def turn_password_on(self, password: str, progress: Progress, cancelled: Cancelled) -> bool:
        """As the store says; nothing else is read or written meanwhile. Slow, however long it takes."""
        return self._call(lambda: conversion.turn_on(self.vault, password, progress, cancelled), None)

    def turn_password_off(self, password: str, progress: Progress, cancelled: Cancelled) -> bool:
        return self._call(lambda: conversion.turn_off(self.vault, password, progress, cancelled), None)

    def finish_password(self, progress: Progress, cancelled: Cancelled) -> str:
        return self._call(lambda: conversion.go_on(self.vault, progress, cancelled), None)

    def close(self, timeout: float = 10.0) -> bool:
        """Finish what waits, let go of what is claimed, copy what changed, end the worker and forget the key; False if
        it takes longer: then what still waits is not left without a key."""
        if not self.read_only:
            with suppress(RuntimeError):  # closed before
                self._worker.submit(self.safe.copying.close)
                self._worker.submit(self.claims.release_all)
        ended = self._worker.close(timeout)
        if ended:
            self.vault.lock()
            keepers.release(self.vault.folder, self.vault)
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
