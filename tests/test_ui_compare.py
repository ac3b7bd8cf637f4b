"""Two revisions beside one another in the window: asked for, shown tool by tool, and told where it cannot be done."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.desk.desk import Desk
from app.domain.compare import Compared
from app.ui.pages.compare import ComparePage
from app.ui.pages.practice import PracticePage
from tests.desks import desk_on, question
from tests.test_desk_studio import text_of
from tests.ui_kit import Bench

PASSPHRASE = "una frase lunga e mia"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with the example, sealed once: sealing is slow, and every test begins from a copy."""
    folder = tmp_path_factory.mktemp("sealed") / "archive"
    with desk_on(folder) as desk:
        desk.open_example()
        desk.make_identity("Maria Bianchi", PASSPHRASE)
        desk.sign(PASSPHRASE, "consultant")
    return folder


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, sealed: Path) -> Iterator[Bench]:
    """The example, changed since it was sealed."""
    shutil.copytree(sealed, tmp_path / "archive")
    made = Bench(tmp_path / "archive")
    desk = made.desk
    desk.open("p1")
    for function in ("operator_states", "handling_times"):
        desk.answer(question(desk, "tool2", "presence", function), "absent")
    desk.remove_tool("tool4")
    made.settle()
    yield made
    made.close()


def shown(bench: Bench, qtbot: QtBot, **where: int) -> ComparePage:
    bench.window.go("compare", where)
    page = bench.window.page("compare")
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(lambda: page.busy.isHidden())
    bench.settle()  # what was drawn is shown
    return page


def texts(page: ComparePage) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]


def test_from_the_practice_page_to_what_changed_since(bench: Bench, qtbot: QtBot) -> None:
    bench.window.go("practice", {})
    practice = bench.window.page("practice")
    assert isinstance(practice, PracticePage)
    link = next(one for one in practice.dossier.findChildren(QPushButton)
                if one.accessibleName() == "Confronta la revisione 1 con adesso")  # fmt: skip
    link.click()
    assert bench.window.here == "compare"
    page = shown(bench, qtbot)
    assert page.found is not None
    said = texts(page)
    for wanted in ("Cruscotto", "Timbratrice", "Strumento tolto", "in uso", "assente", "Adempimenti in meno"):
        assert wanted in said, wanted
    assert "Strumenti in cui non è cambiato nulla: Scheda cliente, Registratore." in said
    assert page.then.currentData() == 1
    assert page.now.currentData() == 0


def test_the_work_is_done_beside_the_window(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []
    real = Desk.compare_revisions

    def spied(self: Desk, one: int, other: int) -> Compared:
        threads.append(threading.current_thread())
        return real(self, one, other)

    monkeypatch.setattr(Desk, "compare_revisions", spied)
    shown(bench, qtbot)
    assert threads
    assert threading.main_thread() not in threads


def test_two_of_the_same_are_not_compared(bench: Bench, qtbot: QtBot) -> None:
    page = shown(bench, qtbot, one=1, other=1)
    assert page.found is None
    qtbot.waitUntil(lambda: "Scegli due revisioni diverse." in texts(page))
    page.now.setCurrentIndex(page.now.findData(0))
    qtbot.waitUntil(lambda: page.found is not None)
    qtbot.waitUntil(lambda: "Scegli due revisioni diverse." not in texts(page))


def test_a_paper_that_is_gone_is_told_on_the_page(bench: Bench, qtbot: QtBot) -> None:
    [revision] = bench.desk.comparable()
    bench.desk.signed_path(revision.signatures[0].file_name).unlink()
    page = shown(bench, qtbot)
    assert page.problem.isVisible()
    assert "revisione 1" in page.problem.text()
    assert page.found is None


def test_another_language_while_it_is_shown(bench: Bench, qtbot: QtBot) -> None:
    page = shown(bench, qtbot)
    bench.window.set_language("en")
    qtbot.waitUntil(lambda: page.found is not None)
    qtbot.waitUntil(lambda: "Tool taken away" in texts(page))


def test_what_is_changed_meanwhile_is_compared_anew(bench: Bench, qtbot: QtBot) -> None:
    page = shown(bench, qtbot)
    before = page.found
    bench.desk.set_practice(number="77")
    qtbot.waitUntil(lambda: page.found is not None and page.found != before)
    qtbot.waitUntil(lambda: "77" in texts(page))


def test_every_control_has_a_name_and_the_keys_reach_it(bench: Bench, qtbot: QtBot) -> None:
    page = shown(bench, qtbot)
    assert page.then.hasFocus()
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget


def test_a_word_wider_than_the_window_does_not_widen_it(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.set_company(address="x" * 10_000)
    page = shown(bench, qtbot)
    assert bench.window.width() == 1366
    body = page.findChildren(QScrollArea)[0].widget()
    assert body.width() <= page.width()


def test_the_comparison_is_saved_as_a_pdf_and_what_goes_wrong_is_said(
    bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(bench, qtbot)
    assert page.paper.isVisibleTo(page)
    page.paper.save_at(tmp_path / "confronto.pdf")
    qtbot.waitUntil((tmp_path / "confronto.pdf").exists)
    assert "revisione 1" in text_of((tmp_path / "confronto.pdf").read_bytes())
    page.paper.save_at(tmp_path / "no such folder" / "confronto.pdf")
    qtbot.waitUntil(lambda: bool(page.paper.work.problem.text()) and page.paper.work.problem.isVisibleTo(page))
    page.now.setCurrentIndex(page.then.currentIndex())
    assert not page.paper.isVisibleTo(page)
