"""A tool's tasks in words: what ``domain.tasks`` finds, no decision of its own. Pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.domain import tasks as domain
from app.domain.sheet import asked_fact
from app.domain.tasks import DONE, GONE, IN_PROGRESS, NOT_NEEDED, TO_DO, Task
from app.ui import phrases
from app.ui.pages.left_out import reason_text
from app.ui.widgets.task_list import Line

if TYPE_CHECKING:
    from app.desk.desk import Desk


def tasks_of(desk: Desk, tool_id: str) -> tuple[Task, ...]:
    tool, found = desk.practice.tool(tool_id), desk.determination(tool_id)
    return domain.tasks(desk.circular, desk.practice, tool, found, desk.path(tool_id), desk.left_out(tool_id))


def lines(desk: Desk, tool_id: str, found: tuple[Task, ...]) -> tuple[Line, ...]:
    return tuple(_line(desk, tool_id, task) for task in found)


def summary(desk: Desk, found: tuple[Task, ...]) -> str:
    """How many are in each state, those there are none of left out."""
    words, counts = desk.words, Counter(task.state for task in found)
    said = [
        words.count(f"tasks.n.{state}", counts[state])
        for state in (DONE, IN_PROGRESS, TO_DO, NOT_NEEDED)
        if counts[state]
    ]
    return words("tasks.summary", states=" · ".join(said))


def _line(desk: Desk, tool_id: str, task: Task) -> Line:
    words, circular = desk.words, desk.circular
    judged = desk.determination(tool_id)
    left = tuple(
        (circular.kinds[one.kind].fact(one.fact).question, reason_text(circular, words, judged, one))
        for one in task.left_out
    )
    return Line(
        key=task.key,
        name=_name(desk, task),
        state=task.state,
        chip=words(f"tasks.state.{task.state}"),
        reason=_reason(desk, tool_id, task),
        left_heading=words.count("tasks.left", len(left)) if left else "",
        left=left,
        can_open=task.total > 0,
    )


def _name(desk: Desk, task: Task) -> str:
    if task.kind:
        return desk.circular.kinds[task.kind].label
    return desk.words("sheet.rest") if task.key == "rest" else desk.words(f"question.about_{task.key}")


def _reason(desk: Desk, tool_id: str, task: Task) -> str:
    words, circular = desk.words, desk.circular
    if task.key == "rest":
        return words("tasks.rest_done") if task.state == DONE else words.count("check.unconfirmed", task.total)
    if task.why == GONE:
        function = desk.determination(tool_id).function(task.key)
        presence = phrases.answer_text(circular.presences, function.presence, words)
        return words("tasks.gone", presence=presence)
    if task.state == NOT_NEEDED:
        judged = desk.determination(tool_id)
        names = phrases.names_text(circular, judged, judged.function(task.key).implied_by)
        return words("tasks.fixed", functions=names)
    if task.state == TO_DO:
        return words.count("tasks.none_yet", task.total)
    if task.following is not None:
        question = asked_fact(circular, task.following).question
        return words("tasks.begun", done=task.answered, total=task.total, question=question)
    return words.count("tasks.done_unknown", task.unknown) if task.unknown else words("tasks.done")
