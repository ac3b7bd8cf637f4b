"""The card «che cosa manca ancora»: single answers that would change an outcome still open, and the few that decide it.

Finding them tries every open answer and may take seconds, so it is done beside the window, never in it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from app.domain import reach
from app.domain.circular import UNKNOWN, Circular
from app.domain.decisive import Decisive, Key, decisive_if_few
from app.domain.determination import Missing, Question, ToolDetermination
from app.domain.practice import Company, Practice, Tool
from app.ui import asking, phrases
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import Button, label, line, link_button
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.desk.desk import Desk


MOST_SHOWN = 6
"""A set of more answers than this is no shorter way than the questions themselves."""

_Result = tuple[tuple[Missing, ...], Decisive | None]


class MissingCard(Section):
    go = Signal(str, dict)

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._asked: tuple[Circular, Company, Tool] | None = None
        self._search: Task | None = None
        self._result: _Result | None = None

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
            job = partial(_sought, desk.circular, desk.practice, tool)
            self._search = self._tasks.run(job, partial(self._found, found), self._failed)
        result = self._result
        if result is None:
            self.draw(
                (words.lang, found.id), lambda body: body.addWidget(label(words("outcome.missing_seeking"), "muted"))
            )
        else:
            missing, fewest = result
            keys = _shown(fewest)
            ways = tuple((one.function, one.fact, *one.answers.items()) for one in missing)
            self.draw(
                (words.lang, found.id, found.unconfirmed, ways, keys), lambda b: self._fill(b, found, missing, keys)
            )

    def stop(self) -> None:
        """Whatever is being sought is of no more use."""
        if self._search is not None:
            self._search.cancel()
        self._asked, self._search = None, None

    def _found(self, found: ToolDetermination, result: _Result) -> None:
        self._result = result
        self.show_found(found)

    def _failed(self, problem: Exception) -> None:
        raise problem

    def _fill(
        self, body: QVBoxLayout, found: ToolDetermination, missing: tuple[Missing, ...], fewest: tuple[Key, ...]
    ) -> None:
        words, circular = self._desk.words, self._desk.circular
        if fewest:
            self._fill_fewest(body, found, fewest)
            body.addWidget(line())
        body.addWidget(label(words("outcome.missing_lead" if missing else "outcome.missing_combined"), "muted"))
        for one in missing:
            question = self._question_of(found, one.function, one.fact)
            fact = phrases.fact_of(circular, question)
            about = phrases.about_text(circular, words, question)
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
            body.addWidget(self._link(question), 0, Qt.AlignmentFlag.AlignLeft)
            body.addWidget(label(said, "small"))

    def _fill_fewest(self, body: QVBoxLayout, found: ToolDetermination, keys: tuple[Key, ...]) -> None:
        """The answers that are enough. One that is not asked yet (its function may still come) is no link."""
        words, circular = self._desk.words, self._desk.circular
        settled = not found.unconfirmed and not any(f.presence == UNKNOWN for f in found.functions if f.present)
        body.addWidget(label(words("outcome.fewest"), "strong"))
        key = "outcome.fewest_lead" if settled else "outcome.fewest_so_far"
        body.addWidget(label(words.count(key, len(keys)), "muted"))
        path = {asking.key(question) for question in self._desk.path(found.id)}
        for function, fact in keys:
            question = self._question_of(found, function, fact)
            body.addWidget(label(phrases.about_text(circular, words, question), "small"))
            if asking.key(question) in path:
                body.addWidget(self._link(question), 0, Qt.AlignmentFlag.AlignLeft)
            else:
                asked = phrases.fact_of(circular, question).question
                body.addWidget(label(words("outcome.fewest_later", question=asked)))

    def _link(self, question: Question) -> Button:
        words, circular = self._desk.words, self._desk.circular
        fact = phrases.fact_of(circular, question)
        link = link_button(fact.question)
        about = phrases.about_text(circular, words, question)
        link.setAccessibleName(words("check.open_about", about=about, question=fact.question))
        where = {**asking.where_of(question), "return_to": "outcome"}
        link.clicked.connect(lambda: self.go.emit("question", where))
        return link

    def _question_of(self, found: ToolDetermination, function: str, fact: str) -> Question:
        if not function:
            is_tool = any(one.id == fact for one in self._desk.circular.tool_facts)
            return Question("tool" if is_tool else "company", found.id, "", "", fact, False)
        kinds = {one.id: one.kind for one in found.functions}
        # A function that only some answers would bring along is not among those found.
        kind = kinds.get(function, function.split("@")[0])
        return Question("function", found.id, function, kind, fact, False)


def _sought(circular: Circular, practice: Practice, tool: Tool) -> _Result:
    return reach.missing(circular, practice, tool), decisive_if_few(circular, practice, tool)


def _shown(fewest: Decisive | None) -> tuple[Key, ...]:
    """The set worth showing: proven to be the smallest, and short."""
    if fewest is None or not fewest.smallest or len(fewest.facts) > MOST_SHOWN:
        return ()
    return fewest.facts
