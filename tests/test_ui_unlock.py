"""The page in front of a locked archive, and how the window gets behind it: by key, by hand, by being left alone."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import paths
from app import program as root
from app.session import AGAIN_MS, Session
from app.store.vault import Vault
from app.ui.crash import CrashPage
from app.ui.idle import IdleWatch
from app.ui.pages.tools import ToolSheet
from app.ui.unlock import UnlockPage
from app.ui.widgets.password_dialog import PasswordDialog
from app.ui.window import Window
from tests.test_desk_protection import COMPANY, at_desk
from tests.vaults import CHEAP, PASSWORD, never, quiet

WAIT = 20_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with at_desk(tmp_path / "data") as desk:
        desk.create(COMPANY)
        desk.protection.turn_on(PASSWORD, quiet, never)
    return tmp_path / "data"


@pytest.fixture
def start(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Starts the program on a folder, as ``main`` does."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(Vault.__init__, "__defaults__", (CHEAP,))
    programs: list[Any] = []

    def run(folder: Path) -> Any:
        program = Session(qapp, paths.Place(folder, folder), paths.resources() / "text", "test", "it", False)
        program.begin()
        programs.append(program)
        return program

    yield run
    for program in programs:
        program.end()
        program.hang_up()
        program.shown.hide()
        program.shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def write(page: UnlockPage, password: str) -> None:
    QTest.keyClicks(page.field, password)
    QTest.keyClick(page.field, Qt.Key.Key_Return)


def opened(program: Any, qtbot: QtBot) -> Window:
    """Unlocks, by keys alone."""
    page = program.shown
    assert isinstance(page, UnlockPage)
    write(page, PASSWORD)
    qtbot.waitUntil(lambda: isinstance(program.shown, Window), timeout=WAIT)
    window = program.shown
    qtbot.waitUntil(lambda: window.law_known and bool(window.page("home").model.rows), timeout=WAIT)
    qtbot.waitUntil(lambda: not program.tasks.busy, timeout=WAIT)
    return window  # type: ignore[no-any-return]


def test_the_password_opens_the_window(folder: Path, start: Any, qtbot: QtBot) -> None:
    program = start(folder)
    assert isinstance(program.shown, UnlockPage)
    shown = " ".join(part.text() for part in program.shown.findChildren(QLabel))
    assert COMPANY not in shown
    assert "non c'è modo di recuperarla" in shown
    window = opened(program, qtbot)
    assert [row.name for row in window.page("home").model.rows] == [COMPANY]


def test_a_wrong_password_is_said_and_the_next_one_is_taken(folder: Path, start: Any, qtbot: QtBot) -> None:
    program = start(folder)
    page = program.shown
    write(page, "")
    assert "Scrivi la password" in page.problem.text()
    write(page, "another password")
    assert page.field.text() == ""
    assert not page.field.isUndoAvailable()
    qtbot.waitUntil(page.field.isEnabled, timeout=WAIT)
    assert "non è quella di questo archivio" in page.problem.text()
    opened(program, qtbot)


def test_without_a_password_there_is_no_such_page(tmp_path: Path, start: Any) -> None:
    program = start(tmp_path / "data")
    assert isinstance(program.shown, Window)
    assert not program.shown.lock()
    assert isinstance(program.shown, Window)


def test_ctrl_l_saves_locks_and_forgets(folder: Path, start: Any, qtbot: QtBot) -> None:
    program = start(folder)
    window = opened(program, qtbot)
    program.desk.open(program.desk.summaries()[0].id)
    window.go("practice", {})
    field = window.page("practice").company.fields["name"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Appena scritto")
    assert program.desk.practice.company.name == COMPANY  # typed and not yet told
    old_vault, old_practice = program.shelves.vault, weakref.ref(program.desk.practice)
    QTest.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(program.shown, UnlockPage)
    assert (old_vault._aead, old_vault.state) == (None, "locked")
    del window, field
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.wait(50)
    gc.collect()
    assert old_practice() is None  # nor is anything of it left in what was let go of
    assert "Appena scritto" not in everything_shown()
    opened(program, qtbot)
    assert program.desk.summaries()[0].name == "Appena scritto"


def everything_shown() -> str:
    found = []
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible():
            found += [part.text() for part in widget.findChildren(QLabel) if part.isVisible()]
    return " ".join(found)


def test_what_is_not_saved_keeps_it_open(
    folder: Path, start: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.desks import fail_writes

    program = start(folder)
    window = opened(program, qtbot)
    program.desk.open(program.desk.summaries()[0].id)
    window.go("practice", {})
    heal = fail_writes(monkeypatch, 28)
    program.desk.set_company(name="Non ancora salvata")
    program.desk.drain()
    assert not window.lock()
    assert program.shown is window
    assert "disco è pieno" in window.notice.text()
    assert program.desk.practice.company.name == "Non ancora salvata"
    heal()
    assert window.lock()
    assert isinstance(program.shown, UnlockPage)


def test_left_alone_it_locks_and_says_why(folder: Path, start: Any, qtbot: QtBot) -> None:
    program = start(folder)
    opened(program, qtbot)
    assert program._minutes() == 10
    assert program._lock_idle()
    assert isinstance(program.shown, UnlockPage)
    assert "si è bloccato perché nessuno lo usava" in everything_shown()
    assert program._minutes() == 10


def test_a_dialog_that_is_open_is_taken_and_nothing_typed_is_lost(folder: Path, start: Any, qtbot: QtBot) -> None:
    program = start(folder)
    window = opened(program, qtbot)
    program.desk.open(program.desk.summaries()[0].id)
    window.go("practice", {})
    tool = program.desk.add_tool("Centralino")
    dialog = ToolSheet(program.desk, program.desk.practice.tool(tool), window)
    taken: list[int] = []
    dialog.finished.connect(taken.append)
    dialog.setModal(True)
    dialog.show()
    assert not program._lock_idle()
    assert taken == [QDialog.DialogCode.Accepted]
    qtbot.waitUntil(lambda: isinstance(program.shown, UnlockPage), timeout=WAIT)


def test_work_under_way_is_not_cut_off_by_the_lock(folder: Path, start: Any, qtbot: QtBot) -> None:
    program = start(folder)
    window = opened(program, qtbot)
    go_on, dialog = Event(), QDialog(window)
    program.tasks.run(lambda: go_on.wait(10), lambda _: None, lambda _: None)
    dialog.setModal(True)
    dialog.show()
    assert not program._lock_idle()
    assert dialog.isVisible()
    assert program.shown is window
    go_on.set()
    qtbot.waitUntil(lambda: not program.tasks.busy, timeout=WAIT)
    assert not program._lock_idle()  # first what is in front
    qtbot.waitUntil(lambda: isinstance(program.shown, UnlockPage), timeout=WAIT)


def test_whoever_comes_back_in_time_is_not_locked_out(folder: Path, start: Any, qtbot: QtBot) -> None:
    program = start(folder)
    window = opened(program, qtbot)
    program._idle.look()
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    assert not program._lock_idle()
    QTest.keyClick(window, Qt.Key.Key_Shift)
    qtbot.wait(3 * AGAIN_MS)
    assert program.shown is window


def test_what_was_cut_short_is_finished_at_the_door(folder: Path, start: Any, qtbot: QtBot) -> None:
    def cut(_done: int, _total: int) -> None:
        raise KeyError

    with at_desk(folder) as desk, pytest.raises(KeyError):
        desk.protection.turn_off(PASSWORD, cut, never)
    program = start(folder)
    page = program.shown
    assert isinstance(page, UnlockPage)
    write(page, PASSWORD)
    qtbot.waitUntil(lambda: isinstance(program.shown, Window), timeout=WAIT)
    assert not program.desk.protection.on
    assert not (folder / "vault.json").exists()


def test_there_is_one_crash_page_however_many_errors_come_before_it(
    tmp_path: Path, start: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(tmp_path / "data")
    shown: list[str] = []
    monkeypatch.setattr(CrashPage, "show", lambda _page, entry, _written: shown.append(entry))

    def fail_twice() -> None:
        for number in range(2):
            program._first_crash(ValueError, ValueError(number), None)

    QTimer.singleShot(0, fail_twice)
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.wait(50)
    assert len(shown) == 1
    assert program._crash_page() is program._crash_page()


# ---- being left alone ------------------------------------------------------------------------------------------------


class Time:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_idle_minutes_are_counted_from_the_last_key_or_movement(qapp: QApplication) -> None:
    clock, acts = Time(), []
    minutes = [0]

    def act() -> bool:
        acts.append(clock.now)
        return len(acts) > 1

    watch, widget = IdleWatch(lambda: minutes[0], act, clock), QWidget()
    clock.now += 9999
    watch.look()  # for never
    minutes[0] = 5
    watch.look()  # from here on
    clock.now += 299
    watch.look()
    QTest.keyClick(widget, Qt.Key.Key_A)
    clock.now += 299
    watch.look()
    QTest.mouseMove(widget)
    assert acts == []
    clock.now += 301
    watch.look()
    assert len(acts) == 1
    clock.now += 59
    watch.look()
    assert len(acts) == 1  # it could not: again after a minute, not at every look
    clock.now += 2
    watch.look()
    assert len(acts) == 2
    watch.stop()


# ---- the dialog ------------------------------------------------------------------------------------------------------


class Filled:
    """A dialog of the window, and the answer to its last question."""

    def __init__(self, program: Any, monkeypatch: pytest.MonkeyPatch, sure: bool = True) -> None:
        self.asked = 0
        self.dialog = PasswordDialog(program.shown, program.desk, program.tasks)
        self.dialog.show()

        def answer(_dialog: PasswordDialog) -> bool:
            self.asked += 1
            return sure

        monkeypatch.setattr(PasswordDialog, "_sure", answer)

    def fill(self, **texts: str) -> None:
        for name, text in texts.items():
            self.dialog.fields[name].setText(text)


def test_a_password_is_set_only_after_two_warnings(
    tmp_path: Path, start: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(tmp_path / "data")
    program.desk.create(COMPANY)
    program.desk.drain()
    unsure = Filled(program, monkeypatch, sure=False)
    assert not unsure.dialog.act.isEnabled()
    unsure.dialog.understood.setChecked(True)
    unsure.fill(new="short", repeat="short")
    unsure.dialog.act.click()
    assert "troppo corta" in unsure.dialog.problem.text()
    unsure.fill(new=PASSWORD, repeat="another password")
    unsure.dialog.act.click()
    assert "non sono uguali" in unsure.dialog.problem.text()
    assert unsure.asked == 0
    unsure.fill(new=PASSWORD, repeat=PASSWORD)
    unsure.dialog.act.click()
    assert unsure.asked == 1
    assert not program.desk.protection.on
    unsure.dialog.reject()
    sure = Filled(program, monkeypatch)
    sure.dialog.understood.setChecked(True)
    sure.fill(new=PASSWORD, repeat=PASSWORD)
    QTest.keyClick(sure.dialog, Qt.Key.Key_Return)
    assert [field.text() for field in sure.dialog.fields.values()] == ["", ""]
    qtbot.waitUntil(lambda: not sure.dialog.isVisible(), timeout=WAIT)
    assert sure.dialog._said.startswith("La password c'è")
    assert program.desk.protection.on
    assert program.desk.dossier is None
    assert program.shown.lock()
    opened(program, qtbot)


def test_it_is_changed_and_taken_off_with_the_present_one(
    folder: Path, start: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(folder)
    opened(program, qtbot)
    one = Filled(program, monkeypatch)
    one.fill(current="another password", new="a third password", repeat="a third password")
    one.dialog.act.click()
    qtbot.waitUntil(lambda: not one.dialog.working, timeout=WAIT)
    assert "non è quella di questo archivio" in one.dialog.problem.text()
    one.fill(current=PASSWORD, new="a third password", repeat="a third password")
    one.dialog.act.click()
    qtbot.waitUntil(lambda: not one.dialog.isVisible(), timeout=WAIT)
    assert one.dialog._said.startswith("La password è cambiata")
    two = Filled(program, monkeypatch)
    two.dialog.minutes.setCurrentIndex(two.dialog.minutes.findData(1))
    two.dialog.minutes.activated.emit(two.dialog.minutes.currentIndex())
    assert program._minutes() == 1
    two.fill(current="a third password")
    two.dialog.off.click()
    qtbot.waitUntil(lambda: not two.dialog.isVisible(), timeout=WAIT)
    assert not program.desk.protection.on
    assert program._minutes() == 0


def test_what_is_under_way_is_not_walked_out_of(
    folder: Path, start: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(folder)
    opened(program, qtbot)
    one = Filled(program, monkeypatch)
    one.fill(current=PASSWORD)
    one.dialog.off.click()
    assert one.dialog.working
    QTest.keyClick(one.dialog, Qt.Key.Key_Escape)
    assert one.dialog.isVisible()
    one.dialog.progress.cancel.click()
    qtbot.waitUntil(lambda: not one.dialog.isVisible(), timeout=WAIT)
    assert program.desk.protection.on or one.dialog._said.startswith("La password è stata tolta")


def test_a_damaged_key_is_said_and_nothing_is_opened(
    folder: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("vault.json", "vault.copy.json"):
        (folder / name).write_bytes(b"{}")
    said: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(root, "refuse", lambda words, problem: said.append(words.error(problem)))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert root._run(qapp, paths.Place(folder, folder), paths.resources() / "text", "it", False) == root.UNUSABLE
    assert "sono danneggiati tutti e due" in said[0]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
