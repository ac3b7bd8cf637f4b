from __future__ import annotations

from app.domain.change import change
from app.domain.reach import what_if
from tests.law import LOGGED, ON, WATCHED, function, judge, law, practice, tool

BOTH = tool(function("operator_states", WATCHED), function("call_log", LOGGED))


def test_nothing_changes_where_nothing_is_taken_away() -> None:
    found = judge(BOTH)
    assert change(found, found).nothing


def test_every_duty_is_kept_gone_or_new() -> None:
    found = judge(BOTH, ("s1", "s2"))
    tried = what_if(law(), practice(BOTH, sites=("s1", "s2")), BOTH, ["operator_states"], ON)
    made = change(found, tried)
    assert made.settled
    assert set(made.gone) == set(found.duties) - set(tried.duties)
    assert set(made.new) == set(tried.duties) - set(found.duties)
    assert "O5" in made.new
    assert made.gone
    assert made.standing == ()
    assert [step[0] for step in made.ways] == ["s1", "s2"]
    assert made.ways[0][1:] == ("reconfigure", "find_out")


def test_an_open_hypothesis_says_so() -> None:
    one = tool(function("operator_states", WATCHED), function("call_recording"))
    tried = what_if(law(), practice(one), one, ["operator_states"], ON)
    assert len(tried.possible) > 1
    assert not change(judge(one), tried).settled


def test_with_no_function_left_there_is_no_way_and_no_standing_to_tell() -> None:
    one = tool(function("operator_states", WATCHED))
    made = change(judge(one), what_if(law(), practice(one), one, ["operator_states"], ON))
    assert made.gone
    assert (made.standing, made.ways) == ((), ())
