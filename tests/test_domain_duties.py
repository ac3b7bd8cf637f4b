from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given

from app.domain.circular import UNKNOWN
from app.domain.conditions import holds
from app.domain.duties import axes, use_of
from app.domain.engine import determine_tool
from app.domain.practice import Guarantee, Tool
from tests.law import (
    CLOCK,
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
from tests.test_domain_engine import often, tools

RECORDED = ("call_recording",)
KEPT = {**UNMASKED, "retention_days": 30, "uses": ("service",)}


def recorder(*guarantees: Guarantee, **fields: object) -> Tool:
    return tool(function("call_recording", KEPT), guarantees=guarantees, **fields)


def papers(*kinds: str, sites: tuple[str, ...] = (), **fields: object) -> tuple[Guarantee, ...]:
    return tuple(paper(kind, RECORDED, *sites, **{"retention_days": 30, **fields}) for kind in kinds)


FULL = papers("agreement", "notice", "dpia")


def standing(one: Tool, *sites: str) -> str:
    return judge(one, sites).standing


def why(one: Tool, *sites: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(at.site, at.standing, at.rules) for at in judge(one, sites).standing_at]


# ---- the table ---------------------------------------------------------------------------------------------------


def test_every_place_of_the_table_has_a_row_and_the_axes_are_those_it_is_read_by() -> None:
    found = judge(one := recorder())
    for state in ("unknown", "in_use", "planned", "switched_off"):
        view = axes(law(), replace(one, state=state), found.functions[0], "prohibited", "", ON)
        assert set(view) == set(law().standing_axes)
        assert all(value in law().standing_axes[axis] for axis, value in view.items())
    for values in product(*law().standing_axes.values()):
        view = dict(zip(law().standing_axes, values, strict=True))
        assert any(holds(rule.when, view) for rule in law().standing_rules)


@pytest.mark.parametrize(
    ("guarantees", "expected"),
    [
        ((), "stop"),
        (papers("notice", "dpia"), "stop"),
        (papers("agreement"), "to_do"),
        (papers("agreement", "notice"), "to_do"),
        (papers("agreement", "dpia"), "to_do"),
        (FULL, "in_order"),
        (papers("authorisation", "notice", "dpia"), "in_order"),
        (papers("agreement", "authorisation", "notice", "dpia"), "in_order"),
    ],
)
def test_in_use_and_in_need_of_papers(guarantees: tuple[Guarantee, ...], expected: str) -> None:
    assert standing(recorder(*guarantees)) == expected


def test_agreement_and_authorisation_are_alternatives() -> None:
    for procedure in ("agreement", "authorisation"):
        assert "O4" not in judge(recorder(*papers(procedure))).duties
        assert "O5" not in judge(recorder(*papers(procedure))).duties
    assert {"O4", "O5", "O6"} <= set(judge(recorder()).duties)


@pytest.mark.parametrize(
    "weak",
    [
        {"signatory": "territorial_unions"},
        {"signatory": "none"},
        {"signatory": "itl"},
        {"unchanged": False},
        {"date": ""},
        {"date": "soon"},
        {"date": "2027-01-01"},
        {"functions": ("attendance",)},
        {"functions": ()},
    ],
)
def test_a_paper_that_does_not_count_is_none(weak: dict[str, Any]) -> None:
    agreement = replace(FULL[0], **weak)
    assert standing(recorder(agreement, *FULL[1:])) == "stop"


def test_a_late_paper_leaves_something_to_do() -> None:
    late = papers("agreement", "notice", "dpia", date="2021-05-05")
    assert why(recorder(*late)) == [("", "to_do", ("standing.paper_late",))]
    unknown_since = recorder(*FULL, since="")
    assert why(unknown_since) == [("", "to_do", ("standing.paper_late",))]
    assert standing(recorder(*FULL, *(replace(late[0], id="x"),))) == "in_order", "an earlier one counts"


@pytest.mark.parametrize(
    "narrow", [{"purposes": ("training",)}, {"purposes": ()}, {"retention_days": 7}, {"retention_days": None}]
)
def test_what_goes_beyond_the_paper_is_not_covered(narrow: dict[str, Any]) -> None:
    assert why(recorder(replace(FULL[0], **narrow), *FULL[1:])) == [("", "to_do", ("standing.beyond_paper",))]


def test_within_the_paper_up_to_its_last_day() -> None:
    assert standing(recorder(replace(FULL[0], retention_days=30), *FULL[1:])) == "in_order"
    assert standing(recorder(replace(FULL[0], retention_days=29), *FULL[1:])) == "to_do"


def test_planned() -> None:
    assert why(recorder(state="planned")) == [("", "to_do", ("standing.planned_incomplete",))]
    assert why(recorder(*FULL, state="planned")) == [("", "in_order", ("standing.planned_complete",))]
    states = tool(function("operator_states", WATCHED), state="planned")
    assert why(states) == [("", "to_do", ("standing.not_admissible_planned",))]


def test_switched_off() -> None:
    off = recorder(state="switched_off")
    assert why(off) == [("", "to_do", ("standing.off_reversible",))]
    assert why(replace(off, switch_off_locked=True)) == [("", "not_present", ("standing.off_locked",))]
    assert use_of(replace(off, switch_off_locked=True)) == "off_locked"


def test_an_unknown_state_counts_as_in_use() -> None:
    assert use_of(recorder(state="unknown")) == "in_use"
    assert standing(recorder(state="unknown")) == "stop"


def test_what_is_milder_needs_only_the_notice() -> None:
    clock = tool(function("attendance", CLOCK))
    assert why(clock) == [("", "to_do", ("standing.not_informed",))]
    notice = paper("notice", ("attendance",))
    assert standing(replace(clock, guarantees=(notice,))) == "in_order"
    totals = tool(function("queue_statistics", {"traceable": "no", "source_data": "none"}))
    assert why(totals) == [("", "in_order", ("standing.no_workers_data",))]
    assert "O1" not in judge(totals).duties


def test_an_agreement_never_puts_right_what_is_not_admissible() -> None:
    watched = ("operator_states",)
    signed = tuple(paper(kind, watched) for kind in ("agreement", "authorisation", "notice", "dpia"))
    found = judge(tool(function("operator_states", WATCHED), guarantees=signed))
    assert (found.outcome, found.standing) == ("not_admissible", "stop")
    assert "conflict:agreement_c25" in found.flags
    assert "O7" in found.duties


def test_an_agreement_on_what_is_not_admissible_shows_the_conflict() -> None:
    hidden = tool(function("call_recording", {**UNMASKED, "perceivable": "no"}))
    assert judge(hidden).flags == ("unclear",)
    signed = judge(replace(hidden, guarantees=(paper("agreement", RECORDED),)))
    assert (signed.outcome, signed.standing) == ("not_admissible", "stop")
    assert signed.flags == ("conflict:agreement_c25", "unclear")


# ---- sites -------------------------------------------------------------------------------------------------------


def test_an_agreement_for_one_site_does_not_cover_another_and_the_worst_is_shown() -> None:
    one = recorder(*(replace(g, sites=("s1",)) for g in FULL))
    assert [(site, at) for site, at, _ in why(one, "s1", "s2")] == [("s1", "in_order"), ("s2", "stop")]
    assert standing(one, "s1", "s2") == "stop"
    assert standing(replace(one, sites=("s1",)), "s1", "s2") == "in_order"


def test_a_paper_that_names_no_site_covers_none_where_sites_are_known() -> None:
    assert standing(recorder(*FULL)) == "in_order"
    assert standing(recorder(*FULL), "s1") == "stop"


# ---- while it is open --------------------------------------------------------------------------------------------


def test_provisional_is_at_least_to_do_and_no_worse_than_it_must_be() -> None:
    notice = paper("notice", ("call_record_match",))
    unconfirmed = tool(function("call_record_match", {"row_kept": "no"}), confirmed=False, guarantees=(notice,))
    assert standing(unconfirmed) == "to_do"
    assert standing(replace(unconfirmed, confirmed=tool().confirmed)) == "in_order"
    masked = dict.fromkeys(UNMASKED, "yes")
    assert standing(tool(function("call_recording", {**masked, "voices_masked": UNKNOWN}))) == "to_do"
    assert standing(tool(function("operator_states", {**WATCHED, "coverage": UNKNOWN}))) == "stop", "either way"


def test_no_order_on_a_mere_possibility() -> None:
    open_row = judge(tool(function("operator_states", {**WATCHED, "coverage": UNKNOWN})))
    assert open_row.possible == ("needs_agreement_or_authorisation", "not_admissible")
    assert not {"O4", "O5", "O6", "O7"} & set(open_row.duties)
    assert {"O1", "O2", "O3", "O13"} <= set(open_row.duties)


@often
@given(tools())
def test_standing_and_duties_hold_for_any_tool(one: Tool) -> None:
    found = judge(one)
    ranks = law().standings
    assert not found.provisional or ranks[found.standing].rank >= ranks["to_do"].rank
    assert found.standing == max((at.standing for at in found.standing_at), key=lambda s: ranks[s].rank)
    assert "O13" in found.duties
    outcomes = {f.outcome for f in found.functions if f.present and len(f.possible) == 1}
    if "O5" in found.duties:
        assert found.possible == ("needs_agreement_or_authorisation",), "no application for what cannot be authorised"
    if "O4" in found.duties:
        assert "needs_agreement_or_authorisation" in outcomes
    if outcomes & {"not_admissible", "prohibited"}:
        assert "O7" in found.duties


# ---- duties ------------------------------------------------------------------------------------------------------


def test_no_agreement_and_no_application_for_what_is_not_admissible_or_prohibited() -> None:
    for state in ("in_use", "planned", "switched_off"):
        found = judge(tool(function("operator_states", WATCHED), state=state))
        assert not {"O4", "O5", "O6"} & set(found.duties)
        assert "O7" in found.duties
    mixed = judge(tool(function("operator_states", WATCHED), function("call_recording", UNMASKED)))
    assert "O5" not in mixed.duties, "the tool as it stands cannot be authorised"
    assert {"O4", "O6", "O7"} <= set(mixed.duties), "the agreement is for the recording alone"


def test_do_not_apply_while_it_runs() -> None:
    assert "O6" in judge(recorder()).duties
    assert "O6" not in judge(recorder(state="planned")).duties
    assert {"O4", "O5"} <= set(judge(recorder(state="planned")).duties)


def test_recording_tells_the_customers() -> None:
    assert "O11" in judge(recorder()).duties
    assert "O11" in judge(tool(function("call_recording", dict.fromkeys(UNMASKED, "yes")))).duties
    assert "O11" not in judge(tool(function("call_log", LOGGED))).duties


def test_a_professional_where_sources_are_silent_weak_or_against_each_other() -> None:
    assert "O15" in judge(tool(function("attendance", {**CLOCK, "clock_detail": "lunch"}))).duties
    assert "O15" in judge(tool(function("operator_states", WATCHED))).duties
    assert "O15" not in judge(tool(function("attendance", CLOCK))).duties


def test_a_work_tool_still_informs_the_operators() -> None:
    found = judge(tool(function("call_record_match", {"row_kept": "no"})))
    assert {"O1", "O2", "O8", "O13", "O14"} <= set(found.duties)
    assert not {"O4", "O5", "O6", "O7", "O11"} & set(found.duties)


def test_the_impact_assessment_is_due_until_it_is_done() -> None:
    assert "O3" in judge(recorder()).duties
    assert "O3" not in judge(recorder(*papers("dpia"))).duties


def test_a_paper_of_tomorrow_does_not_count_today() -> None:
    one = recorder(*FULL)
    early = determine_tool(law(), practice(one), one, date(2019, 5, 31))
    assert early.standing == "stop"
    assert determine_tool(law(), practice(one), one, date(2019, 6, 1)).standing == "in_order"


def test_facts_of_another_tool_do_not_speak_here() -> None:
    one, other = recorder(facts=SOUND), replace(tool(function("attendance", CLOCK)), id="tool2")
    whole = practice(one, other)
    assert "O11" not in determine_tool(law(), whole, other, ON).duties
