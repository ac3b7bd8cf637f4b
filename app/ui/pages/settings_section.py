"""What the sections of the settings page have in common: a titled card that tells upwards what it wants done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.errors import UserError
from app.ui.pages.company import labelled
from app.ui.widgets.basics import Card, ComboBox, label
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.desk.desk import Desk


class SettingsSection(Card):
    """``fields``: each field by the key of its name; ``retranslate`` names them all."""

    told = Signal(str)
    offered = Signal(str, str, object)
    wanted = Signal(str, object)
    go = Signal(str, dict)

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(spacing=10)
        self.desk, self._key = desk, title
        self.heading = label("", "h2")
        self.box.addWidget(self.heading)
        self._texts: list[tuple[QLabel, str]] = []
        self._named: list[tuple[QWidget, str]] = []

    def add_text(self, key: str, role: str = "muted") -> QLabel:
        made = label("", role)
        self._texts.append((made, key))
        self.box.addWidget(made)
        return made

    def add_field(self, key: str, field: QWidget, hint: str = "", name: str = "") -> None:
        """A field under its name; ``name`` keeps the focus on it when the page is made anew."""
        caption = label("", "small")
        self._texts.append((caption, key))
        self._named.append((field, key))
        field.setObjectName(name or key)
        below = []
        if hint:
            below.append(label("", "small"))
            self._texts.append((below[0], hint))
        self.box.addLayout(labelled(caption, field, *below))

    def retranslate(self) -> None:
        words = self.desk.words
        self.heading.setText(words(self._key))
        self.setAccessibleName(words(self._key))
        for text, key in self._texts:
            text.setText(words(key))
        for field, key in self._named:
            field.setAccessibleName(words(key))

    def refresh(self) -> None:
        """What the desk says now."""

    def try_to(self, act: Callable[[], object]) -> None:
        """An act that the disk may refuse: then it is said, and shown as it still is."""
        try:
            act()
        except UserError as problem:
            self.told.emit(self.desk.words.error(problem))
            self.refresh()


def flow(*widgets: QWidget) -> Flow:
    """Side by side where there is room, else one below the other."""
    made = Flow()
    for widget in widgets:
        made.addWidget(widget)
    return made


def fill(box: ComboBox, choices: list[tuple[object, str]], now: object) -> None:
    """The choices of a box, without telling anybody."""
    box.blockSignals(True)
    shown = [(box.itemData(n), box.itemText(n)) for n in range(box.count())]
    if shown != choices:
        box.clear()
        for value, text in choices:
            box.addItem(text, value)
    box.setCurrentIndex(max(0, next((n for n, (value, _) in enumerate(choices) if value == now), 0)))
    box.blockSignals(False)
