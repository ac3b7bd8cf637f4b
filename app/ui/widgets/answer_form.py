"""The question itself: its words, its cards or its number, and a note. Holds a choice only until it is confirmed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.circular import UNKNOWN, Fact
from app.domain.determination import Question
from app.domain.practice import Answer, Value
from app.text import Words
from app.ui import style
from app.ui.phrases import choices_of, told_text
from app.ui.widgets.basics import IconMark, clear_layout, label, link_button, row
from app.ui.widgets.choice_card import ChoiceCard, ManyCard, choice_card
from app.ui.widgets.fields import NoteField

MOST_DAYS = 999_999


class AnswerForm(QWidget):
    """``changed``: another choice on screen, not yet confirmed; ``noted``: a note was written."""

    changed = Signal()
    noted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[str, ...] | None = None
        self._fact: Fact | None = None
        self._shown: Value | None = None
        self.cards: list[ChoiceCard | ManyCard] = []
        self.days: QLineEdit | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, style.px(4), 0, 0)
        box.setSpacing(style.px(5))
        self._place = label("", "eyebrow")
        self._question = label("", "title")
        self._hint = label("", "muted")
        self._vendor, self._vendor_text = _badge()
        self._extra = label("", "muted")
        head = row(self._place, self._vendor)
        head.setStretch(0, 1)
        box.addLayout(head)
        for made in (self._question, self._hint, self._extra):
            box.addWidget(made)
        box.addSpacing(style.px(6))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(style.px(7))
        box.addLayout(self._cards)
        self.note_button = link_button("", "pen")
        self.note_button.clicked.connect(self._open_note)
        self._note = NoteField()
        self._note.setFixedHeight(style.px(76))
        self._note.committed.connect(self.noted)
        self._told = label("", "small")
        self.foot = row(self.note_button, None)
        """Beside the way to a note there is room for the page's own."""
        box.addLayout(self.foot)
        box.addWidget(self._note)
        box.addWidget(self._told)

    # ---- shown ---------------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """The next question is drawn anew even if it is the same one: what was chosen and not confirmed goes."""
        self._asked = None

    def show_question(
        self,
        words: Words,
        question: Question,
        fact: Fact,
        answer: Answer | None,
        place: str,
        extra: str,
        draft: str,
        enabled: bool,
    ) -> None:
        """``extra``: what another answer does to this one; ``draft``: a note that waits for its answer."""
        asked = (words.lang, question.tool, question.scope, question.function, question.fact, fact.question)
        value = answer.value if answer is not None else None
        if asked != self._asked:
            self._asked, self._fact = asked, fact
            self._make(words, fact)
            self._start_note(words, answer, draft, question.scope != "presence")
            self._set_value(value)
        elif value != self._shown:
            self._set_value(value)
        self._shown = value
        self._note.show_value(answer.note if answer is not None else draft)
        self._place.setText(place)
        self._question.setText(fact.question)
        for made, text in ((self._hint, fact.hint), (self._extra, extra)):
            made.setText(text)
            made.setVisible(bool(text))
        self._vendor.setVisible(fact.ask_vendor)
        self._vendor_text.setText(words("question.ask_vendor"))
        told = told_text(words, "question.answered", answer) if answer is not None else ""
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self.setEnabled(enabled)

    def _make(self, words: Words, fact: Fact) -> None:
        clear_layout(self._cards)
        self.cards, self.days = [], None
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        many = fact.type == "many"
        if many:
            self._cards.addWidget(label(words("question.many"), "small"))
        if fact.type == "number":
            self._make_days(words)
        for number, choice in enumerate(choices_of(fact, words), 1):
            card = choice_card(choice, number, many)
            card.setAutoExclusive(False)
            card.toggled.connect(lambda on, card=card: self._toggled(card, on))
            if not many:
                self._group.addButton(card)
            self.cards.append(card)
            self._cards.addWidget(card)
            card.show()  # at once, not at the next turn of the event loop: the focus goes there now
        self._group.setExclusive(True)

    def _make_days(self, words: Words) -> None:
        self.days = QLineEdit()
        self.days.setValidator(QIntValidator(0, MOST_DAYS, self.days))
        self.days.setMaximumWidth(style.px(160))
        self.days.setAccessibleName(words("question.days_field"))
        self.days.setAccessibleDescription(words("question.number_wrong"))
        self.days.textEdited.connect(self._days_edited)
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.days)
        box.addWidget(label(words("question.days_unit"), "body", wrap=False))
        box.addStretch(1)
        self._cards.addWidget(line)
        line.show()

    def _start_note(self, words: Words, answer: Answer | None, draft: str, notable: bool) -> None:
        text = answer.note if answer is not None and answer.note else draft
        self._note.commit()
        self._note.show_value(text)
        self._note.setAccessibleName(words("question.note_open"))
        self._note.setPlaceholderText(words("question.note_hint"))
        self.note_button.set_text(words("question.note"))
        self._note.setVisible(notable and bool(text))
        self.note_button.setVisible(notable and not text)

    def _open_note(self) -> None:
        self._show_note()
        self._note.setFocus()

    def _show_note(self) -> None:
        self.note_button.hide()
        self._note.show()

    def take_focus(self) -> None:
        """To the card chosen, else the number, else the first card."""
        chosen = next((card for card in self.cards if card.isChecked()), None)
        (chosen or self.days or self.cards[0]).setFocus()

    def focused_choice(self) -> QWidget | None:
        """The chosen card that has the focus: the one to be kept in sight."""
        return next((card for card in self.cards if card.isChecked() and card.hasFocus()), None)

    # ---- the choice on screen ------------------------------------------------------------------------------------

    def value(self) -> Value | None:
        """What is chosen on screen now; None when there is nothing to confirm."""
        ticked = [card.choice_id for card in self.cards if card.isChecked()]
        if self._fact is None or UNKNOWN in ticked:
            return UNKNOWN if ticked else None
        if self._fact.type == "number":
            ok = self.days is not None and self.days.hasAcceptableInput()
            return int(self.days.text()) if ok and self.days is not None else None
        if self._fact.type == "many":
            return tuple(ticked) or None
        return ticked[0] if ticked else None

    def note(self) -> str:
        return self._note.toPlainText()

    def loose(self) -> dict[str, QWidget]:
        """The note, and the number where there is one."""
        return {"note": self._note} | ({"days": self.days} if self.days is not None else {})

    def chosen(self) -> dict[str, Any]:
        """What is chosen and unfolded on screen, whether it can be confirmed or not."""
        ticked = [card.choice_id for card in self.cards if card.isChecked()]
        return {"ticked": ticked, "noting": self._note.isVisibleTo(self)}

    def choose(self, kept: Mapping[str, Any]) -> None:
        """The same again, for the same question drawn anew."""
        self._tick(kept["ticked"])
        if kept["noting"]:
            self._show_note()
        self.changed.emit()

    def settle(self) -> None:
        """What was written in the note has been handed over with the answer."""
        self._note.blockSignals(True)
        self._note.commit()
        self._note.blockSignals(False)

    def choose_number(self, number: int) -> None:
        """The card of that number key."""
        if self.isEnabled() and number <= len(self.cards):
            card = self.cards[number - 1]
            card.setFocus()
            card.setChecked(not card.isChecked() if isinstance(card, ManyCard) else True)

    def _set_value(self, value: Value | None) -> None:
        self._tick(value if isinstance(value, tuple) else (value,))
        if self.days is not None:
            self.days.setText(str(value) if isinstance(value, int) else "")
        self.changed.emit()

    def _tick(self, wanted: Collection[Value | None]) -> None:
        self._group.setExclusive(False)
        for card in self.cards:
            card.blockSignals(True)
            card.setChecked(card.choice_id in wanted)
            card.blockSignals(False)
        self._group.setExclusive(len(self.cards) > 1)

    def _toggled(self, card: ChoiceCard | ManyCard, on: bool) -> None:
        if on and card.choice_id == UNKNOWN:
            self._clear_others(card)
        elif on and isinstance(card, ManyCard):
            self._clear_unknown()
        self.changed.emit()

    def _days_edited(self, text: str) -> None:
        if text:
            self._clear_unknown()
        self.changed.emit()

    def _clear_others(self, kept: ChoiceCard | ManyCard) -> None:
        if isinstance(kept, ManyCard):
            for card in self.cards:
                if card is not kept:
                    card.setChecked(False)
        if self.days is not None:
            self.days.clear()

    def _clear_unknown(self) -> None:
        for card in self.cards:
            if card.choice_id == UNKNOWN:
                card.setChecked(False)


def _badge() -> tuple[QWidget, QLabel]:
    """«Chiedi al fornitore»: whoever uses the tool usually cannot know."""
    made, text = QWidget(), label("", "strong", wrap=False)
    made.setLayout(row(IconMark("question", "amber", 18), text, None))
    return made, text
