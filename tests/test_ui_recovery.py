"""Copies and bin in the window: looked at before anything comes back, the damaged told in words, mine or the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.conflict import ConflictDialog
from app.ui.pages.recovery import RecoveryPage
from tests.desks import desk_on
from tests.ui_kit import Bench


def recovery(bench: Bench, qtbot: QtBot, **where: str) -> RecoveryPage:
    """The page, once the disk has been read."""
    page = bench.window.page("recovery")
    assert isinstance(page, RecoveryPage)
    page._found = None
    bench.window.go("recovery", dict(where))
    qtbot.waitUntil(lambda: page._found is not None)
    qtbot.wait(50)
    return page


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def button(widget: QWidget, text: str) -> QPushButton:
    return next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(widget))


def saved_as(bench: Bench, *names: str) -> str:
    """A practice saved under each of these names, a copy of each; closed."""
    practice_id = bench.desk.create(names[0])
    bench.desk.close()
    for name in names[1:]:
        bench.desk.open(practice_id)
        bench.desk.set_company(name=name)
        bench.desk.close()
    bench.shelves.refresh_now()  # and with it the copies, which are made before
    bench.settle()
    return practice_id


def file_of(bench: Bench, practice_id: str) -> Path:
    (found,) = bench.folder.glob(f"practices/*/{practice_id}/practice.json")
    return found


def test_with_nothing_there_it_says_so(bench: Bench, qtbot: QtBot) -> None:
    page = recovery(bench, qtbot)
    assert page.damaged.isHidden()
    assert page.act.isHidden()
    assert "Il cestino è vuoto." in texts(page.bin)


def test_a_copy_is_looked_at_and_put_back_and_that_is_undone(bench: Bench, qtbot: QtBot) -> None:
    practice_id = saved_as(bench, "Prima", "Dopo")
    bench.window.law_ready()
    page = recovery(bench, qtbot, practice=practice_id)
    qtbot.waitUntil(page.act.isVisible)
    assert page.kept.count() == 2
    assert "La copia è uguale" in texts(page.preview)
    assert not page.act.isEnabled()
    page.kept.setCurrentIndex(1)
    page.kept.activated.emit(1)
    qtbot.waitUntil(page.act.isEnabled)
    qtbot.waitUntil(lambda: "Ragione sociale: adesso «Dopo», nella copia «Prima»." in texts(page.preview))
    qtbot.mouseClick(page.act, Qt.MouseButton.LeftButton)
    assert bench.window.here == "practice"
    assert bench.desk.practice.company.name == "Prima"
    assert bench.window.notice.text().startswith("Rimesse le risposte della copia del")
    bench.window.notice.acted.emit()
    assert bench.desk.practice.company.name == "Dopo"


def test_a_damaged_practice_is_told_in_words_and_recovered(bench: Bench, qtbot: QtBot) -> None:
    practice_id = saved_as(bench, "Rovinata")
    file_of(bench, practice_id).write_bytes(b"{ not json")
    bench.desk.read_list()
    bench.window.go("home", {})
    page = recovery(bench, qtbot)
    said = texts(page.damaged)
    assert "Rovinata" in said
    assert "si è rovinato fuori da Vaglio" in said
    assert "C'è una copia buona del" in said
    qtbot.mouseClick(button(page.damaged, "Guarda la copia e recupera"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.act.isVisible() and page.act.isEnabled())
    assert page.act.text() == "Recupera da questa copia"
    qtbot.waitUntil(lambda: "Adesso la pratica non si può leggere." in texts(page.preview))
    qtbot.mouseClick(page.act, Qt.MouseButton.LeftButton)
    assert bench.window.here == "practice"
    assert bench.desk.practice.company.name == "Rovinata"
    assert page.desk.damaged() == ()


def test_without_a_good_copy_it_says_where_the_file_is(bench: Bench, qtbot: QtBot) -> None:
    practice_id = saved_as(bench, "Rovinata")
    for path in (bench.folder / "backups").rglob("*.json"):
        path.unlink()
    file = file_of(bench, practice_id)
    file.write_bytes(b"{ not json")
    bench.desk.read_list()
    page = recovery(bench, qtbot)
    assert str(file) in texts(page.damaged)
    assert not [one for one in page.damaged.findChildren(QPushButton) if one.isVisibleTo(page.damaged)]


def test_what_was_deleted_comes_back(bench: Bench, qtbot: QtBot) -> None:
    practice_id = saved_as(bench, "Tolta")
    bench.desk.delete(practice_id)
    page = recovery(bench, qtbot)
    assert "Tolta" in texts(page.bin)
    assert "Si cancella per sempre il 21/02/2027." in texts(page.bin)
    qtbot.mouseClick(button(page.bin, "Rimetti tra le pratiche"), Qt.MouseButton.LeftButton)
    assert [row.name for row in bench.desk.summaries()] == ["Tolta"]
    qtbot.waitUntil(lambda: "Il cestino è vuoto." in texts(page.bin))


def test_the_page_speaks_both_languages(bench: Bench, qtbot: QtBot) -> None:
    page = recovery(bench, qtbot)
    bench.window.set_language("en")
    qtbot.waitUntil(lambda: "The bin is empty." in texts(page.bin))
    assert page.title() == "Copies and bin"


@pytest.fixture
def parted(bench: Bench) -> Bench:
    """The open practice cannot be saved: somebody else saved another version."""
    practice_id = saved_as(bench, "Prima")
    bench.desk.open(practice_id)
    bench.window.go("practice", {})
    bench.settle()
    with desk_on(bench.folder) as other:
        other.open(practice_id)
        other.set_company(name="Loro")
        other.close()
    bench.desk.set_company(name="Mia")
    bench.settle()
    return bench


def test_the_banner_asks_for_a_choice_and_not_for_another_try(parted: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ConflictDialog, "exec", lambda dialog: asked.append(texts(dialog)))
    assert button(parted.window.save_banner, "Scegli…")
    parted.window.save_banner.acted.emit()
    (said,) = asked
    assert "Due versioni della stessa pratica" in said
    assert "Ragione sociale: nella tua «Mia», nell'altra «Loro»." in said
    assert parted.desk.conflict is not None  # put off: everything is as it was


@pytest.mark.parametrize(
    ("choice", "names"),
    [("keep_mine", {"Mia"}), ("take_theirs", {"Loro"}), ("keep_both", {"Loro", "Mia (mia versione)"})],
)
def test_each_choice_settles_it(parted: Bench, choice: str, names: set[str]) -> None:
    dialog = ConflictDialog(parted.window, parted.desk)
    assert set(dialog.choices) == {"keep_mine", "take_theirs", "keep_both"}
    dialog.choices[choice].click()
    parted.settle()
    assert parted.desk.conflict is None
    assert parted.window.save_banner.isHidden()
    assert {row.name for row in parted.desk.summaries()} == names
    assert parted.window.here == "practice"


def test_a_practice_deleted_elsewhere_may_be_left_deleted(bench: Bench) -> None:
    practice_id = saved_as(bench, "Prima")
    bench.desk.open(practice_id)
    bench.window.go("practice", {})
    bench.settle()
    with desk_on(bench.folder) as other:
        other.delete(practice_id)
    bench.desk.set_company(name="Mia")
    bench.settle()
    dialog = ConflictDialog(bench.window, bench.desk)
    assert set(dialog.choices) == {"keep_mine", "take_theirs"}
    dialog.choices["take_theirs"].click()
    assert bench.window.here == "home"
    assert bench.desk.summaries() == []
