"""A dialog in which something was typed does not go at a stray Esc."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages.action_form import ActionForm, new_action
from app.ui.pages.points import PointForm
from tests.ui_kit import Bench


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "archive")
    made.desk.open_example()
    yield made
    made.close()


def an_action(bench: Bench) -> tuple[QDialog, QWidget]:
    form = ActionForm(bench.desk, new_action(), "", bench.window)
    return form, form.note


def a_point(bench: Bench) -> tuple[QDialog, QWidget]:
    form = PointForm(bench.desk.words, bench.window, None, "tool2")
    return form, form.text


def answer(text: str, asked: list[str]) -> None:
    """To the question in front, once it is there."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(one for one in box.buttons() if one.text() == text).click()

    QTimer.singleShot(100, press)


@pytest.mark.parametrize("made", [an_action, a_point])
@pytest.mark.parametrize("way", ["esc", "close"])
def test_what_was_typed_goes_only_when_somebody_says_so(
    bench: Bench, qtbot: QtBot, made: Callable[[Bench], tuple[QDialog, QWidget]], way: str
) -> None:
    form, field = made(bench)
    form.open()
    qtbot.keyClicks(field, "una nota lunga")
    leave = (lambda: qtbot.keyClick(field, Qt.Key.Key_Escape)) if way == "esc" else form.close
    asked: list[str] = []
    answer("Torna a scrivere", asked)
    leave()
    assert asked == ["Quello che hai scritto qui non è ancora salvato."]
    assert form.isVisible()
    qtbot.keyClicks(field, "!")
    assert field.toPlainText() == "una nota lunga!"  # type: ignore[attr-defined]
    answer("Chiudi senza salvare", asked)
    leave()
    assert len(asked) == 2
    assert not form.isVisible()


@pytest.mark.parametrize("made", [an_action, a_point])
def test_where_nothing_was_typed_or_cancel_is_pressed_nothing_is_asked(
    bench: Bench, qtbot: QtBot, made: Callable[[Bench], tuple[QDialog, QWidget]]
) -> None:
    form, field = made(bench)
    form.open()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not form.isVisible()
    form, field = made(bench)
    form.open()
    qtbot.keyClicks(field, "una nota")
    next(one for one in form.findChildren(QPushButton) if one.text() == "Annulla").click()
    assert not form.isVisible()
