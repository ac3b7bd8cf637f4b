"""The card «che cosa manca ancora»: single answers that would change an outcome still open.

Finding them tries every open answer and may take seconds, so it is done beside the window, never in it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from app.domain import reach
from app.domain.circular import Circular
from app.domain.determination import Missing, Question, ToolDetermination
from app.domain.practice import Company, Tool
from app.ui import asking, phrases
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import label, link_button
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.desk.desk import Desk


class MissingCard(Section):
    go = Signal(str, dict)

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._asked: tuple[Circular, Company, Tool] | None = None
        self._search: Task | None = None
        self._result: tuple[Missing, ...] | None = None

    def show_found(self, found: ToolDetermination) -> None:
        """What is known of it now; the search begins anew when the values it rests on are others."""
        desk, words = self._desk, self._desk.words
        tool = desk.practice.tool(found.id)
        wanted = (desk.circular, desk.practice.company, tool)
        self.set_heading(words("outcome.missing"))
        self.setVisible(len(found.possible) > 1)
        if self._asked is None or any(one is not other for one, other in zip(wanted, self._asked, strict=True)):
            self.stop()
            if self.isHidden():
                return
            self._asked, self._result = wanted, None
            job = partial(reach.missing, desk.circular, desk.practice, tool)
            self._search = self._tasks.run(job, partial(self._found, found), self._failed)
        result = self._result
        if result is None:
            self.draw(
                (words.lang, found.id), lambda body: body.addWidget(label(words("outcome.missing_seeking"), "muted"))
            )
        else:
            said = (words.lang, found.id, tuple((one.function, one.fact, *one.answers.items()) for one in result))
            self.draw(said, lambda body: self._fill(body, found, result))

    def stop(self) -> None:
        """Whatever is being sought is of no more use."""
        if self._search is not None:
            self._search.cancel()
        self._asked, self._search = None, None

    def _found(self, found: ToolDetermination, result: tuple[Missing, ...]) -> None:
        self._result = result
        self.show_found(found)

    def _failed(self, problem: Exception) -> None:
        raise problem

    def _fill(self, body: QVBoxLayout, found: ToolDetermination, missing: tuple[Missing, ...]) -> None:
        words, circular = self._desk.words, self._desk.circular
        body.addWidget(label(words("outcome.missing_lead" if missing else "outcome.missing_combined"), "muted"))
        for one in missing:
            question = self._question_of(found, one)
            fact = phrases.fact_of(circular, question)
            about = phrases.about_text(circular, words, question)
            link = link_button(fact.question)
            link.setAccessibleName(words("check.open_about", about=about, question=fact.question))
            where = {**asking.where_of(question), "return_to": "outcome"}
            link.clicked.connect(lambda _=False, where=where: self.go.emit("question", where))
            ways = "; ".join(
                words(
                    "outcome.missing_way",
                    answer=phrases.answer_text(fact, value, words),
                    outcome=circular.outcomes[outcome].chip,
                )
                for value, outcome in one.answers.items()
                if outcome != found.outcome
            )
            said = words("outcome.missing_could", ways=ways) if ways else words("outcome.missing_narrows")
            body.addWidget(label(about, "small"))
            body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            body.addWidget(label(said, "small"))

    def _question_of(self, found: ToolDetermination, one: Missing) -> Question:
        if not one.function:
            is_tool = any(fact.id == one.fact for fact in self._desk.circular.tool_facts)
            return Question("tool" if is_tool else "company", found.id, "", "", one.fact, False)
        kind = found.function(one.function).kind
        return Question("function", found.id, one.function, kind, one.fact, False)
