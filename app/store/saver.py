"""The saves of one open practice, one after the other through the store worker.

It keeps the practice's save_count and content hash, which only the worker's thread can know while saves are
waiting. It must never be shared by two practices, and after ``changed_outside`` it is of no more use: load again
and make a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.store.archive import Archive, Saved
from app.store.index import Index
from app.store.writer import Worker


class Saver:
    """``save_count`` is the loaded practice's; None for a practice that is not on disk yet. ``sha256``: of the
    content that was read, if known. ``noted`` is told of each save, on the worker's thread."""

    def __init__(
        self,
        worker: Worker,
        archive: Archive,
        index: Index,
        practice_id: str,
        save_count: int | None,
        sha256: str | None = None,
        noted: Callable[[str, Saved], object] = lambda _id, _saved: None,
    ) -> None:
        self._worker = worker
        self._archive = archive
        self._index = index
        self._practice_id = practice_id
        self.save_count = save_count
        self.sha256 = sha256
        self._noted = noted

    def save(
        self,
        dossier: dict[str, Any],
        schema: int,
        done: Callable[[Saved], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Asks for a save. An earlier one still waiting is dropped unheard: this dossier is the later state."""
        self._worker.submit(
            self._write, dossier, schema, done=done, failed=failed, replaces=("save", self._practice_id)
        )

    def _write(self, dossier: dict[str, Any], schema: int) -> Saved:
        saved = self._archive.save(self._practice_id, dossier, schema, self.save_count, self.sha256)
        self.save_count, self.sha256 = saved.save_count, saved.sha256
        self._index.put(self._practice_id, dossier, schema, saved)
        self._noted(self._practice_id, saved)
        return saved
