"""The question page: choosing by mouse, number and Enter; the strip; what is kept until it is confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.cases import bearing_on
from app.domain.circular import UNKNOWN
from app.domain.determination import Question
from app.domain.evidence import About
from app.domain.purpose import Purpose
from app.ui.pages import question as question_module
from app.ui.pages import question_evidence as evidence_module
from app.ui.pages.base import WIDE
from app.ui.pages.question import QuestionPage
from app.ui.pages.question_evidence import about_of
from app.ui.pages.why import why_of
from app.ui.widgets.basics import Button
from tests.ui_kit import Bench

STATES = "operator_states"


def page_of(bench: Bench) -> QuestionPage:
    page = bench.window.page("question")
    assert isinstance(page, QuestionPage)
    return page


def started(bench: Bench, kind: str = STATES) -> QuestionPage:
    """A new tool with one function, at its first question."""
    bench.desk.create("Prova")
    tool = bench.desk.add_tool("CRM")
    bench.desk.tick(tool, kind, True)
    bench.window.go("question", {"tool": tool})
    return page_of(bench)


def answered(bench: Bench, kind: str = STATES) -> QuestionPage:
    page = started(bench, kind)
    bench.desk.set_presence(page._where["tool"], kind, kind, "in_use")
    bench.window.go("question", {"tool": page._where["tool"]})
    return page


def at(bench: Bench, fact: str, **more: str) -> QuestionPage:
    tool = bench.desk.practice.tools[0]
    bench.window.go("question", {"tool": tool.id, "function": tool.functions[0].id, "fact": fact, **more})
    return page_of(bench)


def no_shared_codes(bench: Bench) -> None:
    """Nothing of the tool can be joined with what another one keeps."""
    bench.desk.answer(Question("tool", bench.desk.practice.tools[0].id, "", "", "shared_codes", False), "no")


def fact_shown(page: QuestionPage) -> str:
    question = page.question()
    assert question is not None
    return question.fact


def test_presence_comes_first_and_dont_know_last(bench: Bench) -> None:
    page = started(bench)
    assert fact_shown(page) == "presence"
    assert [card.choice_id for card in page.form.cards] == [*bench.desk.circular.presences.values, UNKNOWN]
    assert page.form.cards[-1].accessibleName() == "Non lo so"


def test_a_number_key_chooses_and_enter_confirms(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench)
    qtbot.keyClick(page.form.cards[0], Qt.Key.Key_1)
    assert page.form.cards[0].isChecked()
    assert bench.desk.practice.tools[0].functions[0].presence == "unasked"
    qtbot.keyClick(page.form.cards[0], Qt.Key.Key_Return)
    assert bench.desk.practice.tools[0].functions[0].presence == "in_use"
    assert fact_shown(page) == "traceable"
    assert page.form.value() is None


def test_the_whole_function_by_keyboard_alone(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench, "call_record_match")
    for key in (Qt.Key.Key_1, Qt.Key.Key_1):
        qtbot.keyClick(QApplication.focusWidget(), key)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert bench.desk.determinations[0].outcome == "work_tool"
    while bench.window.here == "question":
        before = fact_shown(page)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert bench.window.here == "check" or fact_shown(page) != before
    assert bench.window.here == "check"


def test_a_click_anywhere_on_the_card_chooses_it(bench: Bench, qtbot: QtBot) -> None:
    page = started(bench)
    card = page.form.cards[2]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().bottomRight() / 2)
    assert page.form.value() == card.choice_id
    assert page.go_on.isEnabled()


def test_the_strip_moves_only_after_a_confirmed_answer(bench: Bench) -> None:
    page = answered(bench)
    no_shared_codes(bench)
    at(bench, "traceable")
    before = page.strip.possible()
    assert set(before) == set(bench.desk.determinations[0].function(STATES).possible)
    page.form.choose_number(1)
    assert page.strip.possible() == before
    page.confirm()
    assert page.strip.possible() == ["no_remote_control"]


def test_what_is_no_longer_possible_is_struck_not_removed(bench: Bench) -> None:
    page = answered(bench)
    no_shared_codes(bench)
    bench.desk.answer(Question("function", page._where["tool"], STATES, STATES, "traceable", False), "no")
    struck = [t.text() for t in page.strip.findChildren(QLabel) if t.property("struck") == "true"]
    assert len(struck) == len(bench.desk.circular.outcomes) - 1
    assert "Fuori dall'art. 4" in page.strip.accessibleName()


def test_dont_know_is_an_answer_and_changes_nothing(bench: Bench) -> None:
    page = answered(bench)
    at(bench, "traceable")
    before = bench.desk.determinations[0].possible
    page.form.choose_number(len(page.form.cards))
    page.confirm()
    assert bench.desk.practice.tools[0].functions[0].answers["traceable"].value == UNKNOWN
    assert bench.desk.determinations[0].possible == before
    assert fact_shown(page) != "traceable"


def test_nothing_is_confirmed_without_a_choice(bench: Bench) -> None:
    page = answered(bench)
    assert not page.go_on.isEnabled()
    page.confirm()
    assert not bench.desk.practice.tools[0].functions[0].answers


def test_undo_puts_the_card_back_without_drawing_the_page_anew(bench: Bench) -> None:
    page = answered(bench)
    at(bench, "traceable")
    page.form.choose_number(4)
    page.confirm()
    at(bench, "traceable")
    cards = list(page.form.cards)
    page.form.choose_number(2)
    page.confirm()
    at(bench, "traceable")
    cards = list(page.form.cards)
    assert page.form.value() == "small_group"
    bench.desk.undo()
    assert page.form.cards == cards
    assert page.form.value() == "direct"


def test_days_are_a_number_and_nothing_else(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.desk.answer(Question("function", "tool3", "call_recording", "call_recording", "retention_days", True), None)
    bench.window.go("question", {"tool": "tool3", "function": "call_recording", "fact": "retention_days"})
    page = page_of(bench)
    field = page.form.days
    assert field is not None
    assert field.hasFocus()
    qtbot.keyClicks(field, "9x0")
    assert field.text() == "90"
    assert page.form.value() == 90
    page.form.cards[-1].click()
    assert (field.text(), page.form.value()) == ("", UNKNOWN)
    qtbot.keyClicks(field, "30")
    assert page.form.value() == 30
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert bench.desk.practice.tool("tool3").functions[0].answers["retention_days"].value == 30
    assert bench.window.here == "check" or fact_shown(page) != "retention_days"


def test_number_keys_write_digits_in_a_field(bench: Bench, qtbot: QtBot) -> None:
    page = answered(bench)
    at(bench, "traceable")
    page.form.note_button.click()
    qtbot.keyClicks(page.form._note, "12")
    assert page.form.note() == "12"
    assert page.form.value() is None


def test_several_may_be_ticked_and_dont_know_excludes_them(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.answer(Question("function", "tool3", "call_recording", "call_recording", "viewers", True), None)
    bench.window.go("question", {"tool": "tool3", "function": "call_recording", "fact": "viewers"})
    page = page_of(bench)
    page.form.choose_number(2)
    page.form.choose_number(4)
    assert page.form.value() == tuple(page.form.cards[n].choice_id for n in (1, 3))
    page.form.choose_number(len(page.form.cards))
    assert page.form.value() == UNKNOWN
    page.form.choose_number(1)
    assert page.form.value() == (page.form.cards[0].choice_id,)
    page.confirm()
    assert bench.desk.practice.tool("tool3").functions[0].answers["viewers"].value == ("operator",)


def test_a_note_before_the_answer_waits_for_it(bench: Bench) -> None:
    page = answered(bench)
    at(bench, "traceable")
    page.form.note_button.click()
    page.form._note.setPlainText("visto a schermo")
    bench.window.go("check", {"tool": page._where["tool"]})
    at(bench, "traceable")
    assert page.form.note() == "visto a schermo"
    page.form.choose_number(4)
    page.confirm()
    assert bench.desk.practice.tools[0].functions[0].answers["traceable"].note == "visto a schermo"


def test_a_note_on_an_answer_is_kept_with_it(bench: Bench) -> None:
    page = answered(bench)
    at(bench, "traceable")
    page.form.choose_number(4)
    page.confirm()
    at(bench, "traceable")
    page.form.note_button.click()
    page.form._note.setPlainText("dal manuale")
    page.form._note.commit()
    answer = bench.desk.practice.tools[0].functions[0].answers["traceable"]
    assert (answer.value, answer.note) == ("direct", "dal manuale")


def test_a_note_does_not_go_to_the_next_question(bench: Bench) -> None:
    page = answered(bench)
    at(bench, "traceable")
    page.form.note_button.click()
    page.form._note.setPlainText("solo qui")
    page.form.choose_number(4)
    page.confirm()
    assert fact_shown(page) != "traceable"
    assert page.form.note() == ""


def test_from_the_check_one_comes_straight_back(bench: Bench) -> None:
    bench.desk.open_example()
    bench.window.go("check", {"tool": "tool2"})
    where = {"tool": "tool2", "function": STATES, "fact": "coverage", "return_to": "check"}
    bench.window.go("question", where)
    page = page_of(bench)
    page.form.choose_number(1)
    page.confirm()
    assert bench.window.here == "check"
    assert bench.desk.practice.tool("tool2").function(STATES).answers["coverage"].value == "own_request"  # type: ignore[union-attr]


def test_the_list_says_what_is_complete_and_leads_there(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.answer(Question("company", "tool1", "", "", "remote_work", False), "no")
    bench.window.go("question", {"tool": "tool1", "function": "call_record_match", "fact": "row_kept"})
    page = page_of(bench)
    states = {key: made.stop.state for key, made in page.way._rows.items()}
    assert states["f:call_record_match"] == "here"
    assert states["company"] == "done"
    assert states["check"] == "open"
    page.way._rows["company"].click()
    assert fact_shown(page) == "workforce"
    page.way._rows["check"].click()
    assert bench.window.here == "check"


def test_return_on_the_list_opens_the_row_and_in_the_explanations_confirms_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    page, before = page_of(bench), bench.desk.practice
    page.form.choose_number(1)
    page.panel.tabs.setFocus()
    qtbot.keyClick(page.panel.tabs, Qt.Key.Key_Return)
    assert bench.desk.practice is before
    row = page.way._rows["company"]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert fact_shown(page) == "workforce"
    assert bench.desk.practice is before
    row = page.way._rows["check"]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Enter)
    assert bench.window.here == "check"


def test_the_panel_says_meaning_sources_with_how_they_were_read_and_cases(bench: Bench) -> None:
    bench.desk.open_example()
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    panel = page_of(bench).panel
    circular = bench.desk.circular
    fact = circular.kinds[STATES].fact("coverage")

    def said(place: int) -> str:
        return "\n".join(text.text() for text in panel._stack.widget(place).findChildren(QLabel))

    assert fact.meaning in said(0)
    assert fact.where in said(0)
    for cite in fact.cites:
        item = circular.items[cite]
        assert item.statement in said(1)
        assert circular.statuses[item.status] in said(1)
    cases = [case for case in circular.cases if any(f.kind == STATES for f in case.functions)]
    assert cases
    assert all(case.title in said(2) for case in cases)
    assert "verificata" not in (said(0) + said(1) + said(2)).lower()
    assert "Chiedi al fornitore" in [t.text() for t in page_of(bench).form.findChildren(QLabel)]


def test_on_a_narrow_window_the_panel_is_a_drawer(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    window = bench.window
    window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    page = page_of(bench)
    assert page.panel.isVisible()
    assert page.explain.isHidden()
    window.resize(WIDE - 100, 690)
    assert page.panel.isHidden()
    page.explain.click()
    assert page.panel.isVisible()
    assert page.panel.tabs.hasFocus()
    assert page.rect().contains(page.panel.geometry())
    qtbot.keyClick(page.panel.tabs, Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert page.explain.hasFocus()
    window.resize(1366, 690)
    assert page.panel.isVisible()
    assert page.explain.isHidden()


def test_back_goes_through_the_questions_to_the_functions(bench: Bench) -> None:
    page = answered(bench)
    at(bench, "traceable")
    page.back.click()
    assert fact_shown(page) == "presence"
    page.back.click()
    assert bench.window.here == "functions"


def test_a_read_only_practice_is_walked_and_not_answered(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.read_only = True
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    page = page_of(bench)
    before = bench.desk.practice
    page.form.choose_number(1)
    assert page.go_on.isEnabled()
    page.confirm()
    assert bench.desk.practice == before
    assert fact_shown(page) != "coverage"


def test_every_control_has_a_name_and_nothing_scrolls_sideways(bench: Bench) -> None:
    bench.desk.open_example()
    window = bench.window
    for width in (1366, 1000):
        window.resize(width, 690)
        window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
        QApplication.processEvents()
        page = page_of(bench)
        assert window.width() == width
        body = page._area.widget()
        assert body.width() <= page._area.viewport().width()
        assert all(card.accessibleName() for card in page.form.cards)
        assert page.panel.accessibleName()


def test_a_function_implied_elsewhere_says_so_and_needs_no_presence(bench: Bench) -> None:
    bench.desk.open_example()
    record = "call_record_match"
    bench.desk.answer(Question("function", "tool1", record, record, "row_kept", True), "yes")
    bench.window.go("question", {"tool": "tool1", "function": "call_log"})
    page = page_of(bench)
    assert fact_shown(page) != "presence"
    said = [text.text() for text in page.form.findChildren(QLabel)]
    assert any("Abbinamento chiamata–scheda cliente" in text for text in said)
    assert page._where["function"] == "call_log"


def test_before_presence_only_what_the_kind_can_have_is_possible(bench: Bench) -> None:
    page = started(bench, "attendance")
    assert "attendance_tool" in page.strip.possible()
    assert "prohibited" not in page.strip.possible()
    page = started(bench, STATES)
    assert "attendance_tool" not in page.strip.possible()


def test_up_and_down_scroll_the_explanations_from_their_tabs(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    panel = page_of(bench).panel
    qtbot.keyClick(panel.tabs, Qt.Key.Key_Right)
    assert panel.tabs.currentIndex() == 1
    QApplication.processEvents()
    bar = panel._areas[1].verticalScrollBar()
    assert bar.maximum() > 0
    qtbot.keyClick(panel.tabs, Qt.Key.Key_Down)
    assert bar.value() > 0


def why(page: QuestionPage) -> list[str]:
    return [one.text for one in page.panel.why.said]


def test_it_says_why_it_asks_and_only_once_that_is_found(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    page, words = page_of(bench), bench.desk.words
    assert why(page) == [words("why.seeking")]
    qtbot.waitUntil(lambda: words("why.function") in why(page), timeout=10_000)
    outcomes = next(one.outcomes for one in page.panel.why.said if one.text == words("why.function"))
    assert outcomes == ("needs_agreement_or_authorisation", "not_admissible")
    labels = {duty.id: duty.label for duty in bench.desk.circular.duties}
    duties = next(one.names for one in page.panel.why.said if one.text == words("why.duties.other"))
    assert set(duties) <= set(labels.values())


def test_another_answer_is_never_told_with_the_old_reason(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    page, words = page_of(bench), bench.desk.words
    qtbot.waitUntil(lambda: words("why.function") in why(page), timeout=10_000)
    bench.desk.answer(Question("function", "tool2", STATES, STATES, "customer_line", True), "no")
    assert words("why.function") not in why(page)
    bench.desk.answer(Question("function", "tool2", STATES, STATES, "traceable", True), "no")
    assert why(page) == [words("why.parked")]
    bench.desk.set_practice(number="9")
    assert why(page) == [words("why.parked")]


def test_what_is_only_measured_says_so_and_a_presence_too(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    page, words = page_of(bench), bench.desk.words
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "uses"})
    qtbot.waitUntil(lambda: why(page) == [words("why.measured")], timeout=10_000)
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "presence"})
    assert why(page) == [words("why.presence")]


def test_every_part_of_a_purpose_has_its_sentence(bench: Bench) -> None:
    law, words = bench.desk.circular, bench.desk.words
    full = Purpose(
        function=("work_tool", "not_admissible"),
        tool=("not_admissible", "prohibited"),
        kinds=("call_log",),
        flags=("unclear", "unverified"),
        duties=("O9",),
        standing=("stop", "to_do"),
        ways=("after_talks_one_office", "no_representatives_one_office"),
    )
    said = why_of(law, words, full)
    keys = ("function", "tool", "kinds.one", "flags.other", "duties.one", "standing", "ways")
    assert [one.text for one in said] == [words(f"why.{key}") for key in keys]
    assert said[5].names == ("Da fare", "Da fermare")
    assert len(said[6].names) == 1  # two ways of one name are named once
    same = Purpose(function=("work_tool", "prohibited"), tool=("work_tool", "prohibited"))
    assert [one.text for one in why_of(law, words, same)] == [words("why.both")]
    assert [one.text for one in why_of(law, words, Purpose())] == [words("why.alone")]


def test_cases_on_the_question_come_first_and_precedents_say_why_they_are_none(bench: Bench) -> None:
    bench.desk.open_example()
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    law, panel, words = bench.desk.circular, page_of(bench).panel, bench.desk.words
    texts = [text.text() for text in panel._stack.widget(2).findChildren(QLabel)]
    found = bearing_on(law, law.kinds[STATES].fact("coverage"), STATES)
    assert found.near
    order = [one.title for one in (*found.near, *found.others)] + [one.title for one in found.precedents]
    assert [text for text in texts if text in order] == order
    assert texts.count(words("panel_cases.no_case")) == len(found.precedents) > 0
    assert all(one.why in texts for one in found.precedents)


def test_a_case_opens_beside_its_question_by_keyboard(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(question_module, "show_case", lambda _page, _law, _words, case: opened.append(case))
    bench.desk.open_example()
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    panel = page_of(bench).panel
    panel.tabs.setFocus()
    panel.tabs.setCurrentIndex(2)
    QApplication.processEvents()
    qtbot.keyClick(panel.tabs, Qt.Key.Key_Tab)
    link = QApplication.focusWidget()
    assert isinstance(link, Button)
    assert link.accessibleName().startswith("Apri il caso: ")
    qtbot.keyClick(link, Qt.Key.Key_Return)
    law = bench.desk.circular
    assert opened == [bearing_on(law, law.kinds[STATES].fact("coverage"), STATES).near[0].id]


def test_a_mounted_device_is_not_offered_off_and_locked(bench: Bench) -> None:
    page = started(bench, "video")
    offered = [card.choice_id for card in page.form.cards]
    assert "off_locked" not in offered
    assert offered[-1] == UNKNOWN
    said = [text.text() for text in page.form.findChildren(QLabel)]
    assert bench.desk.words("question_more.device") in said
    page = started(bench, STATES)
    assert "off_locked" in [card.choice_id for card in page.form.cards]


def test_the_companys_questions_are_asked_like_the_others(bench: Bench) -> None:
    bench.desk.open_example()
    asked = [q for q in bench.desk.path("tool3") if q.scope == "company"]
    assert {q.fact for q in asked} == {"workforce", "units", "offices", "talks", "remote_work"}
    for one in asked:
        bench.window.go("question", {"tool": "tool3", "function": "", "fact": one.fact})
        page = page_of(bench)
        fact = next(fact for fact in bench.desk.circular.company_facts if fact.id == one.fact)
        assert fact_shown(page) == one.fact
        assert [card.choice_id for card in page.form.cards] == [*fact.values, UNKNOWN]
        assert page.form._place.text().startswith("L'azienda · domanda ")


def test_a_file_is_attached_to_the_question_without_leaving_it(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.desk.open_example()
    bench.desk.set_author("Chi Compila")
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "coverage"})
    page = page_of(bench)
    file = tmp_path / "manuale.txt"
    file.write_text("pagina 4", "utf-8")
    monkeypatch.setattr(evidence_module.QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(evidence_module.EvidenceForm, "exec", lambda _form: 1)
    page.form.choose_number(1)
    page.evidence.add.click()
    qtbot.waitUntil(lambda: "manuale.txt" in page.evidence.names.text())
    (piece,) = bench.desk.evidence()
    assert piece.evidence.about == About("tool2", STATES, "coverage")
    assert page.form.value() == page.form.cards[0].choice_id
    assert bench.window.here == "question"
    page.evidence.attach(file)
    qtbot.waitUntil(lambda: not page.evidence.problem.isHidden())
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "presence"})
    assert page.evidence.isHidden()
    assert about_of(Question("company", "tool2", "", "", "workforce", False)) == About(fact="workforce")


def test_another_language_in_mid_question_keeps_choice_note_and_place(bench: Bench) -> None:
    page = answered(bench)
    at(bench, "traceable")
    page.form.choose_number(2)
    page.form.note_button.click()
    page.form._note.setPlainText("visto a schermo")
    asked, labels = fact_shown(page), [card.accessibleName() for card in page.form.cards]
    bench.window.set_language("en")
    assert fact_shown(page) == asked
    assert [card.accessibleName() for card in page.form.cards] != labels
    assert page.form.value() == page.form.cards[1].choice_id
    assert page.form.note() == "visto a schermo"
    assert page.form._note.isVisible()
    bench.window.set_language("it")
    page.confirm()
    answer = bench.desk.practice.tools[0].functions[0].answers["traceable"]
    assert (answer.value, answer.note) == ("small_group", "visto a schermo")
    at(bench, "traceable")
    page.form.choose_number(1)
    bench.window.go("practice", {})
    at(bench, "traceable")
    assert page.form.value() == "small_group"


def test_another_language_keeps_a_number_half_typed(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.desk.answer(Question("function", "tool3", "call_recording", "call_recording", "retention_days", True), None)
    bench.window.go("question", {"tool": "tool3", "function": "call_recording", "fact": "retention_days"})
    page = page_of(bench)
    assert page.form.days is not None
    qtbot.keyClicks(page.form.days, "12")
    bench.window.set_language("en")
    assert page.form.value() == 12


def test_a_note_without_an_answer_that_is_undone_is_gone_from_sight_too(bench: Bench) -> None:
    """Or the next Ctrl+Z, pressed because nothing was seen to happen, would take back something else."""
    bench.desk.open_example()
    bench.desk.answer(Question("function", "tool2", STATES, STATES, "traceable", True), None)
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "traceable"})
    page = page_of(bench)
    page.form.note_button.click()
    page.form._note.setPlainText("visto a schermo")
    page.form._note.commit()
    assert bench.desk.can_undo
    bench.window.undo()
    assert page.form.note() == ""
