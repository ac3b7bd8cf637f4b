from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.desk.intake import MOST_SHOWN, parsed, read_input
from app.domain.circular import UNKNOWN
from app.domain.errors import UserError
from app.domain.practice import UNASKED, Answer, Guarantee, Practice, Site
from app.text import words
from tests.law import ON, RESOURCES, law

TOOL: dict[str, Any] = {"name": "CRM", "functions": [{"kind": "call_record_match", "presence": "in_use"}]}


def read(raw: object) -> Practice:
    return read_input(law(), raw, ON)[0]


def told(raw: object) -> tuple[str, str]:
    with pytest.raises(UserError) as problem:
        read_input(law(), raw, ON)
    assert problem.value.key == "input_wrong"
    what = problem.value.params["what"]
    assert isinstance(what, UserError)
    return str(problem.value.params["where"]), words(RESOURCES / "text", "it").error(what)


def with_tool(**fields: Any) -> dict[str, Any]:
    return {"tool": {**TOOL, **fields}}


def with_facts(kind: str = "call_log", **facts: Any) -> dict[str, Any]:
    return with_tool(functions=[{"kind": kind, "presence": "in_use", "facts": facts}])


def test_everything_the_format_knows_is_read() -> None:
    raw = {
        "on": "2026-11-23",
        "company": {
            "name": "Prova",
            "facts": {"workforce": "mixed"},
            "sites": ["s1", {"id": "s2", "name": "Roma", "headcount": 12, "representatives": "rsa"}],
        },
        "tools": [
            {
                "id": "t",
                "name": "CRM",
                "state": "in_use",
                "since": "2024-03-01",
                "provider": "client",
                "sites": ["s2"],
                "facts": {"ground": "safety", "uses_ai": "unknown"},
                "confirmed_absent": True,
                "functions": [
                    {
                        "id": "log",
                        "kind": "call_log",
                        "presence": "available",
                        "facts": {"kept": "raw", "retention_days": 30, "uses": ["service"], "viewers": "unknown"},
                    }
                ],
                "guarantees": [
                    {
                        "kind": "agreement",
                        "date": "2024-01-01",
                        "sites": ["s2"],
                        "signatory": "rsa",
                        "functions": ["call_log"],
                        "purposes": ["service"],
                        "retention_days": 30,
                    }
                ],
            }
        ],
    }
    practice, on = read_input(law(), raw, date(2000, 1, 1))
    assert on == date(2026, 11, 23)
    assert practice.company.sites == (Site("s1"), Site("s2", "Roma", headcount=12, representatives="rsa"))
    assert practice.company.facts == {"workforce": Answer("mixed")}
    (tool,) = practice.tools
    assert (tool.state, tool.since, tool.provider, tool.sites) == ("in_use", "2024-03-01", "client", ("s2",))
    assert tool.facts == {"ground": Answer("safety"), "uses_ai": Answer(UNKNOWN)}
    assert tool.functions[0].answers == {
        "kept": Answer("raw"),
        "retention_days": Answer(30),
        "uses": Answer(("service",)),
        "viewers": Answer(UNKNOWN),
    }
    assert tool.confirmed is not None
    assert tool.confirmed.kinds == tuple(kind for kind in law().kinds if kind != "call_log")
    assert tool.guarantees == (
        Guarantee("paper1", "agreement", "2024-01-01", ("s2",), "rsa", ("call_log",), ("service",), 30),
    )


