from __future__ import annotations

import pytest

from app.domain.circular import UNKNOWN
from app.domain.place import Place, asks, force, narrowed, parted, raised
from app.domain.practice import PRESENCES, Answer
from tests.law import answered, law

LOG, TIMES, VIDEO = law().kinds["call_log"], law().kinds["handling_times"], law().kinds["video"]
WRITTEN = {"channel": "written"}
COUNTS = law().implication("customer_file.counts_measure")


def log(presence: str = "in_use", **facts: str) -> Place:
    return Place("log", LOG, answered(facts), presence)


def times(presence: str = "in_use", id: str = "times", **facts: str) -> Place:
    return Place(id, TIMES, answered(facts), presence)


def of(place: Place, fact: str) -> tuple[str, ...]:
    return place.domain(place.kind.fact(fact))


# ---- there or not ------------------------------------------------------------------------------------------------


def test_a_device_is_there_locked_and_anything_else_is_not() -> None:
    standing = {p for p in PRESENCES if Place("v", VIDEO, {}, p).present}
    assert standing - {p for p in PRESENCES if log(p).present} == {"off_locked"}
    assert "absent" not in standing


def test_what_a_choice_implies_is_there_whatever_was_declared() -> None:
    absent = log("absent")
    assert not absent.there
    implied = Place("log", LOG, {}, "absent", implied_by=(("match", "call_record_match.row_kept"),))
    assert (implied.present, implied.there) == (False, True)


# ---- the values a fact may still have ----------------------------------------------------------------------------


def test_an_answer_leaves_one_value_and_none_or_unknown_leaves_all() -> None:
    assert of(log(kept="raw"), "kept") == ("raw",)
    for open_answer in ({}, {"kept": UNKNOWN}):
        assert of(log(**open_answer), "kept") == LOG.fact("kept").values


def test_an_answer_that_the_law_does_not_have_counts_as_none() -> None:
    assert of(log(kept="for_ever"), "kept") == LOG.fact("kept").values


@pytest.mark.parametrize(
    ("answer", "left"), [("no", ("indirect",)), ("small_group", ("indirect",)), ("direct", ("direct",))]
)
def test_what_is_forced_lifts_a_milder_answer_and_lets_a_stronger_one_stand(answer: str, left: tuple[str, ...]) -> None:
    place = Place("log", LOG, answered({"traceable": answer}), "in_use", force(LOG, {}, {}, {"traceable": "indirect"}))
    assert of(place, "traceable") == left


def test_an_answer_beyond_a_fixed_step_stands_and_one_below_does_not() -> None:
    fixed = force(LOG, {}, {"kept": "per_operator"}, {})
    assert of(Place("log", LOG, answered({"kept": "unknown_duration"}), "", fixed), "kept") == ("unknown_duration",)
    assert of(Place("log", LOG, answered({"kept": "no"}), "", fixed), "kept") == ("per_operator",)


def test_a_fixed_line_of_work_beats_another_answer() -> None:
    place = Place("times", TIMES, answered({"channel": "telephone"}), "", force(TIMES, {}, WRITTEN, {}))
    assert of(place, "channel") == ("written",)


def test_domains_stand_in_asking_order_of_the_deciding_facts() -> None:
    assert log(traceable="direct", computed="no").domains() == (("direct",), LOG.fact("kept").values, ("no",))


def test_answers_do_not_tell_places_apart() -> None:
    """Ways are put together by what is left to settle: the answers are the same in all of them."""
    assert log(kept="raw") == log(kept="no")
    assert log("in_use") != log("absent")


# ---- forcing -----------------------------------------------------------------------------------------------------


def test_at_least_leaves_that_step_and_those_above() -> None:
    assert force(LOG, {}, {}, {"kept": "per_operator"}) == (("kept", ("per_operator", "unknown_duration")),)


def test_an_ordered_fact_set_is_fixed_and_of_two_the_more_intrusive_stands() -> None:
    once = force(LOG, {}, {"kept": "raw"}, {})
    assert once == (("kept", ("raw",)),)
    assert force(LOG, dict(once), {"kept": "per_operator"}, {}) == (("kept", ("per_operator",)),)
    twice = force(LOG, {}, {"kept": "per_operator"}, {})
    assert force(LOG, dict(twice), {"kept": "raw"}, {}) == twice


