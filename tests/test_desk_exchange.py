from __future__ import annotations

import json
from typing import Any

import pytest

from app.desk.exchange import evaluate, questions
from tests.law import ON, SOUND, WATCHED, law


def judged(*functions: dict[str, Any], confirmed: bool = True, **fields: Any) -> dict[str, Any]:
    """The one tool of an evaluation, gone through JSON."""
    raw = {"name": "CRM", "state": "in_use", "facts": SOUND, "confirmed_absent": confirmed}
    company = {"facts": {"workforce": "employees"}}
    out = json.loads(
        json.dumps(evaluate(law(), {"company": company, "tool": {**raw, "functions": list(functions), **fields}}, ON))
    )
    assert out["circular"] == {"id": "inl-2017-04", "version": "2026.11"}
    (one,) = out["tools"]
    assert isinstance(one, dict)
    return one


def used(kind: str, **facts: Any) -> dict[str, Any]:
    return {"kind": kind, "presence": "in_use", "facts": facts}


STATES = {fact: value for fact, value in WATCHED.items() if fact not in ("recorded_by", "channel", "measure")}


def test_the_fields_that_are_promised() -> None:
    one = judged(used("operator_states", **STATES))
    assert set(one) >= {
        *("name", "outcome", "provisional", "possible", "flags", "standing", "functions", "missing", "duties"),
    }
    (function,) = one["functions"]
    assert set(function) >= {
        *("id", "kind", "implied", "outcome", "provisional", "possible", "flags", "reasons"),
    }
    (reason,) = function["reasons"]
    assert set(reason) >= {"rule", "answers", "items", "sources"}
    assert reason["sources"][0] == {"id": "inl_circ_4_2017", "title": law().acts["inl_circ_4_2017"].title}
    assert reason["statuses"]["C13"] in ("secondary_1", "secondary_2")


def test_a_crm_that_only_matches_call_and_record() -> None:
    one = judged(used("call_record_match", row_kept="no"))
    assert (one["outcome"], one["provisional"], one["possible"]) == ("work_tool", False, ["work_tool"])
    assert "C11" in one["functions"][0]["reasons"][0]["items"]
    assert "O1" in [duty["id"] for duty in one["duties"]]


def test_the_same_with_the_rest_unconfirmed() -> None:
    one = judged(used("call_record_match", row_kept="no"), confirmed=False)
    assert (one["outcome"], one["provisional"]) == ("work_tool", True)
    assert len(one["unconfirmed"]) == len(law().kinds) - 1


def test_a_row_per_call_and_operator_and_nothing_computed() -> None:
    one = judged(
        used("call_record_match", row_kept="yes"),
        {"kind": "call_log", "presence": "unasked", "facts": {"computed": "no"}},
    )
    assert (one["outcome"], one["provisional"]) == ("needs_agreement_or_authorisation", False)
    log = next(function for function in one["functions"] if function["id"] == "call_log")
    assert (log["implied"], log["implied_by"]) == (True, ["call_record_match"])
    assert any("G-D1" in reason["items"] for reason in log["reasons"])
    assert {"O4", "O5"} <= {duty["id"] for duty in one["duties"]}


def test_a_row_kept_over_a_declared_absence() -> None:
    one = judged(used("call_record_match", row_kept="yes"), {"kind": "call_log", "presence": "absent"})
    log = next(function for function in one["functions"] if function["id"] == "call_log")
    assert log["overrides_declared_absence"]


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_row_kept_where_all_that_is_not_listed_was_confirmed_absent(confirmed: bool) -> None:
    one = judged(used("call_record_match", row_kept="yes"), confirmed=confirmed)
    declared = {function["id"]: function["overrides_declared_absence"] for function in one["functions"]}
    assert declared["call_log"] is confirmed
    assert not declared["call_record_match"]


def test_states_of_each_operator_live_all_the_time() -> None:
    one = judged(used("operator_states", **STATES))
    assert (one["outcome"], one["provisional"]) == ("not_admissible", False)
    assert one["flags"] == ["conflict:agreement_c25"]
    assert one["standing"] == "stop"
    assert not {"O4", "O5"} & {duty["id"] for duty in one["duties"]}


@pytest.mark.parametrize("left_out", [True, False])
def test_one_decisive_fact_unknown(left_out: bool) -> None:
    facts = {**STATES, "coverage": "unknown"}
    if left_out:
        del facts["coverage"]
    one = judged(used("operator_states", **facts))
    assert (one["outcome"], one["provisional"]) == ("not_admissible", True)
    assert one["possible"] == ["needs_agreement_or_authorisation", "not_admissible"]
    (gap,) = one["missing"]
    assert (gap["function"], gap["fact"]) == ("operator_states", "coverage")
    assert gap["could_become"] == ["needs_agreement_or_authorisation", "not_admissible"]
    assert gap["answers"]["own_request"] == "needs_agreement_or_authorisation"


