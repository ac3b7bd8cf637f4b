from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import prod
from typing import Any

import pytest
from hypothesis import assume as given_that
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.circular import UNKNOWN
from app.domain.engine import assume, classify, determine, determine_tool
from app.domain.practice import PRESENCES, Answer, Tool, ToolFunction, counts_as_present
from app.domain.table import deciding_facts
from tests import naive
from tests.law import (
    CLOCK,
    EMPLOYEES,
    LOGGED,
    ON,
    SOUND,
    UNMASKED,
    WATCHED,
    function,
    judge,
    law,
    paper,
    practice,
    tool,
)

often = settings(max_examples=60, deadline=None, derandomize=True, database=None)
MOST_OPEN = 600
"""Combinations left open in one function, so that trying them all stays quick."""

KINDS = sorted(law().kinds)
TIED = sorted(
    {kind.id for kind in law().kinds.values() if kind.implications}
    | {implication.kind for kind in law().kinds.values() for implication in kind.implications}
)
"""Kinds that imply or are implied: where the ways part."""


@st.composite
def functions(draw: st.DrawFn, number: int) -> ToolFunction:
    kind = law().kinds[draw(st.sampled_from(KINDS) | st.sampled_from(TIED))]
    presence = draw(st.sampled_from(PRESENCES) | st.sampled_from(["in_use", "off_locked" if kind.device else "in_use"]))
    answers: dict[str, Answer] = {}
    for fact in deciding_facts(kind):
        value = draw(st.sampled_from(fact.values) | st.sampled_from([None, UNKNOWN, *fact.values]))
        if value is not None:
            answers[fact.id] = Answer(value)
    left = prod(
        len(fact.values) for fact in deciding_facts(kind) if fact.id not in answers or answers[fact.id].value == UNKNOWN
    )
    given_that(left <= MOST_OPEN)
    name = kind.id if draw(st.booleans()) else f"f{number}"
    return ToolFunction(name, kind.id, presence, answers)


@st.composite
def tools(draw: st.DrawFn) -> Tool:
    count = draw(st.integers(2, 4))
    listed = [draw(functions(number)) for number in range(count)]
    given_that(len({f.id for f in listed}) == count)
    facts: dict[str, str] = {}
    for fact in law().tool_facts:
        value = draw(st.sampled_from([None, UNKNOWN, *fact.values, *fact.values]))
        if value is not None:
            facts[fact.id] = value
    return tool(*listed, confirmed=draw(st.booleans()), facts=facts)


def workforces() -> st.SearchStrategy[dict[str, Answer]]:
    return st.sampled_from([{}, EMPLOYEES, {"workforce": Answer("collaborators_only")}])


def rank(outcome: str | None) -> int:
    return -1 if outcome is None else naive.SEVERITY.index(outcome)


def tier(outcome: str | None) -> int:
    return -1 if outcome is None else naive.TIER[outcome]


# ---- against every completion ------------------------------------------------------------------------------------


@often
@given(tools(), workforces())
def test_what_is_possible_is_what_some_completion_gives(one: Tool, company: dict[str, Answer]) -> None:
    whole = practice(one, facts=company)
    found = classify(law(), whole, one)
    expected = naive.expected(whole, one)
    assert set(found.possible) == expected.tool
    assert {f.id: set(f.possible) for f in found.functions if f.present} == expected.functions


@often
@given(tools())
def test_the_outcome_is_the_strictest_still_possible(one: Tool) -> None:
    found = judge(one)
    for part in (found, *found.functions):
        assert list(part.possible) == sorted(part.possible, key=rank)
        assert part.outcome == (part.possible[-1] if part.possible else None)
        assert part.provisional or len(part.possible) == 1 or part.outcome is None
    present = [f for f in found.functions if f.present]
    assert rank(found.outcome) == max((rank(f.outcome) for f in present), default=-1)
    assert set(found.deciding) == {f.id for f in present if f.outcome == found.outcome}


@often
@given(tools(), st.randoms(use_true_random=False))
def test_order_of_functions_and_of_answers_is_irrelevant(one: Tool, random: Any) -> None:
    shuffled = [replace(f, answers=dict(random.sample(list(f.answers.items()), len(f.answers)))) for f in one.functions]
    random.shuffle(shuffled)
    before, after = judge(one), judge(replace(one, functions=tuple(shuffled)))
    told = ("outcome", "provisional", "possible", "flags", "standing", "unconfirmed")
    assert [getattr(before, name) for name in told] == [getattr(after, name) for name in told]
    assert set(before.duties) == set(after.duties)
    for f in before.functions:
        other = after.function(f.id)
        assert (f.outcome, f.possible, f.flags, f.implied) == (
            other.outcome,
            other.possible,
            other.flags,
            other.implied,
        )


