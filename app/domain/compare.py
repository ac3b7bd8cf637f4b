"""Two states of one practice side by side: what each holds, what differs and what follows from it. No words, no law.

It must never say which of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.determination import ToolDetermination
from app.domain.practice import UNASKED, Answer, Practice, Tool, Value

PRESENCE = "presence"
_FIELDS = ("number", "prepared_by", "checked_by", "approved_by", "note")
_RECORDS = ("points", "opinions", "consultations", "deliveries")
_COMPANY_FIELDS = ("name", "vat", "tax_code", "address", "ateco", "ccnl", "sites")
_TOOL_FIELDS = ("name", "vendor", "version", "template", "state", "since", "switch_off_locked", "provider", "sites")
_TOOL_PARTS = ("note", "guarantees", "confirmed")


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
    """A field that differs: ``name`` is the value's own, ``now`` and ``then`` as the practice holds them (a text, a
    yes or no, a tuple of sites, papers or records, a confirmation). ``tool`` (id) is empty for practice and company."""

    name: str
    now: Any
    then: Any
    tool: str = ""
    tool_name: str = ""


@dataclass(frozen=True)
class Change:
    """One answer, or the note beside it, that differs; None where it is not given. ``tool`` (id) is empty for the
    company's own facts, ``kind`` for a fact of no function; ``fact`` may be ``presence``."""

    tool: str
    tool_name: str
    kind: str
    fact: str
    now: Value | None
    then: Value | None


@dataclass(frozen=True)
class Judged:
    """What the law made of one tool on one side: ids of outcome, standing and duties."""

    outcome: str | None
    provisional: bool
    standing: str
    duties: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What followed for one tool on both sides, differing or not; None where the tool was not there."""

    tool: str
    tool_name: str
    now: Judged | None
    then: Judged | None

    @property
    def same(self) -> bool:
        return self.now == self.then

    @property
    def duties_new(self) -> tuple[str, ...]:
        """Those of now that were not there then."""
        before = self.then.duties if self.then else ()
        return tuple(duty for duty in (self.now.duties if self.now else ()) if duty not in before)

    @property
    def duties_gone(self) -> tuple[str, ...]:
        after = self.now.duties if self.now else ()
        return tuple(duty for duty in (self.then.duties if self.then else ()) if duty not in after)


@dataclass(frozen=True)
class Comparison:
    """``only_now`` and ``only_then``: tools that one side alone has. ``notes``: notes beside answers that differ.

    ``verdicts``: of every tool, where both sides were judged; empty where only what was entered is compared.
    """

    now: Contents
    then: Contents
    fields: tuple[Field, ...]
    only_now: tuple[Tool, ...]
    only_then: tuple[Tool, ...]
    changes: tuple[Change, ...]
    notes: tuple[Change, ...]
    same: bool
    verdicts: tuple[Verdict, ...] = ()

    @property
    def sites(self) -> bool:
        """Whether the company's sites differ."""
        return any(field.name == "sites" and not field.tool for field in self.fields)

    @property
    def records(self) -> bool:
        """Whether points, opinions, consultations or deliveries differ."""
        return any(field.name in _RECORDS for field in self.fields)

    @property
    def texts(self) -> tuple[Field, ...]:
        """The differing lines of text of practice and company."""
        return tuple(f for f in self.fields if not f.tool and isinstance(f.now, str))

    @property
    def otherwise(self) -> tuple[str, ...]:
        """The tools on both sides that differ in more than answers, by name."""
        return tuple(dict.fromkeys(field.tool_name for field in self.fields if field.tool))


@dataclass(frozen=True)
class Side:
    """One of two states compared. ``revision``: its number, 0 for the practice as it is now; ``at``: the ISO date-time
    it is of; ``version``: of the law it was answered under; ``state``: a revision's, or ``now``."""

    revision: int
    state: str
    at: str
    circular: str
    version: str


@dataclass(frozen=True)
class Compared:
    """Two revisions of a practice (or one and how it is now), the earlier as ``then``.

    ``noteless``: the paper of one side was an edition without notes, so that notes were left out of both.
    """

    then: Side
    now: Side
    found: Comparison
    noteless: bool


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


def notes(tool: Tool) -> dict[Key, Value]:
    """Every note beside an answer of a tool."""
    found = _noted(("", ""), tool.facts.items())
    for function in tool.functions:
        found |= _noted((function.id, function.kind), function.answers.items())
    return found


def compare(now: Practice, then: Practice) -> Comparison:
    here, there = {tool.id: tool for tool in now.tools}, {tool.id: tool for tool in then.tools}
    both = [(here[tool.id], tool) for tool in then.tools if tool.id in here]
    company = [_values(one.company.facts.items()) for one in (now, then)]
    company_notes = [_noted(("", ""), one.company.facts.items()) for one in (now, then)]
    changes, noted = list(_changes("", "", *company)), list(_changes("", "", *company_notes))
    fields = [*_fields(now, then, _FIELDS), *_fields(now.company, then.company, _COMPANY_FIELDS)]
    fields += _fields(now, then, _RECORDS)
    for one, other in both:
        name = other.name or one.name
        changes += _changes(other.id, name, answers(one), answers(other))
        noted += _changes(other.id, name, notes(one), notes(other))
        told = _fields(one, other, (*_TOOL_FIELDS, *_TOOL_PARTS))
        fields += [replace(field, tool=other.id, tool_name=name) for field in told]
    return Comparison(
        contents(now),
        contents(then),
        tuple(fields),
        tuple(tool for tool in now.tools if tool.id not in there),
        tuple(tool for tool in then.tools if tool.id not in here),
        tuple(changes),
        tuple(noted),
        now == then,
    )


def judged(found: Comparison, now: Sequence[ToolDetermination], then: Sequence[ToolDetermination]) -> Comparison:
    """The comparison with what followed on each side, tool by tool in the order of now, those of then after them."""
    here, there = {one.id: one for one in now}, {one.id: one for one in then}
    names = {**{one.id: one.name for one in then}, **{one.id: one.name for one in now}}
    order = dict.fromkeys((*here, *there))
    verdicts = (Verdict(tool, names[tool], _judged(here.get(tool)), _judged(there.get(tool))) for tool in order)
    return replace(found, verdicts=tuple(verdicts))


def _judged(found: ToolDetermination | None) -> Judged | None:
    if found is None:
        return None
    return Judged(found.outcome, found.provisional, found.standing, found.duties)


def _values(given: Iterable[tuple[str, Answer]]) -> dict[Key, Value]:
    return {("", "", fact): answer.value for fact, answer in given}


def _noted(of: tuple[str, str], given: Iterable[tuple[str, Answer]]) -> dict[Key, Value]:
    return {(*of, fact): answer.note for fact, answer in given if answer.note}


def _changes(tool: str, name: str, now: dict[Key, Value], then: dict[Key, Value]) -> Iterable[Change]:
    for key in dict.fromkeys((*now, *then)):
        if now.get(key) != then.get(key):
            yield Change(tool, name, key[1], key[2], now.get(key), then.get(key))


def _fields(now: object, then: object, names: Iterable[str]) -> list[Field]:
    pairs = [(name, getattr(now, name), getattr(then, name)) for name in names]
    return [Field(*pair) for pair in pairs if pair[1] != pair[2]]
