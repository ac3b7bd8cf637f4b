from __future__ import annotations

from typing import Any

from hypothesis import given

from app.domain.circular import UNKNOWN
from app.domain.engine import assume, without
from app.domain.practice import Tool
from app.domain.reach import missing, open_facts, what_if
from tests.law import LOGGED, ON, SOUND, UNMASKED, WATCHED, function, judge, law, practice, tool
from tests.test_domain_engine import often, tools


def gaps(one: Tool) -> dict[tuple[str, str], dict[str, str]]:
    return {(gap.function, gap.fact): dict(gap.answers) for gap in missing(law(), practice(one), one)}


def test_the_single_answer_that_would_change_it() -> None:
    one = tool(function("operator_states", {**WATCHED, "coverage": UNKNOWN}))
    (gap,) = missing(law(), practice(one), one)
    assert (gap.function, gap.fact) == ("operator_states", "coverage")
    assert gap.could_become == ("needs_agreement_or_authorisation", "not_admissible")
    assert gap.answers == {
        "own_request": "needs_agreement_or_authorisation",
        "limited": "not_admissible",
        "on_demand": "not_admissible",
        "all": "not_admissible",
    }


def test_nothing_is_missing_where_every_completion_agrees() -> None:
    assert gaps(tool(function("operator_states", WATCHED))) == {}
    assert gaps(tool(function("operator_states", {**WATCHED, "customer_line": "no", "coverage": UNKNOWN}))) == {}


def test_an_unanswered_fact_of_the_tool_can_be_what_is_missing() -> None:
    facts = {"judges_individual": "no"}
    found = gaps(tool(function("call_recording", UNMASKED), facts=facts))
    assert set(found) == {("", "ground")}
    assert found["", "ground"]["none"] == "not_admissible"
    assert found["", "ground"]["safety"] == "needs_agreement_or_authorisation"


def test_a_fact_that_an_implication_only_narrows_is_still_open() -> None:
    one = tool(function("call_record_match", {"row_kept": "yes"}))
    found = {(name, fact): left for name, fact, left in open_facts(law(), practice(one), one, judge(one).functions)}
    assert found["call_log", "traceable"] == ("indirect", "direct")
    assert ("call_log", "kept") not in found


@often
@given(tools())
def test_each_missing_answer_does_change_what_is_possible(one: Tool) -> None:
    before = judge(one)
    for gap in missing(law(), practice(one), one):
        after: list[Any] = []
        for value, strictest in gap.answers.items():
            found = judge(assume(one, {(gap.function, gap.fact): value}))
            assert found.outcome == strictest
            after.append(found.possible)
        assert any(possible != before.possible for possible in after)
        assert set(gap.could_become) == set(gap.answers.values())


def test_what_if_takes_functions_away_and_leaves_the_practice() -> None:
    one = tool(function("operator_states", WATCHED), function("call_recording", UNMASKED))
    whole = practice(one)
    assert what_if(law(), whole, one, ["operator_states"], ON).outcome == "needs_agreement_or_authorisation"
    assert what_if(law(), whole, one, ["operator_states", "call_recording"], ON).outcome is None
    assert whole.tool("tool1") == one
    assert without(one, []) == one


def test_what_if_cannot_take_away_what_a_choice_still_implies() -> None:
    one = tool(function("call_record_match", {"row_kept": "yes"}), function("call_log", LOGGED))
    assert what_if(law(), practice(one), one, ["call_log"], ON).outcome == "needs_agreement_or_authorisation"
    assert what_if(law(), practice(one), one, ["call_log"], ON).function("call_log").overrides


def test_assumed_answers_reach_tool_listed_and_implied_functions() -> None:
    one = tool(function("call_record_match"), facts=SOUND)
    changed = assume(one, {("", "ground"): "none", ("call_record_match", "row_kept"): "no", ("breaks@x", "kept"): "no"})
    assert changed.facts["ground"].value == "none"
    assert changed.functions[0].answers["row_kept"].value == "no"
    assert (changed.functions[1].kind, changed.functions[1].presence) == ("breaks", "unasked")