@often
@given(
    tools(), st.sampled_from(["agreement", "authorisation", "notice", "dpia"]), st.sampled_from(["in_use", "planned"])
)
def test_papers_and_state_never_change_the_class(one: Tool, kind: str, state: str) -> None:
    bare = judge(one)
    papered = judge(replace(one, state=state, guarantees=(paper(kind, tuple(law().kinds)),)))
    for name in ("outcome", "provisional", "possible", "deciding", "functions"):
        assert getattr(bare, name) == getattr(papered, name)
    assert set(bare.flags) <= set(papered.flags)
    told = set(papered.flags) - set(bare.flags)
    assert not told or (told == {"conflict:agreement_c25"} and kind in ("agreement", "authorisation")), "no all-clear"


@often
@given(tools(), st.data())
def test_raising_an_ordered_choice_never_lowers_the_tier(one: Tool, data: st.DataObject) -> None:
    steps = [
        (f, fact, fact.values.index(str(f.answers[fact.id].value)))
        for f in one.functions
        for fact in law().kinds[f.kind].facts
        if fact.ordered and fact.id in f.answers and f.answers[fact.id].value in fact.values[:-1]
    ]
    given_that(steps)
    for f, fact, step in steps:
        more = one.with_answer(f.id, f.kind, fact.id, Answer(fact.values[step + 1]))
        before, after = judge(one), judge(more)
        assert tier(after.outcome) >= tier(before.outcome), f"{f.id}.{fact.id}"


@often
@given(tools(), st.data())
def test_an_answer_only_ever_narrows_what_is_possible(one: Tool, data: st.DataObject) -> None:
    open_ones = [
        (f, fact)
        for f in one.functions
        if counts_as_present(law().kinds[f.kind], f.presence)
        for fact in deciding_facts(law().kinds[f.kind])
        if fact.id not in f.answers or f.answers[fact.id].value == UNKNOWN
    ]
    given_that(open_ones)
    f, fact = data.draw(st.sampled_from(open_ones))
    before = set(judge(one).possible)
    after = [set(judge(assume(one, {(f.id, fact.id): value})).possible) for value in fact.values]
    assert set().union(*after) == before


def test_a_merge_on_a_guess_never_makes_it_milder() -> None:
    """Counts of written contacts must not swallow the operators' times on the telephone."""
    panel = function("queue_statistics", {"traceable": "direct", "source_data": "none"})
    for counts in ("no", "yes"):
        file = function("customer_file", {"operator_lists": "no", "operator_counts": counts})
        assert judge(tool(panel, file)).outcome == "not_admissible"
        listed = function("handling_times", {"recorded_by": "other", "traceable": "direct"})
        assert judge(tool(listed, file)).outcome == "not_admissible"


def test_an_implied_line_of_work_leaves_another_one_to_be_asked() -> None:
    file = function("customer_file", {"operator_lists": "no", "operator_counts": "yes"})
    found = judge(tool(file, function("handling_times", presence="unasked")))
    assert [(f.id, f.implied, f.present) for f in found.functions] == [
        ("customer_file", False, True),
        ("handling_times", False, False),
        ("handling_times@customer_file", True, True),
    ]
    assert found.unconfirmed == ("handling_times",)
    assert found.provisional


# ---- presence ----------------------------------------------------------------------------------------------------


def test_unknown_presence_counts_as_present_and_is_provisional() -> None:
    found = judge(tool(function("call_recording", UNMASKED, "unknown")))
    assert found.outcome == "needs_agreement_or_authorisation"
    assert found.provisional
    assert found.functions[0].provisional
    assert found.possible == ("needs_agreement_or_authorisation",)


@pytest.mark.parametrize("presence", ["in_use", "available", "off_reversible"])
def test_what_the_employer_can_switch_on_counts_as_present(presence: str) -> None:
    found = judge(tool(function("call_recording", UNMASKED, presence)))
    assert (found.outcome, found.provisional) == ("needs_agreement_or_authorisation", False)


@pytest.mark.parametrize("presence", ["absent", "off_locked"])
def test_absent_and_locked_have_no_outcome(presence: str) -> None:
    found = judge(tool(function("call_recording", UNMASKED, presence)))
    assert (found.functions[0].outcome, found.functions[0].provisional) == (None, False)
    assert (found.outcome, found.provisional, found.possible) == (None, True, ())


