from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume as given_that
from hypothesis import given
from hypothesis import strategies as st

from app.domain.circular import UNKNOWN
from app.domain.determination import Question
from app.domain.engine import assume
from app.domain.path import first_open, left_out, path
from app.domain.place import Place
from app.domain.practice import Answer, Practice, Tool, ToolFunction, Value
from app.domain.purpose import fact_of
from app.domain.scenarios import survey
from app.domain.table import deciding_facts
from tests import naive
from tests.law import CLOCK, LOGGED, SOUND, UNMASKED, WATCHED, function, judge, law, practice, tool
from tests.test_domain_engine import often, tools


def asked(one: Tool, whole: Practice | None = None) -> list[tuple[str, str]]:
    return [(question.function, question.fact) for question in path(law(), whole or practice(one), one)]


def of(one: Tool, function_id: str) -> list[str]:
    return [fact for name, fact in asked(one) if name == function_id]


def test_the_presence_comes_first_and_alone_until_it_is_told() -> None:
    one = tool(function("operator_states", presence="unasked"))
    assert asked(one) == [("operator_states", "presence")]
    assert not path(law(), practice(one), one)[0].answered


def test_what_is_absent_is_not_asked_about() -> None:
    assert asked(tool(function("call_log", LOGGED, "absent"))) == [("call_log", "presence")]


def test_questions_run_through_functions_then_tool_then_company() -> None:
    questions = path(law(), practice(one := tool(function("call_log"), facts={})), one)
    assert [question.scope for question in questions] == [
        "presence",
        *("function" for _ in range(6)),
        *("tool" for _ in range(5)),
        *("company" for _ in range(5)),
    ]
    assert [question.fact for question in questions][-10:] == [
        *("ground", "judges_individual", "uses_ai", "decided_by_machine", "shared_codes"),
        *("workforce", "units", "offices", "talks", "remote_work"),
    ]


def test_only_questions_that_can_still_matter_are_asked() -> None:
    assert of(tool(function("call_log", {"traceable": "no"})), "call_log")[:3] == [
        "presence",
        "traceable",
        "retention_days",
    ]
    states = function("operator_states", {**WATCHED, "traceable": "no"})
    assert not {"customer_line", "coverage", "computed"} & set(of(tool(states), "operator_states"))
    assert "judges_individual" not in [fact for _, fact in asked(tool(function("attendance", CLOCK)))]
    assert "judges_individual" in [fact for _, fact in asked(tool(function("call_recording", UNMASKED)))]


@often
@given(tools(), st.data())
def test_a_choice_off_the_path_changes_nothing(one: Tool, data: st.DataObject) -> None:
    """Whatever is not asked may be answered at will: outcome, flags and what is implied stay."""
    whole = practice(one)
    on_path = {(q.function, q.fact) for q in path(law(), whole, one)}
    found = judge(one)
    for determined in found.functions:
        stored = one.function(determined.id)
        if not determined.present or stored is None:
            continue
        for fact in law().kinds[determined.kind].facts:
            unanswered = fact.id not in stored.answers
            if fact.type == "choice" and unanswered and (determined.id, fact.id) not in on_path:
                value = data.draw(st.sampled_from(fact.values))
                after = judge(assume(one, {(determined.id, fact.id): value}))
                assert (after.possible, after.flags) == (found.possible, found.flags), fact.id
                assert [f.id for f in after.functions] == [f.id for f in found.functions], fact.id


@often
@given(tools())
def test_answering_everything_on_the_path_settles_the_tool(one: Tool) -> None:
    whole = practice(one, facts={})
    for _ in range(99):
        one = whole.tool(one.id)
        question = next((q for q in path(law(), whole, one) if not q.answered or answer_to(whole, q) == UNKNOWN), None)
        if question is None:
            break
        whole = give(whole, question)
    else:
        pytest.fail("the questions come to no end")
    found = judge(one, facts=whole.company.facts)
    assert len(found.possible) <= 1
    assert not any(f.provisional for f in found.functions)


def answer_to(whole: Practice, question: Question) -> Value | None:
    one = whole.tool(question.tool)
    if question.scope == "company":
        return whole.company.facts[question.fact].value if question.fact in whole.company.facts else None
    if question.scope == "tool":
        return one.facts[question.fact].value if question.fact in one.facts else None
    function = one.function(question.function)
    if question.scope == "presence":
        return function.presence if function else None
    return function.answers[question.fact].value if function and question.fact in function.answers else None


