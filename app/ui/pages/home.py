"""Pratiche: find a practice, see where each stands, go on where one stopped; or begin with the example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMessageBox, QVBoxLayout, QWidget

from app.desk.summary import Summary
from app.ui import style
from app.ui.pages.base import Page
from app.ui.pages.conflict_card import ConflictCard
from app.ui.pages.practice_list import CLOSED, DAMAGED, PracticeModel, PracticeTable
from app.ui.resume import go_on
from app.ui.widgets.banner import Banner
from app.ui.widgets.basics import (
    Card,
    IconMark,
    LineButton,
    accent_button,
    clear_layout,
    icon,
    label,
    link_button,
    plain_button,
    row,
    scrolled,
)

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.store.bin import Deleted

_SEVERITY = {"stop": 0, "to_do": 1, "in_order": 2}
MOST_TODO = 4
SEARCH_MS = 150
COLLEAGUES_MS = 60_000
"""How often a list in sight is brought up to what colleagues wrote in the same folder."""


def order(summary: Summary) -> tuple[int, int, str]:
    """The worst first, then what is prohibited, then by name."""
    standing = 1 if summary.provisional else _SEVERITY.get(summary.standing, 1)
    return (standing, not summary.prohibited, summary.name.casefold())


class HomePage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looks: dict[str, str] = {}
        self._todo_shown: list[tuple[str, str, str]] = []
        self.box.setContentsMargins(0, 0, 0, 0)
        area, self._body = scrolled((style.px(32), style.px(24), style.px(32), style.px(24)), 18)
        self.box.addWidget(area)
        self._head()
        self.banner = Banner("", (0, 0, 0, 0))
        self.banner.acted.connect(lambda: self.go.emit("recovery", {}))
        self._body.addWidget(self.banner)
        self._list()
        self._below()
        self._body.addStretch(1)
        colleagues = QTimer(self, interval=COLLEAGUES_MS)
        colleagues.timeout.connect(lambda: self.desk.refresh_list() if self.isVisible() else None)
        colleagues.start()
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        QShortcut(QKeySequence("Ctrl+N"), self, self.new_practice)
        self._speak()

    # ---- building ------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        self._title = label("", "title", wrap=False)
        self._counts = label("", "muted")
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self._title)
        left.addWidget(self._counts)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(style.px(160))
        self.search.setMaximumWidth(style.px(300))
        glass = icon("search", style.current().muted, style.px(18))
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._waiting = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._waiting.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _text: self._waiting.start())
        self._new = accent_button("", "plus")
        self._new.clicked.connect(self.new_practice)
        head = QHBoxLayout()
        head.setSpacing(style.px(12))
        head.addLayout(left, 2)
        head.addWidget(self.search, 3)
        head.addWidget(self._new)
        self._body.addLayout(head)

    def _list(self) -> None:
        self.model = PracticeModel(self.desk.words, lambda outcome: self._looks.get(outcome, "grey"))
        self.table = PracticeTable(self.model)
        self.table.chosen.connect(self.open)
        self.table.go_on_asked.connect(self.go_on)
        self.table.deletion_asked.connect(self.ask_delete)
        self._list_card = Card(margin=1)
        self._list_card.box.setContentsMargins(1, 2, 1, 2)
        self._list_card.box.addWidget(self.table)
        self._nothing = Card(margin=24)
        self._nothing_title = label("", "h2")
        self._nothing_text = label("", "muted")
        self._nothing_example = plain_button("")
        self._nothing_example.clicked.connect(self.open_example)
        self._nothing.box.addWidget(self._nothing_title)
        self._nothing.box.addWidget(self._nothing_text)
        self._nothing.box.addLayout(row(self._nothing_example, None))
        self.conflicts = ConflictCard(self.desk, lambda text: self.told.emit(text, False))
        self._body.addWidget(self.conflicts)
        self._body.addWidget(self._list_card)
        self.sign_many = link_button("", "pen")
        self.sign_many.clicked.connect(lambda: self.go.emit("sign_many", {}))
        self._body.addWidget(self.sign_many)
        self._body.addWidget(self._nothing)

    def _below(self) -> None:
        self._todo_card = Card()
        self._todo_title = label("", "h3")
        self._todo_box = QVBoxLayout()
        self._todo_box.setSpacing(2)
        self._todo_card.box.addWidget(self._todo_title)
        self._todo_card.box.addLayout(self._todo_box)
        self._todo_card.box.addStretch(1)
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
        below.addWidget(self._todo_card, 2)
        below.addWidget(self._first_card, 1)
        self._body.addWidget(self._below_row)

    # ---- showing -------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("home.title")

    def take_focus(self) -> None:
        """The list if there is one: the arrows and Enter are all that is needed there."""
        if self.table.isVisible():
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
        self.search.setPlaceholderText(words("home.search"))
        self.search.setAccessibleName(words("home.search_name"))
        self.search.setToolTip(words("home.search_hint"))
        self._new.set_text(words("home.new"))
        self.sign_many.set_text(words("batch.open"))
        self._todo_title.setText(words("home.todo_title"))
        self._first_title.setText(words("home.first_title"))
        self._first_text.setText(words("home.first_text"))
        self._example.set_text(words("home.open_example"))
        self._nothing_example.set_text(words("home.open_example"))
        self.table.setAccessibleName(words("home.table_name"))
        self._todo_shown = []

    def refresh(self) -> None:
        words = self.desk.words
        found = self.desk.summaries(self.search.text())
        if self.law_known:
            self._looks = {outcome.id: outcome.look for outcome in self.desk.circular.outcomes.values()}
        problems = [one for one in found if one.problem in CLOSED]
        usable = sorted((one for one in found if one.problem not in CLOSED), key=order)
        self.model.show_rows(usable + problems)
        damaged = sum(one.problem == DAMAGED for one in found)
        if damaged:
            self.banner.show_text(
                "amber", words.count("recovery.banner", damaged), words("home.recover"), closable=False
            )
        else:
            self.banner.hide()
        self.table.setFixedHeight(min(self.table.wanted_height(), style.px(38 + 62 * 8)))
        searched = bool(self.search.text().strip())
        appears = bool(found) and self._list_card.isHidden() and self.window().focusWidget() is self._new
        self._list_card.setVisible(bool(found))
        self.sign_many.setVisible(sum(bool(one.tools) for one in usable) > 1)
        self._nothing.setVisible(not found)
        self._nothing_title.setText(words("home.none_found_title" if searched else "home.empty_title"))
        self._nothing_text.setText(words("home.none_found_text" if searched else "home.empty_text"))
        self._nothing_example.setVisible(not searched)
        self._below_row.setVisible(bool(found) or searched)
        self._counts.setText(
            " · ".join(
                (
                    words.count("home.practices", len(usable)),
                    words.count("home.tools", sum(one.tools for one in usable)),
                    words.count("home.actions", sum(one.actions for one in usable)),
                )
            )
            if found
            else ""
        )
        self._show_todo()
        self.conflicts.refresh()
        if appears:  # the list has just been read: from now on it is what the keys are for
            self.take_focus()

    def _show_todo(self) -> None:
        words = self.desk.words
        todo = self.desk.todo(MOST_TODO) if self.law_known else []
        wanted = [(one.practice_id, one.practice or words("home.no_name"), text) for one, text in todo]
        if wanted == self._todo_shown and self._todo_box.count():
            return
        self._todo_shown = wanted
        clear_layout(self._todo_box)
        for practice_id, name, text in wanted:
            self._todo_box.addWidget(self._todo_line(practice_id, f"{name} · {text}"))
        if not wanted:
            self._todo_box.addWidget(label(words("home.todo_none"), "muted"))

    def _todo_line(self, practice_id: str, text: str) -> QWidget:
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(8))
        link = LineButton(text)
        link.clicked.connect(lambda: self.open(practice_id))
        box.addWidget(IconMark("warning", "ink"), 0, Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(link, 1)
        box.addWidget(label(self.desk.words("home.todo_now"), "small", wrap=False))
        return holder

    # ---- acts ----------------------------------------------------------------------------------------------------

    def new_practice(self) -> None:
        self.desk.create()
        self.go.emit("practice", {"new": True})

    def open_example(self) -> None:
        self.desk.open_example()
        self.go.emit("practice", {})

    def open(self, practice_id: str) -> None:
        """Opens a practice, or what can be done about a damaged one; the world's errors are said above the page, by
        the window."""
        if any(one.id == practice_id and one.problem == DAMAGED for one in self.model.rows):
            self.go.emit("recovery", {"practice": practice_id})
            return
        self.desk.open(practice_id)
        self.go.emit("practice", {})

    def go_on(self, practice_id: str) -> None:
        """Opens a practice where the user stopped."""
        self.desk.open(practice_id)
        self.go.emit(*go_on(self.desk))

    def ask_delete(self, practice_id: str) -> None:
        words = self.desk.words
        name = next((one.name for one in self.model.rows if one.id == practice_id), "")
        box = QMessageBox(QMessageBox.Icon.Question, words("home.title"), "", parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words("home.delete_ask", name=name or words("home.no_name")))
        box.setInformativeText(words("home.delete_text"))
        delete = box.addButton(words("home.delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(words("common.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is delete:
            deleted = self.desk.delete(practice_id)
            text = words("home.deleted", name=name or words("home.no_name"))
            self.offered.emit(text, words("common.undo"), lambda: self._bring_back(deleted, name))

    def _bring_back(self, deleted: Deleted, name: str) -> None:
        words = self.desk.words
        self.desk.bring_back(deleted)
        self.told.emit(words("recovery.bin.brought", name=name or words("home.no_name")), False)
