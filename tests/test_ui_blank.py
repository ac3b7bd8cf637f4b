"""The blank checklist in the window: for a tool, a product or single functions; what is filled in is shown first."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.ui.pages.blank_card import BlankCard
from app.ui.pages.filled import FilledForm
from app.ui.pages.forms import FormsPage
from app.ui.widgets.function_picker import FunctionPicker
from reports.blank_read import read
from tests.gallery import astray, controls, cut, spoken
from tests.ui_kit import Bench, texts

LONG = 20_000
KINDS = ("operator_states", "call_recording")


def card_of(bench: Bench) -> BlankCard:
    bench.window.go("forms", {})
    page = bench.window.page("forms")
    assert isinstance(page, FormsPage)
    return page.blank


def with_tool(bench: Bench) -> BlankCard:
    bench.desk.create("Prova")
    bench.desk.add_tool("Centralino")
    bench.desk.tick("tool1", "operator_states", True)
    bench.desk.set_presence("tool1", "operator_states", "operator_states", "absent")
    bench.settle()
    return card_of(bench)


def filled(bench: Bench, folder: Path, *ticked: str, **texts: str) -> Path:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bench.desk.blank_pdf(KINDS, fillable=True))) as doc:
        for field in doc.Root.AcroForm.Fields:
            if str(field.T) in ticked:
                field.V = pikepdf.Name("/Yes")
            elif str(field.T) in texts:
                field.V = pikepdf.String(texts[str(field.T)])
        doc.save(out)
    (folder / "scheda.pdf").write_bytes(out.getvalue())
    return folder / "scheda.pdf"


def when_shown(act: Callable[[FilledForm], None]) -> None:
    """As soon as what was read is shown."""

    def look() -> None:
        form = QApplication.activeModalWidget()
        if isinstance(form, FilledForm):
            act(form)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        return len(doc.pages)


def test_without_a_practice_a_sheet_can_be_had_but_none_brought_in(
    bench: Bench, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of(bench)
    assert not card.back.isEnabled()
    assert "apri prima una pratica" in texts(card)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.pdf"), ""))
    card.fillable.click()
    qtbot.waitUntil(lambda: "a.pdf" in bench.window.notice.text(), timeout=LONG)
    found = read((tmp_path / "a.pdf").read_bytes())
    template = bench.desk.circular.templates[0]
    assert found is not None
    assert found.kinds == template.kinds


def test_it_is_about_the_tool_the_product_or_the_functions_chosen(bench: Bench) -> None:
    card = with_tool(bench)
    assert card.about.currentText() == "Questa pratica: Centralino"
    assert (card.kinds(), card.tool_name()) == (("operator_states",), "Centralino")
    template = bench.desk.circular.templates[2]
    card.about.setCurrentIndex(card.about.findText(template.label))
    assert (card.kinds(), card.tool_name()) == (template.kinds, "")

    def pick() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FunctionPicker)
        assert set(dialog.chosen()) == set(template.kinds)
        dialog._tick_none()
        assert not dialog.choose.isEnabled()
        for kind in KINDS:
            dialog.ticks[kind].setChecked(True)
        dialog.choose.click()

    QTimer.singleShot(0, pick)
    card.pick.click()
    assert set(card.kinds()) == set(KINDS)
    assert card.about.currentText() == "2 funzioni scelte da te"
    card.about.setCurrentIndex(card.about.count() - 1)
    assert set(card.kinds()) == set(bench.desk.circular.kinds)


def test_the_sheet_for_a_visit_is_saved_and_printed(
    bench: Bench, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = with_tool(bench)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.pdf"), ""))
    card.visit.click()
    qtbot.waitUntil(lambda: "a.pdf" in bench.window.notice.text(), timeout=LONG)
    kept = (tmp_path / "a.pdf").read_bytes()
    assert read(kept) is None
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(card.work.printing, "save_instead", lambda: True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "b.pdf"), ""))
    card.print.click()
    qtbot.waitUntil(lambda: "b.pdf" in bench.window.notice.text(), timeout=LONG)
    assert pages((tmp_path / "b.pdf").read_bytes()) == pages(kept)


def test_what_comes_in_is_shown_first_and_one_undo_takes_it_back(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    card = with_tool(bench)
    file = filled(bench, tmp_path, "B5.0=in_use", "C2.0=in_use", "C2.1=yes", notes="a voce")
    before, seen = bench.desk.practice, []

    def look(form: FilledForm) -> None:
        seen.append(texts(form))
        seen.append("\n".join([*cut(form), *astray(form)]))
        heard = [spoken(one) for one in controls(form)]
        seen.append("" if len(set(heard)) == len(heard) and all(name for name, _role in heard) else str(heard))
        assert bench.desk.practice is before
        form.replace.setChecked(True)
        form.take.click()

    when_shown(look)
    card.read_filled(file)
    qtbot.waitUntil(lambda: bench.desk.practice is not before, timeout=LONG)
    assert seen[1:] == ["", ""]
    assert "1 risposta diversa da quella dello strumento" in seen[0]
    assert "La scheda: Sì, la usiamo. Lo strumento: Non c'è." in seen[0]
    assert "a voce" in seen[0]
    tool = bench.desk.practice.tool("tool1")
    states = tool.function("operator_states")
    assert states is not None
    assert (states.presence, tool.note) == ("in_use", "a voce")
    assert "dalla scheda" in bench.window.notice.text()
    bench.window.notice.acted.emit()
    assert bench.desk.practice == before


def test_left_without_confirming_nothing_changes(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    card = with_tool(bench)
    file, before, seen = filled(bench, tmp_path, "C2.0=in_use", "C2.0=absent"), bench.desk.practice, []

    def look(form: FilledForm) -> None:
        seen.append(texts(form))
        assert not form.take.isEnabled()
        form.reject()

    when_shown(look)
    card.read_filled(file)
    qtbot.waitUntil(lambda: bool(seen), timeout=LONG)
    assert "Sulla scheda: Sì, la usiamo · Non c'è" in seen[0]
    assert bench.desk.practice is before


def test_the_sheet_can_be_held_against_another_tool(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    card = with_tool(bench)
    bench.desk.add_tool("Altro")
    file, taken = filled(bench, tmp_path, "B5.0=in_use"), []

    def look(form: FilledForm) -> None:
        assert form.replace.isVisible()
        form.tool.setCurrentIndex(1)
        form.tool.activated.emit(1)
        assert not form.take.isEnabled()
        qtbot.waitUntil(form.take.isEnabled, timeout=LONG)
        assert not form.replace.isVisible()
        form.take.click()
        taken.append(form.taken)

    when_shown(look)
    card.read_filled(file)
    qtbot.waitUntil(lambda: bool(taken), timeout=LONG)
    assert taken == [1]
    other = bench.desk.practice.tool("tool2").function("operator_states")
    assert other is not None
    assert other.presence == "in_use"


def test_a_sheet_read_for_one_practice_is_not_shown_over_another(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    card = with_tool(bench)
    card.read_filled(filled(bench, tmp_path, "B5.0=in_use"))
    bench.desk.create("Un'altra")
    bench.desk.add_tool("Centralino")
    qtbot.waitUntil(lambda: bool(card.work.problem.text()), timeout=LONG)
    assert "è stata lasciata" in card.work.problem.text()
    assert QApplication.activeModalWidget() is None


def test_what_is_no_sheet_is_said_in_the_card(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    card = with_tool(bench)
    (tmp_path / "altro.pdf").write_bytes(b"%PDF-1.4 nothing")
    card.read_filled(tmp_path / "altro.pdf")
    qtbot.waitUntil(lambda: "altro.pdf" in card.work.problem.text(), timeout=LONG)
    assert card.work.problem.isVisible()
