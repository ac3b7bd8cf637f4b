"""Duties taken in hand, own actions, reviews: entries of the ledger, and not one fact changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.domain.errors import UserError
from app.domain.ledger import Action
from tests.desks import desk_on, question

STATES = "operator_states"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        yield made


def entries(desk: Desk) -> tuple[Action, ...]:
    assert desk.dossier is not None
    return desk.dossier.ledger.actions


def acts(desk: Desk) -> list[str]:
    assert desk.dossier is not None
    return [entry.act for entry in desk.dossier.ledger.journal]


def test_each_duty_of_a_tool_is_there_once_and_in_nobodys_hand(desk: Desk) -> None:
    for found in desk.determinations:
        shown = desk.duty_actions(found.id)
        assert [one.action.duty for one in shown] == list(found.duties)
        assert all((one.action.id, one.action.state, one.owed) == ("", "open", True) for one in shown)
    assert entries(desk) == ()


def test_a_duty_taken_in_hand_is_one_action_and_changes_no_fact(desk: Desk) -> None:
    practice, found = desk.practice, desk.determinations
    desk.set_duty("tool2", "O7", owner=" Ada ", due="2026-12-14")
    desk.set_duty("tool2", "O7", state="started")
    desk.set_duty("tool2", "O7", state="done", note="spenta il 3")
    shown = [one for one in desk.duty_actions("tool2") if one.action.duty == "O7"]
    assert len(shown) == 1
    one = shown[0].action
    assert (one.owner, one.due, one.state, one.note) == ("Ada", "2026-12-14", "done", "spenta il 3")
    assert [entry.state for entry in entries(desk)] == ["open", "started", "done"]
    assert {entry.id for entry in entries(desk)} == {"action1"}
    assert desk.practice is practice
    assert desk.determinations == found
    assert acts(desk)[-3:] == ["duty_taken", "action_changed", "action_done"]
    assert {f"journal.{act}" for act in acts(desk)} <= desk.words.keys()


def test_the_same_duty_of_two_tools_is_two_actions(desk: Desk) -> None:
    both = set(desk.determination("tool2").duties) & set(desk.determination("tool3").duties)
    duty = sorted(both)[0]
    desk.set_duty("tool2", duty, owner="Ada")
    desk.set_duty("tool3", duty, owner="Bo")
    owners = [
        next(one.action.owner for one in desk.duty_actions(tool) if one.action.duty == duty)
        for tool in ("tool2", "tool3")
    ]
    assert owners == ["Ada", "Bo"]


def test_saying_the_same_again_writes_nothing(desk: Desk) -> None:
    desk.set_duty("tool2", "O7", state="open", owner="")
    assert entries(desk) == ()
    desk.set_duty("tool2", "O7", owner="Ada")
    desk.set_duty("tool2", "O7", owner="Ada")
    assert len(entries(desk)) == 1


def test_a_duty_no_longer_owed_is_told_as_such_and_comes_back_with_its_owner(desk: Desk) -> None:
    desk.set_duty("tool2", "O7", owner="Ada")
    for function in (STATES, "handling_times"):
        desk.set_presence("tool2", function, function, "absent")
    assert "O7" not in desk.determination("tool2").duties
    gone = [one for one in desk.duty_actions("tool2") if not one.owed]
    assert [(one.action.duty, one.action.owner) for one in gone] == [("O7", "Ada")]
    assert "O7" not in [one.duty for one in desk.practice_actions()]
    desk.undo()
    desk.undo()
    assert [one.action.owner for one in desk.duty_actions("tool2") if one.action.duty == "O7"] == ["Ada"]


def test_own_actions_are_of_a_tool_or_of_the_practice(desk: Desk) -> None:
    of_tool = desk.add_action("Telefonare al fornitore", "tool2", owner="Ada", due="2026-12-01")
    of_all = desk.add_action("Incontro con la RSU")
    assert [one.id for one in desk.own_actions("tool2")] == [of_tool]
    assert [one.id for one in desk.own_actions()] == [of_tool, of_all]
    assert desk.goals("tool2") == ()
    desk.set_action(of_all, state="dropped")
    assert [one.id for one in desk.own_actions()] == [of_tool]
    assert len(desk.series(of_all)) == 2


def test_an_action_without_words_is_refused_with_a_sentence(desk: Desk) -> None:
    with pytest.raises(UserError) as problem:
        desk.add_action("  ")
    assert "scrivi che cosa fare" in desk.words.error(problem.value)
    made = desk.add_action("Vedere")
    with pytest.raises(UserError):
        desk.set_action(made, title=" ")
    assert desk.own_actions()[0].title == "Vedere"


def test_a_review_needs_its_day(desk: Desk) -> None:
    with pytest.raises(UserError) as problem:
        desk.add_review("")
    assert desk.words.error(problem.value)
    made = desk.add_review("2027-01-31", 1)
    with pytest.raises(UserError):
        desk.set_action(made, due="")
    assert [one.due for one in desk.reviews()] == ["2027-01-31"]


def test_the_next_review_is_proposed_from_the_planned_day(desk: Desk) -> None:
    review = desk.add_review("2027-01-31", 1, owner="Ada")
    desk.set_action(review, state="done")
    assert desk.next_review(review) == "2027-02-28"
    desk.plan_next(review, "2027-02-28")
    assert [(one.due, one.state, one.owner) for one in desk.reviews()] == [("2027-02-28", "open", "Ada")]
    desk.set_action(review, state="done")
    assert desk.next_review(review) == "2027-03-31"


def test_what_is_in_hand_about_a_tool_that_is_gone_is_left_out(desk: Desk) -> None:
    desk.add_action("Spegnere", "tool4")
    desk.set_duty("tool4", desk.determination("tool4").duties[0], owner="Ada")
    desk.remove_tool("tool4")
    assert desk.practice_actions() == ()
    desk.undo()
    assert len(desk.practice_actions()) == 2


def test_actions_come_back_from_disk_and_undo_leaves_them(desk: Desk) -> None:
    desk.answer(question(desk, "tool2", "ground"), "assets")
    desk.set_duty("tool2", "O7", owner="Ada", due="2026-12-14")
    desk.add_review("2027-06-01", 12)
    desk.undo()
    kept = entries(desk)
    assert len(kept) == 2
    assert desk.drain()
    desk.open(desk.practice.id)
    assert entries(desk) == kept


def test_half_characters_are_made_storable(desk: Desk) -> None:
    desk.add_action("a\ud83db", owner="\udc00")
    assert desk.drain()
    desk.open(desk.practice.id)
    assert [(one.title, one.owner) for one in desk.own_actions()] == [("a?b", "?")]


def test_what_may_only_be_read_takes_no_action(desk: Desk) -> None:
    desk.read_only = True
    for act in (lambda: desk.add_action("x"), lambda: desk.set_duty("tool2", "O7", owner="Ada")):
        with pytest.raises(UserError):
            act()
    assert entries(desk) == ()
