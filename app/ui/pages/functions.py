"""What can the tool do: one tile for each kind of function, and the confirmation that the others are not there.

An unticked tile is not a «no»: it stays to be confirmed until somebody says so by name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.circular import UNKNOWN
from app.domain.determination import Question
from app.domain.errors import UserError
from app.domain.path import first_open
from app.domain.practice import NOT_THERE, UNASKED, Tool
from app.ui import asking, phrases, style
from app.ui.pages.base import Page
from app.ui.widgets.ask_name import ask_name
from app.ui.widgets.basics import (
    accent_button,
    clear_layout,
    label,
    plain_button,
    scrolled,
)
from app.ui.widgets.card_button import Tick
from app.ui.widgets.function_tile import FunctionTile
from app.ui.widgets.header import Header
from app.ui.widgets.scrolling import page_keys
from app.ui.widgets.taborder import follow_layout
from app.ui.widgets.template_strip import TemplateStrip

if TYPE_CHECKING:
    from app.desk.desk import Desk

COLUMN = 270
"""A column of tiles is at least this wide; with less room there are fewer columns."""


class FunctionsPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tool_id = ""
        self._tiles: dict[str, FunctionTile] = {}
        self._columns: list[tuple[QWidget, int]] = []
        """Each group's column and how many rows it has."""
        self._group_labels: dict[str, QLabel] = {}
        self.header = Header(desk)
        self.header.go.connect(self.go)
        self.box.addWidget(self.header)
        self._heading = label("", "title")
        self._lead = label("", "lead")
        area, body = scrolled(spacing=14)
        body.addWidget(self._heading)
        body.addWidget(self._lead)
        self.template = TemplateStrip()
        self.template.chosen.connect(self._another_template)
        body.addWidget(self.template)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(style.px(22))
        self._grid.setVerticalSpacing(style.px(14))
        body.addLayout(self._grid)
        body.addStretch(1)
        self.box.addWidget(area, 1)
        page_keys(self, area)
        self.box.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(style.px(20))
        self.back = plain_button("", "arrow_left")
        self.back.clicked.connect(lambda: self.go.emit("practice", {}))
        self.confirm = Tick()
        self.confirm.clicked.connect(self._confirm)
        self._confirmed_by = label("", "small")
        self.go_on = accent_button("", "arrow_right", icon_after=True)
        self.go_on.clicked.connect(self._go_on)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.confirm)
        texts.addWidget(self._confirmed_by)
        foot.addWidget(self.back)
        foot.addLayout(texts, 1)
        foot.addWidget(self.go_on)
        return foot

    # ---- shown ---------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("functions.title")

    def show_at(self, where: dict) -> None:
        self._tool_id = where["tool"]
        self.refresh()
        self.take_focus()

    def take_focus(self) -> None:
        first = next((tile for tile in self._tiles.values() if tile.isEnabled()), None)
        (first or self.back).setFocus()

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
        if list(self._tiles) != self._kinds_in_order():
            self._make_tiles()
        for group, made in self._group_labels.items():
            made.setText(desk.circular.groups[group])
        for tile in self._tiles.values():
            self._show_tile(tile, tool)
        self._show_footer(tool)

    def _tool(self) -> Tool | None:
        return next((tool for tool in self.desk.practice.tools if tool.id == self._tool_id), None)

    def _kinds_in_order(self) -> list[str]:
        kinds = self.desk.circular.kinds.values()
        return [kind.id for group in self.desk.circular.groups for kind in kinds if kind.group == group]

    def _make_tiles(self) -> None:
        clear_layout(self._grid)
        self._tiles, self._group_labels, self._columns = {}, {}, []
        circular = self.desk.circular
        for group in circular.groups:
            kinds = [kind for kind in circular.kinds.values() if kind.group == group]
            if not kinds:
                continue
            column = QWidget()
            box = QVBoxLayout(column)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(style.px(8))
            self._group_labels[group] = label("", "h3")
            box.addWidget(self._group_labels[group])
            for kind in kinds:
                tile = FunctionTile(kind.id)
                tile.clicked.connect(lambda _=False, kind=kind.id: self._pressed(kind))
                self._tiles[kind.id] = tile
                box.addWidget(tile)
            self._columns.append((column, len(kinds) + 1))
        self._arrange()

    def _arrange(self) -> None:
        """Groups side by side; those that find no column of their own go under the shortest."""
        if not self._columns:
            return
        count = max(1, min(3, len(self._columns), self.width() // style.px(COLUMN + 22)))
        if self._grid.property("columns") == count and self._grid.count():
            return
        while self._grid.count():
            self._grid.takeAt(0)
        heights = [0] * count
        stacks: list[list[QWidget]] = [[] for _ in range(count)]
        for column, rows in self._columns:
            place = heights.index(min(heights))
            stacks[place].append(column)
            heights[place] += rows
        for place, stack in enumerate(stacks):
            box = QVBoxLayout()
            box.setSpacing(style.px(16))
            for column in stack:
                box.addWidget(column)
            box.addStretch(1)
            self._grid.addLayout(box, 0, place)
            for column in stack:
                column.show()  # at once: the focus goes to the first tile now
        for place in range(3):
            self._grid.setColumnStretch(place, 1 if place < count else 0)
        self._grid.setProperty("columns", count)
        follow_layout(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_tile(self, tile: FunctionTile, tool: Tool) -> None:
        words, circular = self.desk.words, self.desk.circular
        kind = circular.kinds[tile.kind]
        found = self.desk.determination(tool.id)
        implied = next((f for f in found.functions if f.kind == kind.id and f.implied), None)
        presences = [f.presence for f in tool.functions if f.kind == kind.id]
        there = [p for p in presences if p not in NOT_THERE]
        asked = bool(there) and all(p == UNKNOWN for p in there)
        if implied is not None:
            shown = phrases.implied_text(circular, words, found, implied)
        elif not presences:
            shown = ""
        else:
            state = next((p for p in there if p != UNASKED), "to_check") if there else presences[0]
            shown = words(f"functions.state.{state}")
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
        found = self.desk.determination(tool.id)
        spoken = {f.kind for f in tool.functions} | {f.kind for f in found.functions}
        rest = [kind for kind in self.desk.circular.kinds if kind not in spoken]
        confirmed = tool.confirmed is not None and set(rest) <= set(tool.confirmed.kinds)
        text = words.count("functions.confirm", len(rest)) if rest else words("functions.confirm.all")
        self.confirm.setText(text)
        self.confirm.setAccessibleName(text)
        self.confirm.setEnabled(bool(rest) and not self.desk.read_only)
        self.confirm.setChecked(confirmed or not rest)
        told = ""
        if confirmed and rest and tool.confirmed is not None:
            on = phrases.date_text(words, tool.confirmed.at)
            told = words("functions.confirmed", by=tool.confirmed.by, date=on)
        self._confirmed_by.setText(told)
        self._confirmed_by.setVisible(bool(told))
        self.back.set_text(words("interview.back"))
        self.go_on.set_text(words("interview.go_on"))
        self.go_on.setEnabled(bool(tool.functions))
        self.go_on.setToolTip("" if tool.functions else words("functions.first"))

    # ---- asked ---------------------------------------------------------------------------------------------------

    def _pressed(self, kind: str) -> None:
        tool = self._tool()
        if tool is None:
            return
        listed = [f for f in tool.functions if f.kind == kind]
        gone = [f for f in listed if f.presence in NOT_THERE]
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

    def _confirm(self, on: bool) -> None:
        self.refresh()
        by = self.desk.practice.prepared_by
        if on and not by:
            by = ask_name(self, self.desk.words)
            if not by:
                return
        self._act(lambda: self.desk.confirm_absent(self._tool_id, by, on))

    def _another_template(self, template_id: str) -> None:
        self._act(partial(self.desk.apply_template, self._tool_id, template_id))

    def _go_on(self) -> None:
        question = first_open(self.desk.path(self._tool_id))
        if question is None:
            self.go.emit("check", {"tool": self._tool_id})
        else:
            self.go.emit("question", asking.where_of(question))

    def _act(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UserError as problem:
            self.told.emit(self.desk.words.error(problem), False)
            self.refresh()
