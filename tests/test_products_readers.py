"""A reader who knows no rule answers the questions from a product's description alone.

``tests/products/readers`` holds those answers as they were given. Where the reader ticks or answers otherwise than the
one who read the manual, the outcome may only come out as strict or stricter: a misunderstanding must not buy green.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.desk.intake import practice_from
from app.domain.engine import determine_tool
from tests.law import ON, law
from tests.test_products import PRODUCTS, load

READERS = Path(__file__).parent / "products" / "readers"
ENOUGH = 0.9
"""The share of choices that must agree; the questions were reworded after the trial wherever they did not."""


def read(slug: str) -> dict[str, Any]:
    return json.loads((READERS / f"{slug}.json").read_text("utf-8"))


def as_input(answers: dict[str, Any]) -> dict[str, Any]:
    """What a reader gave as ``vaglio evaluate`` takes it; a text where a list was asked is «non lo so»."""
    functions = [
        {
            "id": f"{n}-{one['kind']}",
            "kind": one["kind"],
            "presence": one["presence"],
            "facts": {fact: value for fact, value in one["facts"].items() if value is not None},
        }
        for n, one in enumerate(answers["functions"])
    ]
    return {"tool": {"state": "in_use", "facts": answers["tool"], "confirmed_absent": True, "functions": functions}}


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda file: file.stem)
def test_a_reader_without_rules_never_ends_milder(product: Path) -> None:
    practice = practice_from(law(), as_input(read(product.stem)))
    found = determine_tool(law(), practice, practice.tools[0], ON)
    expected = load(product)["expected"]["outcome"]
    assert found.outcome is not None
    assert law().outcomes[found.outcome].tier >= law().outcomes[expected].tier


def choices(product: Path) -> list[tuple[str, str, str]]:
    """(function.fact, by the manual, by the reader) of every choice that both answered."""
    known = load(product)
    mine = {one["kind"]: one.get("facts", {}) for one in known["functions"]} | {"tool": known["tool"]["facts"]}
    given = read(product.stem)
    theirs = {one["kind"]: one["facts"] for one in given["functions"]} | {"tool": given["tool"]}
    found = []
    for name in mine.keys() & theirs.keys():
        facts = law().tool_facts if name == "tool" else law().kinds[name].facts
        for fact in (fact for fact in facts if fact.type == "choice"):
            if fact.id in mine[name] and fact.id in theirs[name]:
                found.append((f"{name}.{fact.id}", mine[name][fact.id]["is"], theirs[name][fact.id]))
    return found


def test_readers_and_manual_agree_on_most_choices(capsys: pytest.CaptureFixture[str]) -> None:
    told: dict[str, list[bool]] = {}
    for product in PRODUCTS:
        for name, mine, theirs in choices(product):
            told.setdefault(name, []).append(mine == theirs)
    agreed, asked = sum(sum(one) for one in told.values()), sum(len(one) for one in told.values())
    with capsys.disabled():
        parted = ", ".join(f"{name} {sum(one)}/{len(one)}" for name, one in sorted(told.items()) if not all(one))
        print(f"\nreaders agree on {agreed} of {asked} choices; not on: {parted}")
    assert agreed / asked >= ENOUGH
