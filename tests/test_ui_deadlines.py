"""Scadenze: without an open practice, by group, owner and practice; one press opens the practice; out as a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.ui.pages.deadlines import MOST_SHOWN, DeadlinesPage
from app.ui.widgets.wrapped_button import WrappedButton
from tests.ui_kit import Bench


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    """Today is Monday 23 November 2026."""
    made = Bench(tmp_path / "archive")
    yield made
    made.close()


def two_practices(bench: Bench) -> None:
    desk = bench.desk
    desk.create("Voce Amica")
    desk.add_action("Istanza", owner="Ada", due="2026-12-04")
    desk.add_action("Scrivere alla RSU", due="2026-11-20")
    tool = desk.add_tool("Centralino")
    desk.add_action("Spegnere il report", tool, owner="Ada")
    desk.create("Rete Ascolto")
    desk.add_action("Firma", due="2026-11-27", owner="Bo")
    desk.close()
    bench.settle()
    desk.read_list()


def page_of(bench: Bench) -> DeadlinesPage:
    bench.window.go("deadlines", {})
    assert bench.window.here == "deadlines"
    page = bench.window.page("deadlines")
    assert isinstance(page, DeadlinesPage)
    return page


def shown(page: DeadlinesPage) -> dict[str, list[str]]:
    QApplication.processEvents()
    return {
        group: [link.words.text() for link in section.findChildren(WrappedButton) if link.isVisibleTo(section)]
        for group, section in page.groups.items()
        if section.isVisible()
    }


def choose(page: DeadlinesPage, **wanted: str) -> None:
    for name, text in wanted.items():
        combo = getattr(page, name)
        combo.setCurrentIndex(combo.findText(text))
        combo.activated.emit(combo.currentIndex())


def test_all_practices_by_how_pressing_with_none_open(bench: Bench) -> None:
    two_practices(bench)
    page = page_of(bench)
    assert bench.desk.dossier is None
    assert shown(page) == {
        "overdue": ["Scrivere alla RSU"],
        "this_week": ["Firma"],
        "later": ["Istanza"],
        "no_date": ["Spegnere il report"],
    }
    assert page._counts.text() == "4 azioni aperte · 1 in ritardo"
    focused = QApplication.focusWidget()
    assert isinstance(focused, WrappedButton)
    assert focused.words.text() == "Scrivere alla RSU"


def test_filters_by_owner_and_practice(bench: Bench) -> None:
    two_practices(bench)
    page = page_of(bench)
    choose(page, owner="Ada")
    assert shown(page) == {"later": ["Istanza"], "no_date": ["Spegnere il report"]}
    choose(page, practice="Rete Ascolto")
    assert shown(page) == {}
    assert page._nothing_text.text() == "Niente con questi filtri."
    choose(page, owner="Di nessuno", practice="Tutte le pratiche")
    assert shown(page) == {"overdue": ["Scrivere alla RSU"]}


def test_one_press_opens_the_practice_at_what_it_is_about(bench: Bench, qtbot: QtBot) -> None:
    two_practices(bench)
    page = page_of(bench)
    (link,) = page.groups["no_date"].findChildren(WrappedButton)
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert bench.window.here == "outcome"
    assert bench.desk.practice.company.name == "Voce Amica"
    page = page_of(bench)
    (link,) = page.groups["this_week"].findChildren(WrappedButton)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert bench.window.here == "practice"
    assert bench.desk.practice.company.name == "Rete Ascolto"


def test_a_long_group_is_shown_whole_on_request(bench: Bench) -> None:
    bench.desk.create("Lunga")
    for n in range(MOST_SHOWN + 3):
        bench.desk.add_action(f"Azione {n}", due="2026-12-04")
    bench.settle()
    page = page_of(bench)
    assert len(shown(page)["later"]) == MOST_SHOWN
    (more,) = [one for one in page.groups["later"].findChildren(type(page.export)) if "Mostra altre 3" in one.text()]
    more.click()
    assert len(shown(page)["later"]) == MOST_SHOWN + 3
    focused = QApplication.focusWidget()
    assert isinstance(focused, WrappedButton)
    assert focused.words.text() == f"Azione {MOST_SHOWN}"


def test_the_calendar_of_what_is_shown(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_practices(bench)
    page = page_of(bench)
    choose(page, owner="Ada")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "mie"), ""))
    with qtbot.waitSignal(page.told, timeout=10_000):
        page.export.click()
    text = (tmp_path / "mie.ics").read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 1
    assert "Istanza" in text
    choose(page, owner="Di nessuno", practice="Rete Ascolto")
    assert not page.export.isEnabled()


def test_a_place_that_cannot_be_written_is_told(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    two_practices(bench)
    page = page_of(bench)
    page.save(tmp_path / "non c'è" / "mie.ics")
    qtbot.waitUntil(lambda: page.problem.isVisible(), timeout=10_000)
    assert page.problem.text()


def test_nothing_planned_says_where_actions_come_from(bench: Bench) -> None:
    page = page_of(bench)
    assert shown(page) == {}
    assert "pagina dell'esito" in page._nothing_text.text()
    assert not page.export.isEnabled()


def test_names_are_not_markup_and_lines_have_names(bench: Bench) -> None:
    bench.desk.create("<b>Voce</b>")
    bench.desk.add_action("<img src=x>", due="2026-12-04", owner="<i>Ada</i>")
    bench.settle()
    page = page_of(bench)
    (link,) = page.groups["later"].findChildren(WrappedButton)
    assert link.words.text() == "<img src=x>"
    assert link.words.textFormat() == Qt.TextFormat.PlainText
    assert link.accessibleName() == "Apri <b>Voce</b>: <img src=x>"
    texts = [one.text() for one in page.groups["later"].findChildren(QLabel)]
    assert "<b>Voce</b> · <i>Ada</i>" in texts


def test_the_language_follows(bench: Bench) -> None:
    two_practices(bench)
    page = page_of(bench)
    bench.window.set_language("en")
    assert page.title() == "Deadlines"
    assert page.groups["overdue"].heading.text() == "Overdue"
