"""Nothing typed is lost by zooming, by another theme or by another language: what was half done still stands there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from app.domain.determination import Question
from app.ui.idle import clear_the_way
from app.ui.pages.base import Page
from app.ui.pages.deadlines import DeadlinesPage
from app.ui.pages.home import HomePage
from app.ui.pages.outcome import OutcomePage
from app.ui.pages.question import QuestionPage
from app.ui.pages.sign import SignPage
from app.ui.pages.sign_many import SignManyPage
from app.ui.pages.sources import SourcesPage
from app.ui.pages.tools import NewTool
from app.ui.widgets.fields import LineField, NoteField
from app.ui.widgets.sheet_days import DaysField
from app.ui.widgets.sheet_row import SheetRow
from app.ui.window import Window
from tests.ui_kit import Bench, every_page

CHANGES: dict[str, Callable[[Window], None]] = {
    "zoom": lambda window: window._zoom(1),
    "theme": lambda window: window.set_theme("dark"),
    "language": lambda window: window.set_language("en"),
}


def shown(bench: Bench) -> Page:
    page = bench.window.stack.currentWidget()
    assert isinstance(page, Page)
    return page


def asked(bench: Bench, kind: str, fact: str) -> QuestionPage:
    """A tool with that function in use, at that question."""
    bench.desk.create("Prova")
    tool = bench.desk.add_tool("CRM")
    bench.desk.tick(tool, kind, True)
    bench.desk.set_presence(tool, kind, kind, "in_use")
    bench.window.go("question", {"tool": tool, "function": kind, "fact": fact})
    page = shown(bench)
    assert isinstance(page, QuestionPage)
    return page


def asked_of_example(bench: Bench, fact: str) -> QuestionPage:
    """The example's recording of calls, at that question, which nobody has answered yet."""
    bench.desk.open_example()
    bench.desk.answer(Question("function", "tool3", "call_recording", "call_recording", fact, True), None)
    bench.window.go("question", {"tool": "tool3", "function": "call_recording", "fact": fact})
    page = shown(bench)
    assert isinstance(page, QuestionPage)
    return page


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_ticked_and_not_confirmed_stays_with_its_note(bench: Bench, qtbot: QtBot, change: str) -> None:
    page = asked(bench, "operator_states", "traceable")
    page.form.choose_number(2)
    page.form.note_button.click()
    note = page.form._note
    qtbot.keyClicks(note, "visto a schermo")
    qtbot.keyClick(note, Qt.Key.Key_Left)
    chosen = page.form.value()
    CHANGES[change](bench.window)
    again = shown(bench)
    assert isinstance(again, QuestionPage)
    assert (again.form.value(), again.form.note()) == (chosen, "visto a schermo")
    assert again.go_on.isEnabled()
    tool = bench.desk.practice.tools[0]
    assert "traceable" not in tool.functions[0].answers
    focused = QApplication.focusWidget()
    assert focused is again.form._note
    qtbot.keyClicks(focused, "!")
    assert again.form.note() == "visto a scherm!o"
    again.confirm()
    answer = bench.desk.practice.tools[0].functions[0].answers["traceable"]
    assert (answer.value, answer.note) == (chosen, "visto a scherm!o")


@pytest.mark.parametrize("change", CHANGES)
def test_a_number_half_written_is_written_on(bench: Bench, qtbot: QtBot, change: str) -> None:
    page = asked_of_example(bench, "retention_days")
    assert page.form.days is not None
    qtbot.keyClicks(page.form.days, "18")
    CHANGES[change](bench.window)
    again = shown(bench)
    assert isinstance(again, QuestionPage)
    assert again.form.value() == 18
    focused = QApplication.focusWidget()
    assert focused is again.form.days
    qtbot.keyClicks(focused, "0")
    assert again.form.value() == 180


@pytest.mark.parametrize("change", CHANGES)
def test_several_ticks_stay(bench: Bench, change: str) -> None:
    page = asked_of_example(bench, "viewers")
    page.form.choose_number(2)
    page.form.choose_number(4)
    chosen = page.form.value()
    CHANGES[change](bench.window)
    again = shown(bench)
    assert isinstance(again, QuestionPage)
    assert again.form.value() == chosen


@pytest.mark.parametrize("change", CHANGES)
def test_on_the_sheet_one_writes_on_in_the_same_row(bench: Bench, qtbot: QtBot, change: str) -> None:
    asked_of_example(bench, "retention_days")
    bench.window.go("sheet", {"tool": "tool3", "function": "call_recording", "fact": "retention_days"})
    field = QApplication.focusWidget()
    assert isinstance(field, DaysField)
    qtbot.keyClicks(field, "18")
    CHANGES[change](bench.window)
    again = QApplication.focusWidget()
    assert isinstance(again, DaysField)
    qtbot.keyClicks(again, "0")
    qtbot.keyClick(again, Qt.Key.Key_Return)
    assert bench.desk.practice.tool("tool3").functions[0].answers["retention_days"].value == 180


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_is_about_to_sign_goes_on_signing(bench: Bench, qtbot: QtBot, change: str) -> None:
    bench.desk.open_example()
    bench.window.go("sign", {})
    page = shown(bench)
    assert isinstance(page, SignPage)
    page.form.choose("seal")
    page.form.choice.edition.setCurrentIndex(1)
    page.form.seal.passphrase.setText("una frase lunga e mia")
    page.form.seal.repeat.setText("una frase lunga")
    page.form.extras.line.setChecked(True)
    page.form.extras.reason.setText("per presa visione")
    page.form.extras.draw.strokes = [[(1.0, 1.0), (5.0, 9.0)]]
    page.form.fields.button(1).setChecked(True)
    CHANGES[change](bench.window)
    again = shown(bench)
    assert isinstance(again, SignPage)
    form = again.form
    assert form.way == "seal"
    assert form.chosen_edition().kind == "internal"
    assert (form.seal.passphrase.text(), form.seal.repeat.text()) == ("una frase lunga e mia", "una frase lunga")
    assert form.extras.reason.text() == "per presa visione"
    assert form.extras.draw.strokes == [[(1.0, 1.0), (5.0, 9.0)]]
    assert form.fields.checkedId() == 1


