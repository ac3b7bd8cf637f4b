"""The card «che cosa manca ancora»: single answers that would change an outcome still open, and the few that decide it.

Finding them tries every open answer and may take seconds, so it is done beside the window, never in it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain import reach
from app.domain.circular import UNKNOWN, Circular
from app.domain.decisive import Decisive, Key, decisive_if_few
from app.domain.determination import Missing, Question, ToolDetermination
from app.domain.practice import Company, Practice, Tool
from app.ui import asking, phrases
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import label, line
from app.ui.widgets.section import Section
from app.ui.widgets.wrapped_button import WrappedButton

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
        if not any(tool.id == found.id for tool in self._desk.tools_now):
            return  # another practice is open by now, or none: this page is about to be shown anew
        self._result = result
        self.show_found(found)

    def _failed(self, problem: Exception) -> None:
        raise problem

    def _fill(
        self, body: QVBoxLayout, found: ToolDetermination, missing: tuple[Missing, ...], fewest: tuple[Key, ...]
    ) -> None:
        words, circular = self._desk.words, self._desk.circular
        alike = set(fewest) == {(one.function, one.fact) for one in missing}
        if fewest:
            self._say_fewest(body, found, len(fewest))
        if fewest and not alike:
            for key in fewest:
                body.addWidget(self._asked_line(self._question_of(found, *key)))
            body.addWidget(line())
        if not alike:
            body.addWidget(label(words("outcome.missing_lead" if missing else "outcome.missing_combined"), "muted"))
        for one in missing:
            question = self._question_of(found, one.function, one.fact)
            fact = phrases.fact_of(circular, question)
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
            body.addWidget(self._asked_line(question, said))

    def _say_fewest(self, body: QVBoxLayout, found: ToolDetermination, count: int) -> None:
        words = self._desk.words
        settled = not found.unconfirmed and not any(f.presence == UNKNOWN for f in found.functions if f.present)
        key = "outcome.fewest_lead" if settled else "outcome.fewest_so_far"
        body.addWidget(label(words("outcome.fewest"), "strong"))
        body.addWidget(label(words.count(key, count), "muted"))

    def _asked_line(self, question: Question, said: str = "") -> QWidget:
        """A question that leads there, with what is to be said of it; one not asked yet leads nowhere."""
        words, circular = self._desk.words, self._desk.circular
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        fact, about = phrases.fact_of(circular, question), phrases.about_text(circular, words, question)
        box.addWidget(label(about, "small"))
        if asking.key(question) in {asking.key(one) for one in self._desk.path(question.tool)}:
            link = WrappedButton(fact.question, "link", left=0)
            link.setAccessibleName(words("check.open_about", about=about, question=fact.question))
            where = {**asking.where_of(question), "return_to": "outcome"}
            link.clicked.connect(lambda: self.go.emit("question", where))
            box.addWidget(link)
        else:
            # Its function may still come, with some answer to another question.
            box.addWidget(label(words("outcome.fewest_later", question=fact.question)))
        if said:
            box.addWidget(label(said, "small"))
        return made

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
