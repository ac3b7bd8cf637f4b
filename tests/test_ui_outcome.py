"""The outcome page: what it says is what was found; provisional is grey; a hypothesis changes nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.determination import Question
from app.ui.widgets.wrapped_button import WrappedButton
from tests.ui_kit import Bench, outcome_of

STATES = "operator_states"


def said(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(text.text() for text in widget.findChildren(QLabel) if text.isVisibleTo(widget))


def unsettled(bench: Bench) -> str:
    """A tool with states of which something decisive is open."""
    bench.desk.create("Prova")
    tool = bench.desk.add_tool("CRM")
    bench.desk.tick(tool, STATES, True)
    bench.desk.set_presence(tool, STATES, STATES, "in_use")
    return tool


@pytest.mark.parametrize("tool", ["tool1", "tool2", "tool3", "tool4"])
def test_the_banner_says_what_was_found_in_the_laws_own_words(bench: Bench, tool: str) -> None:
    bench.desk.open_example()
    page = outcome_of(bench, tool)
    outcome = bench.desk.circular.outcomes[str(bench.desk.determination(tool).outcome)]
    assert page.banner.title() == outcome.label
    assert page.banner.property("look") == outcome.look
    assert outcome.summary in said(page.banner)
    assert page.banner.resume.isHidden()


def test_provisional_is_grey_and_says_how_far_it_can_go(bench: Bench) -> None:
    page = outcome_of(bench, unsettled(bench))
    found = bench.desk.determinations[0]
    worst = bench.desk.circular.outcomes[str(found.outcome)]
    assert page.banner.property("look") == "grey"
    assert page.banner.title() == f"Da completare · può arrivare a «{worst.chip}»"
    assert page.functions.row(STATES).chip.look() == "grey"
    assert worst.label not in said(page.banner)
    page.banner.resume.click()
    assert bench.window.here == "question"


def test_settled_answers_with_unconfirmed_functions_stay_grey(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.confirm_absent("tool1", "", on=False)
    page = outcome_of(bench, "tool1")
    assert page.banner.property("look") == "grey"
    assert page.banner.title() == "Da completare · funzioni da confermare"
    assert "«Strumento di lavoro»" in said(page.banner)


def test_every_reason_has_its_rule_answers_items_and_how_they_were_read(bench: Bench) -> None:
    bench.desk.open_example()
    text = said(outcome_of(bench).why)
    circular = bench.desk.circular
    for function in bench.desk.determination("tool2").functions:
        for reason in function.reasons:
            assert circular.rule(reason.rule).reason in text
            for fact, value in reason.answers.items():
                asked = circular.kinds[function.kind].fact(fact)
                label = next(choice.label for choice in asked.choices if choice.id == value)
                assert f"{asked.question} «{label}»" in text
            # Each status stands beside the items that were read so, not beside all of the act's.
            assert "C13–C15, C17, C18, C21–C23" in text
            assert "C16, C20" in text
            assert all(circular.statuses[circular.items[item].status] in text for item in reason.items)
    assert "verificata" not in text.lower()


def test_sources_in_contrast_are_all_heard(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    flag = bench.desk.circular.flags["conflict:agreement_c25"]
    text = said(page._conflicts["conflict:agreement_c25"])
    assert flag.label in text
    for position in flag.positions:
        assert position.who in text
        assert position.says in text
    assert "Vaglio non sceglie" in text
    outcome_of(bench, "tool1")
    assert not page._conflicts


def test_duties_stand_with_what_cannot_wait_first(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    found = bench.desk.determination("tool2")
    duties = [duty for duty in bench.desk.circular.duties if duty.id in found.duties]
    text = said(page.duties)
    places = [text.index(duty.label) for duty in sorted(duties, key=lambda d: not d.urgent)]
    assert places == sorted(places)
    for duty in duties:
        assert duty.who in text
    assert "subito" in text


def test_a_hypothesis_says_what_changes_and_changes_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    before = bench.desk.practice
    switch = page.functions.row(STATES).switch
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert page.functions.row(STATES).chip.text() == "Spenta per ipotesi"
    assert page.functions.hypothesis.text() == (
        "Senza questa funzione resta «Non autorizzabile (INL)», per Tempi medi di lavorazione."
    )
    page.functions.row("handling_times").switch.click()
    assert page.functions.hypothesis.text() == "Senza queste 2 funzioni non ne resta nessuna."
    assert bench.desk.practice == before
    assert page.banner.property("look") == "red"
    page.functions.hypothesis.undo.click()
    assert switch.isChecked()
    assert page.functions.hypothesis.isHidden()


def test_a_hypothesis_takes_along_what_the_function_implies(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.answer(Question("function", "tool1", "call_record_match", "call_record_match", "row_kept", True), "yes")
    page = outcome_of(bench, "tool1")
    implied = page.functions.row("call_log")
    assert not implied.switch.isEnabled()
    assert "implicata da «Abbinamento chiamata–scheda cliente»" in said(implied)
    assert "Era dichiarata assente" in said(implied)
    assert "Registro chiamate" not in said(page.absent)
    page.functions.row("call_record_match").switch.click()
    assert implied.chip.text() == "Non c'è, per ipotesi"


def test_what_is_missing_leads_to_its_question_and_back_here(bench: Bench, qtbot: QtBot) -> None:
    tool = unsettled(bench)
    page = outcome_of(bench, tool)
    missing = bench.desk.missing(tool)
    assert missing
    qtbot.waitUntil(lambda: bool(page.missing.findChildren(WrappedButton)), timeout=20_000)
    text = said(page.missing)
    links = page.missing.findChildren(WrappedButton)
    assert len(links) == len(missing)
    for one in missing:
        for outcome in set(one.answers.values()) - {bench.desk.determinations[0].outcome}:
            assert f"al massimo «{bench.desk.circular.outcomes[outcome].chip}»" in text
    links[0].click()
    bench.window.page("question").form.choose_number(1)  # type: ignore[attr-defined]
    bench.window.page("question").confirm()  # type: ignore[attr-defined]
    assert bench.window.here == "outcome"


def test_standing_is_said_for_each_site_with_its_reason(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    text = said(page.standing)
    reasons = {rule.id: rule.reason for rule in bench.desk.circular.standing_rules}
    for at in bench.desk.determination("tool2").standing_at:
        assert all(reasons[rule] in text for rule in at.rules)
    assert "Sede di esempio" in text
    assert "Da fermare" in text


def test_absent_functions_are_named_with_who_said_so(bench: Bench) -> None:
    bench.desk.open_example()
    text = said(outcome_of(bench).absent)
    assert "Lo ha confermato Persona di esempio il 23/11/2026" in text
    confirmed = bench.desk.practice.tool("tool2").confirmed
    assert confirmed is not None
    assert all(bench.desk.circular.kinds[kind].label in text for kind in confirmed.kinds)


def test_the_language_changes_all_of_it(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    bench.window.set_language("en")
    text = said(page)
    assert page.banner.title() == bench.desk.circular.outcomes["not_admissible"].label
    assert "Cannot be authorised" in page.banner.title()
    for italian in ("Perché", "Che cosa fare", "Fonti in contrasto", "Firma la checklist"):
        assert italian not in text


def test_the_two_ways_on_from_here(bench: Bench) -> None:
    bench.desk.open_example()
    page = outcome_of(bench)
    page.check.click()
    assert bench.window.here == "check"
    outcome_of(bench).sign.click()
    assert bench.window.here == "sign"


@pytest.mark.parametrize("size", [(1366, 690), (1000, 690), (760, 690)])
def test_nothing_scrolls_sideways(bench: Bench, size: tuple[int, int]) -> None:
    bench.desk.open_example()
    bench.window.resize(*size)
    page = outcome_of(bench)
    QApplication.processEvents()
    assert bench.window.width() == size[0]
    assert page._area.widget().width() <= page._area.viewport().width()


def test_what_was_sought_of_a_practice_that_is_open_no_more_is_dropped(bench: Bench, qtbot: QtBot) -> None:
    """The answer comes when another practice is open, whose tools are others."""
    bench.desk.open_example()
    bench.desk.confirm_absent("tool2", "", on=False)
    bench.window.go("outcome", {"tool": "tool2"})
    page = bench.window.page("outcome")
    found = bench.desk.determination("tool2")
    bench.desk.create("Un'altra azienda")
    page.missing._found(found, ((), ()))
    bench.desk.close()
    page.missing._found(found, ((), ()))
