"""Every question of a tool on one page, for whoever types from a filled sheet: the same acts and the same path as the
interview, in the order and under the codes that a blank sheet is printed with.

An answer goes into the practice when its row is left or Return is pressed; the strip moves only then.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain import sheet
from app.domain.determination import Question
from app.domain.errors import UserError
from app.domain.practice import Tool, Value
from app.domain.sheet import Row
from app.ui import asking, phrases, style
from app.ui.pages import absent
from app.ui.pages.base import Page
from app.ui.pages.way import effect_text
from app.ui.widgets.basics import accent_button, label, plain_button, row, scrolled
from app.ui.widgets.card_button import Tick
from app.ui.widgets.confirm_absent import ask_confirmation
from app.ui.widgets.header import Header
from app.ui.widgets.scrolling import page_keys
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.sheet_board import Group, Key, SheetBoard, key_of
from app.ui.widgets.sheet_find import Found, found
from app.ui.widgets.sheet_row import BEFORE, NEXT_OPEN, SheetRow
from app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from app.desk.desk import Desk

LOW = 520
"""Lower than this (at 100 % text) the strip and the help scroll with the rows."""


class SheetPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
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
        self.header.right.addWidget(self.one_by_one)
        self.strip = Strip()
        self.box.addWidget(self.header)
        self.box.addWidget(self.strip)
        self.finder = SearchField()
        self.finder.setMinimumWidth(style.px(280))
        self.finder.textChanged.connect(lambda _text: self._show_found())
        self.finder.went_on.connect(self._find)
        self._found = label("", "small")
        self._progress = label("", "strong", wrap=False)
        self._finding = QWidget()
        finding = row(self.finder, self._found, self._progress, spacing=12)
        finding.setStretch(1, 1)
        self._finding.setLayout(finding)
        self.box.addWidget(self._finding)

    def _build_body(self) -> None:
        area, body = scrolled((0, 0, style.px(8), 0), spacing=10)
        self._none = label("", "muted")
        body.addWidget(self._none)
        self.board = SheetBoard()
        self.board.made.connect(self._made)
        body.addWidget(self.board)
        self.confirm = Tick()
        self.confirm.clicked.connect(self._confirm)
        self._confirmed_by = label("", "small")
        self._rest = QWidget()
        texts = QVBoxLayout(self._rest)
        texts.setContentsMargins(style.px(18), 0, 0, 0)
        texts.setSpacing(0)
        texts.addWidget(self.confirm)
        texts.addWidget(self._confirmed_by)
        body.addWidget(self._rest)
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
            self.finder.clear()
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
            self.finder.setFocus()

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
        other = self.board.show_groups(words, self._groups(), lambda r: desk.answer_to(r.question), not desk.read_only)
        self._show_rest(tool)
        self._show_help()
        self._show_found()
        if other:
            self._chain()

    def _tool(self) -> Tool | None:
        return next((tool for tool in self.desk.practice.tools if tool.id == self._tool_id), None)

    def _show_texts(self, tool: Tool) -> None:
        words = self.desk.words
        possible = self.desk.determination(tool.id).possible
        self.strip.show_possible(self.desk.circular, words, possible, words("sheet.strip"))
        done = sum(one.question.answered for one in self._rows)
        self._progress.setText(words.count("sheet.progress", len(self._rows), done=done))
        self._progress.setVisible(bool(self._rows))
        self.finder.setEnabled(not self.desk.read_only)
        self._none.setVisible(not self._rows)
        if words.lang == self._lang:
            return
        self._lang = words.lang
        self.finder.set_texts(words("sheet.find"), words("sheet.find_hint"))
        self._none.setText(words("sheet.functions_none"))
        self.one_by_one.set_text(words("sheet.one_by_one"))
        self.back.set_text(words("interview.back"))
        self.to_check.set_text(words("sheet.check"))
        self._keys.setText(words("sheet.keys_short"))
        self._keys.setToolTip(words("sheet.keys"))

    def _groups(self) -> list[Group]:
        """The rows under the headings of their functions, then the tool's and the company's."""
        desk, words = self.desk, self.desk.words
        judged = desk.determination(self._tool_id)
        grouped: dict[str, list[Row]] = {}
        for one in self._rows:
            grouped.setdefault(one.question.function or one.question.scope, []).append(one)
        groups = []
        for key, of_it in grouped.items():
            question = of_it[0].question
            name = phrases.about_text(desk.circular, words, question)
            if question.function:
                code = of_it[0].code.partition(".")[0]
                implied = phrases.implied_text(desk.circular, words, judged, judged.function(question.function))
                name = (
                    words("sheet.heading_implied", code=code, name=name, implied=implied)
                    if implied
                    else words("sheet.heading", code=code, name=name)
                )
            done = sum(one.question.answered for one in of_it)
            groups.append(Group(key, name, words("sheet.answered", done=done, total=len(of_it)), tuple(of_it)))
        return groups

    def _show_rest(self, tool: Tool) -> None:
        words = self.desk.words
        rest = absent.rest(self.desk, tool.id)
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
        self._rest.setVisible(bool(self._rows))

    def _show_help(self) -> None:
        """What there is to say of the row one is at."""
        made = self._focused()
        self.help.setText(self._help_of(made.row) if made is not None else self.desk.words("sheet.keys"))

    def _help_of(self, one: Row) -> str:
        desk, words = self.desk, self.desk.words
        if all(one.question.fact != q.fact or not asking.same(one.question, q) for q in desk.path(self._tool_id)):
            return words("sheet.forced_off")
        answer = desk.answer_to(one.question)
        parts = [one.fact.hint, words("sheet.vendor") if one.fact.ask_vendor else ""]
        parts.append(effect_text(desk.circular, words, desk.determination(self._tool_id), one.question))
        if answer is not None:
            parts.append(phrases.told_text(words, "question.answered", answer))
        note = answer.note if answer is not None and answer.note else desk.waiting_note(one.question)
        parts.append(words("sheet.note", note=note) if note else "")
        return " · ".join(part for part in parts if part) or words("sheet.keys")

    def _chain(self) -> None:
        """Tab goes from row to row; every part of a row is in the chain, since the stop within it may change."""
        stops: list[QWidget] = [self.finder]
        for made in self.board.rows():
            stops += made.stops()
        stops += [self.confirm, self.back, self.to_check]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() / style.scale() < LOW
        if low != (self.box.indexOf(self.strip) < 0):
            self.help.setVisible(not low)
            for place, part in enumerate((self.strip, self._finding)):
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
            self.finder.setFocus()
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
        waiting = self.confirm.isEnabled() and not self.confirm.isChecked()
        (self.confirm if waiting and not self._rest.isHidden() else self.to_check).setFocus()

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
        self.finder.setFocus()
        self.finder.selectAll()

    def _show_found(self) -> None:
        self._found.setText(self._look().text(self.desk.circular, self.desk.words) if self._tool() else "")

    def _look(self) -> Found:
        tool = self._tool()
        listed = {f.kind for f in tool.functions} if tool is not None else set()
        return found(self.desk.circular, self.finder.text(), self._rows, listed)

    def _find(self) -> None:
        """Adds what was found, goes to the row that was found, or on to the first open row."""
        looked = self._look()
        if looked.row is not None and (made := self.board.row(key_of(looked.row))) is not None:
            self.finder.clear()
            made.take_focus()
        elif looked.kinds:
            for kind in looked.kinds:
                if not self._act(partial(self.desk.tick, self._tool_id, kind, True)):
                    return
            self.finder.clear()
        elif not self.finder.text().strip():
            made = self._first_open()
            if made is not None:
                made.take_focus()
            else:
                self._to_end()

    def _confirm(self, on: bool) -> None:
        self._show_rest(self.desk.practice.tool(self._tool_id))
        by = ""
        if on:
            groups = absent.rest_by_group(self.desk, self._tool_id)
            by = ask_confirmation(self, self.desk.words, groups, self.desk.practice.prepared_by)
            if not by:
                return
        if self._act(lambda: self.desk.confirm_absent(self._tool_id, by, on)) and on:
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
