"""The frame: ways between pages, undo, the truth about saving, closing, language, a second start, the crash page."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app import paths
from app.domain.errors import UserError
from app.store import atomic
from app.text import words
from app.ui import instance
from app.ui.pages.base import WIDE
from app.ui.widgets.shortcuts import KEYS, make_sheet
from app.ui.window import Window
from tests.ui_kit import Bench, texts


@pytest.fixture
def broken_disk(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """While its one entry is true, nothing can be written."""
    broken = [False]
    real = atomic.write_bytes

    def write(path: Path, data: bytes, *more: object, **named: object) -> None:
        if broken[0]:
            raise UserError("disk_full")
        real(path, data, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(atomic, "write_bytes", write)
    return broken


def unsaved(bench: Bench, broken_disk: list[bool]) -> Window:
    """With a practice open whose last change cannot be written."""
    window = bench.window
    bench.desk.create("Prova")
    broken_disk[0] = True
    bench.desk.set_company(name="Altro nome")
    return window


def closing(window: Window) -> bool:
    """Whether it lets itself be closed."""
    event = QCloseEvent()
    window.closeEvent(event)
    return event.isAccepted()


def test_one_goes_and_comes_back(bench: Bench) -> None:
    window = bench.window
    bench.desk.open_example()
    window.go("practice", {})
    window.go("verify", {})
    assert window.here == "verify"
    window.go("back", {})
    assert window.here == "practice"
    window.go("home", {})
    window.go("back", {})
    assert window.here == "home"


def test_without_an_open_practice_there_is_only_home(bench: Bench) -> None:
    bench.window.go("practice", {})
    assert bench.window.here == "home"


def test_undo_by_key_brings_a_deleted_tool_back(bench: Bench, qtbot: QtBot) -> None:
    window = bench.window
    bench.desk.open_example()
    window.go("practice", {})
    before = bench.desk.practice
    bench.desk.remove_tool("tool2")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.desk.practice == before
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_Z, both)
    assert len(bench.desk.practice.tools) == len(before.tools) - 1


def test_undoing_the_tool_one_is_looking_at_leads_back_to_the_practice(bench: Bench) -> None:
    window = bench.window
    bench.desk.create("Prova")
    window.go("practice", {})
    tool = bench.desk.add_tool("CRM")
    window.go("functions", {"tool": tool})
    window.undo()
    assert window.here == "practice"
    assert not bench.desk.practice.tools


def test_undo_does_nothing_at_home(bench: Bench) -> None:
    bench.desk.create("Prova")
    bench.desk.add_tool("CRM")
    bench.window.go("home", {})
    bench.window.undo()
    assert bench.desk.practice.tools


def test_saved_is_said_only_when_it_is(bench: Bench, broken_disk: list[bool]) -> None:
    window = bench.window
    bench.desk.create("Prova")
    bench.settle()
    window.go("practice", {})
    header = window.page("practice").header  # type: ignore[attr-defined]
    assert header.saved.text() == "Salvato alle " + bench.desk.save.at.astimezone().strftime("%H:%M")  # type: ignore[union-attr]
    broken_disk[0] = True
    bench.desk.set_company(name="Altro nome")
    assert header.saved.text() == "Non ancora salvato"
    bench.settle()
    assert header.saved.text() == "Non ancora salvato"
    assert "disco è pieno" in window.save_banner.text()
    assert not window.save_banner.isHidden()
    assert bench.desk.practice.company.name == "Altro nome"
    broken_disk[0] = False
    window.save_banner.acted.emit()
    bench.settle()
    assert header.saved.text().startswith("Salvato alle")
    assert window.save_banner.isHidden()


def test_closing_asks_when_something_is_not_saved(
    bench: Bench, broken_disk: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = unsaved(bench, broken_disk)
    answers = ["retry", "stay"]
    monkeypatch.setattr(window, "_ask_unsaved", lambda: answers.pop(0))
    assert not closing(window)
    assert not answers
    broken_disk[0] = False
    bench.desk.retry_save()
    assert closing(window)


def test_where_the_session_ends_nobody_is_asked(
    bench: Bench, broken_disk: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = unsaved(bench, broken_disk)
    monkeypatch.setattr(window, "_ask_unsaved", lambda: pytest.fail("nobody is there"))
    window.ending = True
    assert closing(window)
    broken_disk[0] = False
    bench.desk.retry_save()


@pytest.mark.parametrize("then", ["another change", "another practice"])
def test_the_notice_offers_to_undo_only_what_it_speaks_of(bench: Bench, then: str) -> None:
    window, desk = bench.window, bench.desk
    desk.open_example()
    window.go("practice", {})
    gone = desk.practice.tools[0]
    desk.remove_tool(gone.id)
    window.say("Strumento eliminato", undoable=True)
    desk.set_language("en")  # changes nothing
    desk.set_language("it")
    assert window.notice.isVisible()
    if then == "another change":
        desk.set_practice(note="scritto dopo")
    else:
        desk.create("Un'altra")
    assert not window.notice.isVisible()


def test_what_is_half_typed_is_not_undone_for_what_the_notice_speaks_of(bench: Bench, qtbot: QtBot) -> None:
    """The press on the notice takes the focus, and so hands over what is typed, before the click comes."""
    window, desk = bench.window, bench.desk
    desk.open_example()
    window.go("practice", {})
    desk.remove_tool(desk.practice.tools[0].id)
    window.say("Strumento eliminato", undoable=True)
    field = window.page("practice").company.fields["address"]  # type: ignore[attr-defined]
    field.setFocus()
    qtbot.keyClicks(field, "via Roma")
    window.notice.acted.emit()
    assert desk.practice.company.address.endswith("via Roma")


def test_what_the_notice_speaks_of_is_undone(bench: Bench) -> None:
    window, desk = bench.window, bench.desk
    desk.open_example()
    window.go("practice", {})
    gone = desk.practice.tools[0]
    desk.remove_tool(gone.id)
    window.say("Strumento eliminato", undoable=True)
    window.notice.acted.emit()
    assert gone in desk.practice.tools


def test_what_is_being_typed_is_saved_by_closing(bench: Bench, qtbot: QtBot) -> None:
    window = bench.window
    practice_id = bench.desk.create("")
    window.go("practice", {"new": True})
    field = window.page("practice").company.fields["name"]  # type: ignore[attr-defined]
    qtbot.keyClicks(field, "Prova")
    event = QCloseEvent()
    window.closeEvent(event)
    bench.desk.close()
    bench.desk.open(practice_id)
    assert bench.desk.practice.company.name == "Prova"


def test_the_language_changes_live_everywhere(bench: Bench) -> None:
    window = bench.window
    bench.desk.open_example()
    for page in ("practice", "verify"):
        window.go(page, {})
        window.set_language("en")
        seen = " ".join(text.text() for text in window.page(page).findChildren(QLabel))
        window.set_language("it")
        again = " ".join(text.text() for text in window.page(page).findChildren(QLabel))
        assert seen != again
    window.set_language("en")
    assert bench.settings["lang"] == "en"
    assert window.windowTitle() == "Verify a signed document – Vaglio"


def test_the_rail_shrinks_to_icons_that_keep_their_names(bench: Bench) -> None:
    window = bench.window
    window.resize(WIDE - 100, 690)
    entry = window.rail.entries["home"]
    assert (entry.text(), entry.accessibleName(), entry.toolTip()) == ("", "Pratiche", "Pratiche")
    window.resize(1366, 690)
    assert entry.text() == "Pratiche"


def test_the_text_size_is_remembered_and_nothing_is_lost(bench: Bench) -> None:
    window = bench.window
    bench.desk.open_example()
    window.go("practice", {})
    window._zoom(1)
    assert bench.settings["text_scale"] == 1.15
    assert window.here == "practice"
    assert window.stack.currentWidget() is window.page("practice")
    window._zoom(-1)


def test_other_looks_hold_for_a_page_that_was_not_in_front(bench: Bench) -> None:
    window = bench.window
    bench.desk.open_example()
    window.go("practice", {})
    hidden = window.page("practice")
    window.go("settings", {})
    window.do("text_scale", 1.15)
    window.do("theme", "dark")
    window.go("practice", {})
    assert window.stack.currentWidget() is window.page("practice") is not hidden
    assert texts(window.page("practice"))
    window.do("theme", "light")
    window.do("text_scale", 1.0)


def test_a_page_that_was_not_in_front_speaks_the_new_language_when_come_to(bench: Bench) -> None:
    window = bench.window
    bench.desk.open_example()
    window.go("practice", {})
    before = texts(window.page("practice"))
    window.go("manual", {})
    window.set_language("en")
    window.go("practice", {})
    there = texts(window.page("practice"))
    assert there != before
    window.retranslate("en")
    assert texts(window.page("practice")) == there


def test_the_sheet_of_keys_lists_them_all(bench: Bench) -> None:
    sheet = make_sheet(bench.window, bench.desk.words)
    shown = {text.text() for text in sheet.findChildren(QLabel)}
    assert {key for key, _ in KEYS} <= shown
    sheet.deleteLater()


def test_the_sheet_of_keys_is_no_larger_than_the_window_at_any_size_of_text(bench: Bench) -> None:
    bench.window.set_scale(2.0)
    sheet = make_sheet(bench.window, bench.desk.words)
    sheet.show()
    assert sheet.height() <= bench.window.height()
    assert sheet.width() <= bench.window.width()
    sheet.deleteLater()
    bench.window.set_scale(1.0)


def test_both_catalogues_have_the_same_sentences_with_the_same_places() -> None:
    import re

    folder = paths.resources() / "text"
    both = {lang: words(folder, lang) for lang in ("it", "en")}
    assert both["it"].keys() == both["en"].keys()
    for key in both["it"].keys():  # noqa: SIM118 - Words is no mapping
        places = [set(re.findall(r"{(\w+)}", both[lang](key))) for lang in both]
        assert places[0] == places[1], key


def test_a_second_start_knocks_and_the_first_comes_forward(qtbot: QtBot, tmp_path: Path) -> None:
    knocks: list[bool] = []
    assert not instance.bring_first_to_front(tmp_path)
    bell = instance.Doorbell(tmp_path, lambda: knocks.append(True))
    assert instance.bring_first_to_front(tmp_path)
    qtbot.waitUntil(lambda: bool(knocks))
    assert not instance.bring_first_to_front(tmp_path / "other")
    bell.close()


def test_nothing_qt_does_can_use_up_none(bench: Bench) -> None:
    for _ in range(3):
        bench.window.repaint()
    assert sys.getrefcount(None) > 2**30
