"""What of a data folder is seen from the door: settings, whether there is a password, the list as the last run kept it.

The window draws its first picture from this alone; the other shelves are put up behind it and share what is here. It
must never import the domain's rules nor read a practice: that is what the first picture does not wait for.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from app.desk.summary import Summary, from_plain
from app.domain.own_dates import OwnDate, dates_from
from app.records import SCHEMA
from app.store import keepers
from app.store.archive import Archive
from app.store.index import Index
from app.store.index import Summary as Row
from app.store.settings import Settings
from app.store.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

SHAPE = 5
"""Counts the shapes that a kept summary had: those of an older one are worked out anew."""
DATES = "dates"
"""The setting that holds the user's own dates."""
SHORT = 4 * 1024 * 1024
"""Bytes, some thousand practices: read in less time than two threads lose by taking turns."""
PATIENCE = 0.25
"""Seconds: a list so long that it is not read by then comes after the first picture."""


class FrontShelf:
    """Opens the folder; ``edition`` names program and law: when it changes, summaries are worked out anew.

    ``read_only``: nothing is written there, not even what is only kept for the next start. ``own``: where settings,
    seal and index are kept if the folder is shared with colleagues, who have theirs.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        edition: str,
        read_only: bool = False,
        own: Path | None = None,
        vault: Vault | None = None,
    ) -> None:
        self.folder, self.clock, self.read_only = folder, clock, read_only
        self.own = own or folder
        self.vault = vault or Vault(folder)
        keepers.keep(folder, self.vault)
        self.archive = Archive(folder, clock, SCHEMA)
        self.settings = Settings(self.own, clock)
        self.dates = dates_from(self.settings.get(DATES))
        self._edition = edition
        self.index = Index(self.archive, self.own / "index.json", self._summarise, self.edition_with(self.dates))
        self.summarise: Callable[[dict[str, Any], int], dict[str, Any]] | None = None
        """Of a dossier and its schema; who knows the law gives it before the first refresh."""
        self._seen: dict[str, tuple[Row, Summary]] = {}
        self._recalling: threading.Thread | None = None

    def edition_with(self, dates: Mapping[str, OwnDate]) -> str:
        """What summaries are worked out with: program, law, and the user's own dates if there are any."""
        own = sorted((name, one.date, one.checked_on) for name, one in dates.items())
        edition = f"{self._edition} {SHAPE}"
        return f"{edition} {own}" if own else edition

    def recall(self) -> None:
        """Reads the list as the last run kept it, a long one beside the window; a refresh later compares it with the
        disk."""
        if self.index.kept_bytes <= SHORT:  # there is no window yet that could stand still
            self.index.recall()
            return
        self._recalling = threading.Thread(target=self.index.recall, name="recall", daemon=True)
        self._recalling.start()

    def recalled(self, patience: float | None = PATIENCE) -> bool:
        """Whether what was kept is there, waiting no longer than ``patience`` seconds for it."""
        if self._recalling is not None:
            self._recalling.join(patience)
            if self._recalling.is_alive():
                return False
            self._recalling = None
        return True

    def summaries(self, query: str) -> list[Summary]:
        """Those that hold every word of ``query``, the last saved first; each is made once of its row."""
        self.recalled()
        found = []
        for row in self.index.search(query):
            known = self._seen.get(row.id)
            if known is None or known[0] is not row:
                saved_at = row.saved_at.isoformat(timespec="seconds") if row.saved_at else ""
                plain = {**row.facts, "id": row.id, "saved_at": saved_at, "problem": row.problem}
                known = self._seen[row.id] = (row, from_plain(plain))
            found.append(known[1])
        return found

    def _summarise(self, raw: dict[str, Any], schema: int) -> dict[str, Any]:
        assert self.summarise is not None, "nobody knows the law yet"
        return self.summarise(raw, schema)
