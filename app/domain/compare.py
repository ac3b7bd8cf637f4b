"""Two states of one practice side by side: what each holds and what differs. Ids and names only, no words, no law.

It must never say which of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.practice import UNASKED, Practice, Tool, Value

PRESENCE = "presence"
_FIELDS = ("number", "prepared_by", "note")
_COMPANY_FIELDS = ("name", "vat", "tax_code")


@dataclass(frozen=True)
class Contents:
    """What one state holds. ``answers`` counts every fact answered and every presence said."""

    name: str
    tools: tuple[str, ...]
    sites: int
    answers: int
    papers: int


@dataclass(frozen=True)
class Field:
    """A field of practice or company that differs: ``name`` is the value's own."""

    name: str
    now: str
    then: str


@dataclass(frozen=True)
class Change:
    """One answer that differs; None where it is not given. ``tool`` (id) is empty for the company's own facts,
    ``kind`` for a fact of no function; ``fact`` may be ``presence``."""

    tool: str
    tool_name: str
    kind: str
    fact: str
    now: Value | None
    then: Value | None


@dataclass(frozen=True)
class Comparison:
    """``only_now`` and ``only_then``: tools; ``otherwise``: tools on both sides that differ in more than answers."""

    now: Contents
    then: Contents
    fields: tuple[Field, ...]
    sites: bool
    only_now: tuple[Tool, ...]
    only_then: tuple[Tool, ...]
    otherwise: tuple[str, ...]
    changes: tuple[Change, ...]
    same: bool


Key = tuple[str, str, str]
"""(function's id, its kind, fact): all that tells one answer of a tool from another."""


def contents(practice: Practice) -> Contents:
    return Contents(
        practice.company.name,
        tuple(tool.name for tool in practice.tools),
        len(practice.company.sites),
        len(practice.company.facts) + sum(len(answers(tool)) for tool in practice.tools),
        sum(len(tool.guarantees) for tool in practice.tools),
    )


def answers(tool: Tool) -> dict[Key, Value]:
    """Every answer of a tool, the presences among them."""
    found: dict[Key, Value] = {("", "", fact): given.value for fact, given in tool.facts.items()}
    for function in tool.functions:
        if function.presence != UNASKED:
            found[function.id, function.kind, PRESENCE] = function.presence
        for fact, given in function.answers.items():
            found[function.id, function.kind, fact] = given.value
    return found


def compare(now: Practice, then: Practice) -> Comparison:
    here, there = {tool.id: tool for tool in now.tools}, {tool.id: tool for tool in then.tools}
    both = [(here[tool.id], tool) for tool in then.tools if tool.id in here]
    company = {("", "", fact): given.value for fact, given in now.company.facts.items()}
    company_then = {("", "", fact): given.value for fact, given in then.company.facts.items()}
    changes = list(_changes("", "", company, company_then))
    for one, other in both:
        changes += _changes(other.id, other.name or one.name, answers(one), answers(other))
    return Comparison(
        contents(now),
        contents(then),
        tuple(_fields(now, then)),
        now.company.sites != then.company.sites,
        tuple(tool for tool in now.tools if tool.id not in there),
        tuple(tool for tool in then.tools if tool.id not in here),
        tuple(other.name for one, other in both if _bare(one) != _bare(other)),
        tuple(changes),
        now == then,
    )


def _changes(tool: str, name: str, now: dict[Key, Value], then: dict[Key, Value]) -> Iterable[Change]:
    for key in dict.fromkeys((*now, *then)):
        if now.get(key) != then.get(key):
            yield Change(tool, name, key[1], key[2], now.get(key), then.get(key))


def _bare(tool: Tool) -> Tool:
    """A tool less its functions and facts."""
    return replace(tool, functions=(), facts={})


def _fields(now: Practice, then: Practice) -> Iterable[Field]:
    pairs = [(name, getattr(now.company, name), getattr(then.company, name)) for name in _COMPANY_FIELDS]
    pairs += [(name, getattr(now, name), getattr(then, name)) for name in _FIELDS]
    return [Field(*pair) for pair in pairs if pair[1] != pair[2]]
