"""What a question is said to change, against giving every answer and looking at the whole determination."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import pytest
from hypothesis import assume as given_that
from hypothesis import given
from hypothesis import strategies as st

from app.domain.circular import UNKNOWN
from app.domain.determination import Question, ToolDetermination
from app.domain.path import left_out, path
from app.domain.practice import Answer, Practice, Tool
from app.domain.purpose import Purpose, fact_of, purpose
from tests.law import EMPLOYEES, LOGGED, ON, SOUND, UNMASKED, WATCHED, function, judge, law, practice, tool
from tests.test_domain_engine import often, tools, workforces


def of(one: Tool, function_id: str, fact: str) -> Purpose:
    """Of a question on the path, by function (empty: the tool's or the company's) and fact."""
    whole = practice(one)
    (question,) = [q for q in path(law(), whole, one) if (q.function, q.fact) == (function_id, fact)]
    return purpose(law(), whole, one, question, ON)


def given_each(one: Tool, company: dict[str, Answer], question: Question) -> list[ToolDetermination]:
    """The tool judged with each answer to a question."""
    fact = fact_of(law(), question)
    assert fact is not None
    found = []
    for value in fact.values:
        answer, changed, facts = Answer(value), one, company
        if question.scope == "company":
            facts = {**company, fact.id: answer}
        elif question.scope == "tool":
            changed = one.with_fact(fact.id, answer)
        else:
            changed = one.with_answer(question.function, question.kind, fact.id, answer)
        found.append(judge(changed, facts=facts))
    return found


SHOWN: dict[str, Callable[[ToolDetermination, str], object]] = {
    "function": lambda found, name: [f.possible for f in found.functions if f.id == name and f.present],
    "tool": lambda found, name: found.possible,
    "kinds": lambda found, name: {f.kind for f in found.functions if f.present},
    "flags": lambda found, name: set(found.flags),
    "duties": lambda found, name: set(found.duties),
    "standing": lambda found, name: found.standing,
    "ways": lambda found, name: {at.way for at in found.routes},
}


@often
@given(tools(), workforces(), st.data())
def test_what_it_says_changes_really_changes_and_nothing_else_does(
    one: Tool, company: dict[str, Answer], data: st.DataObject
) -> None:
    whole = practice(one, facts=company)
    asked = [q for q in path(law(), whole, one) if (fact := fact_of(law(), q)) and fact.type == "choice"]
    given_that(asked)
    question = data.draw(st.sampled_from(asked))
    said = purpose(law(), whole, one, question, ON)
    found = given_each(one, company, question)
    for part, shown in SHOWN.items():
        ends = [shown(one, question.function) for one in found]
        changes = any(end != ends[0] for end in ends[1:])
        if part == "function":
            ends = [end for end in ends if end]
            changes = any(end != ends[0] for end in ends[1:])
        assert bool(getattr(said, part)) == changes, part
    assert not said.measured


@often
@given(tools(), workforces(), st.data())
def test_it_names_exactly_what_comes_with_some_answers(
    one: Tool, company: dict[str, Answer], data: st.DataObject
) -> None:
    whole = practice(one, facts=company)
    asked = [q for q in path(law(), whole, one) if (fact := fact_of(law(), q)) and fact.type == "choice"]
    given_that(asked)
    question = data.draw(st.sampled_from(asked))
    said, found = purpose(law(), whole, one, question, ON), given_each(one, company, question)
    for part in ("kinds", "flags", "duties", "ways"):
        sets = [set(SHOWN[part](one, question.function)) for one in found]  # type: ignore[call-overload]
        assert set(getattr(said, part)) == set.union(*sets) - set.intersection(*sets)
    if said.standing:
        assert set(said.standing) == {one.standing for one in found}
    if said.tool:
        assert set(said.tool) == {outcome for one in found for outcome in one.possible}
        assert list(said.tool) == sorted(said.tool, key=lambda outcome: law().outcomes[outcome].rank)


@often
@given(tools(), st.data())
def test_a_question_left_out_has_no_purpose(one: Tool, data: st.DataObject) -> None:
    whole = practice(one)
    settled = [left for left in left_out(law(), whole, one) if left.why == "settled"]
    given_that(settled)
    left = data.draw(st.sampled_from(settled))
    question = Question("function", one.id, left.function, left.kind, left.fact, False)
    assert purpose(law(), whole, one, question, ON) == Purpose()


# ---- by hand -----------------------------------------------------------------------------------------------------


def test_a_fact_that_moves_the_outcome() -> None:
    one = tool(function("operator_states", {**WATCHED, "coverage": UNKNOWN}))
    said = of(one, "operator_states", "coverage")
    assert said.function == said.tool == ("needs_agreement_or_authorisation", "not_admissible")
    assert said.flags == ("conflict:agreement_c25", "unclear")
    assert {"O4", "O5", "O6", "O7"} == set(said.duties)
    assert said.ways == ("find_out", "reconfigure")
    assert said.kinds == said.standing == ()


def test_a_fact_of_a_function_that_is_not_the_strictest_changes_no_outcome_of_the_tool() -> None:
    one = tool(function("operator_states", WATCHED), function("mail_metadata"))
    said = of(one, "mail_metadata", "metadata_period")
    assert said.function == ("work_tool", "needs_agreement_or_authorisation")
    assert said.tool == said.standing == said.ways == ()
    assert {"O4", "O6"} == set(said.duties)


def test_a_fact_that_brings_a_function_along() -> None:
    said = of(tool(function("call_record_match")), "call_record_match", "row_kept")
    assert set(said.kinds) == {"call_log"}


def test_a_fact_of_the_tool_that_adds_only_a_flag() -> None:
    facts = {k: v for k, v in SOUND.items() if k != "judges_individual"}
    said = of(tool(function("call_recording", UNMASKED), facts=facts), "", "judges_individual")
    assert said == Purpose(flags=("unclear",), duties=("O15",))


def test_a_fact_of_the_company_that_changes_the_way() -> None:
    said = of(tool(function("call_recording", UNMASKED)), "", "talks")
    assert set(said.ways) == {"find_out", "after_talks_office_unknown"}
    assert said.tool == said.function == ()


def test_shared_codes_change_what_leads_to_a_person() -> None:
    facts = {k: v for k, v in SOUND.items() if k != "shared_codes"}
    said = of(tool(function("call_log", {**LOGGED, "traceable": "no"}), facts=facts), "", "shared_codes")
    assert said.tool == ("no_remote_control", "needs_agreement_or_authorisation")
    assert said.function == (), "no function is asked here"


@pytest.mark.parametrize("fact", ["retention_days", "viewers", "uses"])
def test_numbers_and_ticks_are_measured_and_never_decide(fact: str) -> None:
    assert of(tool(function("call_log", LOGGED)), "call_log", fact) == Purpose(measured=True)


def test_a_presence_always_decides_and_has_no_purpose_to_tell() -> None:
    assert of(tool(function("call_log", LOGGED)), "call_log", "presence") == Purpose()


def test_the_tool_and_the_practice_stay_as_they_are() -> None:
    one = tool(function("call_record_match"))
    whole: Practice = practice(one, facts=EMPLOYEES)
    for question in path(law(), whole, one):
        purpose(law(), whole, one, question, ON)
    assert whole == practice(tool(function("call_record_match")), facts=EMPLOYEES)


def test_every_part_of_a_purpose_is_compared_here() -> None:
    assert {field.name for field in fields(Purpose)} == {*SHOWN, "measured"}
