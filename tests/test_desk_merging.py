"""Which of two states of a practice is the later one: said only where it is certain."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.desk.merging import Side, choices, relation
from app.domain.ledger import Dossier, JournalEntry, Ledger, Revision
from app.domain.practice import Answer, Company, Confirmation, Practice, Site, Tool, ToolFunction
from tests.law import ID, NOW, VERSION

CREATED = JournalEntry("1", "", "created")
SEALED = Revision(1, "sealed", "1", "a", "b")


def side(count: int, minutes: int, note: str, *acts: str, revisions: tuple[Revision, ...] = ()) -> Side:
    journal = (CREATED, *(JournalEntry(act, "", act) for act in acts))
    practice = Practice("p1", ID, VERSION, note=note)
    return Side(count, NOW + timedelta(minutes=minutes), Dossier(practice, Ledger(journal, revisions)))


BASE = side(3, 0, "a")
CASES = {
    "not here": (None, BASE, "new"),
    "the same": (BASE, BASE, "same"),
    "the same, saved again": (side(5, 9, "a"), BASE, "same"),
    "went on there": (BASE, side(4, 1, "b"), "newer_there"),
    "went on there with a line": (BASE, side(4, 1, "b", "x"), "newer_there"),
    "went on here": (side(4, 1, "b", "x"), BASE, "newer_here"),
    "as often on both sides": (side(4, 1, "b"), side(4, 2, "c"), "differs"),
    "more often there, but later here": (side(4, 5, "b"), side(9, 2, "c"), "differs"),
    "another line on each side": (side(4, 1, "b", "x"), side(5, 2, "c", "y"), "differs"),
    "a line less there": (side(4, 1, "b", "x"), side(5, 2, "c"), "differs"),
    "a seal less there": (side(4, 1, "b", revisions=(SEALED,)), side(5, 2, "c"), "differs"),
    "another seal there": (
        side(4, 1, "b", revisions=(SEALED,)),
        side(5, 2, "c", revisions=(replace(SEALED, data_sha256="z"),)),
        "differs",
    ),
    "sealed there": (BASE, side(5, 2, "a", "s", revisions=(SEALED,)), "newer_there"),
    "unreadable here": (replace(BASE, dossier=None), side(9, 9, "b"), "differs"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_relation(case: str) -> None:
    here, there, expected = CASES[case]
    assert relation(here, there) == expected


def test_seen_from_the_other_side_it_is_the_other_way_round() -> None:
    other = {"newer_here": "newer_there", "newer_there": "newer_here"}
    for here, there, expected in CASES.values():
        if here is not None and here.dossier is not None:
            assert relation(there, here) == other.get(expected, expected)


def test_what_differs_never_takes_the_others_place() -> None:
    assert "newer" not in choices("differs", True)
    assert choices("same", False) == ("skip",)
    assert all("skip" in choices(one, False) for one in ("new", "same", "newer_here", "newer_there", "differs"))


AT, AFTER = "2026-11-23T10:00:00+01:00", "2026-11-23T11:00:00+01:00"


def said(count: int, **of_practice: object) -> Side:
    practice = replace(Practice("p1", ID, VERSION), **of_practice)  # type: ignore[arg-type]
    return Side(count, NOW + timedelta(minutes=count), Dossier(practice, Ledger((CREATED,))))


def tools(value: str = "", at: str = "", *, function: bool = True) -> tuple[Tool, ...]:
    answers = {"traceable": Answer(value, at)} if value else {}
    return (Tool("tool1", functions=(ToolFunction("f", "f", answers=answers),) if function else ()),)


HEADS, TOOL = Site("s", headcount=12), Tool("tool1")
ABSENT = Confirmation("Ada", AT, ("call_recording",))


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (said(1, tools=tools("direct", AT)), said(3, tools=tools("no", AFTER)), "newer_there"),
        (said(1, tools=tools("direct", AFTER)), said(3, tools=tools("no", AT)), "differs"),
        (said(1, tools=tools("direct", AT)), said(3, tools=tools()), "differs"),
        (said(1, tools=tools()), said(3, tools=tools("no", AT)), "newer_there"),
        (said(1, tools=tools()), said(3, tools=tools(function=False)), "differs"),
        (said(1, company=Company(address="solo qui")), said(3, company=Company(vat="1")), "differs"),
        (said(1, company=Company(address="prima")), said(3, company=Company(address="dopo")), "newer_there"),
        (said(1, company=Company(sites=(HEADS,))), said(3, company=Company(sites=(Site("s"),))), "differs"),
        (said(1, company=Company(sites=(Site("s"),))), said(3, company=Company(sites=(HEADS,))), "newer_there"),
        (said(1, tools=(replace(TOOL, confirmed=ABSENT),)), said(3, tools=(TOOL,)), "differs"),
        (said(1, tools=(TOOL,)), said(3, tools=(replace(TOOL, confirmed=ABSENT),)), "newer_there"),
        (said(1, waiting_notes={"q": "nota"}), said(3), "newer_there"),
    ],
)
def test_what_was_answered_on_one_side_only_is_nobodys_older_state(earlier: Side, later: Side, expected: str) -> None:
    assert relation(earlier, later) == expected


def test_what_was_taken_away_may_be_missing() -> None:
    before, after = said(1, tools=tools()), said(3)
    assert relation(before, after) == "differs"
    assert after.dossier is not None
    removed = Ledger((CREATED, JournalEntry("2", "", "tool_removed")))
    assert relation(before, replace(after, dossier=replace(after.dossier, ledger=removed))) == "newer_there"