@pytest.mark.parametrize("change", CHANGES)
def test_of_many_practices_the_ones_chosen_stay_so(bench: Bench, change: str) -> None:
    for name in ("Prima", "Seconda", "Terza"):
        bench.desk.create(name)
        bench.desk.add_tool("CRM")
    bench.settle()
    bench.desk.read_list()
    bench.window.go("sign_many", {})
    page = shown(bench)
    assert isinstance(page, SignManyPage)
    page.way.setCurrentIndex(2)
    page.seal.passphrase.setText("una frase lunga e mia")
    wanted = ["practice002", "practice003"]
    page.practices.tick(wanted)
    CHANGES[change](bench.window)
    again = shown(bench)
    assert isinstance(again, SignManyPage)
    assert sorted(again.chosen()) == wanted
    assert again.chosen_way() == "seal"
    assert again.seal.passphrase.text() == "una frase lunga e mia"


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_searched_for_is_still_searched_for(bench: Bench, qtbot: QtBot, change: str) -> None:
    bench.window.go("sources", {})
    page = shown(bench)
    assert isinstance(page, SourcesPage)
    page.tabs.setCurrentIndex(1)
    qtbot.keyClicks(page.search, "registr")
    CHANGES[change](bench.window)
    again = shown(bench)
    assert isinstance(again, SourcesPage)
    assert (again.search.text(), again.tabs.currentIndex()) == ("registr", 1)
    assert QApplication.focusWidget() is again.search


def test_a_search_waits_on_its_page_while_the_text_grows_on_another(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.create("Prova")
    bench.settle()
    bench.window.go("home", {})
    home = shown(bench)
    assert isinstance(home, HomePage)
    home.search.setText("prov")
    bench.window.go("settings", {})
    bench.window.set_scale(1.5)
    bench.window.go("home", {})
    again = shown(bench)
    assert isinstance(again, HomePage)
    assert again is not home
    assert again.search.text() == "prov"


def test_a_hypothesis_and_a_choice_of_deadlines_stay(bench: Bench) -> None:
    bench.desk.open_example()
    bench.settle()
    bench.window.go("outcome", {"tool": "tool2"})
    page = shown(bench)
    assert isinstance(page, OutcomePage)
    page.functions.row("handling_times").switch.click()
    off = page._off
    assert off
    bench.window._zoom(1)
    again = shown(bench)
    assert isinstance(again, OutcomePage)
    assert again._off == off
    bench.desk.read_list()
    bench.window.go("deadlines", {})
    dates = shown(bench)
    assert isinstance(dates, DeadlinesPage)
    dates.practice.setCurrentIndex(1)
    chosen = dates.practice.currentData()
    assert chosen
    bench.window._zoom(-1)
    after = shown(bench)
    assert isinstance(after, DeadlinesPage)
    assert after.practice.currentData() == chosen


def test_under_an_open_dialog_nothing_is_made_anew(bench: Bench, qtbot: QtBot) -> None:
    """The system turns dark while somebody types in a dialog: the page behind it waits until that is over."""
    bench.desk.create("Prova")
    window = bench.window
    window.go("practice", {})
    behind = shown(bench)
    dialog = NewTool(bench.desk, behind)
    typed: list[str] = []

    def type_on() -> None:
        qtbot.keyClicks(dialog._name, "Centra")
        window.rebuild()
        QApplication.processEvents()
        qtbot.keyClicks(dialog._name, "lino")
        typed.append(dialog.name)
        dialog.accept()

    QTimer.singleShot(0, type_on)
    dialog.exec()
    assert typed == ["Centralino"]
    qtbot.waitUntil(lambda: shown(bench) is not behind)
    assert window.here == "practice"


def test_a_page_at_work_is_made_anew_only_afterwards(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.window.go("sign", {})
    page = shown(bench)
    assert isinstance(page, SignPage)
    page.work("…", lambda: None, lambda _done: None)
    bench.window._zoom(1)
    assert shown(bench) is page
    qtbot.waitUntil(lambda: shown(bench) is not page, timeout=30_000)
    bench.window._zoom(-1)


def test_whatever_can_be_typed_on_a_page_and_is_not_handed_over_is_carried_over(bench: Bench) -> None:
    """A field that is added one day and forgotten here is found."""
    seen = []
    for name in every_page(bench):
        page = shown(bench)
        loose = list(page.loose().values())
        fields = [
            one
            for one in [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
            if not isinstance(one, LineField | NoteField)
            and not one.isReadOnly()
            and not isinstance(one.parentWidget(), QComboBox | SheetRow)
        ]
        assert [f"{name}: {one.accessibleName()}" for one in fields if one not in loose] == []
        seen += fields
    assert len(seen) > 10


def test_the_name_of_a_new_tool_is_taken_before_the_lock_and_no_name_makes_no_tool(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.create()
    for name, taken in (("", QDialog.DialogCode.Rejected), ("Centralino", QDialog.DialogCode.Accepted)):
        dialog = NewTool(bench.desk, bench.window)
        ended: list[int] = []
        dialog.finished.connect(ended.append)
        dialog.open()
        field = dialog.findChildren(QLineEdit)[0]
        qtbot.keyClicks(field, name)
        assert not clear_the_way()
        assert ended == [taken]
        assert dialog.name == name
