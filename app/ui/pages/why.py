"""Why a question is asked, in words: what its answers can still change, as ``domain.purpose`` finds it.

Finding it tries every answer and may take a good part of a second, so it is done beside the window; until it is found
the page says that it is being sought, never what was true of other answers.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.circular import Circular
from app.domain.determination import Question
from app.domain.purpose import Purpose, purpose
from app.text import Words
from app.ui.tasks import Task, Tasks
from app.ui.widgets.why_part import Why, WhyPart

if TYPE_CHECKING:
    from app.desk.desk import Desk


class WhySeeker(QObject):
    """Fills a ``WhyPart`` for the question on the page, and goes with it."""

    def __init__(self, desk: Desk, tasks: Tasks, part: WhyPart) -> None:
        super().__init__(part)
        self._desk, self._tasks, self._part = desk, tasks, part
        self._asked: tuple[object, ...] | None = None
        self._search: Task | None = None

    def show(self, question: Question, on_path: bool) -> None:
        """Begins anew when anything it rests on is another: law, company, tool, question or day."""
        desk, words = self._desk, self._desk.words
        circular, tool = desk.circular, desk.practice.tool(question.tool)
        asked = (circular, desk.practice.company, tool, desk.today, question, on_path)
        if asked == self._asked:
            return
        self.stop()
        self._asked = asked
        if not on_path:
            self._part.show_why(circular, words, (Why(words("why.parked")),))
        elif question.scope == "presence":
            self._part.show_why(circular, words, (Why(words("why.presence")),))
        else:
            self._part.show_why(circular, words, (Why(words("why.seeking")),))
            job = partial(purpose, circular, desk.practice, tool, question, desk.today)
            self._search = self._tasks.run(job, partial(self._found, circular, words), self._failed)

    def stop(self) -> None:
        """Whatever is being sought is of no more use."""
        if self._search is not None:
            self._search.cancel()
        self._asked, self._search = None, None

    def _found(self, circular: Circular, words: Words, result: Purpose) -> None:
        self._part.show_why(circular, words, why_of(circular, words, result))

    def _failed(self, problem: Exception) -> None:
        raise problem


def why_of(circular: Circular, words: Words, found: Purpose) -> tuple[Why, ...]:
    """A purpose as whole sentences, the outcome first."""
    if found.measured:
        return (Why(words("why.measured")),)
    said: list[Why] = []
    if found.function and found.function == found.tool:
        said.append(Why(words("why.both"), found.function))
    else:
        said += [Why(words("why.function"), found.function)] if found.function else []
        said += [Why(words("why.tool"), found.tool)] if found.tool else []
    for key, names in (
        ("why.kinds", tuple(circular.kinds[kind].label for kind in found.kinds)),
        ("why.flags", tuple(circular.flags[flag].label for flag in found.flags)),
        ("why.duties", tuple(duty.label for duty in circular.duties if duty.id in found.duties)),
    ):
        if names:
            said.append(Why(words(f"{key}.one" if len(names) == 1 else f"{key}.other"), names=names))
    if found.standing:
        standings = sorted((circular.standings[one] for one in found.standing), key=lambda s: s.rank)
        said.append(Why(words("why.standing"), names=tuple(one.label for one in standings)))
    if found.ways:
        labels = dict.fromkeys(way.label for way in circular.routes.ways if way.id in found.ways)
        said.append(Why(words("why.ways"), names=tuple(labels)))
    return tuple(said) or (Why(words("why.alone")),)
