"""The sources page: everything is there with how it was read, is found by words, and dates can be checked again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui import style
from app.ui.pages import sources as module
from app.ui.pages.dated_rules import RecheckDialog
from app.ui.pages.sources import TABS, SourcesPage
from app.ui.source_search import find
from app.ui.widgets.basics import Button
from app.ui.widgets.dates import shown
from tests.law import law
from tests.ui_kit import Bench

LATER = datetime(2027, 6, 1, 9, 0, tzinfo=timezone(timedelta(hours=2)))
RULE = "ai_high_risk"


@pytest.fixture
def later(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "archive", now=lambda: LATER)
    yield made
    made.close()


def page_of(bench: Bench, tab: str = "acts") -> SourcesPage:
    bench.window.go("sources", {})
    page = bench.window.page("sources")
    assert isinstance(page, SourcesPage)
    page.tabs.setCurrentIndex(TABS.index(tab))
    QApplication.processEvents()
    return page


def said(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [text.text() for text in widget.findChildren(QLabel) if text.isVisibleTo(widget)]


def test_every_item_is_found_under_its_act_once() -> None:
    found = find(law(), "")
    assert [act for act, _ in found] == [act for act in law().acts if any(i.act == act for i in law().items.values())]
    assert sorted(item for _, items in found for item in items) == sorted(law().items)


def test_words_are_looked_for_in_act_and_statement_without_accents() -> None:
    assert find(law(), "PRODUTTIVITA") == find(law(), "produttività")
    assert find(law(), "produttività")
    (act, items), *rest = find(law(), "26 luglio 2017")
    assert act == "inl_circ_4_2017"
    assert len(items) == sum(item.act == act for item in law().items.values())
    assert rest == []
    assert find(law(), "produttività zzzz") == ()


def test_the_status_filters_statements() -> None:
    for status in law().statuses:
        found = [item for _, items in find(law(), "", status) for item in items]
        assert sorted(found) == sorted(item.id for item in law().items.values() if item.status == status)


def test_it_opens_without_a_practice_and_the_rail_knows_it(bench: Bench) -> None:
    entry = bench.window.rail.entries["sources"]
    entry.click()
    assert bench.window.here == "sources"
    assert bench.desk.dossier is None
    assert entry.isChecked()
    assert entry.text() == "Fonti"
    page = page_of(bench)
    assert page.search.hasFocus()
    bench.window.go("back", {})
    assert bench.window.here == "home"


def test_every_act_says_who_when_where_and_every_statement_how_it_was_read(bench: Bench) -> None:
    page = page_of(bench)
    circular = bench.desk.circular
    assert page.acts.list.count() == len(find(circular, ""))
    for row in range(page.acts.list.count()):
        page.acts.list.setCurrentRow(row)
        act = circular.acts[page.acts.list.current()]
        text = "\n".join(said(page.acts.area.widget()))
        for part in (act.title, act.issuer, act.number, act.place, act.doc_web):
            assert part in text
        assert "/".join(reversed(act.date.split("-"))) in text  # of some only the year is known
        for item in circular.items.values():
            if item.act == act.id:
                assert item.statement in text
                assert circular.statuses[item.status] in text
                assert all(where in text for where in item.read_where)
                assert item.unused in text
                if len(item.read_on) == 7:
                    assert f"data di lettura: {item.read_on[5:]}/{item.read_on[:4]}" in text


def test_search_and_filter_narrow_as_one_types(bench: Bench, qtbot: QtBot) -> None:
    page = page_of(bench)
    circular = bench.desk.circular
    qtbot.keyClicks(page.search, "biometric")
    found = find(circular, "biometric")
    assert page.acts.list.count() == len(found) < len(circular.acts)
    assert page.count.text().startswith(f"{len(found)} atti, affermazioni: ")
    page.status.setCurrentIndex(page.status.findData("inference"))
    assert page.acts.list.count() == len(find(circular, "biometric", "inference"))
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    page.search.setText("zzzz")
    assert page.acts._none.isVisible()
    assert not page.acts.list.isVisible()


def test_the_list_is_walked_by_arrows_and_the_text_by_tab(bench: Bench, qtbot: QtBot) -> None:
    page = page_of(bench)
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.acts.list.hasFocus()
    first = page.acts.list.current()
    qtbot.keyClick(page.acts.list, Qt.Key.Key_Down)
    assert page.acts.list.current() != first
    assert page.acts.area.accessibleName() == bench.desk.circular.acts[page.acts.list.current()].title
    qtbot.keyClick(page.acts.list, Qt.Key.Key_Tab)
    assert page.acts.area.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()


def test_cases_can_be_opened_and_precedents_say_why_they_are_none(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(module, "show_case", lambda _page, _law, _words, case: opened.append(case))
    page, circular = page_of(bench, "cases"), bench.desk.circular
    assert list(page.cases.cards) == [case.id for case in circular.cases]
    for case in circular.cases:
        page.cases.cards[case.id].findChild(Button).click()
    assert opened == [case.id for case in circular.cases]
    page.search.setText("cassazione penale")
    shown_cases = [case for case, card in page.cases.cards.items() if card.isVisible()]
    assert 0 < len(shown_cases) < len(circular.cases)
    page.search.clear()
    page.tabs.setCurrentIndex(TABS.index("precedents"))
    QApplication.processEvents()
    for precedent in circular.precedents:
        texts = said(page.precedents.cards[precedent.id])
        assert {precedent.title, precedent.summary, precedent.why, "Perché non è un caso"} <= set(texts)


def test_rules_with_a_date_say_when_they_were_checked_and_which_want_it_again(later: Bench) -> None:
    page = page_of(later, "dates")
    for rule, dated in later.desk.circular.dates.items():
        row = page.dates.rows[rule]
        assert dated.label in said(row)
        assert row.since.text() == f"Vale dal {shown(dated.date)} · verificata il {shown(dated.checked_on)}"
        assert row.stale.isVisible()
    number = len(page.dates.rows)
    assert page.tabs.tabText(TABS.index("dates")) == f"Regole con una data · {number} da riverificare"


def test_checked_again_it_is_marked_as_ones_own_and_can_be_given_back(later: Bench, qtbot: QtBot) -> None:
    page = page_of(later, "dates")
    row, theirs = page.dates.rows[RULE], later.desk.circular.dates[RULE]
    dialog = RecheckDialog(page, later.desk, RULE)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.checked.text() == "01/06/2027"
    dialog.since.setText("1/8/2028")
    qtbot.keyClick(dialog.since, Qt.Key.Key_Return)
    assert dialog.result() == 1
    QApplication.processEvents()
    assert row.since.text() == "Vale dal 01/08/2028 · verificata il 01/06/2027"
    assert "Data tua, indicata il 01/06/2027." in row.own.text()
    assert shown(theirs.date) in row.own.text()
    assert not row.stale.isVisible()
    row.back.click()
    assert later.desk.circular.dates[RULE] == theirs
    assert row.back.isHidden()
    assert row.own.isHidden()
    assert later.window.focusWidget() is row.recheck


@pytest.mark.parametrize(
    ("since", "checked", "said_so"),
    [
        ("domani", "01/06/2027", "da quale giorno vale"),
        ("01/08/2028", "31/02/2027", "in che giorno hai riverificato"),
        ("01/08/2028", "02/06/2027", "non può essere nel futuro"),
        ("01/08/2028", "01/01/2020", "scrivi un giorno di verifica più recente"),
    ],
)
def test_a_date_that_cannot_be_so_is_refused_with_a_sentence(
    later: Bench, qtbot: QtBot, since: str, checked: str, said_so: str
) -> None:
    page = page_of(later, "dates")
    before = later.desk.circular.dates[RULE]
    dialog = RecheckDialog(page, later.desk, RULE)
    qtbot.addWidget(dialog)
    dialog.since.setText(since)
    dialog.checked.setText(checked)
    dialog.save.click()
    assert dialog.result() == 0
    assert said_so in dialog.problem.text()
    assert later.desk.circular.dates[RULE] == before


def test_the_language_changes_live(bench: Bench) -> None:
    page = page_of(bench, "cases")
    bench.window.set_language("en")
    assert page.tabs.tabText(0) == "Laws, acts and decisions"
    page.tabs.setCurrentIndex(0)
    assert bench.desk.circular.acts[page.acts.list.current()].title in said(page.acts.area.widget())


@pytest.mark.parametrize("tab", TABS)
def test_at_twice_the_text_the_sources_keep_their_room_and_nothing_scrolls_sideways(bench: Bench, tab: str) -> None:
    window = bench.window
    try:
        style.zoom(2.0)
        window.rebuild()
        page = page_of(bench, tab)
        QApplication.processEvents()
        assert window.width() == 1366
        area = page._front().area
        assert area.widget().width() <= area.viewport().width()
        assert area.height() > page.height() / 2
        assert page._title.isHidden()
    finally:
        style.zoom(1.0)
