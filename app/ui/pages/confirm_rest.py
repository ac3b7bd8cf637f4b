"""«Le altre funzioni non ci sono»: the tick, who said so and when, and the question for a name before it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import phrases
from app.ui.pages import absent
from app.ui.widgets.basics import label
from app.ui.widgets.card_button import Tick
from app.ui.widgets.confirm_absent import ask_confirmation

if TYPE_CHECKING:
    from app.desk.desk import Desk


class ConfirmRest(QWidget):
    """``act`` does what is wished and tells the user what the world had against it; False if it did.

    ``confirmed``: somebody has just given their name.
    """

    confirmed = Signal()

    def __init__(self, desk: Desk, act: Callable[[Callable[[], None]], bool]) -> None:
        super().__init__()
        self._desk, self._act = desk, act
        self._tool_id = ""
        self.tick = Tick()
        self.tick.clicked.connect(self._pressed)
        self.by = label("", "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tick)
        box.addWidget(self.by)

    @property
    def waiting(self) -> bool:
        """Whether there is something to confirm that nobody has."""
        return self.tick.isEnabled() and not self.tick.isChecked()

    def show_tool(self, tool_id: str) -> None:
        self._tool_id = tool_id
        words, tool = self._desk.words, self._desk.practice.tool(tool_id)
        rest = absent.rest(self._desk, tool_id)
        confirmed = tool.confirmed is not None and set(rest) <= set(tool.confirmed.kinds)
        text = words.count("functions.confirm", len(rest)) if rest else words("functions.confirm.all")
        self.tick.setText(text)
        self.tick.setAccessibleName(text)
        self.tick.setEnabled(bool(rest) and not self._desk.read_only)
        self.tick.setChecked(confirmed or not rest)
        told = ""
        if confirmed and rest and tool.confirmed is not None:
            on = phrases.date_text(words, tool.confirmed.at)
            told = words("functions.confirmed", by=tool.confirmed.by, date=on)
        self.by.setText(told)
        self.by.setVisible(bool(told))

    def _pressed(self, on: bool) -> None:
        self.show_tool(self._tool_id)  # the mark follows the practice, not the press
        desk, by = self._desk, ""
        if on:
            groups = absent.rest_by_group(desk, self._tool_id)
            by = ask_confirmation(self, desk.words, groups, desk.practice.prepared_by)
            if not by:
                return
        if self._act(lambda: desk.confirm_absent(self._tool_id, by, on)) and on:
            self.confirmed.emit()
