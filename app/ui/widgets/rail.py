"""The dark strip at the left: where one can go, and three lines on where the data are. Icons only when narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.text import LANGUAGES, Words
from app.ui import style
from app.ui.widgets.basics import Button, label, line, scrolled

_ENTRIES = {
    "home": ("folder", "rail.home"),
    "deadlines": ("calendar", "deadlines.title"),
    "forms": ("document", "forms.title"),
    "sources": ("books", "sources.title"),
    "sign": ("pen", "rail.sign"),
    "verify": ("check", "rail.verify"),
    "recovery": ("clock", "rail.recovery"),
}
"""Page → its icon and the key of its name, in order."""
WIDTH, NARROW = 196, 60


class Rail(QWidget):
    go = Signal(str, dict)
    language_asked = Signal(str)
    help_asked = Signal()
    move_asked = Signal()
    password_asked = Signal()
    lock_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._narrow = False
        # With large text on a low screen the entries are higher than the window: then they scroll.
        area, box = scrolled(spacing=0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        box.setSpacing(4)
        self._box = box
        self._name = label("", "brand", wrap=False)
        self._law = label("", "brand_small")
        box.addWidget(self._name)
        box.addWidget(self._law)
        box.addSpacing(12)
        self._first_line = line("rail_line")
        box.addWidget(self._first_line)
        box.addSpacing(12)
        self._entries: dict[str, Button] = {}
        for page, (picture, _) in _ENTRIES.items():
            entry = Button("", "rail", picture)
            entry.setCheckable(True)
            entry.clicked.connect(lambda _=False, page=page: self._ask(page))
            self._entries[page] = entry
            box.addWidget(entry)
        box.addSpacing(12)
        box.addWidget(line("rail_line"))
        box.addSpacing(12)
        self._language = Button("", "rail", "globe")
        self._language.clicked.connect(self._ask_language)
        self._help = Button("", "rail", "question")
        self._help.clicked.connect(self.help_asked)
        self.move_data = Button("", "rail", "folder")
        self.move_data.clicked.connect(self.move_asked)
        self.move_data.hide()
        self._password = Button("", "rail", "lock")
        self._password.clicked.connect(self.password_asked)
        self._lock = Button("", "rail", "lock")
        self._lock.clicked.connect(self.lock_asked)
        self._lock.hide()
        box.addWidget(self._lock)
        box.addWidget(self._password)
        box.addWidget(self._language)
        box.addWidget(self._help)
        box.addWidget(self.move_data)
        box.addStretch(1)
        self._foot: list[QLabel] = [label("", "brand_small") for _ in range(3)]
        foot = QVBoxLayout()
        foot.setSpacing(2)
        for part in self._foot:
            foot.addWidget(part)
        holder = QHBoxLayout()
        holder.addLayout(foot)
        box.addLayout(holder)
        self._here = "home"
        self.retranslate(words)

    def retranslate(self, words: Words) -> None:
        self._words = words
        self._name.setText(words("window.name"))
        self._law.setText(words("rail.subtitle"))
        other = next(lang for lang in LANGUAGES if lang != words.lang)
        self._other = other
        texts = {
            **{self._entries[page]: words(key) for page, (_, key) in _ENTRIES.items()},
            self._language: words(f"rail.language_{other}"),
            self._help: words("rail.help"),
            self.move_data: words("moving.open"),
            self._password: words("vault.rail"),
            self._lock: words("vault.lock_now"),
        }
        for button, text in texts.items():
            button.setAccessibleName(text)
            button.setToolTip(text if self._narrow else "")
            button.setText("" if self._narrow else text)
        for part in (self._name, self._law, self._first_line, *self._foot):
            part.setVisible(not self._narrow)
        margin = style.px(10 if self._narrow else 12)
        self._box.setContentsMargins(margin, style.px(20), margin, style.px(16))
        self.setFixedWidth(style.px(NARROW if self._narrow else WIDTH))
        inset = style.px(10)
        for part in (self._name, self._law, *self._foot):
            part.setContentsMargins(inset, 0, 0, 0)
        for button in texts:
            button.setMinimumHeight(style.px(38))

    def set_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self.retranslate(self._words)

    def show_here(self, page: str) -> None:
        """What has no entry of its own is a page of a practice."""
        page = page if page in _ENTRIES else "home"
        self._here = page
        for name, entry in self._entries.items():
            entry.setChecked(name == page)

    def show_lock(self, on: bool) -> None:
        """Whether there is a password, and so something to lock."""
        self._lock.setVisible(on)

    def show_state(self, words: Words, signable: bool, saved: bool, law: str) -> None:
        """``law`` is the circular's short name and version, empty until it has been read."""
        self._entries["sign"].setEnabled(signable)
        self._entries["sign"].setVisible(signable)
        texts = (
            words("rail.saved") if saved else words("rail.unsaved"),
            words("rail.law", law=law) if law else "",
            words("rail.local"),
        )
        for part, text in zip(self._foot, texts, strict=True):
            part.setText(text)
            part.setVisible(bool(text) and not self._narrow)

    def _ask(self, page: str) -> None:
        self.show_here(self._here)  # what is marked is where we are, not what was pressed
        self.go.emit(page, {})

    def _ask_language(self) -> None:
        self.language_asked.emit(self._other)
