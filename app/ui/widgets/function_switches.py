"""The functions of a tool with their outcomes, each with a switch to try how it would be without.

Tries only: nothing here changes the practice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.circular import Circular
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import clear_layout, label, line
from app.ui.widgets.chip import OutcomeChip
from app.ui.widgets.hypothesis_box import HypothesisBox
from app.ui.widgets.section import Section
from app.ui.widgets.switch import Switch


@dataclass(frozen=True)
class SwitchLine:
    """One function as it would be. ``note``: implied by what, and what else must be said; ``locked``: cannot be off."""

    id: str
    name: str
    note: str
    there: bool
    """False: nobody said yet whether it is there, so there is nothing to take away."""
    on: bool
    locked: bool
    outcome: str | None
    provisional: bool
    gone: str
    """Words in place of the outcome when the hypothesis takes it away."""


class FunctionSwitches(Section):
    """``tried``: a switch was moved (function id, on). ``hypothesis`` tells what that would change."""

    tried = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, SwitchRow] = {}
        self._empty = label("", "muted")
        self.box.addWidget(self._empty)
        self.hypothesis = HypothesisBox()
        self.box.addWidget(self.hypothesis)

    def show_lines(self, circular: Circular, words: Words, lines: list[SwitchLine]) -> None:
        self.set_heading(words("outcome.functions"), words("outcome.functions_hint") if lines else "")
        if list(self._rows) != [one.id for one in lines]:
            self._make(circular, words, lines)
        for one in lines:
            self._rows[one.id].show_line(circular, words, one)
        self._empty.setText(words("outcome.functions_empty"))
        self._empty.setVisible(not lines)

    def row(self, function_id: str) -> SwitchRow:
        return self._rows[function_id]

    def _make(self, circular: Circular, words: Words, lines: list[SwitchLine]) -> None:
        clear_layout(self.body)
        self._rows = {}
        for place, one in enumerate(lines):
            if place:
                self.body.addWidget(line())
            made = SwitchRow(circular, words, one.id, self.tried.emit)
            self._rows[one.id] = made
            self.body.addWidget(made)


class SwitchRow(QWidget):
    def __init__(
        self, circular: Circular, words: Words, function_id: str, tried: Callable[[str, bool], object]
    ) -> None:
        super().__init__()
        self._id, self._tried = function_id, tried
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(12))
        self.switch = Switch()
        self.switch.clicked.connect(self._moved)
        self._name = label("")
        self._note = label("", "small")
        self.chip = OutcomeChip(circular, words)
        top = QHBoxLayout()
        top.setSpacing(style.px(12))
        top.addWidget(self._name, 1)
        top.addWidget(self.chip)
        texts = QVBoxLayout()
        texts.setSpacing(style.px(2))
        texts.addLayout(top)
        texts.addWidget(self._note)  # below both: beside a long outcome it would be a column of single words
        self._no_switch = QWidget()
        self._no_switch.setFixedSize(self.switch.sizeHint())
        box.addWidget(self.switch)
        box.addWidget(self._no_switch)
        box.addLayout(texts, 1)

    def _moved(self, on: bool) -> None:
        self._tried(self._id, on)

    def show_line(self, circular: Circular, words: Words, one: SwitchLine) -> None:
        self._name.setText(one.name)
        self._note.setText(one.note)
        self._note.setVisible(bool(one.note))
        self.switch.setChecked(one.on)
        self.switch.setEnabled(not one.locked)
        self.switch.setVisible(one.there)
        self._no_switch.setVisible(not one.there)
        self.switch.setAccessibleName(words("outcome.switch", function=one.name))
        self.switch.setToolTip(one.note if one.locked else words("outcome.switch", function=one.name))
        self.chip.speak(circular, words)
        if one.gone:
            self.chip.show_look("grey", one.gone)
        else:
            self.chip.show_outcome(one.outcome, one.provisional)
