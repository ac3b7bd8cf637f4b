"""When something comes round again: counted from the planned day, month ends kept, leap days too."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.ledger import Action
from app.domain.schedule import day_of_month, group_of, months_on, next_due

TODAY = date(2026, 11, 23)  # a Monday


def series(*dues: str, every: int = 1) -> tuple[Action, ...]:
    return tuple(Action("a1", "", "", "", "review", (), "", due=due, every=every) for due in dues)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-05-05", 24, "2028-05-05"),
    ],
)
def test_so_many_months_on(day: str, months: int, expected: str) -> None:
    assert months_on(date.fromisoformat(day), months).isoformat() == expected


def test_a_series_at_the_end_of_the_month_comes_back_to_its_day() -> None:
    dues = ["2027-01-31"]
    for _ in range(4):
        dues.append(next_due(series(*dues), TODAY))
    assert dues == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]


def test_a_series_of_29_february_comes_back_to_it() -> None:
    dues = ["2028-02-29"]
    for _ in range(4):
        dues.append(next_due(series(*dues, every=12), TODAY))
    assert dues[1:] == ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]


def test_another_day_chosen_by_hand_is_the_day_from_then_on() -> None:
    assert day_of_month(series("2027-01-31", "2027-02-28")) == 31
    assert day_of_month(series("2027-01-31", "2027-02-10")) == 10
    assert next_due(series("2027-01-31", "2027-02-10"), TODAY) == "2027-03-10"


def test_the_next_is_counted_from_the_planned_day_and_still_to_come() -> None:
    assert next_due(series("2026-11-30", every=6), TODAY) == "2027-05-30"
    assert next_due(series("2023-05-31", every=12), TODAY) == "2027-05-31"
    assert next_due(series("2025-11-23", every=12), TODAY) == "2027-11-23"


def test_what_comes_once_or_has_no_day_has_no_next() -> None:
    assert next_due(series("2026-12-01", every=0), TODAY) == ""
    assert next_due(series(""), TODAY) == ""
    assert day_of_month(series("", "2026-02-28")) == 28


@pytest.mark.parametrize(
    ("due", "group"),
    [
        ("2026-11-22", "overdue"),
        ("2026-11-23", "this_week"),
        ("2026-11-29", "this_week"),
        ("2026-11-30", "later"),
        ("", "no_date"),
        ("domani", "no_date"),
    ],
)
def test_how_a_day_stands_to_today(due: str, group: str) -> None:
    assert group_of(due, TODAY) == group


def test_on_a_sunday_the_week_is_over_with_the_day() -> None:
    assert group_of("2026-11-29", date(2026, 11, 29)) == "this_week"
    assert group_of("2026-11-30", date(2026, 11, 29)) == "later"
