from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.circular import Implication
from app.domain.order import kinds_in_order
from app.domain.practice import UNKNOWN, Tool
from app.domain.scenarios import crossing_domains, sure_crossings, survey, ways
from tests.law import CLOCK, LOGGED, SOUND, UNMASKED, WATCHED, function, law, tool

TIMES = {"recorded_by": "other", "traceable": "direct", "channel": "written"}
COUNTED = {"operator_lists": "no", "operator_counts": "yes"}


def there(one: Tool) -> dict[str, bool]:
    """Function id → whether it is there in every way."""
    found = survey(law(), one)
    return {name: name in found.certain for name in found.places}


def test_each_kind_comes_before_those_it_implies() -> None:
    order = kinds_in_order(law())
    assert set(order) == set(law().kinds)
    for kind in law().kinds.values():
        for implication in kind.implications:
            assert order.index(kind.id) < order.index(implication.kind)


def test_implications_in_a_circle_are_refused() -> None:
    log = law().kinds["call_log"]
    back = Implication("x", log.implications[0].when, "call_record_match", {}, {}, ("C7",), "")
    kinds = {**law().kinds, "call_log": replace(log, implications=(back,))}
    with pytest.raises(ValueError, match="circle"):
        kinds_in_order(replace(law(), kinds=kinds))


def test_what_is_absent_or_not_asked_is_in_no_way() -> None:
    one = tool(function("call_log", LOGGED, "absent"), function("breaks", presence="unasked"))
    assert there(one) == {}
    assert ways(law(), one) == {frozenset()}


def test_an_open_choice_leaves_both_ends_possible() -> None:
    one = tool(function("call_record_match"), function("call_log", {**LOGGED, "computed": "no"}, "unasked"))
    assert there(one) == {"call_record_match": True, "call_log": False}
    assert ways(law(), one) == {frozenset({"work_tool", "needs_agreement_or_authorisation"})}
    assert ways(law(), one) == survey(law(), one).ways


def test_what_is_unanswered_stays_open_within_a_way() -> None:
    one = tool(function("operator_states", {**WATCHED, "coverage": UNKNOWN}))
    assert ways(law(), one) == {frozenset({"needs_agreement_or_authorisation", "not_admissible"})}


def test_a_function_of_the_same_line_of_work_is_the_one_implied() -> None:
    one = tool(function("customer_file", COUNTED), function("handling_times", TIMES, id="times"))
    assert there(one) == {"customer_file": True, "times": True}
    assert survey(law(), one).places["times"].implied_by == (("customer_file", "customer_file.counts_measure"),)


def test_a_function_of_another_line_leaves_room_for_the_implied_one() -> None:
    one = tool(function("customer_file", COUNTED), function("handling_times", {**TIMES, "channel": "telephone"}))
    assert there(one) == {"customer_file": True, "handling_times": True, "handling_times@customer_file": True}
    assert survey(law(), one).places["handling_times"].implied_by == ()


def test_a_function_that_has_not_said_its_line_may_be_either() -> None:
    one = tool(function("customer_file", COUNTED), function("handling_times", {**TIMES, "channel": UNKNOWN}))
    assert there(one) == {"customer_file": True, "handling_times": True, "handling_times@customer_file": False}
    times = survey(law(), one).places["handling_times"]
    assert times.implied_by == ()
    assert times.allowed(times.kind.fact("channel")) == ("telephone", "written", "none")


def test_every_listed_function_that_fits_is_taken_for_the_one_implied() -> None:
    panel = function("queue_statistics", {"traceable": "direct", "source_data": "none"})
    one = tool(panel, function("handling_times", TIMES, id="a"), function("handling_times", TIMES, id="b"))
    places = survey(law(), one).places
    assert dict(places["a"].forced)["computed"] == dict(places["b"].forced)["computed"] == ("yes",)


def test_an_absence_is_overridden_only_where_nothing_that_is_there_fits() -> None:
    matching = function("call_record_match", {"row_kept": "yes"})
    absent, used = function("call_log", LOGGED, "absent", id="a"), function("call_log", LOGGED, id="b")
    assert "a" not in survey(law(), tool(matching, absent, used)).places
    assert "a" in survey(law(), tool(matching, absent)).places


def test_two_sources_of_other_lines_do_not_share_one_implied_function() -> None:
    panel = function("queue_statistics", {"traceable": "direct", "source_data": "reachable"})
    one = tool(function("customer_file", COUNTED), panel)
    assert set(there(one)) - {"customer_file", "queue_statistics"} == {
        "handling_times@customer_file",
        "handling_times@queue_statistics",
    }
    absent = tool(function("customer_file", COUNTED), panel, function("handling_times", presence="absent"))
    assert set(there(absent)) - {"customer_file", "queue_statistics"} == {
        "handling_times",
        "handling_times@queue_statistics",
    }


