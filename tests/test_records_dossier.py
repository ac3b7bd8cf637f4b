from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk.example import practice as example
from app.domain.errors import UserError
from app.domain.evidence import About, Evidence
from app.domain.ledger import Action, Dossier, JournalEntry, Ledger, Revision, Signature
from app.domain.practice import Answer, Opinion, Practice
from app.records import PRACTICE_SCHEMA, SCHEMA
from app.records.codec import plain
from app.records.dossier import canonical, fingerprint, from_canonical, from_dict, to_dict
from tests.law import law, paper
from tests.test_domain_engine import often, tools

AT = "2026-11-23T10:42:00+01:00"
SIGNATURE = Signature(AT, "Ada", "ab" * 32, "consultant", "x.pdf", "cd" * 32)
LEDGER = Ledger(
    (JournalEntry(AT, "Ada", "created"),),
    (Revision(1, "sealed", AT, "1" * 64, "2" * 64, (SIGNATURE,)),),
    (Action("action1", AT, "Ada", "tool2", "switch_off", ("operator_states",), "not_admissible"),),
    (Evidence("evidence1", AT, "Ada", "foto.png", "e" * 64, 12, "2026-11-20", "schermata", About("tool2")),),
    "f" * 64,
)


def full() -> Practice:
    one = example(law(), "p1", AT, "it")
    return one.with_tool(replace(one.tools[2], guarantees=(paper("agreement", ("call_recording",), "site1"),)))


def key_of(call: Any, *args: Any) -> str:
    with pytest.raises(UserError) as problem:
        call(*args)
    return problem.value.key


def test_a_dossier_goes_to_json_and_back_whole() -> None:
    dossier = Dossier(full(), LEDGER)
    assert from_dict(json.loads(json.dumps(to_dict(dossier)))) == dossier


@often
@given(st.lists(tools(), max_size=2), st.text(st.characters(codec="utf-8")))
def test_any_practice_comes_back_from_its_canonical_bytes(listed: list[Any], text: str) -> None:
    one = Practice("p", "c", "v", tools=tuple(replace(t, id=f"t{n}", note=text) for n, t in enumerate(listed)))
    assert from_canonical(canonical(one)) == one
    assert from_dict(to_dict(Dossier(one))).practice == one


def test_equal_practices_have_equal_bytes_whatever_the_order_of_answers() -> None:
    one = full()
    function = one.tools[1].functions[0]
    turned = replace(function, answers=dict(reversed(function.answers.items())))
    other = one.with_tool(one.tools[1].with_function(turned))
    assert canonical(other) == canonical(one)
    assert fingerprint(other) == fingerprint(one)
    assert len(fingerprint(one)) == 64


@pytest.mark.parametrize(
    "change", [{"note": "x"}, {"number": ""}, {"tools": ()}, {"version": "2027.1"}, {"sample": False}]
)
def test_any_change_changes_the_fingerprint(change: dict[str, Any]) -> None:
    assert fingerprint(replace(full(), **change)) != fingerprint(full())


def test_an_answer_changes_the_fingerprint() -> None:
    one = full()
    changed = one.with_company_fact("workforce", Answer("employees", AT, "Persona di esempio", "nota"))
    assert fingerprint(changed) != fingerprint(one)


def test_canonical_bytes_are_named_and_numbered() -> None:
    envelope = json.loads(canonical(full()))
    assert (envelope["format"], envelope["schema"]) == ("vaglio-practice", 1)
    assert b"\n" not in canonical(full())
    assert "è".encode() in canonical(replace(full(), note="è"))


def test_a_practice_that_uses_nothing_newer_keeps_its_bytes_and_one_that_does_says_so() -> None:
    old = full()
    new = replace(old, checked_by="Verificatrice di esempio", opinions=(Opinion("tool1", "", "perché sì"),))
    assert b"checked_by" not in canonical(old)
    assert b"opinions" not in canonical(old)
    assert json.loads(canonical(new))["schema"] == PRACTICE_SCHEMA
    assert from_canonical(canonical(new)) == new
    assert from_canonical(canonical(old)) == old


def test_a_declared_answer_is_a_newer_schema_however_deep_it_lies() -> None:
    answer = Answer("yes", declared_on="2026-11-20")
    new = replace(full(), company=replace(full().company, facts={"workforce": answer}))
    assert json.loads(canonical(new))["schema"] == PRACTICE_SCHEMA
    assert from_canonical(canonical(new)).company.facts["workforce"] == answer


def test_a_newer_schema_is_told_apart_from_damage() -> None:
    raw = to_dict(Dossier(full()))
    assert key_of(from_dict, raw, SCHEMA + 1) == "practice_newer"
    newer = json.loads(canonical(full())) | {"schema": PRACTICE_SCHEMA + 1, "practice": {"from": "the future"}}
    assert key_of(from_canonical, json.dumps(newer).encode()) == "practice_newer"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"format": "other", "schema": 1, "practice": {}}',
        b'{"format": "vaglio-practice", "schema": "1", "practice": {}}',
        b'{"format": "vaglio-practice", "schema": 1, "practice": {}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_practice_is_unreadable(data: bytes) -> None:
    assert key_of(from_canonical, data) == "practice_unreadable"


@pytest.mark.parametrize("raw", [{}, {"practice": {}, "ledger": {}}, {"practice": None, "ledger": None}])
def test_a_dossier_of_another_shape_is_unreadable(raw: dict[str, Any]) -> None:
    assert key_of(from_dict, raw) == "practice_unreadable"


def test_a_field_too_many_is_never_dropped_in_silence() -> None:
    raw = to_dict(Dossier(full()))
    raw["practice"] = {**raw["practice"], "new_field": 1}
    assert key_of(from_dict, raw) == "practice_unreadable"


def test_a_ledger_that_grows_leaves_the_seal_of_the_practice_alone() -> None:
    """What was sealed before there were actions is still what it was."""
    assert json.loads(canonical(full()))["schema"] == 1


def test_half_a_character_in_a_file_is_unreadable_and_no_crash() -> None:
    broken = plain(full()) | {"note": "\ud800"}
    data = json.dumps({"format": "vaglio-practice", "schema": PRACTICE_SCHEMA, "practice": broken}).encode()
    assert key_of(from_canonical, data) == "practice_unreadable"
