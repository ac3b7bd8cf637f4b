"""The card of actions: on the outcome page the user's own on that tool, on the practice page all that is in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.ledger import Action
from app.domain.schedule import OPEN
from app.ui import phrases, style
from app.ui.pages.action_form import ActionForm, new_action, new_review
from app.ui.pages.action_rows import ActionSection
from app.ui.widgets.basics import label, line, link_button, plain_button
from app.ui.widgets.flow import Flow
from app.ui.widgets.fold import Fold

if TYPE_CHECKING:
    from app.desk.desk import Desk


class ActionsCard(ActionSection):
    """``whole``: everything about the practice, with its reviews; else the user's own actions on one tool."""

    def __init__(self, desk: Desk, whole: bool = False) -> None:
        super().__init__(desk)
        self._whole, self._tool = whole, ""
        self.add, self.review = plain_button("", "plus"), plain_button("", "calendar")
        self.deadlines = link_button("")
        self.add.clicked.connect(self.ask_action)
        self.review.clicked.connect(self.ask_review)
        self.deadlines.clicked.connect(lambda: self.go.emit("deadlines", {}))
        flow = Flow(spacing=8)
        for button in (self.add, self.review) if whole else (self.add,):
            flow.addWidget(button)
        self.box.addLayout(flow)
        if whole:
            self.box.addWidget(self.deadlines)

    def retranslate(self) -> None:
        """The words of the buttons; the lines follow by themselves."""
        words = self._desk.words
        self.add.set_text(words("actions.add"))
        self.review.set_text(words("actions.add_review"))
        self.deadlines.set_text(words("actions.open_deadlines"))

    def show_tool(self, tool_id: str) -> None:
        """The user's own actions on that tool."""
        self._tool = tool_id
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        desk = self._desk
        words = desk.words
        shown = desk.practice_actions() if self._whole else desk.own_actions(self._tool)
        # What has a day first, in the order of the days; what has ended last.
        shown = tuple(sorted(shown, key=lambda one: (one.state not in OPEN, not one.due, one.due)))
        self.set_heading(words("actions.practice_title" if self._whole else "actions.own_title"))
        for button in (self.add, self.review):
            button.setEnabled(not desk.read_only)
        tools = tuple(tool.name for tool in desk.practice.tools)
        self.draw((words.lang, desk.read_only, self._tool, shown, tools), lambda body: self._fill(body, shown))

    def _fill(self, body: QVBoxLayout, shown: tuple[Action, ...]) -> None:
        words = self._desk.words
        self.links.clear()
        if not shown:
            body.addWidget(label(words("actions.practice_empty" if self._whole else "actions.own_empty"), "muted"))
        current = [one for one in shown if one.state in OPEN or self._desk.next_review(one.id)]
        ended = [one for one in shown if one not in current]
        for place, one in enumerate(current):
            if place:
                body.addWidget(line())
            body.addWidget(self._row(one))
        if ended:
            fold = Fold(words.count("actions.ended", len(ended)))
            for one in ended:
                fold.body.addWidget(self._row(one))
            body.addWidget(fold)

    def _row(self, action: Action) -> QWidget:
        words = self._desk.words
        what = self._what(action)
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(1))
        box.addWidget(label(what, "strong"))
        about = [words(f"actions.kind.{action.kind}")] if self._whole else []
        tools = (tool for tool in self._desk.practice.tools if tool.id == action.tool)
        tool = next(tools, None)
        if self._whole and tool is not None:
            about.append(phrases.tool_text(tool, words))
        if action.every:
            about.append(words.count("actions.every_months", action.every))
        if about:
            box.addWidget(label(" · ".join(about), "small"))
        box.addWidget(self.acts_row(action, what))
        return made

    def _what(self, action: Action) -> str:
        if action.kind == "duty":
            labels = {duty.id: duty.label for duty in self._desk.circular.duties}
            return labels.get(action.duty, action.duty)
        unnamed = {"review": "actions.review_named", "switch_off": "actions.switch_off_named"}
        return action.title or self._desk.words(unnamed.get(action.kind, "actions.kind.own"))

    # ---- acts ----------------------------------------------------------------------------------------------------

    def ask_action(self) -> None:
        ActionForm(self._desk, new_action(self._tool), "", self, tools=self._whole).exec()
        self.add.setFocus()

    def ask_review(self) -> None:
        ActionForm(self._desk, new_review(self._desk), "", self).exec()
        self.review.setFocus()
