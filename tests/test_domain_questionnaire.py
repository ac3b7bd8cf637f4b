"""What a vendor is asked, under codes that a sheet can be read back by, whatever was answered meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.circular import UNKNOWN
from app.domain.engine import determine_tool
from app.domain.path import path
from app.domain.practice import Answer, Practice, Tool, ToolFunction
from app.domain.questionnaire import LETTERS, UNKNOWN_LETTER, Asked, every, read, to_ask, written
from tests.law import ON, WATCHED, function, law, practice, tool


def known(one: Tool) -> dict[str, Asked]:
    return {asked.code: asked for asked in every(law(), one)}


def asked_of(one: Practice) -> tuple[Asked, ...]:
    mine = one.tools[0]
    found = determine_tool(law(), one, mine, ON)
    return to_ask(law(), mine, path(law(), one, mine), found.unconfirmed)


def places(asked: tuple[Asked, ...]) -> set[tuple[str, str]]:
    return {(one.question.function, one.question.fact) for one in asked}


def test_open_answers_that_a_user_cannot_know_and_every_dont_know_go_to_the_vendor() -> None:
    watched = {**WATCHED, "coverage": UNKNOWN, "seen_by_others": UNKNOWN}
    watched.pop("kept")
    asked = places(asked_of(practice(tool(function("operator_states", watched)))))
    states = law().kinds["operator_states"]
    assert states.fact("kept").ask_vendor
    assert not states.fact("seen_by_others").ask_vendor
    for fact in ("kept", "coverage", "seen_by_others"):
        assert ("operator_states", fact) in asked
    assert ("operator_states", "traceable") not in asked


def test_what_is_the_employers_own_is_never_asked_of_the_vendor() -> None:
    one = practice(tool(function("operator_states", WATCHED)))
    mine = replace(one.tools[0], facts={"ground": Answer(UNKNOWN)})
    asked = asked_of(one.with_tool(mine))
    assert {a.question.scope for a in asked} <= {"presence", "tool", "function"}
    assert ("", "ground") not in places(asked)
    assert ("", "uses_ai") in places(asked)


def test_kinds_that_nobody_spoke_of_are_asked_for_until_they_are_confirmed_absent() -> None:
    mine = replace(tool(function("operator_states", WATCHED)), confirmed=None)
    asked = places(asked_of(practice(mine)))
    assert ("call_recording", "presence") in asked
    assert ("operator_states", "presence") not in asked


def test_codes_stay_whatever_is_answered() -> None:
    before = tool(function("operator_states", WATCHED))
    after = before.with_answer("operator_states", "operator_states", "coverage", Answer("all"))
    after = after.with_presence("call_recording", "call_recording", "in_use")
    for code, asked in known(before).items():
        later = known(after)[code]
        assert (later.question.function, later.question.fact, later.choices) == (
            asked.question.function,
            asked.question.fact,
            asked.choices,
        )


def test_codes_are_unique_also_for_two_functions_of_a_kind() -> None:
    two = replace(tool(), functions=(ToolFunction("f1", "call_log"), ToolFunction("f2", "call_log")))
    asked = every(law(), two)
    assert len({one.code for one in asked}) == len(asked)
    assert {one.question.function for one in asked} >= {"f1", "f2"}


def test_a_letter_means_the_same_presence_in_every_line() -> None:
    choices = [choice.id for choice in law().presences.choices]
    for one in every(law(), tool()):
        if one.question.scope == "presence":
            assert all(
                letter == (UNKNOWN_LETTER if value == UNKNOWN else LETTERS[choices.index(value)])
                for letter, value in one.choices
            )


def test_a_sheet_is_read_back_as_it_was_written() -> None:
    mine = tool(function("call_log", {"retention_days": 90}))
    for one in every(law(), mine):
        for _, value in one.choices:
            expected = (value,) if one.fact.type == "many" and value != UNKNOWN else value
            assert [(d.asked, d.value) for d in read(written(one, value), [one])[0]] == [(one, expected)]
        if one.fact.type == "many":
            some = one.fact.values[:2]
            assert read(written(one, some), [one])[0][0].value == some
        if one.fact.type == "number":
            assert read(written(one, 90), [one])[0][0].value == 90


def test_people_write_marks_in_many_ways() -> None:
    codes = {one.question.fact: one for one in every(law(), tool(function("call_log", {})))}
    kept, days, viewers = codes["kept"], codes["retention_days"], codes["viewers"]
    typed = f"{kept.code}: b;  {days.code} 90 giorni, {viewers.code} A, c\n"
    said, unread = read(typed, list(codes.values()))
    assert unread == ()
    assert [one.value for one in said] == [
        kept.fact.values[1],
        90,
        (viewers.fact.values[0], viewers.fact.values[2]),
    ]


@pytest.mark.parametrize("typed", ["99.9A", "pippo", "0.3Q", "0.3 7", "12", "0.3", "0.3 AB"])
def test_what_cannot_be_read_is_told_back_and_never_guessed(typed: str) -> None:
    said, unread = read(typed, every(law(), tool()))
    assert said == ()
    assert "".join(unread).replace(" ", "") == typed.replace(" ", "")


def test_the_last_mark_of_a_question_counts() -> None:
    asked = every(law(), tool())
    one = next(a for a in asked if a.question.fact == "uses_ai")
    first, second = one.choices[0], one.choices[1]
    said, _ = read(f"{one.code}{first[0]} {one.code}{second[0]}", asked)
    assert [d.value for d in said] == [second[1]]


@given(st.text(max_size=60))
def test_nothing_typed_is_swallowed(typed: str) -> None:
    said, unread = read(typed, every(law(), tool()))
    if not said:
        assert [c for c in "".join(unread) if not c.isspace() and c not in ",;"] == [
            c for c in typed if not c.isspace() and c not in ",;"
        ]