def test_answers_to_an_implied_function_are_found_again_under_its_id() -> None:
    stored = function("handling_times", {"coverage": "limited"}, "unasked", "handling_times@customer_file")
    one = tool(function("customer_file", COUNTED), stored)
    place = survey(law(), one).places["handling_times@customer_file"]
    assert place.domain(place.kind.fact("coverage")) == ("limited",)
    assert place.domain(place.kind.fact("channel")) == ("written",)


def test_what_is_forced_beats_a_milder_answer_and_no_stronger_one() -> None:
    matching = function("call_record_match", {"row_kept": "yes"})
    for traceable, left in (("no", ("indirect",)), ("indirect", ("indirect",)), ("direct", ("direct",))):
        one = tool(matching, function("call_log", {**LOGGED, "traceable": traceable}))
        place = survey(law(), one).places["call_log"]
        assert place.domain(place.kind.fact("traceable")) == left
    unanswered = survey(law(), tool(matching, function("call_log"))).places["call_log"]
    assert unanswered.domain(unanswered.kind.fact("traceable")) == ("indirect", "direct")
    assert unanswered.domain(unanswered.kind.fact("kept")) == ("per_operator", "unknown_duration")


def test_nothing_milder_than_what_the_strictest_is_bound_to_reach() -> None:
    one = tool(function("call_record_match"), function("call_recording", UNMASKED))
    assert ways(law(), one) == {frozenset({"needs_agreement_or_authorisation", "not_admissible"})}


# ---- crossing ----------------------------------------------------------------------------------------------------

CODES = {**SOUND, "shared_codes": "yes"}
OPEN_CODES = {**SOUND, "shared_codes": UNKNOWN}


def test_shared_codes_lead_to_a_person_in_every_function_listed_or_implied() -> None:
    panel = function("queue_statistics", {"traceable": "no", "source_data": "reachable"})
    one = tool(panel, function("call_log", {**LOGGED, "traceable": "no"}), facts=CODES)
    places = survey(law(), one).places
    assert set(places) == {"queue_statistics", "call_log", "handling_times@queue_statistics"}
    for place in places.values():
        assert place.domain(place.kind.fact("traceable"))[0] == "indirect"
    assert ways(law(), one) == {frozenset({"needs_agreement_or_authorisation", "not_admissible"})}


def test_without_shared_codes_what_is_said_of_the_function_stands() -> None:
    log = function("call_log", {**LOGGED, "traceable": "no"})
    assert ways(law(), tool(log)) == {frozenset({"no_remote_control"})}
    assert ways(law(), tool(log, facts=CODES)) == {frozenset({"needs_agreement_or_authorisation"})}


def test_as_long_as_crossing_is_open_both_ways_are_walked() -> None:
    log = function("call_log", {**LOGGED, "traceable": "no"})
    for facts in (OPEN_CODES, {}):
        one = tool(log, facts=facts)
        assert ways(law(), one) == {frozenset({"no_remote_control"}), frozenset({"needs_agreement_or_authorisation"})}
        assert dict(survey(law(), one).places["call_log"].forced) == {}
        assert crossing_domains(law(), one) == {"shared_codes": ("no", "yes")}
        assert sure_crossings(law(), one) == ()
    assert [crossing.id for crossing in sure_crossings(law(), tool(log, facts=CODES))] == ["crossing.shared_codes"]


def test_crossing_asks_nothing_of_a_function_that_leads_to_nobody_by_its_nature() -> None:
    one = tool(function("attendance", CLOCK), facts=CODES)
    assert survey(law(), one).places["attendance"].forced == ()


# ---- devices -----------------------------------------------------------------------------------------------------


def test_a_mounted_device_is_there_locked_and_not_there_only_when_taken_away() -> None:
    camera = {"camera_place": "work", "camera_aim": "other_things", "camera_state": "off"}
    for presence in ("in_use", "available", "off_reversible", "off_locked", UNKNOWN):
        one = tool(function("video", camera, presence))
        assert there(one) == {"video": True}
        assert ways(law(), one) == {frozenset({"needs_agreement_or_authorisation"})}
    assert there(tool(function("video", camera, "absent"))) == {}


def test_a_kind_that_the_law_does_not_have_is_passed_over() -> None:
    one = tool(function("call_log", LOGGED))
    stranger = replace(one.functions[0], id="x", kind="from_a_newer_law")
    assert there(one.with_function(stranger)) == there(one)
