"""Points of one's own: kept, changed, taken away and undone, and never of any weight in the determination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk.desk import Desk
from app.domain.engine import determine
from app.domain.path import path
from app.domain.practice import Point, Tool
from tests.desks import desk_on
from tests.law import ON, law, practice
from tests.test_domain_engine import often, tools


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path) as made:
        made.open_example()
        yield made


def test_a_point_is_added_dated_and_signed_by_who_prepares(desk: Desk) -> None:
    point_id = desk.add_point("Rilievo", "visto in sala", "tool2")
    (point,) = desk.points("tool2")
    assert (point.id, point.title, point.text, point.tool) == (point_id, "Rilievo", "visto in sala", "tool2")
    assert point.by == desk.practice.prepared_by
    assert point.at.startswith("2026-11-23")
    assert desk.points() == ()


def test_it_is_changed_moved_and_removed_and_each_is_undone(desk: Desk) -> None:
    first = desk.add_point("Uno", "", "tool1")
    second = desk.add_point("Due")
    desk.set_point(first, "Uno, meglio", "testo", "")
    assert [point.title for point in desk.points()] == ["Uno, meglio", "Due"]
    desk.remove_point(second)
    assert desk.dossier is not None
    assert desk.dossier.ledger.journal[-1].act == "point_removed"
    assert [point.title for point in desk.points()] == ["Uno, meglio"]
    desk.undo()
    assert [point.title for point in desk.points()] == ["Uno, meglio", "Due"]
    desk.undo()
    assert [point.title for point in desk.points("tool1")] == ["Uno"]
    desk.redo()
    assert desk.points("tool1") == ()


def test_the_same_words_again_change_nothing(desk: Desk) -> None:
    point_id = desk.add_point("Uno", "testo", "tool1")
    before = desk.practice
    desk.set_point(point_id, "Uno", "testo", "tool1")
    assert desk.practice is before


def test_points_go_with_their_tool_and_come_back_with_it(desk: Desk) -> None:
    desk.add_point("Sullo strumento", "", "tool2")
    desk.add_point("Sulla pratica")
    desk.remove_tool("tool2")
    assert [point.title for point in desk.practice.points] == ["Sulla pratica"]
    desk.undo()
    assert [point.title for point in desk.points("tool2")] == ["Sullo strumento"]


def test_points_are_read_again_as_they_were_written(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        practice_id = desk.open_example()
        desk.add_point("Titolo", "due\nrighe", "tool1")
        points = desk.practice.points
        desk.close()
    with desk_on(tmp_path, start=5) as desk:
        desk.open(practice_id)
        assert desk.practice.points == points


def test_no_act_on_points_touches_a_determination(desk: Desk) -> None:
    before = desk.determinations
    paths = [desk.path(tool.id) for tool in desk.practice.tools]
    point_id = desk.add_point("Vietato", "prohibited: lo dice il cliente", "tool2")
    desk.set_point(point_id, "Tutto in ordine", "work_tool", "")
    assert desk.determinations == before
    assert [desk.path(tool.id) for tool in desk.practice.tools] == paths
    desk.remove_point(point_id)
    assert desk.determinations == before


@often
@given(tools(), st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40), st.sampled_from(["", "tool1"]))))
def test_no_points_whatever_change_any_determination_or_path(one: Tool, said: list[tuple[str, str, str]]) -> None:
    bare = practice(one)
    points = tuple(Point(f"point{n}", title, text, tool) for n, (title, text, tool) in enumerate(said))
    noted = replace(bare, points=points)
    assert determine(law(), noted, ON) == determine(law(), bare, ON)
    assert path(law(), noted, one) == path(law(), bare, one)
