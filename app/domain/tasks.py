"""A tool's questions as a list of tasks, each with its state and why: derived from the answers each time.

Decides nothing: what is asked is the path's to say, what is left out and why is ``path.left_out``'s.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.circular import UNKNOWN, Circular
from app.domain.determination import Question, ToolDetermination
from app.domain.path import LeftOut
from app.domain.practice import Practice, Tool, Value, is_gone

TO_DO, IN_PROGRESS, DONE, NOT_NEEDED = "to_do", "in_progress", "done", "not_needed"
GONE, FIXED = "gone", "fixed"


@dataclass(frozen=True)
class Task:
    """One part of the work. ``key``: a function's id, or ``tool``, ``company``, ``rest`` (the others are confirmed).

    ``answered`` of ``total`` questions, ``unknown`` of them with «non lo so»; ``following`` is the next without an
    answer. ``left_out``: its questions that are not asked. ``why``, of a task not needed: ``gone`` (the function is
    not there) or ``fixed`` (it is there by way of others, which settle all there is).
    """

    key: str
    kind: str
    state: str
    answered: int = 0
    total: int = 0
    unknown: int = 0
    following: Question | None = None
    left_out: tuple[LeftOut, ...] = ()
    why: str = ""


def tasks(
    circular: Circular,
    practice: Practice,
    tool: Tool,
    found: ToolDetermination,
    path: Iterable[Question],
    left_out: Iterable[LeftOut],
) -> tuple[Task, ...]:
    """Each function, then the tool and the company as far as they are asked about, then the others' confirmation."""
    asked, left = tuple(path), tuple(left_out)
    made = []
    for function in found.functions:
        own = [question for question in asked if question.function == function.id]
        out = tuple(one for one in left if one.function == function.id)
        if not function.present and is_gone(circular.kinds[function.kind], function.presence):
            made.append(Task(function.id, function.kind, NOT_NEEDED, len(own), len(own), why=GONE))
        elif not own:
            made.append(Task(function.id, function.kind, NOT_NEEDED, left_out=out, why=FIXED))
        else:
            made.append(_task(function.id, function.kind, own, practice, tool, out))
    for scope in ("tool", "company"):
        if own := [question for question in asked if question.scope == scope]:
            made.append(_task(scope, "", own, practice, tool, ()))
    if found.functions:
        made.append(Task("rest", "", TO_DO if found.unconfirmed else DONE, total=len(found.unconfirmed)))
    return tuple(made)


def _task(
    key: str, kind: str, own: list[Question], practice: Practice, tool: Tool, left_out: tuple[LeftOut, ...]
) -> Task:
    answered = sum(question.answered for question in own)
    state = DONE if answered == len(own) else IN_PROGRESS if answered else TO_DO
    unknown = sum(_value(practice, tool, question) == UNKNOWN for question in own)
    following = next((question for question in own if not question.answered), None)
    return Task(key, kind, state, answered, len(own), unknown, following, left_out)


def _value(practice: Practice, tool: Tool, question: Question) -> Value | None:
    if question.scope in ("tool", "company"):
        facts = tool.facts if question.scope == "tool" else practice.company.facts
        return facts[question.fact].value if question.fact in facts else None
    function = tool.function(question.function)
    if function is None:
        return None
    if question.scope == "presence":
        return function.presence
    return function.answers[question.fact].value if question.fact in function.answers else None
