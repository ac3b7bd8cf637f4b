from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.circular import UNKNOWN
from app.domain.consequences import Setup
from app.domain.determination import RouteAt
from app.domain.engine import determine_tool
from app.domain.practice import Answer, Company, Guarantee, Practice, Site, Tool
from app.domain.routes import COMPANY_AXES, facts_on_the_way, notes_for, way_for
from tests.law import (
    CLOCK,
    EMPLOYEES,
    ID,
    ON,
    UNMASKED,
    VERSION,
    WATCHED,
    answered,
    function,
    judge,
    law,
    paper,
    practice,
    tool,
)
from tests.test_domain_engine import often, tools

ROUTES = law().routes
EVERY = [dict(zip(ROUTES.axes, values, strict=True)) for values in product(*ROUTES.axes.values())]
NEEDS = "needs_agreement_or_authorisation"
APPLIES = ("authorisation", "choice")
RECORDER = tool(function("call_recording", UNMASKED))
PAPERS = {"none": (), "prior": (paper("agreement", ("call_recording",), "s1"),)}
"""What does not go past its paper: these tools have no answer on retention or uses."""
PAPERS["late"] = (replace(PAPERS["prior"][0], date="2021-05-05"),)
PAPERS["beyond"] = (replace(PAPERS["prior"][0], purposes=()),)


def company(view: dict[str, str]) -> Company:
    size = {"up_to_15": 15, "over_15": 16, "unknown": None}[view["size"]]
    facts = {axis: Answer(view[axis]) for axis in COMPANY_AXES}
    return Company("Prova", sites=(Site("s1", headcount=size, representatives=view["representatives"]),), facts=facts)


def route(one: Tool, at: Company) -> RouteAt:
    whole = Practice("p1", ID, VERSION, company=at, tools=(one,))
    (found,) = determine_tool(law(), whole, one, ON).routes
    return found


# ---- every worked set-up -----------------------------------------------------------------------------------------


def test_there_are_at_least_twelve_set_ups_and_every_way_is_worked_through() -> None:
    assert len(ROUTES.setups) >= 12
    worked = {setup.way for setup in ROUTES.setups}
    assert worked == {way.id for way in ROUTES.ways}


@pytest.mark.parametrize("setup", ROUTES.setups, ids=lambda setup: setup.id)
def test_a_set_up_leads_where_it_says_with_its_notes(setup: Setup) -> None:
    view = dict(setup.facts)
    assert way_for(ROUTES, view).id == setup.way
    assert set(setup.notes) <= set(notes_for(ROUTES, view))


TOOLS = {
    "prohibited": tool(function("biometric_attendance", {"machine_safety": "no"})),
    "not_admissible": tool(function("operator_states", WATCHED)),
    NEEDS: RECORDER,
    "work_tool": tool(function("call_record_match", {"row_kept": "no"})),
    "attendance_tool": tool(function("attendance", CLOCK)),
    "no_remote_control": tool(function("queue_statistics", {"traceable": "no", "source_data": "none"})),
}
STATES = {
    "in_use": {"state": "in_use"},
    "planned": {"state": "planned"},
    "off_reversible": {"state": "switched_off"},
    "off_locked": {"state": "switched_off", "switch_off_locked": True},
}


@pytest.mark.parametrize("setup", ROUTES.setups, ids=lambda setup: setup.id)
def test_a_real_tool_in_that_set_up_is_shown_that_way(setup: Setup) -> None:
    view = dict(setup.facts)
    one = replace(TOOLS[view["outcome"]], **STATES[view["use"]])  # type: ignore[arg-type]
    kinds = tuple(f.kind for f in one.functions)
    papers = tuple(replace(paper_, functions=kinds) for paper_ in PAPERS[view["paper"]])
    if view["paper"] == "beyond":
        one = one.with_answer(one.functions[0].id, one.functions[0].kind, "uses", Answer(("service",)))
    found = route(replace(one, guarantees=papers), company(view))
    assert found.way == setup.way
    assert set(setup.notes) <= set(found.notes)


# ---- N5: one or the other, never both ----------------------------------------------------------------------------


