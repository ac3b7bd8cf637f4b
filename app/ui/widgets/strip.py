"""The outcomes still possible: it informs, moves only after a confirmed answer, and decides nothing."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.circular import Circular
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import clear_layout, label
from app.ui.widgets.chip import OutcomeChip
from app.ui.widgets.flow import Flow


class Strip(QFrame):
    """One chip for each outcome of the law, mildest first; those no longer possible are struck out."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        box = QHBoxLayout(self)
        box.setContentsMargins(style.px(16), style.px(9), style.px(16), style.px(9))
        box.setSpacing(style.px(14))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self._title = label("", "strong", wrap=False)
        self._about = label("", "small", wrap=False)
        texts.addStretch(1)
        texts.addWidget(self._title)
        texts.addWidget(self._about)
        texts.addStretch(1)
        box.addLayout(texts)
        chips = QWidget()
        self._flow = Flow(chips, spacing=6)
        box.addWidget(chips, 1)
        self._chips: dict[str, OutcomeChip] = {}
        self._left: list[str] = []

    def show_possible(self, circular: Circular, words: Words, possible: Collection[str], about: str) -> None:
        """``about``: what these outcomes are of. Nothing known yet means everything is possible."""
        self._title.setText(words("question.strip.title"))
        self._about.setText(about)
        if self._chips.keys() != circular.outcomes.keys():
            self._make(circular, words)
        self._left = [outcome for outcome in self._chips if outcome in possible or not possible]
        for outcome, chip in self._chips.items():
            chip.speak(circular, words)
            chip.show_outcome(outcome, provisional=False, struck=outcome not in self._left)
        names = ", ".join(circular.outcomes[outcome].chip for outcome in self._left)
        said = words("question.strip.announce", outcomes=names)
        if said != self.accessibleName():
            self.setAccessibleName(said)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def possible(self) -> list[str]:
        """The outcomes now shown as possible, mildest first."""
        return list(self._left)

    def _make(self, circular: Circular, words: Words) -> None:
        clear_layout(self._flow)
        self._chips = {}
        for outcome in sorted(circular.outcomes.values(), key=lambda o: o.rank):
            self._chips[outcome.id] = OutcomeChip(circular, words, small=True)
            self._flow.addWidget(self._chips[outcome.id])
