"""Drafts about a tool: copied as text, saved as a file beside the window, and only where there is one to send."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.domain.circular import UNKNOWN
from app.ui.pages.drafts import DraftsCard
from tests.desks import question
from tests.ui_kit import Bench, outcome_of


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """With the example practice open."""
    bench.desk.open_example()
    return bench


def card_of(bench: Bench, tool: str = "tool2") -> DraftsCard:
    return outcome_of(bench, tool).drafts


def with_question(bench: Bench) -> DraftsCard:
    bench.desk.answer(question(bench.desk, "tool2", "uses_ai"), UNKNOWN)
    return card_of(bench)


def test_there_is_only_what_can_be_sent(bench: Bench) -> None:
    card = card_of(bench)
    assert set(card.links) == {("questionnaire", "read_back")}
    bench.desk.set_tool("tool2", provider="group")
    assert {kind for kind, _ in card.links} == {"questionnaire", "letter"}
    assert "Lettera alla società del gruppo" in [one.text() for one in card.findChildren(QLabel)]
    assert ("questionnaire", "copy") not in card.links
    bench.desk.answer(question(bench.desk, "tool2", "uses_ai"), UNKNOWN)
    assert ("questionnaire", "copy") in card.links


def test_the_text_is_copied_with_its_gaps(bench: Bench) -> None:
    card = with_question(bench)
    card.links["questionnaire", "copy"].click()
    text = QGuiApplication.clipboard().text()
    assert "Cruscotto" in text
    assert "[nome del fornitore]" in text
    assert "( ) 0.3A" in text
    assert bench.window.notice.isVisible()


def test_the_file_is_saved_and_the_ending_added(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = with_question(bench)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "foglio"), ""))
    with qtbot.waitSignal(card.told, timeout=10_000):
        card.links["questionnaire", "save"].click()
    assert Document(str(tmp_path / "foglio.docx")).paragraphs[0].text == "Questionario per il fornitore: Cruscotto"
    assert card.busy.isHidden()


def test_a_place_that_cannot_be_written_is_told(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    card = with_question(bench)
    card.save(bench.desk.questionnaire, tmp_path / "non c'è" / "foglio.docx")
    qtbot.waitUntil(lambda: card.problem.isVisible(), timeout=10_000)
    assert card.problem.text()
    assert card.busy.isHidden()


def test_names_tell_the_drafts_apart(bench: Bench) -> None:
    bench.desk.set_tool("tool2", provider="client")
    names = [link.accessibleName() for link in with_question(bench).links.values()]
    assert len(names) == 5
    assert len(set(names)) == 5
    assert all("Cruscotto" in name for name in names)
