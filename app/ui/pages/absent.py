"""The functions that a tool neither lists nor has by way of another: those one can only confirm as absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desk.desk import Desk


def rest(desk: Desk, tool_id: str) -> list[str]:
    """Their kinds, in the law's order."""
    tool, found = desk.practice.tool(tool_id), desk.determination(tool_id)
    spoken = {f.kind for f in tool.functions} | {f.kind for f in found.functions}
    return [kind for kind in desk.circular.kinds if kind not in spoken]


def rest_by_group(desk: Desk, tool_id: str) -> dict[str, list[str]]:
    """The names of what a confirmation declares absent, under their groups."""
    circular, kinds = desk.circular, rest(desk, tool_id)
    named = {
        label: [circular.kinds[kind].label for kind in kinds if circular.kinds[kind].group == group]
        for group, label in circular.groups.items()
    }
    return {group: names for group, names in named.items() if names}
