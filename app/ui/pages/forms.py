"""Moduli: what is sent and what comes back about the open practice's tools, tool by tool.

It composes nothing itself, and keeps nothing: the drafts are the desk's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import phrases, style
from app.ui.pages.base import Page
from app.ui.pages.blank_card import BlankCard
from app.ui.pages.drafts import DraftsCard
from app.ui.tasks import Tasks
from app.ui.widgets.basics import Card, label, plain_button, row, scrolled
from app.ui.widgets.scrolling import keep_in_sight, page_keys
from app.ui.widgets.taborder import follow_layout

if TYPE_CHECKING:
    from app.desk.desk import Desk


class FormsPage(Page):
    """Opened about one tool (``where["tool"]``) it begins there."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tasks, self._tool = tasks, ""
        self._title, self._lead, self._about = label("", "title"), label("", "muted"), label("", "h3")
        self.box.addWidget(self._title)
        self.box.addWidget(self._lead)
        area, body = scrolled((0, 0, style.px(8), 0), spacing=16)
        self.box.addWidget(area, 1)
        page_keys(self, area)
        self.general = QVBoxLayout()
        """The place of what is about no tool, such as the blank checklist."""
        self.general.setSpacing(style.px(16))
        self.blank = BlankCard(desk, tasks)
        self.blank.told.connect(self.told)
        self.general.addWidget(self.blank)
        body.addLayout(self.general)
        self._nothing = Card(margin=24)
        self._nothing_text, self._nothing_go = label("", "muted"), plain_button("", "arrow_right", icon_after=True)
        self._nothing_go.clicked.connect(lambda: self.go.emit("home" if self.desk.dossier is None else "practice", {}))
        self._nothing.box.addWidget(self._nothing_text)
        self._nothing.box.addLayout(row(self._nothing_go, None))
        body.addWidget(self._nothing)
        body.addWidget(self._about)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(style.px(16))
        body.addLayout(self._cards)
        body.addStretch(1)
        self.tools: dict[str, DraftsCard] = {}

    def title(self) -> str:
        return self.desk.words("forms.title")

    def show_at(self, where: dict) -> None:
        self._tool = where.get("tool", "")
        self.refresh()
        self.take_focus()

    def loose(self) -> dict[str, QWidget]:
        return {"about": self.blank.about}

    def half_done(self) -> dict[str, Any]:
        return {**super().half_done(), "picked": self.blank.picked}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        self.blank.picked = kept["picked"]
        self.blank.refresh()
        super().take_up(kept)

    def take_focus(self) -> None:
        card = self.tools.get(self._tool) or next(iter(self.tools.values()), None)
        links = list(card.links.values()) if card is not None else []
        first = links[0] if links else self._nothing_go
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if card is not None:
            keep_in_sight(card.heading)

    def refresh(self) -> None:
        desk, words = self.desk, self.desk.words
        self.blank.refresh(self._tool)
        self._title.setText(words("forms.title"))
        self._lead.setText(words("forms.lead"))
        tools = desk.practice.tools if desk.dossier is not None else ()
        key = "no_practice" if desk.dossier is None else "no_tools"
        self._nothing_text.setText(words(f"forms.{key}"))
        self._nothing_go.set_text(words(f"forms.{key}_go"))
        self._nothing.setVisible(not tools)
        self._about.setVisible(bool(tools))
        self._about.setText(phrases.company_text(desk.practice, words) if tools else "")
        for gone in self.tools.keys() - {tool.id for tool in tools}:
            card = self.tools.pop(gone)
            card.hide()
            card.deleteLater()
        for place, tool in enumerate(tools):
            if tool.id not in self.tools:
                self.tools[tool.id] = made = DraftsCard(desk, self._tasks)
                made.told.connect(self.told)
                self._cards.insertWidget(place, made)
            self.tools[tool.id].show_tool(tool.id, phrases.tool_text(tool, words))
        follow_layout(self)
