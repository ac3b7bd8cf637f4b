"""The list of practices: found, sorted, opened, gone on with, deleted; the bad files among them."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.desk.choosing import urgency
from app.desk.summary import Summary
from app.domain.practice import Site
from app.store.archive import Archive
from app.ui.pages.home import HomePage
from app.ui.pages.practice_model import COMPANY, GO_ON, MORE, STANDING, STATE, TOOLS
from app.ui.widgets.basics import LineButton
from tests.ui_kit import AT, Bench, texts


def home(bench: Bench) -> HomePage:
    page = bench.window.page("home")
    assert isinstance(page, HomePage)
    return page


def make(bench: Bench, *names: str) -> list[str]:
    made = []
    for name in names:
        made.append(bench.desk.create(name))
        bench.settle()
    bench.window.go("home", {})
    return made


def read_list(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitCallback() as told:
        bench.desk.listen(lambda event: told(event) if event == "list" and not told.called else None)
        bench.desk.refresh_list()


def test_the_first_time_the_page_offers_the_example(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    assert page.nothing.isVisible()
    assert not page.table.isVisible()
    qtbot.mouseClick(page.nothing.example, Qt.MouseButton.LeftButton)
    assert bench.window.here == "practice"
    assert bench.desk.practice.sample
    bench.settle()
    bench.window.go("home", {})
    assert [row.sample for row in page.model.rows] == [True]
    assert page.table.isVisible()


def test_the_example_is_made_once(bench: Bench) -> None:
    home(bench).open_example()
    bench.settle()
    first = bench.desk.practice.id
    home(bench).open_example()
    assert bench.desk.practice.id == first


def test_a_new_practice_by_key_goes_straight_to_its_name(bench: Bench, qtbot: QtBot) -> None:
    home(bench)
    qtbot.keyClick(bench.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert bench.window.here == "practice"
    assert bench.window.page("practice").company.fields["name"].hasFocus()  # type: ignore[attr-defined]


def test_search_by_key_finds_without_accents(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    make(bench, "Società Forlì", "Altra")
    qtbot.keyClick(bench.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "forli")
    qtbot.waitUntil(lambda: [row.name for row in page.model.rows] == ["Società Forlì"])
    page.search.setText("nessuna")
    qtbot.waitUntil(lambda: not page.model.rows)
    assert page.nothing.title.text() == "Nessuna pratica trovata"
    assert not page.nothing.example.isVisible()


def test_the_list_opens_by_keyboard(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    make(bench, "Alfa", "Beta")
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert bench.window.here == "practice"
    assert bench.desk.practice.company.name == "Beta"


def test_one_click_goes_on_where_one_stopped(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    make(bench, "Alfa")
    tool = bench.desk.add_tool("CRM")
    bench.settle()
    bench.window.go("home", {})
    row = page.model.index(0, GO_ON)
    assert row.data() == "Continua"
    at: QPoint = page.table.visualRect(row).center()
    asked: list[tuple[str, dict]] = []
    page.go.disconnect()
    page.go.connect(lambda name, where: asked.append((name, where)))
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked == [("functions", {"tool": tool})]


def test_a_row_says_in_words_what_the_colours_say(bench: Bench) -> None:
    page = home(bench)
    page.open_example()
    bench.settle()
    bench.window.go("home", {})
    said = [page.model.index(0, column).data() for column in (COMPANY, TOOLS, STANDING, STATE)]
    assert said == ["Centro contatti di esempio", "4 strumenti", "Da fermare", "In corso"]
    heard = page.model.index(0, COMPANY).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Esempio" in heard
    assert "24 operatori" in heard
    assert set(page.model.looks(page.model.rows[0])) == {"green", "teal", "amber", "red"}


def test_the_worst_stand_first() -> None:
    rows = [
        Summary("1", name="b", standing="in_order", provisional=False),
        Summary("2", name="c", standing="stop", provisional=False),
        Summary("3", name="a", standing="stop", provisional=True),
        Summary("4", name="d", standing="stop", provisional=False, prohibited=True),
    ]
    assert [row.id for row in sorted(rows, key=urgency)] == ["4", "2", "3", "1"]


def test_what_is_urgent_is_listed_and_leads_there(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    page.open_example()
    bench.settle()
    bench.window.go("home", {})
    assert len(page.todo.shown) == 2
    assert all(name == "Centro contatti di esempio" for _, name, _, _ in page.todo.shown)


def test_what_is_due_says_when_and_what_is_late_says_so(bench: Bench) -> None:
    page = home(bench)
    bench.desk.create("Alfa")
    for title, due in (("Chiamare la RSU", "2026-11-20"), ("Spedire l'accordo", "2026-11-25")):
        bench.desk.add_action(title, due=due)
    bench.settle()
    bench.desk.read_list()
    bench.window.go("home", {})
    said = texts(page.todo)
    assert "scaduto il 20/11/2026" in said
    assert "entro il 25/11/2026" in said
    assert "subito" not in said
    lines = [one.accessibleName() for one in page.todo.findChildren(LineButton)]
    assert lines == ["Alfa · Chiamare la RSU", "Alfa · Spedire l'accordo"]  # the day is said once
    bench.window.set_language("en")
    bench.settle()
    assert "by 25/11/2026" in texts(page.todo)


def test_an_unreadable_practice_is_listed_and_never_touched(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    broken, good = make(bench, "Alfa", "Beta")
    bench.desk.close()
    file = Archive(bench.folder, lambda: AT, 1).folder(broken) / "practice.json"
    file.write_bytes(b"{ not json")
    read_list(bench, qtbot)
    assert [(row.id, row.problem) for row in page.model.rows] == [(good, None), (broken, "unreadable")]
    assert page.model.index(1, STANDING).data() == "Non leggibile"
    assert page.model.index(1, GO_ON).data() == "Recupera"
    assert page.banner.text() == "Il file di una pratica è rovinato. Le altre sono intatte."
    page.open(broken)
    assert bench.window.here == "recovery"
    assert file.read_bytes() == b"{ not json"


def test_a_newer_practice_opens_read_only(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    [newer] = make(bench, "Alfa")
    bench.desk.close()
    file = Archive(bench.folder, lambda: AT, 1).folder(newer) / "practice.json"
    raw = json.loads(file.read_bytes())
    raw["practice"]["1"]["schema"] = 99
    file.write_text(json.dumps(raw), "utf-8")
    before = file.read_bytes()
    read_list(bench, qtbot)
    assert page.model.rows[0].problem == "newer"
    page.open(newer)
    assert bench.desk.read_only
    assert "sola lettura" in bench.window.save_banner.text()
    fields = bench.window.page("practice").company.fields  # type: ignore[attr-defined]
    assert all(field.isReadOnly() for field in fields.values())
    assert file.read_bytes() == before


def test_deleting_asks_first_and_moves_to_the_bin(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtWidgets import QMessageBox

    page = home(bench)
    make(bench, "Alfa")
    page.table.selectRow(0)
    press = {"which": 1}

    def answer(box: QMessageBox) -> int:
        box.buttons()[press["which"]].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    roles = QMessageBox.ButtonRole
    monkeypatch.setattr(
        QMessageBox,
        "clickedButton",
        lambda box: next(
            b for b in box.buttons() if (box.buttonRole(b) == roles.DestructiveRole) == (press["which"] == 0)
        ),
    )
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rows
    press["which"] = 0
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert not page.model.rows
    assert list((bench.folder / "bin").glob("*/*/practice.json"))
    assert bench.window.notice.text() == "«Alfa» è nel cestino."
    bench.window.notice.acted.emit()
    assert [row.name for row in page.model.rows] == ["Alfa"]
    assert not list((bench.folder / "bin").glob("*/*/practice.json"))


def test_narrow_windows_give_up_columns_and_never_scroll_sideways(bench: Bench) -> None:
    page = home(bench)
    make(bench, "Alfa")
    for width in (1366, 1000, 760):
        bench.window.resize(width, 690)
        shown = sum(page.table.columnWidth(n) for n in range(8) if not page.table.isColumnHidden(n))
        assert shown == page.table.viewport().width()
        assert not page.table.isColumnHidden(STANDING)


def names(page: HomePage) -> list[str]:
    return [row.name for row in page.model.rows]


def pick(page: HomePage, box: str, value: str) -> None:
    made = page.filters.boxes[box]
    made.setCurrentIndex(made.findData(value))
    assert made.currentData() == value


def press(page: HomePage, practice_id: str, text: str) -> None:
    menu = page.acts.menu_of(practice_id)
    next(act for act in menu.actions() if act.text() == text).trigger()
    menu.deleteLater()


def test_filters_narrow_the_list_and_are_taken_off_in_one_press(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    make(bench, "Alfa", "Beta")
    bench.desk.set_site(Site("site1", "Sede", "Lecce", "LE"))
    bench.settle()
    bench.window.go("home", {})
    assert names(page) == ["Alfa", "Beta"]
    assert page.filters.clear.isHidden()
    pick(page, "province", "LE")
    assert names(page) == ["Beta"]
    assert page._counts.text().startswith("1 azienda mostrata su 2")
    pick(page, "standing", "in_order")
    assert names(page) == []
    assert page.nothing.title.text() == "Nessuna pratica con questi filtri"
    qtbot.mouseClick(page.nothing.more, Qt.MouseButton.LeftButton)
    assert names(page) == ["Alfa", "Beta"]
    assert page.nothing.isHidden()


def test_filters_and_order_are_there_at_the_next_start_with_the_way_back(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    make(bench, "Alfa", "Beta")
    bench.desk.set_site(Site("site1", "Sede", "Lecce", "LE"))
    bench.settle()
    bench.window.go("home", {})
    pick(page, "province", "LE")
    pick(page, "sort", "company")
    page.filters.backwards.setChecked(True)
    bench.quiet()
    again = Bench(bench.folder)  # the program is started once more
    try:
        other = home(again)
        again.desk.read_list()
        other.refresh()
        assert names(other) == ["Beta"]
        assert other.filters.sort == ("company", True)
        assert other._counts.text().startswith("1 azienda mostrata su 2")
        assert other.filters.clear.isVisible()
        qtbot.mouseClick(other.filters.clear, Qt.MouseButton.LeftButton)
        assert names(other) == ["Beta", "Alfa"]
        again.quiet()
    finally:
        again.close()
    settings = json.loads((bench.folder / "settings.json").read_text("utf-8"))["settings"]["1"]
    assert settings["list_province"] == ""
    assert settings["list_sort"] == "company"


def test_a_header_sorts_then_turns_round_then_lets_go(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    make(bench, "Beta", "àlfa", "Gamma")
    header = page.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(COMPANY) + 20, header.height() // 2)
    seen = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        seen.append((names(page), page.model.headerData(COMPANY, Qt.Orientation.Horizontal)))
    assert [one for one, _ in seen[:2]] == [["àlfa", "Beta", "Gamma"], ["Gamma", "Beta", "àlfa"]]
    assert [text for _, text in seen] == ["Azienda ↑", "Azienda ↓", "Azienda"]
    assert page.filters.sort == ("urgency", False)


def test_sorted_by_key_alone_the_chosen_row_stays_chosen(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    make(bench, "Beta", "Alfa")
    page.table.selectRow(0)
    chosen = page.table.current_row()
    assert chosen is not None
    pick(page, "sort", "company")
    page.filters.backwards.setFocus()
    qtbot.keyClick(page.filters.backwards, Qt.Key.Key_Space)
    assert names(page) == ["Beta", "Alfa"]
    assert page.table.current_row() == chosen


def test_put_away_hidden_offered_back_and_shown_when_asked(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    one, _two = make(bench, "Alfa", "Beta")
    press(page, one, "Archivia")
    assert names(page) == ["Beta"]
    assert "archiviata" in bench.window.notice.text()
    pick(page, "archived", "only")
    assert names(page) == ["Alfa"]
    assert page.model.index(0, COMPANY).data(Qt.ItemDataRole.AccessibleTextRole) == "Alfa, Archiviata"
    press(page, one, "Togli dall'archivio")
    pick(page, "archived", "hidden")
    assert names(page) == ["Alfa", "Beta"]
    press(page, one, "Archivia")
    bench.window.notice.acted.emit()
    assert names(page) == ["Alfa", "Beta"]


def test_where_all_are_put_away_the_way_to_them_is_shown(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    [one] = make(bench, "Alfa")
    press(page, one, "Archivia")
    assert page.nothing.title.text() == "Tutte le pratiche sono archiviate"
    qtbot.mouseClick(page.nothing.more, Qt.MouseButton.LeftButton)
    assert names(page) == ["Alfa"]


def test_tab_comes_to_what_is_filled_late_where_it_stands(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    make(bench, "Alfa", "Beta")
    pick(page, "standing", "in_order")
    assert page.nothing.isVisible()
    stop, order = page.fetch.nextInFocusChain(), []
    while stop is not page.fetch:
        order.append(stop)
        stop = stop.nextInFocusChain()
    assert order.index(page.nothing.more) < order.index(page._example)


def test_a_duplicate_opens_at_its_name_and_says_what_it_lacks(bench: Bench) -> None:
    page = home(bench)
    [one] = make(bench, "Alfa")
    press(page, one, "Duplica")
    assert bench.window.here == "practice"
    assert bench.desk.practice.company.name == "Alfa (copia)"
    assert "Firme, prove e registro restano nell'originale" in bench.window.notice.text()
    bench.settle()
    bench.window.go("home", {})
    assert names(page) == ["Alfa", "Alfa (copia)"]


def test_what_can_be_done_with_a_row_is_asked_by_key_and_by_button(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    one, two = make(bench, "Alfa", "Beta")
    page.table.setCurrentIndex(QModelIndex())
    assert not page.filters.more.isEnabled()
    page.table.setFocus()
    page.table.selectRow(0)
    asked: list[str] = []
    page.table.menu_asked.disconnect()
    page.table.menu_asked.connect(lambda practice, _at: asked.append(practice))
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QCoreApplication.sendEvent(page.table.viewport(), by_key)
    dots = page.table.visualRect(page.model.index(1, MORE)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=dots)
    assert asked == [one, two]
    assert bench.window.here == "home"
    page.table.selectRow(0)
    assert page.filters.more.isEnabled()
    assert page.filters.more.accessibleName() == "Altro su Alfa"
    menu = page.acts.menu_of(one)
    said = [act.text() for act in menu.actions() if act.text()]
    assert said == ["Apri", "Archivia", "Duplica", "Elimina…"]
    menu.deleteLater()


def test_one_press_goes_on_with_what_was_worked_on_last(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    make(bench, "Alfa")
    assert page.resume.isHidden()
    tool = bench.desk.add_tool("CRM")
    bench.settle()
    make(bench, "Beta")
    assert page.resume.isVisible()
    qtbot.mouseClick(page.resume.button, Qt.MouseButton.LeftButton)
    assert bench.desk.practice.company.name == "Alfa"
    assert bench.window.here == "functions"
    assert bench.window._trail.here == ("functions", {"tool": tool})


def test_a_part_of_the_vat_number_finds_it_however_it_was_typed(bench: Bench, qtbot: QtBot) -> None:
    page = home(bench)
    make(bench, "Alfa", "Beta")
    bench.desk.set_company(vat="IT 007 431 101 57")
    bench.settle()
    bench.window.go("home", {})
    page.search.setText("74311")
    qtbot.waitUntil(lambda: names(page) == ["Beta"])


def test_every_control_of_the_list_has_a_name_of_its_own(bench: Bench) -> None:
    page = home(bench)
    make(bench, "Alfa", "Beta")
    bench.desk.add_tool("CRM")
    bench.settle()
    bench.window.go("home", {})
    page.table.selectRow(0)
    pick(page, "standing", "to_complete")
    heard = []
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            heard.append(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))
    assert all(heard)
    assert len(heard) == len(set(heard)) > 8, heard


def test_the_row_that_the_mouse_is_on_is_known_and_forgotten(bench: Bench, qtbot: QtBot) -> None:
    make(bench, "Alfa", "Beta")
    read_list(bench, qtbot)
    table = home(bench).table
    second = table.visualRect(table.model().index(1, COMPANY)).center()
    qtbot.mouseMove(table.viewport(), table.visualRect(table.model().index(0, STATE)).center())
    qtbot.mouseMove(table.viewport(), second)
    assert table.pointed == 1
    QCoreApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.Leave))
    assert table.pointed == -1


def test_the_cross_comes_with_the_first_letter_and_empties_the_field(bench: Bench, qtbot: QtBot) -> None:
    make(bench, "Alfa")
    search = home(bench).search
    assert not search.findChildren(QToolButton)
    qtbot.keyClicks(search, "al")
    cross = next(iter(search.findChildren(QToolButton)))
    qtbot.waitUntil(cross.isVisible)
    assert cross.accessibleName() == "Svuota la ricerca"
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert search.text() == ""
