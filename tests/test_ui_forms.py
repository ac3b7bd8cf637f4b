"""Moduli: there with and without an open practice, one card for each tool, the way to what is missing."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.domain.circular import UNKNOWN
from app.domain.questionnaire import written
from app.ui.pages.declared import DeclaredForm
from app.ui.pages.forms import FormsPage
from tests.desks import question
from tests.ui_kit import Bench


def page_of(bench: Bench, **where: str) -> FormsPage:
    bench.window.go("forms", where)
    assert bench.window.here == "forms"
    page = bench.window.page("forms")
    assert isinstance(page, FormsPage)
    return page


def test_without_a_practice_it_leads_to_the_practices(bench: Bench) -> None:
    page = page_of(bench)
    assert not page.tools
    assert page._nothing.isVisible()
    page._nothing_go.click()
    assert bench.window.here == "home"


def test_a_practice_without_tools_leads_to_it(bench: Bench) -> None:
    bench.desk.create("Prova")
    page = page_of(bench)
    assert "ancora strumenti" in page._nothing_text.text()
    page._nothing_go.click()
    assert bench.window.here == "practice"


def test_one_card_for_each_tool_and_none_of_another_practice(bench: Bench) -> None:
    bench.desk.open_example()
    page = page_of(bench)
    assert [card.heading.text() for card in page.tools.values()] == [
        "Scheda cliente", "Cruscotto", "Registratore", "Timbratrice",
    ]  # fmt: skip
    bench.desk.remove_tool("tool2")
    assert [card.heading.text() for card in page.tools.values()] == ["Scheda cliente", "Registratore", "Timbratrice"]
    bench.desk.create("Altra")
    bench.desk.add_tool("Centralino")
    assert [card.heading.text() for card in page_of(bench).tools.values()] == ["Centralino"]


def test_opened_about_a_tool_it_begins_there(bench: Bench) -> None:
    bench.desk.open_example()
    page = page_of(bench, tool="tool3")
    assert page.tools["tool3"].isAncestorOf(QApplication.focusWidget())


def test_answers_typed_back_are_recorded_and_undone_from_here(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.answer(question(bench.desk, "tool2", "uses_ai"), UNKNOWN)
    page = page_of(bench)
    (asked,) = bench.desk.vendor_questions("tool2")

    def fill() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, DeclaredForm)
        form.codes.setPlainText(written(asked, "no"))
        form.confirm()

    QTimer.singleShot(0, fill)
    page.tools["tool2"].links["questionnaire", "read_back"].click()
    assert bench.desk.practice.tool("tool2").facts["uses_ai"].declared_on == "2026-11-23"
    assert bench.window.notice.isVisible()
    bench.window.notice.acted.emit()
    assert bench.desk.practice.tool("tool2").facts["uses_ai"].value == UNKNOWN


def test_the_rail_leads_there_in_both_languages(bench: Bench) -> None:
    bench.window.go("home", {})
    bench.window.rail.entries["forms"].click()
    assert bench.window.here == "forms"
    bench.window.set_language("en")
    assert bench.window.page("forms").title() == "Forms"
