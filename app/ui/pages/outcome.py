"""The outcome of one tool: what, why, what the sources disagree on, what to do, and what would be without a function.

A hypothesis lives on this page only and never changes the practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from app.domain.change import change
from app.domain.determination import ToolDetermination
from app.domain.path import first_open
from app.domain.practice import Tool
from app.ui import asking, phrases, style
from app.ui.pages import outcome_parts as parts
from app.ui.pages import outcome_ways as ways
from app.ui.pages.actions_card import ActionsCard
from app.ui.pages.base import Page
from app.ui.pages.drafts import DraftsCard
from app.ui.pages.duties import DutiesCard
from app.ui.pages.goals import GoalsCard
from app.ui.pages.missing import MissingCard
from app.ui.pages.opinion import OpinionCard
from app.ui.tasks import Tasks
from app.ui.widgets.basics import accent_button, clear_layout, plain_button, scrolled
from app.ui.widgets.conflict_box import ConflictBox
from app.ui.widgets.function_switches import FunctionSwitches
from app.ui.widgets.header import Header
from app.ui.widgets.outcome_banner import OutcomeBanner
from app.ui.widgets.scrolling import page_keys
from app.ui.widgets.section import Section
from app.ui.widgets.taborder import follow_layout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.desk.desk import Desk

TWO_COLUMNS = 780
"""With less room than this (at 100 % text) the two columns become one."""


class OutcomePage(Page):
    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tool_id = ""
        self._off: frozenset[str] = frozenset()
        self._conflicts: dict[str, ConflictBox] = {}
        self.header = Header(desk)
        self.header.go.connect(self.go)
        self.check = plain_button("")
        self.check.clicked.connect(lambda: self.go.emit("check", {"tool": self._tool_id}))
        self.sign = accent_button("", "pen")
        self.sign.clicked.connect(lambda: self.go.emit("sign", {}))
        self.header.add(self.check, "tick")
        self.header.add(self.sign, "pen")
        self.box.addWidget(self.header)
        self.banner = OutcomeBanner()
        self.banner.resume.clicked.connect(self._resume)
        area, body = scrolled((0, 0, style.px(8), 0), spacing=16)
        self._area = area
        self.opinion = OpinionCard(desk)
        self.opinion.told.connect(self.told)
        body.addWidget(self.banner)
        body.addWidget(self.opinion)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(style.px(16))
        body.addLayout(self._columns)
        body.addStretch(1)
        self.box.addWidget(area, 1)
        page_keys(self, area)
        self._build_columns(tasks)

    def _build_columns(self, tasks: Tasks) -> None:
        self.functions = FunctionSwitches()
        self.functions.tried.connect(self._try)
        self.functions.hypothesis.undone.connect(lambda: self._set_off(frozenset()))
        self.functions.hypothesis.adopted.connect(self._adopt)
        self.goals = GoalsCard(self.desk)
        self.goals.go.connect(self.go)
        self.goals.told.connect(self.told)
        self._conflict_box = QVBoxLayout()
        self._conflict_box.setSpacing(style.px(16))
        self.missing, self.absent = MissingCard(self.desk, tasks), Section()
        self.missing.go.connect(self.go)
        self.why, self.standing = Section(), Section()
        self.duties, self.own, self.drafts = (
            DutiesCard(self.desk),
            ActionsCard(self.desk),
            DraftsCard(self.desk, tasks),
        )
        for card in (self.duties, self.own, self.drafts):
            card.told.connect(self.told)
        self.ways, self.stakes = Section(), Section()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column, pieces in (
            (self._left, (self.functions, self.goals, self._conflict_box, self.missing, self.absent)),
            (self._right, (self.why, self.opinion.add, self.duties, self.own, self.drafts, self.standing)),
        ):
            column.setSpacing(style.px(16))
            for piece in pieces:
                if isinstance(piece, QVBoxLayout):
                    column.addLayout(piece)
                else:
                    column.addWidget(piece)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._place_consequences(wide=True)

    def _place_consequences(self, wide: bool) -> None:
        """In one column they come after what is to be done; in two they fill the shorter one."""
        column = self._left if wide else self._right
        for piece in (self.ways, self.stakes):
            column.insertWidget(column.count() - 1, piece)

    # ---- shown ---------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("outcome.title")

    def show_at(self, where: dict) -> None:
        self._tool_id = where["tool"]
        self._off = frozenset()
        self.refresh()
        self._area.verticalScrollBar().setValue(0)
        self.take_focus()

    def half_done(self) -> dict[str, Any]:
        return {"off": self._off}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """What was tried by the switches."""
        self._off = kept["off"]
        self.refresh()

    def take_focus(self) -> None:
        self.sign.setFocus()

    def _tool(self) -> Tool | None:
        return next((tool for tool in self.desk.practice.tools if tool.id == self._tool_id), None)

    def refresh(self) -> None:
        tool = self._tool()
        if tool is None:
            return
        words, circular = self.desk.words, self.desk.circular
        found = self.desk.determination(tool.id)
        self.header.set_crumbs(
            [
                (words("interview.home"), "home", {}),
                (phrases.company_text(self.desk.practice, words), "practice", {}),
                (phrases.tool_text(tool, words), "functions", {"tool": tool.id}),
                (words("outcome.title"), "", {}),
            ]
        )
        self.header.refresh()
        self.check.set_text(words("interview.check"))
        self.sign.set_text(words("interview.sign"))
        self.header.fit()
        self._show_banner(found)
        self._show_functions(tool, found)
        self._show_conflicts(found)
        said = (words.lang, circular.version, found)
        self.why.set_heading(words("outcome.why_if" if found.provisional and found.outcome else "outcome.why"))
        self.why.draw(said, lambda body: parts.fill_why(body, circular, words, found))
        self.opinion.show_found(found)
        self.duties.show_found(found)
        self.own.show_tool(tool.id)
        self.drafts.show_tool(tool.id, words("outcome.drafts"))
        self.standing.set_heading(words("outcome.standing"))
        sites = self.desk.practice.company.sites
        self.standing.draw((*said, sites), lambda body: parts.fill_standing(body, self.desk, found))
        lines = parts.absent_lines(circular, words, tool, found)
        self.absent.set_heading(words("outcome.absent"))
        self.absent.draw((words.lang, *lines), lambda body: parts.fill_lines(body, lines))
        self.absent.setVisible(bool(lines))
        self.missing.show_found(found)
        self.goals.show_found(found)
        self._show_consequences(found)
        follow_layout(self)

    def _show_consequences(self, found: ToolDetermination) -> None:
        words, circular = self.desk.words, self.desk.circular
        said = (words.lang, circular.version, found, self.desk.practice.company.sites)
        self.ways.set_heading(words("outcome.way"))
        self.ways.draw(said, lambda body: ways.fill_ways(body, self.desk, found))
        self.ways.setVisible(bool(found.routes))
        self.stakes.set_heading(words("outcome.stakes"))
        self.stakes.draw(said, lambda body: ways.fill_stakes(body, circular, words, found))
        self.stakes.setVisible(bool(found.stakes))

    def _show_banner(self, found: ToolDetermination) -> None:
        words = self.desk.words
        path = self.desk.path(self._tool_id)
        unanswered = sum(not question.answered for question in path)
        texts = parts.banner_texts(self.desk.circular, words, found, unanswered)
        resume = ""
        if found.provisional and unanswered:
            resume = words("outcome.resume")
        elif found.provisional and (found.unconfirmed or found.outcome is None):
            resume = words("outcome.confirm_functions")
        self.banner.show_outcome(**texts, resume=resume)

    def _show_functions(self, tool: Tool, found: ToolDetermination) -> None:
        words, circular = self.desk.words, self.desk.circular
        self._off &= {f.id for f in found.functions if f.present and not f.implied}
        tried = self.desk.what_if(self._tool_id, self._off) if self._off else found
        lines = parts.switch_lines(circular, words, tool, found, tried, self._off)
        self.functions.show_lines(circular, words, lines)
        text = parts.hypothesis(circular, words, found, tried, self._off)
        changes = ways.change_lines(self.desk, found, tried, change(found, tried)) if self._off else ()
        self.functions.hypothesis.show_text(words, text, changes, not self.desk.read_only)

    def _show_conflicts(self, found: ToolDetermination) -> None:
        flags = [flag for flag in found.flags if flag.startswith("conflict:")]
        if flags != list(self._conflicts):
            clear_layout(self._conflict_box)
            self._conflicts = {flag: ConflictBox() for flag in flags}
            for made in self._conflicts.values():
                self._conflict_box.addWidget(made)
        for flag, made in self._conflicts.items():
            made.show_flag(self.desk.circular, self.desk.words, self.desk.circular.flags[flag])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() / style.scale() >= TWO_COLUMNS
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)
            self._place_consequences(wide)
            follow_layout(self)

    # ---- asked ---------------------------------------------------------------------------------------------------

    def _try(self, function_id: str, on: bool) -> None:
        self._set_off(self._off - {function_id} if on else self._off | {function_id})

    def _set_off(self, off: frozenset[str]) -> None:
        self._off = off
        tool = self._tool()
        if tool is not None:
            self._show_functions(tool, self.desk.determination(tool.id))

    def _adopt(self) -> None:
        """The hypothesis becomes a target; it has done its work and goes."""
        off, self._off = self._off, frozenset()
        self.desk.adopt_switch_off(self._tool_id, off)
        self.refresh()
        self.told.emit(self.desk.words("outcome.adopted"), False)

    def _resume(self) -> None:
        question = first_open(self.desk.path(self._tool_id))
        if question is None:
            self.go.emit("functions", {"tool": self._tool_id})
        else:
            self.go.emit("question", asking.where_of(question))
