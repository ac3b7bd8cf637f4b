"""The question that a save cannot answer: two versions of the open practice. Mine, the other, or both.

Shows what the desk says of both and has the desk act; closing it without a choice leaves everything as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.compare import compare, contents
from app.ui import style
from app.ui.widgets.basics import Button, label, plain_button, row, scrolled
from app.ui.widgets.copy_preview import contents_text, difference_lines, moment_text
from app.ui.widgets.section import icon_line

if TYPE_CHECKING:
    from app.desk.desk import Desk

WIDTH, HEIGHT = 640, 560
MOST_LINES = 6


class ConflictDialog(QDialog):
    """``choices``: the button of each act that is possible."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choices: dict[str, Button] = {}
        words = desk.words
        self.setWindowTitle(words("conflict.title"))
        self.resize(style.px(WIDTH), style.px(HEIGHT))
        box = QVBoxLayout(self)
        box.setContentsMargins(style.px(20), style.px(16), style.px(20), style.px(16))
        area, self._body = scrolled(spacing=10)
        box.addWidget(area, 1)
        later = plain_button(words("conflict.later"))
        later.clicked.connect(self.reject)
        box.addLayout(row(None, later))
        self._fill()

    def _fill(self) -> None:
        desk, words = self._desk, self._desk.words
        theirs, problem = desk.theirs(), desk.conflict
        key = "gone" if theirs.state == "missing" else problem.key if problem else "changed_outside"
        self._body.addWidget(label(words("conflict.title"), "h2"))
        self._body.addWidget(label(words(f"conflict.{key}")))
        mine = contents_text(words, contents(desk.practice))
        self._body.addWidget(icon_line("pen", "ink", (words("conflict.mine_is"), "strong"), (mine, "body")))
        if theirs.dossier is not None and theirs.saved_at is not None:
            said = words("conflict.theirs_is", at=moment_text(words, theirs.saved_at))
            other = contents_text(words, contents(theirs.dossier.practice))
            self._body.addWidget(icon_line("folder", "ink", (said, "strong"), (other, "body")))
            found = compare(desk.practice, theirs.dossier.practice)
            lines = difference_lines(desk.circular, words, found, "conflict.differs")
            for _, text in zip(range(MOST_LINES), lines, strict=False):
                self._body.addWidget(icon_line("arrow_right", "muted", (text, "small")))
        if theirs.state != "newer":
            self._choice("keep_mine", "keep_mine", desk.keep_mine)
        if theirs.state == "missing":
            self._choice("take_theirs", "let_go", desk.take_theirs)
        else:
            if theirs.state == "whole":
                self._choice("take_theirs", "take_theirs", desk.take_theirs)
            self._choice("keep_both", "keep_both", desk.keep_both)
        self._body.addStretch(1)

    def _choice(self, name: str, key: str, act: Callable[[], object]) -> None:
        words = self._desk.words
        button = plain_button(words(f"conflict.{key}"))
        named = words("conflict.mine", name=self._desk.practice.company.name).strip()
        hint = label(words(f"conflict.{key}_hint", name=named), "small")
        button.setAccessibleDescription(hint.text())

        def chosen() -> None:
            self.accept()  # first, so that an error of the world is said above the page and not under a dialog
            act()

        button.clicked.connect(chosen)
        self.choices[name] = button
        button.setMinimumWidth(style.px(170))
        beside = row(button, spacing=14)
        beside.addWidget(hint, 1)
        self._body.addLayout(beside)


def ask(parent: QWidget, desk: Desk) -> None:
    """Shows the dialog until a choice is made or put off."""
    dialog = ConflictDialog(parent, desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.exec()
