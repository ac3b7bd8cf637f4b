"""The data folder moved from the window: done, refused, called off."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk.moving import Mover
from app.store.archive import Archive
from app.ui.widgets.move_dialog import MoveDialog
from tests.law import NOW
from tests.ui_kit import Bench


def mover(bench: Bench) -> Mover:
    return Mover(bench.folder, bench.folder, bench.folder / "data-folder.json")


def dialog(bench: Bench, target: Path) -> MoveDialog:
    bench.desk.create("Alfa")
    bench.settle()
    made = MoveDialog(bench.window, bench.desk.words, bench.tasks, mover(bench))
    made.show()
    made.aim(target)
    return made


def test_moved_checked_and_the_program_must_close(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    it = dialog(bench, tmp_path / "new")
    qtbot.mouseClick(it.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: it.moved)
    assert str(tmp_path / "new") in it.text.text()
    assert it.start.text() == "Chiudi Vaglio"
    assert json.loads(mover(bench).pointer.read_text())["folder"] == str(tmp_path / "new")  # type: ignore[union-attr]
    assert Archive(tmp_path / "new", lambda: NOW, 99).ids() == ["practice001"]


def test_refused_it_says_why_and_another_can_be_chosen(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "diary.txt").touch()
    it = dialog(bench, tmp_path / "full")
    qtbot.mouseClick(it.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "non è vuota" in it.text.text())
    assert not it.moved
    assert it.start.isEnabled()
    it.aim(tmp_path / "new")
    qtbot.mouseClick(it.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: it.moved)


def test_called_off_the_data_stay(bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    it, gate, real = dialog(bench, tmp_path / "new"), threading.Event(), Mover.move

    def slow(self: Mover, *arguments: object) -> int:
        assert gate.wait(10)
        return real(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Mover, "move", slow)
    qtbot.mouseClick(it.start, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(it.cancel, Qt.MouseButton.LeftButton)
    assert it.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: "annullato" in it.text.text())
    assert not (tmp_path / "new").exists()
    assert not (bench.folder / "data-folder.json").exists()


def test_offered_in_the_settings_only_where_it_can_be_done(bench: Bench, qtbot: QtBot) -> None:
    window = bench.window
    window.go("settings", {})
    data = window.page("settings").data  # type: ignore[attr-defined]
    assert not data.move_it.isVisible()
    window.offer_move(mover(bench))
    window.go("settings", {})
    assert data.move_it.isVisible()
    bench.desk.create("Alfa")
    seen: list[str] = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, MoveDialog)
        seen.append(shown.text.text())
        shown.reject()

    QTimer.singleShot(200, look)
    qtbot.mouseClick(data.move_it, Qt.MouseButton.LeftButton)
    assert str(bench.folder) in seen[0]
    assert bench.desk.dossier is None
