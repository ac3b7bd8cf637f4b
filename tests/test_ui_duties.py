"""Duties on the outcome page as actions: each once, taken in hand by mouse and keys, with the law's words at hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.ui.pages.outcome import OutcomePage
from app.ui.widgets.fold import Fold
from tests.ui_kit import Bench, outcome_of


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """With the example practice open."""
    bench.desk.open_example()
    return bench


def texts(page: OutcomePage) -> list[str]:
    QApplication.processEvents()
    labels = page.duties.findChildren(QLabel)
    return [one.text() for one in labels if one.isVisibleTo(page.duties)]


def test_each_duty_stands_once_with_its_state(bench: Bench) -> None:
    page = outcome_of(bench)
    labels = {duty.id: duty.label for duty in bench.desk.circular.duties}
    for duty in bench.desk.determination("tool2").duties:
        assert texts(page).count(labels[duty]) == 1
    assert texts(page).count("Da fare · nessuno incaricato · senza data") == len(
        bench.desk.determination("tool2").duties
    )


def test_the_laws_words_and_sources_of_every_duty_can_be_read(bench: Bench) -> None:
    page = outcome_of(bench)
    for fold in page.duties.findChildren(Fold):
        fold.line.click()
    shown = texts(page)
    for duty in bench.desk.circular.duties:
        if duty.id in bench.desk.determination("tool2").duties:
            assert duty.text in shown


def test_done_by_key_changes_no_fact_and_leaves_the_focus_there(bench: Bench, qtbot: QtBot) -> None:
    page, practice = outcome_of(bench), bench.desk.practice
    link = page.duties.links["tool2/O7", "done"]
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert bench.desk.practice is practice
    one = next(one.action for one in bench.desk.duty_actions("tool2") if one.action.duty == "O7")
    assert one.state == "done"
    assert any(text.startswith("Segnata come fatta il 23/11/2026") for text in texts(page))
    assert "L'esito non cambia" in " ".join(texts(page))
    assert page.duties.links["tool2/O7", "edit"].hasFocus()
    page.duties.links["tool2/O7", "reopen"].click()
    assert ("tool2/O7", "done") in page.duties.links


def test_who_and_when_are_read_on_the_line(bench: Bench) -> None:
    page = outcome_of(bench)
    bench.desk.set_duty("tool2", "O7", owner="Ada Neri", due="2026-12-14", state="started", note="giovedì")
    assert "Iniziata · Ada Neri · entro il 14/12/2026" in texts(page)
    assert "giovedì" in texts(page)


def test_a_duty_in_hand_that_is_owed_no_more_says_so(bench: Bench) -> None:
    page = outcome_of(bench)
    bench.desk.set_duty("tool2", "O7", owner="Ada")
    for function in ("operator_states", "handling_times"):
        bench.desk.set_presence("tool2", function, function, "absent")
    assert "Con le risposte di adesso la regola non la chiede più." in texts(page)


def test_names_of_controls_tell_the_duties_apart(bench: Bench) -> None:
    names = [link.accessibleName() for link in outcome_of(bench).duties.links.values()]
    assert all(names)
    assert len(names) == len(set(names))


def test_a_practice_only_read_takes_none(bench: Bench) -> None:
    bench.desk.read_only = True
    page = outcome_of(bench)
    assert page.duties.links
    assert not any(link.isEnabled() for link in page.duties.links.values())
