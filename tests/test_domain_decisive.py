"""The smallest determining set, against brute force over every subset of the open facts."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from math import prod

import pytest
from hypothesis import assume as given_that
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import decisive as module
from app.domain.circular import UNKNOWN
from app.domain.decisive import Decisive, Key, decisive, open_domains
from app.domain.engine import assume, classify
from app.domain.practice import Answer, Tool, ToolFunction
from app.domain.scenarios import survey
from app.domain.table import deciding_facts
from tests.law import EMPLOYEES, LOGGED, SOUND, UNMASKED, WATCHED, function, law, practice, tool
from tests.test_domain_engine import KINDS, TIED

few = settings(max_examples=40, deadline=None, derandomize=True, database=None)
MOST_ENDS, MOST_OPEN = 200, 7
PLAIN = {**SOUND, "uses_ai": "no", "decided_by_machine": "no"}


def found(one: Tool) -> Decisive:
    return decisive(law(), practice(one), one)


@st.composite
def small_tools(draw: st.DrawFn) -> Tool:
    """One to three functions with a few facts open, and perhaps the ground or the shared codes."""
    listed = []
    for number in range(draw(st.integers(1, 3))):
        kind = law().kinds[draw(st.sampled_from(TIED) | st.sampled_from(KINDS))]
        facts = deciding_facts(kind)
        open_ones = draw(st.sets(st.sampled_from([fact.id for fact in facts]), max_size=3))
        answers = {
            fact.id: Answer(UNKNOWN if fact.id in open_ones else draw(st.sampled_from(fact.values))) for fact in facts
        }
        presence = draw(st.sampled_from(["in_use", "in_use", "in_use", "absent", "unasked", UNKNOWN]))
        listed.append(ToolFunction(f"f{number}", kind.id, presence, answers))
    open_facts = draw(st.sampled_from([(), (), (), ("ground",), ("shared_codes",)]))
    facts_of_tool = {fact: UNKNOWN if fact in open_facts else value for fact, value in PLAIN.items()}
    return tool(*listed, facts=facts_of_tool)


def open_facts(one: Tool) -> dict[Key, tuple[str, ...]]:
    """Every fact without an answer of any function that may be there, and of the tool: nothing left out."""
    domains: dict[Key, tuple[str, ...]] = {}
    for place in survey(law(), one).places.values():
        for fact in deciding_facts(place.kind):
            domains[place.id, fact.id] = place.domain(fact)
    for name in ("ground", "shared_codes"):
        answer = one.facts.get(name)
        if answer is None or answer.value == UNKNOWN:
            domains["", name] = law().tool_fact(name).values
    return {key: values for key, values in domains.items() if len(values) > 1}


def ends(one: Tool, domains: dict[Key, tuple[str, ...]]) -> dict[tuple[str, ...], str | None]:
    """Every way of answering all that is open → the outcome."""
    result = {}
    for values in product(*domains.values()):
        settled = classify(law(), practice(one), assume(one, dict(zip(domains, values, strict=True))))
        assert len(settled.possible) <= 1
        result[values] = settled.outcome
    return result


def determining(keys: tuple[int, ...], outcomes: dict[tuple[str, ...], str | None]) -> bool:
    told: dict[tuple[str, ...], set[str | None]] = {}
    for values, outcome in outcomes.items():
        told.setdefault(tuple(values[n] for n in keys), set()).add(outcome)
    return all(len(one) == 1 for one in told.values())


@few
@given(small_tools())
def test_it_is_the_smallest_set_that_determines_and_the_only_one(one: Tool) -> None:
    domains = open_facts(one)
    given_that(len(domains) <= MOST_OPEN)
    given_that(prod(len(values) for values in domains.values()) <= MOST_ENDS)
    outcomes = ends(one, domains)
    names = list(domains)
    for size in range(len(names) + 1):
        fitting = [keys for keys in combinations(range(len(names)), size) if determining(keys, outcomes)]
        if fitting:
            break
    assert len(fitting) == 1, "of the smallest sets there is one"
    answer = found(one)
    assert set(answer.facts) == {names[n] for n in fitting[0]}
    assert answer.smallest


@few
@given(small_tools())
def test_whatever_is_answered_to_it_the_outcome_is_determined(one: Tool) -> None:
    answer = found(one)
    domains = open_domains(law(), practice(one), one, survey(law(), one))
    given_that(prod(len(domains[key]) for key in answer.facts) <= MOST_ENDS)
    for values in product(*(domains[key] for key in answer.facts)):
        settled = assume(one, dict(zip(answer.facts, values, strict=True)))
        assert len(classify(law(), practice(one), settled).possible) <= 1


# ---- by hand -----------------------------------------------------------------------------------------------------


def test_nothing_is_decisive_where_it_is_determined() -> None:
    assert found(tool(function("operator_states", WATCHED), facts=PLAIN)) == Decisive((), True, 1)
    stricter = tool(function("operator_states", WATCHED), function("call_recording"), facts=PLAIN)
    assert found(stricter).facts == (), "whatever the recording is, the states stay as strict"


def test_the_one_fact_that_decides() -> None:
    log = tool(function("call_record_match"), function("call_log", LOGGED, "absent"), facts=PLAIN)
    assert found(log).facts == (("call_record_match", "row_kept"),)


def test_facts_of_a_function_that_may_be_implied_count_too() -> None:
    one = tool(function("call_record_match"), facts=PLAIN)
    keys = set(found(one).facts)
    assert ("call_record_match", "row_kept") in keys
    assert ("call_log", "computed") in keys
    assert any(name.startswith("productivity") for name, _ in keys)
    assert ("call_log", "kept") not in keys, "fixed by the choice that implies it"


def test_facts_of_a_function_that_is_there_only_maybe_are_not_hidden_by_the_choice_that_brings_it() -> None:
    """Whether there is a position at all is open; if there is, whether work needs it decides."""
    one = tool(function("device_management"), facts=PLAIN)
    assert set(found(one).facts) == {
        ("device_management", "device_reading"),
        ("device_management", "device_position"),
        ("location", "place_kind"),
        ("location", "needed_for_work"),
        ("location", "required_by_law"),
    }


def test_facts_silenced_by_an_answer_that_crossing_may_yet_overrule_count() -> None:
    states = function("operator_states", {"traceable": "no"})
    one = tool(states, facts={**PLAIN, "shared_codes": UNKNOWN})
    facts = found(one).facts
    assert ("", "shared_codes") in facts
    assert ("operator_states", "coverage") in facts, "with shared codes it is what decides"


def test_facts_silenced_by_an_answer_that_a_choice_may_yet_overrule_count() -> None:
    log = function("call_log", {"traceable": "no", "kept": "no"})
    assert ("call_log", "computed") in found(tool(function("call_record_match"), log, facts=PLAIN)).facts


def test_the_ground_counts_only_where_something_monitors() -> None:
    facts = {**PLAIN, "ground": UNKNOWN}
    assert found(tool(function("call_recording", UNMASKED), facts=facts)).facts == (("", "ground"),)
    assert found(tool(function("call_record_match", {"row_kept": "no"}), facts=facts)).facts == ()


def test_shared_codes_count_where_they_lead_to_a_person() -> None:
    facts = {**PLAIN, "shared_codes": UNKNOWN}
    log = function("call_log", {**LOGGED, "traceable": "no"})
    assert found(tool(log, facts=facts)).facts == (("", "shared_codes"),)
    assert found(tool(function("call_log", LOGGED), facts=facts)).facts == ()


def test_what_adds_only_a_flag_decides_nothing() -> None:
    one = tool(function("call_recording", UNMASKED), facts={"ground": "organisational", "shared_codes": "no"})
    assert decisive(law(), practice(one, facts={}), one).facts == ()


def test_a_presence_not_known_is_no_fact() -> None:
    one = tool(function("call_recording", UNMASKED, UNKNOWN), facts=PLAIN)
    assert found(one).facts == ()


def test_facts_come_in_asking_order() -> None:
    one = tool(function("call_recording", {**UNMASKED, "voices_masked": UNKNOWN}), function("mail_metadata"))
    mixed = tool(function("mail_metadata"), function("remote_support"), facts=PLAIN)
    assert found(mixed).facts == (
        ("mail_metadata", "metadata_period"),
        ("remote_support", "session_start"),
        ("remote_support", "perceivable"),
    )
    assert found(one).facts == ()


def test_a_spent_search_keeps_the_fact_and_says_it_may_not_be_the_smallest(monkeypatch: pytest.MonkeyPatch) -> None:
    one = tool(function("call_record_match"), facts=PLAIN)
    whole = found(one)
    assert whole.smallest
    monkeypatch.setattr(module, "MOST_TRIED", 1)
    spent = found(one)
    assert not spent.smallest
    assert set(spent.facts) >= set(whole.facts)


def test_it_answers_nothing_and_leaves_tool_and_practice() -> None:
    one = tool(function("call_record_match"), facts=PLAIN)
    before = replace(one)
    decisive(law(), practice(one, facts=EMPLOYEES), one)
    assert one == before
