"""The tables that hang on an outcome: what must hold of them as a whole, and what they do at their edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from app.domain.circular import Circular
from app.domain.consequences import Dated
from app.domain.duties import is_stale, use_of, use_of_function
from app.domain.engine import determine_tool
from app.domain.practice import Tool
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
from tests.test_domain_engine import often, tools

WITH_AI = {**SOUND, "uses_ai": "yes", "decided_by_machine": "no"}


def duties(one: Tool, on: date = ON, circular: Circular | None = None) -> set[str]:
    return set(determine_tool(circular or law(), practice(one), one, on).duties)


def stakes(one: Tool) -> set[str]:
    return set(judge(one).stakes)


# ---- dated rules -------------------------------------------------------------------------------------------------


def test_a_dated_rule_applies_from_its_day_on() -> None:
    one = tool(function("call_recording", UNMASKED), facts=WITH_AI)
    day = date.fromisoformat(law().dates["ai_high_risk"].date)
    assert "O10_high_risk" in duties(one, day)
    assert "O10_high_risk" not in duties(one, day - timedelta(days=1))
    assert "O10_coming" in duties(one, day - timedelta(days=1))
    assert "O10_coming" not in duties(one, day)


@pytest.mark.parametrize(
    ("on", "stale"),
    [("2026-11-22", False), ("2027-05-22", False), ("2027-05-23", True), ("2028-01-01", True), ("2026-01-01", False)],
)
def test_a_dated_rule_wants_checking_after_its_months_and_not_a_day_before(on: str, stale: bool) -> None:
    dated = Dated("x", "2026-08-02", "2026-11-23", 6, "", "", ())
    assert is_stale(dated, date.fromisoformat(on)) is stale


def test_an_old_date_asks_whoever_uses_an_ai_to_check_again() -> None:
    one, plain = tool(function("call_log", LOGGED), facts=WITH_AI), tool(function("call_log", LOGGED))
    far = date(2040, 1, 1)
    assert "O10_verify" in duties(one, far)
    assert "O10_verify" not in duties(plain, far)
    checked = {name: replace(dated, checked_on="2039-12-31") for name, dated in law().dates.items()}
    assert "O10_verify" not in duties(one, far, replace(law(), dates=checked))


def test_every_dated_rule_is_looked_at_by_some_duty_or_stake() -> None:
    whens = str([part.when for part in (*law().duties, *law().stakes)])
    assert all(f"'{name}'" in whens for name in law().dates)


# ---- duties of some tools only -----------------------------------------------------------------------------------


def test_who_provides_the_tool_adds_its_own_question() -> None:
    recorder = tool(function("call_recording", UNMASKED))
    told = {provider: duties(replace(recorder, provider=provider)) for provider in ("own", "client", "group")}
    told["vendor_cloud"] = duties(replace(recorder, provider="vendor_cloud"))
    own = {provider: found & {"O8_client", "O8_cloud"} for provider, found in told.items()}
    assert own == {"own": set(), "client": {"O8_client"}, "group": {"O8_client"}, "vendor_cloud": {"O8_cloud"}}


def test_a_machine_that_decides_must_be_explained() -> None:
    assert "O9" in duties(tool(function("call_log", LOGGED), facts={**SOUND, "decided_by_machine": "decides"}))
    assert "O9" not in duties(tool(function("call_log", LOGGED), facts={**SOUND, "decided_by_machine": "proposes"}))
    routing = {"routing_state_seen": "no", "routing_state_kept": "no", "past_performance": "machine"}
    assert "O9" in duties(tool(function("call_distribution", routing)))
    assert "O9" not in duties(tool(function("call_distribution", {**routing, "past_performance": "no"})))


def test_a_voice_that_is_a_machine_says_so() -> None:
    menu = dict.fromkeys(("menu_calls", "menu_states", "menu_recording", "menu_survey"), "no")
    assert "O10_voicebot" in duties(tool(function("voice_menu", {**menu, "talks_by_machine": "yes"})))
    assert "O10_voicebot" not in duties(tool(function("voice_menu", {**menu, "talks_by_machine": "no"})))


# ---- mounted devices ---------------------------------------------------------------------------------------------

CAMERA = {"camera_place": "work", "camera_aim": "watch_work", "camera_state": "off"}


def test_locking_a_tool_away_does_not_take_a_camera_off_the_wall() -> None:
    locked = tool(function("video", CAMERA), state="switched_off", switch_off_locked=True)
    assert use_of(locked) == "off_locked"
    assert use_of_function(locked, law().kinds["video"]) == "off_reversible"
    assert use_of_function(locked, law().kinds["call_log"]) == "off_locked"
    assert judge(locked).standing == "to_do"
    assert judge(tool(function("call_log", LOGGED), state="switched_off", switch_off_locked=True)).standing == (
        "not_present"
    )


def test_what_is_due_for_a_camera_does_not_end_with_locking_its_tool() -> None:
    off = tool(function("video", CAMERA), state="switched_off")
    locked = replace(off, switch_off_locked=True)
    assert "O7" in judge(off).duties
    assert judge(locked).duties == judge(off).duties
    assert judge(locked).stakes == judge(off).stakes


def test_a_camera_declared_locked_in_a_tool_in_use_is_running_without_a_paper() -> None:
    for presence in ("in_use", "off_reversible", "off_locked"):
        found = judge(tool(function("video", {**CAMERA, "camera_aim": "other_things"}, presence)))
        assert (found.outcome, found.standing) == ("needs_agreement_or_authorisation", "stop")


# ---- what is at stake --------------------------------------------------------------------------------------------


def test_an_offence_is_at_stake_without_the_paper_and_no_more_with_it() -> None:
    bare = tool(function("call_recording", UNMASKED))
    assert {"offence", "penalty", "removal", "consent"} <= stakes(bare)
    signed = replace(bare, guarantees=(paper("agreement", ("call_recording",)),))
    assert not {"offence", "penalty", "removal", "consent", "late_or_beyond"} & stakes(signed)
    late = replace(bare, guarantees=(paper("agreement", ("call_recording",), date="2021-05-05"),))
    assert {"offence", "late_or_beyond"} <= stakes(late)


def test_no_paper_takes_the_stakes_away_from_what_is_not_admissible() -> None:
    signed = tool(
        function("operator_states", WATCHED),
        guarantees=tuple(
            paper(kind, ("operator_states",)) for kind in ("agreement", "authorisation", "notice", "dpia")
        ),
    )
    assert {"offence", "removal_only", "privacy", "consent"} <= stakes(signed)


def test_planned_or_locked_nothing_has_to_be_taken_away() -> None:
    bare = tool(function("call_recording", UNMASKED))
    assert "removal" not in stakes(replace(bare, state="planned"))
    assert stakes(replace(bare, state="switched_off", switch_off_locked=True)) == set()


def test_a_missing_notice_is_at_stake_where_nothing_worse_is() -> None:
    clock = tool(function("attendance", CLOCK))
    assert "notice_missing" in stakes(clock)
    assert "notice_missing" not in stakes(replace(clock, guarantees=(paper("notice", ("attendance",)),)))
    assert "notice_missing" not in stakes(tool(function("call_recording", UNMASKED)))


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_stake_never_forecasts(lang: str) -> None:
    words = {"it": ("probabil", "sicuramente", "rischi di "), "en": ("probabl", "surely", "you will be")}[lang]
    for stake in law(lang).stakes:
        assert stake.cites
        assert not [word for word in words if word in stake.text.lower()], stake.id


@often
@given(tools())
def test_stakes_hold_whatever_it_turns_out_to_be(one: Tool) -> None:
    """None is shown on a mere possibility: with the strictest and with the mildest answer it stands."""
    found = judge(one)
    if "offence" in found.stakes:
        tiers = [law().outcomes[outcome].tier for outcome in found.possible]
        assert min(tiers) >= 1
    if not found.possible:
        assert "offence" not in found.stakes


# ---- signatories -------------------------------------------------------------------------------------------------


def test_only_who_the_law_admits_signs_each_paper() -> None:
    assert set(law().signatories["agreement"]) == {"rsu", "rsa", "national_unions"}
    assert set(law().signatories["authorisation"]) == {"itl", "inl_central"}
    assert law().signatories["notice"] == law().signatories["dpia"] == ()


def test_a_stake_or_duty_of_another_language_holds_alike() -> None:
    one = tool(function("call_recording", UNMASKED), facts=WITH_AI)
    whole = practice(one, facts=EMPLOYEES)
    it, en = (determine_tool(law(lang), whole, one, ON) for lang in ("it", "en"))
    assert (it.duties, it.stakes, it.routes) == (en.duties, en.stakes, en.routes)
