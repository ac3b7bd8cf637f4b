"""What leads on from the outcome page: the way, what is at stake, targets, the answers that are enough."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.practice import Site
from app.domain.reach import what_if
from app.ui import phrases, style
from app.ui.pages.goals import goal_title
from app.ui.widgets.basics import Button
from app.ui.widgets.conflict_box import ConflictBox
from app.ui.widgets.fold import Fold
from app.ui.widgets.wrapped_button import WrappedButton
from tests.desks import question
from tests.test_ui_outcome import STATES, said, unsettled
from tests.ui_kit import AT, Bench, outcome_of

TIMES = "handling_times"


def folds(page: object) -> list[Fold]:
    return page.ways.findChildren(Fold)  # type: ignore[attr-defined, no-any-return]


def goal_button(page: object, text: str) -> Button:
    buttons = page.goals.findChildren(Button)  # type: ignore[attr-defined]
    return next(one for one in buttons if one.text() == text and one.isVisibleTo(page))


# ---- the way and what is at stake --------------------------------------------------------------------------------


def test_the_way_is_told_with_its_sources_and_how_each_was_read(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench, "tool3")
    circular = bench.desk.circular
    (at,) = bench.desk.determination("tool3").routes
    way = next(way for way in circular.routes.ways if way.id == at.way)
    text = said(page.ways)
    assert way.label in text
    assert way.text in text
    for item in way.cites:
        assert circular.statuses[circular.items[item].status] in text
    assert len(phrases.cited_as_read(circular, bench.desk.words, way.cites)) > 1


def test_notes_are_folded_and_unfold_by_keyboard(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    page = outcome_of(bench, "tool3")
    circular = bench.desk.circular
    (at,) = bench.desk.determination("tool3").routes
    notes = [note for note in circular.routes.notes if note.id in at.notes]
    assert [fold.line.accessibleName() for fold in folds(page)] == [note.label for note in notes]
    assert notes[0].text not in said(page.ways)
    qtbot.keyClick(folds(page)[0].line, Qt.Key.Key_Space)
    assert notes[0].text in said(page.ways)
    qtbot.keyClick(folds(page)[0].line, Qt.Key.Key_Return)
    assert notes[0].text not in said(page.ways)


def test_what_the_sources_say_against_each_other_on_the_way_is_boxed(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench, "tool3")
    (box,) = page.ways.findChildren(ConflictBox)
    flag = bench.desk.circular.flags["conflict:territorial_unions_p3"]
    assert all(position.says in said(box) for position in flag.positions)


def test_sites_with_the_same_way_show_it_once(bench: Bench) -> None:
    bench.desk.open_example()
    site = bench.desk.practice.company.sites[0]
    bench.desk.set_site(replace(site, id="site2", name="Seconda", headcount=9))
    bench.desk.set_site(Site("site3", "Terza", representatives="rsu"))
    page = outcome_of(bench, "tool3")
    ways = {way.id: way for way in bench.desk.circular.routes.ways}
    found = bench.desk.determination("tool3").routes
    assert [at.way for at in found] == [found[0].way, found[0].way, "agreement_rsu"]
    text = said(page.ways)
    assert text.count(ways[found[0].way].text) == 1
    assert ways["agreement_rsu"].text in text
    assert "Sedi: Sede di esempio, Seconda" in text
    assert "Sede: Terza" in text
    # What holds at one of the two only says where.
    small = next(note for note in bench.desk.circular.routes.notes if note.id == "small_firm")
    assert f"{small.label} · Seconda" in text


def test_an_open_outcome_says_under_which_condition_the_way_holds(bench: Bench) -> None:
    page = outcome_of(bench, unsettled(bench))
    assert "Vale se resta l'esito più severo" in said(page.ways)
    assert outcome_of(bench, bench.desk.add_tool("Vuoto")).ways.isHidden()


def test_what_is_at_stake_is_the_laws_own_and_never_a_forecast(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    circular = bench.desk.circular
    text = said(page.stakes)
    stakes = [stake for stake in circular.stakes if stake.id in bench.desk.determination("tool2").stakes]
    assert stakes
    for stake in stakes:
        assert stake.label in text
        assert stake.text in text
        assert all(circular.statuses[circular.items[item].status] in text for item in stake.cites)
    assert "Non dice che cosa succederà a te" in text


def test_where_nothing_is_at_stake_nothing_is_shown(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.set_tool("tool1", state="planned")
    assert bench.desk.determination("tool1").stakes == ()
    assert outcome_of(bench, "tool1").stakes.isHidden()


# ---- hypotheses and targets --------------------------------------------------------------------------------------


def test_a_hypothesis_tells_duties_standing_and_way_that_change(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.set_tool("tool2", state="planned")
    bench.desk.tick("tool2", "call_recording", True)
    bench.desk.set_presence("tool2", "call_recording", "call_recording", "in_use")
    page = outcome_of(bench)
    for function in (STATES, TIMES):
        page.functions.row(function).switch.click()
    desk = bench.desk
    found, tool = desk.determination("tool2"), desk.practice.tool("tool2")
    tried = what_if(desk.circular, desk.practice, tool, [STATES, TIMES], AT.date())
    labels = {duty.id: duty.label for duty in desk.circular.duties}
    text = said(page.functions.hypothesis)
    for duty in set(found.duties) ^ set(tried.duties):
        assert labels[duty] in text
    assert "Non è più certo che si debba fare" in text  # what is recorded is still open
    assert page.functions.hypothesis.accessibleName().startswith(page.functions.hypothesis.text())


def test_a_hypothesis_that_changes_nothing_else_says_so(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    page.functions.row(TIMES).switch.click()
    assert "restano le stesse" in said(page.functions.hypothesis)


def test_a_hypothesis_becomes_a_target_and_facts_stay(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    before = bench.desk.practice
    assert page.goals.isHidden()
    page.functions.row(STATES).switch.click()
    page.functions.hypothesis.adopt.click()
    assert bench.desk.practice is before
    assert page.functions.hypothesis.isHidden()
    assert page.functions.row(STATES).switch.isChecked()
    text = said(page.goals)
    assert "Obiettivo: «Non autorizzabile (INL)»" in text
    assert "Da fare: spegnere «Stati in diretta» e bloccarla con una prova." in text
    assert page.banner.property("look") == "red"


def test_done_changes_no_fact_and_says_where_to_record_it(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    bench.desk.adopt_switch_off("tool2", [STATES])
    before = bench.desk.practice
    goal_button(page, "Fatto").click()
    assert bench.desk.practice is before
    assert "una funzione risulta ancora presente" in said(page.goals)
    assert not [one for one in page.goals.findChildren(Button) if one.text() == "Fatto" and one.isVisibleTo(page)]
    goal_button(page, "Vai a Funzioni").click()
    assert bench.window.here == "functions"
    bench.desk.set_presence("tool2", STATES, STATES, "off_locked")
    assert outcome_of(bench).goals.isHidden()


def test_a_target_is_dropped_and_nothing_else_happens(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    bench.desk.adopt_switch_off("tool2", [STATES, TIMES])
    assert "Obiettivo: nessuna di queste funzioni" in said(page.goals)
    goal_button(page, "Lascia perdere").click()
    assert page.goals.isHidden()


def test_a_target_whose_functions_are_gone_already_says_so(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.adopt_switch_off("tool2", [STATES])
    bench.desk.set_presence("tool2", STATES, STATES, "absent")
    page = outcome_of(bench)
    assert "risulta già fuori" in said(page.goals)
    goal_button(page, "Fatto").click()
    assert page.goals.isHidden()


def test_a_target_speaks_the_language_of_the_screen(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.adopt_switch_off("tool2", [STATES])
    page = outcome_of(bench)
    bench.window.set_language("en")
    assert goal_title(bench.desk.circular, bench.desk.words, bench.desk.goals("tool2")[0]) in said(page.goals)
    assert "Da fare" not in said(page.goals)
    assert "Obiettiv" not in said(page)


# ---- the answers that are enough ---------------------------------------------------------------------------------


def test_the_answers_that_are_enough_lead_to_their_questions(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    for function in (STATES, TIMES):
        bench.desk.answer(question(bench.desk, "tool2", "coverage", function), None)
    page = outcome_of(bench)
    qtbot.waitUntil(lambda: bool(page.missing.findChildren(WrappedButton)), timeout=20_000)
    text = said(page.missing)
    assert "Bastano queste risposte" in text
    assert "Con queste 2 risposte, quali che siano, l'esito è deciso." in text
    links = [one for one in page.missing.findChildren(WrappedButton) if one.isVisibleTo(page)]
    links[0].click()
    assert bench.window.here == "question"


def test_with_functions_unconfirmed_it_is_said_of_those_ticked(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.desk.answer(question(bench.desk, "tool2", "coverage", STATES), None)
    bench.desk.set_presence("tool2", TIMES, TIMES, "absent")
    bench.desk.confirm_absent("tool2", "", on=False)
    page = outcome_of(bench)
    qtbot.waitUntil(lambda: bool(page.missing.findChildren(WrappedButton)), timeout=20_000)
    assert "Con questa risposta, quale che sia, l'esito delle funzioni segnate finora è deciso." in said(page.missing)


def test_a_set_too_large_to_be_a_short_way_is_not_shown(bench: Bench, qtbot: QtBot) -> None:
    page = outcome_of(bench, unsettled(bench))
    qtbot.waitUntil(lambda: bool(page.missing.findChildren(WrappedButton)), timeout=20_000)
    fewest = bench.desk.decisive(page._tool_id)
    assert fewest is not None
    assert len(fewest.facts) > 6
    assert "Bastano" not in said(page.missing)


# ---- room --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "scale"), [((1366, 690), 1.0), ((1366, 690), 2.0), ((760, 690), 1.0)])
def test_with_all_of_it_nothing_scrolls_sideways(
    bench: Bench, qtbot: QtBot, size: tuple[int, int], scale: float
) -> None:
    bench.desk.open_example()
    bench.desk.tick("tool2", "call_recording", True)
    bench.desk.set_presence("tool2", "call_recording", "call_recording", "in_use")
    bench.desk.adopt_switch_off("tool2", [TIMES])
    for function in (STATES, TIMES):
        bench.desk.set_presence("tool2", function, function, "absent")
    bench.window.resize(*size)
    try:
        bench.window.set_scale(scale)  # the rail too takes its room anew
        page = outcome_of(bench)
        qtbot.waitUntil(lambda: bool(page.missing.findChildren(WrappedButton)), timeout=20_000)
        page.functions.row("call_recording").switch.click()
        for fold in folds(page):
            fold.line.click()
        QApplication.processEvents()
        assert page._area.widget().width() <= page._area.viewport().width()
        one_column = scale == 2.0 or size[0] < 1000
        assert (page._right.indexOf(page.ways) >= 0) == one_column
    finally:
        style.zoom(1.0)
