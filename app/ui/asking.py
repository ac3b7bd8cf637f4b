"""Finding one's way among a tool's questions. Derived from the desk's values each time; keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.domain.circular import Circular
from app.domain.determination import Question
from app.domain.practice import Practice, Tool

if TYPE_CHECKING:
    from app.desk.desk import Desk


def where_of(question: Question) -> dict:
    """The place of a question, as ``Page.go`` takes it."""
    return {"tool": question.tool, "function": question.function, "fact": question.fact}


def same(one: Question, other: Question) -> bool:
    """Whether both ask the same thing (answered or not)."""
    return key(one) == key(other)


def key(question: Question) -> tuple[str, str, str]:
    return (question.scope, question.function, question.fact)


def sought(desk: Desk, where: dict) -> Question | None:
    """The question at a place: on the path, or off it if it has an answer; else the first open, else the first."""
    path = desk.path(where["tool"])
    if "fact" in where:
        function, fact = where.get("function", ""), where["fact"]
        for question in (*path, *parked(desk, where["tool"], path)):
            if (question.function, question.fact) == (function, fact):
                return question
    of_function = [q for q in path if where.get("function") and q.function == where["function"]]
    candidates = of_function or list(path)
    return next((q for q in candidates if not q.answered), candidates[0] if candidates else None)


def next_open(path: tuple[Question, ...], here: Question) -> Question | None:
    """The first open question after this one, or from the start."""
    place = next((n for n, q in enumerate(path) if same(q, here)), -1)
    return next((q for q in (*path[place + 1 :], *path[: place + 1]) if not q.answered), None)


def parked(desk: Desk, tool_id: str, path: tuple[Question, ...]) -> list[Question]:
    """Answers that are stored and off the path."""
    on_path = {key(question) for question in path}
    return [q for q in stored(desk.circular, desk.practice, desk.practice.tool(tool_id)) if key(q) not in on_path]


def stored(circular: Circular, practice: Practice, tool: Tool) -> Iterator[Question]:
    """A question for every answer stored, in the law's order."""
    for function in tool.functions:
        kind = circular.kinds.get(function.kind)
        if kind is not None:
            for fact in kind.facts:
                if fact.id in function.answers:
                    yield Question("function", tool.id, function.id, function.kind, fact.id, True)
    for fact in circular.tool_facts:
        if fact.id in tool.facts:
            yield Question("tool", tool.id, "", "", fact.id, True)
    for fact in circular.company_facts:
        if fact.id in practice.company.facts:
            yield Question("company", tool.id, "", "", fact.id, True)
