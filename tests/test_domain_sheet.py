"""The sheet's codes and order: what is ticked on paper and what is typed must be the same rows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import sheet
from app.domain.path import path
from app.domain.practice import Tool
from tests.law import LOGGED, WATCHED, function, law, practice, tool
from tests.test_domain_engine import often, tools


def rows_of(one: Tool) -> tuple[sheet.Row, ...]:
    return sheet.rows(law(), path(law(), practice(one), one))


@often
@given(tools())
def test_the_rows_are_the_path_in_its_order_each_under_its_own_code(one: Tool) -> None:
    rows = rows_of(one)
    assert tuple(row.question for row in rows) == path(law(), practice(one), one)
    codes = [row.code for row in rows]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-G]\d+[b-z]?(/[A-G]\d+[b-z]?)*\.\d+|[SZ]\d+", code) for code in codes), codes


@often
@given(tools(), st.data())
def test_an_answer_moves_no_row_and_changes_no_code(one: Tool, data: st.DataObject) -> None:
    before = {row.question.function + "/" + row.question.fact: row.code for row in rows_of(one)}
    listed = data.draw(st.sampled_from(one.functions))
    after = rows_of(one.with_presence(listed.id, listed.kind, data.draw(st.sampled_from(["in_use", "unknown"]))))
    for row in after:
        assert before.get(row.question.function + "/" + row.question.fact, row.code) == row.code
    both = [row.code for row in after if row.code in before.values()]
    assert both == [code for code in before.values() if code in both]


def test_a_code_says_group_function_and_question() -> None:
    rows = {row.code: row for row in rows_of(tool(function("operator_states", WATCHED)))}
    name = sheet.function_code(law(), "operator_states")
    assert rows[f"{name}.0"].question.scope == "presence"
    assert rows[f"{name}.1"].question.fact == "traceable"
    assert rows[f"{name}.1"].keys == law().kinds["operator_states"].fact("traceable").values
    assert rows["S1"].question.fact == "ground"
    assert rows["Z1"].question.fact == "workforce"


def test_every_kind_has_a_code_of_its_own_that_leads_back_to_it() -> None:
    codes = {kind: sheet.function_code(law(), kind) for kind in law().kinds}
    assert len(set(codes.values())) == len(codes)
    assert all(sheet.kind_of_code(law(), code) == kind for kind, code in codes.items())


@pytest.mark.parametrize("typed", ["b5", " B 5 ", "B.5"])
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert sheet.kind_of_code(law(), typed) == sheet.kind_of_code(law(), "B5") is not None


@pytest.mark.parametrize("typed", ["", "B", "5", "Q1", "B99", "S1", "B5.1"])
def test_what_is_no_code_of_a_function_is_none(typed: str) -> None:
    assert sheet.kind_of_code(law(), typed) is None


def test_a_second_function_of_a_kind_is_told_apart() -> None:
    rows = rows_of(tool(function("call_log", LOGGED), function("call_log", LOGGED, id="other_log")))
    name = sheet.function_code(law(), "call_log")
    starts = list(dict.fromkeys(row.code.partition(".")[0] for row in rows if row.question.kind == "call_log"))
    assert starts == [name, f"{name}b"]


def test_a_function_that_is_there_by_way_of_another_says_which() -> None:
    rows = rows_of(tool(function("call_record_match", {"row_kept": "yes"}), function("call_log", presence="absent")))
    (implied, source) = (sheet.function_code(law(), kind) for kind in ("call_log", "call_record_match"))
    names = {row.question.function: row.code.partition(".")[0] for row in rows if row.question.kind == "call_log"}
    assert set(names.values()) <= {implied, f"{implied}/{source}"}
    assert names


@often
@given(tools())
def test_the_blank_sheet_holds_every_question_that_its_functions_can_ever_be_asked(one: Tool) -> None:
    blank = [row.code for row in sheet.blank(law(), (f.kind for f in one.functions))]
    own = {f.kind for f in one.functions}
    asked = [row.code for row in rows_of(one) if row.question.function in own or row.question.scope == "tool"]
    assert asked == [code for code in blank if code in asked]


def test_a_mounted_device_is_not_offered_off_and_locked_on_the_sheet_either() -> None:
    (presence, *_) = sheet.blank(law(), ["video"])
    assert "off_locked" not in presence.keys
    (presence, *_) = sheet.blank(law(), ["operator_states"])
    assert "off_locked" in presence.keys
