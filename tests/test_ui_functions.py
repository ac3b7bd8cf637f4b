"""The functions page: what a tile says, what pressing it does, and who confirms that the others are not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.determination import Question
from app.ui.pages import confirm_rest
from app.ui.pages import functions as module
from app.ui.pages.functions import FunctionsPage
from app.ui.widgets.confirm_absent import ConfirmAbsent
from app.ui.widgets.template_chooser import TemplateChooser
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
    page = shown(bench, "")
    circular = bench.desk.circular
    assert set(page.board.tiles) == set(circular.kinds)
    assert [section.heading.text() for section in page.board.sections.values()] == list(circular.groups.values())
    for group, section in page.board.sections.items():
        assert all(circular.kinds[tile.kind].group == group for tile in section.tiles)
    assert all(tile.accessibleName() for tile in page.board.tiles.values())


def test_a_template_ticks_and_asks_to_check(bench: Bench) -> None:
    page = shown(bench)
    template = next(t for t in bench.desk.circular.templates if t.id == "crm_telephony")
    ticked = {kind for kind, tile in page.board.tiles.items() if tile.isChecked()}
    assert ticked == set(template.kinds)
    assert all(page.board.tiles[kind].state.text() == "da verificare" for kind in ticked)
    assert template.label in page.template.text()
    assert bench.desk.determinations[0].outcome is None


def test_an_unticked_tile_is_no_no(bench: Bench) -> None:
    page = shown(bench, "")
    assert "non vale come no" in page.board.tiles["breaks"].accessibleDescription()
    page.board.tiles["breaks"].click()
    page.board.tiles["breaks"].click()
    assert bench.desk.practice.tools[0].functions == ()
    assert set(bench.desk.determinations[0].unconfirmed) == set(bench.desk.circular.kinds)


def test_a_press_ticks_and_undo_takes_back_the_answers_too(bench: Bench) -> None:
    page = shown(bench, "")
    tool = bench.desk.practice.tools[0].id
    tile = page.board.tiles["operator_states"]
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
    tile = page.board.tiles["call_log"]
    assert tile.asked
    assert tile.state.text() == "non si sa se c'è"


def test_answered_absent_is_unticked_and_a_press_asks_again(bench: Bench) -> None:
    page = shown(bench)
    bench.desk.set_presence(page._tool_id, "call_log", "call_log", "absent")
    tile = page.board.tiles["call_log"]
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
    tile = page.board.tiles["call_log"]
    assert tile.isChecked()
    assert not tile.isEnabled()
    assert tile.state.text() == "implicata da «Abbinamento chiamata–scheda cliente»"


def test_the_confirmation_asks_for_a_name_and_holds_only_for_those_kinds(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(bench)
    kinds = len(bench.desk.circular.kinds)
    rest = kinds - len(bench.desk.practice.tools[0].functions)
    assert page.confirm.tick.text() == f"Confermo: le altre {rest} funzioni non ci sono"
    monkeypatch.setattr(confirm_rest, "ask_confirmation", lambda *_: "")
    page.confirm.tick.click()
    assert not page.confirm.tick.isChecked()
    assert bench.desk.practice.tools[0].confirmed is None
    monkeypatch.setattr(confirm_rest, "ask_confirmation", lambda *_: "Nome Cognome")
    page.confirm.tick.click()
    confirmed = bench.desk.practice.tools[0].confirmed
    assert confirmed is not None
    assert (confirmed.by, len(confirmed.kinds)) == ("Nome Cognome", rest)
    assert page.confirm.tick.isChecked()
    assert page.confirm.by.text() == "confermato da Nome Cognome il 23/11/2026"
    page.board.tiles["call_log"].click()
    assert not page.confirm.tick.isChecked()


def test_the_confirmation_names_all_the_others_and_knows_who_prepares(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(bench)
    bench.desk.set_practice(prepared_by="Chi Compila")
    asked: list[tuple[dict[str, list[str]], str]] = []

    def confirm(_page: object, _words: object, groups: dict[str, list[str]], name: str) -> str:
        asked.append((groups, name))
        return name

    monkeypatch.setattr(confirm_rest, "ask_confirmation", confirm)
    page.confirm.tick.click()
    ((groups, name),) = asked
    circular, tool = bench.desk.circular, bench.desk.practice.tools[0]
    listed = {f.kind for f in tool.functions}
    assert name == "Chi Compila"
    assert sorted(one for names in groups.values() for one in names) == sorted(
        kind.label for kind in circular.kinds.values() if kind.id not in listed
    )
    assert tool.confirmed is not None
    assert tool.confirmed.by == "Chi Compila"
    assert len(asked) == 1
    page.confirm.tick.click()
    assert bench.desk.practice.tools[0].confirmed is None
    assert len(asked) == 1


def test_another_template_adds_and_takes_nothing_away(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(bench, "crm")
    before = {f.kind for f in bench.desk.practice.tools[0].functions}
    monkeypatch.setattr(module, "ask_template", lambda *_: "")
    page.template.change.click()
    assert {f.kind for f in bench.desk.practice.tools[0].functions} == before
    clock = next(t for t in bench.desk.circular.templates if t.label == "Timbratrice")
    monkeypatch.setattr(module, "ask_template", lambda *_: clock.id)
    page.template.change.click()
    assert {f.kind for f in bench.desk.practice.tools[0].functions} == before | {"attendance"}
    assert "Timbratrice" in page.template.text()


def test_going_on_leads_to_the_first_open_question_and_needs_a_function(bench: Bench) -> None:
    page = shown(bench, "")
    assert not page.go_on.isEnabled()
    page.board.tiles["call_recording"].click()
    spy = QSignalSpy(page.go)
    page.go_on.click()
    assert spy.at(0) == ["question", {"tool": page._tool_id, "function": "call_recording", "fact": "presence"}]


def test_tiles_are_ticked_with_the_space_bar(bench: Bench, qtbot: QtBot) -> None:
    page = shown(bench, "")
    QApplication.processEvents()
    first = next(iter(page.board.tiles.values()))
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert first.isChecked()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert list(page.board.tiles.values())[1].hasFocus()


def test_the_name_is_asked_under_the_names_of_what_is_declared_absent(bench: Bench, qtbot: QtBot) -> None:
    groups = {"Primo gruppo": ["Una", "Un'altra"], "Secondo": ["Terza"]}
    dialog = ConfirmAbsent(bench.window, bench.desk.words, groups, "")
    qtbot.addWidget(dialog)
    texts = [text.text() for text in dialog.findChildren(QLabel)]
    assert {"Primo gruppo", "Una; Un'altra", "Secondo", "Terza"} <= set(texts)
    assert any("nessuna delle 3" in text for text in texts)
    assert "Un'altra" in dialog.field.accessibleDescription()
    assert not dialog.confirm.isEnabled()
    qtbot.keyClicks(dialog.field, "Nome ")
    assert dialog.confirm.isEnabled()
    assert dialog.name() == "Nome"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert dialog.result() == 0


def test_what_the_template_suggests_stands_first_until_all_is_checked(bench: Bench) -> None:
    page = shown(bench)
    circular = bench.desk.circular
    template = next(t for t in circular.templates if t.id == "crm_telephony")
    first = next(iter(page.board.sections.values()))
    assert [tile.kind for tile in first.tiles] == list(template.kinds)
    assert first.heading.text() == "Da verificare"
    assert template.label in first.hint.text()
    shown_kinds = [tile.kind for section in page.board.sections.values() for tile in section.tiles]
    assert sorted(shown_kinds) == sorted(circular.kinds)
    tiles = list(page.board.tiles.values())
    for kind in template.kinds:
        bench.desk.set_presence(page._tool_id, kind, kind, "absent")
    assert first.heading.text() == "Tipiche di questo prodotto"
    assert list(page.board.tiles.values()) == tiles


@pytest.mark.parametrize("text", ["qualita", "QUALITÀ voti"])
def test_the_search_looks_in_names_and_explanations_and_minds_no_accents(bench: Bench, qtbot: QtBot, text: str) -> None:
    page = shown(bench)
    qtbot.keyClicks(page.search, text)
    seen = {kind for kind, tile in page.board.tiles.items() if tile.isVisible()}
    assert "quality_scores" in seen
    assert len(seen) < 10
    assert all(page.board.tiles[kind].description.isVisible() for kind in seen)
    sections = [section for section in page.board.sections.values() if section.isVisible()]
    assert all(any(tile.isVisible() for tile in section.tiles) for section in sections)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert QApplication.focusWidget() in [page.board.tiles[kind] for kind in seen]
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert all(tile.isVisible() for tile in page.board.tiles.values())
    assert not page.board.tiles["quality_scores"].description.isVisible()


def test_a_search_that_finds_nothing_says_what_to_do(bench: Bench, qtbot: QtBot) -> None:
    page = shown(bench)
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "zzzz")
    assert not page._none.isHidden()
    assert "«Altra funzione»" in page._none.text()
    page.search.clear()
    assert page._none.isHidden()


def test_what_is_left_to_confirm_is_counted(bench: Bench) -> None:
    page = shown(bench)
    left = len(bench.desk.determinations[0].unconfirmed)
    assert page.left.text() == f"{left} funzioni da confermare"
    bench.desk.confirm_absent(page._tool_id, "Nome")
    left = len(bench.desk.determinations[0].unconfirmed)
    assert page.left.text() == f"{left} funzioni da confermare"
    for function in bench.desk.practice.tools[0].functions:
        bench.desk.set_presence(page._tool_id, function.id, function.kind, "in_use")
    assert page.left.text() == "Tutte confermate"


def test_a_mounted_device_off_for_good_still_counts_as_there(bench: Bench) -> None:
    page = shown(bench, "")
    for kind in ("video", "breaks"):
        bench.desk.tick(page._tool_id, kind, True)
        bench.desk.set_presence(page._tool_id, kind, kind, "off_locked")
    assert page.board.tiles["video"].isChecked()
    assert page.board.tiles["video"].state.text() == "spenta, ma montata: conta come presente"
    assert not page.board.tiles["breaks"].isChecked()
    page.board.tiles["video"].click()  # it is there, so a press takes it away
    assert [f.kind for f in bench.desk.practice.tools[0].functions] == ["breaks"]


def test_the_template_is_found_by_name_or_function_and_chosen_by_keys(bench: Bench, qtbot: QtBot) -> None:
    circular = bench.desk.circular
    dialog = TemplateChooser(bench.window, circular, bench.desk.words, "recorder")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.list.count() == len(circular.templates)
    assert dialog.list.current() == "recorder"
    qtbot.keyClicks(dialog.search, "telecamere")
    assert dialog.list.count() == 1
    assert dialog.list.current() == next(t.id for t in circular.templates if "video" in t.kinds)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.list.hasFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.result() == 1
    dialog.search.setText("zzzz")
    assert not dialog.choose.isEnabled()


def test_the_task_list_says_each_state_and_why_and_leads_on(bench: Bench) -> None:
    page = shown(bench, "")
    desk, tool = bench.desk, page._tool_id
    assert page.tasks.isHidden()
    for kind in ("operator_states", "call_log", "breaks"):
        desk.tick(tool, kind, True)
    assert not page.tasks.line.isChecked()
    desk.set_presence(tool, "breaks", "breaks", "absent")
    desk.set_presence(tool, "operator_states", "operator_states", "in_use")
    desk.answer(Question("function", tool, "operator_states", "operator_states", "traceable", False), "direct")
    desk.answer(Question("function", tool, "operator_states", "operator_states", "customer_line", False), "no")
    rows = page.tasks.rows
    words = desk.words
    chips = {key: made.chip.text() for key, made in rows.items()}
    assert chips["operator_states"] == words("tasks.state.in_progress")
    assert chips["call_log"] == words("tasks.state.to_do")
    assert chips["breaks"] == words("tasks.state.not_needed")
    assert "Non c'è" in rows["breaks"].reason.text()
    assert chips["rest"] == words("tasks.state.to_do")
    following = next(q for q in desk.path(tool) if q.function == "operator_states" and not q.answered)
    question = desk.circular.kinds["operator_states"].fact(following.fact).question
    assert question in rows["operator_states"].reason.text()
    assert all(made.reason.text() for made in rows.values())
    left = [one for one in desk.left_out(tool) if one.function == "operator_states"]
    said = {text.text() for text in rows["operator_states"].left.findChildren(QLabel)}
    assert {desk.circular.kinds["operator_states"].fact(one.fact).question for one in left} <= said
    assert "1 iniziata" in page.tasks.text()
    desk.undo()
    assert page.tasks.rows["operator_states"] is rows["operator_states"]
    bench.window.go("functions", {"tool": tool})
    assert page.tasks.line.isChecked()
    rows["rest"].button.click()
    assert page.confirm.tick.hasFocus()
    rows["operator_states"].button.click()
    assert bench.window.here == "question"
    shown_now = bench.window.page("question").question()
    assert (shown_now.function, shown_now.answered) == ("operator_states", False)


def test_return_on_a_task_opens_it(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.window.go("functions", {"tool": "tool2"})
    page = bench.window.page("functions")
    assert not page.tasks.line.isChecked()  # all of it is done: the functions are what is looked at
    page.tasks.line.click()
    QApplication.processEvents()
    button = page.tasks.rows["company"].button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert bench.window.here == "question"
    assert bench.window.page("question").question().scope == "company"
