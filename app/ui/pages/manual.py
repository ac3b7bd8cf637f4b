"""Manuale: an entry for each page of the window and a glossary, searchable, all of it in the program's own files.

A link leads from entry to entry and nowhere else: no address is opened, no file beside the manual is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextBlock, QTextBlockFormat, QTextCursor, QTextList
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from app.library.reference import Entry
from app.text import folded
from app.ui import style
from app.ui.pages.base import Page
from app.ui.widgets.basics import ComboBox, label, link_button, plain_button
from app.ui.widgets.flow import Flow
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.desk.desk import Desk

FIRST = "start"
LIST_WIDTH = 250
SIDE_BY_SIDE = 700
"""With less room than this (at 100 % text) the entries are a box above the text."""


def find(entries: tuple[Entry, ...], text: str) -> tuple[Entry, ...]:
    """The entries that hold every word, accents and capitals apart."""
    wanted = folded(text).split()
    return tuple(one for one in entries if all(word in folded(one.text) for word in wanted))


class Text(QTextBrowser):
    """What is read. It fetches nothing, whatever a text may name."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setProperty("role", "manual")

    def show_markdown(self, text: str) -> None:
        self.setMarkdown(text)
        block = self.document().begin()
        while block.isValid():
            form, heading = block.blockFormat(), block.blockFormat().headingLevel()
            form.setTopMargin(style.px(10 if heading > 1 else 0))
            form.setBottomMargin(style.px(3 if _listed(block) else 8))
            form.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            QTextCursor(block).setBlockFormat(form)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None


class ManualPage(Page):
    """``where``: ``at``, the page of the window that the manual was opened from."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._lang, self._entries = "", tuple[Entry, ...]()
        self._at = FIRST
        self._title, self._lead = label("", "title"), label("", "muted")
        self.back, self.keys, self.tour = link_button("", "arrow_left"), plain_button(""), plain_button("")
        self.back.clicked.connect(lambda: self.go.emit("back", {}))
        self.keys.clicked.connect(lambda: self.wanted.emit("shortcuts", None))
        self.tour.clicked.connect(lambda: self.wanted.emit("tour", None))
        self.search = SearchField()
        self.search.setMinimumWidth(style.px(220))
        self.search.textChanged.connect(lambda _text: self._look())
        self.search.went_on.connect(self._to_found)
        self.count = label("", "small")
        self.list = QListWidget()
        self.list.setProperty("role", "manual")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.setFixedWidth(style.px(LIST_WIDTH))
        self.list.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self.box_of_entries = ComboBox()
        self.box_of_entries.activated.connect(self.list.setCurrentRow)
        self.text = Text()
        self.text.anchorClicked.connect(self._follow)
        bar = Flow()
        for widget in (self.back, self.search, self.keys, self.tour):
            bar.addWidget(widget)
        side = QVBoxLayout()
        side.setSpacing(style.px(6))
        side.addWidget(self.count)
        side.addWidget(self.box_of_entries)
        side.addWidget(self.list, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(style.px(16))
        self._body.addLayout(side)
        self._body.addWidget(self.text, 1)
        self.box.addWidget(self._title)
        self.box.addWidget(self._lead)
        self.box.addLayout(bar)
        self.box.addLayout(self._body, 1)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        self._speak()

    def title(self) -> str:
        return self.desk.words("manual.title")

    def take_focus(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_at(self, where: dict) -> None:
        self._read()
        if "at" in where:
            self.search.clear()
            self.open(str(where["at"]))
        self.refresh()

    def loose(self) -> dict[str, QWidget]:
        return {"search": self.search}

    def half_done(self) -> dict[str, Any]:
        return {**super().half_done(), "entry": self._at}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        super().take_up(kept)
        self.open(kept["entry"])

    def retranslate(self) -> None:
        self._speak()
        self._read()

    def open(self, entry: str) -> None:
        """That entry, or the first one if there is none of that name."""
        self._at = entry if any(one.id == entry for one in self._entries) else FIRST
        self._look()

    @property
    def shown(self) -> str:
        """The entry that is read now."""
        return self._at

    def _speak(self) -> None:
        words = self.desk.words
        self._title.setText(words("manual.title"))
        self._lead.setText(words("manual.lead"))
        self.search.set_texts(words("manual.search"), words("manual.search_hint"))
        self.back.set_text(words("manual.back"))
        self.keys.set_text(words("settings.example.shortcuts"))
        self.tour.set_text(words("settings.example.tour"))
        for entries in (self.list, self.box_of_entries):
            entries.setAccessibleName(words("manual.pages"))
        self.text.setAccessibleName(words("manual.text"))

    def _read(self) -> None:
        if self._lang != self.desk.lang:
            self._lang, self._entries = self.desk.lang, self.desk.manual
            self._look()

    def _look(self) -> None:
        """The entries that the search leaves, the one that was read still in front if it is among them."""
        found = find(self._entries, self.search.text())
        self.list.blockSignals(True)
        self.list.clear()
        self.box_of_entries.clear()
        self.box_of_entries.addItems([one.title for one in found])
        for one in found:
            item = QListWidgetItem(one.title)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.list.addItem(item)
        places = [one.id for one in found]
        if found:
            self.list.setCurrentRow(places.index(self._at) if self._at in places else 0)
        self.list.blockSignals(False)
        words = self.desk.words
        self.count.setText(words.count("manual.found", len(found)) if found else words("manual.none"))
        if found:
            self._chosen(self.list.currentItem())

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self._at = str(item.data(Qt.ItemDataRole.UserRole))
        text = next(one.text for one in self._entries if one.id == self._at)
        self.box_of_entries.setCurrentIndex(self.list.row(item))
        self.text.show_markdown(text)

    def _follow(self, link: QUrl) -> None:
        self.search.clear()
        self.open(link.toString().removesuffix(".md"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() / style.scale() >= SIDE_BY_SIDE
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        for widget in (self._lead, self.list, self.keys, self.tour):
            widget.setVisible(beside)
        self.box_of_entries.setVisible(not beside)

    def _to_found(self) -> None:
        (self.box_of_entries if self.list.isHidden() else self.list).setFocus()


def _listed(block: QTextBlock) -> bool:
    in_list: QTextList | None = block.textList()  # none, whatever its type says
    return in_list is not None
