"""The state of saving, told truly: «saved» only when the bytes of the newest dossier are down.

On failure the value stays here and can be tried again. Never blocks the caller, except :meth:`Saving.drain`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from app.desk.awaited import Awaited, not_saved
from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.records import SCHEMA
from app.records.dossier import to_dict
from app.store.archive import Saved
from app.store.saver import Saver


@dataclass(frozen=True)
class SaveState:
    """``state``: ``saved``, ``unsaved`` or ``failed``; ``at`` of the last true save; ``problem`` why it failed."""

    state: str
    at: datetime | None = None
    problem: UserError | None = None


class Saving:
    """The saves of one open practice. ``tell`` is called, on the store's thread, whenever the state has changed."""

    def __init__(self, saver: Saver, tell: Callable[[], None], at: datetime | None) -> None:
        self._saver, self._tell = saver, tell
        self._awaited = Awaited()
        self._asked = 0
        self._dossier: Dossier | None = None
        self._state = SaveState("saved", at)

    @property
    def state(self) -> SaveState:
        with self._awaited.lock:
            return self._state

    def is_ours(self, save_count: int, sha256: str) -> bool:
        """Whether a version on disk is the one last read or saved here. On the store worker only."""
        return (save_count, sha256) == (self._saver.save_count, self._saver.sha256 or sha256)

    @property
    def save_count(self) -> int:
        """Of the last true save; 0 before the first."""
        return self._saver.save_count or 0

    def schedule(self, dossier: Dossier) -> None:
        """Note that ``dossier`` is newer than what is on disk, and have it written."""
        with self._awaited.lock:
            self._asked += 1
            number = self._asked
            self._dossier = dossier
            self._state = SaveState("unsaved", self._state.at)
        self._saver.save(to_dict(dossier), SCHEMA, partial(self._done, number), partial(self._fail, number))

    def retry(self) -> None:
        """Try again what failed; nothing happens if nothing did."""
        with self._awaited.lock:
            dossier = self._dossier if self._state.state == "failed" else None
        if dossier is not None:
            self.schedule(dossier)

    def drain(self, timeout: float = 10.0) -> bool:
        """Wait until the last save was answered for and that was told; whether everything is saved."""
        with self._awaited.lock:
            in_time = self._awaited.wait(lambda: self._state.state != "unsaved", timeout)
            return in_time and self._state.state == "saved"

    def _done(self, number: int, saved: Saved) -> None:
        with self._awaited.lock:
            newest = number == self._asked
            self._state = SaveState("saved" if newest else "unsaved", saved.saved_at)
            self._awaited.answered()
        self._awaited.tell(self._tell)

    def _fail(self, number: int, problem: Exception) -> None:
        with self._awaited.lock:
            if number == self._asked:
                self._state = SaveState("failed", self._state.at, not_saved(problem, "practice.json"))
            self._awaited.answered()
        self._awaited.tell(self._tell)
