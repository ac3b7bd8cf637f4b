"""A vendor's sheet typed back: codes and choices always say the same; what cannot be read stays and is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.circular import UNKNOWN
from app.domain.determination import Question
from app.ui import phrases
from app.ui.pages.declared import DeclaredForm
from app.ui.widgets.basics import ComboBox
from tests.desks import question
from tests.ui_kit import Bench

STATES = "operator_states"


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """With the example practice open."""
    bench.desk.open_example()
    return bench


def code_of(bench: Bench, fact: str, function: str = STATES) -> str:
    return next(
        one.code
        for one in bench.desk.every_vendor_question("tool2")
        if (one.question.fact, one.question.function) == (fact, function)
    )


def asked(bench: Bench) -> Question:
    return question(bench.desk, "tool2", "coverage", STATES)


def form_of(bench: Bench) -> DeclaredForm:
    bench.desk.answer(asked(bench), UNKNOWN)
    bench.desk.answer(question(bench.desk, "tool2", "retention_days", STATES), UNKNOWN)
    form = DeclaredForm(bench.desk, "tool2", bench.window)
    form.show()
    return form


def test_codes_typed_by_key_become_declared_answers(bench: Bench, qtbot: QtBot) -> None:
    form = form_of(bench)
    letter = next(one for one in bench.desk.vendor_questions("tool2") if one.question.fact == "coverage").letter("all")
    form.on.setText("20/11/2026")
    qtbot.keyClicks(form.codes, f"{code_of(bench, 'coverage')}{letter.lower()} {code_of(bench, 'retention_days')} 90")
    assert form.read_text.text() == "2 risposte lette."
    qtbot.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    assert form.kept == 2
    answers = bench.desk.practice.tool("tool2").function(STATES).answers  # type: ignore[union-attr]
    assert (answers["coverage"].value, answers["coverage"].declared_on) == ("all", "2026-11-20")
    assert (answers["retention_days"].value, answers["retention_days"].declared_on) == (90, "2026-11-20")


def test_choices_write_the_codes_and_codes_show_the_choices(bench: Bench) -> None:
    form = form_of(bench)
    code = code_of(bench, "coverage")
    row = form.rows[code]
    assert isinstance(row, ComboBox)
    row.setCurrentIndex(row.findData("all"))
    row.activated.emit(row.currentIndex())
    written = form.codes.toPlainText()
    assert written.startswith(code)
    days = form.rows[code_of(bench, "retention_days")]
    assert isinstance(days, QLineEdit)
    days.setText("30")
    days.textEdited.emit("30")
    assert form.codes.toPlainText() == f"{written}  {code_of(bench, 'retention_days')} 30"
    form.codes.setPlainText(written)
    assert row.currentData() == "all"
    assert days.text() == ""
    row.setCurrentIndex(0)
    row.activated.emit(0)
    assert form.codes.toPlainText() == ""


def test_what_cannot_be_read_is_told_and_nothing_is_recorded_or_lost(bench: Bench) -> None:
    form = form_of(bench)
    before = bench.desk.practice
    typed = f"{code_of(bench, 'retention_days')} 30 99.9Q boh"
    form.codes.setPlainText(typed)
    assert "99.9Q boh" in form.unread.text()
    form.confirm()
    assert form.isVisible()
    assert "99.9Q" in form.problem.text()
    assert form.codes.toPlainText() == typed
    assert bench.desk.practice is before


def test_nothing_typed_or_no_day_is_refused(bench: Bench) -> None:
    form = form_of(bench)
    form.confirm()
    assert "scrivi almeno un codice" in form.problem.text()
    form.codes.setPlainText(f"{code_of(bench, 'retention_days')} 30")
    form.on.setText("")
    form.confirm()
    assert "Manca il giorno" in form.problem.text()
    assert form.isVisible()


def test_a_question_answered_since_can_still_be_typed(bench: Bench) -> None:
    form = form_of(bench)
    code = code_of(bench, "traceable")
    assert code not in form.rows
    form.codes.setPlainText(f"{code}A")
    assert code in form.others.text()
    form.confirm()
    assert form.kept == 1


def test_the_answer_says_where_it_comes_from(bench: Bench) -> None:
    bench.desk.answer_declared(asked(bench), "all", "2026-11-20")
    answer = bench.desk.answer_to(asked(bench))
    assert answer is not None
    text = phrases.told_text(bench.desk.words, "check.told", answer)
    assert text == "Dichiarato dal fornitore il 20/11/2026, registrato da Persona di esempio"
