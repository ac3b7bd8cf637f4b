"""A label that lets any text be broken: a word longer than the window must never make the window wider."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel

LONGEST, PIECE = 30, 10
"""Longer words than the first may be broken after every so many letters, and only then are."""
_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")
_PIECES = re.compile(rf"(\S{{{PIECE}}})(?=\S)")
_BREAK = "\u200b"


class TextLabel(QLabel):
    """``text`` is what was set, word for word; the places where it may break are only in what is drawn."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._heights: dict[int, int] = {}
        """By width. A page asks for each some six times as it comes up, and breaking lines is most of what it does."""
        self._whole, self._named, self._breaks = "", False, True
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        drawn = _LONG.sub(lambda word: _PIECES.sub(rf"\1{_BREAK}", word[0]), text) if self._breaks else text
        self._heights.clear()
        super().setText(drawn)
        broken = drawn != text
        if broken or self._named:  # a name that somebody else gave is left alone
            self.setAccessibleName(text if broken else "")
        self._named = broken

    def setTextInteractionFlags(self, flags: Qt.TextInteractionFlag) -> None:
        """What can be copied out is left as it is: a hash with places to break in it would be another hash."""
        super().setTextInteractionFlags(flags)
        by_hand = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self._breaks = not flags & by_hand
        self.setText(self._whole)

    def text(self) -> str:
        return self._whole

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = super().heightForWidth(width)
        return known

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)
