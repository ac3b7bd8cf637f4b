"""Fields to type in: they tell what was typed, after a moment's rest and when they are left, and leave undo to the
practice once it is told. They hold no value of a practice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

IDLE_MS = 1000
"""Typed text is committed after this long without a key."""


def _leaves_undo(event: QEvent) -> bool:
    """Whether Qt asks a field if undo or redo is its own; by itself a field always says yes."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class LineField(QLineEdit):
    """One line of text: commits after a second's rest, on leaving, when asked; Ctrl+Z is its own till then."""

    committed = Signal(str)

    def __init__(self, text: str = "", name: str = "") -> None:
        super().__init__(text)
        self._given = text
        self._known = self.text()  # a field cannot show every letter: what it leaves out nobody has typed away
        self.setAccessibleName(name)
        self._timer = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._timer.timeout.connect(self.commit)
        self.textEdited.connect(lambda _text: self._timer.start())
        self.editingFinished.connect(self.commit)

    @property
    def pending(self) -> bool:
        """Something typed that nobody was told of yet."""
        return self.text() != self._known

    def show_value(self, text: str) -> None:
        """The practice's value, unless the user is in the middle of typing another one."""
        if self.pending or text == self._given:
            return
        self._given = text
        if self.text() != text:
            self.setText(text)
        self._known = self.text()

    def commit(self) -> None:
        self._timer.stop()
        if self.pending:
            self._known = self._given = self.text()
            self.committed.emit(self._known)

    def event(self, event: QEvent) -> bool:
        if _leaves_undo(event) and not self.pending:
            event.ignore()  # what was committed is the practice's to undo
            return False
        return super().event(event)


class TextField(QPlainTextEdit):
    """Several lines of text, word for word."""

    def toPlainText(self) -> str:
        """Qt's own makes a plain blank of one that does not break."""
        return self.document().toRawText().replace("\u2029", "\n")


class NoteField(TextField):
    """Several lines of text, committed like :class:`LineField`'s. Tab leaves it."""

    committed = Signal(str)

    def __init__(self, text: str = "", name: str = "") -> None:
        super().__init__(text)
        self._given, self._known = text, self.toPlainText()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._timer = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._timer.timeout.connect(self.commit)
        self.textChanged.connect(self._timer.start)

    @property
    def pending(self) -> bool:
        return self.toPlainText() != self._known

    def show_value(self, text: str) -> None:
        if self.pending or text == self._given:
            return
        self._given = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._known = self.toPlainText()

    def commit(self) -> None:
        self._timer.stop()
        if self.pending:
            self._known = self._given = self.toPlainText()
            self.committed.emit(self._known)

    def event(self, event: QEvent) -> bool:
        if _leaves_undo(event) and not self.pending:
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
