from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.cases import as_tool, bearing_on, run_case, run_cases
from app.domain.circular import Case
from app.domain.practice import choice_of
from tests.law import law

CASES = [case.id for case in law().cases]


def case(case_id: str) -> Case:
    return next(case for case in law().cases if case.id == case_id)


def test_every_readable_decision_is_a_case() -> None:
    assert len(CASES) == 23
    assert CASES[:6] == [
        "circular_first_class",
        "circular_second_class",
        "garante_139_2018",
        "garante_384_2021",
        "interpello_2_2010",
        "cass_17531_2017",
    ]


def test_no_case_is_split_to_raise_the_count() -> None:
    assert len({(case.act, str(case.functions), case.expected) for case in law().cases}) == len(CASES)


def test_where_the_model_is_stricter_it_says_why_and_is_never_milder() -> None:
    tiers = {outcome.id: outcome.tier for outcome in law().outcomes.values()}
    stricter = [one for one in law().cases if one.stricter]
    assert {one.id for one in stricter} == {
        "cass_16622_2012",
        "cass_20879_2018",
        "cass_pen_22611_2012",
        "cass_pen_46188_2023",
    }
    for one in stricter:
        assert tiers[one.model] > tiers[one.expected]


def test_a_decision_that_could_not_be_read_is_a_precedent_that_says_why_and_no_case() -> None:
    assert len(law().precedents) == 17
    assert not {precedent.id for precedent in law().precedents} & set(CASES)
    assert all(precedent.why and precedent.cites for precedent in law().precedents)


@pytest.mark.parametrize("case_id", CASES)
def test_the_model_agrees_with_what_was_decided(case_id: str) -> None:
    result = run_case(law(), case(case_id))
    assert result.agrees, (result.found.outcome, result.found.flags, result.found.provisional)


def test_a_case_becomes_a_tool_whose_other_functions_are_absent() -> None:
    one = as_tool(law(), case("garante_139_2018"))
    assert [(f.id, f.kind, f.presence) for f in one.functions] == [
        ("call_record_match-1", "call_record_match", "in_use"),
        ("customer_file-2", "customer_file", "in_use"),
        ("call_log-3", "call_log", "in_use"),
    ]
    assert choice_of(one.facts, "ground") == "organisational"
    assert one.confirmed is not None
    assert set(one.confirmed.kinds) == set(law().kinds)


@pytest.mark.parametrize(
    "wrong",
    [
        {"expected": "needs_agreement_or_authorisation"},
        {"expected_flags": ("unclear",)},
        {"functions": ()},
        {"tool_facts": {"ground": "none"}},
    ],
)
def test_a_case_told_otherwise_does_not_agree(wrong: dict[str, object]) -> None:
    told = replace(case("circular_second_class"), **wrong)  # type: ignore[arg-type]
    if "tool_facts" in wrong:
        told = replace(case("garante_384_2021"), **wrong)  # type: ignore[arg-type]
    assert not run_case(law(), told).agrees


def test_a_wrong_rule_makes_a_case_fail() -> None:
    attendance = law().kinds["attendance"]
    without_breaks = tuple(rule for rule in attendance.rules if rule.id != "attendance.more_than_presence")
    kinds = {**law().kinds, "attendance": replace(attendance, rules=without_breaks)}
    results = run_cases(replace(law(), kinds=kinds))
    (wrong,) = [result for result in results if not result.agrees]
    assert (wrong.case.id, wrong.found.outcome) == ("cass_17531_2017", "attendance_tool")


def test_cases_that_name_the_fact_or_share_an_item_come_first() -> None:
    fact = law().kinds["operator_states"].fact("coverage")
    found = bearing_on(law(), fact, "operator_states")
    assert found.near
    for one in found.near:
        named = any(f.kind == "operator_states" and "coverage" in f.facts for f in one.functions)
        assert named or set(fact.cites) & set(one.cites), one.id
    of_kind = {one.id for one in law().cases if any(f.kind == "operator_states" for f in one.functions)}
    assert {one.id for one in (*found.near, *found.others)} == of_kind
    assert all("coverage" not in f.facts for one in found.others for f in one.functions if f.kind == "operator_states")
    assert {p.id for p in found.precedents} == {p.id for p in law().precedents if "operator_states" in p.kinds}


def test_a_fact_that_every_case_names_tells_none_apart() -> None:
    fact = law().tool_fact("ground")
    assert all("ground" in one.tool_facts for one in law().cases)
    found = bearing_on(law(), fact, "")
    assert all(set(fact.cites) & set(one.cites) for one in found.near)
    assert found.others == ()
