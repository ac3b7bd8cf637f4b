"""Practices out into a .vaglio file and in from one, in the window: seen first, chosen by the user."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.store import locked
from app.ui.pages.bundle_in import BundleIn
from app.ui.pages.bundle_out import BundleOut
from tests.desks import desk_on
from tests.gallery import astray, controls, cut, spoken
from tests.ui_kit import AT, Bench, texts

LONG = 20_000


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "LOG_N", 2)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    """An archive with «Uno» and «Due»."""
    made = Bench(tmp_path / "here")
    for name in ("Uno", "Due"):
        made.desk.create(name)
    made.desk.close()
    made.desk.read_list()
    made.settle()
    yield made
    made.close()


@pytest.fixture
def coming(bench: Bench, tmp_path: Path) -> Path:
    """From another computer, where «Uno» was changed since and «Tre» is new; «Due» is the same."""
    out = tmp_path / "colleague.vaglio"
    shutil.copytree(tmp_path / "here" / "practices", tmp_path / "there" / "practices")
    with desk_on(tmp_path / "there", start=50) as desk:
        desk._clock.time = AT + timedelta(hours=1)  # type: ignore[attr-defined]
        desk.open("practice001")
        desk.set_practice(note="altrove")
        desk.close()
        desk.create("Tre")
        desk.close()
        desk.export_bundle((), out)
        desk.export_bundle((), tmp_path / "locked.vaglio", "frase segreta")
    return out


def held(bench: Bench) -> dict[str, str]:
    return {one.id: one.name for one in bench.desk.read_list()}


def unheard(dialog: BundleIn | BundleOut) -> list[object]:
    heard = [spoken(one) for one in controls(dialog)]
    bad: list[object] = [one for one in heard if not all(one) or heard.count(one) > 1]
    return [*bad, *cut(dialog), *astray(dialog)]


def shown(bench: Bench, qtbot: QtBot, file: Path) -> BundleIn:
    dialog = BundleIn(bench.window, bench.desk, bench.tasks, file)
    dialog.show()
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not dialog.working, timeout=LONG)
    bench.settle()
    return dialog


# ---- out ---------------------------------------------------------------------------------------------------------


def test_the_ones_ticked_go_out_under_a_passphrase(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = BundleOut(bench.window, bench.desk, bench.tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    assert unheard(dialog) == []
    assert sorted(dialog.practices.chosen()) == ["practice001", "practice002"]
    dialog.practices.tick_all(False)
    assert not dialog.save.isEnabled()
    row = next(n for n in range(2) if dialog.practices.item(n).text() == "Due")
    there = dialog.practices.visualItemRect(dialog.practices.item(row)).center()
    qtbot.mouseClick(dialog.practices.viewport(), Qt.MouseButton.LeftButton, pos=there)
    assert "1 pratica da esportare" in texts(dialog)
    dialog.guard.setChecked(True)
    dialog.save.click()
    assert dialog.problem.isVisible()
    assert dialog.problem.text().startswith("La passphrase del file .vaglio è vuota.")  # it protects no seal
    dialog.passphrase.setText("una frase")
    dialog.save.click()
    assert "non sono uguali" in dialog.problem.text()
    dialog.repeat.setText("una frase")
    out = tmp_path / "x.vaglio"
    dialog.write(out)
    assert dialog.passphrase.text() == dialog.repeat.text() == ""
    qtbot.waitUntil(lambda: bool(dialog.written), timeout=LONG)
    with desk_on(tmp_path / "other") as desk, desk.preview_bundle(out, "una frase") as plan:
        assert [(item.name, item.relation) for item in plan.items] == [("Due", "new")]


def test_what_cannot_be_written_is_said_and_may_be_tried_again(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = BundleOut(bench.window, bench.desk, bench.tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.write(tmp_path / "no such folder" / "x.vaglio")
    qtbot.waitUntil(lambda: not dialog.working, timeout=LONG)
    assert dialog.problem.isVisible()
    assert dialog.save.isEnabled()
    assert dialog.written == ""


def test_called_off_no_file_is_left(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = BundleOut(bench.window, bench.desk, bench.tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    gate = threading.Event()
    bench.tasks.run(lambda: gate.wait(20), lambda _done: None, lambda _problem: None)  # the paper worker is busy
    dialog.write(tmp_path / "x.vaglio")
    dialog.reject()
    assert dialog.isVisible()
    dialog.progress.cancel.click()
    gate.set()
    qtbot.waitUntil(lambda: not dialog.working, timeout=LONG)
    assert "Interrotto" in dialog.problem.text()
    assert not (tmp_path / "x.vaglio").exists()


# ---- in ----------------------------------------------------------------------------------------------------------


def test_it_is_seen_first_and_the_user_chooses(bench: Bench, coming: Path, qtbot: QtBot) -> None:
    dialog = shown(bench, qtbot, coming)
    assert unheard(dialog) == []
    said = texts(dialog)
    for part in ("ci sono 3 pratiche", "Nel file è più recente", "Qui è uguale", "Qui non c'è ancora"):
        assert part in said
    assert not dialog.act.isEnabled()
    assert held(bench) == {"practice001": "Uno", "practice002": "Due"}
    choice = dialog.choices["practice001"]
    choice.setCurrentIndex(choice.findData("newer"))
    choice.activated.emit(choice.currentIndex())
    assert dialog.act.text() == "Importa 2 pratiche"
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(dialog.brought), timeout=LONG)
    assert sorted(one.done for one in dialog.brought) == ["added", "replaced", "skipped"]
    assert dialog.plan is None
    assert sorted(held(bench).values()) == ["Due", "Tre", "Uno"]
    bench.desk.open("practice001")
    assert bench.desk.practice.note == "altrove"


def test_the_open_practice_is_let_go_of_before_its_later_version_comes(
    bench: Bench, coming: Path, qtbot: QtBot
) -> None:
    bench.desk.open("practice001")
    dialog = shown(bench, qtbot, coming)
    choice = dialog.choices["practice001"]
    choice.setCurrentIndex(choice.findData("newer"))
    choice.activated.emit(choice.currentIndex())
    dialog.act.click()
    assert bench.desk.dossier is None
    qtbot.waitUntil(lambda: bool(dialog.brought), timeout=LONG)


def test_left_alone_nothing_comes_in(bench: Bench, coming: Path, qtbot: QtBot) -> None:
    dialog = shown(bench, qtbot, coming)
    for made in dialog.choices.values():
        made.setCurrentIndex(made.findData("skip"))
        made.activated.emit(made.currentIndex())
    assert not dialog.act.isEnabled()
    dialog.reject()
    assert dialog.brought == ()
    assert dialog.plan is None
    assert held(bench) == {"practice001": "Uno", "practice002": "Due"}


def test_a_passphrase_is_asked_for_and_a_wrong_one_said(bench: Bench, coming: Path, qtbot: QtBot) -> None:
    dialog = shown(bench, qtbot, coming.with_name("locked.vaglio"))
    assert dialog.passphrase.isVisible()
    assert not dialog.problem.isVisible()
    assert unheard(dialog) == []
    for typed in ("sbagliata", "frase segreta"):
        dialog.passphrase.setText(typed)
        dialog.act.click()
        assert dialog.passphrase.text() == ""
        qtbot.waitUntil(lambda: not dialog.working, timeout=LONG)
        assert dialog.problem.isVisible() == (typed == "sbagliata")
    assert dialog.plan is not None
    assert len(dialog.plan.items) == 3
    dialog.reject()


def test_what_is_no_bundle_is_said(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "foto.vaglio").write_bytes(b"jpg")
    dialog = shown(bench, qtbot, tmp_path / "foto.vaglio")
    assert "foto.vaglio" in dialog.problem.text()
    assert not dialog.act.isVisible()
    dialog.reject()


def test_from_the_list_of_practices_and_back_to_it(
    bench: Bench, coming: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.window.go("home", {})
    home = bench.window.page("home")
    out = tmp_path / "mie.vaglio"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))

    def send() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BundleOut)
        dialog.save.click()

    QTimer.singleShot(0, send)
    home.send.click()
    assert out.stat().st_size > 100
    assert "mie.vaglio" in bench.window.notice.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(coming), ""))

    def fetch() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, BundleIn) or dialog.plan is None:
            QTimer.singleShot(10, fetch)
            return
        choice = dialog.choices["practice001"]
        choice.setCurrentIndex(choice.findData("both"))
        choice.activated.emit(choice.currentIndex())
        dialog.act.click()

    QTimer.singleShot(0, fetch)
    home.fetch.click()
    assert "1 pratica aggiunta. 1 pratica aggiunta accanto" in bench.window.notice.text()
    qtbot.waitUntil(lambda: home.model.rowCount() == 4, timeout=LONG)
