"""What went wrong, in a sentence below what it is about: hidden till then, read out as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from app.ui.widgets.text_label import TextLabel

if TYPE_CHECKING:
    from app.text import Words


class ProblemLine(TextLabel):
    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)  # it may quote what was typed
        self.setWordWrap(True)
        self.setProperty("role", "error")
        self.hide()

    def say(self, text: str) -> None:
        """Empty: there is nothing wrong any more."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            announce(self)

    def stand(self, text: str) -> None:
        """What is wrong for as long as it is, worked out again and again: read out only when it is another."""
        if text != self.text():
            self.say(text)

    def tell(self, problem: Exception, words: Words) -> None:
        """The world's error in the user's words, above the page where this line is on one that is not in front; a
        mistake of ours goes on to the crash page."""
        place = self.parentWidget()
        unseen = place is not None and not place.isVisible() and self.window().isVisible()
        if unseen or not isinstance(problem, UserError):
            raise problem
        self.say(words.error(problem))


def announce(widget: QWidget) -> None:
    """Whoever hears the screen instead of seeing it is told at once, wherever they are."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # not needed for the first picture

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