def test_what_nobody_asked_yields_no_outcome_and_keeps_the_tool_provisional() -> None:
    found = judge(tool(function("attendance", CLOCK), function("call_recording", UNMASKED, "unasked")))
    recording = found.function("call_recording")
    assert (recording.outcome, recording.possible, recording.provisional) == (None, (), True)
    assert (found.outcome, found.possible) == ("attendance_tool", ("attendance_tool",))
    assert found.provisional
    assert found.unconfirmed == ("call_recording",)


def test_without_functions_there_is_no_outcome() -> None:
    found = judge(tool())
    assert (found.outcome, found.provisional, found.standing) == (None, True, "to_do")


def test_the_tool_stays_provisional_until_the_rest_is_confirmed_absent() -> None:
    matching = function("call_record_match", {"row_kept": "no"})
    bare, confirmed = judge(tool(matching, confirmed=False)), judge(tool(matching))
    assert (bare.outcome, bare.provisional) == ("work_tool", True)
    assert set(bare.unconfirmed) == set(law().kinds) - {"call_record_match"}
    assert (confirmed.outcome, confirmed.provisional, confirmed.unconfirmed) == ("work_tool", False, ())


def test_a_kind_listed_again_after_the_confirmation_must_be_asked() -> None:
    one = tool(function("call_record_match", {"row_kept": "no"}))
    again = one.with_function(ToolFunction("breaks", "breaks"))
    assert judge(again).unconfirmed == ("breaks",)


# ---- implied functions -------------------------------------------------------------------------------------------


def test_a_choice_implies_a_function_and_fixes_some_of_its_facts() -> None:
    uncounted = function("call_log", {"computed": "no"}, "unasked")
    found = judge(tool(function("call_record_match", {"row_kept": "yes"}), uncounted))
    log = found.function("call_log")
    assert (log.implied, log.implied_by, log.overrides) == (True, ("call_record_match",), False)
    assert dict(log.forced) == {"kept": "per_operator", "traceable": "indirect"}
    assert log.possible == ("needs_agreement_or_authorisation",)
    assert log.reasons[0].rule == "call_record_match.row_kept"
    assert log.reasons[0].function == "call_record_match"
    assert "G-D1" in log.reasons[1].items


@pytest.mark.parametrize("presence", ["absent", "off_locked"])
def test_an_implied_function_overrides_a_declared_absence_and_says_so(presence: str) -> None:
    matching = function("call_record_match", {"row_kept": "yes"})
    found = judge(tool(matching, function("call_log", {**LOGGED, "traceable": "no"}, presence)))
    log = found.function("call_log")
    assert (log.implied, log.overrides, log.present) == (True, True, True)
    assert log.outcome == "needs_agreement_or_authorisation", "the milder answer does not speak against the choice"
    assert not judge(tool(matching, function("call_log", LOGGED))).function("call_log").overrides


def test_an_answer_more_intrusive_than_what_is_implied_stands() -> None:
    matching = function("call_record_match", {"row_kept": "yes"})
    log = judge(tool(matching, function("call_log", {**LOGGED, "kept": "unknown_duration"}))).function("call_log")
    assert log.reasons[-1].answers["kept"] == "unknown_duration"


def test_a_chain_of_implications_is_followed() -> None:
    matching = function("call_record_match", {"row_kept": "yes"})
    found = judge(tool(matching, function("call_log", {"computed": "yes"}, "unasked")))
    assert [f.id for f in found.functions] == ["call_record_match", "call_log", "productivity@call_log"]
    assert found.function("productivity@call_log").implied_by == ("call_log",)


def test_a_choice_still_open_lends_its_consequences_to_the_one_who_makes_it() -> None:
    found = judge(tool(function("call_record_match")))
    assert [f.id for f in found.functions] == ["call_record_match"]
    matching = found.function("call_record_match")
    assert matching.outcome == "not_admissible"
    assert {"work_tool", "needs_agreement_or_authorisation", "not_admissible"} <= set(matching.possible)
    assert matching.provisional


# ---- modifiers, flags --------------------------------------------------------------------------------------------


def test_no_admitted_ground_raises_only_what_monitors() -> None:
    none = {**SOUND, "ground": "none"}
    recording = tool(function("call_recording", UNMASKED), facts=none)
    assert judge(recording).outcome == "not_admissible"
    assert "ground_none" in [reason.rule for reason in judge(recording).functions[0].reasons]
    assert judge(tool(function("attendance", CLOCK), facts=none)).outcome == "attendance_tool"


