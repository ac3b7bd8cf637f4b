"""The user's own dates: laid over the law's, marked, refused with a sentence when they cannot be so."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.duties import is_stale
from app.domain.errors import UserError
from app.domain.own_dates import OwnDate, own_date, with_dates
from tests.law import law

RULE = "ai_high_risk"
TODAY = date(2027, 2, 1)
OWN = OwnDate("2028-01-15", "2027-02-01", "2027-02-01")


def test_the_users_date_stands_in_place_of_the_laws_and_says_so() -> None:
    theirs = law().dates[RULE]
    found = with_dates(law(), {RULE: OWN}).dates[RULE]
    assert (found.date, found.checked_on, found.own_since) == (OWN.date, OWN.checked_on, OWN.noted_on)
    assert found.by_law == theirs
    assert (found.label, found.text, found.cites) == (theirs.label, theirs.text, theirs.cites)
    assert is_stale(theirs, TODAY)
    assert not is_stale(found, TODAY)


def test_nothing_else_of_the_law_changes() -> None:
    changed = with_dates(law(), {RULE: OWN})
    assert changed.kinds is law().kinds
    assert {k: v for k, v in changed.dates.items() if k != RULE} == {k: v for k, v in law().dates.items() if k != RULE}
    assert law().dates[RULE].own_since == ""


def test_without_a_date_that_speaks_the_law_is_the_very_same() -> None:
    assert with_dates(law(), {}) is law()
    assert with_dates(law(), {"no_such_rule": OWN}) is law()
    older = OwnDate("2028-01-15", "2020-01-01", "2020-01-01")
    assert with_dates(law(), {RULE: older}) is law()


@pytest.mark.parametrize(
    ("day", "checked_on", "problem"),
    [
        ("", "2027-02-01", "date_missing"),
        ("2027-02-30", "2027-02-01", "date_missing"),
        ("2028-01-15", "", "check_missing"),
        ("2028-01-15", "2027-02-02", "check_ahead"),
        ("2028-01-15", "2026-07-02", "check_before"),
    ],
)
def test_what_cannot_be_so_is_refused(day: str, checked_on: str, problem: str) -> None:
    with pytest.raises(UserError) as caught:
        own_date(law().dates[RULE], day, checked_on, TODAY)
    assert caught.value.key == problem


def test_a_wrong_check_of_ones_own_can_be_put_right_with_an_earlier_day() -> None:
    mine = with_dates(law(), {RULE: OWN}).dates[RULE]
    assert own_date(mine, "2028-02-01", "2026-12-01", TODAY) == OwnDate("2028-02-01", "2026-12-01", "2027-02-01")
