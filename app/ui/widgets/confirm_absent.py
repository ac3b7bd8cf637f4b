"""Asks whoever confirms for their name, under the names of all the functions they declare absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.text import Words
from app.ui import style
from app.ui.widgets.basics import accent_button, label, plain_button, row, scrolled
from app.ui.widgets.dialogs import fit
from app.ui.widgets.fields import LineField
from app.ui.widgets.scrolling import page_keys

SIZE = (620, 650)


def ask_confirmation(parent: QWidget, words: Words, groups: Mapping[str, Sequence[str]], name: str) -> str:
    """Who confirms; empty when the dialog was left."""
    dialog = ConfirmAbsent(parent, words, groups, name)
    return dialog.name() if dialog.exec() == QDialog.DialogCode.Accepted else ""


class ConfirmAbsent(QDialog):
    """``groups``: heading → names of functions; ``name``: who prepares the checklist, if that is known."""

    def __init__(self, parent: QWidget, words: Words, groups: Mapping[str, Sequence[str]], name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("confirm_absent.title"))
        fit(self, parent, *SIZE)
        box = QVBoxLayout(self)
        box.setContentsMargins(style.px(24), style.px(18), style.px(24), style.px(16))
        box.setSpacing(style.px(10))
        box.addWidget(label(words("confirm_absent.title"), "h2"))
        number = sum(len(names) for names in groups.values())
        box.addWidget(label(words.count("confirm_absent.text", number), "muted"))
        area, body = scrolled(spacing=2)
        area.setAccessibleName(words("confirm_absent.names"))
        for heading, names in groups.items():
            body.addWidget(label(heading, "strong"))
            body.addWidget(label("; ".join(names), "body"))
            body.addSpacing(style.px(6))
        body.addStretch(1)
        page_keys(self, area)
        box.addWidget(area, 1)
        caption = label(words("functions.confirm_name"), "strong")
        self.field = LineField(name, words("functions.confirm_name"))
        self.field.setAccessibleDescription(
            ". ".join((words("confirm_absent.names"), *("; ".join(names) for names in groups.values())))
        )
        caption.setBuddy(self.field)
        box.addWidget(caption)
        box.addWidget(self.field)
        self.confirm = accent_button(words("functions.confirm_do"))
        self.confirm.setDefault(True)
        cancel = plain_button(words("functions.confirm_cancel"))
        cancel.setAutoDefault(False)
        box.addLayout(row(None, cancel, self.confirm))
        self.field.textChanged.connect(lambda _text: self._look())
        self.confirm.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._look()
        self.field.setFocus()

    def name(self) -> str:
        return self.field.text().strip()

    def _look(self) -> None:
        self.confirm.setEnabled(bool(self.name()))
