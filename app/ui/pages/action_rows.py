"""How an action is shown and what can be done with it: the lines that the cards of duties and of actions share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.ledger import Action
from app.domain.schedule import OPEN
from app.text import Words
from app.ui import phrases, style
from app.ui.pages.action_form import ActionForm, NextReview
from app.ui.widgets.basics import Button, label, link_button
from app.ui.widgets.flow import Flow
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.desk.desk import Desk


class ActionSection(Section):
    """``go`` asks for another page; ``told``: a passing notice (see ``Page``)."""

    go = Signal(str, dict)
    told = Signal(str, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.links: dict[tuple[str, str], Button] = {}
        """(which action, what it does) → its link; an action is known by its id, a duty by its own."""

    def acts_row(self, action: Action, what: str) -> QWidget:
        """Where an action stands, and the links beside it."""
        words = self._desk.words
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, style.px(2), 0, 0)
        box.setSpacing(0)
        box.addWidget(label(state_text(words, action), "muted"))
        if action.note:
            box.addWidget(label(action.note, "small"))
        flow = Flow(spacing=6)
        proposed = self._desk.next_review(action.id) if action.id and action.state == "done" else ""
        if proposed:
            box.addWidget(label(words("actions.next_proposed", date=phrases.date_text(words, proposed)), "small"))
            flow.addWidget(self._link(action, "plan_next", what, lambda: self._form(NextReview, action)))
        if action.state in OPEN:
            flow.addWidget(self._link(action, "done", what, lambda: self._end(action), "tick"))
        else:
            flow.addWidget(self._link(action, "reopen", what, lambda: self._set(action, state="open")))
        flow.addWidget(self._link(action, "edit", what, lambda: self._edit(action, what)))
        box.addLayout(flow)
        return made

    def _link(self, action: Action, act: str, what: str, do: Any, icon: str | None = None) -> Button:
        words = self._desk.words
        made = link_button(words(f"actions.{act}"), icon)
        made.setAccessibleName(words(f"actions.{act}_about", what=what))
        made.setEnabled(not self._desk.read_only)
        made.clicked.connect(lambda _=False: do())
        self.links[key_of(action), act] = made
        return made

    # ---- acts ----------------------------------------------------------------------------------------------------

    def _end(self, action: Action) -> None:
        self._set(action, state="done")
        self.told.emit(self._desk.words("actions.told_done"), False)

    def _set(self, action: Action, **fields: Any) -> None:
        if action.kind == "duty":
            self._desk.set_duty(action.tool, action.duty, **fields)
        else:
            self._desk.set_action(action.id, **fields)
        self._focus(key_of(action))

    def _edit(self, action: Action, what: str) -> None:
        ActionForm(self._desk, action, what, self).exec()
        self._focus(key_of(action))

    def _form(self, kind: type[NextReview], action: Action) -> None:
        kind(self._desk, action, self).exec()
        self._focus(key_of(action))

    def _focus(self, key: str) -> None:
        """The line was drawn anew: whoever was there stays there."""
        link = self.links.get((key, "edit"))
        if link is not None:  # it is shown at the next turn of the event loop
            QTimer.singleShot(0, link, link.setFocus)


def key_of(action: Action) -> str:
    return f"{action.tool}/{action.duty}" if action.kind == "duty" else action.id


def state_text(words: Words, action: Action) -> str:
    """How far an action is, whose it is, by when; for what has ended, when it did."""
    if action.state not in OPEN:
        on = phrases.date_text(words, action.at)
        key = f"actions.{action.state}_on"
        return words(f"{key}_by", date=on, by=action.by) if action.by else words(key, date=on)
    due = phrases.date_text(words, action.due)
    return words(
        "actions.duty_state",
        state=words(f"actions.state.{action.state}"),
        owner=action.owner or words("actions.no_owner"),
        due=words("actions.due_by", date=due) if due else words("actions.no_due"),
    )
