"""The dark strip at the left: where one can go, and three lines on where the data are. Icons only when narrow.

All of it scrolls where the window is low or the text large: nothing may overlap, and nothing be out of reach.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

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
    "settings": ("gear", "settings.title"),
}
"""Page → its icon and the key of its name, in order."""
WIDTH, NARROW = 196, 60
TIGHT = 4
"""The margin where it scrolls."""


class Rail(QWidget):
    go = Signal(str, dict)
    language_asked = Signal(str)
    help_asked = Signal()
    lock_asked = Signal()

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._narrow = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area, box = scrolled(spacing=2)
        outer.addWidget(self.area)
        self._box = box
        self._name = label("", "brand", wrap=False)
        self._law = label("", "brand_small")
        box.addWidget(self._name)
        box.addWidget(self._law)
        self._first_line = line("rail_line")
        box.addSpacing(8)
        box.addWidget(self._first_line)
        box.addSpacing(8)
        self.entries: dict[str, Button] = {}
        for page, (picture, _) in _ENTRIES.items():
            entry = Button("", "rail", picture)
            entry.setCheckable(True)
            entry.clicked.connect(lambda _=False, page=page: self._ask(page))
            self.entries[page] = entry
            box.addWidget(entry)
        box.addSpacing(8)
        box.addWidget(line("rail_line"))
        box.addSpacing(8)
        self.lock = Button("", "rail", "lock")
        self.lock.clicked.connect(self.lock_asked)
        self.lock.hide()
        self.language = Button("", "rail", "globe")
        self.language.clicked.connect(lambda: self.language_asked.emit(self._other))
        self.help = Button("", "rail", "question")
        self.help.clicked.connect(self.help_asked)
        for button in (self.lock, self.language, self.help):
            box.addWidget(button)
        box.addStretch(1)
        self._foot: list[QLabel] = [label("", "brand_small") for _ in range(3)]
        for part in self._foot:
            box.addWidget(part)
        self._here = "home"
        self.retranslate(words)

    def retranslate(self, words: Words) -> None:
        self._words = words
        self._name.setText(words("window.name"))
        self._law.setText(words("rail.subtitle"))
        other = next(lang for lang in LANGUAGES if lang != words.lang)
        self._other = other
        texts = {
            **{self.entries[page]: words(key) for page, (_, key) in _ENTRIES.items()},
            self.language: words(f"rail.language_{other}"),
            self.help: words("rail.help"),
            self.lock: words("vault.lock_now"),
        }
        for button, text in texts.items():
            button.set_text("" if self._narrow else text)
            button.setAccessibleName(text)
            button.setToolTip(text if self._narrow else "")
            button.setMinimumHeight(style.px(38))
        for part in (self._name, self._law, self._first_line, *self._foot):
            part.setVisible(not self._narrow and (part not in self._foot or bool(part.text())))
        inset = style.px(10)
        for part in (self._name, self._law, *self._foot):
            part.setContentsMargins(inset, 0, 0, 0)
        self._fit()

    def set_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self.retranslate(self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where it scrolls, the bar has room of its own, within the same width."""
        width, margin = style.px(NARROW if self._narrow else WIDTH), style.px(10 if self._narrow else 12)
        flowing = self._box.hasHeightForWidth()  # not where only icons are left
        needed = self._box.totalHeightForWidth(width) if flowing else self._box.totalSizeHint().height()
        if needed > self.height():
            margin = style.px(TIGHT)
        self._box.setContentsMargins(margin, style.px(20), margin, style.px(16))
        self.setFixedWidth(width)

    def show_here(self, page: str) -> None:
        """What has no entry of its own is a page of a practice."""
        page = page if page in _ENTRIES else "" if page == "manual" else "home"
        self._here = page
        for name, entry in self.entries.items():
            entry.setChecked(name == page)

    def show_lock(self, on: bool) -> None:
        """Whether there is a password, and so something to lock."""
        self.lock.setVisible(on)

    def show_state(self, words: Words, signable: bool, saved: bool, law: str) -> None:
        """``law`` is the circular's short name and version, empty until it has been read."""
        self.entries["sign"].setEnabled(signable)
        self.entries["sign"].setVisible(signable)
        texts = (
            words("rail.saved") if saved else words("rail.unsaved"),
            words("rail.law", law=law) if law else "",
            words("rail.local"),
        )
        for part, text in zip(self._foot, texts, strict=True):
            part.setText(text)
            part.setVisible(bool(text) and not self._narrow)
        self._fit()

    def _ask(self, page: str) -> None:
        self.show_here(self._here)  # what is marked is where we are, not what was pressed
        self.go.emit(page, {})
