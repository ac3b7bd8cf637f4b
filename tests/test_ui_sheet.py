"""The one-sheet view: keys alone fill it in, it follows the path, and it ends where the interview ends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from app.domain import sheet
from app.domain.circular import UNKNOWN
from app.domain.determination import Question
from app.ui import asking, style
from app.ui.pages import confirm_rest
from app.ui.pages.sheet import SheetPage
from app.ui.widgets.sheet_row import SheetRow
from tests.ui_kit import Bench

STATES = "operator_states"
RECORDING = "call_recording"


def opened(bench: Bench, tool: str) -> SheetPage:
    bench.window.go("sheet", {"tool": tool})
    page = bench.window.page("sheet")
    assert isinstance(page, SheetPage)
    QApplication.processEvents()
    return page


def started(bench: Bench, *kinds: str) -> SheetPage:
    bench.desk.create("Prova")
    bench.desk.set_practice(prepared_by="Chi Compila")
    tool = bench.desk.add_tool("CRM")
    for kind in kinds:
        bench.desk.tick(tool, kind, True)
    return opened(bench, tool)


def no_shared_codes(bench: Bench) -> None:
    """Nothing of the tool can be joined with what another one keeps."""
    bench.desk.answer(Question("tool", bench.desk.practice.tools[0].id, "", "", "shared_codes", False), "no")


def here(page: SheetPage) -> SheetRow:
    made = page._focused()
    assert made is not None
    return made


def press(qtbot: QtBot, *keys: Qt.Key | str) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(key, str):
            qtbot.keyClicks(focused, key)
        else:
            qtbot.keyClick(focused, key)


def row_at(page: SheetPage, fact: str, function: str = "") -> SheetRow:
    return next(
        made
        for made in page.board.rows()
        if made.row.question.fact == fact and (not function or made.row.question.function == function)
    )


def codes(page: SheetPage) -> list[str]:
    return [made.row.code for made in page.board.rows()]


def test_the_rows_are_the_path_in_its_order(bench: Bench) -> None:
    bench.desk.open_example()
    for tool in bench.desk.practice.tools:
        page = opened(bench, tool.id)
        shown = [asking.key(made.row.question) for made in page.board.rows()]
        assert shown == [asking.key(question) for question in bench.desk.path(tool.id)]
        for made in page.board.rows():
            answer = bench.desk.answer_to(made.row.question)
            assert made.value() == (answer.value if answer else None)


def test_a_digit_chooses_and_return_confirms_and_goes_to_the_next(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench, STATES)
    assert here(page).row.question.fact == "presence"
    press(qtbot, "1")
    assert bench.desk.practice.tools[0].functions[0].presence == "unasked"
    press(qtbot, Qt.Key.Key_Return)
    function = bench.desk.practice.tools[0].functions[0]
    assert (function.presence, function.presence_by) == ("in_use", "Chi Compila")
    assert function.presence_at.startswith("2026-11-23")
    assert here(page).row.question.fact == "traceable"


def test_the_strip_moves_only_when_the_answer_is_confirmed(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench, STATES)
    no_shared_codes(bench)
    press(qtbot, "1", Qt.Key.Key_Return)
    before = page.strip.possible()
    press(qtbot, "1")
    assert page.strip.possible() == before
    press(qtbot, Qt.Key.Key_Return)
    assert page.strip.possible() != before


def test_leaving_a_row_hands_over_what_is_chosen(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench, STATES)
    press(qtbot, "1", Qt.Key.Key_Tab)
    assert bench.desk.practice.tools[0].functions[0].presence == "in_use"
    row_at(page, "presence").take_focus()
    press(qtbot, "2", Qt.Key.Key_Down)
    assert bench.desk.practice.tools[0].functions[0].presence == "available"
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, "1")
    bench.window.go("practice", {})
    assert bench.desk.practice.tools[0].functions[0].presence == "in_use"


def test_dont_know_has_its_key_everywhere(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    page = opened(bench, "tool3")
    for fact, value in (("perceivable", UNKNOWN), ("retention_days", UNKNOWN), ("viewers", UNKNOWN)):
        row_at(page, fact).take_focus()
        press(qtbot, "n", Qt.Key.Key_Down)
        recording = bench.desk.practice.tool("tool3").function(RECORDING)
        assert recording is not None
        assert recording.answers[fact].value == value


def test_days_are_typed_and_a_letter_is_none(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    page = opened(bench, "tool3")
    row = row_at(page, "retention_days")
    row.take_focus()
    assert row.days is not None
    row.days.selectAll()
    press(qtbot, "3x0", Qt.Key.Key_Return)
    recording = bench.desk.practice.tool("tool3").function(RECORDING)
    assert recording is not None
    assert recording.answers["retention_days"].value == 30
    row.take_focus()
    press(qtbot, "n")
    assert row.value() == UNKNOWN
    press(qtbot, "4")
    assert (row.value(), row.days.hasFocus()) == (4, True)


def test_several_are_ticked_by_their_digits(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    page = opened(bench, "tool3")
    row = row_at(page, "viewers")
    row.take_focus()
    press(qtbot, Qt.Key.Key_Delete, "14", Qt.Key.Key_Down)
    recording = bench.desk.practice.tool("tool3").function(RECORDING)
    assert recording is not None
    assert recording.answers["viewers"].value == (row.row.keys[0], row.row.keys[3])
    row.take_focus()
    press(qtbot, "4n")
    assert row.value() == UNKNOWN
    press(qtbot, "2")
    assert row.value() == (row.row.keys[1],)


def test_delete_takes_the_answer_back(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    page = opened(bench, "tool2")
    row_at(page, "coverage").take_focus()
    press(qtbot, Qt.Key.Key_Delete, Qt.Key.Key_Down)
    states = bench.desk.practice.tool("tool2").function(STATES)
    assert states is not None
    assert "coverage" not in states.answers
    bench.desk.undo()
    assert row_at(page, "coverage").value() is not None


def test_undo_in_a_field_of_days_is_the_practices_once_it_is_confirmed(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    page = opened(bench, "tool3")
    row = row_at(page, "retention_days")
    row.take_focus()
    assert row.days is not None
    row.days.selectAll()
    press(qtbot, "30")
    assert row.pending
    press(qtbot, Qt.Key.Key_Return)
    row.take_focus()
    qtbot.keyClick(row.days, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert row.value() == 90


def test_a_press_beside_the_choices_goes_to_the_row_and_chooses_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    page = opened(bench, "tool2")
    row, before = row_at(page, "coverage"), bench.desk.practice
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row._question.geometry().center())
    assert here(page) is row
    page.commit()
    assert bench.desk.practice is before


def test_a_click_chooses_and_confirms_one_of_several(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench, STATES)
    choice = row_at(page, "presence").choices[0]
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
    assert bench.desk.practice.tools[0].functions[0].presence == "in_use"
    assert choice.hasFocus()


def test_rows_come_and_go_and_the_focused_one_is_never_made_anew(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench, STATES)
    no_shared_codes(bench)
    presence = row_at(page, "presence")
    qtbot.mouseClick(presence.choices[0], Qt.MouseButton.LeftButton)
    assert here(page) is presence
    assert len(page.board.rows()) > 8
    kept = {made.row.code: made for made in page.board.rows()}
    row_at(page, "coverage").take_focus()
    qtbot.mouseClick(row_at(page, "traceable").choices[0], Qt.MouseButton.LeftButton)
    assert "coverage" not in [made.row.question.fact for made in page.board.rows()]
    bench.desk.undo()
    assert all(kept[made.row.code] is made for made in page.board.rows() if made.row.question.fact == "traceable")


def test_a_row_that_is_not_needed_any_more_stays_while_it_has_the_focus(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench, STATES)
    bench.desk.answer(Question("presence", page._tool_id, STATES, STATES, "presence", False), "in_use")
    no_shared_codes(bench)
    row = row_at(page, "coverage")
    row.take_focus()
    bench.desk.answer(Question("function", page._tool_id, STATES, STATES, "traceable", False), "no")
    assert row in page.board.rows()
    assert here(page) is row
    assert page.help.text() == bench.desk.words("sheet.forced_off")
    press(qtbot, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: row not in page.board.rows())
    assert page._focused() is not None


@pytest.mark.parametrize("between", [" ", "", ", "])
def test_functions_are_added_by_their_codes_and_return_goes_on(bench: Bench, qtbot: QtBot, between: str) -> None:
    page = started(bench)
    circular = bench.desk.circular
    assert page.finder.field.hasFocus()
    wanted = (STATES, RECORDING, "call_log")
    press(qtbot, between.join(sheet.function_code(circular, kind) for kind in wanted))
    assert all(circular.kinds[kind].label in page.finder.told.text() for kind in wanted)
    press(qtbot, Qt.Key.Key_Return)
    assert [f.kind for f in bench.desk.practice.tools[0].functions] == list(wanted)
    assert page.finder.field.hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert here(page).row.code == f"{sheet.function_code(circular, STATES)}.0"


def test_functions_are_found_by_name_too_and_one_listed_is_gone_to(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench, RECORDING)
    page._to_find()
    press(qtbot, "classifiche", Qt.Key.Key_Return)
    assert [f.kind for f in bench.desk.practice.tools[0].functions] == [RECORDING, "ranking"]
    press(qtbot, "registrazione", Qt.Key.Key_Return)
    assert here(page).row.question.function == RECORDING
    assert len(bench.desk.practice.tools[0].functions) == 2
    page._to_find()
    press(qtbot, "zzzz", Qt.Key.Key_Return)
    assert page.finder.told.text() == bench.desk.words("sheet.find_none")


def test_a_question_is_gone_to_by_its_code(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    page = opened(bench, "tool3")
    wanted = row_at(page, "viewers")
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, wanted.row.code.lower(), Qt.Key.Key_Return)
    assert here(page) is wanted


def fill(page: SheetPage, qtbot: QtBot, limit: int = 200) -> int:
    """Answers every open row by keys, the last choice of each; how many keys."""
    count = 0
    for _ in range(limit):
        made = page._focused()
        if made is None:
            return count
        if made.days is not None:
            keys = "30"
        elif made.many:
            keys = "13"
        else:
            keys = str(min(9, len(made.row.keys)))
            if made.row.question.scope == "presence":
                keys = "1"
        press(qtbot, keys, Qt.Key.Key_Return)
        count += len(keys) + 1
    raise AssertionError("the rows never end")


def test_the_sheet_ends_where_the_interview_ends(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirm_rest, "ask_confirmation", lambda *_: "Chi Compila")
    page = started(bench, STATES, RECORDING, "call_record_match")
    typed = bench.desk.practice.tools[0].id
    fill(page, qtbot)
    assert page.confirm.tick.hasFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert page.to_check.hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert bench.window.here == "check"
    asked = bench.desk.add_tool("CRM")
    for kind in (STATES, RECORDING, "call_record_match"):
        bench.desk.tick(asked, kind, True)
    bench.window.go("question", {"tool": asked})
    questions = bench.window.page("question")
    while bench.window.here == "question":
        question = questions.question()
        assert question is not None
        given = bench.desk.answer_to(replace(question, tool=typed))
        assert given is not None, question
        questions.form._set_value(given.value)
        questions.confirm()
    bench.desk.confirm_absent(asked, "Chi Compila")
    one, other = bench.desk.determination(typed), bench.desk.determination(asked)
    assert (one.outcome, one.flags, one.functions) == (other.outcome, other.flags, other.functions)
    assert (one.duties, one.standing, one.possible) == (other.duties, other.standing, other.possible)
    assert not one.provisional


def test_the_language_changes_under_a_choice_that_is_not_confirmed(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench, STATES, RECORDING)
    press(qtbot, "1", Qt.Key.Key_Return, "2")
    row, question = here(page), here(page)._question.text()
    bench.desk.set_language("en")
    assert here(page) is row
    assert row._question.text() != question
    assert row.value() == row.row.keys[1]


def test_f2_opens_the_question_and_its_answer_comes_straight_back(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench, STATES)
    press(qtbot, "1", Qt.Key.Key_Return, Qt.Key.Key_F2)
    assert bench.window.here == "question"
    questions = bench.window.page("question")
    questions.form.choose_number(4)
    questions.confirm()
    assert bench.window.here == "sheet"
    assert here(page).row.question.fact == "traceable"
    assert here(page).value() == "direct"


def test_functions_and_questions_lead_here_and_back(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert bench.window.here == "sheet"
    page = bench.window.page("sheet")
    assert isinstance(page, SheetPage)
    assert here(page).row.question.fact == "coverage"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert bench.window.here == "question"
    question = bench.window.page("question").question()
    assert question is not None
    assert question.fact == "coverage"
    bench.window.go("functions", {"tool": "tool2"})
    bench.window.page("functions").sheet.click()
    assert bench.window.here == "sheet"


def test_every_part_has_a_name_of_its_own(bench: Bench) -> None:
    bench.desk.open_example()
    page = opened(bench, "tool3")
    names = [
        part.accessibleName()
        for part in (*page.findChildren(QRadioButton), *page.findChildren(QCheckBox))
        if part.isVisible()
    ]
    assert all(names)
    assert len(set(names)) == len(names)


def test_a_read_only_practice_is_read_and_not_changed(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.desk.read_only = True
    page = opened(bench, "tool2")
    before = bench.desk.practice
    row_at(page, "coverage").take_focus()
    page.commit()
    assert bench.desk.practice is before
    assert all(not made.isEnabled() for made in page.board.rows())
    assert not page.finder.field.isEnabled()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_and_nothing_overlaps(bench: Bench, scale: float) -> None:
    bench.desk.open_example()
    bench.window.show()
    if scale != 1.0:
        style.zoom(scale)
    try:
        bench.window.rebuild()
        page = opened(bench, "tool2")
        QApplication.processEvents()  # the layout settles in two turns: the bar of the area takes its room
        for made in page.board.rows():
            parts = [made._code, made._question, *made.stops()]
            for n, part in enumerate(parts):
                assert made.rect().contains(part.geometry()), (made.row.code, part)
                assert all(not part.geometry().intersects(other.geometry()) for other in parts[n + 1 :])
    finally:
        style.zoom(1.0)
