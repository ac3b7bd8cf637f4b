"""The example and what the program is, on the settings page: versions, licences, no network, diagnostics."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app import __version__
from app.ui import style
from app.ui.pages.settings_section import SettingsSection, flow
from app.ui.widgets.basics import accent_button, label, plain_button, row
from app.ui.widgets.dialogs import fit

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.store.bin import Deleted


class ExampleSection(SettingsSection):
    """Help, and the example practice: gone at one press, back at another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "settings.example.title")
        self.manual, self.tour, self.keys = plain_button("", "question"), plain_button(""), plain_button("")
        self.manual.clicked.connect(lambda: self.go.emit("manual", {"at": "settings"}))
        self.tour.clicked.connect(lambda: self.wanted.emit("tour", None))
        self.keys.clicked.connect(lambda: self.wanted.emit("shortcuts", None))
        self.box.addLayout(flow(self.manual, self.tour, self.keys))
        self.add_text("settings.example.text", "small")
        self.open, self.remove = plain_button(""), plain_button("", "bin")
        self.open.clicked.connect(self._open)
        self.remove.clicked.connect(self._remove)
        self.box.addLayout(flow(self.open, self.remove))

    def retranslate(self) -> None:
        super().retranslate()
        words = self.desk.words
        self.manual.set_text(words("settings.example.manual"))
        self.tour.set_text(words("settings.example.tour"))
        self.keys.set_text(words("settings.example.shortcuts"))
        self.open.set_text(words("home.open_example"))
        self.remove.set_text(words("settings.example.remove"))

    def refresh(self) -> None:
        self.remove.setVisible(self.desk.has_example)
        self.remove.setEnabled(not self.desk.folder_read_only)

    def _open(self) -> None:
        self.desk.open_example()
        self.go.emit("practice", {})

    def _remove(self) -> None:
        words = self.desk.words

        def removed(gone: tuple[Deleted, ...]) -> None:
            self.refresh()
            self.open.setFocus()
            self.offered.emit(words("settings.example.removed"), words("common.undo"), lambda: self._back(gone))

        self.try_to(lambda: removed(self.desk.remove_examples()))

    def _back(self, gone: tuple[Deleted, ...]) -> None:
        def back() -> None:
            for one in gone:
                self.desk.bring_back(one)
            self.refresh()

        self.try_to(back)


class AboutSection(SettingsSection):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "settings.about.title")
        self.version, self._built, self._licence = label("", "strong"), label("", "small"), label("", "small")
        self._title, self._text = label("", "h3"), label("", "body")
        for text in (self.version, self._built, self._licence, self._title, self._text):
            self.box.addWidget(text)
        self.licences, self.diagnostics = plain_button(""), plain_button("")
        self.licences.clicked.connect(lambda: LicencesDialog(desk, self).exec())
        self.diagnostics.clicked.connect(lambda: self.wanted.emit("diagnostics", None))
        self.box.addLayout(flow(self.licences, self.diagnostics))

    def retranslate(self) -> None:
        super().retranslate()
        words = self.desk.words
        self.version.setText(words("settings.about.version", version=__version__))
        self._built.setText(words("settings.about.built", python=platform.python_version(), qt=qVersion()))
        self._licence.setText(words("settings.about.licence"))
        self._title.setText(words("settings.about.no_network_title"))
        self._text.setText(words("settings.about.no_network"))
        self.licences.set_text(words("settings.about.licences"))
        self.diagnostics.set_text(words("settings.about.diagnostics"))


class LicencesDialog(QDialog):
    """Every component, to be read and copied."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        words = desk.words
        self.setWindowTitle(words("licences.title"))
        fit(self, parent, 640, 520)
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.px(24),) * 4)
        box.setSpacing(style.px(12))
        box.addWidget(label(words("licences.title"), "h2"))
        box.addWidget(label(words("licences.lead"), "muted"))
        rows = [
            words("licences.row", name=one.name, version=one.version, licence=one.licence) for one in desk.components
        ]
        self.lines = QPlainTextEdit("\n".join(rows))
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName(words("licences.title"))
        box.addWidget(self.lines, 1)
        close = accent_button(words("common.close"))
        close.clicked.connect(self.accept)
        box.addLayout(row(None, close))
