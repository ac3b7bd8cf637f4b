"""Dates of the law that the user looked up anew: laid over the law's own, and always marked as the user's.

Changes no condition and no text of the law: only from which day a dated rule applies and when that was last checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.domain.circular import Circular
    from app.domain.consequences import Dated


class OwnDate(NamedTuple):
    """``date``: from when the rule applies; ``checked_on``: when the user looked; ``noted_on``: when they said so.

    All are ISO dates.
    """

    date: str
    checked_on: str
    noted_on: str


def with_dates(circular: Circular, overrides: Mapping[str, OwnDate]) -> Circular:
    """The same law with the user's dates. One checked before the law's own check was speaks no more."""
    dates = {
        name: _laid_over(dated, overrides[name]) if name in overrides else dated
        for name, dated in circular.dates.items()
    }
    return circular if dates == dict(circular.dates) else replace(circular, dates=dates)


def _laid_over(dated: Dated, own: OwnDate) -> Dated:
    if own.checked_on < dated.checked_on:
        return dated
    return replace(dated, date=own.date, checked_on=own.checked_on, own_since=own.noted_on, by_law=dated)


def own_date(dated: Dated, day: str, checked_on: str, today: date) -> OwnDate:
    """What the user says of ``dated`` today. ``date_missing``, ``check_missing``, ``check_ahead`` or ``check_before``
    (UserError) when it cannot be so."""
    if not is_day(day):
        raise UserError("date_missing")
    if not is_day(checked_on):
        raise UserError("check_missing")
    if checked_on > today.isoformat():
        raise UserError("check_ahead")
    if checked_on < (dated.by_law or dated).checked_on:
        raise UserError("check_before")
    return OwnDate(day, checked_on, today.isoformat())


def is_day(text: str) -> bool:
    """Whether this is an ISO date."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def dates_from(plain: object) -> dict[str, OwnDate]:
    """The user's dates from this installation's settings; what is not a date is passed over, never guessed."""
    if not isinstance(plain, dict):
        return {}
    found = {}
    for name, raw in plain.items():
        if not isinstance(raw, dict):
            continue
        own = OwnDate(*(str(raw.get(field)) for field in OwnDate._fields))
        if all(is_day(day) for day in (own.date, own.checked_on, own.noted_on)):
            found[str(name)] = own
    return found


def plain_dates(dates: Mapping[str, OwnDate]) -> dict[str, dict[str, str]]:
    """The same as plain values."""
    return {name: own._asdict() for name, own in dates.items()}
