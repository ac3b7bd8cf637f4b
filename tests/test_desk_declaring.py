"""What a vendor declares: answers with the day on which it declared them, typed from a sheet, undone as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.domain.circular import UNKNOWN
from app.domain.errors import UserError
from app.domain.questionnaire import read, written
from tests.desks import desk_on, question

STATES = "operator_states"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        yield made


def test_dont_knows_are_asked_and_the_answers_come_back_with_their_day(desk: Desk) -> None:
    assert desk.vendor_questions("tool2") == ()
    desk.answer(question(desk, "tool2", "coverage", STATES), UNKNOWN)
    desk.answer(question(desk, "tool2", "coverage", STATES), UNKNOWN, note="chiesto al telefono")
    (asked,) = desk.vendor_questions("tool2")
    typed = written(asked, "all")
    said, unread = read(typed, desk.every_vendor_question("tool2"))
    assert unread == ()
    desk.answers_declared("tool2", [(one.asked.question, one.value) for one in said], "2026-11-20")
    answer = desk.practice.tool("tool2").function(STATES).answers["coverage"]  # type: ignore[union-attr]
    assert (answer.value, answer.declared_on, answer.note) == ("all", "2026-11-20", "chiesto al telefono")
    assert answer.at.startswith("2026-11-23")
    assert desk.vendor_questions("tool2") == ()


def test_several_answers_are_one_change(desk: Desk) -> None:
    before = desk.practice
    questions = [question(desk, "tool2", "coverage", STATES), question(desk, "tool2", "uses_ai")]
    desk.answers_declared("tool2", [(questions[0], UNKNOWN), (questions[1], "yes")], "2026-11-20")
    assert desk.practice.tool("tool2").facts["uses_ai"].declared_on == "2026-11-20"
    desk.undo()
    assert desk.practice == before


def test_a_presence_is_declared_and_the_users_own_later_word_is_their_own(desk: Desk) -> None:
    asked = next(
        one
        for one in desk.every_vendor_question("tool2")
        if (one.question.kind, one.question.scope) == ("call_recording", "presence")
    )
    desk.answer_declared(asked.question, "off_reversible", "2026-11-20")
    function = desk.practice.tool("tool2").function("call_recording")
    assert function is not None
    assert (function.presence, function.presence_declared_on) == ("off_reversible", "2026-11-20")
    given = desk.answer_to(asked.question)
    assert given is not None
    assert given.declared_on == "2026-11-20"
    desk.set_presence("tool2", "call_recording", "call_recording", "absent")
    function = desk.practice.tool("tool2").function("call_recording")
    assert function is not None
    assert (function.presence, function.presence_declared_on) == ("absent", "")


def test_the_users_own_answer_takes_the_declared_ones_place(desk: Desk) -> None:
    asked = question(desk, "tool2", "coverage", STATES)
    desk.answer_declared(asked, UNKNOWN, "2026-11-20")
    desk.answer(asked, "all")
    given = desk.answer_to(asked)
    assert given is not None
    assert (given.value, given.declared_on) == ("all", "")


def test_a_declared_answer_judges_like_any_other(desk: Desk) -> None:
    asked = question(desk, "tool2", "coverage", STATES)
    desk.answer(asked, UNKNOWN)
    assert desk.determination("tool2").function(STATES).provisional
    desk.answer_declared(asked, "all", "2026-11-20")
    assert not desk.determination("tool2").function(STATES).provisional


@pytest.mark.parametrize("day", ["", "domani", "2026-02-30"])
def test_without_a_day_nothing_is_changed(desk: Desk, day: str) -> None:
    before = desk.practice
    with pytest.raises(UserError) as problem:
        desk.answer_declared(question(desk, "tool2", "uses_ai"), "yes", day)
    assert "giorno" in desk.words.error(problem.value)
    assert desk.practice is before


def test_the_journal_says_so_once_and_the_disk_keeps_it(desk: Desk) -> None:
    asked = question(desk, "tool2", "uses_ai")
    for _ in range(2):
        desk.answer_declared(asked, "yes", "2026-11-20")
    assert desk.dossier is not None
    acts = [entry.act for entry in desk.dossier.ledger.journal]
    assert acts.count("answers_declared") == 1
    assert {"journal.answers_declared"} <= desk.words.keys()
    kept = desk.practice
    assert desk.drain()
    desk.open(desk.practice.id)
    assert desk.practice == kept
