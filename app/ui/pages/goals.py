"""The card of targets: what was set out to be done about a tool, with what ends it.

Ending one changes no answer: the page says where a switch-off is recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.circular import Circular
from app.domain.determination import ToolDetermination
from app.domain.ledger import Action
from app.text import Words
from app.ui import phrases, style
from app.ui.widgets.basics import Button, label, line, plain_button
from app.ui.widgets.flow import Flow
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.desk.desk import Desk


class GoalsCard(Section):
    """``go`` asks for another page; ``told``: a passing notice (see ``Page``)."""

    go = Signal(str, dict)
    told = Signal(str, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def show_found(self, found: ToolDetermination) -> None:
        """The open targets, and those said to be done that the answers do not bear out."""
        words = self._desk.words
        goals = [goal for goal in self._desk.goals(found.id) if goal.state == "open" or still_there(found, goal)]
        self.set_heading(words("outcome.goals"))
        said = (words.lang, self._desk.read_only, *((goal, still_there(found, goal)) for goal in goals))
        self.draw(said, lambda body: self._fill(body, found, goals))
        self.setVisible(bool(goals))

    def _fill(self, body: QVBoxLayout, found: ToolDetermination, goals: list[Action]) -> None:
        for place, goal in enumerate(goals):
            if place:
                body.addWidget(line())
            body.addWidget(self._goal(found, goal))

    def _goal(self, found: ToolDetermination, goal: Action) -> QWidget:
        circular, words = self._desk.circular, self._desk.words
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(2))
        title = goal_title(circular, words, goal)
        box.addWidget(label(title, "strong"))
        box.addWidget(label(to_do_text(circular, words, found, goal)))
        on = phrases.date_text(words, goal.at)
        buttons: list[Button] = []
        if goal.state == "done":
            box.addWidget(label(words.count("outcome.goal_reminder", still_there(found, goal), date=on)))
            buttons.append(plain_button(words("outcome.goal_functions")))
            buttons[-1].clicked.connect(lambda: self.go.emit("functions", {"tool": goal.tool}))
        else:
            if not still_there(found, goal):
                box.addWidget(label(words.count("outcome.goal_recorded", len(goal.functions))))
            since = words("outcome.goal_since_by", date=on, by=goal.by) if goal.by else ""
            box.addWidget(label(since or words("outcome.goal_since", date=on), "small"))
            buttons.append(plain_button(words("outcome.goal_done"), "tick"))
            buttons[-1].setAccessibleName(words("outcome.goal_done_about", goal=title))
            buttons[-1].clicked.connect(lambda: self._end(goal, "done"))
        buttons.append(plain_button(words("outcome.goal_drop")))
        buttons[-1].setAccessibleName(words("outcome.goal_drop_about", goal=title))
        buttons[-1].clicked.connect(lambda: self._end(goal, "dropped"))
        ends = Flow(spacing=12)
        for button in buttons:
            button.setEnabled(not self._desk.read_only or button.text() == words("outcome.goal_functions"))
            ends.addWidget(button)
        box.addSpacing(style.px(6))
        box.addLayout(ends)
        return made

    def _end(self, goal: Action, state: str) -> None:
        there = still_there(self._desk.determination(goal.tool), goal)
        self._desk.end_action(goal.id, state)
        ended = "goal_ended" if there else "goal_reached"
        self.told.emit(self._desk.words(f"outcome.{ended if state == 'done' else 'goal_dropped'}"), False)


def still_there(found: ToolDetermination, goal: Action) -> int:
    """How many of the functions to be switched off the answers still say to be there."""
    return sum(f.present for f in found.functions if f.id in goal.functions)


def goal_title(circular: Circular, words: Words, goal: Action) -> str:
    outcome = circular.outcomes.get(goal.target)
    return words("outcome.goal_outcome", outcome=outcome.chip) if outcome else words("outcome.goal_nothing")


def to_do_text(circular: Circular, words: Words, found: ToolDetermination, goal: Action) -> str:
    """What is to be switched off, by the names of the law as far as it still knows them."""
    kinds = {f.id: f.kind for f in found.functions}
    names = []
    for function in goal.functions:
        kind = kinds.get(function, function.split("@")[0])
        names.append(circular.kinds[kind].label if kind in circular.kinds else kind)
    return words.count("outcome.goal_to_do", len(names), functions=", ".join(dict.fromkeys(names)))
