"""Every question of a tool on one page, for whoever types from a filled sheet: the same acts and the same path as the
interview, in the order and under the codes that a blank sheet is printed with.

An answer goes into the practice when its row is left or Return is pressed; the strip moves only then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.domain import sheet
from app.domain.determination import Question
from app.domain.errors import UserError
from app.domain.practice import Tool, Value
from app.domain.sheet import Row
from app.ui import asking, phrases, style
from app.ui.pages.base import Page
from app.ui.pages.confirm_rest import ConfirmRest
from app.ui.pages.sheet_texts import groups, help_text
from app.ui.widgets.basics import accent_button, label, plain_button, scrolled
from app.ui.widgets.header import Header
from app.ui.widgets.scrolling import page_keys
from app.ui.widgets.sheet_board import Key, SheetBoard, key_of
from app.ui.widgets.sheet_find import SheetFinder
from app.ui.widgets.sheet_row import BEFORE, NEXT_OPEN, SheetRow
from app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from app.desk.desk import Desk

LOW = 520
"""Lower than this (at 100 % text) the strip and the help scroll with the rows."""


class SheetPage(Page):
    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tool_id = ""
        self._lang = ""
        self._rows: tuple[Row, ...] = ()
        self._drawn: tuple[object, ...] = ()
        self._here: dict[str, Key] = {}
        """Of each tool, the row one was last at."""
        self.box.setContentsMargins(style.px(28), style.px(14), style.px(28), style.px(14))
        self.box.setSpacing(style.px(8))
        self._build_top()
        self._build_body()
        self._build_foot()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        for key, act in (
            ("Ctrl+M", self._one_by_one),
            ("Ctrl+Return", self._to_check),
            ("Ctrl+Enter", self._to_check),
            ("Ctrl+F", self._to_find),
        ):
            QShortcut(QKeySequence(key), self, act)

    def _build_top(self) -> None:
        self.header = Header(self.desk)
        self.header.go.connect(self.go)
        self.one_by_one = plain_button("")
        self.one_by_one.clicked.connect(self._one_by_one)
        self.header.add(self.one_by_one, "question")
        self.strip = Strip()
        self.box.addWidget(self.header)
        self.box.addWidget(self.strip)
        self.finder = SheetFinder()
        self.finder.kinds_wanted.connect(self._add)
        self.finder.row_wanted.connect(lambda found: self._go_to(self.board.row(key_of(found))))
        self.finder.on_wanted.connect(lambda: self._go_to(self._first_open()))
        self.box.addWidget(self.finder)

    def _build_body(self) -> None:
        area, body = scrolled((0, 0, style.px(8), 0), spacing=10)
        self._none = label("", "muted")
        body.addWidget(self._none)
        self.board = SheetBoard()
        self.board.made.connect(self._made)
        body.addWidget(self.board)
        self.confirm = ConfirmRest(self.desk, self._act)
        self.confirm.setContentsMargins(style.px(18), 0, 0, 0)
        self.confirm.confirmed.connect(self._to_end)
        body.addWidget(self.confirm)
        body.addStretch(1)
        self._area, self._body = area, body
        self.box.addWidget(area, 1)
        page_keys(self, area)

    def _build_foot(self) -> None:
        self.help = label("", "muted")
        self.help.setMinimumHeight(2 * self.help.fontMetrics().height())
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(self.help)
        self.back = plain_button("", "arrow_left")
        self.back.clicked.connect(lambda: self.go.emit("functions", {"tool": self._tool_id}))
        self._keys = label("", "small")
        self.to_check = accent_button("", "arrow_right", icon_after=True)
        self.to_check.clicked.connect(self._to_check)
        foot = QHBoxLayout()
        foot.setSpacing(style.px(16))
        foot.addWidget(self.back)
        foot.addWidget(self._keys, 1)
        foot.addWidget(self.to_check)
        self.box.addLayout(foot)

    # ---- shown ---------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("sheet.title")

    def show_at(self, where: dict) -> None:
        if where["tool"] != self._tool_id:
            self._tool_id, self._drawn = where["tool"], ()
            self.finder.field.clear()
        self.refresh()
        if "fact" in where:
            scope = "presence" if where["fact"] == "presence" else "function" if where["function"] else ""
            scopes = (scope,) if scope else ("tool", "company")
            keys = [(one, where["function"], where["fact"]) for one in scopes]
            self._here[self._tool_id] = next((key for key in keys if self.board.row(key)), ("", "", ""))
        self.take_focus()

    def take_focus(self) -> None:
        """Back to the row one was at; else to the first open one; without a function, to the field that adds them."""
        made = self.board.row(self._here.get(self._tool_id, ("", "", ""))) or self._first_open()
        if made is not None:
            made.take_focus()
        else:
            self.finder.field.setFocus()

    def loose(self) -> dict[str, QWidget]:
        """A number too, where one is writing it: the row has told it by then, and one writes on."""
        made = self._focused()
        return {"find": self.finder.field} | ({"days": made.days} if made is not None and made.days is not None else {})

    def half_done(self) -> dict[str, Any]:
        return {**super().half_done(), "here": self._here}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        self._here = kept["here"]
        self.take_focus()
        super().take_up(kept)

    def retranslate(self) -> None:
        self._drawn = ()
        self.refresh()

    def refresh(self) -> None:
        tool = self._tool()
        if tool is None:
            return
        desk, words = self.desk, self.desk.words
        self.header.refresh()
        drawn = (desk.circular, words.lang, desk.practice.company, tool, desk.read_only, desk.today)
        if len(self._drawn) == len(drawn) and all(one is other for one, other in zip(drawn, self._drawn, strict=True)):
            return
        self._drawn = drawn
        self.header.set_crumbs(
            [
                (words("interview.home"), "home", {}),
                (phrases.company_text(desk.practice, words), "practice", {}),
                (phrases.tool_text(tool, words), "functions", {"tool": tool.id}),
                (words("sheet.title"), "", {}),
            ]
        )
        self._rows = sheet.rows(desk.circular, desk.path(tool.id))
        self._show_texts(tool)
        other = self.board.show_groups(
            words, groups(desk, tool.id, self._rows), lambda r: desk.answer_to(r.question), not desk.read_only
        )
        self.confirm.show_tool(tool.id)
        self.confirm.setVisible(bool(self._rows))
        self._show_help()
        listed = {f.kind for f in tool.functions}
        self.finder.show_rows(desk.circular, words, self._rows, listed, not desk.read_only)
        if other:
            self._chain()

    def _tool(self) -> Tool | None:
        return next((tool for tool in self.desk.practice.tools if tool.id == self._tool_id), None)

    def _show_texts(self, tool: Tool) -> None:
        words = self.desk.words
        possible = self.desk.determination(tool.id).possible
        self.strip.show_possible(self.desk.circular, words, possible, words("sheet.strip"))
        self._none.setVisible(not self._rows)
        if words.lang == self._lang:
            return
        self._lang = words.lang
        self.finder.field.set_texts(words("sheet.find"), words("sheet.find_hint"))
        self._none.setText(words("sheet.functions_none"))
        self.one_by_one.set_text(words("sheet.one_by_one"))
        self.header.fit()
        self.back.set_text(words("interview.back"))
        self.to_check.set_text(words("sheet.check"))
        self._keys.setText(words("sheet.keys_short"))
        self._keys.setToolTip(words("sheet.keys"))

    def _show_help(self) -> None:
        """What there is to say of the row one is at."""
        made = self._focused()
        desk = self.desk
        self.help.setText(help_text(desk, self._tool_id, made.row) if made is not None else desk.words("sheet.keys"))

    def _chain(self) -> None:
        """Tab goes from row to row; every part of a row is in the chain, since the stop within it may change."""
        stops: list[QWidget] = [self.finder.field]
        for made in self.board.rows():
            stops += made.stops()
        stops += [self.confirm.tick, self.back, self.to_check]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() / style.scale() < LOW
        if low != (self.box.indexOf(self.strip) < 0):
            self.help.setVisible(not low)
            for place, part in enumerate((self.strip, self.finder)):
                if low:
                    self._body.insertWidget(place, part)
                else:
                    self.box.insertWidget(1 + place, part)

    # ---- where one is --------------------------------------------------------------------------------------------

    def _focused(self) -> SheetRow | None:
        return self._row_of(QApplication.focusWidget())

    def _row_of(self, widget: QWidget | None) -> SheetRow | None:
        parent = widget.parentWidget() if widget is not None else None
        return parent if isinstance(parent, SheetRow) and self.isAncestorOf(parent) else None

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        left, entered = self._row_of(before), self._row_of(now)
        if entered is not None:
            self._here[self._tool_id] = key_of(entered.row)
            self._show_here()
            QTimer.singleShot(0, self, self._show_here)  # once more when rows that have just come are laid out
        if left is entered:
            return
        if left is not None:
            left.commit()
            left.update()
            if self.board.stale:
                self._drawn = ()
                QTimer.singleShot(0, self, self.refresh)
        if entered is not None:
            entered.update()
        if left is not None or entered is not None:
            self._show_help()

    def _show_here(self) -> None:
        if (made := self._focused()) is not None:
            self._area.ensureWidgetVisible(made, 0, style.px(40))

    def _first_open(self) -> SheetRow | None:
        return next((self.board.row(key_of(one)) for one in self._rows if not one.question.answered), None)

    def _made(self, made: SheetRow) -> None:
        made.answered.connect(self._answered)
        made.went.connect(self._went)
        made.asked.connect(self._ask)

    def _went(self, made: SheetRow, to: str) -> None:
        if to == NEXT_OPEN:
            self._go_on_from(made.row.question)
            return
        rows = self.board.rows()
        place = rows.index(made) + (-1 if to == BEFORE else 1)
        if place < 0:
            self.finder.field.setFocus()
        elif place < len(rows):
            rows[place].take_focus()
        else:
            self._to_end()

    def _go_on_from(self, question: Question) -> None:
        """To the next open row after this one, or from the start; with none left, to what comes after the rows."""
        following = asking.next_open(self.desk.path(self._tool_id), question)
        made = self.board.row(asking.key(following)) if following is not None else None
        if made is not None and following is not None and not asking.same(following, question):
            made.take_focus()
        elif following is None:
            self._to_end()

    def _to_end(self) -> None:
        waiting = self.confirm.waiting and not self.confirm.isHidden()
        (self.confirm.tick if waiting else self.to_check).setFocus()

    # ---- asked ---------------------------------------------------------------------------------------------------

    def _answered(self, question: Question, value: Value | None) -> None:
        self._act(partial(self.desk.answer, question, value))

    def commit(self) -> None:
        super().commit()
        for made in self.board.rows():
            made.commit()

    def _ask(self, question: Question) -> None:
        self.go.emit("question", {**asking.where_of(question), "return_to": "sheet"})

    def _one_by_one(self) -> None:
        key = self._here.get(self._tool_id)
        where = {"tool": self._tool_id}
        if key is not None and self.board.row(key) is not None:
            where |= {"function": key[1], "fact": key[2]}
        self.go.emit("question" if self._rows else "functions", where)

    def _to_check(self) -> None:
        self.go.emit("check", {"tool": self._tool_id})

    def _to_find(self) -> None:
        self.finder.field.setFocus()
        self.finder.field.selectAll()

    def _add(self, kinds: tuple[str, ...]) -> None:
        if all(self._act(partial(self.desk.tick, self._tool_id, kind, True)) for kind in kinds):
            self.finder.field.clear()

    def _go_to(self, made: SheetRow | None) -> None:
        if made is not None:
            made.take_focus()
        else:
            self._to_end()

    def _act(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except UserError as problem:
            self.told.emit(self.desk.words.error(problem), False)
            self._drawn = ()
            self.refresh()
            return False
        return True
