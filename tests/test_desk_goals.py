"""A hypothesis made a target: an action in the ledger, and not one fact changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.domain.engine import assume, determine_tool
from app.domain.errors import UserError
from app.domain.ledger import Action
from tests.desks import desk_on, question
from tests.law import ON

STATES, TIMES = "operator_states", "handling_times"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        yield made


def the_goal(desk: Desk, tool: str = "tool2") -> Action:
    (goal,) = desk.goals(tool)
    return goal


def test_a_target_leaves_facts_and_outcome_as_they_are(desk: Desk) -> None:
    practice, found = desk.practice, desk.determinations
    desk.adopt_switch_off("tool2", [STATES])
    assert desk.practice is practice
    assert desk.determinations == found
    goal = the_goal(desk)
    assert (goal.kind, goal.functions, goal.state) == ("switch_off", (STATES,), "open")
    assert goal.target == desk.what_if("tool2", [STATES]).outcome == "not_admissible"
    assert goal.by == practice.prepared_by


def test_with_no_function_left_the_target_names_no_outcome(desk: Desk) -> None:
    desk.adopt_switch_off("tool2", [TIMES, STATES])
    assert the_goal(desk).target == ""
    assert the_goal(desk).functions == (STATES, TIMES)


def test_the_same_target_is_set_once(desk: Desk) -> None:
    desk.adopt_switch_off("tool2", [STATES, TIMES])
    desk.adopt_switch_off("tool2", [TIMES, STATES])
    desk.adopt_switch_off("tool2", [])
    desk.adopt_switch_off("tool2", ["nothing_of_the_kind"])
    assert len(desk.goals("tool2")) == 1
    desk.end_action(the_goal(desk).id, "done")
    desk.adopt_switch_off("tool2", [STATES, TIMES])
    assert [goal.state for goal in desk.goals("tool2")] == ["done", "open"]


def test_done_and_dropped_are_later_entries_and_change_no_fact(desk: Desk) -> None:
    practice = desk.practice
    desk.adopt_switch_off("tool2", [STATES])
    goal = the_goal(desk)
    desk.end_action(goal.id, "done")
    assert desk.dossier is not None
    assert [entry.state for entry in desk.dossier.ledger.actions] == ["open", "done"]
    assert desk.dossier.ledger.actions[0] == goal
    assert the_goal(desk).state == "done"
    desk.end_action(goal.id, "dropped")
    assert desk.goals("tool2") == ()
    assert len(desk.dossier.ledger.actions) == 3
    assert desk.practice is practice
    acts = [entry.act for entry in desk.dossier.ledger.journal]
    assert acts[-3:] == ["goal_set", "goal_done", "goal_dropped"]
    assert {f"journal.{act}" for act in acts} <= desk.words.keys()


def test_targets_are_saved_and_come_back(desk: Desk) -> None:
    desk.adopt_switch_off("tool2", [STATES])
    goals, practice_id = desk.goals("tool2"), desk.practice.id
    assert desk.drain()
    desk.open(practice_id)
    assert desk.goals("tool2") == goals


def test_undo_does_not_take_a_target_back(desk: Desk) -> None:
    desk.answer(question(desk, "tool2", "ground"), "assets")
    desk.adopt_switch_off("tool2", [STATES])
    desk.undo()
    assert the_goal(desk).functions == (STATES,)


def test_a_target_of_a_tool_that_is_gone_never_speaks_of_another(desk: Desk) -> None:
    desk.adopt_switch_off("tool4", ["attendance"])
    desk.remove_tool("tool4")
    assert desk.add_tool("Un altro") == "tool5"


def test_what_was_written_by_a_newer_program_takes_no_target(desk: Desk) -> None:
    desk.read_only = True
    with pytest.raises(UserError):
        desk.adopt_switch_off("tool2", [STATES])
    assert desk.goals("tool2") == ()


def test_listeners_hear_of_a_target(desk: Desk) -> None:
    heard: list[str] = []
    desk.listen(heard.append)
    desk.adopt_switch_off("tool2", [STATES])
    assert "changed" in heard


def test_the_fewest_answers_are_sought_at_the_desk_too(desk: Desk) -> None:
    desk.answer(question(desk, "tool2", "coverage", STATES), None)
    desk.answer(question(desk, "tool2", "coverage", TIMES), None)
    fewest = desk.decisive("tool2")
    assert fewest is not None
    assert fewest.smallest
    assert replace(fewest, tried=0).facts == tuple((function, "coverage") for function in (STATES, TIMES))


def test_a_changed_answer_adopted_is_that_answer_given(desk: Desk) -> None:
    """What a hypothesis on a fact foretells is what answering brings: there is no second way to adopt one."""
    for function in (STATES, TIMES):
        desk.answer(question(desk, "tool2", "coverage", function), None)
    tried = 0
    for gap in desk.missing("tool2"):
        for value, outcome in gap.answers.items():
            supposed = assume(desk.practice.tool("tool2"), {(gap.function, gap.fact): value})
            foretold = determine_tool(desk.circular, desk.practice, supposed, ON)
            desk.answer(question(desk, "tool2", gap.fact, gap.function), value)
            found = desk.determination("tool2")
            assert found.outcome == outcome
            assert (found.possible, found.duties, found.routes) == (foretold.possible, foretold.duties, foretold.routes)
            assert desk.goals("tool2") == ()
            desk.undo()
            tried += 1
    assert tried > 4
