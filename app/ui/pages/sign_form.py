"""What the signer fills in: with what, which paper, in whose box, and what else is to be seen there.

Secrets are read once, by the page that signs, and wiped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.desk.paperwork import FIELDS, Wish
from app.domain.circular import Choice
from app.domain.ledger import Revision
from app.domain.paper import Edition
from app.domain.practice import Tool
from app.text import Words, typed
from app.ui import style
from app.ui.half_typed import HalfTyped
from app.ui.pages.sign_card import CardPanel
from app.ui.pages.sign_extras import Extras
from app.ui.pages.sign_means import FilePanel, MeansPanel, SealPanel
from app.ui.pages.sign_out import OutPanel
from app.ui.tasks import Tasks
from app.ui.widgets.basics import label, link_button, row
from app.ui.widgets.card_button import PlainRadio
from app.ui.widgets.choice_card import ChoiceCard
from app.ui.widgets.paper_choice import PaperChoice
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.scrolling import keep_in_sight

if TYPE_CHECKING:
    from app.desk.desk import Desk

WAYS = ("handing", "card", "file", "seal", "hand")
OWN = ("card", "file", "seal")
"""The ways in which the signature is made here."""
UNNUMBERED = 99
"""A card of a choice shows its number up to nine: these have none."""


class SignForm(QWidget, HalfTyped):
    asked = Signal()
    """Return was pressed in the last field."""
    chosen = Signal()
    """Another way, paper or edition."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._words = desk.words
        self._with, self._what, self._who = label("", "h2"), label("", "h2"), label("", "h2")
        self.ways = QButtonGroup(self)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(style.px(6))
        self._way = "handing"
        self.seal, self.file, self.card = SealPanel(), FilePanel(), CardPanel(desk, tasks)
        self.out = OutPanel()
        self.panels: dict[str, MeansPanel] = {"card": self.card, "file": self.file, "seal": self.seal}
        for panel in self.panels.values():
            panel.asked.connect(self.asked)
            panel.told.connect(self.say)
        self.problem = ProblemLine()
        self._level = label("", "small")
        self._details = QWidget()
        details = QVBoxLayout(self._details)
        details.setContentsMargins(style.px(8), style.px(4), 0, style.px(8))
        details.setSpacing(style.px(10))
        for widget in (*self.panels.values(), self.out, self.problem, self._level):
            details.addWidget(widget)
        self._build_paper()
        self.fields = QButtonGroup(self)
        radios = QVBoxLayout()
        radios.setSpacing(0)
        for place, _field in enumerate(FIELDS):
            radio = PlainRadio()
            self.fields.addButton(radio, place)
            radios.addWidget(radio)
        self.fields.button(0).setChecked(True)
        self._boxes = QWidget()
        boxes = QVBoxLayout(self._boxes)
        boxes.setContentsMargins(0, 0, 0, 0)
        boxes.addWidget(self._who)
        boxes.addLayout(radios)
        self.extras = Extras()
        self._after = label("", "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(12))
        box.addWidget(self._with)
        box.addLayout(self._cards)
        for widget in (self._paper, self._boxes, self.extras, self._after):
            box.addWidget(widget)
        self.say("")

    def _build_paper(self) -> None:
        self._paper = QWidget()
        box = QVBoxLayout(self._paper)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(6))
        self.new, self.add = PlainRadio(), PlainRadio()
        self._papers = QButtonGroup(self)
        self._more: Revision | None = None
        for place, radio in enumerate((self.add, self.new)):
            self._papers.addButton(radio, place)
        self.new.setChecked(True)
        self._papers.idToggled.connect(lambda _n, on: self._changed() if on else None)
        self._add_text, self._new_text = label("", "small"), label("", "small")
        self.choice = PaperChoice()
        self.choice.changed.connect(self._changed)
        box.addWidget(self._what)
        for widget in (self.add, self._add_text, self.new, self._new_text, self.choice):
            box.addWidget(widget)
        self.print = link_button("")
        """There where the paper itself is not in sight, and its own button with it."""
        box.addLayout(row(self.print, None))

    # ---- showing -------------------------------------------------------------------------------------------------

    def speak(self, words: Words) -> None:
        self._words = words
        self._with.setText(words("sign_page.with"))
        self._what.setText(words("sign_page.what"))
        self._who.setText(words("sign_page.who"))
        self._after.setText(words("sign_page.after"))
        self.new.setText(words("sign_page.new_revision"))
        self._new_text.setText(words("sign_page.new_revision_text"))
        self.new.setAccessibleDescription(self._new_text.text())
        self.choice.speak(words)
        self.print.set_text(words("printing.open"))
        self._speak_cards(words)
        for panel in self.panels.values():
            panel.speak(words)
        self.out.speak(words)
        self.extras.speak(words)
        for place, name in enumerate(FIELDS):
            self.fields.button(place).setText(words(f"sign_page.field.{name}"))
        self._show()

    def _speak_cards(self, words: Words) -> None:
        """Made anew for another language; the one chosen stays chosen."""
        for button in self.ways.buttons():
            self.ways.removeButton(button)
            button.hide()
            button.deleteLater()
        for place, way in enumerate(WAYS):
            choice = Choice(way, words(f"sign_page.way.{way}"), words(f"sign_page.way_about.{way}"))
            card = ChoiceCard(choice, UNNUMBERED)
            self.ways.addButton(card, place)
            self._cards.addWidget(card)
            card.setChecked(way == self._way)
            card.toggled.connect(lambda on, way=way: self.choose(way) if on else None)

    def begin(self, name: str, tools: Sequence[Tool]) -> None:
        """Anew, for whoever prepares this practice; nothing typed before stays."""
        self.choice.begin()
        self.choice.show_tools(tools)
        self.seal.name.setText(name)
        self.wipe()
        self.extras.clear()
        self.card.begin()
        self.say("")

    def loose(self) -> dict[str, QWidget]:
        own = {"signer": self.out.signer, "open_it": self.out.open_it, "add": self.add, "new": self.new}
        radios = {f"field {name}": self.fields.button(place) for place, name in enumerate(FIELDS)}
        inside = {f"{name} {key}": one for name, part in self._parts().items() for key, one in part.loose().items()}
        return {**inside, **own, **radios}

    def _parts(self) -> dict[str, HalfTyped]:
        return {**self.panels, "choice": self.choice, "extras": self.extras}

    def half_done(self) -> dict[str, Any]:
        parts = {f"part {name}": part.half_done() for name, part in self._parts().items()}
        return {**super().half_done(), **parts, "way": self._way}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        self.choose(kept["way"])
        for name, part in self._parts().items():
            part.take_up(kept[f"part {name}"])
        super().take_up(kept)

    @property
    def way(self) -> str:
        return self._way

    def choose(self, way: str) -> None:
        """That way of signing, as if its card had been pressed."""
        if way == self._way and self.ways.button(WAYS.index(way)).isChecked():
            self._show()
            return
        self._way = way
        self.ways.button(WAYS.index(way)).setChecked(True)
        self.wipe()
        self.say("")
        self._show()
        self._changed()

    def _changed(self) -> None:
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        words, own = self._words, self._way in OWN
        place = WAYS.index(self._way) + 1
        if self._cards.indexOf(self._details) != place:  # what a way asks for lies under its card
            self._cards.removeWidget(self._details)
            self._cards.insertWidget(place, self._details)
        for name, panel in self.panels.items():
            panel.setVisible(name == self._way)
        self.out.setVisible(not own)
        self.out.show_way(words, self._way, self.more())
        level = [words(f"sign_page.level.{self._way}")]
        if self._way in ("handing", "card", "file"):
            level.append(words("sign_page.level.offline"))
        self._level.setText("\n".join(level))
        adding = self.more() is not None
        signing = own or self.out.about is None
        self._paper.setVisible(signing)
        for widget in (self.add, self._add_text, self.new, self._new_text):
            widget.setVisible(self._more is not None)
        self.choice.setEnabled(not adding)
        self._boxes.setVisible(own or (self._way == "hand" and self.out.about is not None))
        self.extras.setVisible(own)
        self.extras.show_lock(own and not adding)
        self._after.setVisible(own)
        taken = {one.field for one in self._more.signatures} if adding and self._more is not None else set()
        for place, name in enumerate(FIELDS):
            self.fields.button(place).setEnabled(name not in taken)
        if not self.fields.button(self.fields.checkedId()).isEnabled():
            free = next((n for n in range(len(FIELDS)) if self.fields.button(n).isEnabled()), 0)
            self.fields.button(free).setChecked(True)

    def show_state(
        self, words: Words, first_use: bool, more: Revision | None, out: Revision | None, any_: bool
    ) -> None:
        """``more``: a sealed revision that may take one more signature; ``out``: one that is with another signer;
        ``any_``: whether there is any whose paper may come back."""
        self.seal.show_first_use(first_use)
        if more != self._more:
            self._more = more
            (self.add if more is not None else self.new).setChecked(True)
        if more is not None:
            signers = ", ".join(one.signer for one in more.signatures)
            self.add.setText(words("sign_page.add_to", n=more.number))
            self._add_text.setText(words("sign_page.add_to_text", signers=signers))
            self.add.setAccessibleDescription(self._add_text.text())
        self.out.show_out(words, out, any_)
        self._show()

    def more(self) -> Revision | None:
        """The revision to be signed once more; None for a new one."""
        return self._more if self._more is not None and self.add.isChecked() else None

    def take_focus(self) -> None:
        panel = self.panels.get(self._way)
        if panel is not None:
            panel.take_focus()
        else:
            self.ways.button(WAYS.index(self._way)).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self._see_focus)  # another way's card unfolded: what is being filled in has moved

    def _see_focus(self) -> None:
        focused = self.window().focusWidget()
        if self.isAncestorOf(focused):
            keep_in_sight(focused)

    def say(self, text: str) -> None:
        """What went wrong or is missing; empty for nothing."""
        self.problem.say(text)

    # ---- what was filled in --------------------------------------------------------------------------------------

    def missing(self) -> str:
        """The key of what keeps us from signing, empty for nothing."""
        return self.panels[self._way].missing() or ("" if self.more() is not None else self.choice.missing())

    def new_name(self) -> str:
        """The name a seal is to be made with, empty if there is one already or none is needed."""
        return self.seal.new_name() if self._way == "seal" else ""

    def chosen_field(self) -> str:
        return FIELDS[self.fields.checkedId()]

    def chosen_edition(self) -> Edition:
        return self.choice.chosen_edition()

    def wish(self) -> Wish:
        more, extras = self.more(), self.extras
        return Wish(
            self.chosen_field(),
            self.chosen_edition(),
            self.choice.chosen_tools(),
            revision=more.number if more is not None else 0,
            reason=typed(extras.reason.text()),
            place=typed(extras.place.text()),
            drawing=extras.drawing(),
            lock=extras.lock.isChecked() and more is None,
        )

    def wipe(self) -> None:
        for panel in self.panels.values():
            panel.wipe()
