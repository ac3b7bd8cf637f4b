from __future__ import annotations

from datetime import date

import pytest

from app.desk.choosing import SORTS, Choice, chosen, ordered, provinces, standing_of
from app.desk.summary import Due, Summary

TODAY = date(2026, 11, 23)
ROWS = (
    Summary(
        "a",
        name="Àncora",
        standing="stop",
        provisional=False,
        due_lines=(Due("a1", "own", due="2026-11-22"),),
        provinces=("LE",),
        actions=2,
    ),
    Summary(
        "b",
        name="beta",
        standing="in_order",
        provisional=False,
        due_lines=(Due("a1", "own", due="2026-11-30"),),
        provinces=("BR", "LE"),
    ),
    Summary(
        "c",
        name="Gamma",
        standing="stop",
        provisional=True,
        tools=3,
        review="2027-01-01",
        due_lines=(Due("a1", "own", due="2027-01-01"),),
    ),
    Summary("d", name="Delta", archived=True, provinces=("MI",)),
    Summary("e", problem="unreadable"),
)


def ids(choice: Choice) -> str:
    return "".join(one.id for one in chosen(ROWS, choice, TODAY))


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        (Choice(), "abce"),
        (Choice(archived="too"), "abcde"),
        (Choice(archived="only"), "de"),
        (Choice(standing="stop"), "ae"),
        (Choice(standing="to_complete"), "ce"),
        (Choice(province="LE"), "abe"),
        (Choice(province="MI"), "e"),
        (Choice(province="MI", archived="too"), "de"),
        (Choice(within="overdue"), "ae"),
        (Choice(within="7"), "abe"),
        (Choice(within="90"), "abce"),
        (Choice(within="none", archived="only"), "de"),
        (Choice(standing="stop", province="BR"), "e"),
    ],
)
def test_what_is_asked_for_and_never_less_for_what_cannot_be_read(choice: Choice, wanted: str) -> None:
    assert ids(choice) == wanted


def test_only_a_choice_that_leaves_out_narrows() -> None:
    assert not Choice().narrows
    assert not Choice(archived="too").narrows
    assert Choice(archived="only").narrows
    assert Choice(within="7").narrows


def order(by: str, backwards: bool = False) -> str:
    return "".join(one.id for one in ordered(ROWS[:4], by, backwards))


def test_orders() -> None:
    assert order("actions")[0] == "a"
    assert order("tools")[0] == "c"
    assert order("review")[0] == "c"
    assert order("review", backwards=True)[0] == "c"
    assert order("standing")[0] == "a"
    for by in SORTS:
        assert sorted(order(by)) == list("abcd")


def test_names_are_sorted_as_they_are_read() -> None:
    assert order("company") == "abdc"
    assert order("company", backwards=True) == "cdba"


def test_what_can_be_filtered_by() -> None:
    assert provinces(ROWS) == ["BR", "LE", "MI"]
    assert standing_of(ROWS[2]) == "to_complete"
