"""«Esporta…» on the practice page: a working copy, of what was chosen, made beside the window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.desk.exporting import FORMATS
from app.ui.widgets.export_dialog import ExportDialog
from tests.gallery import astray, controls, cut, spoken
from tests.ui_kit import Bench, texts

LONG = 20_000


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "archive")
    made.desk.open_example()
    made.settle()
    yield made
    made.close()


@pytest.fixture
def dialog(bench: Bench, qtbot: QtBot) -> ExportDialog:
    bench.window.go("practice", {})
    made = ExportDialog(bench.window, bench.desk, bench.tasks)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_what_it_is_and_nothing_is_cut(dialog: ExportDialog) -> None:
    assert "copia di lavoro" in texts(dialog)
    assert [*cut(dialog), *astray(dialog)] == []
    heard = [spoken(one) for one in controls(dialog)]
    assert all(name and role for name, role in heard)
    assert len(set(heard)) == len(heard)


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_is_written_where_it_was_asked(
    dialog: ExportDialog, format: str, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "copia"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog.formats.button(FORMATS.index(format)).click()
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(dialog.written), timeout=LONG)
    assert dialog.written == f"copia.{format}"
    assert (tmp_path / dialog.written).stat().st_size > 100
    assert not dialog.isVisible()


def test_edition_ticks_and_tools_are_what_leaves(dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    choice = dialog.choice
    assert not choice.chosen_edition().notes
    choice.ticks["notes"].setChecked(True)
    assert choice.chosen_edition().notes
    assert not choice.chosen_edition().opinions
    choice.edition.setCurrentIndex(1)
    assert choice.chosen_edition().opinions
    assert not choice.parts.isVisible()
    choice.tools["tool1"].setChecked(False)
    dialog.formats.button(FORMATS.index("json")).click()
    dialog.write(tmp_path / "dati.json")
    qtbot.waitUntil(lambda: bool(dialog.written), timeout=LONG)
    tools = json.loads((tmp_path / "dati.json").read_bytes())["practice"]["tools"]
    assert [tool["id"] for tool in tools] == ["tool2", "tool3", "tool4"]


def test_without_a_tool_it_asks_for_one_and_an_error_is_said(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    for tick in dialog.choice.tools.values():
        tick.setChecked(False)
    dialog.save.click()
    assert dialog.problem.text() == "Scegli almeno uno strumento."
    for tick in dialog.choice.tools.values():
        tick.setChecked(True)
    dialog.write(tmp_path / "no such folder" / "x.docx")
    qtbot.waitUntil(lambda: "x.docx" in dialog.problem.text(), timeout=LONG)
    assert dialog.save.isEnabled()


def test_called_off_nothing_is_written(dialog: ExportDialog, bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.write(tmp_path / "copia.docx")
    dialog.reject()
    done: list[int] = []
    bench.tasks.run(lambda: 1, done.append, lambda _problem: None)
    qtbot.waitUntil(lambda: bool(done), timeout=LONG)
    assert not (tmp_path / "copia.docx").exists()
    assert dialog.written == ""


def test_the_practice_page_opens_it_and_says_what_was_made(
    bench: Bench, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.window.go("practice", {})
    page = bench.window.page("practice")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.csv"), ""))

    def fill() -> None:
        made = QApplication.activeModalWidget()
        assert isinstance(made, ExportDialog)
        made.formats.button(FORMATS.index("csv")).click()
        made.save.click()

    QTimer.singleShot(0, fill)
    page.export.click()
    assert "a.csv" in bench.window.notice.text()
    assert "Registratore" in (tmp_path / "a.csv").read_text("utf-8-sig")
