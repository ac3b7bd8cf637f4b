"""Sources against each other: every side's word with its source, and none taken."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.circular import Circular, Flag
from app.text import Words
from app.ui import style
from app.ui.phrases import cited
from app.ui.widgets.basics import label
from app.ui.widgets.section import Section, icon_line


class ConflictBox(Section):
    """One flag ``conflict:…`` with its positions."""

    def __init__(self) -> None:
        super().__init__("conflict")

    def show_flag(self, circular: Circular, words: Words, flag: Flag) -> None:
        self.set_heading(flag.label)
        self.draw((circular.lang, circular.version, flag.id), lambda body: self._fill(body, circular, words, flag))

    def _fill(self, body: QVBoxLayout, circular: Circular, words: Words, flag: Flag) -> None:
        body.addWidget(label(flag.text))
        for position in flag.positions:
            side = QWidget()
            box = QVBoxLayout(side)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(style.px(1))
            box.addWidget(label(position.who, "strong"))
            box.addWidget(label(position.says))
            box.addWidget(label(cited(circular, words, position.cites), "small"))
            body.addWidget(side)
        body.addWidget(label(words("outcome.conflict_note"), "small"))


def flag_line(flag: Flag) -> QWidget:
    """A flag that is not a conflict: icon, words, what it means."""
    icon, color = ("question", "amber") if flag.id == "unclear" else ("info", "grey")
    return icon_line(icon, color, (flag.label, "strong"), (flag.text, "small"))
