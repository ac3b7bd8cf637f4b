"""Every answer of a tool in one place, each a step away from being changed. Changes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.determination import Question
from app.domain.practice import Answer
from app.ui import asking, phrases, style
from app.ui.pages.base import Page
from app.ui.pages.left_out import reason_text
from app.ui.pages.points import PointsCard
from app.ui.widgets.basics import accent_button, clear_layout, label, line, link_button, plain_button, row, scrolled
from app.ui.widgets.header import Header
from app.ui.widgets.scrolling import page_keys
from app.ui.widgets.section import Section
from app.ui.widgets.taborder import follow_layout

if TYPE_CHECKING:
    from app.desk.desk import Desk

Row = tuple[Question, Answer | None]
Reasons = dict[tuple[str, str], str]


class CheckPage(Page):
    """Sections: what is open, one for each function, the tool, the company, the answers that do not count now, and the
    questions that are not asked."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tool_id = ""
        self._sections: dict[str, Section] = {}
        self.header = Header(desk)
        self.header.go.connect(self.go)
        self.box.addWidget(self.header)
        area, body = scrolled((0, 0, style.px(8), 0), spacing=12)
        self._heading = label("", "title")
        self._lead = label("", "lead")
        self._unconfirmed = label("", "body")
        self.to_functions = link_button("")
        self.to_functions.clicked.connect(lambda: self.go.emit("functions", {"tool": self._tool_id}))
        body.addWidget(self._heading)
        body.addWidget(self._lead)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(style.px(12))
        self._notice = QWidget()
        notice = row(self._unconfirmed, self.to_functions)
        notice.setStretch(0, 1)
        self._notice.setLayout(notice)
        body.addWidget(self._notice)
        body.addLayout(self._stack)
        self.points = PointsCard(desk)
        self.points.told.connect(self.told)
        body.addWidget(self.points)
        body.addStretch(1)
        self._area = area
        self.box.addWidget(area, 1)
        page_keys(self, area)
        self.back = plain_button("", "arrow_left")
        self.back.clicked.connect(lambda: self.go.emit("back", {}))
        self.to_outcome = accent_button("", "arrow_right", icon_after=True)
        self.to_outcome.clicked.connect(lambda: self.go.emit("outcome", {"tool": self._tool_id}))
        self.box.addLayout(row(self.back, None, self.to_outcome))

    def title(self) -> str:
        return self.desk.words("check.title")

    def show_at(self, where: dict) -> None:
        self._tool_id = where["tool"]
        self.refresh()
        self._area.verticalScrollBar().setValue(0)
        self.take_focus()

    def take_focus(self) -> None:
        self.to_outcome.setFocus()

    def refresh(self) -> None:
        tool = next((t for t in self.desk.practice.tools if t.id == self._tool_id), None)
        if tool is None:
            return
        words = self.desk.words
        self.header.set_crumbs(
            [
                (words("interview.home"), "home", {}),
                (phrases.company_text(self.desk.practice, words), "practice", {}),
                (phrases.tool_text(tool, words), "functions", {"tool": tool.id}),
                (words("check.title"), "", {}),
            ]
        )
        self.header.refresh()
        self._heading.setText(words("check.title"))
        self._lead.setText(words("check.lead"))
        self.back.set_text(words("interview.back"))
        self.to_outcome.set_text(words("interview.outcome"))
        self._show_sections()
        self.points.show_tool(tool.id)
        left = len(self.desk.determination(tool.id).unconfirmed)
        self._notice.setVisible(bool(left))
        self._unconfirmed.setText(words.count("check.unconfirmed", left))
        self.to_functions.set_text(words("check.confirm"))
        follow_layout(self)

    def _show_sections(self) -> None:
        desk, words = self.desk, self.desk.words
        path = desk.path(self._tool_id)
        rows = [(question, desk.answer_to(question)) for question in path]
        still_open: list[Row] = [(question, None) for question, answer in rows if answer is None]
        said: dict[str, tuple[str, str, list[Row]]] = {
            "open": (words("check.open"), "" if still_open else words("check.open_none"), still_open)
        }
        for question, answer in rows:
            if answer is not None:
                key = f"f:{question.function}" if question.function else question.scope
                heading = phrases.about_text(desk.circular, words, question)
                if not question.function:
                    heading = words(f"check.about_{question.scope}")
                said.setdefault(key, (heading, "", []))[2].append((question, answer))
        parked = [(q, desk.answer_to(q)) for q in asking.parked(desk, self._tool_id, path)]
        if parked:
            said["parked"] = (words("check.parked"), words("check.parked_lead"), parked)
        if not rows:
            said = {"open": (words("check.title"), words("check.empty"), [])}
        reasons = self._reasons()
        answered = {(q.function, q.fact) for q, _ in parked}
        unasked = {key: reason for key, reason in reasons.items() if key not in answered}
        if list(said) + ["left_out"] * bool(unasked) != list(self._sections):
            clear_layout(self._stack)
            self._sections = {key: Section() for key in [*said, *(["left_out"] if unasked else [])]}
            for section in self._sections.values():
                self._stack.addWidget(section)
        for key, (heading, lead, group) in said.items():
            section = self._sections[key]
            section.set_heading(heading)
            with_about = key in ("open", "parked")
            why = reasons if key == "parked" else {}
            section.draw(
                (words.lang, desk.read_only, lead, tuple(group), tuple(why.items())),
                partial(self._fill, lead, group, with_about, why),
            )
        if unasked:
            section = self._sections["left_out"]
            section.set_heading(words("left_out.heading"), words.count("left_out.count", len(unasked)))
            section.draw((words.lang, tuple(unasked.items())), partial(self._fill_left_out, unasked))

    def _reasons(self) -> Reasons:
        """(function, fact) → why it is not asked."""
        desk = self.desk
        found = desk.determination(self._tool_id)
        return {
            (one.function, one.fact): reason_text(desk.circular, desk.words, found, one)
            for one in desk.left_out(self._tool_id)
        }

    def _fill_left_out(self, unasked: Reasons, body: QVBoxLayout) -> None:
        words, circular = self.desk.words, self.desk.circular
        body.addWidget(label(words("left_out.lead"), "muted"))
        kinds = {f.id: circular.kinds[f.kind] for f in self.desk.determination(self._tool_id).functions}
        before = ""
        for (function, fact), reason in unasked.items():
            if function != before:
                body.addWidget(label(kinds[function].label, "h3"))
            before = function
            texts = QVBoxLayout()
            texts.setSpacing(style.px(1))
            texts.addWidget(label(kinds[function].fact(fact).question, "body"))
            texts.addWidget(label(reason, "small"))
            body.addLayout(texts)

    def _fill(self, lead: str, group: Sequence[Row], with_about: bool, why: Reasons, body: QVBoxLayout) -> None:
        if lead:
            body.addWidget(label(lead, "muted"))
        for place, (question, answer) in enumerate(group):
            if place:
                body.addWidget(line())
            reason = why.get((question.function, question.fact), "")
            body.addWidget(self._row(question, answer, with_about, reason))

    def _row(self, question: Question, answer: Answer | None, with_about: bool, reason: str) -> QWidget:
        words, circular = self.desk.words, self.desk.circular
        fact = phrases.fact_of(circular, question)
        made = QWidget()
        box = QHBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(16))
        texts = QVBoxLayout()
        texts.setSpacing(style.px(1))
        about = phrases.about_text(circular, words, question)
        whole = words("check.open_about", about=about, question=fact.question)
        asked = whole if with_about else fact.question
        texts.addWidget(label(asked, "muted" if answer else "body"))
        if answer is not None:
            texts.addWidget(label(phrases.answer_text(fact, answer.value, words), "strong"))
            if answer.note:
                texts.addWidget(label(words("check.note", note=answer.note), "small"))
        told = phrases.told_text(words, "check.told", answer) if answer is not None else ""
        if answer is not None and answer.declared_on:  # a whole sentence, too long for beside
            texts.addWidget(label(told, "small"))
            told = ""
        if reason:
            texts.addWidget(label(reason, "small"))
        box.addLayout(texts, 1)
        if told:
            box.addWidget(label(told, "small", wrap=False))
        name = "change" if answer is not None else "answer"
        link = link_button(words(f"check.{name}"))
        link.setAccessibleName(words(f"check.{name}_named", question=whole))
        where = {**asking.where_of(question), "return_to": "check"}
        link.clicked.connect(lambda _=False, where=where: self.go.emit("question", where))
        box.addWidget(link)
        return made