def give(whole: Practice, question: Question) -> Practice:
    """Some answer to a question of the tool: the most intrusive."""
    one = whole.tool(question.tool)
    if question.scope == "presence":
        return whole.with_tool(one.with_presence(question.function, question.kind, "in_use"))
    fact = fact_of(law(), question)
    assert fact is not None
    value: Value = {"choice": "", "number": 30, "many": ()}[fact.type]
    answer = Answer(fact.values[-1] if fact.type == "choice" else value)
    if question.scope == "company":
        return whole.with_company_fact(question.fact, answer)
    if question.scope == "tool":
        return whole.with_tool(one.with_fact(question.fact, answer))
    return whole.with_answer(question.tool, question.function, question.kind, question.fact, answer)


def test_answers_off_the_path_stay_stored_and_silent_and_are_found_again() -> None:
    one = tool(function("operator_states", WATCHED))
    nobody = one.with_answer("operator_states", "operator_states", "traceable", Answer("no"))
    assert judge(nobody).outcome == "no_remote_control"
    assert "coverage" not in of(nobody, "operator_states")
    assert judge(nobody).functions[0].reasons[0].answers == {"traceable": "no"}
    back = nobody.with_answer("operator_states", "operator_states", "traceable", Answer("direct"))
    assert back == one
    assert "coverage" in of(back, "operator_states")
    assert judge(back).outcome == "not_admissible"


def test_an_implied_function_is_asked_without_its_presence_and_gone_with_its_choice() -> None:
    one = tool(function("call_record_match", {"row_kept": "yes"}))
    assert of(one, "call_log")[0] == "computed"
    answered = one.with_answer("call_log", "call_log", "computed", Answer("no"))
    assert judge(answered).outcome == "needs_agreement_or_authorisation"
    gone = answered.with_answer("call_record_match", "call_record_match", "row_kept", Answer("no"))
    assert judge(gone).outcome == "work_tool"
    assert gone.function("call_log") is not None
    again = gone.with_answer("call_record_match", "call_record_match", "row_kept", Answer("yes"))
    assert judge(again) == judge(answered)


def test_i_do_not_know_counts_as_answered() -> None:
    one = tool(function("call_record_match", {"row_kept": UNKNOWN}))
    questions = path(law(), practice(one), one)
    assert [(q.fact, q.answered) for q in questions if q.scope == "function"] == [("row_kept", True)]
    assert judge(one).provisional


def test_numbers_and_many_are_asked_for_the_duties_and_the_papers() -> None:
    one = tool(function("call_log", LOGGED))
    asked_too = [q for q in path(law(), practice(one), one) if q.fact in ("retention_days", "viewers", "uses")]
    assert [q.answered for q in asked_too] == [False, False, False]
    filled = replace(one, functions=(function("call_log", {**LOGGED, "retention_days": 0, "uses": ()}),))
    assert [q.answered for q in path(law(), practice(filled), filled) if q.fact in ("retention_days", "uses")] == [
        True
    ] * 2
    assert judge(filled).possible == judge(one).possible


def test_the_first_open_question_is_where_one_stopped() -> None:
    one = tool(function("call_record_match"), facts=SOUND)
    questions = path(law(), practice(one), one)
    found = first_open(questions)
    assert found == Question("function", "tool1", "call_record_match", "call_record_match", "row_kept", False)
    assert first_open(tuple(q for q in questions if q.answered)) is None


def test_an_answer_given_stays_on_the_path_while_it_mattered_when_given() -> None:
    """What one has just answered does not vanish from the list under one's hands."""
    facts = {k: v for k, v in UNMASKED.items() if k != "perceivable"}
    assert of(tool(function("call_recording", facts)), "call_recording")[1] == "voices_masked"


def test_a_tool_without_functions_has_no_questions() -> None:
    assert asked(Tool("t", functions=())) == []
    assert asked(tool(ToolFunction("x", "from_a_newer_law", "in_use"))) == []


# ---- questions left out ------------------------------------------------------------------------------------------


def whole_result(one: Tool) -> tuple[object, ...]:
    found = judge(one)
    functions = [(f.id, f.outcome, f.possible, f.flags, f.implied, f.workers_data) for f in found.functions]
    return (found.possible, found.flags, functions, found.standing, found.duties, found.routes, found.stakes)


