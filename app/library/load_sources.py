"""The sources of the law, its decided cases and precedents, and the templates of tools, from their tables."""

from __future__ import annotations

from app.domain.circular import Act, Case, CaseFunction, Item, Precedent, Template
from app.library.parts import each
from app.library.raw import Table


def acts(tables: dict[str, Table]) -> tuple[Act, ...]:
    return each("sources.toml", tables["sources.toml"], "acts", _act)


def items(tables: dict[str, Table]) -> tuple[Item, ...]:
    return each("sources.toml", tables["sources.toml"], "items", _item)


def templates(tables: dict[str, Table]) -> tuple[Template, ...]:
    return each("templates.toml", tables["templates.toml"], "templates", _template)


def cases(tables: dict[str, Table]) -> tuple[Case, ...]:
    return each("cases.toml", tables["cases.toml"], "cases", _case)


def precedents(tables: dict[str, Table]) -> tuple[Precedent, ...]:
    return each("cases.toml", tables["cases.toml"], "precedents", _precedent)


def _act(raw: Table, file: str, where: str) -> Act:
    return Act(
        raw["id"], raw["title"], raw["issuer"], raw["number"], str(raw["date"]), raw["place"], raw.get("doc_web", "")
    )


def _item(raw: Table, file: str, where: str) -> Item:
    return Item(
        id=raw["id"],
        act=raw["act"],
        statement=raw["statement"],
        status=raw["status"],
        read_on=str(raw["read_on"]),
        read_where=tuple(raw.get("read_where", ())),
        point=raw.get("point", ""),
        unused=raw.get("unused", ""),
    )


def _template(raw: Table, file: str, where: str) -> Template:
    return Template(raw["id"], raw["label"], tuple(raw["kinds"]))


def _case(raw: Table, file: str, where: str) -> Case:
    return Case(
        id=raw["id"],
        title=raw["title"],
        act=raw["act"],
        summary=raw["summary"],
        tool_facts=raw.get("tool_facts", {}),
        functions=tuple(CaseFunction(f["kind"], f["facts"]) for f in raw["functions"]),
        expected=raw["expected"],
        expected_flags=tuple(raw.get("expected_flags", ())),
        stricter=raw.get("stricter", ""),
        cites=tuple(raw.get("cites", ())),
        company_facts=raw.get("company_facts", {}),
        model=raw.get("model", ""),
    )


def _precedent(raw: Table, file: str, where: str) -> Precedent:
    return Precedent(
        id=raw["id"],
        title=raw["title"],
        act=raw["act"],
        summary=raw["summary"],
        why=raw["why"],
        kinds=tuple(raw.get("kinds", ())),
        cites=tuple(raw.get("cites", ())),
    )
