"""«Perché lo chiediamo»: what an answer can still change, as sentences with what they name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.circular import Circular
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import clear_layout, label
from app.ui.widgets.chip import OutcomeChip


@dataclass(frozen=True)
class Why:
    """A whole sentence, and under it the outcomes (ids) or other things (words) that it names."""

    text: str
    outcomes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class WhyPart(QWidget):
    """Says what it is given; drawn anew only when that has changed."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(6))
        self._heading = label("", "h3")
        box.addWidget(self._heading)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(style.px(6))
        box.addLayout(self._lines)
        self.said: tuple[Why, ...] = ()
        self._lang = ""

    def show_why(self, circular: Circular, words: Words, said: tuple[Why, ...]) -> None:
        if (said, words.lang) == (self.said, self._lang):
            return
        self.said, self._lang = said, words.lang
        self._heading.setText(words("why.heading"))
        clear_layout(self._lines)
        for one in said:
            self._lines.addWidget(label(one.text))
            for outcome in one.outcomes:
                chip = OutcomeChip(circular, words, small=True)
                chip.show_outcome(outcome, provisional=False)
                self._lines.addWidget(chip)
            for name in one.names:
                line = label(name, "small")
                line.setContentsMargins(style.px(12), 0, 0, 0)
                self._lines.addWidget(line)
