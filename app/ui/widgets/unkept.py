"""A dialog in which something was typed or chosen does not go at a stray Esc: it asks first. «Annulla»
is an answer and does not.

It decides nothing about what was typed; it never keeps it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLineEdit, QMessageBox, QPlainTextEdit

from app.text import Words


class Unkept(QObject):
    """Lives as long as its dialog."""

    def __init__(self, dialog: QDialog, words: Words) -> None:
        super().__init__(dialog)
        self._dialog, self._words = dialog, words
        self._begun: list[str] | None = None
        dialog.installEventFilter(self)
        dialog.finished.connect(lambda _result: dialog.removeEventFilter(self))  # it hears nothing of its end

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show and self._begun is None:
            self._begun = self._typed()
        leaves = kind == QEvent.Type.Close or (
            isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        )
        if not leaves or self._begun is None or self._typed() == self._begun or self._sure():
            return False
        event.ignore()
        return True

    def _typed(self) -> list[str]:
        lines = [field.text() for field in self._dialog.findChildren(QLineEdit)]
        lines += [field.toPlainText() for field in self._dialog.findChildren(QPlainTextEdit)]
        lines += [str(made.isChecked()) for made in self._dialog.findChildren(QAbstractButton) if made.isCheckable()]
        return lines + [made.currentText() for made in self._dialog.findChildren(QComboBox)]

    def _sure(self) -> bool:
        """Whether what was typed is to go."""
        words = self._words
        box = QMessageBox(QMessageBox.Icon.Warning, words("window.name"), words("unkept.title"), parent=self._dialog)
        box.setTextFormat(Qt.TextFormat.PlainText)
        stay = box.addButton(words("unkept.stay"), QMessageBox.ButtonRole.RejectRole)
        drop = box.addButton(words("unkept.drop"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is drop
