"""When something that comes round is due again, and how a due day stands to another day. Dates only: no clock, no hour.

A series keeps the day of the month it was planned for: the last of January, then of February, then the 31st of March.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from app.domain.ledger import Action

OVERDUE, THIS_WEEK, LATER, NO_DATE = GROUPS = ("overdue", "this_week", "later", "no_date")
"""How a due day stands to today, the most pressing first. The week ends on Sunday."""

OPEN = frozenset({"open", "started"})
"""The states of an action that somebody still has to do."""


def day_of(iso: str) -> date | None:
    """An ISO date; None for what is none."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def months_on(day: date, months: int, wanted: int = 0) -> date:
    """The same day of the month, so many months on; ``wanted``: the day of the month to come back to where there is
    one. In a month too short for it, its last day."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(wanted or day.day, monthrange(year, month)[1]))


def day_of_month(series: Iterable[Action]) -> int:
    """The day of the month that a series is planned for, from all its entries; 0 if it has no day.

    A day that an entry only came to because its month was too short does not count as planned.
    """
    wanted, before = 0, None
    for entry in series:
        due = day_of(entry.due)
        if due is None:
            continue
        if before is None or (due != before and due != months_on(before, entry.every, wanted)):
            wanted = due.day
        before = due
    return wanted


def next_due(series: tuple[Action, ...], today: date) -> str:
    """The next day of a series that comes round, counted from the planned day and never from when it was done; the
    first that is still to come. Empty for what does not come round or has no day."""
    last = series[-1]
    due = day_of(last.due)
    if due is None or last.every < 1:
        return ""
    wanted, times = day_of_month(series), 1
    while (following := months_on(due, last.every * times, wanted)) <= today:
        times += 1
    return following.isoformat()


def group_of(due: str, today: date) -> str:
    """One of ``GROUPS``."""
    day = day_of(due)
    if day is None:
        return NO_DATE
    if day < today:
        return OVERDUE
    return THIS_WEEK if day <= today + timedelta(days=6 - today.weekday()) else LATER
