"""Asks for one name, in a small dialog of our own."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.text import Words
from app.ui import style
from app.ui.widgets.basics import LineField, accent_button, label, plain_button, row


def ask_name(parent: QWidget, words: Words) -> str:
    """Who confirms; empty when the dialog was left without a name."""
    dialog = NameDialog(parent, words)
    return dialog.name() if dialog.exec() == QDialog.DialogCode.Accepted else ""


class NameDialog(QDialog):
    def __init__(self, parent: QWidget, words: Words) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("functions.confirm_title"))
        self.setMinimumWidth(style.px(420))
        box = QVBoxLayout(self)
        box.setContentsMargins(style.px(24), style.px(20), style.px(24), style.px(20))
        box.setSpacing(style.px(12))
        box.addWidget(label(words("functions.confirm_title"), "h2"))
        box.addWidget(label(words("functions.confirm_text"), "muted"))
        caption = label(words("functions.confirm_name"), "strong")
        self.field = LineField("", words("functions.confirm_name"))
        caption.setBuddy(self.field)
        box.addWidget(caption)
        box.addWidget(self.field)
        self.confirm = accent_button(words("functions.confirm_do"))
        self.confirm.setDefault(True)
        self.confirm.setEnabled(False)
        cancel = plain_button(words("functions.confirm_cancel"))
        box.addLayout(row(None, cancel, self.confirm))
        self.field.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))
        self.confirm.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.field.setFocus()

    def name(self) -> str:
        return self.field.text().strip()
