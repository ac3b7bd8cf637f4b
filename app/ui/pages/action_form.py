"""One action as a form: what, who, by when, how far; a review with how often. It changes the ledger only when kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.desk.actions import STATES
from app.desk.agenda import owners
from app.domain.ledger import Action
from app.ui import phrases, style
from app.ui.pages.kept_form import KeptForm
from app.ui.pages.tools import choices
from app.ui.widgets.basics import ComboBox, label
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from app.desk.desk import Desk

EVERY = (0, 1, 3, 6, 12, 24)
"""How often a review may come round, in months."""


class ActionForm(KeptForm):
    """``action`` without an id is a new one, or a duty nobody has taken in hand yet."""

    def __init__(self, desk: Desk, action: Action, what: str, parent: QWidget, tools: bool = False) -> None:
        words = desk.words
        new = not action.id and action.kind != "duty"
        title = words("actions.form.review" if action.kind == "review" else f"actions.form.{'new' if new else 'edit'}")
        super().__init__(words, title, words("common.save"), parent, height=600)
        self._desk, self._action, self._new = desk, action, new
        self.title = QLineEdit(action.title)
        if action.kind == "own":
            self.field(words("actions.form.title"), self.title)
        elif action.kind == "review":
            self.field(words("actions.form.review_title"), self.title)
        else:
            self.body.addWidget(label(what, "strong"))
        self.tool = ComboBox()
        self.tool.addItem(words("actions.whole_practice"), "")
        for tool in desk.practice.tools:
            self.tool.addItem(phrases.tool_text(tool, words), tool.id)
        self.tool.setCurrentIndex(max(0, self.tool.findData(action.tool)))
        if tools and new and action.kind == "own":
            self.field(words("actions.form.tool"), self.tool)
        self.owner = QLineEdit(action.owner)
        known = QCompleter(owners(desk.agenda()), self.owner)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.owner.setCompleter(known)
        self.field(words("actions.form.owner"), self.owner)
        self.due = DateField(words, action.due)
        self.field(words("actions.form.on" if action.kind == "review" else "actions.form.due"), self.due)
        self.every = ComboBox()
        for months in sorted({*EVERY, action.every}):
            known_term = months in EVERY
            text = words(f"actions.every.{months}") if known_term else words.count("actions.every_months", months)
            self.every.addItem(text, months)
        self.every.setCurrentIndex(self.every.findData(action.every))
        if action.kind == "review":
            self.field(words("actions.form.every"), self.every)
        self.state = choices(words, "actions.state", STATES, action.state)
        if not new:
            self.field(words("actions.form.state"), self.state)
        self.note = TextField(action.note)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(style.px(70))
        self.field(words("actions.form.note"), self.note)
        self.body.addStretch(1)
        first: QWidget = self.title if action.kind == "own" and new else self.owner
        (self.due if action.kind == "review" and new else first).setFocus()

    def keep(self) -> None:
        desk, action = self._desk, self._action
        owner, note, due = self.owner.text(), self.note.toPlainText(), self.need_date(self.due)
        every, title = int(self.every.currentData()), self.title.text()
        if self._new and action.kind == "own":
            desk.add_action(title, str(self.tool.currentData()), owner=owner, due=due, note=note)
        elif self._new:
            desk.add_review(due, every, title=title, owner=owner, note=note)
        else:
            fields = {"owner": owner, "due": due, "state": str(self.state.currentData()), "note": note}
            if action.kind == "duty":
                desk.set_duty(action.tool, action.duty, **fields)
            elif action.kind == "review":
                desk.set_action(action.id, title=title, every=every, **fields)
            elif action.kind == "own":
                desk.set_action(action.id, title=title, **fields)
            else:
                desk.set_action(action.id, **fields)


class NextReview(KeptForm):
    """The next time of a review that comes round: the day proposed, which may be changed."""

    def __init__(self, desk: Desk, action: Action, parent: QWidget) -> None:
        words = desk.words
        super().__init__(words, words("actions.form.next"), words("actions.plan_next"), parent, height=320)
        self._desk, self._action = desk, action
        self.body.addWidget(label(words("actions.form.next_text"), "muted"))
        self.due = DateField(words, desk.next_review(action.id))
        self.field(words("actions.form.on"), self.due)
        self.body.addStretch(1)
        self.due.setFocus()

    def keep(self) -> None:
        self._desk.plan_next(self._action.id, self.need_date(self.due))


def new_review(desk: Desk) -> Action:
    """A review to begin with: a year on (our own proposal: no source gives a term), every year."""
    return replace(new_action(), kind="review", due=desk.year_on(), every=12)


def new_action(tool_id: str = "") -> Action:
    return Action("", "", "", tool_id, "own", (), "")