def test_no_way_asks_for_both_papers() -> None:
    assert {way.form for way in ROUTES.ways} == {"none", "agreement", "authorisation", "choice"}
    for lang, either in (("it", ("In alternativa", "Scegli una delle due")), ("en", ("Otherwise", "Choose one"))):
        (choice,) = [way for way in law(lang).routes.ways if way.form == "choice"]
        assert all(words in choice.text for words in either)


def test_whoever_needs_a_paper_is_told_that_one_is_enough() -> None:
    for view in EVERY:
        if way_for(ROUTES, view).form != "none":
            assert "one_is_enough" in notes_for(ROUTES, view)


def test_whoever_has_a_paper_is_sent_for_no_other() -> None:
    for view in EVERY:
        if view["paper"] == "prior":
            assert way_for(ROUTES, view).form == "none"


@pytest.mark.parametrize(
    ("lang", "enough", "instead"),
    [("it", "basta uno dei due", "alternativa all'accordo"), ("en", "one of the two is enough", "the alternative to")],
)
def test_the_duties_speak_of_alternatives(lang: str, enough: str, instead: str) -> None:
    duties = {duty.id: duty.text for duty in law(lang).duties}
    assert enough in duties["O4"]
    assert instead in duties["O5"]


@often
@given(tools(), st.sampled_from(["agreement", "authorisation"]), st.sampled_from(["in_use", "planned", "switched_off"]))
def test_with_either_paper_nothing_asks_for_the_other(one: Tool, kind: str, state: str) -> None:
    uses = paper(kind, tuple(law().kinds), retention_days=None)
    found = judge(replace(one, state=state, guarantees=(uses,)))
    assert not {"O4", "O5", "O6"} & set(found.duties)
    forms = {way.id: way.form for way in ROUTES.ways}
    assert all(forms[at.way] == "none" for at in found.routes)


# ---- N12: no application for what cannot be authorised -----------------------------------------------------------


def test_there_is_no_application_for_what_is_not_admissible_or_prohibited() -> None:
    for view in EVERY:
        if view["outcome"] != NEEDS:
            assert way_for(ROUTES, view).form == "none"
    applying = {"forms_and_stamps", "attachments", "one_application", "appeal", "not_confirmed", "what_is_looked_at"}
    notes = replace(ROUTES, notes=tuple(note for note in ROUTES.notes if note.id in applying))
    assert len(notes.notes) == len(applying)
    assert not any(notes_for(notes, view) for view in EVERY if view["outcome"] != NEEDS)


@often
@given(tools(), st.sampled_from(["in_use", "planned", "switched_off"]), st.booleans())
def test_no_tool_is_sent_to_apply_while_it_may_still_turn_out_so(one: Tool, state: str, locked: bool) -> None:
    found = judge(replace(one, state=state, switch_off_locked=locked))
    forms = {way.id: way.form for way in ROUTES.ways}
    if set(found.possible) & {"not_admissible", "prohibited"}:
        assert all(forms[at.way] == "none" for at in found.routes)
        assert "O5" not in found.duties
    if found.outcome is None:
        assert found.routes == ()


def test_an_application_is_shown_with_the_order_to_stop_while_it_runs() -> None:
    for view in EVERY:
        if view["use"] == "in_use" and way_for(ROUTES, view).form in APPLIES:
            assert "stop_first" in notes_for(ROUTES, view)


# ---- site by site ------------------------------------------------------------------------------------------------


def test_each_site_has_its_own_way() -> None:
    sites = (Site("s1", representatives="rsu"), Site("s2", representatives="none"), Site("s3"))
    at = Company("Prova", sites=sites, facts={**EMPLOYEES, **answered({"units": "one_unit", "offices": "one_office"})})
    whole = Practice("p1", ID, VERSION, company=at, tools=(RECORDER,))
    found = determine_tool(law(), whole, RECORDER, ON)
    assert [(one.site, one.way) for one in found.routes] == [
        ("s1", "agreement_rsu"),
        ("s2", "no_representatives_one_office"),
        ("s3", "find_out"),
    ]
    assert found.routes[1].flags == ("conflict:territorial_unions_p3",)
    only = replace(RECORDER, sites=("s2",))
    assert [one.site for one in determine_tool(law(), whole, only, ON).routes] == ["s2"]


def test_a_paper_for_one_site_leaves_the_other_on_its_way() -> None:
    one = replace(RECORDER, guarantees=PAPERS["prior"])
    found = judge(one, ("s1", "s2"))
    assert [(at.site, at.way) for at in found.routes] == [("s1", "covered"), ("s2", "find_out")]


