"""Deadlines across practices, from the index alone: what is open, whose, when; and what a calendar gets of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desk.agenda import owners
from app.desk.desk import Desk
from tests.desks import desk_on, listed


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two practices; today is Monday 23 November 2026."""
    with desk_on(tmp_path / "data") as made:
        made.create("Voce Amica")
        made.add_action("Istanza all'ITL", owner="Ada", due="2026-12-04")
        made.add_action("Scrivere alla RSU", owner="Ada Bò", due="2026-11-20")
        made.add_action("Senza data")
        made.add_review("2027-01-31", 1, owner="ADA")
        made.create("Rete Ascolto")
        made.add_action("Firma", due="2026-11-27", owner="Bo")
        made.close()
        listed(made)
        yield made


def said(desk: Desk, **wanted: str) -> list[tuple[str, str, str]]:
    return [(one.group, one.practice, one.text) for one in desk.agenda(**wanted)]


def test_the_most_pressing_first_without_any_practice_open(desk: Desk) -> None:
    assert desk.dossier is None
    assert said(desk) == [
        ("overdue", "Voce Amica", "Scrivere alla RSU"),
        ("this_week", "Rete Ascolto", "Firma"),
        ("later", "Voce Amica", "Istanza all'ITL"),
        ("later", "Voce Amica", "Riesame della pratica"),
        ("no_date", "Voce Amica", "Senza data"),
    ]


def test_by_owner_however_written_and_by_practice(desk: Desk) -> None:
    assert [one[2] for one in said(desk, owner="ada")] == ["Istanza all'ITL", "Riesame della pratica"]
    assert [one[2] for one in said(desk, owner="")] == ["Senza data"]
    assert [one[2] for one in said(desk, practice_id="p2")] == ["Firma"]
    assert owners(desk.agenda()) == ["Ada", "Ada Bò", "Bo"]


def test_what_is_ended_leaves_the_list(desk: Desk) -> None:
    desk.open("p2")
    desk.set_action("action1", state="done")
    desk.drain()
    assert "Firma" not in [one[2] for one in said(desk)]


def test_duties_that_cannot_wait_are_there_before_anybody_takes_them(desk: Desk) -> None:
    desk.open_example()
    desk.drain()
    free = [one for one in desk.agenda() if one.sample]
    assert {(one.due.tool_id, one.due.duty) for one in free} == {("tool2", "O7"), ("tool3", "O6")}
    assert {one.group for one in free} == {"this_week"}
    desk.set_duty("tool2", "O7", owner="Ada", due="2026-12-31")
    desk.set_duty("tool3", "O6", state="done")
    desk.drain()
    (one,) = [one for one in desk.agenda() if one.sample]
    assert (one.due.duty, one.due.owner, one.group) == ("O7", "Ada", "later")
    assert [summary.actions for summary in desk.summaries() if summary.sample] == [1]


def test_home_reads_the_same_days(desk: Desk) -> None:
    desk.open_example()
    desk.drain()
    todo = desk.todo()
    assert (todo[0][0].practice, todo[0][0].due) == ("Voce Amica", "2026-11-20")
    days = {text: one.due for one, text in todo}
    assert todo[0][1] == "Scrivere alla RSU"
    assert days["Firma"] == "2026-11-27"
    assert "Istanza all'ITL" not in days
    assert len(desk.todo(2)) == 2


def test_the_next_review_is_the_one_in_the_diary(desk: Desk) -> None:
    assert {one.name: one.review for one in desk.summaries()} == {"Voce Amica": "2027-01-31", "Rete Ascolto": ""}


def test_the_calendar_has_what_has_a_day_and_nothing_of_the_example(desk: Desk, tmp_path: Path) -> None:
    desk.open_example()
    desk.set_duty("tool2", "O7", due="2026-12-31")
    desk.drain()
    file = tmp_path / "scadenze.ics"
    assert desk.save_calendar(desk.agenda(), file) == 4
    text = file.read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == 4
    assert "UID:p1-action1@vaglio" in text
    assert "Centro contatti" not in text


def test_the_screens_language(desk: Desk) -> None:
    desk.set_language("en")
    assert "Review of the practice" in [one.text for one in desk.agenda()]
