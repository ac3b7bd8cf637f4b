"""The professional's own view: beside the outcome, never instead of it, never without a reason, and undoable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.domain.errors import UserError
from tests.desks import desk_on


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        yield made


def test_an_opinion_stands_beside_the_outcome_and_changes_nothing_of_it(desk: Desk) -> None:
    found = desk.determinations
    desk.set_opinion("tool2", "work_tool", "  La misura è aggregata.  ")
    opinion = desk.practice.opinion("tool2")
    assert opinion is not None
    assert (opinion.outcome, opinion.reason, opinion.by) == (
        "work_tool",
        "  La misura è aggregata.  ",
        "Persona di esempio",
    )
    assert opinion.at.startswith("2026-11-23")
    assert desk.determinations == found


@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
def test_without_a_reason_it_is_refused_and_nothing_is_lost(desk: Desk, reason: str) -> None:
    desk.set_opinion("tool2", "work_tool", "Così.")
    with pytest.raises(UserError) as problem:
        desk.set_opinion("tool2", "prohibited", reason)
    assert "motivi" in desk.words.error(problem.value)
    opinion = desk.practice.opinion("tool2")
    assert opinion is not None
    assert (opinion.outcome, opinion.reason) == ("work_tool", "Così.")


def test_one_for_each_tool_and_each_change_can_be_undone(desk: Desk) -> None:
    desk.set_opinion("tool2", "work_tool", "Prima.")
    desk.set_opinion("tool2", "", "Poi.")
    desk.set_opinion("tool3", "prohibited", "Altro.")
    assert [(one.tool, one.reason) for one in desk.practice.opinions] == [("tool2", "Poi."), ("tool3", "Altro.")]
    desk.withdraw_opinion("tool2")
    assert desk.practice.opinion("tool2") is None
    desk.undo()
    desk.undo()
    desk.undo()
    assert [(one.tool, one.reason) for one in desk.practice.opinions] == [("tool2", "Prima.")]


def test_the_journal_tells_of_it_and_the_disk_keeps_it(desk: Desk) -> None:
    desk.set_opinion("tool2", "work_tool", "Così.")
    desk.set_opinion("tool2", "work_tool", "Così.")
    desk.withdraw_opinion("tool3")
    assert desk.dossier is not None
    acts = [entry.act for entry in desk.dossier.ledger.journal]
    assert acts.count("opinion_set") == 1
    assert "opinion_withdrawn" not in acts
    assert {f"journal.{act}" for act in (*acts, "opinion_withdrawn")} <= desk.words.keys()
    kept = desk.practice.opinions
    assert desk.drain()
    desk.open(desk.practice.id)
    assert desk.practice.opinions == kept