def test_what_is_to_be_stopped_whatever_comes_out_is_told_first_while_the_outcome_is_open() -> None:
    one = judged(used("operator_states", **{**STATES, "coverage": "unknown"}))
    assert (one["standing"], one["provisional"]) == ("stop", True)
    assert one["duties"][0] == {"id": "O6_meanwhile"}
    settled = judged(used("operator_states", **STATES))
    assert {"id": "O6_meanwhile"} not in settled["duties"]
    planned = judged(used("operator_states", **{**STATES, "coverage": "unknown"}), state="planned")
    assert {"id": "O6_meanwhile"} not in planned["duties"]


def test_a_gap_of_the_tool_itself_names_no_function() -> None:
    one = judged(used("operator_states", **{**STATES, "customer_line": "no"}), facts={"judges_individual": "no"})
    assert [(gap["function"], gap["fact"]) for gap in one["missing"]] == [(None, "ground")]


def test_the_standing_is_told_site_by_site() -> None:
    raw = {
        "company": {"sites": ["s1", "s2"]},
        "tool": {"functions": [used("operator_states", **STATES)], "state": "in_use"},
    }
    one = evaluate(law(), raw, ON)["tools"][0]
    assert [at["site"] for at in one["standing_at"]] == ["s1", "s2"]


def test_the_way_to_a_paper_is_told_site_by_site() -> None:
    company = {"facts": {"workforce": "employees"}, "sites": [{"id": "s1", "representatives": "rsu"}, {"id": "s2"}]}
    log = used("call_log", traceable="direct", kept="per_operator", computed="no")
    tool = {"state": "in_use", "facts": SOUND, "confirmed_absent": True, "functions": [log]}
    (one,) = evaluate(law(), {"company": company, "tool": tool}, ON)["tools"]
    assert [at["site"] for at in one["routes"]] == ["s1", "s2"]
    assert set(one["routes"][0]) == {"site", "way", "form", "notes", "flags"}
    assert [(at["way"], at["form"]) for at in one["routes"]] == [("agreement_rsu", "agreement"), ("find_out", "none")]
    assert "stop_first" in one["routes"][0]["notes"]
    assert one["routes"][1]["flags"] == ["conflict:territorial_unions_p3"]


def test_what_is_at_stake_is_named_and_only_where_there_is_something() -> None:
    assert {"id": "penalty"} in judged(used("operator_states", **STATES))["stakes"]
    planned = judged(used("call_record_match", row_kept="no"), state="planned")
    assert planned["stakes"] == []


def test_questions_left_out_say_why_and_by_which_answers() -> None:
    one = judged(used("call_log", traceable="no"))
    assert {gap["why"] for gap in one["left_out"]} <= {"fixed", "settled"}
    settled = [gap for gap in one["left_out"] if gap["why"] == "settled"]
    assert settled
    assert all(set(gap) == {"function", "fact", "why", "by"} for gap in one["left_out"])
    assert {"traceable"} in [set(gap["by"]) for gap in settled]


def test_the_fewest_answers_that_decide() -> None:
    facts = {**STATES, "coverage": "unknown"}
    one = judged(used("operator_states", **facts))
    assert one["decisive"] == {"facts": [{"function": "operator_states", "fact": "coverage"}], "smallest": True}
    assert judged(used("operator_states", **STATES))["decisive"] == {"facts": [], "smallest": True}


def test_where_much_is_open_no_set_is_sought() -> None:
    assert "decisive" not in judged(used("operator_states"), used("handling_times"), used("call_recording"))


def test_questions_hold_everything_that_can_be_asked_in_either_language() -> None:
    it, en = questions(law("it")), questions(law("en"))
    assert json.loads(json.dumps(it)) == it
    assert (it["circular"]["lang"], en["circular"]["lang"]) == ("it", "en")
    assert [kind["id"] for kind in it["kinds"]] == [kind["id"] for kind in en["kinds"]] == list(law().kinds)
    for mine, other in zip(it["kinds"], en["kinds"], strict=True):
        assert [fact["id"] for fact in mine["facts"]] == [fact["id"] for fact in other["facts"]]
        assert all(fact["question"] for fact in (*mine["facts"], *other["facts"]))
        assert [c["id"] for f in mine["facts"] for c in f["choices"]] == [
            c["id"] for f in other["facts"] for c in f["choices"]
        ]
    assert it["kinds"][0]["label"] != en["kinds"][0]["label"]
    assert {"templates", "duties", "flags", "standings", "outcomes", "presence", "tool_facts"} <= set(it)


def test_what_questions_list_evaluate_takes() -> None:
    for kind in questions(law())["kinds"]:
        facts = {}
        for fact in kind["facts"]:
            facts[fact["id"]] = {"choice": (fact["values"] or [""])[-1], "number": 1, "many": fact["values"]}[
                fact["type"]
            ]
        assert judged(used(kind["id"], **facts))["outcome"]
