"""The card of actions: on the outcome page one's own on that tool, on the practice page all that is in hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.ui.pages.action_form import ActionForm, NextReview
from app.ui.pages.actions_card import ActionsCard
from app.ui.pages.outcome import OutcomePage
from app.ui.pages.practice import PracticePage
from tests.ui_kit import Bench


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """With the example practice open."""
    bench.desk.open_example()
    return bench


def whole(bench: Bench) -> ActionsCard:
    bench.window.go("practice", {})
    page = bench.window.page("practice")
    assert isinstance(page, PracticePage)
    return page.in_hand


def of_tool(bench: Bench, tool: str) -> ActionsCard:
    bench.window.go("outcome", {"tool": tool})
    page = bench.window.page("outcome")
    assert isinstance(page, OutcomePage)
    return page.own


def said(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def in_dialog(kind: type, do: Callable[[QWidget], None]) -> None:
    """Has ``do`` done in the dialog that the next act opens."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind), dialog
        do(dialog)

    QTimer.singleShot(0, act)


def test_an_action_is_added_where_it_is_about(bench: Bench) -> None:
    card = of_tool(bench, "tool2")

    def fill(form: QWidget) -> None:
        assert isinstance(form, ActionForm)
        form.title.setText("Chiedere la conferma scritta")
        form.confirm()

    in_dialog(ActionForm, fill)
    card.add.click()
    assert "Chiedere la conferma scritta" in said(card)
    assert [one.tool for one in bench.desk.own_actions()] == ["tool2"]
    assert "Chiedere la conferma scritta" not in said(of_tool(bench, "tool3"))
    assert "Chiedere la conferma scritta" in said(whole(bench))


def test_the_practice_shows_all_that_is_in_hand_the_earliest_first(bench: Bench) -> None:
    bench.desk.add_action("Senza giorno")
    bench.desk.add_action("Dopo", due="2026-12-20")
    bench.desk.set_duty("tool3", "O6", owner="Ada", due="2026-12-01")
    bench.desk.add_review("2026-12-10", 12)
    bench.desk.adopt_switch_off("tool2", ["operator_states"])
    text = said(whole(bench))
    label = next(duty.label for duty in bench.desk.circular.duties if duty.id == "O6")
    places = [text.index(one) for one in (label, "Riesame della pratica", "Dopo", "Senza giorno")]
    assert places == sorted(places)
    assert "Adempimento · Registratore" in text
    assert "Riesame · ogni 12 mesi" in text
    assert "Spegnere le funzioni dell'obiettivo" in text


def test_a_done_review_offers_the_next_from_the_planned_day(bench: Bench) -> None:
    review = bench.desk.add_review("2027-01-31", 1)
    card = whole(bench)
    card.links[review, "done"].click()
    assert "Il prossimo cadrebbe il 28/02/2027." in said(card)

    def take(form: QWidget) -> None:
        assert isinstance(form, NextReview)
        form.confirm()

    in_dialog(NextReview, take)
    card.links[review, "plan_next"].click()
    assert "entro il 28/02/2027" in said(card)
    assert [one.state for one in bench.desk.reviews()] == ["open"]


def test_what_is_done_is_one_press_away(bench: Bench) -> None:
    made = bench.desk.add_action("Finita")
    card = whole(bench)
    card.links[made, "done"].click()
    assert "Finita" not in said(card)
    assert "Una già fatta" in said(card)
    card.links[made, "reopen"].click()
    assert "Finita" in said(card)


def test_the_other_language_follows(bench: Bench) -> None:
    card = whole(bench)
    bench.window.set_language("en")
    assert card.add.text() == "Add an action"
    assert "Nothing planned yet" in said(card)


def test_deadlines_of_all_practices_are_one_press_away(bench: Bench) -> None:
    whole(bench).deadlines.click()
    assert bench.window.here == "deadlines"


def test_making_the_pages_opens_no_window_of_its_own(bench: Bench) -> None:
    whole(bench)
    of_tool(bench, "tool2")
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert shown == [bench.window]


def test_tab_goes_down_the_card_also_through_lines_drawn_later(bench: Bench) -> None:
    card = whole(bench)
    first, second = bench.desk.add_action("Prima", due="2026-12-01"), bench.desk.add_action("Seconda", due="2026-12-02")
    QApplication.processEvents()
    wanted = [card.links[one, act] for one in (first, second) for act in ("done", "edit")]
    wanted += [card.add, card.review, card.deadlines]
    here, met = wanted[0], [wanted[0]]
    while len(met) < len(wanted):
        here = here.nextInFocusChain()
        if here in wanted:
            met.append(here)
        assert here is not wanted[0], met
    assert met == wanted
