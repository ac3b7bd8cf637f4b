"""When copies are made: as a practice was when it was opened, at rest while it changes, and when it is let go of.

Never during a save, and never in its way: a copy that fails is noted here and tried again at the next rest.
All of it runs on the store's worker.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from app.domain.errors import UserError
from app.store.archive import Saved
from app.store.backups import Backups

_log = logging.getLogger(__name__)
APART = timedelta(minutes=10)
"""While a practice is being changed its copies are at least so far apart, or one long day would fill them all."""


class Copying:
    """``problem``: why the last copy could not be made; None once one could."""

    def __init__(self, backups: Backups) -> None:
        self._backups = backups
        self._changed: dict[str, Saved] = {}
        self.problem: UserError | None = None

    def opened(self, practice_id: str) -> None:
        """Before anything changes: what was found is kept, whoever wrote it."""
        self._copy(practice_id)

    def saved(self, practice_id: str, saved: Saved) -> None:
        """After a save: only noted."""
        self._changed[practice_id] = saved

    def rest(self) -> None:
        """Nothing was asked for a while."""
        for practice_id, saved in list(self._changed.items()):
            if self._is_due(practice_id, saved):
                self._copy(practice_id)

    def left(self, practice_id: str) -> None:
        """The practice is let go of."""
        if practice_id in self._changed:
            self._copy(practice_id)

    def close(self) -> None:
        for practice_id in list(self._changed):
            self._copy(practice_id)

    def _is_due(self, practice_id: str, saved: Saved) -> bool:
        try:
            copies = self._backups.copies(practice_id)
        except UserError:
            return False
        return not copies or saved.saved_at - copies[0].at >= APART

    def _copy(self, practice_id: str) -> None:
        try:
            self._backups.make(practice_id)
        except UserError as problem:
            if problem.key not in ("practice_missing", "practice_unreadable"):  # deleted or damaged: told elsewhere
                self.problem = problem
                _log.warning("no copy of practice %s: %s", practice_id, problem.key)
                return
        else:
            self.problem = None
        self._changed.pop(practice_id, None)
