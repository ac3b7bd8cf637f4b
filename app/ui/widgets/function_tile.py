"""One kind of function as a tile to tick: what the tool can do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui import style
from app.ui.widgets.basics import label
from app.ui.widgets.card_button import MARK, TickCard


class FunctionTile(TickCard):
    """Shows a state it is given; a press only asks (``clicked``), whoever owns the tile decides."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.begin_card()
        box = QHBoxLayout(self)
        box.setContentsMargins(style.px(15 + MARK + 12), style.px(9), style.px(12), style.px(9))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self.name = label("", "body")
        self.state = label("", "small")
        self.description = label("", "small")
        self.description.hide()
        for made in (self.name, self.state, self.description):
            made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            texts.addWidget(made)
        texts.addStretch(1)
        box.addLayout(texts, 1)

    def nextCheckState(self) -> None:
        """The mark follows the practice, not the press."""

    def show_description(self, on: bool) -> None:
        """What the function is, on the tile itself: while searching, where the word may be found only there."""
        self.description.setVisible(on)

    def show_state(
        self, name: str, description: str, shown: str, spoken: str, ticked: bool, asked: bool, locked: bool
    ) -> None:
        """``shown``: a small line, may be empty; ``asked``: nobody knows; ``locked``: not to be taken away here."""
        self.asked = asked
        self.setChecked(ticked)
        self.setEnabled(not locked)
        self.name.setText(name)
        self.state.setText(shown)
        self.state.setVisible(bool(shown))
        self.description.setText(description)
        self.setToolTip(description)
        self.setAccessibleName(name)
        self.setAccessibleDescription(". ".join(part for part in (spoken, description) if part))
        self.update()
