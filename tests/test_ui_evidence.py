"""Prove and Registro on the practice page, as a person uses them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.domain.evidence import About
from app.domain.ledger import JournalEntry
from app.ui.pages.evidence import EvidenceForm, RemovalForm
from app.ui.pages.journal import JournalDialog, told
from app.ui.pages.practice import PracticePage
from tests.ui_kit import Bench


def example(bench: Bench) -> PracticePage:
    bench.window.show()
    bench.desk.open_example()
    bench.window.go("practice", {})
    page = bench.window.page("practice")
    assert isinstance(page, PracticePage)
    bench.settle()
    return page


def texts(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())  # type: ignore[attr-defined]


def file(folder: Path, data: bytes = b"schermata") -> Path:
    path = folder / "cruscotto.png"
    path.write_bytes(data)
    return path


def test_a_file_is_attached_to_an_answer_and_the_name_is_asked_once(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = example(bench)
    assert "Nessuna prova allegata." in texts(page.evidence)
    path, asked = file(tmp_path), []

    def fill(form: EvidenceForm) -> QDialog.DialogCode:
        asked.append(form.author is not None)
        if form.author is not None:
            form.author.setText("Ada")
        form.description.setText("Quello che vede il responsabile")
        form.place.setCurrentIndex(form.place.findText("Centralino Esempio · Stati in diretta"))
        form.answer.setCurrentIndex(1)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(EvidenceForm, "exec", fill)
    tool = next(tool for tool in bench.desk.practice.tools for f in tool.functions if f.kind == "operator_states")
    bench.desk.set_tool(tool.id, name="Centralino Esempio")
    page.evidence.add.click()
    qtbot.waitUntil(lambda: len(bench.desk.evidence()) == 1)
    (piece,) = bench.desk.evidence()
    assert (piece.evidence.about.tool, piece.evidence.by) == (tool.id, "Ada")
    assert piece.evidence.about.fact in tool.function("operator_states").answers  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "Quello che vede il responsabile" in texts(page.evidence))
    assert "cruscotto.png" in texts(page.evidence)
    page.evidence.add.click()
    qtbot.waitUntil(lambda: page.evidence.problem.isVisible())
    assert "è già tra le prove" in page.evidence.problem.text()
    assert asked == [True, False]


def test_whoever_has_gone_elsewhere_hears_that_a_file_was_not_added(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    page = example(bench)
    with qtbot.captureExceptions() as passed_on:  # to the frame, which says it above whatever page is in front
        page.evidence.attach(file(tmp_path), About(), "", "")
        bench.desk.create("Un'altra")
        bench.window.go("home", {})
        qtbot.waitUntil(lambda: bool(passed_on))
    assert [problem.key for _, problem, _ in passed_on] == ["practice_switched"]


def test_a_changed_file_is_flagged_on_the_page_and_gives_no_copy(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    page = example(bench)
    page.evidence.attach(file(tmp_path), About(), "", "")
    qtbot.waitUntil(lambda: len(bench.desk.evidence()) == 1)
    (stored,) = (tmp_path / "archive").rglob(bench.desk.evidence()[0].evidence.sha256)
    stored.write_bytes(b"altro")
    page.evidence.check.click()
    qtbot.waitUntil(lambda: "1 prova non è più quella" in texts(page.evidence))
    assert "Il file è cambiato dopo che fu aggiunto" in texts(page.evidence)


def test_taking_away_needs_a_reason(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = example(bench)
    page.evidence.attach(file(tmp_path), About(), "", "")
    qtbot.waitUntil(lambda: len(bench.desk.evidence()) == 1)

    def fill(form: RemovalForm) -> QDialog.DialogCode:
        assert not form.confirm.isEnabled()
        form.why.setText("doppione")
        assert form.confirm.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(RemovalForm, "exec", fill)
    page.evidence.ask_removal(bench.desk.evidence()[0])
    bench.settle()
    assert bench.desk.evidence() == ()
    assert "Motivo: doppione" in texts(page.journal)


def test_the_journal_says_that_it_holds_and_takes_a_name(bench: Bench, qtbot: QtBot) -> None:
    page = example(bench)
    assert "Le righe sono tutte al loro posto" in texts(page.journal)
    assert page.journal.hint.text() == "1 riga"
    page.journal.name.setFocus()
    page.journal.name.clear()
    qtbot.keyClicks(page.journal.name, "Ada Rossi")
    page.journal.name.commit()
    bench.desk.add_tool("Chat")
    bench.settle()
    assert "Ada Rossi · Strumento aggiunto: Chat" in texts(page.journal)
    assert page.journal.name.text() == "Ada Rossi"
    dialog = JournalDialog(bench.desk, page)
    assert "Pratica creata" in dialog.lines.toPlainText()


def test_an_act_of_a_newer_program_is_shown_by_its_name(bench: Bench) -> None:
    entry = JournalEntry("2026-11-23T10:00:00+01:00", "", "teleported", "{casa}")
    assert told(bench.desk.words, entry) == "23/11/2026 10:00 · teleported {casa}"
