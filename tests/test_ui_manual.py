"""The manual: F1 opens it where one is, it is found by words, its links stay within, and one comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.ui.page_stack import PAGES
from app.ui.pages.manual import ManualPage, find
from app.ui.widgets.shortcuts import KEYS
from tests.ui_kit import Bench, every_page


def manual(bench: Bench) -> ManualPage:
    page = bench.window.page("manual")
    assert isinstance(page, ManualPage)
    return page


@pytest.mark.parametrize("lang", ["it", "en"])
def test_f1_opens_it_at_the_page_in_front_and_back_returns(bench: Bench, qtbot: QtBot, lang: str) -> None:
    bench.window.set_language(lang)
    met = []
    for name in every_page(bench):
        before = bench.window._trail.here
        qtbot.keyClick(bench.window, Qt.Key.Key_F1)
        assert (bench.window.here, manual(bench).shown) == ("manual", name)
        entry = next(one for one in bench.desk.manual if one.id == manual(bench).shown)
        assert manual(bench).text.toPlainText().startswith(entry.title)
        qtbot.mouseClick(manual(bench).back, Qt.MouseButton.LeftButton)
        assert bench.window._trail.here == before
        met.append(name)
    assert met == list(PAGES)


def test_words_leave_the_entries_that_hold_them_all(bench: Bench, qtbot: QtBot) -> None:
    bench.window.go("manual", {"at": "sign"})
    page = manual(bench)
    qtbot.keyClicks(page.search, "CHE COSA RISCHIO")
    shown = [page.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(page.list.count())]
    assert shown == ["outcome"]
    assert page.shown == "outcome"
    assert page.count.text() == "1 voce"
    page.search.clear()
    assert page.list.count() == len(bench.desk.manual)
    qtbot.keyClicks(page.search, "xyzzy")
    assert page.list.count() == 0
    assert "Nessuna voce" in page.count.text()


def test_accents_and_capitals_do_not_matter(bench: Bench) -> None:
    entries = bench.desk.manual
    assert find(entries, "puo") == find(entries, "PUÒ") != ()


def test_a_link_leads_to_its_entry_and_no_address_is_opened(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: opened.append(url.toString()))
    bench.window.go("manual", {"at": "start"})
    page = manual(bench)
    page.search.setText("percorso")
    page.text.anchorClicked.emit(QUrl("outcome.md"))
    assert page.shown == "outcome"
    assert page.search.text() == ""
    page.text.anchorClicked.emit(QUrl("https://example.org/"))
    assert page.shown == "start"
    assert not opened
    assert page.text.loadResource(2, QUrl("file:///etc/hostname")) is None


def test_the_language_changes_and_the_entry_stays(bench: Bench) -> None:
    bench.window.go("manual", {"at": "outcome"})
    bench.window.set_language("en")
    assert manual(bench).shown == "outcome"
    assert manual(bench).text.toPlainText().startswith("Outcome")


@pytest.mark.parametrize("by_key", [True, False])
def test_the_keys_are_listed_from_here_and_by_shift_f1(bench: Bench, qtbot: QtBot, by_key: bool) -> None:
    bench.window.go("manual", {"at": "home"})
    seen: list[set[str]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        seen.append({one.text() for one in dialog.findChildren(QLabel)})
        dialog.close()

    QTimer.singleShot(200, look)
    if by_key:
        qtbot.keyClick(bench.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    else:
        qtbot.mouseClick(manual(bench).keys, Qt.MouseButton.LeftButton)
    assert {key for key, _ in KEYS} <= seen[0]


def test_in_a_narrow_window_the_entries_are_a_box(bench: Bench) -> None:
    bench.window.go("manual", {"at": "home"})
    page = manual(bench)
    assert page.list.isVisible()
    assert not page.box_of_entries.isVisible()
    bench.window.set_scale(2.0)
    page = manual(bench)
    assert page.shown == "home"
    assert page.box_of_entries.isVisible()
    assert page.box_of_entries.currentText() == "Pratiche"
    page.box_of_entries.activated.emit(2)
    assert page.shown == "practice"
    assert page.text.height() > 150
    bench.window.set_scale(1.0)
