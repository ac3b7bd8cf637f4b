"""Outcomes as codes on paper: printed beside each chip, read back from the text of a page.

A code is what makes «the paper says» comparable with «the rules say»: chips are words and words change with the
language and the version. Ids are written so that neither a line end nor a name typed in can break a code or hide one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from app.domain.determination import FunctionDetermination, ToolDetermination

NONE = "none"
Place = tuple[str, str]
"""(tool's id, function's id; empty for the tool itself)"""

_CODE = re.compile(r"\[([A-Za-z0-9@._~%-]+)(?:/([A-Za-z0-9@._~%-]+))?=([a-z0-9_]+[?]?(?::[a-z0-9_]+)?)\]")


def of_tool(found: ToolDetermination) -> str:
    """``[tool=outcome:standing]``, with ``?`` after an outcome that is provisional."""
    return f"[{_id(found.id)}={_outcome(found)}:{found.standing}]"


def of_function(tool: str, found: FunctionDetermination) -> str:
    """``[tool/function=outcome]``."""
    return f"[{_id(tool)}/{_id(found.id)}={_outcome(found)}]"


def expected(determinations: Iterable[ToolDetermination]) -> dict[Place, str]:
    """What a paper of these determinations bears: place → what stands after the ``=``."""
    codes: dict[Place, str] = {}
    for found in determinations:
        codes[found.id, ""] = f"{_outcome(found)}:{found.standing}"
        codes |= {(found.id, one.id): _outcome(one) for one in found.functions if one.present}
    return codes


def printed(text: str) -> Mapping[Place, frozenset[str]]:
    """Every code in a text, whatever lines it was broken into. Two answers for one place are both told."""
    found: dict[Place, set[str]] = {}
    for tool, function, outcome in _CODE.findall("".join(text.split())):
        found.setdefault((unquote(tool), unquote(function)), set()).add(outcome)
    return {place: frozenset(outcomes) for place, outcomes in found.items()}


def _outcome(found: ToolDetermination | FunctionDetermination) -> str:
    return (found.outcome or NONE) + ("?" if found.provisional else "")


def _id(text: str) -> str:
    return quote(text, safe="@", errors="replace")


def names_rules(text: str, circular: str, version: str) -> bool:
    """Whether a text gives a fingerprint of these rules: their id and version stand right before one."""
    named = re.compile(re.escape(circular) + r",[a-z]+" + re.escape(version) + r":[^:]{0,40}SHA-256[0-9a-f]{64}")
    return named.search("".join(text.split())) is not None
