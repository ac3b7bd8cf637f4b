"""What can the tool do: one tile for each kind of function, and the confirmation that the others are not there.

An unticked tile is not a «no»: it stays to be confirmed until somebody says so by name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.domain.circular import UNKNOWN
from app.domain.determination import Question
from app.domain.errors import UserError
from app.domain.path import first_open
from app.domain.practice import UNASKED, Tool, is_gone
from app.domain.tasks import IN_PROGRESS, TO_DO
from app.text import folded
from app.ui import asking, phrases, style
from app.ui.pages.base import Page
from app.ui.pages.confirm_rest import ConfirmRest
from app.ui.pages.task_lines import lines, summary, tasks_of
from app.ui.widgets.basics import accent_button, label, plain_button, row, scrolled
from app.ui.widgets.function_tile import FunctionTile
from app.ui.widgets.header import Header
from app.ui.widgets.scrolling import keep_in_sight, page_keys
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.taborder import follow_layout
from app.ui.widgets.task_list import TaskList
from app.ui.widgets.template_chooser import ask_template
from app.ui.widgets.template_strip import TemplateStrip
from app.ui.widgets.tile_board import COLUMN, TileBoard

if TYPE_CHECKING:
    from app.desk.desk import Desk

SUGGESTED = "suggested"
"""The group that stands first: what the tool's template suggests."""
OTHER = "other"
"""The kind for what no other one is."""


