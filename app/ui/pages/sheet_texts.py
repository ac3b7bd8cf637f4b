"""What the one-sheet view says around its rows: their headings, and what there is to know of one. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.determination import ToolDetermination
from app.domain.sheet import Row
from app.ui import asking, phrases
from app.ui.pages.way import effect_text
from app.ui.widgets.sheet_board import Group

if TYPE_CHECKING:
    from app.desk.desk import Desk


def groups(desk: Desk, tool_id: str, rows: tuple[Row, ...]) -> list[Group]:
    """The rows under the headings of their functions, then the tool's and the company's."""
    words, judged = desk.words, desk.determination(tool_id)
    grouped: dict[str, list[Row]] = {}
    for one in rows:
        grouped.setdefault(one.question.function or one.question.scope, []).append(one)
    made = []
    for key, of_it in grouped.items():
        done = sum(one.question.answered for one in of_it)
        hint = words("sheet.answered", done=done, total=len(of_it))
        made.append(Group(key, _heading(desk, judged, of_it[0]), hint, tuple(of_it)))
    return made


def _heading(desk: Desk, judged: ToolDetermination, first: Row) -> str:
    words, question = desk.words, first.question
    name = phrases.about_text(desk.circular, words, question)
    if not question.function:
        return name
    code = first.code.partition(".")[0]
    implied = phrases.implied_text(desk.circular, words, judged, judged.function(question.function))
    if implied:
        return words("sheet.heading_implied", code=code, name=name, implied=implied)
    return words("sheet.heading", code=code, name=name)


def help_text(desk: Desk, tool_id: str, one: Row) -> str:
    """The hint of a row's question, what other answers do to it, who answered it and when, its note."""
    words = desk.words
    if not any(asking.same(one.question, question) for question in desk.path(tool_id)):
        return words("sheet.forced_off")
    answer = desk.answer_to(one.question)
    parts = [one.fact.hint, words("sheet.vendor") if one.fact.ask_vendor else ""]
    parts.append(effect_text(desk.circular, words, desk.determination(tool_id), one.question))
    if answer is not None:
        parts.append(phrases.told_text(words, "question.answered", answer))
    note = answer.note if answer is not None and answer.note else desk.waiting_note(one.question)
    parts.append(words("sheet.note", note=note) if note else "")
    return " · ".join(part for part in parts if part) or words("sheet.keys")