def test_what_is_fixed_and_what_is_asked_at_least_never_leave_nothing() -> None:
    fixed = force(LOG, {}, {"traceable": "no"}, {})
    assert force(LOG, dict(fixed), {}, {"traceable": "indirect"}) == (("traceable", ("indirect",)),)
    line = force(TIMES, {}, WRITTEN, {})
    assert force(TIMES, dict(line), {"channel": "telephone"}, {}) == (("channel", ("telephone",)),)


def test_forced_facts_are_sorted_so_that_equal_ways_look_equal() -> None:
    one = force(LOG, dict(force(LOG, {}, {"kept": "raw"}, {})), {}, {"traceable": "indirect"})
    other = force(LOG, dict(force(LOG, {}, {}, {"traceable": "indirect"})), {"kept": "raw"}, {})
    assert one == other


def test_crossing_raises_only_facts_that_the_kind_asks() -> None:
    crossed = (("traceable", "indirect"),)
    assert raised(LOG, (), crossed) == (("traceable", ("indirect", "direct")),)
    assert raised(law().kinds["attendance"], (), crossed) == ()


# ---- what an implication asks ------------------------------------------------------------------------------------


def test_of_a_function_that_is_there_an_implication_knows_only_the_least() -> None:
    sets, at_least = asks(COUNTS, WRITTEN, times())
    assert sets == WRITTEN
    assert at_least == {"computed": "yes", "measure": "average_or_count", "recorded_by": "other"} | COUNTS.at_least


def test_of_one_that_is_not_there_yet_it_fixes_all_it_says() -> None:
    assert asks(COUNTS, WRITTEN, times("unasked")) == (COUNTS.sets, COUNTS.at_least)


# ---- one line of work or another ---------------------------------------------------------------------------------


def test_a_function_that_has_told_its_line_is_of_it_or_not() -> None:
    same, other = times(channel="written"), times(channel="telephone")
    assert parted(same, WRITTEN) == (same, [])
    assert parted(other, WRITTEN) == (None, [other])


def test_a_function_that_has_not_told_its_line_is_parted() -> None:
    same, others = parted(times(), WRITTEN)
    assert same is not None
    assert of(same, "channel") == ("written",)
    assert [of(other, "channel") for other in others] == [("telephone", "none")]


def test_parts_of_two_facts_cover_everything_once() -> None:
    line = {"channel": "written", "recorded_by": "other"}
    same, others = parted(times(), line)
    assert same is not None
    shown = [(of(p, "channel"), of(p, "recorded_by")) for p in (same, *others)]
    every = [(c, r) for cs, rs in shown for c in cs for r in rs]
    assert len(every) == len(set(every)) == len(TIMES.fact("channel").values) * len(TIMES.fact("recorded_by").values)


def test_nobody_has_spoken_of_it_it_is_taken_only_without_a_line() -> None:
    unasked = times("unasked")
    assert parted(unasked, {}) == (unasked, [])
    assert parted(unasked, WRITTEN) == (None, [unasked])
    own = times("unasked", id="handling_times@file")
    assert parted(own, {}) == (None, [own]), "that one is of its own source"


def test_one_declared_absent_is_taken_once_and_then_only_by_the_same_line() -> None:
    absent = times("absent")
    assert parted(absent, WRITTEN) == (absent, [])
    taken = Place("times", TIMES, {}, "absent", force(TIMES, {}, WRITTEN, {}), (("file", COUNTS.id),))
    assert parted(taken, WRITTEN) == (taken, [])
    assert parted(taken, {"channel": "telephone"}) == (None, [taken])


def test_narrowing_leaves_the_place_it_came_from() -> None:
    before = times()
    after = narrowed(before, "channel", ("none",))
    assert (of(after, "channel"), before.forced) == (("none",), ())


def test_answers_are_looked_up_and_never_changed() -> None:
    answers = {"kept": Answer("raw")}
    Place("log", LOG, answers, "in_use").domains()
    assert answers == {"kept": Answer("raw")}
