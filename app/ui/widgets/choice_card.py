"""One possible answer as a large card with its number key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from app.domain.circular import Choice
from app.ui import style
from app.ui.widgets.basics import label
from app.ui.widgets.card_button import MARK, CardFace, RadioCard, TickCard


def choice_card(choice: Choice, number: int, many: bool) -> ChoiceCard | ManyCard:
    """A card of one choice among several (radio) or of any number of them (tick)."""
    return ManyCard(choice, number) if many else ChoiceCard(choice, number)


class ChoiceCard(RadioCard):
    """One of several; ``choice_id`` is what it stands for."""

    def __init__(self, choice: Choice, number: int) -> None:
        super().__init__()
        self.choice_id = choice.id
        _fill(self, choice, number)


class ManyCard(TickCard):
    """One that may be ticked beside others."""

    def __init__(self, choice: Choice, number: int) -> None:
        super().__init__()
        self.choice_id = choice.id
        _fill(self, choice, number)


def _fill(card: CardFace, choice: Choice, number: int) -> None:
    card.begin_card()
    card.setAccessibleName(choice.label)
    card.setAccessibleDescription(choice.help)
    box = QHBoxLayout(card)
    box.setContentsMargins(style.px(15 + MARK + 14), style.px(7), style.px(14), style.px(7))
    box.setSpacing(style.px(12))
    texts = QVBoxLayout()
    texts.setSpacing(0)
    for text, role in ((choice.label, "h3"), (choice.help, "small")):
        if text:
            texts.addWidget(_inert(label(text, role)))
    box.addLayout(texts, 1)
    if number <= 9:
        box.addWidget(_inert(label(str(number), "key", wrap=False)), 0, Qt.AlignmentFlag.AlignTop)


def _inert(made: QLabel) -> QLabel:
    """A label that lets the card under it be pressed."""
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return made