class FunctionsPage(Page):
    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tool_id = ""
        self.header = Header(desk)
        self.header.go.connect(self.go)
        self.sheet = plain_button("", "document")
        self.sheet.clicked.connect(self._to_sheet)
        self.header.add(self.sheet, "document")
        self.box.addWidget(self.header)
        self._heading = label("", "title")
        self._lead = label("", "lead")
        area, body = scrolled((0, 0, style.px(8), 0), spacing=12)
        body.addWidget(self._heading)
        body.addWidget(self._lead)
        self.template = TemplateStrip()
        self.template.asked.connect(self._another_template)
        body.addWidget(self.template)
        self.tasks = TaskList()
        self.tasks.asked.connect(self._to_task)
        body.addWidget(self.tasks)
        self.search = SearchField()
        self.search.setMinimumWidth(style.px(COLUMN))
        self.search.textChanged.connect(lambda _text: self._look())
        self.left = label("", "strong", wrap=False)
        body.addLayout(row(self.search, None, self.left))
        self._none = label("", "muted")
        body.addWidget(self._none)
        self.board = TileBoard()
        self.board.pressed.connect(self._pressed)
        self.board.arranged.connect(lambda: follow_layout(self))
        body.addWidget(self.board)
        body.addStretch(1)
        self._area = area
        self.box.addWidget(area, 1)
        page_keys(self, area)
        self.box.addLayout(self._footer())
        self.search.went_on.connect(self._to_found)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._to_search)
        QShortcut(QKeySequence("Ctrl+M"), self, self._to_sheet)

    def _footer(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(style.px(20))
        self.back = plain_button("", "arrow_left")
        self.back.clicked.connect(lambda: self.go.emit("practice", {}))
        self.confirm = ConfirmRest(self.desk, self._act)
        self.go_on = accent_button("", "arrow_right", icon_after=True)
        self.go_on.clicked.connect(self._go_on)
        foot.addWidget(self.back)
        foot.addWidget(self.confirm, 1)
        foot.addWidget(self.go_on)
        return foot

    # ---- shown ---------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("functions.title")

    def loose(self) -> dict[str, QWidget]:
        return {"search": self.search}

    def show_at(self, where: dict) -> None:
        self._tool_id = where["tool"]
        self.refresh()
        # Who is half way comes to see how far they are; who begins, or has done all of it, comes for the functions.
        tasks = tasks_of(self.desk, self._tool_id)
        left = any(task.state in (TO_DO, IN_PROGRESS) for task in tasks)
        self.tasks.line.setChecked(left and any(task.answered for task in tasks))
        self._area.verticalScrollBar().setValue(0)
        self.take_focus()
        # The tiles are laid out in two turns of the event loop: the bar of the area takes its room in the second.
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._show_here))

    def _show_here(self) -> None:
        self._area.verticalScrollBar().setValue(0)
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            keep_in_sight(focused)

    def take_focus(self) -> None:
        """To the first tile; where something has been answered, to the first task that is not done."""
        tasks = tasks_of(self.desk, self._tool_id) if self.tasks.line.isChecked() else ()
        begun = next((self.tasks.rows[one.key].button for one in tasks if one.state in (TO_DO, IN_PROGRESS)), None)
        (begun or (self.tasks.line if tasks else None) or self.board.first() or self.back).setFocus()

    def refresh(self) -> None:
        tool = self._tool()
        if tool is None:
            return
        desk, words = self.desk, self.desk.words
        self.header.set_crumbs(
            [
                (words("interview.home"), "home", {}),
                (phrases.company_text(desk.practice, words), "practice", {}),
                (phrases.tool_text(tool, words), "", {}),
            ]
        )
        self.header.refresh()
        self._heading.setText(words("functions.title"))
        self._lead.setText(words("functions.lead"))
        self.template.show_template(desk.circular, words, tool.template, not desk.read_only)
        self.search.set_texts(words("functions.board.search"), words("functions.board.search_hint"))
        self.board.show_groups(self._groups(tool))
        self._show_headings(tool)
        for tile in self.board.tiles.values():
            self._show_tile(tile, tool)
        self._look()
        self._show_tasks()
        self._show_footer(tool)

    def _show_tasks(self) -> None:
        found = tasks_of(self.desk, self._tool_id)
        self.tasks.setVisible(bool(found))
        if self.tasks.show_tasks(summary(self.desk, found), lines(self.desk, self._tool_id, found)):
            follow_layout(self)

    def _tool(self) -> Tool | None:
        return next((tool for tool in self.desk.practice.tools if tool.id == self._tool_id), None)

    def _suggested(self, tool: Tool) -> tuple[str, ...]:
        """The kinds of the tool's template: they stand first, whatever was answered since."""
        circular = self.desk.circular
        template = next((t for t in circular.templates if t.id == tool.template), None)
        return template.kinds if template is not None else ()

    def _groups(self, tool: Tool) -> list[tuple[str, list[str]]]:
        circular, first = self.desk.circular, self._suggested(tool)
        groups = [(SUGGESTED, list(first))]
        for group in circular.groups:
            groups.append((group, [k.id for k in circular.kinds.values() if k.group == group and k.id not in first]))
        return [(key, kinds) for key, kinds in groups if kinds]

    def _show_headings(self, tool: Tool) -> None:
        circular, words = self.desk.circular, self.desk.words
        first = self._suggested(tool)
        for key, section in self.board.sections.items():
            if key == SUGGESTED:
                waiting = any(f.kind in first and f.presence == UNASKED for f in tool.functions)
                named = next(t.label for t in circular.templates if t.id == tool.template)
                hint = words("functions.board.suggested", template=named) if waiting else ""
                section.set_heading(words("functions.board.to_check" if waiting else "functions.board.checked"), hint)
            else:
                section.set_heading(circular.groups[key])

    def _look(self) -> None:
        """Shows what the search finds; without words everything."""
        words, circular = self.desk.words, self.desk.circular
        wanted = folded(self.search.text()).split()
        searched = {k.id: folded(f"{k.label} {k.description}") for k in circular.kinds.values()} if wanted else {}
        shown = self.board.search((lambda kind: all(w in searched[kind] for w in wanted)) if wanted else None)
        other = circular.kinds[OTHER].label if OTHER in circular.kinds else ""
        self._none.setText(words("functions.board.none", other=other))
        self._none.setVisible(not shown)
        left = len(self.desk.determination(self._tool_id).unconfirmed)
        self.left.setText(
            words.count("functions.board.found", shown)
            if wanted and shown
            else words.count("functions.board.left", left)
            if left
            else words("functions.board.left_none")
        )

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_found(self) -> None:
        if (tile := self.board.first()) is not None:
            tile.setFocus()

    def _show_tile(self, tile: FunctionTile, tool: Tool) -> None:
        words, circular = self.desk.words, self.desk.circular
        kind = circular.kinds[tile.kind]
        found = self.desk.determination(tool.id)
        implied = next((f for f in found.functions if f.kind == kind.id and f.implied), None)
        presences = [f.presence for f in tool.functions if f.kind == kind.id]
        there = [p for p in presences if not is_gone(kind, p)]
        asked = bool(there) and all(p == UNKNOWN for p in there)
        if implied is not None:
            shown = phrases.implied_text(circular, words, found, implied)
        elif not presences:
            shown = ""
        else:
            state = next((p for p in there if p != UNASKED), "to_check") if there else presences[0]
            mounted = state in there and state == "off_locked"
            shown = words("functions.state_more.mounted" if mounted else f"functions.state.{state}")
        tile.show_state(
            kind.label,
            kind.description,
            shown,
            shown or words("functions.state.off"),
            ticked=bool(there) or implied is not None,
            asked=asked and implied is None,
            locked=implied is not None or self.desk.read_only,
        )

    def _show_footer(self, tool: Tool) -> None:
        words = self.desk.words
        self.confirm.show_tool(tool.id)
        self.back.set_text(words("interview.back"))
        self.sheet.set_text(words("sheet.open"))
        self.sheet.setToolTip(words("sheet.open_tip"))
        self.header.fit()
        self.go_on.set_text(words("interview.go_on"))
        self.go_on.setEnabled(bool(tool.functions))
        self.go_on.setToolTip("" if tool.functions else words("functions.first"))

    # ---- asked ---------------------------------------------------------------------------------------------------

    def _pressed(self, kind: str) -> None:
        tool = self._tool()
        if tool is None:
            return
        listed = [f for f in tool.functions if f.kind == kind]
        gone = [f for f in listed if is_gone(self.desk.circular.kinds[kind], f.presence)]
        if not listed:
            self._act(lambda: self.desk.tick(tool.id, kind, True))
        elif len(gone) == len(listed):
            # It had been answered «non c'è»: ticking it again takes that answer back.
            for function in gone:
                question = Question("presence", tool.id, function.id, kind, "presence", True)
                self._act(partial(self.desk.answer, question, None))
        else:
            answered = any(f.answers for f in listed)
            self._act(lambda: self.desk.tick(tool.id, kind, False))
            if answered:
                name = self.desk.circular.kinds[kind].label
                self.told.emit(self.desk.words("functions.taken_away", function=name), True)

    def _another_template(self) -> None:
        tool = self._tool()
        if tool is not None and (chosen := ask_template(self, self.desk.circular, self.desk.words, tool.template)):
            self._act(partial(self.desk.apply_template, self._tool_id, chosen))
            self.template.change.setFocus()

    def _go_on(self) -> None:
        question = first_open(self.desk.path(self._tool_id))
        if question is None:
            self.go.emit("check", {"tool": self._tool_id})
        else:
            self.go.emit("question", asking.where_of(question))

    def _to_sheet(self) -> None:
        self.go.emit("sheet", {"tool": self._tool_id})

    def _to_task(self, key: str) -> None:
        """To the task's first open question, else to its first; the others are confirmed here."""
        task = next(task for task in tasks_of(self.desk, self._tool_id) if task.key == key)
        own = [q for q in self.desk.path(self._tool_id) if (q.function or q.scope) == key]
        if key == "rest":
            self.confirm.tick.setFocus()
        elif question := task.following or next(iter(own), None):
            self.go.emit("question", asking.where_of(question))

    def _act(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except UserError as problem:
            self.told.emit(self.desk.words.error(problem), False)
            self.refresh()
            return False
        return True
