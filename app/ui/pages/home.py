"""Pratiche: find a practice, see where each stands, go on where one stopped; or begin with the example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.choosing import chosen, ordered, provinces
from app.ui import style
from app.ui.pages.base import Page
from app.ui.pages.conflict_card import ConflictCard
from app.ui.pages.practice_list import PracticeTable
from app.ui.pages.practice_model import CLOSED, DAMAGED, PracticeModel, can_go_on
from app.ui.pages.row_acts import RowActs
from app.ui.widgets.banner import Banner
from app.ui.widgets.basics import (
    Card,
    accent_button,
    label,
    link_button,
    plain_button,
    row,
    scrolled,
)
from app.ui.widgets.flow import Flow
from app.ui.widgets.list_filters import ASKED, ListFilters
from app.ui.widgets.nothing_card import NothingCard
from app.ui.widgets.resume_card import ResumeCard
from app.ui.widgets.search_field import FittingHint
from app.ui.widgets.todo_card import TodoCard

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.desk.summary import Summary

MOST_TODO = 4
SEARCH_MS = 150
COLLEAGUES_MS = 60_000
"""How often a list in sight is brought up to what colleagues wrote in the same folder."""


class HomePage(Page):
    lasting = True

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._looks: dict[str, str] = {}
        self.box.setContentsMargins(0, 0, 0, 0)
        area, self._body = scrolled((style.px(32), style.px(24), style.px(32), style.px(24)), 18)
        self.box.addWidget(area)
        self._head()
        self.banner = Banner("", (0, 0, 0, 0))
        self.banner.acted.connect(lambda: self.go.emit("recovery", {}))
        self._body.addWidget(self.banner)
        self.resume = ResumeCard()
        self._body.addWidget(self.resume)
        self._list()
        self._below()
        self._body.addStretch(1)
        colleagues = QTimer(self, interval=COLLEAGUES_MS)
        colleagues.timeout.connect(lambda: self.desk.refresh_list() if self.isVisible() else None)
        colleagues.start()
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        QShortcut(QKeySequence("Ctrl+N"), self, self.new_practice)
        self._speak()
        self.filters.ask({name: desk.setting(f"list_{name}", "") for name in ASKED})

    # ---- building ------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        self._title = label("", "title", wrap=False)
        self._counts = label("", "muted")
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self._title)
        left.addWidget(self._counts)
        self.search = FittingHint()
        self.search.setMinimumWidth(style.px(160))
        self.search.setMaximumWidth(style.px(300))
        self._waiting = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._waiting.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._searched)
        self._new = accent_button("", "plus")
        self._new.clicked.connect(self.new_practice)
        head = QHBoxLayout()
        head.setSpacing(style.px(12))
        head.addLayout(left, 2)
        head.addWidget(self.search, 3)
        head.addWidget(self._new)
        self._body.addLayout(head)

    def _list(self) -> None:
        self.filters = ListFilters(self)
        self.filters.changed.connect(self._asked_otherwise)
        self.filters.more.clicked.connect(self._more)
        self._body.addWidget(self.filters)
        self.model = PracticeModel(self.desk.words, lambda outcome: self._looks.get(outcome, "grey"))
        self._list_card = Card(margin=1)
        self._body.addWidget(self._list_card)
        self.table = PracticeTable(self.model, self._list_card)
        self.acts = RowActs(self.desk, self, lambda wanted: next((r for r in self.model.rows if r.id == wanted), None))
        self.acts.go.connect(self.go)
        self.acts.told.connect(self.told)
        self.acts.offered.connect(self.offered)
        self.resume.asked.connect(self.acts.go_on)
        self.table.chosen.connect(self.acts.open)
        self.table.go_on_asked.connect(self.acts.go_on)
        self.table.deletion_asked.connect(self.acts.ask_delete)
        self.table.menu_asked.connect(self.acts.ask_menu)
        self.table.sort_asked.connect(self.filters.sort_by)
        self.table.row_changed.connect(self._tell_chosen)
        self._list_card.box.setContentsMargins(1, 2, 1, 2)
        self._list_card.box.addWidget(self.table)
        self.nothing = NothingCard()
        self.nothing.example_asked.connect(self.open_example)
        self.nothing.more_asked.connect(self._show_more)
        self.conflicts = ConflictCard(self.desk, lambda text: self.told.emit(text, False))
        self._body.insertWidget(self._body.indexOf(self._list_card), self.conflicts)
        self.sign_many = link_button("", "pen")
        self.sign_many.clicked.connect(lambda: self.go.emit("sign_many", {}))
        self.send, self.fetch = link_button("", "arrow_right"), link_button("", "arrow_left")
        self.send.clicked.connect(lambda: self.wanted.emit("bundle_out", None))
        self.fetch.clicked.connect(lambda: self.wanted.emit("bundle_in", None))
        links = Flow(spacing=6)
        for link in (self.sign_many, self.send, self.fetch):
            links.addWidget(link)
        self._body.addLayout(links)
        self._body.addWidget(self.nothing)

    def _below(self) -> None:
        self.todo = TodoCard()
        self.todo.asked.connect(self.open)
        self._first_card = Card()
        self._first_title = label("", "h3")
        self._first_text = label("", "muted")
        self._example = plain_button("")
        self._example.clicked.connect(self.open_example)
        self._first_card.box.addWidget(self._first_title)
        self._first_card.box.addWidget(self._first_text)
        self._first_card.box.addLayout(row(self._example, None))
        self._below_row = QWidget()
        below = QHBoxLayout(self._below_row)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(style.px(18))
        below.addWidget(self.todo, 2)
        below.addWidget(self._first_card, 1)
        self._body.addWidget(self._below_row)

    # ---- showing -------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("home.title")

    def loose(self) -> dict[str, QWidget]:
        return {"search": self.search, **self.filters.boxes, "backwards": self.filters.backwards}

    def take_focus(self) -> None:
        """The list if there is one: the arrows and Enter are all that is needed there."""
        if not self._list_card.isHidden():  # asked before the window is there too
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._speak()
        self.refresh()

    def _speak(self) -> None:
        words = self.desk.words
        self.model.words = words
        self._title.setText(words("home.title"))
        self.search.set_hints(words("home.search"), words("home.search_short"))
        self.search.setAccessibleName(words("home.search_name"))
        self.search.setToolTip(words("home.search_hint"))
        self._new.set_text(words("home.new"))
        self.sign_many.set_text(words("batch.open"))
        self.send.set_text(words("bundle_out.open"))
        self.fetch.set_text(words("bundle_in.act_open"))
        self._first_title.setText(words("home.first_title"))
        self._first_text.setText(words("home.first_text"))
        self._example.set_text(words("home.open_example"))
        self.filters.speak(words)
        self.table.setAccessibleName(words("home.table_name"))

    def _searched(self) -> None:
        self.search.show_cross(self.desk.words("home.search_empty"))
        self._waiting.start()

    def _asked_otherwise(self) -> None:
        """Other filters or another order: kept for the next start too, with the way back in sight."""
        for name, wanted in self.filters.asked().items():
            self.desk.keep_setting(f"list_{name}", wanted)
        self.refresh()

    def refresh(self) -> None:
        words, query = self.desk.words, self.search.text()
        found = self.desk.summaries(query)
        every = found if not query.strip() else self.desk.summaries()
        shown = chosen(found, self.filters.choice(), self.desk.today)
        if self.law_known:
            self._looks = {outcome.id: outcome.look for outcome in self.desk.circular.outcomes.values()}
        problems = [one for one in shown if one.problem in CLOSED]
        usable = ordered((one for one in shown if one.problem not in CLOSED), *self.filters.sort)
        by, _backwards = self.filters.sort
        self.model.show_order(by, self.filters.downwards)
        self._show_rows(usable + problems)
        damaged = sum(one.problem == DAMAGED for one in found)
        if damaged:
            self.banner.show_text(
                "amber", words.count("recovery.banner", damaged), words("home.recover"), closable=False
            )
        else:
            self.banner.hide()
        self.table.setFixedHeight(min(self.table.wanted_height(), style.px(38 + 62 * 8)))
        appears = bool(shown) and self._list_card.isHidden() and self.window().focusWidget() is self._new
        self._list_card.setVisible(bool(shown))
        self.sign_many.setVisible(sum(bool(one.tools) for one in usable) > 1)
        self.send.setVisible(any(one.problem not in CLOSED for one in every))
        self.fetch.setVisible(not self.desk.folder_read_only)
        self.filters.show_provinces(provinces(every))
        self.filters.setVisible(len(every) > 1 or any(one.archived for one in every))
        reason = self._why_nothing(found, shown)
        self.nothing.show_reason(words, reason)
        self._below_row.setVisible(bool(every))
        self._show_counts(usable, [one for one in every if one.problem not in CLOSED])
        # Of what is not finished the one saved last: the list comes in that order.
        last = next((one for one in every if can_go_on(one) and not one.archived), None)
        self.resume.show_practice(words, last)
        todo = self.desk.todo(MOST_TODO) if self.law_known else []
        self.todo.show_todo(words, todo, self.desk.today)
        self.conflicts.refresh()
        if reason or not self.conflicts.isHidden():  # what is filled later than the rest stands before some of it
            from app.ui.widgets.taborder import follow_layout

            follow_layout(self)
        if appears:  # the list has just been read: from now on it is what the keys are for
            self.take_focus()

    def _show_rows(self, rows: list[Summary]) -> None:
        """The row that the keys are on stays so, wherever it now stands."""
        before = self.table.current_row()
        self.model.show_rows(rows)
        if before is not None and self.table.current_row() is None:
            place = next((n for n, one in enumerate(rows) if one.id == before.id), None)
            if place is not None:
                self.table.selectRow(place)
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        one = self.table.current_row()
        self.filters.show_more((one.name or self.desk.words("home.no_name")) if one is not None else "")

    def _why_nothing(self, found: list[Summary], shown: list[Summary]) -> str:
        if shown:
            return ""
        if found:
            return "filtered" if self.filters.choice().narrows else "all_archived"
        return "none_found" if self.search.text().strip() else "empty"

    def _show_more(self) -> None:
        """Out of a list that shows nothing."""
        if self.filters.choice().narrows:
            self.filters.clear_all()
        else:
            self.filters.show_archived()

    def _show_counts(self, shown: list[Summary], every: list[Summary]) -> None:
        words = self.desk.words
        count = words.count("home.practices", len(shown))
        if len(shown) < len(every):
            count = words.count("home.shown", len(shown), all=len(every))
        tools = words.count("home.tools", sum(one.tools for one in shown))
        actions = words.count("home.actions", sum(one.actions for one in shown))
        self._counts.setText(" · ".join((count, tools, actions)) if every else "")

    # ---- acts ----------------------------------------------------------------------------------------------------

    def new_practice(self) -> None:
        self.desk.create()
        self.go.emit("practice", {"new": True})

    def open_example(self) -> None:
        self.desk.open_example()
        self.go.emit("practice", {})

    def open(self, practice_id: str) -> None:
        self.acts.open(practice_id)

    def _more(self) -> None:
        """The acts upon the row that the keys are on, below the button."""
        one, button = self.table.current_row(), self.filters.more
        if one is not None:
            self.acts.ask_menu(one.id, button.mapToGlobal(button.rect().bottomLeft()))
