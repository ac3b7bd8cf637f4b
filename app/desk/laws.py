"""The law at the desk: the version a practice is pinned to, in the screen's language, each read once."""

from __future__ import annotations

from app.domain.circular import Circular
from app.domain.practice import Practice
from app.library.shelf import Shelf


class Laws:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._read: dict[tuple[str, str, str], Circular] = {}

    def edition(self, program: str) -> str:
        """What summaries are worked out with, program and law. ``circular_unreadable`` as UserError."""
        return f"{program} {self._shelf.newest().version}"

    def get(self, circular: str, version: str, lang: str) -> Circular:
        """UserError ``circular_changed``, ``circular_absent`` or ``circular_unreadable``."""
        key = (circular, version, lang)
        if key not in self._read:
            self._read[key] = self._shelf.load(circular, version, lang)
        return self._read[key]

    def of(self, practice: Practice, lang: str) -> Circular:
        """The law a practice answered, in ``lang``."""
        return self.get(practice.circular, practice.version, lang)

    def newest(self, lang: str) -> Circular:
        """The law a new practice is pinned to."""
        release = self._shelf.newest()
        return self.get(release.circular, release.version, lang)
