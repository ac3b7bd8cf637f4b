"""The law at the desk: the version a practice is pinned to, in the screen's language, each read once.

Over the law's dates lie those that the user of this installation looked up anew (``use_dates``), if any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from app.domain.circular import Circular
from app.domain.own_dates import OwnDate, is_day, with_dates
from app.domain.practice import Practice
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
        return f"{program} {self._shelf.newest().version}"

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


def dates_from(plain: object) -> dict[str, OwnDate]:
    """The user's dates from this installation's settings; what is not a date is passed over, never guessed."""
    if not isinstance(plain, dict):
        return {}
    found = {}
    for name, raw in plain.items():
        if not isinstance(raw, dict):
            continue
        own = OwnDate(*(str(raw.get(field)) for field in OwnDate.__dataclass_fields__))
        if all(is_day(day) for day in (own.date, own.checked_on, own.noted_on)):
            found[str(name)] = own
    return found


def plain_dates(dates: Mapping[str, OwnDate]) -> dict[str, dict[str, str]]:
    """The same as plain values."""
    return {name: asdict(own) for name, own in dates.items()}
