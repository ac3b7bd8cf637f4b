"""The part of the shelves that only bundles need: a practice as one that comes is compared with it, out, in.

Slow work; each practice is put in place by the store worker. It never chooses between two versions.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from app.desk.merging import Side
from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.records import SCHEMA
from app.store import bundle_write, incoming, leftovers
from app.store.archive import Archive
from app.store.bundle import Course
from app.store.bundle_read import Bundle
from app.store.incoming import Coming
from app.store.index import Index
from app.store.settings import Settings


class _Read(Protocol):
    @property
    def dossier(self) -> Dossier: ...
    @property
    def save_count(self) -> int: ...
    @property
    def saved_at(self) -> datetime: ...
    @property
    def read_only(self) -> bool: ...


class BundleShelf:
    """``call`` has something done by the store worker and waits for it; ``read`` reads a practice from disk."""

    def __init__(
        self,
        archive: Archive,
        index: Index,
        settings: Settings,
        place: Path,
        own: Path,
        clock: Callable[[], datetime],
        call: Callable[[Callable[[], None]], None],
        read: Callable[[str], _Read],
    ) -> None:
        self._archive, self._index, self._settings = archive, index, settings
        self._place, self._own, self._clock = place, own, clock
        self._call, self._read = call, read

    def side(self, practice_id: str) -> Side | None:
        """A practice here as it is compared with one that comes; None if there is none."""
        if self._archive.stamp(practice_id) is None:
            return None
        try:
            read = self._read(practice_id)
        except UserError as problem:
            if problem.key in ("practice_unreadable", "practice_newer"):
                return Side(0, self._clock(), None)
            raise
        return Side(read.save_count, read.saved_at, None if read.read_only else read.dossier)

    def write(self, ids: list[str], settings: dict[str, Any], path: Path, passphrase: str, course: Course) -> None:
        bundle_write.write(self._archive, ids, settings, path, passphrase, self._clock(), course)

    def bring_in(
        self, bundle: Bundle, coming: list[Coming], settings: dict[str, Any], course: Course
    ) -> dict[str, UserError]:
        """Unpack all of it beside, then put each in place; by id what could not be."""
        course.done, course.total = 0, sum(incoming.size(one) for one in coming)
        problems = {}
        with leftovers.scratch(self._place) as place:
            staged = Archive(place, self._clock, SCHEMA)
            for one in coming:
                incoming.prepare(bundle, staged, one, course)
            course.step()  # the last moment to call it off
            if settings:
                incoming.keep_a_copy(self._own / "settings.json", self._backups)
                for key, value in settings.items():
                    self._settings.set(key, value)
            for one in coming:
                try:
                    self._call(partial(self._put, staged, one))
                except UserError as problem:
                    changed = problem.key in ("changed_outside", "practice_unreadable", "practice_newer")
                    problems[one.as_id] = UserError("bundle_changed_here") if changed else problem
        return problems

    def _put(self, staged: Archive, one: Coming) -> None:
        put = incoming.put(staged, self._archive, self._backups, one)
        if put is not None:
            self._index.put(one.as_id, put[0].dossier, put[0].schema, put[1])

    @property
    def _backups(self) -> Path:
        moment = self._clock().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        return self._place / "backups" / "before-import" / moment
