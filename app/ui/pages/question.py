"""One question of one tool: its choices as cards, what is still possible above, what it means beside.

The strip moves only after a confirmed answer. «Non lo so» is always there and never counts as a no.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.determination import Question
from app.domain.errors import UserError
from app.ui import asking, phrases, style
from app.ui.pages.base import Page
from app.ui.pages.case import show_case
from app.ui.pages.drawer import Drawer
from app.ui.pages.question_evidence import QuestionEvidence
from app.ui.pages.way import effect_text, place_text, reachable, way_of
from app.ui.pages.why import WhySeeker
from app.ui.tasks import Tasks
from app.ui.widgets.answer_form import AnswerForm
from app.ui.widgets.basics import accent_button, plain_button, scrolled
from app.ui.widgets.header import Header
from app.ui.widgets.scrolling import page_keys
from app.ui.widgets.side_panel import SidePanel
from app.ui.widgets.strip import Strip
from app.ui.widgets.taborder import follow_layout
from app.ui.widgets.way_list import WayList

if TYPE_CHECKING:
    from app.desk.desk import Desk

LOW = 480
"""Lower than this (at 100 % text) the question has the page for itself: the list goes, the strip comes after it."""
LIST = 216


class QuestionPage(Page):
    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tasks = tasks
        self._where: dict = {}
        self.box.setContentsMargins(style.px(28), style.px(14), style.px(28), style.px(14))
        self.box.setSpacing(style.px(10))
        self._build_top()
        self._build_middle()
        self._shortcuts()

    def _build_top(self) -> None:
        self.header = Header(self.desk)
        self.header.go.connect(self.go)
        self.explain = plain_button("", "book")
        self.explain.clicked.connect(lambda: self.drawer.set_open(not self.drawer.open))
        self.sheet = plain_button("", "document")
        self.sheet.clicked.connect(self._to_sheet)
        self.leave = plain_button("")
        self.leave.clicked.connect(lambda: self.go.emit("practice", {}))
        self.header.add(self.sheet, "document")
        self.header.add(self.explain, "book")
        self.header.add(self.leave, "close")
        self.strip = Strip()
        self.box.addWidget(self.header)
        self.box.addWidget(self.strip)

    def _build_middle(self) -> None:
        self.way = WayList()
        self.way.go.connect(self.go)
        left, left_box = scrolled()
        self._left = left
        left_box.addWidget(self.way)
        left.setFixedWidth(style.px(LIST))
        self.form = AnswerForm()
        self.form.changed.connect(self._chosen)
        self.form.noted.connect(self._note)
        area, body = scrolled((style.px(2), 0, style.px(6), style.px(4)), spacing=10)
        body.addWidget(self.form)
        self.evidence = QuestionEvidence(self.desk, self._tasks)
        self.form.foot.addWidget(self.evidence.add)
        body.addWidget(self.evidence)
        body.addStretch(1)
        self._area, self._body = area, body
        page_keys(self, area)
        self.back = plain_button("", "arrow_left")
        self.back.clicked.connect(self._go_back)
        self.go_on = accent_button("", "arrow_right", icon_after=True)
        self.go_on.clicked.connect(self.confirm)
        feet = QHBoxLayout()
        feet.setContentsMargins(style.px(2), 0, style.px(6), 0)
        feet.addWidget(self.back)
        feet.addStretch(1)
        feet.addWidget(self.go_on)
        centre = QVBoxLayout()
        centre.setSpacing(style.px(8))
        centre.addWidget(area, 1)
        centre.addLayout(feet)
        self.panel = SidePanel()
        self.panel.closed.connect(lambda: self.drawer.set_open(False))
        self.panel.case_asked.connect(self._open_case)
        self.why = WhySeeker(self.desk, self._tasks, self.panel.why)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(style.px(16))
        self._middle.addWidget(left)
        self._middle.addLayout(centre, 1)
        self._middle.addWidget(self.panel)
        self.box.addLayout(self._middle, 1)
        self.drawer: Drawer = Drawer(self, self.panel, self._middle, self.explain, self.header)

    def _shortcuts(self) -> None:
        for number in range(1, 10):
            QShortcut(QKeySequence(str(number)), self, lambda number=number: self.form.choose_number(number))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.confirm)
        QShortcut(QKeySequence("Ctrl+M"), self, self._to_sheet)

    # ---- shown ---------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("question.title")

    def show_at(self, where: dict) -> None:
        self._where = dict(where)
        question = asking.sought(self.desk, where)
        if question is None:
            self.go.emit("functions", {"tool": where["tool"]})
            return
        # From here on the page holds to this question, whatever an undo opens or answers before it.
        self._where.update(asking.where_of(question))
        self.form.forget()
        self.drawer.set_open(False)
        self.refresh()
        self._area.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self._show_here)
        self.take_focus()

    def loose(self) -> dict[str, QWidget]:
        return self.form.loose()

    def half_done(self) -> dict[str, Any]:
        return {**super().half_done(), **self.form.chosen()}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        super().take_up(kept)
        self.form.choose(kept)
        self.take_focus()

    def _show_here(self) -> None:
        """Once the list is laid out: of many functions, the one in question in sight."""
        if (here := self.way.here()) is not None:
            self._left.ensureWidgetVisible(here)

    def take_focus(self) -> None:
        """To the answer, whatever question was there before."""
        if self.form.isEnabled():
            self.form.take_focus()
        else:
            self.go_on.setFocus()

    def question(self) -> Question | None:
        """The question shown."""
        if not self._where or all(tool.id != self._where["tool"] for tool in self.desk.practice.tools):
            return None
        return asking.sought(self.desk, self._where)

    def refresh(self) -> None:
        question = self.question()
        if question is None:
            return
        desk, words, circular = self.desk, self.desk.words, self.desk.circular
        tool = desk.practice.tool(question.tool)
        self.header.set_crumbs(
            [
                (words("interview.home"), "home", {}),
                (phrases.company_text(desk.practice, words), "practice", {}),
                (phrases.tool_text(tool, words), "functions", {"tool": tool.id}),
                (phrases.about_text(circular, words, question), "", {}),
            ]
        )
        self.header.refresh()
        path = desk.path(tool.id)
        found = desk.determination(tool.id)
        function = next((f for f in found.functions if f.id == question.function), None)
        scope = "function" if function is not None else "tool"
        possible = function.possible if function is not None else found.possible
        if function is not None and not possible:
            possible = tuple(reachable(circular, function.kind))
        self.strip.show_possible(circular, words, possible, words(f"question.strip.{scope}"))
        self.way.show_way(way_of(circular, words, tool.id, found, path, question))
        fact = phrases.asked_fact(circular, question)
        self.panel.show_fact(circular, words, fact, question.kind)
        self.why.show(question, on_path=any(asking.same(q, question) for q in path))
        self.form.show_question(
            words,
            question,
            fact,
            desk.answer_to(question),
            place=place_text(circular, words, question, path),
            extra=effect_text(circular, words, found, question),
            draft=desk.waiting_note(question),
            enabled=not desk.read_only,
        )
        self.evidence.show_question(question)
        self._show_buttons()
        follow_layout(self, self.panel)

    def _show_buttons(self) -> None:
        words = self.desk.words
        question = self.question()
        path = self.desk.path(question.tool) if question else ()
        rest = [q for q in path if not q.answered and not (question and asking.same(q, question))]
        straight_back = self._where.get("return_to")
        self.back.set_text(words("interview.back"))
        self.go_on.set_text(words("interview.go_on") if rest or straight_back else words("question.last"))
        self.go_on.setEnabled(self.form.value() is not None or self.desk.read_only)
        self.leave.set_text(words("interview.leave"))
        self.explain.set_text(words("panel.open"))
        self.sheet.set_text(words("sheet.open"))
        self.sheet.setToolTip(words("sheet.open_tip"))
        self.header.fit()

    def _chosen(self) -> None:
        self._show_buttons()
        if (card := self.form.focused_choice()) is not None:
            self._area.ensureWidgetVisible(card, 0, style.px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() / style.scale() < LOW
        if low != self._left.isHidden():
            self._left.setVisible(not low)
            if low:
                self._body.insertWidget(1, self.strip)
            else:
                self.box.insertWidget(1, self.strip)
        self.drawer.fit()

    # ---- asked ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Only from the answer itself: whoever reads the explanations confirms nothing with Return.
            focused = QApplication.focusWidget()
            if focused is not None and self.form.isAncestorOf(focused):
                self.confirm()
        elif event.key() == Qt.Key.Key_Escape and self.drawer.open:
            self.drawer.set_open(False)
        else:
            super().keyPressEvent(event)

    def confirm(self) -> None:
        """The answer goes into the practice; then the next open question, or straight back to where one came from."""
        question = self.question()
        if question is None:
            return
        value = self.form.value()
        if not self.desk.read_only:
            if value is None:
                return
            try:
                self.desk.answer(question, value, self.form.note())
            except UserError as problem:
                self.told.emit(self.desk.words.error(problem), False)
                return
        self.form.settle()
        if back := self._where.get("return_to"):
            self.go.emit(back, {"tool": question.tool})
            return
        following = self._following(question)
        if following is None:
            self.go.emit("check", {"tool": question.tool})
        else:
            self.go.emit("question", asking.where_of(following))

    def _following(self, question: Question) -> Question | None:
        path = self.desk.path(question.tool)
        if not self.desk.read_only:
            return asking.next_open(path, question)
        place = next((n for n, q in enumerate(path) if asking.same(q, question)), len(path))
        return path[place + 1] if place + 1 < len(path) else None

    def _go_back(self) -> None:
        question = self.question()
        if question is None or "return_to" in self._where:
            self.go.emit("back", {})
            return
        path = self.desk.path(question.tool)
        place = next((n for n, q in enumerate(path) if asking.same(q, question)), 0)
        if place:
            self.go.emit("question", asking.where_of(path[place - 1]))
        else:
            self.go.emit("functions", {"tool": question.tool})

    def _to_sheet(self) -> None:
        question = self.question()
        if question is not None:
            self.go.emit("sheet", asking.where_of(question))

    def _open_case(self, case_id: str) -> None:
        show_case(self, self.desk.circular, self.desk.words, case_id)

    def _note(self, text: str) -> None:
        question = self.question()
        if question is None or self.desk.read_only:
            return
        self.desk.set_note(question, text)