def test_the_worst_covered_of_the_strictest_functions_counts() -> None:
    both = tool(function("call_recording", UNMASKED), function("mail_metadata", {"metadata_period": "longer"}))
    half = replace(both, guarantees=(paper("agreement", ("call_recording",)),))
    assert [at.way for at in judge(half).routes] == ["find_out"]
    whole = replace(both, guarantees=(paper("agreement", ("call_recording", "mail_metadata")),))
    assert [at.way for at in judge(whole).routes] == ["covered"]


def test_what_goes_past_its_paper_is_sent_back_to_it_and_not_to_another() -> None:
    recorder = tool(function("call_recording", {**UNMASKED, "uses": ("service",)}))
    for purposes, way in ((("service",), "covered"), (("training",), "beyond")):
        agreement = replace(PAPERS["prior"][0], purposes=purposes)
        assert [at.way for at in judge(replace(recorder, guarantees=(agreement,)), ("s1",)).routes] == [way]
    assert {way.id: way.form for way in ROUTES.ways}["beyond"] == "none"


@pytest.mark.parametrize(
    ("headcount", "signed"), [(0, True), (15, True), (16, False), (None, False)], ids=["0", "15", "16", "unknown"]
)
def test_a_small_firm_is_one_up_to_fifteen(headcount: int | None, signed: bool) -> None:
    site = Site("s1", headcount=headcount, representatives="rsa")
    found = route(RECORDER, Company(sites=(site,)))
    assert ("small_firm_signed" in found.notes) is signed
    assert ("unclear" in found.flags) is signed


@pytest.mark.parametrize("weak", [{"signatory": "territorial_unions"}, {"unchanged": False}, {"date": ""}])
def test_a_paper_that_does_not_count_does_not_end_the_way(weak: dict[str, object]) -> None:
    agreement: Guarantee = replace(PAPERS["prior"][0], **weak)  # type: ignore[arg-type]
    found = judge(replace(RECORDER, guarantees=(agreement,)), ("s1",))
    assert [at.way for at in found.routes] == ["find_out"]


def test_a_mounted_device_locked_with_its_tool_is_still_on_its_way() -> None:
    """Off, dead or dummy it is there all the same: neither way nor duty may say that nothing is left to do."""
    camera = {"camera_place": "work", "camera_aim": "other_things", "camera_state": "off"}
    locked = tool(function("video", camera), state="switched_off", switch_off_locked=True)
    off = replace(locked, switch_off_locked=False)
    assert judge(locked).standing == judge(off).standing == "to_do"
    assert [at.way for at in judge(locked).routes] == [at.way for at in judge(off).routes]


# ---- what is asked for it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("representatives", ["rsu", "rsa", "none", UNKNOWN])
@pytest.mark.parametrize("state", ["in_use", "planned", "switched_off"])
def test_a_fact_of_the_company_is_asked_if_and_only_if_it_can_change_the_way(representatives: str, state: str) -> None:
    site = Site("s1", representatives=representatives)
    for outcome in ("not_admissible", NEEDS, "work_tool"):
        one = replace(TOOLS[outcome], state=state)
        whole = replace(practice(one), company=Company(sites=(site,), facts=EMPLOYEES))
        asked = facts_on_the_way(law(), whole, one, determine_tool(law(), whole, one, ON))
        kinds = tuple(f.kind for f in one.functions)
        ends: dict[tuple[str, ...], RouteAt] = {}
        for papers, *values in product(PAPERS, *(ROUTES.axes[axis] for axis in COMPANY_AXES)):
            papered = replace(one, guarantees=tuple(replace(g, functions=kinds) for g in PAPERS[papers]))
            facts = {**EMPLOYEES, **answered(dict(zip(COMPANY_AXES, values, strict=True)))}
            ends[papers, *values] = route(papered, Company(sites=(site,), facts=facts))
        for place, axis in enumerate(COMPANY_AXES, 1):
            told: dict[tuple[str, ...], set[RouteAt]] = {}
            for values, end in ends.items():
                told.setdefault((*values[:place], *values[place + 1 :]), set()).add(end)
            assert (axis in asked) == any(len(one) > 1 for one in told.values()), (outcome, axis)
