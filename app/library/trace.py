"""Which part of the law rests on which item: for the lint, and as a table that ships with the law.

Every part that states something is listed here once; the table shows it both ways, so that an item nobody uses and a
part nobody can trace stand out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.circular import Circular, Fact

COLUMNS = ("rules", "duties", "help", "cases", "others")


@dataclass(frozen=True)
class Part:
    """``column``: one of ``COLUMNS``; ``key`` the place in ``file``; ``needed``: it must cite something."""

    column: str
    file: str
    key: str
    cites: tuple[str, ...]
    needed: bool = True


def parts(circular: Circular) -> Iterator[Part]:
    for kind in circular.kinds.values():
        file = f"kinds/{kind.id}.toml"
        yield from (Part("rules", file, f"rules.{r.id}", r.cites) for r in kind.rules)
        yield from (Part("rules", file, f"implications.{i.id}", i.cites) for i in kind.implications)
        yield from (_help(file, fact) for fact in kind.facts)
    main = "circular.toml"
    yield from (Part("rules", main, f"modifiers.{m.id}", m.cites) for m in circular.modifiers)
    yield from (Part("rules", main, f"crossings.{c.id}", c.cites) for c in circular.crossings)
    yield from (_help(main, fact) for fact in (*circular.tool_facts, *circular.company_facts))
    for flag in circular.flags.values():
        for position in flag.positions:
            if position.says:
                yield Part("help", main, f"flags.{flag.id}.positions", position.cites)
    yield from (Part("duties", "duties.toml", f"duties.{d.id}", d.cites) for d in circular.duties)
    yield from (Part("duties", "stakes.toml", f"stakes.{s.id}", s.cites) for s in circular.stakes)
    yield from (Part("others", "standing.toml", f"rules.{r.id}", r.cites) for r in circular.standing_rules)
    yield Part("others", "routes.toml", "size", circular.routes.size_cites)
    yield from (Part("others", "routes.toml", f"ways.{w.id}", w.cites) for w in circular.routes.ways)
    yield from (Part("others", "routes.toml", f"notes.{n.id}", n.cites) for n in circular.routes.notes)
    yield from (Part("others", "dates.toml", f"dates.{d.id}", d.cites) for d in circular.dates.values())
    yield from (Part("cases", "cases.toml", f"cases.{c.id}", c.cites) for c in circular.cases)
    yield from (Part("cases", "cases.toml", f"precedents.{p.id}", p.cites) for p in circular.precedents)


def _help(file: str, fact: Fact) -> Part:
    return Part("help", file, f"facts.{fact.id}", fact.cites, needed=False)


def items_table(circular: Circular) -> str:
    """Item → what rests on it, tab-separated; an item that nothing cites gives the reason instead."""
    used: dict[str, dict[str, list[str]]] = {item: {column: [] for column in COLUMNS} for item in circular.items}
    for part in parts(circular):
        for cite in part.cites:
            places = used[cite][part.column]
            name = f"{part.file.removesuffix('.toml')}:{part.key}"
            if name not in places:
                places.append(name)
    lines = ["\t".join(("item", "status", "act", *COLUMNS, "unused"))]
    for item in circular.items.values():
        cells = (" ".join(used[item.id][column]) for column in COLUMNS)
        lines.append("\t".join((item.id, item.status, item.act, *cells, item.unused)))
    return "\n".join(lines) + "\n"


def parts_table(circular: Circular) -> str:
    """Part → the items it rests on, tab-separated."""
    lines = ["\t".join(("file", "part", "items"))]
    lines += ["\t".join((part.file, part.key, " ".join(part.cites))) for part in parts(circular) if part.cites]
    return "\n".join(lines) + "\n"
