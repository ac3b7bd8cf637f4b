from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from app.domain.circular import UNKNOWN
from app.domain.conditions import holds
from app.domain.modifiers import modified, result_of, setting_changes, setting_domains, settings_of
from app.domain.practice import Answer
from tests.law import EMPLOYEES, SOUND, UNMASKED, answered, function, judge, law, practice, tool

OPEN = {
    **{fact.id: fact.values for fact in law().tool_facts if fact.id != "shared_codes"},
    "workforce": ("employees", "mixed", "collaborators_only"),
}
EVERY = [dict(zip(OPEN, values, strict=True)) for values in product(*OPEN.values())]


def ended(outcome: str, **setting: str) -> tuple[str, list[str]]:
    plain = {"ground": "organisational", "judges_individual": "no", "uses_ai": "no", "decided_by_machine": "no"}
    reached, acting = modified(law(), outcome, {**plain, "workforce": "employees", **setting})
    return reached, [modifier.id for modifier in acting]


# ---- the facts that modifiers name -------------------------------------------------------------------------------


def test_a_setting_speaks_of_the_facts_that_modifiers_name_and_of_no_other() -> None:
    one = tool(facts={})
    assert setting_domains(law(), practice(one, facts={}), one) == OPEN


def test_an_answer_leaves_one_value_and_i_do_not_know_leaves_all() -> None:
    one = tool(facts={"ground": "safety", "judges_individual": UNKNOWN, "uses_ai": "of_a_newer_law"})
    domains = setting_domains(law(), practice(one), one)
    assert (domains["ground"], domains["workforce"]) == (("safety",), ("employees",))
    assert domains["judges_individual"] == domains["uses_ai"] == ("no", "yes")


def test_settings_under_which_the_same_modifiers_hold_count_once_and_none_is_lost() -> None:
    one = tool(facts={})
    found = settings_of(law(), practice(one, facts={}), one)
    told = [tuple(holds(m.when, setting) for m in law().modifiers) for setting in found]
    assert len(told) == len(set(told))
    assert set(told) == {tuple(holds(m.when, setting) for m in law().modifiers) for setting in EVERY}
    answered_tool = tool(facts={**SOUND, "uses_ai": "no", "decided_by_machine": "no"})
    assert len(settings_of(law(), practice(answered_tool), answered_tool)) == 1


# ---- what they do ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", law().outcomes)
def test_no_modifier_ever_lowers_and_none_acts_below_its_tier(outcome: str) -> None:
    tier = law().outcomes[outcome].tier
    for setting in EVERY:
        reached, acting = modified(law(), outcome, setting)
        assert law().outcomes[reached].rank >= law().outcomes[outcome].rank
        assert all(modifier.when_tier <= tier for modifier in acting)
        assert reached == outcome or reached in [modifier.outcome for modifier in acting]


def test_no_admitted_ground_raises_what_monitors_and_nothing_below_or_above() -> None:
    assert ended("needs_agreement_or_authorisation", ground="none") == ("not_admissible", ["ground_none"])
    assert ended("prohibited", ground="none")[0] == "prohibited"
    for milder in ("no_remote_control", "work_tool", "attendance_tool"):
        assert ended(milder, ground="none") == (milder, [])


def test_judging_the_person_is_a_flag_where_there_is_a_ground() -> None:
    na = "needs_agreement_or_authorisation"
    assert ended(na, judges_individual="yes") == (na, ["judges_individual"])
    assert ended("work_tool", judges_individual="yes") == ("work_tool", [])
    assert ended(na, judges_individual="yes", ground="none")[1] == ["ground_none"]


def test_assets_alone_are_a_conflict_where_the_function_monitors() -> None:
    na = "needs_agreement_or_authorisation"
    assert ended(na, ground="assets") == (na, ["ground_assets"])
    assert ended("work_tool", ground="assets") == ("work_tool", [])


def test_collaborators_and_unannounced_machines_are_conflicts_at_any_tier() -> None:
    for outcome in law().outcomes:
        assert ended(outcome, workforce="collaborators_only") == (outcome, ["collaborators"])
        for decided in ("no", "proposes"):
            assert ended(outcome, uses_ai="yes", decided_by_machine=decided) == (outcome, ["ai_transparency"])
        assert ended(outcome, uses_ai="yes", decided_by_machine="decides") == (outcome, []), "there nobody disputes it"


def test_several_modifiers_together_give_the_strictest_and_all_flags() -> None:
    setting = {**EVERY[0], "ground": "assets", "judges_individual": "yes", "workforce": "collaborators_only"}
    result = result_of(law(), law().rule("call_recording.recorded"), {**setting, "uses_ai": "no"})
    assert result.flags == {"unclear", "conflict:assets_z14", "conflict:collaborators_l29"}
    assert result.rules == ("call_recording.recorded", "judges_individual", "collaborators", "ground_assets")


# ---- verified or not ---------------------------------------------------------------------------------------------


def test_a_raise_to_what_the_row_gives_already_leaves_the_row_as_the_deciding_one() -> None:
    rule = law().rule("screen_capture.no_refuge")
    weak = set(law().rule("ground_none").cites) - set(rule.cites)
    items = {i: replace(item, status="unread" if i in weak else item.status) for i, item in law().items.items()}
    result = result_of(replace(law(), items=items), rule, {**EVERY[0], "ground": "none", "workforce": "employees"})
    assert result.outcome == "not_admissible"
    assert "unverified" not in result.flags


# ---- what can still change ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule_id", ["call_recording.recorded", "call_record_match.pairing", "screen_capture.no_refuge"]
)
def test_a_fact_changes_something_if_trying_all_says_so(rule_id: str) -> None:
    rule, domains = law().rule(rule_id), tuple(OPEN.items())
    facts = {fact.id: fact for fact in (*law().tool_facts, *law().company_facts) if fact.id in OPEN}
    for name, fact in facts.items():
        ends: dict[tuple[str, ...], set[object]] = {}
        for setting in EVERY:
            result = result_of(law(), rule, setting)
            rest = tuple(value for other, value in setting.items() if other != name)
            ends.setdefault(rest, set()).add((result.outcome, result.flags))
        assert setting_changes(law(), fact, domains, rule) == any(len(end) > 1 for end in ends.values()), name


def test_the_facts_of_the_company_speak_as_those_of_the_tool() -> None:
    one = tool(function("call_recording", UNMASKED))
    for workforce, flags in (("employees", ()), ("mixed", ()), ("collaborators_only", ("conflict:collaborators_l29",))):
        assert judge(one, facts={"workforce": Answer(workforce)}).flags == flags
    assert answered({"workforce": "employees"}) == EMPLOYEES
