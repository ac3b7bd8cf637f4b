"""The law at the desk with the user's own dates: over every law, kept for the next start, given back on request."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desk.laws import Laws
from app.domain.errors import UserError
from app.domain.own_dates import OwnDate, dates_from, plain_dates
from app.library.shelf import Shelf
from tests.desks import desk_on, listed
from tests.law import CIRCULARS, ID, VERSION

RULE = "ai_high_risk"
OWN = OwnDate("2026-08-02", "2026-11-20", "2026-11-23")


def test_a_law_is_read_once_and_dated_in_both_languages() -> None:
    laws = Laws(Shelf(CIRCULARS))
    first = laws.get(ID, VERSION, "it")
    assert laws.get(ID, VERSION, "it") is first
    laws.use_dates({RULE: OWN})
    for lang in ("it", "en"):
        assert laws.newest(lang).dates[RULE].date == OWN.date
    laws.use_dates({})
    assert laws.get(ID, VERSION, "it") is first


def test_settings_hold_plain_values_and_what_is_no_date_is_passed_over() -> None:
    assert dates_from(plain_dates({RULE: OWN})) == {RULE: OWN}
    assert dates_from(None) == {}
    assert dates_from({RULE: {"date": "soon", "checked_on": "2026-11-20", "noted_on": "2026-11-23"}}) == {}
    assert dates_from({RULE: "2026-11-20", "other": {"date": "2026-11-20"}}) == {}


def test_a_date_looked_up_anew_changes_what_is_due_and_is_there_at_the_next_start(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.open_example()
        told: list[str] = []
        desk.listen(told.append)
        before = desk.determinations
        desk.recheck_date(RULE, OWN.date, OWN.checked_on)
        assert "changed" in told
        assert desk.circular.dates[RULE].own_since == "2026-11-23"
        assert desk.determinations is not before
        desk.drain()
    with desk_on(tmp_path) as desk:
        assert desk.circular.dates[RULE].date == OWN.date
        desk.drop_own_date(RULE)
        assert desk.circular.dates[RULE].own_since == ""
    with desk_on(tmp_path) as desk:
        assert desk.circular.dates[RULE].own_since == ""


def test_a_date_that_cannot_be_so_changes_nothing(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        law = desk.circular
        with pytest.raises(UserError):
            desk.recheck_date(RULE, "2027-12-02", "2030-01-01")
        assert desk.circular is law


def test_the_list_is_worked_out_anew(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.open_example()
        desk.drain()
        (before,) = listed(desk)
        desk.recheck_date(RULE, OWN.date, OWN.checked_on)
        (after,) = listed(desk)
        assert before.id == after.id
        assert after.problem is None
