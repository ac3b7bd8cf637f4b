"""The forms of actions: kept as typed, refused with a sentence and nothing lost, dates never guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog

from app.ui.pages.action_form import ActionForm, NextReview, new_action, new_review
from tests.ui_kit import Bench


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """With the example practice open."""
    bench.desk.open_example()
    return bench


def test_an_action_of_ones_own_is_kept_as_typed(bench: Bench) -> None:
    form = ActionForm(bench.desk, new_action(), "", bench.window, tools=True)
    form.title.setText("Telefonare al fornitore <b>")
    form.tool.setCurrentIndex(form.tool.findData("tool2"))
    form.owner.setText("Ada")
    form.due.setText("14/12/2026")
    form.note.setPlainText("mattina")
    form.confirm()
    assert form.result() == QDialog.DialogCode.Accepted
    (one,) = bench.desk.own_actions("tool2")
    assert (one.title, one.owner, one.due, one.note) == ("Telefonare al fornitore <b>", "Ada", "2026-12-14", "mattina")


def test_what_is_incomplete_is_refused_with_a_sentence_and_stays_typed(bench: Bench) -> None:
    form = ActionForm(bench.desk, new_action(), "", bench.window)
    form.show()
    form.owner.setText("Ada")
    form.confirm()
    assert form.isVisible()
    assert "scrivi che cosa fare" in form.problem.text()
    assert form.owner.text() == "Ada"
    form.title.setText("Vedere")
    form.due.setText("31/02/2027")
    form.confirm()
    assert "«31/02/2027» non è una data" in form.problem.text()
    assert form.due.text() == "31/02/2027"
    assert bench.desk.own_actions() == ()
    form.due.setText("28/02/2027")
    form.confirm()
    assert not form.isVisible()
    assert [one.due for one in bench.desk.own_actions()] == ["2027-02-28"]


def test_cancel_changes_nothing(bench: Bench) -> None:
    form = ActionForm(bench.desk, new_action(), "", bench.window)
    form.title.setText("Vedere")
    form.reject()
    assert bench.desk.own_actions() == ()


def test_the_lock_takes_what_can_be_kept_and_never_stays_open(bench: Bench) -> None:
    form = ActionForm(bench.desk, new_action(), "", bench.window)
    form.title.setText("Vedere")
    form.accept()
    assert [one.title for one in bench.desk.own_actions()] == ["Vedere"]
    empty = ActionForm(bench.desk, new_action(), "", bench.window)
    empty.show()
    empty.accept()
    assert not empty.isVisible()


def test_a_duty_gets_owner_day_and_state(bench: Bench) -> None:
    duty = bench.desk.duty_actions("tool2")[0].action
    form = ActionForm(bench.desk, duty, "Togli", bench.window)
    form.owner.setText("Ada")
    form.due.setText("1/12/2026")
    form.state.setCurrentIndex(form.state.findData("started"))
    form.confirm()
    one = bench.desk.duty_actions("tool2")[0].action
    assert (one.owner, one.due, one.state) == ("Ada", "2026-12-01", "started")


def test_a_first_review_is_proposed_a_year_on_and_each_year(bench: Bench) -> None:
    form = ActionForm(bench.desk, new_review(bench.desk), "", bench.window)
    assert (form.due.iso(), form.every.currentData()) == ("2027-11-23", 12)
    form.due.setText("")
    form.confirm()
    assert "scrivi il giorno" in form.problem.text()
    form.due.setText("31/01/2027")
    form.every.setCurrentIndex(form.every.findData(1))
    form.confirm()
    assert [(one.due, one.every) for one in bench.desk.reviews()] == [("2027-01-31", 1)]


def test_the_next_review_is_proposed_from_the_planned_day_and_may_be_moved(bench: Bench) -> None:
    review = bench.desk.add_review("2027-01-31", 1)
    bench.desk.set_action(review, state="done")
    form = NextReview(bench.desk, bench.desk.reviews()[0], bench.window)
    assert form.due.text() == "28/02/2027"
    form.due.setText("5/3/2027")
    form.confirm()
    assert [(one.due, one.state) for one in bench.desk.reviews()] == [("2027-03-05", "open")]


def test_a_term_we_do_not_offer_is_shown_and_kept(bench: Bench) -> None:
    review = bench.desk.add_review("2027-01-31", 5)
    form = ActionForm(bench.desk, bench.desk.reviews()[0], "", bench.window)
    assert form.every.currentText() == "ogni 5 mesi"
    form.confirm()
    assert bench.desk.series(review)[-1].every == 5


def test_owners_already_named_are_offered(bench: Bench) -> None:
    bench.desk.add_action("x", owner="Ada Neri")
    bench.desk.drain()
    form = ActionForm(bench.desk, replace(new_action(), title="y"), "", bench.window)
    assert form.owner.completer().model().index(0, 0).data() == "Ada Neri"
