"""What the window says of colleagues, and the buttons it offers; the card of double versions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.desk.desk import Desk
from app.store.claims import Claims
from app.ui.pages.conflict_card import make_comparison
from app.ui.pages.home import HomePage
from tests.desks import desk_on
from tests.ui_kit import AT, Bench


@pytest.fixture
def anna(bench: Bench) -> Iterator[Desk]:
    """A colleague on another computer who has a practice open."""
    with desk_on(bench.folder) as desk:
        desk._clock = lambda: AT
        desk._shelves.claims = Claims(desk._shelves._archive, lambda: AT, "anna-pc", 7, lambda _pid: True)
        desk._shelves.settings._values = {"name": "Anna"}
        desk.create("Alfa srl")
        assert desk.drain()
        look(desk)
        yield desk


def look(desk: Desk) -> None:
    desk.look_round()
    desk._shelves.call(lambda: None)


def looked(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.look_round()
    qtbot.waitUntil(lambda: not bench.desk._looking)


def press(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_asked_for_left_and_opened_to_change(bench: Bench, anna: Desk, qtbot: QtBot) -> None:
    window = bench.window
    bench.desk.open("p1")
    window.go("practice", {})
    banner = window.neighbours
    assert banner.isVisible()
    assert "Anna (anna-pc)" in banner.text()
    assert not window.save_banner.isVisible()
    press(qtbot, banner._act)
    assert "Hai chiesto" in banner.text()
    look(anna)
    anna.leave_to_them()
    looked(bench, qtbot)
    assert "ora la puoi modificare" in banner.text()
    press(qtbot, banner._act)
    assert not bench.desk.read_only
    assert not banner.isVisible()


def test_opened_all_the_same(bench: Bench, anna: Desk, qtbot: QtBot) -> None:
    bench.desk.open("p1")
    bench.window.go("practice", {})
    press(qtbot, bench.window.neighbours.second)
    assert not bench.desk.read_only
    assert not bench.window.neighbours.isVisible()
    anna.set_company(name="Beta")
    assert anna.drain()
    looked(bench, qtbot)
    assert "Rileggilo" in bench.window.neighbours.text()
    press(qtbot, bench.window.neighbours._act)
    assert bench.desk.practice.company.name == "Beta"


def test_a_request_can_be_granted(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.create("Alfa")
    bench.settle()
    bench.window.go("practice", {})
    archive = bench.shelves._archive
    Claims(archive, lambda: AT, "bruno-pc", 9).ask("practice001", "Bruno")
    looked(bench, qtbot)
    banner = bench.window.neighbours
    assert "Bruno (bruno-pc) ti chiede" in banner.text()
    press(qtbot, banner._act)
    assert bench.desk.read_only
    assert "Hai lasciato" in banner.text()


def test_double_versions_are_offered_on_the_home_page(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.create("Alfa")
    bench.settle()
    window = bench.window
    file = bench.shelves._archive.folder("practice001") / "practice.json"
    shutil.copy(file, file.with_name("practice.sync-conflict-20260203-101500-ABCDEF7.json"))
    bench.desk.set_company(name="Beta")
    bench.settle()
    window.go("home", {})
    page = window.page("home")
    assert isinstance(page, HomePage)
    bench.desk.refresh_list()
    qtbot.waitUntil(lambda: page.conflicts.isVisible())
    buttons = {button.text(): button for button in page.conflicts.findChildren(QPushButton)}
    (other,) = bench.desk.known_conflicts
    dialog = make_comparison(window, bench.desk.words, "Alfa", bench.desk.compare(other.id))
    assert dialog.findChildren(QPushButton)
    press(qtbot, buttons["Tieni tutte e due"])
    assert not page.conflicts.isVisible()
    assert sorted(row.name for row in bench.desk.summaries()) == ["Alfa", "Beta"]
    qtbot.waitUntil(lambda: sorted(row.name for row in page.model.rows) == ["Alfa", "Beta"])
