"""The task list: each state for what it says, and its counts those of the path."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from app.domain.circular import UNKNOWN
from app.domain.path import left_out, path
from app.domain.practice import Tool
from app.domain.tasks import DONE, FIXED, GONE, IN_PROGRESS, NOT_NEEDED, TO_DO, Task, tasks
from tests.law import WATCHED, function, judge, law, practice, tool
from tests.test_domain_engine import often, tools

STATES = "operator_states"


def tasks_of(one: Tool) -> dict[str, Task]:
    whole = practice(one)
    found = tasks(law(), whole, one, judge(one), path(law(), whole, one), left_out(law(), whole, one))
    return {task.key: task for task in found}


def test_a_function_nobody_spoke_of_is_to_do_and_one_begun_in_progress() -> None:
    fresh = tasks_of(tool(function(STATES, presence="unasked")))
    assert (fresh[STATES].state, fresh[STATES].answered) == (TO_DO, 0)
    begun = tasks_of(tool(function(STATES)))[STATES]
    assert (begun.state, begun.answered) == (IN_PROGRESS, 1)
    assert begun.following is not None
    assert begun.following.fact == "traceable"


def test_one_with_every_answer_is_done_and_counts_what_nobody_knows() -> None:
    facts = {**WATCHED, "coverage": UNKNOWN, "retention_days": 30, "viewers": ("operator",), "uses": ("service",)}
    done = tasks_of(tool(function(STATES, facts)))[STATES]
    assert (done.state, done.answered, done.following) == (DONE, done.total, None)
    assert done.unknown == 1


def test_one_that_is_not_there_is_not_needed_and_says_so() -> None:
    gone = tasks_of(tool(function(STATES, presence="absent"), function("call_log")))[STATES]
    assert (gone.state, gone.why) == (NOT_NEEDED, GONE)


def test_what_the_path_leaves_out_goes_with_its_function() -> None:
    task = tasks_of(tool(function(STATES, {**WATCHED, "customer_line": "no"})))[STATES]
    assert task.left_out
    assert all(one.function == STATES for one in task.left_out)


def test_the_others_are_to_be_confirmed_until_somebody_does() -> None:
    one = tool(function(STATES, WATCHED), confirmed=False)
    assert tasks_of(one)["rest"].state == TO_DO
    assert tasks_of(replace(one, confirmed=tool(function(STATES)).confirmed))["rest"].state == DONE


@often
@given(tools())
def test_counts_and_states_are_those_of_the_path(one: Tool) -> None:
    asked = path(law(), practice(one), one)
    found = tasks_of(one)
    assert sum(task.total for task in found.values() if task.key != "rest") == len(asked)
    assert sum(task.answered for task in found.values()) == sum(question.answered for question in asked)
    for task in found.values():
        assert (task.following is None) == (task.state in (DONE, NOT_NEEDED) or task.key == "rest")
        assert (task.why in (GONE, FIXED)) == (task.state == NOT_NEEDED)
