"""A practice out of plain JSON values: what ``vaglio evaluate`` reads.

Refuses what it does not know, naming it; never fills a gap in the user's favour.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.domain.circular import UNKNOWN, Circular, Fact
from app.domain.errors import UserError
from app.domain.practice import (
    GUARANTEE_KINDS,
    PRESENCES,
    PROVIDERS,
    REPRESENTATIVES,
    SIGNATORIES,
    TOOL_STATES,
    UNASKED,
    Answer,
    Company,
    Confirmation,
    Guarantee,
    Practice,
    Site,
    Tool,
    ToolFunction,
)

Json = dict[str, Any]

MOST_SHOWN = 120
"""Characters of the input that an error repeats."""


def parsed(data: bytes, name: str) -> object:
    """The JSON in ``data``. ``json_wrong`` (UserError) says where it is none; a key given twice is none either."""
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except json.JSONDecodeError as problem:
        reason = UserError("json.place", line=problem.lineno, column=problem.colno)
    except UnicodeDecodeError:
        reason = UserError("json.no_text")
    except RecursionError:
        reason = UserError("json.too_deep")
    except _Twice as problem:
        reason = UserError("json.twice", name=_line(problem.args[0]))
    except ValueError:  # the one that is left: more digits than Python reads
        reason = UserError("json.number_too_long")
    raise UserError("json_wrong", name=name, reason=reason)


class _Twice(Exception):
    """A key that one object gives twice."""


def _once(pairs: list[tuple[str, Any]]) -> Json:
    table = dict(pairs)
    if len(table) != len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return table


def read_input(circular: Circular, raw: object, today: date) -> tuple[Practice, date]:
    """The practice in ``raw`` and the day it is judged on. ``input_wrong`` (UserError) says where and what."""
    table = _table(raw, "")
    _known(table, ("on", "company", "tools", "tool"), "")
    on = _day(table["on"], "on") if "on" in table else today
    return practice_from(circular, table), on


def require_known(circular: Circular, practice: Practice) -> None:
    """``practice_unreadable`` (UserError) if the practice holds a kind, a question or an answer not in its law."""
    try:
        _answers_known(circular.company_facts, practice.company.facts)
        for site in practice.company.sites:
            _among(site.representatives, REPRESENTATIVES, "")
        for tool in practice.tools:
            _among(tool.state, TOOL_STATES, "")
            _among(tool.provider, PROVIDERS, "")
            _answers_known(circular.tool_facts, tool.facts)
            for function in tool.functions:
                _among(function.presence, PRESENCES, "")
                _answers_known(circular.kinds[_among(function.kind, circular.kinds, "")].facts, function.answers)
            for guarantee in tool.guarantees:
                _among(guarantee.kind, GUARANTEE_KINDS, "")
                _among(guarantee.signatory, SIGNATORIES, "")
                _ids(list(guarantee.functions), circular.kinds, "")
    except UserError as problem:
        raise UserError("practice_unreadable") from problem


def _answers_known(known: tuple[Fact, ...], answers: Mapping[str, Answer]) -> None:
    plain = {name: list(one.value) if isinstance(one.value, tuple) else one.value for name, one in answers.items()}
    _facts(known, plain, "")


def practice_from(circular: Circular, table: Json) -> Practice:
    if "tool" in table and "tools" in table:
        raise _wrong("tool", "tool_and_tools")
    tools = [table["tool"]] if "tool" in table else _list(table.get("tools", []), "tools")
    company = _table(table.get("company", {}), "company")
    _known(company, ("name", "facts", "sites"), "company")
    sites = tuple(_site(raw, f"company.sites[{n}]") for n, raw in enumerate(_list(company.get("sites", []), "sites")))
    read = tuple(_tool_in(circular, raw, f"tools[{n}]", n, sites) for n, raw in enumerate(tools))
    if len({tool.id for tool in read}) != len(read):
        raise _wrong("tools", "id_twice")
    return Practice(
        id="evaluate",
        circular=circular.id,
        version=circular.version,
        company=Company(
            name=_text(company.get("name", ""), "company.name"),
            sites=sites,
            facts=_facts(circular.company_facts, company.get("facts", {}), "company.facts"),
        ),
        tools=read,
    )


def _tool_in(circular: Circular, raw: object, where: str, number: int, sites: tuple[Site, ...]) -> Tool:
    table = _table(raw, where)
    fields = ("id", "name", "state", "since", "switch_off_locked", "provider", "sites", "facts", "functions")
    _known(table, (*fields, "confirmed_absent", "guarantees"), where)
    functions = tuple(
        _function(circular, part, f"{where}.functions[{n}]")
        for n, part in enumerate(_list(table.get("functions", []), f"{where}.functions"))
    )
    if len({f.id for f in functions}) != len(functions):
        raise _wrong(f"{where}.functions", "id_twice")
    listed = {f.kind for f in functions}
    confirmed = _flag(table.get("confirmed_absent", False), f"{where}.confirmed_absent")
    others = tuple(kind for kind in circular.kinds if kind not in listed)
    known_sites = [site.id for site in sites]
    guarantees = _list(table.get("guarantees", []), f"{where}.guarantees")
    return Tool(
        id=_text(table.get("id", f"tool{number + 1}"), f"{where}.id"),
        name=_text(table.get("name", ""), f"{where}.name"),
        state=_among(table.get("state", UNKNOWN), TOOL_STATES, f"{where}.state"),
        since=_date_text(table.get("since", ""), f"{where}.since"),
        switch_off_locked=_flag(table.get("switch_off_locked", False), f"{where}.switch_off_locked"),
        provider=_among(table.get("provider", "own"), PROVIDERS, f"{where}.provider"),
        sites=_ids(table.get("sites", []), known_sites, f"{where}.sites"),
        facts=_facts(circular.tool_facts, table.get("facts", {}), f"{where}.facts"),
        functions=functions,
        confirmed=Confirmation("", "", others) if confirmed else None,
        guarantees=tuple(
            _guarantee(circular, part, f"{where}.guarantees[{n}]", n, known_sites) for n, part in enumerate(guarantees)
        ),
    )


def _function(circular: Circular, raw: object, where: str) -> ToolFunction:
    table = _table(raw, where)
    _known(table, ("id", "kind", "presence", "facts"), where)
    kind = _among(table.get("kind"), circular.kinds, f"{where}.kind")
    facts = circular.kinds[kind].facts
    function_id = _text(table.get("id", kind), f"{where}.id")
    if "@" in function_id and function_id.split("@")[0] != kind:
        raise _wrong(f"{where}.id", "id_with_at")
    return ToolFunction(
        id=function_id,
        kind=kind,
        presence=_among(table.get("presence", UNASKED), PRESENCES, f"{where}.presence"),
        answers=_facts(facts, table.get("facts", {}), f"{where}.facts"),
    )


def _guarantee(circular: Circular, raw: object, where: str, number: int, sites: list[str]) -> Guarantee:
    table = _table(raw, where)
    _known(table, Guarantee.__dataclass_fields__, where)
    days = table.get("retention_days")
    purposes = {value for kind in circular.kinds.values() for f in kind.facts if f.id == "uses" for value in f.values}
    return Guarantee(
        id=_text(table.get("id", f"paper{number + 1}"), f"{where}.id"),
        kind=_among(table.get("kind"), GUARANTEE_KINDS, f"{where}.kind"),
        date=_date_text(table.get("date", ""), f"{where}.date"),
        sites=_ids(table.get("sites", []), sites, f"{where}.sites"),
        signatory=_among(table.get("signatory", "none"), SIGNATORIES, f"{where}.signatory"),
        functions=_ids(table.get("functions", []), circular.kinds, f"{where}.functions"),
        purposes=_ids(table.get("purposes", []), purposes, f"{where}.purposes"),
        retention_days=None if days is None else _number(days, f"{where}.retention_days"),
        unchanged=_flag(table.get("unchanged", True), f"{where}.unchanged"),
        title=_text(table.get("title", ""), f"{where}.title"),
    )


def _site(raw: object, where: str) -> Site:
    if isinstance(raw, str):
        return Site(raw)
    table = _table(raw, where)
    _known(table, Site.__dataclass_fields__, where)
    heads = table.get("headcount")
    return Site(
        id=_text(table.get("id"), f"{where}.id"),
        name=_text(table.get("name", ""), f"{where}.name"),
        municipality=_text(table.get("municipality", ""), f"{where}.municipality"),
        province=_text(table.get("province", ""), f"{where}.province"),
        headcount=None if heads is None else _number(heads, f"{where}.headcount"),
        representatives=_among(table.get("representatives", UNKNOWN), REPRESENTATIVES, f"{where}.representatives"),
    )


def _facts(known: tuple[Fact, ...], raw: object, where: str) -> Mapping[str, Answer]:
    facts = {fact.id: fact for fact in known}
    answers: dict[str, Answer] = {}
    for name, value in _table(raw, where).items():
        here = f"{where}.{name}"
        if name not in facts:
            raise _wrong(here, "no_such_fact")
        fact = facts[name]
        if value == UNKNOWN:
            answers[name] = Answer(UNKNOWN)
        elif fact.type == "number":
            answers[name] = Answer(_number(value, here))
        elif fact.type == "many":
            answers[name] = Answer(_ids(value, fact.values, here))
        else:
            answers[name] = Answer(_among(value, fact.values, here))
    return answers


def _wrong(where: str, what: str, **params: str) -> UserError:
    return UserError("input_wrong", where=_line(where) or "input", what=UserError(f"what.{what}", **params))


def _line(text: str) -> str:
    """On one line and of a bearable length, whatever was in the file."""
    shown = " ".join(text.encode("utf-8", "replace").decode().split())
    return shown if len(shown) <= MOST_SHOWN else f"{shown[:MOST_SHOWN]}…"


def _table(raw: object, where: str) -> Json:
    if not isinstance(raw, dict):
        raise _wrong(where, "object")
    return raw


def _list(raw: object, where: str) -> list[Any]:
    if not isinstance(raw, list):
        raise _wrong(where, "list")
    return raw


def _known(table: Json, names: Iterable[str], where: str) -> None:
    strangers = sorted(set(table) - set(names))
    if strangers:
        raise _wrong(f"{where}.{strangers[0]}" if where else strangers[0], "no_such_field")


def _text(raw: object, where: str) -> str:
    if not isinstance(raw, str):
        raise _wrong(where, "text")
    if raw.encode("utf-8", "replace").decode() != raw:
        raise _wrong(where, "half_a_character")
    return raw


def _flag(raw: object, where: str) -> bool:
    if not isinstance(raw, bool):
        raise _wrong(where, "flag")
    return raw


def _number(raw: object, where: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
        raise _wrong(where, "number")
    return raw


def _among(raw: object, known: Iterable[str], where: str) -> str:
    if not isinstance(raw, str) or raw not in known:
        raise _wrong(where, "no_such_id", id=_line(str(raw)))
    return raw


def _ids(raw: object, known: Iterable[str], where: str) -> tuple[str, ...]:
    return tuple(_among(part, known, where) for part in _list(raw, where))


def _day(raw: object, where: str) -> date:
    try:
        return date.fromisoformat(_text(raw, where))
    except ValueError as problem:
        raise _wrong(where, "date") from problem


def _date_text(raw: object, where: str) -> str:
    return "" if raw == "" else _day(raw, where).isoformat()
