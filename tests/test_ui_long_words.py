"""A word of ten thousand letters, wherever it is written, is shown and never makes the window wider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.basics import label
from app.ui.widgets.flow import Flow
from app.ui.widgets.text_label import TextLabel
from tests.ui_kit import Bench

WORD = "x" * 10_000


def test_a_label_gives_back_and_has_read_out_what_it_was_given(qtbot: QtBot) -> None:
    made = TextLabel("una frase come tante")
    qtbot.addWidget(made)
    assert (made.text(), made.accessibleName()) == ("una frase come tante", "")
    made.setText(f"prima {WORD}\ndopo")
    assert made.text() == made.accessibleName() == f"prima {WORD}\ndopo"
    made.setWordWrap(True)
    assert made.minimumSizeHint().width() < 600
    made.setText("breve")
    assert (made.text(), made.accessibleName()) == ("breve", "")


def test_what_can_be_copied_is_left_whole(qtbot: QtBot) -> None:
    made = TextLabel("a" * 64)
    qtbot.addWidget(made)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSelection(0, 64)
    assert made.selectedText() == "a" * 64


def test_a_name_given_to_a_label_stays(qtbot: QtBot) -> None:
    made = TextLabel("breve")
    qtbot.addWidget(made)
    made.setAccessibleName("altro")
    made.setText("ancora breve")
    assert made.accessibleName() == "altro"


def test_a_label_knows_its_height_anew_whenever_it_may_be_another(qtbot: QtBot) -> None:
    made = label("parole che vanno a capo più volte " * 4)
    qtbot.addWidget(made)
    heights = []
    changes: tuple[Callable[[], object], ...] = (
        lambda: None,
        lambda: made.setStyleSheet("font-size: 30px"),
        lambda: made.setText("parole " * 60),
        lambda: made.setStyleSheet("font-size: 40px"),
        lambda: made.setText("poche"),
    )
    for change in changes:
        change()
        made.ensurePolished()
        heights.append(made.heightForWidth(200))
        assert heights[-1] == QLabel.heightForWidth(made, 200)
    assert len(set(heights)) == len(heights)


def test_a_flow_knows_its_height_anew_whenever_something_in_it_is_another(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    parts = [label(f"voce {n}", wrap=False) for n in range(4)]
    for part in parts:
        flow.addWidget(part)
    holder.resize(300, 300)
    holder.show()
    one_line, narrow = flow.heightForWidth(300), flow.minimumSize().width()
    assert one_line < flow.heightForWidth(60)
    parts[1].setText("una voce molto più lunga di prima")
    assert flow.minimumSize().width() > narrow
    assert flow.heightForWidth(300) > one_line
    parts[1].hide()
    assert flow.heightForWidth(300) == one_line


def test_no_page_of_the_practice_grows_wider(bench: Bench) -> None:
    desk, window = bench.desk, bench.window
    desk.open_example()
    desk.set_delivery(replace(desk.new_delivery(), paper=WORD, how=WORD, recipients=(WORD,)))
    desk.set_consultation(replace(desk.new_consultation(), present=WORD, opinion=WORD))
    desk.set_site(replace(desk.practice.company.sites[0], name=WORD, municipality=WORD, province=WORD))
    desk.set_practice(prepared_by=WORD, checked_by=WORD, number=WORD)
    desk.set_company(name=WORD, vat=WORD, tax_code=WORD, address=WORD, ateco=WORD, ccnl=WORD)
    desk.set_tool("tool1", name=WORD, vendor=WORD)
    bench.settle()
    desk.create("Beta")
    bench.settle()
    first = next(row.id for row in desk.summaries() if row.sample)
    for name in ("home", "practice"):
        if name == "practice":
            desk.open(first)
        window.go(name, {})
        bench.settle()
        area = window.page(name).findChildren(QScrollArea)[0]
        assert window.width() == 1366, name
        assert area.widget().width() == area.viewport().width(), name
    assert desk.practice.company.sites[0].province == WORD