def test_what_is_left_out_is_never_filled_in_the_users_favour() -> None:
    practice, on = read_input(law(), {"tool": {"functions": [{"kind": "call_log"}]}}, ON)
    (tool,) = practice.tools
    assert on == ON
    assert (tool.id, tool.state, tool.since, tool.confirmed, tool.guarantees) == ("tool1", UNKNOWN, "", None, ())
    assert (tool.functions[0].id, tool.functions[0].presence, tool.functions[0].answers) == ("call_log", UNASKED, {})
    assert read({}).tools == ()


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ([], "input"),
        (None, "input"),
        ({"tols": []}, "tols"),
        ({"tools": {}}, "tools"),
        ({"tools": [], "tool": TOOL}, "tool"),
        ({"tool": 3}, "tools[0]"),
        ({"tools": [{"id": "a"}, {"id": "a"}]}, "tools"),
        ({"on": "soon"}, "on"),
        ({"on": None}, "on"),
        ({"on": 20261123}, "on"),
        ({"company": []}, "company"),
        ({"company": {"vat": "1"}}, "company.vat"),
        ({"company": {"name": None}}, "company.name"),
        ({"company": {"facts": {"ground": "safety"}}}, "company.facts.ground"),
        ({"company": {"sites": [{}]}}, "company.sites[0].id"),
        ({"company": {"sites": [{"id": "s", "headcount": -1}]}}, "company.sites[0].headcount"),
        ({"company": {"sites": [{"id": "s", "headcount": True}]}}, "company.sites[0].headcount"),
        ({"company": {"sites": [{"id": "s", "representatives": "boss"}]}}, "company.sites[0].representatives"),
        (with_tool(colour="red"), "tools[0].colour"),
        (with_tool(state="used"), "tools[0].state"),
        (with_tool(state=["in_use"]), "tools[0].state"),
        (with_tool(since="yesterday"), "tools[0].since"),
        (with_tool(since=0), "tools[0].since"),
        (with_tool(provider="me"), "tools[0].provider"),
        (with_tool(sites=["s9"]), "tools[0].sites"),
        (with_tool(facts={"mood": "good"}), "tools[0].facts.mood"),
        (with_tool(facts={"ground": "fun"}), "tools[0].facts.ground"),
        (with_tool(confirmed_absent="yes"), "tools[0].confirmed_absent"),
        (with_tool(functions={}), "tools[0].functions"),
        (with_tool(functions=[{"kind": "telepathy"}]), "tools[0].functions[0].kind"),
        (with_tool(functions=[{}]), "tools[0].functions[0].kind"),
        (with_tool(functions=[{"kind": "call_log", "presence": "maybe"}]), "tools[0].functions[0].presence"),
        (with_tool(functions=[{"kind": "call_log"}, {"kind": "call_log"}]), "tools[0].functions"),
        (with_tool(functions=[{"kind": "call_log", "id": "breaks@x"}]), "tools[0].functions[0].id"),
        (with_facts(kept="often"), "tools[0].functions[0].facts.kept"),
        (with_facts(row_kept="yes"), "tools[0].functions[0].facts.row_kept"),
        (with_facts(kept=None), "tools[0].functions[0].facts.kept"),
        (with_facts(retention_days="30"), "tools[0].functions[0].facts.retention_days"),
        (with_facts(retention_days=1.5), "tools[0].functions[0].facts.retention_days"),
        (with_facts(uses="service"), "tools[0].functions[0].facts.uses"),
        (with_facts(uses=["fun"]), "tools[0].functions[0].facts.uses"),
        (with_tool(guarantees=[{"kind": "promise"}]), "tools[0].guarantees[0].kind"),
        (with_tool(guarantees=[{"kind": "notice", "date": "2026-13-01"}]), "tools[0].guarantees[0].date"),
        (with_tool(guarantees=[{"kind": "notice", "functions": ["x"]}]), "tools[0].guarantees[0].functions"),
        (with_tool(guarantees=[{"kind": "notice", "purposes": ["x"]}]), "tools[0].guarantees[0].purposes"),
        (with_tool(guarantees=[{"kind": "notice", "consent": True}]), "tools[0].guarantees[0].consent"),
        (with_tool(name="\ud800"), "tools[0].name"),
    ],
)
def test_what_is_not_known_is_refused_at_its_place(raw: object, where: str) -> None:
    assert told(raw)[0] == where


def test_the_name_that_is_unknown_is_said() -> None:
    assert "telepathy" in told(with_tool(functions=[{"kind": "telepathy"}]))[1]


@pytest.mark.parametrize("name", ["a\nb\r\nc", "x" * 10_000, "\ud800\ud801", ["deep"] * 5_000])
def test_an_error_is_one_short_line_whatever_was_in_the_file(name: Any) -> None:
    for raw in (with_tool(functions=[{"kind": name}]), with_tool(facts={str(name): "x"}), {str(name): 1}):
        for part in told(raw):
            assert len(part) <= MOST_SHOWN + len("… «» non è tra i nomi ammessi")
            assert part.isprintable()
            part.encode()


@pytest.mark.parametrize(
    ("content", "italian"),
    [
        (b'{"a": 1, "b": {"c": 1, "c": 1}}', "«c» compare due volte"),
        (b'{"a": 1,\n}', "riga 2"),
        (b"\xff\xfe{}", "UTF-8"),
        (b"[" * 100_000, "annidate"),
        (b"9" * 5_000, "numero"),
        (b"", "riga 1"),
    ],
)
def test_why_it_is_no_json_is_said_in_the_readers_language(content: bytes, italian: str) -> None:
    with pytest.raises(UserError, match="json_wrong") as problem:
        parsed(content, "in.json")
    assert italian in words(RESOURCES / "text", "it").error(problem.value)
    assert italian not in words(RESOURCES / "text", "en").error(problem.value) or italian == "UTF-8"
