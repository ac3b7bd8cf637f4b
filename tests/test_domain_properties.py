"""What must hold of any tool, whatever the rows say: the invariants that no single test of a module owns."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume as given_that
from hypothesis import given
from hypothesis import strategies as st

from app.domain.circular import UNKNOWN, Fact
from app.domain.practice import PRESENCES, Answer, Practice, Tool
from app.domain.reach import what_if
from app.domain.table import deciding_facts
from tests.law import EMPLOYEES, ON, UNMASKED, function, judge, law, paper, practice, tool
from tests.test_domain_engine import KINDS, often, rank, tier, tools, workforces

STATES = [("planned", False), ("in_use", False), ("switched_off", False), ("switched_off", True), (UNKNOWN, False)]


def steps(one: Tool, open_too: bool = False) -> list[tuple[str, str, Fact]]:
    """(function id, kind, fact) of every fact of the tool that has an answer; an empty id is the tool itself."""
    found = [("", "", fact) for fact in law().tool_facts]
    found += [(f.id, f.kind, fact) for f in one.functions for fact in deciding_facts(law().kinds[f.kind])]
    return [step for step in found if open_too or value(one, step) in step[2].values]


def value(one: Tool, step: tuple[str, str, Fact]) -> Any:
    name, _, fact = step
    stored = one.function(name)
    answers = stored.answers if stored else one.facts
    return answers[fact.id].value if fact.id in answers else None


def put(one: Tool, step: tuple[str, str, Fact], answer: str | None) -> Tool:
    name, kind, fact = step
    given_answer = None if answer is None else Answer(answer)
    if name:
        return one.with_answer(name, kind, fact.id, given_answer)
    return one.with_fact(fact.id, given_answer)


# ---- papers and consent ------------------------------------------------------------------------------------------


@often
@given(tools(), workforces(), st.sets(st.sampled_from(["agreement", "authorisation", "notice", "dpia"])), st.data())
def test_no_paper_from_whoever_and_whenever_changes_the_class(
    one: Tool, company: dict[str, Answer], kinds: set[str], data: st.DataObject
) -> None:
    state, locked = data.draw(st.sampled_from(STATES))
    signed = tuple(
        paper(
            kind,
            tuple(law().kinds),
            signatory=data.draw(st.sampled_from(["rsu", "territorial_unions", "itl", "none"])),
            date=data.draw(st.sampled_from(["2019-06-01", "2025-01-01", ""])),
            title="Consenso firmato da tutti gli operatori",
        )
        for kind in sorted(kinds)
    )
    bare = judge(one, facts=company)
    papered = judge(replace(one, guarantees=signed, state=state, switch_off_locked=locked), facts=company)
    assert (papered.outcome, papered.possible, papered.functions) == (bare.outcome, bare.possible, bare.functions)
    assert (papered.deciding, papered.unconfirmed) == (bare.deciding, bare.unconfirmed)


# ---- order -------------------------------------------------------------------------------------------------------


@often
@given(tools(), st.randoms(use_true_random=False))
def test_answers_given_in_any_order_end_alike(one: Tool, random: Any) -> None:
    given_answers = [(step, value(one, step)) for step in steps(one, open_too=True) if value(one, step) is not None]
    bare = replace(one, facts={}, functions=tuple(replace(f, answers={}) for f in one.functions))
    ends = []
    for _ in range(2):
        random.shuffle(given_answers)
        changed = bare
        for step, answer in given_answers:
            changed = put(changed, step, answer)
        ends.append(judge(changed))
    assert ends[0] == ends[1] == judge(one)


# ---- more is never milder ----------------------------------------------------------------------------------------


@often
@given(tools(), workforces(), st.data())
def test_raising_one_ordered_fact_of_function_or_tool_never_lowers_the_tier(
    one: Tool, company: dict[str, Answer], data: st.DataObject
) -> None:
    lower = [step for step in steps(one) if step[2].ordered and value(one, step) != step[2].values[-1]]
    given_that(lower)
    step = data.draw(st.sampled_from(lower))
    place = step[2].values.index(value(one, step))
    before, after = (judge(put(one, step, step[2].values[n]), facts=company) for n in (place, place + 1))
    assert tier(after.outcome) >= tier(before.outcome)
    assert min(map(tier, after.possible), default=-1) >= min(map(tier, before.possible), default=-1)


@often
@given(tools(), st.data())
def test_one_more_function_never_makes_it_milder(one: Tool, data: st.DataObject) -> None:
    here = data.draw(st.sampled_from(one.functions))
    less, more = (judge(one.with_presence(here.id, here.kind, p)) for p in ("absent", "in_use"))
    assert rank(more.outcome) >= rank(less.outcome)


# ---- what is not known -------------------------------------------------------------------------------------------


@often
@given(tools(), workforces(), st.data())
def test_i_do_not_know_is_never_milder_than_any_answer(
    one: Tool, company: dict[str, Answer], data: st.DataObject
) -> None:
    every = steps(one, open_too=True)
    step = data.draw(st.sampled_from(every))
    unknown, silent = (judge(put(one, step, answer), facts=company) for answer in (UNKNOWN, None))
    assert unknown.possible == silent.possible
    for answer in step[2].values:
        found = judge(put(one, step, answer), facts=company)
        assert rank(unknown.outcome) >= rank(found.outcome), (step, answer)
        assert set(found.possible) <= set(unknown.possible)


@often
@given(tools(), st.data())
def test_a_presence_not_known_is_never_milder_than_any_other_and_never_settled(one: Tool, data: st.DataObject) -> None:
    here = data.draw(st.sampled_from(one.functions))
    unknown = judge(one.with_presence(here.id, here.kind, UNKNOWN))
    assert unknown.provisional
    for presence in PRESENCES:
        assert rank(unknown.outcome) >= rank(judge(one.with_presence(here.id, here.kind, presence)).outcome)


@often
@given(tools())
def test_a_workforce_not_known_is_never_milder(one: Tool) -> None:
    for workforce in ("employees", "mixed", "collaborators_only"):
        known = judge(one, facts={"workforce": Answer(workforce)})
        assert rank(judge(one, facts={}).outcome) >= rank(known.outcome)


# ---- devices -----------------------------------------------------------------------------------------------------

DEVICES = [kind for kind in KINDS if law().kinds[kind].device]


@pytest.mark.parametrize("kind", DEVICES)
@pytest.mark.parametrize("presence", sorted(set(PRESENCES) - {"absent", "unasked"}))
def test_a_device_is_never_absent_until_it_is_taken_away(kind: str, presence: str) -> None:
    facts = {fact.id: fact.values[-1] for fact in law().kinds[kind].facts if fact.type == "choice"}
    found = judge(tool(function(kind, facts, presence)))
    used = judge(tool(function(kind, facts)))
    assert (found.outcome, found.functions[0].present) == (used.outcome, True)
    for state, locked in STATES:
        one = tool(function(kind, facts, presence), state=state, switch_off_locked=locked)
        assert judge(one).outcome == used.outcome
        assert judge(one).standing != "not_present"
    assert judge(tool(function(kind, facts, "absent"))).outcome is None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in DEVICES])
def test_anything_else_locked_in_writing_is_not_there(kind: str) -> None:
    assert judge(tool(function(kind, presence="off_locked"))).outcome is None


# ---- what-if -----------------------------------------------------------------------------------------------------


@often
@given(tools(), workforces(), st.data())
def test_trying_without_a_function_and_leaving_it_at_that_changes_nothing(
    one: Tool, company: dict[str, Answer], data: st.DataObject
) -> None:
    whole: Practice = practice(one, facts=company)
    before, kept = judge(one, facts=company), deepcopy(whole)
    names = data.draw(st.sets(st.sampled_from([f.id for f in one.functions])))
    tried = what_if(law(), whole, one, sorted(names), ON)
    assert whole == kept
    assert judge(one, facts=company) == before
    assert rank(tried.outcome) <= rank(before.outcome), "less is never stricter"
    assert what_if(law(), whole, one, [], ON) == before


def test_what_if_of_all_leaves_what_hangs_on_the_wall_only_if_it_is_not_among_them() -> None:
    camera = function("video", {"camera_place": "work", "camera_aim": "other_things", "camera_state": "on"})
    one = tool(camera, function("call_recording", UNMASKED))
    whole = practice(one, facts=EMPLOYEES)
    assert what_if(law(), whole, one, ["call_recording"], ON).deciding == ("video",)
    assert what_if(law(), whole, one, ["video", "call_recording"], ON).outcome is None