def test_judging_the_person_with_a_ground_adds_a_flag_and_no_outcome() -> None:
    judged = tool(function("call_recording", UNMASKED), facts={**SOUND, "judges_individual": "yes"})
    assert (judge(judged).outcome, judge(judged).flags) == ("needs_agreement_or_authorisation", ("unclear",))


def test_collaborators_only_add_their_conflict() -> None:
    company = {"workforce": Answer("collaborators_only")}
    found = judge(tool(function("call_recording", UNMASKED)), facts=company)
    assert found.outcome == "needs_agreement_or_authorisation"
    assert "conflict:collaborators_l29" in found.flags


def test_unclear_is_about_sources_and_provisional_about_answers() -> None:
    """Sources that are silent never make it provisional, what is unanswered never makes it unclear."""
    silent = judge(tool(function("attendance", {**CLOCK, "clock_detail": "lunch"})))
    assert (silent.flags, silent.provisional) == (("unclear",), False)
    unanswered = judge(tool(function("call_recording", {k: v for k, v in UNMASKED.items() if k != "voices_masked"})))
    assert unanswered.flags == ()
    open_row = judge(tool(function("operator_states", {**WATCHED, "coverage": UNKNOWN})))
    assert open_row.provisional
    assert "unclear" not in open_row.flags
    assert "conflict:agreement_c25" not in open_row.flags


def test_a_rule_on_soft_sources_alone_is_unverified() -> None:
    one = tool(function("call_recording", UNMASKED))
    whole, circular = practice(one), law()
    cites = circular.rule("call_recording.recorded").cites
    assert "unverified" not in classify(circular, whole, one).flags
    for weak, flags in ((cites[:1], ()), (cites, ("unverified",))):
        items = {i: replace(item, status="inference" if i in weak else item.status) for i, item in law().items.items()}
        assert classify(replace(circular, items=items), whole, one).flags == flags


def test_what_raises_decides_whether_it_is_verified() -> None:
    one = tool(function("call_recording", UNMASKED), facts={**SOUND, "ground": "none"})
    row, raised = law().rule("call_recording.recorded").cites, law().rule("ground_none").cites
    for weak, flags in ((row, ()), (raised, ("unverified",))):
        items = {i: replace(item, status="unread" if i in weak else item.status) for i, item in law().items.items()}
        assert classify(replace(law(), items=items), practice(one), one).flags == flags


def test_states_of_each_operator_live_all_the_time_are_a_conflict_of_sources() -> None:
    found = judge(tool(function("operator_states", WATCHED)))
    assert (found.outcome, found.provisional) == ("not_admissible", False)
    assert found.flags == ("conflict:agreement_c25",)
    assert found.functions[0].reasons[0].rule == "operator_states.all_operators"


# ---- what is no input --------------------------------------------------------------------------------------------


def test_consent_is_nothing_that_can_be_told() -> None:
    ids = {f.id for kind in law().kinds.values() for f in kind.facts}
    ids |= {fact.id for fact in (*law().tool_facts, *law().company_facts)}
    assert not [name for name in ids if "consent" in name]


@often
@given(tools(), st.text(max_size=30))
def test_words_do_not_fool_it(one: Tool, text: str) -> None:
    renamed = replace(one, name=text, vendor="privacy, anonimo", note="consenso firmato", version="consent")
    renamed = replace(renamed, functions=tuple(_noted(f, text) for f in renamed.functions))
    found, plain = judge(renamed), judge(one)
    assert replace(found, name="") == replace(plain, name="")


def _noted(one: ToolFunction, note: str) -> ToolFunction:
    return replace(one, answers={fact: replace(answer, note=note) for fact, answer in one.answers.items()})


def test_a_practice_is_judged_tool_by_tool_in_its_order() -> None:
    first, second = tool(function("attendance", CLOCK)), replace(tool(function("call_recording", UNMASKED)), id="tool2")
    whole = practice(second, first)
    found = determine(law(), whole, ON)
    assert [one.id for one in found] == ["tool2", "tool1"]
    assert found == tuple(determine_tool(law(), whole, one, ON) for one in whole.tools)


def test_nothing_is_invented_on_another_day_without_papers() -> None:
    one = tool(function("call_recording", UNMASKED))
    whole = practice(one)
    assert determine_tool(law(), whole, one, date(2031, 1, 1)) == determine_tool(law(), whole, one, ON)


def test_both_languages_find_the_same() -> None:
    one = tool(function("operator_states", WATCHED), function("customer_file"))
    whole = practice(one)
    assert determine_tool(law("it"), whole, one, ON) == determine_tool(law("en"), whole, one, ON)
