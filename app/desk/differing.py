"""A comparison of two states of a practice, line by line, in the law's and the window's words.

Pure: values in, lines out. It must never say that one of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from app.domain.circular import UNKNOWN, Circular, Fact
from app.domain.compare import PRESENCE, Change, Comparison, Field, answers
from app.domain.practice import Confirmation, Consultation, Delivery, Guarantee, Site, Tool, Value
from app.text import Words

_COMPANY = ("name", "vat", "tax_code", "address", "ateco", "ccnl", "sites")


@dataclass(frozen=True)
class Difference:
    """``where``: tool, function and question, in words; ``mine`` is of the state that is compared as now, ``theirs`` of
    the other; empty where it has none. ``tool``: its id, empty for practice and company."""

    where: str
    mine: str
    theirs: str
    tool: str = ""


def differences(law: Circular, words: Words, found: Comparison) -> list[Difference]:
    """Everything that was entered and differs, company first, then tool by tool."""
    lines = [_field(law, words, field) for field in found.fields if not field.tool]
    lines += [_answer(law, words, change) for change in found.changes if not change.tool]
    lines += [_answer(law, words, change, note=True) for change in found.notes if not change.tool]
    told = [*(one.tool for one in found.fields), *(one.tool for one in (*found.changes, *found.notes))]
    for tool in dict.fromkeys(one for one in told if one):
        lines += [_field(law, words, field) for field in found.fields if field.tool == tool]
        lines += [_answer(law, words, change) for change in found.changes if change.tool == tool]
        lines += [_answer(law, words, change, note=True) for change in found.notes if change.tool == tool]
    for one in found.only_now:
        lines += [Difference(d.where, d.theirs, d.mine, d.tool) for d in _whole(law, words, one)]
    for one in found.only_then:
        lines += _whole(law, words, one)
    return lines


def _whole(law: Circular, words: Words, tool: Tool) -> Iterator[Difference]:
    """A tool that only the other state has, with all that was answered of it."""
    name = tool.name or words("differing.unnamed")
    yield Difference(_place(name, words("differing.tool")), "", words("differing.there"), tool.id)
    for (_function, kind, fact), value in answers(tool).items():
        yield _answer(law, words, Change(tool.id, tool.name, kind, fact, None, value))


def _field(law: Circular, words: Words, field: Field) -> Difference:
    said = words(f"differing.{field.name}")
    if field.tool:
        where = _place(field.tool_name or words("differing.unnamed"), said)
    else:
        where = _place(words("differing.company") if field.name in _COMPANY else "", said)
    now, then = (_told(law, words, field, value) for value in (field.now, field.then))
    return Difference(where, now, then, field.tool)


def _answer(law: Circular, words: Words, change: Change, note: bool = False) -> Difference:
    tool = (change.tool_name or words("differing.unnamed")) if change.tool else words("differing.company")
    kind = law.kinds.get(change.kind)
    about = kind.label if kind is not None else change.kind
    fact = fact_of(law, change)
    asked = fact.question if fact is not None else change.fact
    if change.fact == PRESENCE:
        asked = words("differing.presence")
    where = _place(tool, about, asked, words("differing.note") if note else "")
    now, then = (
        str(value or "") if note else _value(words, change, fact, value) for value in (change.now, change.then)
    )
    return Difference(where, now, then, change.tool)


def fact_of(law: Circular, change: Change) -> Fact | None:
    """The fact that was asked; None for one that this version of the law does not know."""
    if change.fact == PRESENCE:
        return law.presences
    if change.kind:
        known = law.kinds[change.kind].facts if change.kind in law.kinds else ()
    else:
        known = law.tool_facts if change.tool else law.company_facts
    return next((fact for fact in known if fact.id == change.fact), None)


def _value(words: Words, change: Change, fact: Fact | None, value: Value | None) -> str:
    if value is None:
        return ""
    if change.fact == PRESENCE:
        return words(f"differing.presence_{value}")
    if value == UNKNOWN:
        return words("differing.unknown")
    labels = {choice.id: choice.label for choice in fact.choices} if fact is not None else {}
    if isinstance(value, tuple):
        return "; ".join(labels.get(one, one) for one in value)
    return labels.get(value, value) if isinstance(value, str) else str(value)


def _place(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _told(law: Circular, words: Words, field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return words("differing.yes" if value else "differing.no")
    if isinstance(value, Confirmation):
        return value.by or words("differing.yes")
    if isinstance(value, tuple):
        return "; ".join(_part(law, words, part) for part in value)
    if field.tool and field.name == "template":
        return next((one.label for one in law.templates if one.id == value), str(value))
    if field.tool and field.name in _IDS:
        return _named(words, _IDS[field.name], str(value))
    return "" if value is None else str(value)


_IDS = {"state": "practice.tool_state", "provider": "practice.provider"}
_PART_IDS = {
    (Site, "representatives"): "practice.representatives",
    (Guarantee, "kind"): "papers.kind",
    (Guarantee, "signatory"): "papers.signatory",
    (Consultation, "kind"): "consultations.kind",
    (Delivery, "paper"): "papers.kind",
}
"""Where the words of an id are."""


def _named(words: Words, stem: str, value: str) -> str:
    key = f"{stem}.{value}"
    return words(key) if key in words.keys() else value  # noqa: SIM118 - a catalogue, not a dict


def _part(law: Circular, words: Words, part: Any) -> str:
    """Of a site, a paper or a record whatever was filled in."""
    if isinstance(part, str):
        return part
    said = []
    for field in fields(part):
        value, stem = getattr(part, field.name), _PART_IDS.get((type(part), field.name))
        if field.name in ("id", "at") or value in ("", None, (), False):
            continue
        if stem is not None:
            said.append(_named(words, stem, value))
        elif field.name == "functions":
            said.append(", ".join(law.kinds[one].label if one in law.kinds else one for one in value))
        elif field.name == "outcome":
            said.append(law.outcomes[value].chip if value in law.outcomes else value)
        elif isinstance(value, bool):
            continue  # only an unchanged paper says so, and most are
        else:
            said.append(", ".join(value) if isinstance(value, tuple) else str(value))
    return ", ".join(said)
