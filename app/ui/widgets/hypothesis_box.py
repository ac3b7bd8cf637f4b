"""What a hypothesis would change, with its two ways out: make it a target, or drop it. Changes nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.text import Words
from app.ui import style
from app.ui.widgets.basics import clear_layout, label, link_button
from app.ui.widgets.flow import Flow

Line = tuple[str, str]
"""(what changes, how)"""


class HypothesisBox(QFrame):
    """Hidden without a hypothesis. ``adopted``: it is to become a target; ``undone``: it is to be dropped."""

    adopted = Signal()
    undone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self.setProperty("look", "grey")
        box = QVBoxLayout(self)
        box.setContentsMargins(style.px(12), style.px(8), style.px(12), style.px(8))
        box.setSpacing(style.px(6))
        self._name = label("", "strong")
        self._text = label("", "body")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(style.px(2))
        self._said: tuple[Line, ...] = ()
        self.adopt, self.undo = link_button(""), link_button("")
        self.adopt.clicked.connect(self.adopted)
        self.undo.clicked.connect(self.undone)
        buttons = Flow(spacing=12)
        buttons.addWidget(self.adopt)
        buttons.addWidget(self.undo)
        box.addWidget(self._name)
        box.addWidget(self._text)
        # Above the lines: with many of them the ways out would be out of sight.
        box.addLayout(buttons)
        box.addLayout(self._lines)

    def text(self) -> str:
        return self._text.text()

    def show_text(self, words: Words, text: str, lines: tuple[Line, ...], adoptable: bool) -> None:
        """``text``: the outcome under the hypothesis, empty without one; ``lines``: what else would change."""
        self._name.setText(words("outcome.hypothesis"))
        self._text.setText(text)
        if lines != self._said:
            self._said = lines
            clear_layout(self._lines)
            before = ""
            for head, how in lines:
                # No muted text on a coloured ground.
                if head and head != before:
                    self._lines.addSpacing(style.px(4))
                    self._lines.addWidget(label(head, "strong"))
                self._lines.addWidget(label(how))
                before = head
        self.adopt.set_text(words("outcome.adopt"))
        self.adopt.setVisible(adoptable)
        self.undo.set_text(words("outcome.hypothesis_undo"))
        self.setAccessibleName(". ".join((text, *(f"{head}: {how}" if head else how for head, how in lines))))
        self.setVisible(bool(text))
