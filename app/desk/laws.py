"""The law at the desk: the version a practice is pinned to, in the screen's language, each read once.

Over the law's dates lie those that the user of this installation looked up anew (``use_dates``), if any.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.circular import Circular
from app.domain.own_dates import OwnDate, with_dates
from app.domain.practice import Practice
from app.library.seal import edition
from app.library.shelf import Shelf

_Key = tuple[str, str, str]


class Laws:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._read: dict[_Key, Circular] = {}
        self._dates: Mapping[str, OwnDate] = {}
        self._dated: dict[_Key, Circular] = {}

    def edition(self, program: str) -> str:
        """What summaries are worked out with, program and law. ``circular_unreadable`` as UserError."""
        return edition(program, self._shelf.folder)

    def get(self, circular: str, version: str, lang: str) -> Circular:
        """UserError ``circular_changed``, ``circular_absent`` or ``circular_unreadable``."""
        key = (circular, version, lang)
        if (known := self._dated.get(key)) is not None:
            return known
        if key not in self._read:
            self._read[key] = self._shelf.load(circular, version, lang)
        self._dated[key] = with_dates(self._read[key], self._dates)
        return self._dated[key]

    def of(self, practice: Practice, lang: str) -> Circular:
        """The law a practice answered, in ``lang``."""
        return self.get(practice.circular, practice.version, lang)

    def fingerprint(self, practice: Practice) -> str:
        """The hash of the rules that a practice is pinned to, as they are on this shelf."""
        return self._shelf.fingerprint(practice.circular, practice.version)

    def newest(self, lang: str) -> Circular:
        """The law a new practice is pinned to."""
        release = self._shelf.newest()
        return self.get(release.circular, release.version, lang)

    def read_ahead(self, lang: str) -> None:
        """The newest in ``lang``, from the shelf into memory. Any thread: the user's dates come over it when asked."""
        release = self._shelf.newest()
        key = (release.circular, release.version, lang)
        if key not in self._read:
            self._read[key] = self._shelf.load(*key)

    @property
    def dates(self) -> Mapping[str, OwnDate]:
        """The user's own dates, by the id of the rule."""
        return self._dates

    def use_dates(self, dates: Mapping[str, OwnDate]) -> None:
        """From now on these lie over every law that is asked for."""
        self._dates = dict(dates)
        self._dated = {}
