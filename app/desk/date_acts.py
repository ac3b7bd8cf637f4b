"""The acts upon the law's dates, for the desk: the user looked one up anew, or gives the law's own back.

They belong to this installation, not to a practice: no undo, no journal; the way back is an act of its own.
"""

from __future__ import annotations

from app.desk.open_practice import OpenPractice
from app.domain.own_dates import OwnDate, own_date


class DateActs(OpenPractice):
    def recheck_date(self, rule: str, day: str, checked_on: str) -> None:
        """From when a dated rule applies, and when that was looked up (ISO dates).

        What ``own_dates.own_date`` refuses as UserError.
        """
        own = own_date(self.circular.dates[rule], day, checked_on, self.today)
        self._keep_dates({**self._laws.dates, rule: own})

    def drop_own_date(self, rule: str) -> None:
        """Back to the law's own."""
        self._keep_dates({name: own for name, own in self._laws.dates.items() if name != rule})

    def _keep_dates(self, dates: dict[str, OwnDate]) -> None:
        self._need_writing()
        try:
            self._shelves.keep_dates(dates)
        finally:
            self._judge_anew()
            self._shelves.refresh(lambda: self._post(lambda: self._tell("list")), lambda _problem: None)
