"""The check page: every answer is there with a way to change it, and nothing counts that does not."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel

from app.domain.determination import Question
from app.ui import phrases
from app.ui.pages.check import CheckPage
from app.ui.pages.left_out import reason_text
from app.ui.pages.points import PointForm
from app.ui.widgets.basics import Button
from tests.ui_kit import Bench

STATES = "operator_states"


def page_of(bench: Bench, tool: str = "tool2") -> CheckPage:
    bench.window.go("check", {"tool": tool})
    page = bench.window.page("check")
    assert isinstance(page, CheckPage)
    return page


def said(page: CheckPage, section: str) -> list[str]:
    QApplication.processEvents()
    shown = page._sections[section]
    return [text.text() for text in shown.findChildren(QLabel) if text.isVisibleTo(shown)]


def test_every_answer_stands_under_what_it_is_about(bench: Bench) -> None:
    bench.desk.open_example()
    page = page_of(bench)
    desk = bench.desk
    for question in desk.path("tool2"):
        answer = desk.answer_to(question)
        fact = phrases.fact_of(desk.circular, question)
        if answer is None:
            assert any(fact.question in text for text in said(page, "open"))
            continue
        section = said(page, f"f:{question.function}" if question.function else question.scope)
        assert fact.question in section
        assert phrases.answer_text(fact, answer.value, desk.words) in section
        assert any(text.startswith("il 23/11/2026, Persona") for text in section)


def test_notes_are_shown(bench: Bench) -> None:
    bench.desk.open_example()
    question = Question("function", "tool2", STATES, STATES, "coverage", True)
    bench.desk.set_note(question, "dal manuale, pagina 4")
    assert "Nota: dal manuale, pagina 4" in said(page_of(bench), f"f:{STATES}")


def test_changing_an_answer_leads_to_its_question_and_back(bench: Bench) -> None:
    bench.desk.open_example()
    page = page_of(bench)
    spy = QSignalSpy(page.go)
    links = page._sections[f"f:{STATES}"].findChildren(Button)
    assert all(link.text() == "Cambia" for link in links)
    names = [link.accessibleName() for link in links]
    assert len(set(names)) == len(names)
    links[0].click()
    assert spy.at(0) == ["question", {"tool": "tool2", "function": STATES, "fact": "presence", "return_to": "check"}]


def test_answers_that_no_longer_count_are_kept_apart_and_come_back(bench: Bench) -> None:
    bench.desk.open_example()
    page = page_of(bench)
    question = Question("function", "tool2", STATES, STATES, "traceable", True)
    bench.desk.answer(question, "no")
    parked = said(page, "parked")
    coverage = bench.desk.circular.kinds[STATES].fact("coverage")
    assert any(coverage.question in text for text in parked)
    assert coverage.question not in said(page, f"f:{STATES}")
    bench.desk.undo()
    assert coverage.question in said(page, f"f:{STATES}")


def test_what_nobody_confirmed_is_said_with_a_way_there(bench: Bench) -> None:
    bench.desk.create("Prova")
    tool = bench.desk.add_tool("CRM", "crm")
    page = page_of(bench, tool)
    assert not page._notice.isHidden()
    assert str(len(bench.desk.determinations[0].unconfirmed)) in page._unconfirmed.text()
    page.to_functions.click()
    assert bench.window.here == "functions"


def test_without_a_function_it_says_where_to_start(bench: Bench) -> None:
    bench.desk.create("Prova")
    page = page_of(bench, bench.desk.add_tool("CRM"))
    assert any("Comincia dalle funzioni" in text for text in said(page, "open"))


def test_equal_contents_are_left_alone(bench: Bench) -> None:
    bench.desk.open_example()
    page = page_of(bench)
    link = page._sections[f"f:{STATES}"].findChildren(Button)[2]
    link.setFocus()
    bench.desk.set_practice(number="7")
    assert page._sections[f"f:{STATES}"].findChildren(Button)[2] is link
    assert link.hasFocus()


def test_it_leads_to_the_outcome(bench: Bench) -> None:
    bench.desk.open_example()
    page = page_of(bench)
    assert page.to_outcome.hasFocus()
    page.to_outcome.click()
    assert bench.window.here == "outcome"


def test_questions_no_longer_needed_say_why_by_the_name_of_the_others(bench: Bench) -> None:
    bench.desk.open_example()
    desk, kind = bench.desk, bench.desk.circular.kinds[STATES]
    desk.answer(Question("function", "tool2", STATES, STATES, "coverage", True), None)
    desk.answer(Question("function", "tool2", STATES, STATES, "customer_line", True), "no")
    page = page_of(bench)
    left = desk.left_out("tool2")
    assert left
    shown = said(page, "left_out")
    parked = said(page, "parked") if "parked" in page._sections else []
    found = desk.determination("tool2")
    for one in left:
        reason = reason_text(desk.circular, desk.words, found, one)
        question = desk.circular.kinds[one.kind].fact(one.fact).question
        assert reason in shown + parked
        assert any(question in text for text in shown + parked)
        for fact in one.by:
            assert desk.circular.kinds[one.kind].fact(fact).question in reason
    assert kind.label in shown
    assert list(page._sections)[-1] == "left_out"


def test_what_another_choice_fixes_says_which_and_how(bench: Bench) -> None:
    bench.desk.open_example()
    desk, record = bench.desk, "call_record_match"
    desk.answer(Question("function", "tool1", record, record, "row_kept", True), "yes")
    fixed = [one for one in desk.left_out("tool1") if one.why == "fixed"]
    assert fixed
    found = desk.determination("tool1")
    sentences = [reason_text(desk.circular, desk.words, found, one) for one in fixed]
    label = desk.circular.kinds[record].label
    assert all(sentence.startswith(f"La risposta data per «{label}» la fissa già: vale «") for sentence in sentences)
    assert set(sentences) <= set(said(page_of(bench, "tool1"), "left_out"))


def test_with_nothing_left_out_there_is_no_such_section(bench: Bench) -> None:
    bench.desk.open_example()
    assert not bench.desk.left_out("tool1")
    assert "left_out" not in page_of(bench, "tool1")._sections


def test_points_of_ones_own_are_added_changed_and_removed_here(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.desk.open_example()
    page = page_of(bench)

    def fill(title: str, text: str, accept: int = 1) -> None:
        def run(form: PointForm) -> int:
            form.title.setText(title)
            form.text.setPlainText(text)
            assert form.save.isEnabled() is bool((title + text).strip())
            return accept

        monkeypatch.setattr(PointForm, "exec", run)

    before = bench.desk.determinations
    fill("Rilievo in sala", "tabellone\nin vista")
    page.points.add.click()
    (point,) = bench.desk.points("tool2")
    assert (point.title, point.text) == ("Rilievo in sala", "tabellone\nin vista")
    shown = [text.text() for text in page.points.findChildren(QLabel)]
    assert {"Rilievo in sala", "tabellone\nin vista"} <= set(shown)
    fill("  ", "")
    page.points.add.click()
    assert len(bench.desk.points("tool2")) == 1
    fill("  ", "solo testo\nsu due righe")
    page.points.add.click()
    assert bench.desk.points("tool2")[1].title == "solo testo"
    bench.desk.undo()
    fill("Rilievo", "corretto")

    def links() -> list[Button]:
        QApplication.processEvents()
        found = page.points.findChildren(Button)
        return [link for link in found if link.isVisible() and "Rilievo" in link.accessibleName()]

    links()[0].click()
    assert bench.desk.points("tool2")[0].text == "corretto"
    assert page.points.add.hasFocus()
    QApplication.processEvents()
    links()[1].click()
    assert bench.desk.points("tool2") == ()
    assert "Rilievo" in bench.window.notice.text()
    bench.window.notice.acted.emit()
    assert len(bench.desk.points("tool2")) == 1
    assert bench.desk.determinations == before


def test_what_is_typed_in_a_point_stands_there_as_typed(bench: Bench) -> None:
    bench.desk.open_example()
    typed = "<b>non</b> & «così» \u202e \U0001f600 " + "x" * 10_000
    bench.desk.add_point(typed, typed, "tool2")
    page = page_of(bench)
    assert [text.text() for text in page.points.findChildren(QLabel)].count(typed) == 2


def test_a_parked_answer_is_offered_back_when_its_question_is_asked_again(bench: Bench) -> None:
    bench.desk.open_example()
    desk = bench.desk
    early = Question("function", "tool2", STATES, STATES, "traceable", True)
    coverage = Question("function", "tool2", STATES, STATES, "coverage", True)
    kept = desk.answer_to(coverage)
    assert kept is not None
    desk.answer(Question("tool", "tool2", "", "", "shared_codes", False), "no")
    page = page_of(bench)
    bench.window.go("question", {"tool": "tool2", "function": STATES, "fact": "traceable", "return_to": "check"})
    questions = bench.window.page("question")
    questions.form.choose_number(1)
    questions.confirm()
    assert bench.window.here == "check"
    fact = desk.circular.kinds[STATES].fact("coverage")
    assert any(fact.question in text for text in said(page, "parked"))
    links = [one for one in page._sections["parked"].findChildren(Button) if fact.question in one.accessibleName()]
    links[0].click()
    assert bench.window.here == "question"
    assert questions.form.value() == kept.value
    desk.answer(early, "direct")
    bench.window.go("check", {"tool": "tool2"})
    assert "parked" not in page._sections or not any(fact.question in text for text in said(page, "parked"))
    assert desk.answer_to(coverage) == kept


def test_what_the_vendor_declared_says_so(bench: Bench) -> None:
    bench.desk.open_example()
    asked = next(one for one in bench.desk.path("tool2") if one.fact == "uses_ai")
    bench.desk.answer_declared(asked, "yes", "2026-11-20")
    page = page_of(bench)
    assert "Dichiarato dal fornitore il 20/11/2026, registrato da Persona di esempio" in said(page, "tool")
