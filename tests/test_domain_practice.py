from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from app.domain.practice import (
    NOT_THERE,
    PRESENCES,
    PRESENT,
    UNASKED,
    Answer,
    Practice,
    Tool,
    ToolFunction,
    choice_of,
    counts_as_present,
    is_gone,
    presence_of,
)
from tests.law import law

TOOL = Tool("t1", functions=(ToolFunction("a", "call_log"), ToolFunction("b", "breaks")))


def test_every_presence_counts_as_present_absent_or_unasked() -> None:
    assert PRESENT | NOT_THERE | {UNASKED} == set(PRESENCES)
    assert not PRESENT & NOT_THERE
    log = law().kinds["call_log"]
    assert {p for p in PRESENCES if counts_as_present(log, p)} == PRESENT


def test_a_mounted_device_is_there_even_switched_off_for_good() -> None:
    camera = replace(law().kinds["call_log"], device=True)
    assert {p for p in PRESENCES if counts_as_present(camera, p)} == PRESENT | {"off_locked"}


def test_a_change_makes_a_new_value_and_leaves_the_old_one() -> None:
    practice = Practice("p", "c", "v", tools=(TOOL,))
    changed = practice.with_answer("t1", "a", "call_log", "kept", Answer("raw"))
    assert practice.tools == (TOOL,)
    assert changed.tool("t1").functions[0].answers == {"kept": Answer("raw")}
    with pytest.raises(FrozenInstanceError):
        practice.note = "x"  # type: ignore[misc]


def test_an_answer_is_given_replaced_and_taken_back() -> None:
    once = TOOL.with_answer("a", "call_log", "kept", Answer("raw"))
    twice = once.with_answer("a", "call_log", "kept", Answer("no"))
    assert twice.function("a") == ToolFunction("a", "call_log", answers={"kept": Answer("no")})
    assert twice.with_answer("a", "call_log", "kept", None) == TOOL


def test_an_implied_function_is_stored_at_its_first_answer_as_unasked() -> None:
    changed = TOOL.with_answer("productivity@a", "productivity", "kept", Answer("no"))
    assert changed.functions[-1] == ToolFunction("productivity@a", "productivity", UNASKED, {"kept": Answer("no")})
    assert [f.id for f in changed.functions] == ["a", "b", "productivity@a"]


def test_presence_keeps_the_answers_and_says_who_and_when() -> None:
    changed = TOOL.with_answer("a", "call_log", "kept", Answer("raw")).with_presence(
        "a", "call_log", "absent", "2026-11-23", "Ada"
    )
    found = changed.function("a")
    assert found == ToolFunction("a", "call_log", "absent", {"kept": Answer("raw")}, "2026-11-23", "Ada")


def test_functions_keep_their_place() -> None:
    changed = TOOL.with_function(ToolFunction("a", "call_log", "in_use"))
    assert [(f.id, f.presence) for f in changed.functions] == [("a", "in_use"), ("b", UNASKED)]
    assert TOOL.without_function("a").functions == (ToolFunction("b", "breaks"),)
    assert TOOL.function("z") is None


def test_tools_are_replaced_in_place_or_added_last() -> None:
    practice = Practice("p", "c", "v").with_tool(Tool("t1")).with_tool(Tool("t2")).with_tool(Tool("t1", name="x"))
    assert [(tool.id, tool.name) for tool in practice.tools] == [("t1", "x"), ("t2", "")]
    assert [tool.id for tool in practice.without_tool("t1").tools] == ["t2"]


def test_facts_of_tool_and_company() -> None:
    tool = TOOL.with_fact("ground", Answer("safety"))
    assert tool.facts == {"ground": Answer("safety")}
    assert tool.with_fact("ground", None) == TOOL
    practice = Practice("p", "c", "v").with_company_fact("workforce", Answer("mixed"))
    assert practice.company.facts == {"workforce": Answer("mixed")}
    assert practice.with_company_fact("workforce", None) == Practice("p", "c", "v")


@pytest.mark.parametrize("value", ["unknown", 30, ("service",)])
def test_only_a_choice_made_counts_as_a_choice(value: str | int | tuple[str, ...]) -> None:
    assert choice_of({"fact": Answer(value)}, "fact") is None
    assert choice_of({}, "fact") is None
    assert choice_of({"fact": Answer("raw")}, "fact") == "raw"


def test_a_mounted_device_cannot_be_answered_off_and_locked() -> None:
    video, states = law().kinds["video"], law().kinds["operator_states"]
    presences = law().presences
    assert "off_locked" not in presence_of(video, presences).values
    assert presence_of(states, presences) is presences
    assert not is_gone(video, "off_locked")
    assert is_gone(states, "off_locked")
    assert is_gone(video, "absent")
