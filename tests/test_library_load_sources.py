from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.law import FOLDER, law, refused


def raw(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def test_every_act_item_template_case_and_precedent_is_loaded() -> None:
    sources, cases = raw("sources.toml"), raw("cases.toml")
    assert list(law().acts) == [act["id"] for act in sources["acts"]]
    assert list(law().items) == [item["id"] for item in sources["items"]]
    assert [case.id for case in law().cases] == [case["id"] for case in cases["cases"]]
    assert [one.id for one in law().precedents] == [one["id"] for one in cases["precedents"]]
    assert [t.id for t in law().templates] == [t["id"] for t in raw("templates.toml")["templates"]]


def test_an_item_says_how_when_and_where_it_was_read() -> None:
    for table in raw("sources.toml")["items"]:
        item = law().items[table["id"]]
        assert (item.act, item.statement, item.status) == (table["act"], table["statement"], table["status"])
        assert (item.read_on, list(item.read_where)) == (table["read_on"], table.get("read_where", []))
        assert (item.point, item.unused) == (table.get("point", ""), table.get("unused", ""))


def test_an_act_has_number_date_place_and_web_number() -> None:
    act = law().acts["garante_139_2018"]
    assert act.date
    assert act.place
    assert act.doc_web
    assert law().acts["inl_circ_4_2017"].number == "4/2017"


def test_a_case_is_facts_outcome_and_flags() -> None:
    for table in raw("cases.toml")["cases"]:
        case = next(case for case in law().cases if case.id == table["id"])
        assert (case.expected, list(case.expected_flags)) == (table["expected"], table.get("expected_flags", []))
        assert (case.tool_facts, case.company_facts) == (table.get("tool_facts", {}), table.get("company_facts", {}))
        assert [(f.kind, f.facts) for f in case.functions] == [(f["kind"], f["facts"]) for f in table["functions"]]
        assert (case.stricter, case.model) == (table.get("stricter", ""), table.get("model", ""))


def test_there_are_templates_enough_and_none_says_more_than_kinds() -> None:
    assert len(law().templates) >= 18
    assert all(template.kinds for template in law().templates)
    assert all(len(set(template.kinds)) == len(template.kinds) for template in law().templates)
    assert all(set(table) == {"id", "label", "kinds"} for table in raw("templates.toml")["templates"])


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("sources.toml", 'issuer = "', 'issued = "', "acts.inl_circ_4_2017.issuer"),
        ("sources.toml", 'number = "4/2017"\n', "", "acts.inl_circ_4_2017.number"),
        ("sources.toml", 'date = "2017-07-26"\n', "", "acts.inl_circ_4_2017.date"),
        ("sources.toml", 'place = "Diffusa', 'plaice = "Diffusa', "acts.inl_circ_4_2017.place"),
        ("sources.toml", 'statement = "', 'says = "', "items.A1.statement"),
        ("sources.toml", 'read_on = "', 'red_on = "', "items.A1.read_on"),
        ("cases.toml", 'expected = "work_tool"\n', "", "cases.circular_first_class.expected"),
        ("cases.toml", 'facts = { row_kept = "no" }\n', "", "cases.circular_first_class.facts"),
        ("cases.toml", 'why = "', 'because = "', "precedents.garante_229_2018.why"),
        ("templates.toml", 'label = "CRM"\n', "", "templates.crm.label"),
    ],
)
def test_a_missing_key_is_told_with_its_place(tmp_path: Path, file: str, old: str, new: str, key: str) -> None:
    problem = refused(tmp_path, file, old, new)
    assert (problem.file, problem.reason) == (file, "is missing")
    first = next(iter(law().items))
    assert problem.key == key.replace("items.A1", f"items.{first}")


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("templates.toml", 'kinds = ["call_record_match"', 'kinds = 3 # ["call_record_match"', "templates.crm"),
        ("cases.toml", 'kinds = ["speech_analysis", "call_recording"]', "kinds = 3", "precedents.garante_229_2018"),
        ("cases.toml", 'cites = ["C7", "C10", "C11"]', "cites = 3", "cases.circular_first_class"),
    ],
)
def test_another_shape_is_told_with_its_place(tmp_path: Path, file: str, old: str, new: str, key: str) -> None:
    problem = refused(tmp_path, file, old, new)
    assert (problem.file, problem.key) == (file, key)


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("sources.toml", 'id = "l_300_1970_art_4"', 'id = "inl_circ_4_2017"', "acts.inl_circ_4_2017"),
        ("sources.toml", 'id = "C3"', 'id = "C4"', "items.C4"),
        ("cases.toml", 'id = "circular_second_class"', 'id = "circular_first_class"', "cases.circular_first_class"),
        ("cases.toml", 'id = "garante_58_2011"', 'id = "garante_229_2018"', "precedents.garante_229_2018"),
        ("templates.toml", 'id = "pbx"', 'id = "crm"', "templates.crm"),
    ],
)
def test_no_id_comes_twice(tmp_path: Path, file: str, old: str, new: str, key: str) -> None:
    problem = refused(tmp_path, file, old, new)
    assert (problem.file, problem.key, problem.reason) == (file, key, "the id is used twice")
