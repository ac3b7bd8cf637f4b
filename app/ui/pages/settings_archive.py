"""Data, password and rules on the settings page: where things are, what guards them, how old the law is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.domain.errors import UserError
from app.ui.pages.settings_section import SettingsSection, flow
from app.ui.phrases import date_text
from app.ui.widgets.basics import label, plain_button

if TYPE_CHECKING:
    from app.desk.desk import Desk


class DataSection(SettingsSection):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "settings.data.title")
        self.movable = False
        self._caption = label("", "small")
        self.folder = label("", "body")
        self._fixed = label("", "small")
        self.show_it, self.move_it, self.copies = (
            plain_button("", "folder"),
            plain_button(""),
            plain_button("", "clock"),
        )
        self.show_it.clicked.connect(self._show)
        self.move_it.clicked.connect(lambda: self.wanted.emit("move", None))
        self.copies.clicked.connect(lambda: self.go.emit("recovery", {}))
        for text in (self._caption, self.folder, self._fixed):
            self.box.addWidget(text)
        self.box.addLayout(flow(self.show_it, self.move_it))
        self.add_text("settings.data.copies_text", "small")
        self.box.addLayout(flow(self.copies))

    def retranslate(self) -> None:
        super().retranslate()
        words = self.desk.words
        self._caption.setText(words("settings.data.folder"))
        self._fixed.setText(words("settings.data.fixed"))
        self.show_it.set_text(words("settings.data.show"))
        self.move_it.set_text(words("moving.open"))
        self.copies.set_text(words("settings.data.copies"))

    def refresh(self) -> None:
        self.folder.setText(breakable(str(self.desk.data_folder)))
        self.folder.setAccessibleName(str(self.desk.data_folder))
        self.move_it.setVisible(self.movable)
        self._fixed.setVisible(not self.movable)

    def _show(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.data_folder))):
            self.told.emit(self.desk.words("settings.data.not_shown"))


class PasswordSection(SettingsSection):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "settings.password.title")
        self.state = label("", "body")
        self.change, self.lock = plain_button("", "lock"), plain_button("")
        self.change.clicked.connect(lambda: self.wanted.emit("password", None))
        self.lock.clicked.connect(lambda: self.wanted.emit("lock", None))
        self.box.addWidget(self.state)
        self.box.addLayout(flow(self.change, self.lock))

    def retranslate(self) -> None:
        super().retranslate()
        self.change.set_text(self.desk.words("settings.password.change"))
        self.lock.set_text(self.desk.words("vault.lock_now"))

    def refresh(self) -> None:
        try:
            on = self.desk.protection.seen_on
        except UserError:  # its key file cannot be read: there was one
            on = True
        self.state.setText(self.desk.words("settings.password.on" if on else "settings.password.off"))
        self.lock.setVisible(on)


class RulesSection(SettingsSection):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "settings.rules.title")
        self.law, self.age = label("", "strong"), label("", "body")
        self.box.addWidget(self.law)
        self.box.addWidget(self.age)
        self.add_text("settings.rules.how", "small")
        self.see = plain_button("", "books")
        self.see.clicked.connect(lambda: self.go.emit("sources", {}))
        self.box.addLayout(flow(self.see))

    def retranslate(self) -> None:
        super().retranslate()
        self.see.set_text(self.desk.words("settings.rules.see"))

    def show_law(self, known: bool) -> None:
        """The newest law, the one that a new practice is born with; nothing before it has been read."""
        if not known:
            return
        words, law = self.desk.words, self.desk.newest_law
        self.law.setText(words("settings.rules.law", title=law.short, id=law.id, version=law.version))
        days = (self.desk.today - date.fromisoformat(law.as_of)).days
        age = words("settings.rules.age_today") if days == 0 else words.count("settings.rules.age", days)
        said = words("settings.rules.as_of", date=date_text(words, law.as_of))
        self.age.setText(f"{said} {words('settings.rules.future') if days < 0 else age}")


def breakable(path: str) -> str:
    """A path that may be broken after each of its folders: a line without a space would be cut."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b").replace("_", "_\u200b").replace("-", "-\u200b")
