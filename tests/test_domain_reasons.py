from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given

from app.domain.circular import UNKNOWN
from app.domain.conditions import Is, Not, holds
from app.domain.practice import Answer, Tool
from app.domain.reasons import implied_answers, is_class, telling_order
from tests.law import EMPLOYEES, LOGGED, SOUND, UNMASKED, WATCHED, function, judge, law, tool
from tests.test_domain_engine import often, tools


def told(one: Tool, function_id: str) -> list[str]:
    return [reason.rule for reason in judge(one).function(function_id).reasons]


def test_the_rule_that_decided_is_told_with_the_answers_that_fired_it() -> None:
    (reason,) = judge(tool(function("call_log", {**LOGGED, "kept": "raw"}))).functions[0].reasons
    assert (reason.rule, reason.function) == ("call_log.kept_by_person", "call_log")
    assert dict(reason.answers) == {"traceable": "direct", "kept": "raw"}
    assert reason.items == law().rule("call_log.kept_by_person").cites
    assert reason.acts == law().acts_of(reason.items)


def test_a_rule_without_a_condition_shows_every_answer_that_decides() -> None:
    (reason,) = judge(tool(function("call_log", {**LOGGED, "kept": "no"}))).functions[0].reasons
    assert reason.rule == "call_log.rest"
    assert dict(reason.answers) == {"traceable": "direct", "kept": "no", "computed": "no"}


def test_only_what_is_settled_is_shown_as_an_answer() -> None:
    (reason,) = judge(tool(function("call_log", {**LOGGED, "traceable": UNKNOWN, "kept": "no"}))).functions[0].reasons
    assert reason.rule == "call_log.rest"
    assert dict(reason.answers) == {"kept": "no", "computed": "no"}


def test_who_implies_comes_first_then_crossing_then_the_row_then_the_modifiers() -> None:
    facts = {**SOUND, "shared_codes": "yes", "ground": "none"}
    one = tool(function("call_record_match", {"row_kept": "yes"}), function("call_log", LOGGED), facts=facts)
    assert told(one, "call_log") == [
        "call_record_match.row_kept",
        "crossing.shared_codes",
        "call_log.kept_by_person",
        "ground_none",
    ]
    reasons = judge(one).function("call_log").reasons
    assert [reason.function for reason in reasons] == ["call_record_match", "", "call_log", ""]
    assert [dict(reason.answers) for reason in reasons] == [
        {"row_kept": "yes"},
        {"shared_codes": "yes"},
        {"traceable": "direct", "kept": "per_operator"},
        {"ground": "none"},
    ]


def test_crossing_is_a_reason_only_where_it_can_matter_and_only_once_it_is_sure() -> None:
    yes, unknown = {**SOUND, "shared_codes": "yes"}, {**SOUND, "shared_codes": UNKNOWN}
    assert "crossing.shared_codes" in told(tool(function("call_log", LOGGED), facts=yes), "call_log")
    assert "crossing.shared_codes" not in told(tool(function("call_log", LOGGED), facts=unknown), "call_log")
    recording = tool(function("call_recording", UNMASKED), facts=yes)
    assert "crossing.shared_codes" not in told(recording, "call_recording")


def test_while_it_is_open_every_rule_of_the_strictest_outcome_is_told() -> None:
    states = function("operator_states", {**WATCHED, "coverage": UNKNOWN})
    assert told(tool(states), "operator_states") == [
        "operator_states.all_operators",
        "operator_states.no_certain_limit",
    ]


def test_a_modifier_that_only_may_act_is_no_reason() -> None:
    facts = {**SOUND, "judges_individual": UNKNOWN}
    assert told(tool(function("call_recording", UNMASKED), facts=facts), "call_recording") == [
        "call_recording.recorded"
    ]


def test_what_may_be_implied_lends_its_rule_to_the_one_who_may_bring_it() -> None:
    one = tool(function("call_record_match"))
    rules = told(one, "call_record_match")
    assert set(rules) & {f"productivity.{end}" for end in ("all_operators", "no_certain_limit")}
    assert "call_record_match.pairing" not in rules, "that one would lead to a milder outcome"


@often
@given(tools())
def test_no_outcome_without_the_rule_that_gives_it_and_no_rule_without_a_source(one: Tool) -> None:
    found = judge(one)
    for f in found.functions:
        rules = [reason.rule for reason in f.reasons if reason.rule not in [c.id for c in law().crossings]]
        assert all(reason.items and reason.acts for reason in f.reasons)
        if not f.present:
            assert f.reasons == ()
            continue
        known = {i.id for kind in law().kinds.values() for i in kind.implications}
        own = [rule for rule in rules if rule not in known]
        assert any(law().rule(rule).outcome == f.outcome for rule in own)
        assert any(is_class(law(), rule) for rule in own)


@often
@given(tools())
def test_the_answers_shown_are_the_users_or_forced(one: Tool) -> None:
    for f in judge(one).functions:
        stored = one.function(f.id)
        for reason in f.reasons:
            if reason.function == f.id and is_class(law(), reason.rule):
                for fact, value in reason.answers.items():
                    given_answer = stored.answers.get(fact) if stored else None
                    assert value == f.forced.get(fact) or given_answer == Answer(value) or fact in f.forced


def test_answers_named_outright_are_those_of_a_single_value() -> None:
    assert dict(implied_answers(law().rule("ground_none"))) == {"ground": "none"}
    assert dict(implied_answers(law().rule("judges_individual"))) == {"judges_individual": "yes"}
    denied = replace(law().rule("ground_none"), when=Not(Is("ground", frozenset({"safety"}))))
    assert dict(implied_answers(denied)) == {}, "what is denied was not answered"


def test_rules_are_told_in_the_rows_order_lent_ones_first_modifiers_last() -> None:
    order = telling_order(law(), "call_log")
    names = ["breaks.all_operators", "call_log.not_traceable", "call_log.rest", "ground_none", "collaborators"]
    assert all(order(a) < order(b) for a, b in pairwise(names))


def test_modifiers_are_no_class_rules() -> None:
    assert not any(is_class(law(), modifier.id) for modifier in law().modifiers)
    assert all(is_class(law(), rule.id) for kind in law().kinds.values() for rule in kind.rules)


def test_the_condition_of_each_rule_told_holds_for_the_answers_shown() -> None:
    one = tool(function("operator_states", WATCHED), function("call_recording", UNMASKED))
    for f in judge(one, facts=EMPLOYEES).functions:
        for reason in f.reasons:
            assert holds(law().rule(reason.rule).when, dict(reason.answers))
