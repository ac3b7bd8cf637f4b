"""Two versions of one practice, answer by answer: where they differ, in the law's and the window's words.

Pure: values in, lines out. It must never say that one of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.circular import UNKNOWN, Circular, Fact
from app.domain.practice import Answer, Practice, Tool, Value
from app.records.codec import plain
from app.text import Words

_AROUND = ("number", "prepared_by", "note")
_COMPANY = ("name", "vat", "tax_code")
_TOOL = ("name", "vendor", "version", "state", "since", "provider", "switch_off_locked", "note")
_LISTS = ("sites", "guarantees")


@dataclass(frozen=True)
class Difference:
    """``where``: tool, function and question, in words; ``mine`` is the open version's, empty if it has none."""

    where: str
    mine: str
    theirs: str


def differences(law: Circular, words: Words, mine: Practice, theirs: Practice) -> list[Difference]:
    """Everything that was entered and differs, company first, then tool by tool."""
    here, there = dict(_entries(law, words, mine)), dict(_entries(law, words, theirs))
    places = [*here, *(place for place in there if place not in here)]
    found = []
    for place in places:
        ours, other = here.get(place, ""), there.get(place, "")
        if ours != other:
            found.append(Difference(" · ".join(part for part in place if part), ours, other))
    return found


_Place = tuple[str, ...]


def _entries(law: Circular, words: Words, practice: Practice) -> Iterator[tuple[_Place, str]]:
    for name in _AROUND:
        yield (words(f"differing.{name}"),), str(getattr(practice, name))
    company = words("differing.company")
    for name in _COMPANY:
        yield (company, words(f"differing.{name}")), str(getattr(practice.company, name))
    yield (company, words("differing.sites")), _listed(practice.company.sites)
    yield from _answers((company,), law.company_facts, practice.company.facts, words)
    seen: dict[str, int] = {}
    for tool in practice.tools:
        label = tool.name or words("differing.unnamed")
        seen[label] = seen.get(label, 0) + 1
        yield from _tool(law, words, tool, label if seen[label] == 1 else f"{label} ({seen[label]})")


def _tool(law: Circular, words: Words, tool: Tool, label: str) -> Iterator[tuple[_Place, str]]:
    yield (label, words("differing.tool")), words("differing.there")
    for name in _TOOL:
        value = getattr(tool, name)
        yield (label, words(f"differing.{name}")), _told(words, value)
    for name in _LISTS:
        yield (label, words(f"differing.{name}")), _listed(getattr(tool, name))
    if tool.confirmed is not None:
        yield (label, words("differing.confirmed")), tool.confirmed.by or words("differing.yes")
    yield from _answers((label,), law.tool_facts, tool.facts, words)
    for function in tool.functions:
        kind = law.kinds.get(function.kind)
        name = kind.label if kind is not None else function.kind
        yield (label, name, words("differing.presence")), words(f"differing.presence_{function.presence}")
        yield from _answers((label, name), kind.facts if kind is not None else (), function.answers, words)


def _answers(
    place: _Place, facts: tuple[Fact, ...], given: Mapping[str, Answer], words: Words
) -> Iterator[tuple[_Place, str]]:
    known = {fact.id: fact for fact in facts}
    for fact_id, answer in given.items():
        fact = known.get(fact_id)
        asked = fact.question if fact is not None else fact_id
        yield (*place, asked), _value(fact, answer.value, words)
        if answer.note:
            yield (*place, asked, words("differing.note")), answer.note


def _value(fact: Fact | None, value: Value, words: Words) -> str:
    if value == UNKNOWN:
        return words("differing.unknown")
    labels = {choice.id: choice.label for choice in fact.choices} if fact is not None else {}
    if isinstance(value, tuple):
        return "; ".join(labels.get(one, one) for one in value)
    return labels.get(value, value) if isinstance(value, str) else str(value)


def _told(words: Words, value: Any) -> str:
    if isinstance(value, bool):
        return words("differing.yes" if value else "differing.no")
    return str(value)


def _listed(parts: tuple[Any, ...]) -> str:
    """Sites, papers: each with whatever of it was filled in."""
    return "; ".join(_short(plain(part)) for part in parts)


def _short(part: Any) -> str:
    if not isinstance(part, dict):
        return str(part)
    flat = []
    for name, value in part.items():
        if name == "id" or value in ("", None, [], False):
            continue
        flat.append(", ".join(map(str, value)) if isinstance(value, list) else str(value))
    return ", ".join(flat)
