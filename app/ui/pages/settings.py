"""Impostazioni: the studio, languages, looks, data, password, rules, the example, and what the program is.

What is chosen here is this installation's: it must change nothing of a practice. What is the frame's the frame does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from app.ui import style
from app.ui.pages.base import Page
from app.ui.pages.settings_about import AboutSection, ExampleSection
from app.ui.pages.settings_archive import DataSection, PasswordSection, RulesSection
from app.ui.pages.settings_looks import LanguageSection, LooksSection
from app.ui.pages.settings_studio import StudioSection
from app.ui.tasks import Tasks
from app.ui.widgets.basics import label, plain_button, row, scrolled, set_role
from app.ui.widgets.problem_line import announce
from app.ui.widgets.scrolling import page_keys
from app.ui.widgets.taborder import follow_layout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.desk.desk import Desk

TWO_COLUMNS = 860
"""With less room than this (at 100 % text) the sections stand one below the other."""


class SettingsPage(Page):
    own_values = True

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.box.setContentsMargins(0, 0, 0, 0)
        self._area, body = scrolled((style.px(32), style.px(24), style.px(32), style.px(24)), 16)
        self.box.addWidget(self._area)
        self._title, self._lead, self._read_only = label("", "title"), label("", "muted"), label("", "error")
        self.kept = label("", "small")
        self.again = plain_button("")
        self.again.clicked.connect(lambda: desk.settings_kept.retry())
        for text in (self._title, self._lead, self._read_only, self.kept):
            body.addWidget(text)
        body.addLayout(row(self.again, None))
        self.studio = StudioSection(desk, tasks)
        self.language, self.looks = LanguageSection(desk), LooksSection(desk)
        self.data, self.password, self.rules = DataSection(desk), PasswordSection(desk), RulesSection(desk)
        self.example, self.about = ExampleSection(desk), AboutSection(desk)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(style.px(16))
        left = (self.studio, self.language, self.looks)
        right = (self.data, self.password, self.rules, self.example, self.about)
        for sections in (left, right):
            column = QVBoxLayout()
            column.setSpacing(style.px(16))
            for section in sections:
                section.told.connect(lambda text: self.told.emit(text, False))
                section.offered.connect(self.offered)
                section.wanted.connect(self.wanted)
                section.go.connect(self.go)
                column.addWidget(section)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._sections = (*left, *right)
        body.addLayout(self._columns)
        body.addStretch(1)
        page_keys(self, self._area)
        follow_layout(*self._sections)
        self._speak()

    def title(self) -> str:
        return self.desk.words("settings.title")

    def show_at(self, where: dict) -> None:
        self.studio.read_logo()
        super().show_at(where)

    def refresh(self) -> None:
        self._read_only.setVisible(self.desk.folder_read_only)
        self.data.movable = self.movable
        self._show_kept()
        for section in self._sections:
            section.refresh()
        self.rules.show_law(self.law_known)

    def _show_kept(self) -> None:
        """Whether what was chosen here is down on the disk: «saved» only when it is."""
        words, kept = self.desk.words, self.desk.settings_kept
        problem = kept.problem
        self.kept.setVisible(not self.desk.folder_read_only)
        said = words(f"kept.{kept.state}", problem=words.error(problem) if problem is not None else "")
        set_role(self.kept, "error" if problem is not None else "small")
        self.again.setVisible(problem is not None)
        if self.kept.text() != said:
            self.kept.setText(said)
            self.kept.setAccessibleName(said)
            if problem is not None:
                announce(self.kept)

    def retranslate(self) -> None:
        self._speak()
        self.refresh()

    def _speak(self) -> None:
        words = self.desk.words
        self._title.setText(words("settings.title"))
        self._lead.setText(words("settings.lead"))
        self._read_only.setText(words("settings.read_only"))
        self.again.set_text(words("kept.retry"))
        for section in self._sections:
            section.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() / style.scale() >= TWO_COLUMNS
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != way:
            self._columns.setDirection(way)
