"""Decided cases, or precedents, one under the other; a case can be opened and run again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.circular import Case, Circular, Precedent
from app.text import Words
from app.ui import style
from app.ui.source_search import case_holds
from app.ui.widgets.basics import Card, clear_layout, label
from app.ui.widgets.case_cards import case_card, precedent_card
from app.ui.widgets.reading import reading_area


class CardsTab(QWidget):
    """Cards are made when the tab is first in front; a search only shows and hides them."""

    case_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.area, self._body = reading_area((style.px(2), style.px(4), style.px(10), style.px(4)), spacing=10)
        self._none = label("", "muted")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(style.px(10))
        self._body.addWidget(self._none)
        self._body.addLayout(self._cards)
        self._body.addStretch(1)
        box.addWidget(self.area)
        self.cards: dict[str, Card] = {}
        self._said: tuple[object, ...] = ()

    def show_cases(self, circular: Circular, words: Words, cases: Sequence[Case | Precedent], text: str) -> int:
        """How many of them hold the words."""
        said = (circular, words.lang)
        if said != self._said:
            self._said = said
            clear_layout(self._cards)
            self.cards = {}
            for case in cases:
                card = self.cards[case.id] = Card()
                if isinstance(case, Case):
                    card.box.addWidget(case_card(circular, words, case, self.case_asked.emit))
                else:
                    card.box.addWidget(precedent_card(circular, words, case))
                self._cards.addWidget(card)
        found = {case.id for case in cases if case_holds(circular, case, text)}
        for case_id, card in self.cards.items():
            card.setVisible(case_id in found)
        self._none.setText(words("sources.none"))
        self._none.setVisible(not found)
        return len(found)