@often
@given(tools())
def test_no_deciding_question_is_lost_it_is_asked_or_left_out_with_a_reason(one: Tool) -> None:
    whole = practice(one)
    asked_ones = {(q.function, q.fact) for q in path(law(), whole, one)}
    left = [(out.function, out.fact) for out in left_out(law(), whole, one)]
    assert len(left) == len(set(left))
    assert not asked_ones & set(left)
    for f in judge(one).functions:
        if f.present:
            every = {(f.id, fact.id) for fact in deciding_facts(law().kinds[f.kind])}
            assert every <= asked_ones | set(left)


@often
@given(tools(), st.data())
def test_any_answer_to_a_question_left_out_changes_nothing(one: Tool, data: st.DataObject) -> None:
    left = left_out(law(), practice(one), one)
    given_that(left)
    before = whole_result(one)
    out = data.draw(st.sampled_from(left))
    place = survey(law(), one).places[out.function]
    fact = place.kind.fact(out.fact)
    values = fact.values
    if out.why == "fixed" and fact.ordered:
        # What a choice elsewhere fixes beats a milder answer; one more intrusive would stand, but is not asked.
        values = fact.values[: fact.values.index(place.allowed(fact)[0]) + 1]
    for value in values:
        after = whole_result(assume(one, {(out.function, out.fact): value}))
        if one.function(out.function) is None:
            # Stored at its first answer: told in another place of the list, and nothing else.
            assert sorted(map(str, after[2])) == sorted(map(str, before[2]))  # type: ignore[call-overload]
            after = (*after[:2], before[2], *after[3:])
        assert after == before, (out, value)


@often
@given(tools())
def test_the_answers_named_settle_it_and_none_of_them_could_be_missing(one: Tool) -> None:
    """Straight from the row: with only these answers no value matters; without any one of them some value could."""
    places = survey(law(), one).places
    for out in left_out(law(), practice(one), one):
        if out.why == "fixed":
            assert len(places[out.function].allowed(places[out.function].kind.fact(out.fact))) == 1
            continue
        assert not could_matter(places[out.function], out.fact, out.by)
        for name in out.by:
            assert could_matter(places[out.function], out.fact, tuple(n for n in out.by if n != name)), (out, name)


def could_matter(place: Place, fact_id: str, settled: tuple[str, ...]) -> bool:
    scales = naive.facts_of(place.kind.id)
    domains = {}
    for name in scales:
        fact = place.kind.fact(name)
        domains[name] = place.domain(fact) if name in settled else place.allowed(fact)
    rules = {rule["id"]: rule for rule in naive.table(f"kinds/{place.kind.id}.toml")["rules"]}
    ends: dict[tuple[str, ...], object] = {}
    for values in product(*domains.values()):
        rule_id, outcome, implied = naive.decided(place.kind.id, values)
        rule = rules[rule_id]
        end = (outcome, rule.get("flags", ()), rule.get("workers_data", True), implied)
        rest = tuple(value for name, value in zip(domains, values, strict=True) if name != fact_id)
        if ends.setdefault(rest, end) != end:
            return True
    return False


def test_a_question_is_left_out_for_the_answers_that_settle_it() -> None:
    states = tool(function("operator_states", {**WATCHED, "traceable": "no"}))
    left = {out.fact: out for out in left_out(law(), practice(states), states)}
    assert set(left) == {"customer_line", "seen_by_others", "kept", "computed", "coverage"}
    assert {(out.why, out.by) for out in left.values()} == {("settled", ("traceable",))}


def test_a_question_is_left_out_because_a_choice_elsewhere_fixed_it() -> None:
    one = tool(function("call_record_match", {"row_kept": "yes"}))
    left = {(out.function, out.fact): out.why for out in left_out(law(), practice(one), one)}
    assert left["call_log", "kept"] == "fixed"
    assert left["call_log", "traceable"] == "settled", "only codes or names are left, which end alike"


def test_what_an_answer_settles_is_not_left_out_while_crossing_may_overrule_it() -> None:
    facts = {k: v for k, v in SOUND.items() if k != "shared_codes"}
    one = tool(function("operator_states", {**WATCHED, "traceable": "no"}), facts=facts)
    assert "not_admissible" in judge(one).possible
    assert "coverage" not in [out.fact for out in left_out(law(), practice(one), one)]


def test_nothing_is_left_out_of_a_function_that_is_not_there() -> None:
    assert left_out(law(), practice(one := tool(function("call_log", LOGGED, "absent"))), one) == ()
