"""What a vendor declares: its answers, typed from a sheet, stored as answers with the day on which it declared them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.desk import acts
from app.desk.opinions import Opinions
from app.domain import questionnaire
from app.domain.determination import Question
from app.domain.errors import UserError
from app.domain.practice import Answer, Practice, Value
from app.domain.questionnaire import Asked
from app.domain.schedule import day_of


class Declaring(Opinions):
    """The open practice, and the acts on what a vendor declares."""

    def vendor_questions(self, tool_id: str) -> tuple[Asked, ...]:
        """What the vendor of a tool is to be asked, as it is answered now."""
        tool, unconfirmed = self.practice.tool(tool_id), self.determination(tool_id).unconfirmed
        return questionnaire.to_ask(self.circular, tool, self.path(tool_id), unconfirmed)

    def every_vendor_question(self, tool_id: str) -> tuple[Asked, ...]:
        """Every question whose code a sheet about that tool may bear, answered since or not."""
        return questionnaire.every(self.circular, self.practice.tool(tool_id))

    def answer_declared(self, question: Question, value: Value, declared_on: str) -> None:
        """One answer of the vendor's. As :meth:`answers_declared`."""
        self.answers_declared(question.tool, [(question, value)], declared_on)

    def answers_declared(self, tool_id: str, said: Sequence[tuple[Question, Value]], declared_on: str) -> None:
        """All that a vendor declared on a day (ISO), as one change that can be undone. Notes are kept.

        ``declared_undated`` (UserError) without a day: nothing is changed.
        """
        if day_of(declared_on) is None:
            raise UserError("declared_undated")
        practice = self.practice
        for question, value in said:
            practice = self._declared(practice, question, value, declared_on)
        self._change(practice, "answers_declared", self.practice.tool(tool_id).name)

    def _declared(self, practice: Practice, question: Question, value: Value, on: str) -> Practice:
        before = acts.answer_to(practice, question)
        key = acts.note_key(question)
        waiting = practice.waiting_notes.get(key, "")
        note = before.note if before is not None and before.note else waiting
        given = Answer(value, self._now(), practice.prepared_by, "" if question.scope == "presence" else note, on)
        if before is not None and replace(before, at=given.at, by=given.by) == given:
            return practice
        if waiting and given.note:
            practice = practice.with_waiting_note(key, "")
        return acts.answer(practice, question, given)
