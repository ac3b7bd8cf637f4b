"""Real products, read in their public manuals and answered with the programme's own questions.

Each file of ``tests/products`` says what was read, what an owner sees, what was answered and on what, what no manual
answers, and which outcome the law gives with the argument for it. The argument comes from the law, not from a run.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.desk.intake import read_input
from app.domain.circular import UNKNOWN
from app.domain.determination import Question
from app.domain.engine import determine_tool
from app.domain.path import path
from app.domain.practice import Practice
from tests.law import law

PRODUCTS = sorted((Path(__file__).parent / "products").glob("*.toml"))
MOST_FUNCTIONS = 9

COMPANY = {
    "facts": {
        "workforce": "employees",
        "units": "one_unit",
        "offices": "one_office",
        "talks": "not_tried",
        "remote_work": "no",
    },
    "sites": [{"id": "sede", "headcount": 18, "representatives": "rsu"}],
}
"""One centre for all: eighteen employees in one place, with elected representatives; no paper signed yet."""

RULE_WORDS = ("accordo sindacale", "autorizzazione", "art. 4", "circolare", "garante", "ispettorato", "vietat")
"""What a description of screens and lists never says: the reader is to answer from facts alone."""


def load(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def slug(file: Path) -> str:
    return file.stem


def functions_of(product: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one.get("id", one["kind"]): one for one in product["functions"]}


def answers_of(product: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """``function.fact`` → the answer with what it rests on; the tool's own under ``tool``."""
    found = {f"tool.{fact}": answer for fact, answer in product["tool"]["facts"].items()}
    for name, one in functions_of(product).items():
        found |= {f"{name}.{fact}": answer for fact, answer in one.get("facts", {}).items()}
        found[f"{name}.presence"] = one["presence"]
    return found


def unanswerable(product: dict[str, Any]) -> set[str]:
    """Every ``function.fact`` no manual answers; ``*.fact`` stands for all functions that ask it and have no answer."""
    named = set()
    answered = answers_of(product)
    for entry in product["unanswerable"]:
        name, fact = entry["fact"].split(".")
        owners = [name] if name != "*" else list(functions_of(product))
        for owner in owners:
            key = f"{owner}.{fact}"
            if name != "*" or (key not in answered and asks(product, owner, fact)):
                named.add(key)
    return named


def asks(product: dict[str, Any], owner: str, fact: str) -> bool:
    kind = law().kinds[functions_of(product)[owner]["kind"]]
    return any(one.id == fact for one in kind.facts)


def as_practice(product: dict[str, Any]) -> Practice:
    unknown = {key: UNKNOWN for key in unanswerable(product) if not key.endswith(".presence")}
    values = unknown | {key: answer["is"] for key, answer in answers_of(product).items()}

    def facts(owner: str) -> dict[str, Any]:
        own = {key.split(".")[1]: value for key, value in values.items() if key.split(".")[0] == owner}
        own.pop("presence", None)
        return own

    tool = {
        "name": product["product"],
        "state": product["tool"]["state"],
        "provider": product["tool"]["provider"],
        "facts": facts("tool"),
        "functions": [
            {"id": name, "kind": one["kind"], "presence": one["presence"]["is"], "facts": facts(name)}
            for name, one in functions_of(product).items()
        ],
        "confirmed_absent": True,
    }
    return read_input(law(), {"company": COMPANY, "tool": tool}, date(2026, 11, 26))[0]


def key_of(question: Question) -> str:
    return f"{question.function or 'tool'}.{question.fact}"


@pytest.mark.parametrize("file", PRODUCTS, ids=slug)
def test_the_file_says_what_was_read_and_what_each_answer_rests_on(file: Path) -> None:
    product = load(file)
    for field in ("product", "vendor", "sort", "version", "reading"):
        assert product[field], field
    assert 1 <= len(product["functions"]) <= MOST_FUNCTIONS
    for number, entry in enumerate(product["read"], 1):
        assert entry["address"]
        assert entry["what"].startswith(f"[{number}] ")
        date.fromisoformat(entry["read_on"])
    for key, answer in answers_of(product).items():
        assert set(answer) == {"is", "because"}, key
        cited = {int(number) for number in re.findall(r"\[(\d+)\]", answer["because"])}
        assert cited <= set(range(1, len(product["read"]) + 1)), key
        assert cited or "description" in answer["because"] or answer["is"] == UNKNOWN, key
    for entry in (*product["unanswerable"], *product["left_out"]):
        assert entry["why"]


@pytest.mark.parametrize("file", PRODUCTS, ids=slug)
def test_the_description_names_no_rule_and_no_outcome(file: Path) -> None:
    said = load(file)["description"].casefold()
    assert 100 <= len(said.split()) <= 400
    outcomes = [outcome.chip.casefold() for outcome in law().outcomes.values()]
    assert not [word for word in (*RULE_WORDS, *outcomes) if word in said]


@pytest.mark.parametrize("file", PRODUCTS, ids=slug)
def test_every_question_on_the_way_is_answered_or_said_unanswerable(file: Path) -> None:
    product = load(file)
    practice = as_practice(product)
    asked = [question for question in path(law(), practice, practice.tools[0]) if question.scope != "company"]
    known, open_ones = set(answers_of(product)), unanswerable(product)
    assert asked
    assert {key_of(question) for question in asked} <= known | open_ones
    # What is said unanswerable is never answered as well, but for a presence said not to be known.
    assert {key for key in known & open_ones if answers_of(product)[key]["is"] != UNKNOWN} == set()


@pytest.mark.parametrize("file", PRODUCTS, ids=slug)
def test_the_law_gives_what_the_argument_says(file: Path) -> None:
    product = load(file)
    practice = as_practice(product)
    found = determine_tool(law(), practice, practice.tools[0], date(2026, 11, 26))
    told = dict(product["expected"])
    assert told.pop("argument").strip()
    assert {
        "outcome": found.outcome,
        "provisional": found.provisional,
        "possible": list(found.possible),
        "flags": list(found.flags),
    } == told


def test_there_are_ten_products_of_ten_sorts() -> None:
    assert len({load(file)["sort"] for file in PRODUCTS}) == len(PRODUCTS) == 10
