"""The functions page: what a tile says, what pressing it does, and who confirms that the others are not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.determination import Question
from app.ui.pages import functions as module
from app.ui.pages.functions import FunctionsPage
from tests.ui_kit import Bench


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "archive")
    yield made
    made.close()


def shown(bench: Bench, template: str = "crm_telephony") -> FunctionsPage:
    """The page of a new tool, in the window."""
    bench.desk.create("Prova")
    tool = bench.desk.add_tool("CRM", template)
    bench.window.go("functions", {"tool": tool})
    page = bench.window.page("functions")
    assert isinstance(page, FunctionsPage)
    return page


def test_every_kind_has_a_tile_under_its_group(bench: Bench) -> None:
    page = shown(bench)
    circular = bench.desk.circular
    assert set(page._tiles) == set(circular.kinds)
    assert [page._group_labels[g].text() for g in page._group_labels] == list(circular.groups.values())
    assert all(tile.accessibleName() for tile in page._tiles.values())


def test_a_template_ticks_and_asks_to_check(bench: Bench) -> None:
    page = shown(bench)
    template = next(t for t in bench.desk.circular.templates if t.id == "crm_telephony")
    ticked = {kind for kind, tile in page._tiles.items() if tile.isChecked()}
    assert ticked == set(template.kinds)
    assert all(page._tiles[kind].state.text() == "da verificare" for kind in ticked)
    assert template.label in page.template.text()
    assert bench.desk.determinations[0].outcome is None


def test_an_unticked_tile_is_no_no(bench: Bench) -> None:
    page = shown(bench, "")
    assert "non vale come no" in page._tiles["breaks"].accessibleDescription()
    page._tiles["breaks"].click()
    page._tiles["breaks"].click()
    assert bench.desk.practice.tools[0].functions == ()
    assert set(bench.desk.determinations[0].unconfirmed) == set(bench.desk.circular.kinds)


def test_a_press_ticks_and_undo_takes_back_the_answers_too(bench: Bench) -> None:
    page = shown(bench, "")
    tool = bench.desk.practice.tools[0].id
    tile = page._tiles["operator_states"]
    tile.click()
    assert tile.isChecked()
    bench.desk.set_presence(tool, "operator_states", "operator_states", "in_use")
    assert tile.state.text() == "in uso"
    question = Question("function", tool, "operator_states", "operator_states", "kept", False)
    bench.desk.answer(question, "no")
    tile.click()
    assert not tile.isChecked()
    assert "Stati in diretta" in bench.window.notice.text()
    bench.desk.undo()
    assert tile.isChecked()
    assert bench.desk.answer_to(question) is not None


def test_a_presence_nobody_knows_shows_a_question_mark(bench: Bench) -> None:
    page = shown(bench)
    bench.desk.set_presence(page._tool_id, "call_log", "call_log", "unknown")
    tile = page._tiles["call_log"]
    assert tile.asked
    assert tile.state.text() == "non si sa se c'è"


def test_answered_absent_is_unticked_and_a_press_asks_again(bench: Bench) -> None:
    page = shown(bench)
    bench.desk.set_presence(page._tool_id, "call_log", "call_log", "absent")
    tile = page._tiles["call_log"]
    assert not tile.isChecked()
    assert tile.state.text() == "hai risposto che non c'è"
    tile.click()
    assert tile.isChecked()
    assert tile.state.text() == "da verificare"


def test_an_implied_function_is_ticked_locked_and_says_by_what(bench: Bench) -> None:
    page = shown(bench, "")
    desk, tool = bench.desk, page._tool_id
    desk.tick(tool, "call_record_match", True)
    desk.set_presence(tool, "call_record_match", "call_record_match", "in_use")
    desk.answer(Question("function", tool, "call_record_match", "call_record_match", "row_kept", False), "yes")
    tile = page._tiles["call_log"]
    assert tile.isChecked()
    assert not tile.isEnabled()
    assert tile.state.text() == "implicata da «Abbinamento chiamata–scheda cliente»"


def test_the_confirmation_asks_for_a_name_and_holds_only_for_those_kinds(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(bench)
    kinds = len(bench.desk.circular.kinds)
    assert page.confirm.text() == f"Confermo: le altre {kinds - 5} funzioni non ci sono"
    monkeypatch.setattr(module, "ask_name", lambda *_: "")
    page.confirm.click()
    assert not page.confirm.isChecked()
    assert bench.desk.practice.tools[0].confirmed is None
    monkeypatch.setattr(module, "ask_name", lambda *_: "Nome Cognome")
    page.confirm.click()
    confirmed = bench.desk.practice.tools[0].confirmed
    assert confirmed is not None
    assert (confirmed.by, len(confirmed.kinds)) == ("Nome Cognome", kinds - 5)
    assert page.confirm.isChecked()
    assert page._confirmed_by.text() == "confermato da Nome Cognome il 23/11/2026"
    page._tiles["call_log"].click()
    assert not page.confirm.isChecked()


def test_who_prepares_the_practice_confirms_without_being_asked(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(bench)
    bench.desk.set_practice(prepared_by="Chi Compila")
    monkeypatch.setattr(module, "ask_name", lambda *_: pytest.fail("asked"))
    page.confirm.click()
    confirmed = bench.desk.practice.tools[0].confirmed
    assert confirmed is not None
    assert confirmed.by == "Chi Compila"
    page.confirm.click()
    assert bench.desk.practice.tools[0].confirmed is None


def test_another_template_adds_and_takes_nothing_away(bench: Bench) -> None:
    page = shown(bench, "crm")
    before = {f.kind for f in bench.desk.practice.tools[0].functions}
    clock = next(a for a in page.template.menu().actions() if a.text() == "Timbratrice")
    clock.trigger()
    assert {f.kind for f in bench.desk.practice.tools[0].functions} == before | {"attendance"}
    assert "Timbratrice" in page.template.text()


def test_going_on_leads_to_the_first_open_question_and_needs_a_function(bench: Bench) -> None:
    page = shown(bench, "")
    assert not page.go_on.isEnabled()
    page._tiles["call_recording"].click()
    spy = QSignalSpy(page.go)
    page.go_on.click()
    assert spy.at(0) == ["question", {"tool": page._tool_id, "function": "call_recording", "fact": "presence"}]


def test_tiles_are_ticked_with_the_space_bar(bench: Bench, qtbot: QtBot) -> None:
    page = shown(bench, "")
    QApplication.processEvents()
    first = next(iter(page._tiles.values()))
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert first.isChecked()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert list(page._tiles.values())[1].hasFocus()


def test_the_name_is_asked_in_a_dialog_that_wants_one(bench: Bench, qtbot: QtBot) -> None:
    from app.ui.widgets.ask_name import NameDialog

    dialog = NameDialog(bench.window, bench.desk.words)
    qtbot.addWidget(dialog)
    assert not dialog.confirm.isEnabled()
    qtbot.keyClicks(dialog.field, "Nome ")
    assert dialog.confirm.isEnabled()
    assert dialog.name() == "Nome"
