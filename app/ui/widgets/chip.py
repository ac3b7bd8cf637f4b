"""Chips: an outcome or a standing as icon, words and colour together. Provisional is always grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.ui import style
from app.ui.widgets.basics import label, set_role
from app.ui.widgets.icons import LOOK_ICONS, IconMark

if TYPE_CHECKING:
    from app.domain.circular import Circular
    from app.text import Words


class Chip(QFrame):
    """The body of all chips: ``show_look`` draws it. ``small``: where many stand in one line."""

    def __init__(self, small: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self.setProperty("look", "grey")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box = QHBoxLayout(self)
        side = style.px(7 if small else 9)
        box.setContentsMargins(side, style.px(3), side, style.px(4))
        box.setSpacing(style.px(5 if small else 6))
        self._mark = IconMark("question", "grey", 15 if small else 17)
        self._text = label("", "chip_small" if small else "strong", wrap=False)
        box.addWidget(self._mark)
        box.addWidget(self._text)

    def text(self) -> str:
        return self._text.text()

    def look(self) -> str:
        return str(self.property("look"))

    def show_look(self, look: str, text: str, struck: bool = False, icon: str | None = None) -> None:
        """``struck``: no longer possible: grey, crossed out, without its icon."""
        look = "grey" if struck or look not in style.LOOKS else look
        set_role(self, look, "look")
        self._mark.setVisible(not struck)
        self._mark.show_icon(icon or LOOK_ICONS[look], look)
        self._text.setText(text)
        set_role(self._text, look, "look")
        set_role(self._text, "true" if struck else "false", "struck")
        self.setAccessibleName(text)


class OutcomeChip(Chip):
    """An outcome of the law. ``circular`` has its words and look, ``words`` those for provisional."""

    def __init__(self, circular: Circular, words: Words, small: bool = False) -> None:
        super().__init__(small)
        self._circular, self._words = circular, words

    def speak(self, circular: Circular, words: Words) -> None:
        """Another language or another version; show again afterwards."""
        self._circular, self._words = circular, words

    def show_outcome(self, outcome_id: str | None, provisional: bool, struck: bool = False) -> None:
        """None: nothing to judge yet. Provisional: «può arrivare a …», grey."""
        words = self._words
        if outcome_id is None:
            self.show_look("grey", words("chip.none"))
            return
        outcome = self._circular.outcomes[outcome_id]
        if struck:
            self.show_look("grey", outcome.chip, struck=True)
            self.setAccessibleName(words("chip.no_longer", outcome=outcome.chip))
        elif provisional:
            self.show_look("grey", words("chip.could_become", outcome=outcome.chip))
        else:
            self.show_look(outcome.look, outcome.chip)


_STANDINGS = {"stop": "red", "to_do": "amber", "in_order": "green"}


def standing_look(standing: str, provisional: bool = False, prohibited: bool = False) -> tuple[str, str]:
    """(look, key of the words) of a standing. Anything provisional is «da completare», and so is "" (nothing yet)."""
    if provisional or standing not in _STANDINGS:
        return "grey", "standing.to_complete"
    if standing == "stop" and prohibited:
        return "violet", "standing.stop_prohibited"
    return _STANDINGS[standing], f"standing.{standing}"


class StandingChip(Chip):
    """Where something stands. Needs no law: home draws before the law is read."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def speak(self, words: Words) -> None:
        self._words = words

    def show_standing(self, standing: str, provisional: bool = False, prohibited: bool = False) -> None:
        look, key = standing_look(standing, provisional, prohibited)
        self.show_look(look, self._words(key))
