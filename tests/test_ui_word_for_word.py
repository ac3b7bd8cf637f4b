"""An «&» in a name is a letter of it, and what looks like markup is none."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, Qt, QTextDocument
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.ui.widgets.basics import LineButton, link_button
from app.ui.widgets.card_button import PlainRadio, PlainTick, Tick
from app.ui.widgets.word_for_word import tip

NAMES = ("Rossi & C. S.n.c.", "R&D", "&&", "A&&B", "Voce <b>Amica</b>")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", [link_button, Tick, PlainTick, PlainRadio])
def test_a_button_shows_and_says_the_name_and_has_no_key(qtbot: QtBot, kind: type[QAbstractButton], name: str) -> None:
    made = kind(name)
    qtbot.addWidget(made)
    assert made.text() == name
    assert made.shortcut().isEmpty()
    told = QAccessible.queryAccessibleInterface(made)
    assert told.text(QAccessible.Text.Name) == name


@pytest.mark.parametrize("name", NAMES)
def test_a_line_is_whole_in_its_tip(qtbot: QtBot, name: str) -> None:
    made = LineButton(name)
    qtbot.addWidget(made)
    page = QTextDocument()
    (page.setHtml if Qt.mightBeRichText(made.toolTip()) else page.setPlainText)(made.toolTip())
    assert page.toPlainText() == name


def test_a_tip_keeps_lines_and_what_looks_like_markup() -> None:
    assert tip("Rossi & C.\nS.n.c.") == "Rossi & C.\nS.n.c."
    assert tip("<img src=x> & altro\nsotto") == "<qt>&lt;img src=x&gt; &amp; altro<br>sotto</qt>"
