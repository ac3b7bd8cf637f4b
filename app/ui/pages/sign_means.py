"""What each way of signing asks for: the seal's passphrase, a file and its password.

A secret is read once, by whoever signs, and wiped from its field. It is kept nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from app.desk.signing import FileWay, SealWay, Way
from app.text import Words
from app.ui import style
from app.ui.half_typed import HalfTyped
from app.ui.pages.company import labelled
from app.ui.widgets.basics import label, plain_button, row


class MeansPanel(QWidget, HalfTyped):
    """``asked``: Return was pressed in the last field. ``told``: something to say, empty for nothing."""

    asked = Signal()
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(style.px(8))

    def speak(self, words: Words) -> None:
        """Whatever is said, in these words."""

    def missing(self) -> str:
        """The key of what keeps us from signing, empty for nothing; the field in question takes the focus."""
        raise NotImplementedError

    def way(self) -> Way:
        raise NotImplementedError

    def wipe(self) -> None:
        """Nothing secret stays in a field."""

    def take_focus(self) -> None:
        """The first thing that is to be filled in."""

    def secret(self) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.returnPressed.connect(self.asked)
        return made


class SealPanel(MeansPanel):
    """At first use there is no seal yet: it is made with the name and a passphrase written twice."""

    def __init__(self) -> None:
        super().__init__()
        self._first_use = False
        self._names = {name: label("", "small") for name in ("name", "passphrase", "repeat")}
        self.name, self.passphrase, self.repeat = QLineEdit(), self.secret(), self.secret()
        self._first_text = label("", "muted")
        self._first, first = group()
        first.addWidget(self._first_text)
        first.addLayout(labelled(self._names["name"], self.name))
        self._again, again = group()
        again.addLayout(labelled(self._names["repeat"], self.repeat))
        self.box.addWidget(self._first)
        self.box.addLayout(labelled(self._names["passphrase"], self.passphrase))
        self.box.addWidget(self._again)

    def speak(self, words: Words) -> None:
        self._first_text.setText(words("sign_page.first_use"))
        for name, field in (("name", self.name), ("passphrase", self.passphrase), ("repeat", self.repeat)):
            self._names[name].setText(words(f"sign_page.{name}"))
            field.setAccessibleName(words(f"sign_page.{name}"))

    def loose(self) -> dict[str, QWidget]:
        return {"name": self.name, "passphrase": self.passphrase, "repeat": self.repeat}

    def show_first_use(self, first_use: bool) -> None:
        self._first_use = first_use
        self._first.setVisible(first_use)
        self._again.setVisible(first_use)

    def take_focus(self) -> None:
        (self.name if self._first_use and not self.name.text() else self.passphrase).setFocus()

    def missing(self) -> str:
        if self._first_use and not self.name.text().strip():
            self.name.setFocus()
            return "sign_page.name_missing"
        if not self.passphrase.text():
            self.passphrase.setFocus()
            return "sign_page.passphrase_missing"
        if self._first_use and self.passphrase.text() != self.repeat.text():
            self.repeat.setFocus()
            return "sign_page.repeat_differs"
        return ""

    def new_name(self) -> str:
        """The name a seal is to be made with, empty if there is one already."""
        return self.name.text().strip() if self._first_use else ""

    def way(self) -> SealWay:
        return SealWay(self.passphrase.text())

    def wipe(self) -> None:
        self.passphrase.clear()
        self.repeat.clear()


class FilePanel(MeansPanel):
    """The user's own file: only its place is kept, and only while the page is there."""

    def __init__(self) -> None:
        super().__init__()
        self.file: Path | None = None
        self.choose = plain_button("", "folder")
        self.choose.clicked.connect(self._ask)
        self._chosen = label("", "muted")
        self._name = label("", "small")
        self.password = self.secret()
        line = row(self.choose, self._chosen)
        line.setStretch(1, 1)
        self.box.addLayout(line)
        self.box.addLayout(labelled(self._name, self.password))
        self._words: Words | None = None

    def speak(self, words: Words) -> None:
        self._words = words
        self.choose.set_text(words("sign_page.choose_file"))
        self._name.setText(words("sign_page.file_password"))
        self.password.setAccessibleName(words("sign_page.file_password"))
        self._chosen.setText(self.file.name if self.file else words("sign_page.no_file"))

    def loose(self) -> dict[str, QWidget]:
        return {"password": self.password}

    def half_done(self) -> dict[str, Any]:
        return {**super().half_done(), "file": self.file}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        super().take_up(kept)
        if kept["file"] is not None:
            self._show(kept["file"])

    def _ask(self) -> None:
        assert self._words is not None
        title, kinds = self._words("sign_page.choose_file"), self._words("sign_page.p12_files")
        name, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        self._show(file)
        self.password.setFocus()

    def _show(self, file: Path) -> None:
        self.file = file
        self._chosen.setText(file.name)

    def take_focus(self) -> None:
        (self.password if self.file else self.choose).setFocus()

    def missing(self) -> str:
        if self.file is None:
            self.choose.setFocus()
            return "sign_page.file_missing"
        if not self.password.text():
            self.password.setFocus()
            return "sign_page.password_missing"
        return ""

    def way(self) -> FileWay:
        assert self.file is not None
        return FileWay(self.file, self.password.text())

    def wipe(self) -> None:
        self.password.clear()


def group() -> tuple[QWidget, QVBoxLayout]:
    """Widgets that are shown and hidden together, and the box to fill."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    return holder, box
