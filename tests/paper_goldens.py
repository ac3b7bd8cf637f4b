"""Practices of every sort for the tests of the paper: invented ones and real products. Holds no assertions."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from paper_samples import AT, WHO, answers, function, others, practice, said

from app.desk import example
from app.desk.intake import practice_from
from app.domain.circular import UNKNOWN, Circular
from app.domain.practice import Practice, Tool, ToolFunction

READERS = Path(__file__).parent / "products" / "readers"
SOUND = {"ground": "organisational", "judges_individual": "no", "uses_ai": "no", "decided_by_machine": "no"}


def product(slug: str) -> Callable[[Circular], Practice]:
    """A real product as a reader without rules answered it."""

    def made(circular: Circular) -> Practice:
        given = json.loads((READERS / f"{slug}.json").read_text("utf-8"))
        functions = [
            {
                "id": f"{n}-{one['kind']}",
                "kind": one["kind"],
                "presence": one["presence"],
                "facts": {fact: value for fact, value in one["facts"].items() if value is not None},
            }
            for n, one in enumerate(given["functions"])
        ]
        tool = {
            "name": slug.replace("_", " ").title(),
            "state": "in_use",
            "facts": given["tool"],
            "confirmed_absent": True,
            "functions": functions,
        }
        company = {"name": "Voce Amica S.r.l.", "facts": {"workforce": "employees"}}
        return replace(practice_from(circular, {"company": company, "tool": tool}), number="2026-0001")

    return made


def each_kind(place: int) -> Callable[[Circular], Practice]:
    """A tool for every kind of function, every choice at that place: 0 the mildest, -1 the most intrusive."""

    def made(circular: Circular) -> Practice:
        tools = tuple(
            Tool(
                f"t{n}",
                f"Strumento {n}",
                state="in_use",
                facts=answers(**SOUND),
                functions=(
                    function(
                        "f",
                        kind.id,
                        **{fact.id: fact.values[place] for fact in kind.facts if fact.type == "choice"},
                    ),
                ),
                confirmed=others(circular, kind.id),
            )
            for n, kind in enumerate(circular.kinds.values())
        )
        return replace(practice(circular), tools=tools, points=(), opinions=(), consultations=(), deliveries=())

    return made


def nothing_known(circular: Circular) -> Practice:
    """Every answer «non lo so», every presence too."""
    kinds = list(circular.kinds)[:6]
    functions = tuple(
        ToolFunction(
            kind,
            kind,
            UNKNOWN,
            {fact.id: said(UNKNOWN) for fact in circular.kinds[kind].facts},
            AT,
            WHO,
        )
        for kind in kinds
    )
    tool = Tool("t1", "Mai visto", functions=functions, facts={f.id: said(UNKNOWN) for f in circular.tool_facts})
    return Practice("nothing-known", circular.id, circular.version, tools=(tool,))


GOLDENS: dict[str, Callable[[Circular], Practice]] = {
    "sample": practice,
    "example": lambda circular: example.practice(circular, "example", AT, circular.lang),
    "nothing known": nothing_known,
    "mildest": each_kind(0),
    "most intrusive": each_kind(-1),
    **{file.stem: product(file.stem) for file in sorted(READERS.glob("*.json"))},
}
