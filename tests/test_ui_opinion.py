"""The professional's opinion on the outcome page: beside ours, never instead, refused without reasons, undoable."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from app.ui.pages.opinion import OpinionForm
from app.ui.pages.outcome import OutcomePage
from tests.ui_kit import Bench, outcome_of


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """With the example practice open."""
    bench.desk.open_example()
    return bench


def said(page: OutcomePage) -> str:
    return "\n".join(one.text() for one in page.opinion.findChildren(QLabel))


def test_it_stands_beside_our_outcome_and_changes_nothing_of_it(bench: Bench) -> None:
    page = outcome_of(bench)
    banner = page.banner.title()
    assert page.opinion.isHidden()
    assert page.opinion.add.isVisible()
    bench.desk.set_opinion("tool2", "work_tool", "La misura è di gruppo.")
    assert page.opinion.isVisible()
    assert not page.opinion.add.isVisible()
    assert page.banner.title() == banner
    assert page.banner.isVisible()
    text = said(page)
    for part in (
        "Strumento di lavoro",
        "La misura è di gruppo.",
        "Persona di esempio, 23/11/2026",
        "non lo sostituisce",
    ):
        assert part in text
    assert outcome_of(bench, "tool3").opinion.isHidden()


def test_without_reasons_it_is_refused_and_nothing_is_lost(bench: Bench) -> None:
    form = OpinionForm(bench.desk, "tool2", bench.window)
    form.show()
    form.outcome.setCurrentIndex(form.outcome.findData("prohibited"))
    form.reason.setPlainText("  \n")
    form.confirm()
    assert form.isVisible()
    assert "motivi" in form.problem.text()
    assert form.outcome.currentData() == "prohibited"
    assert form.reason.toPlainText() == "  \n"
    assert form.focusWidget() is form.reason
    assert bench.desk.practice.opinions == ()
    form.reason.setPlainText("Per la legge regionale.")
    form.confirm()
    opinion = bench.desk.practice.opinion("tool2")
    assert opinion is not None
    assert (opinion.outcome, opinion.reason) == ("prohibited", "Per la legge regionale.")


def test_the_form_says_that_our_outcome_stays(bench: Bench) -> None:
    form = OpinionForm(bench.desk, "tool2", bench.window)
    texts = [one.text() for one in form.findChildren(QLabel)]
    assert "L'esito di Vaglio resta: «Non autorizzabile (INL)»." in texts


def test_an_opinion_that_is_none_of_the_outcomes(bench: Bench) -> None:
    page = outcome_of(bench)
    form = OpinionForm(bench.desk, "tool2", bench.window)
    form.reason.setPlainText("Dipende dal contratto.")
    form.confirm()
    assert "Nessuno degli esiti previsti" in said(page)


def test_taking_it_back_can_be_undone(bench: Bench) -> None:
    page = outcome_of(bench)
    bench.desk.set_opinion("tool2", "work_tool", "Così.")
    page.opinion.withdraw.click()
    assert page.opinion.isHidden()
    assert bench.window.notice.isVisible()
    bench.window.undo()
    assert page.opinion.isVisible()
    assert "Così." in said(page)


def test_a_practice_only_read_takes_none(bench: Bench) -> None:
    bench.desk.set_opinion("tool2", "work_tool", "Così.")
    bench.desk.read_only = True
    page = outcome_of(bench)
    assert page.opinion.isVisible()
    assert not page.opinion.edit.isEnabled()
    assert not page.opinion.withdraw.isEnabled()
