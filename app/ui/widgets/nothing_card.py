"""In the place of an empty list: why there is nothing to see, and the one thing that can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.widgets.basics import Card, label, plain_button, row

if TYPE_CHECKING:
    from app.text import Words

REASONS = ("empty", "none_found", "filtered", "all_archived")


class NothingCard(Card):
    """Filled when there is first nothing to see."""

    example_asked = Signal()
    more_asked = Signal()
    """To have more shown: without filters, or with those that were put away."""

    def __init__(self) -> None:
        super().__init__(margin=24)
        self._filled = False
        self.hide()

    def _fill(self) -> None:
        self._filled = True
        self.title, self._text = label("", "h2"), label("", "muted")
        self.example, self.more = plain_button(""), plain_button("")
        self.example.clicked.connect(self.example_asked)
        self.more.clicked.connect(self.more_asked)
        self.box.addWidget(self.title)
        self.box.addWidget(self._text)
        self.box.addLayout(row(self.example, self.more, None))

    def show_reason(self, words: Words, reason: str) -> None:
        """One of ``REASONS``; empty: there is something to see."""
        if not reason:
            self.hide()
            return
        if not self._filled:
            self._fill()
        self.title.setText(words(f"home.{reason}_title"))
        self._text.setText(words(f"home.{reason}_text"))
        self.example.set_text(words("home.open_example"))
        self.example.setVisible(reason == "empty")
        self.more.set_text(words("home.show_all" if reason == "filtered" else "home.filter_archived.too"))
        self.more.setVisible(reason in ("filtered", "all_archived"))
        self.show()
