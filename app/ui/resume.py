"""Where the user stopped: the page and the place to go on from. Derived from the answers each time, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.path import first_open
from app.domain.practice import UNASKED

if TYPE_CHECKING:
    from app.desk.desk import Desk

Place = tuple[str, dict]


def go_on_with_tool(desk: Desk, tool_id: str) -> Place:
    """The functions first, then the first open question, then the confirmation of the rest, then the outcome."""
    tool = desk.practice.tool(tool_id)
    if all(f.presence == UNASKED and not f.answers for f in tool.functions):
        return "functions", {"tool": tool_id}
    question = first_open(desk.path(tool_id))
    if question is not None:
        return "question", {"tool": tool_id, "function": question.function, "fact": question.fact}
    if desk.determination(tool_id).unconfirmed:
        return "functions", {"tool": tool_id}
    return "outcome", {"tool": tool_id}


def go_on(desk: Desk) -> Place:
    """The first tool that is not finished; the practice's own page if all are, or there is none."""
    for tool in desk.practice.tools:
        name, where = go_on_with_tool(desk, tool.id)
        if name != "outcome":
            return name, where
    return "practice", {}
