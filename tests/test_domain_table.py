from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.circular import FunctionKind
from app.domain.conditions import All, Is
from app.domain.table import (
    Cell,
    UncoveredError,
    cells_within,
    combinations,
    deciding_facts,
    first_rule,
    full_domains,
    matters,
    row,
)
from tests.law import COUNTS, law


def kind(kind_id: str) -> FunctionKind:
    return law().kinds[kind_id]


def place_of(kind_id: str, fact_id: str) -> int:
    return [fact.id for fact in deciding_facts(kind(kind_id))].index(fact_id)


def test_deciding_facts_are_those_that_rules_or_implications_name_in_asking_order() -> None:
    assert [fact.id for fact in deciding_facts(kind("call_log"))] == ["traceable", "kept", "computed"]
    assert [fact.id for fact in deciding_facts(kind("call_record_match"))] == ["row_kept"]


@pytest.mark.parametrize("kind_id", law().kinds)
def test_every_combination_of_every_kind_has_exactly_one_cell(kind_id: str) -> None:
    cells = row(kind(kind_id))
    assert len(cells) == COUNTS[kind_id]
    for facts in combinations(kind(kind_id), full_domains(kind(kind_id))):
        assert cells[tuple(facts.values())].rule == first_rule(kind(kind_id), facts)


def test_the_first_rule_that_holds_decides() -> None:
    states = kind("operator_states")
    facts = {"traceable": "no", "seen_by_others": "live", "coverage": "all", "computed": "yes", "kept": "raw"}
    assert states.rules[first_rule(states, facts) or 0].id == "operator_states.not_traceable"
    # No rule names the unknown: without a last rule that always holds there would be none.
    assert states.rules[first_rule(states, {}) or 0].id == "operator_states.no_certain_limit"


def test_a_combination_that_no_rule_meets_is_a_defect_and_never_a_fallback() -> None:
    log = replace(kind("call_log"), rules=kind("call_log").rules[:-1])
    with pytest.raises(UncoveredError):
        row(log)


def test_cells_within_follow_the_domains() -> None:
    log = kind("call_log")
    assert cells_within(log, (("direct",), ("per_operator",), ("no",))) == {Cell(1, frozenset())}
    assert cells_within(log, (("direct",), ("per_operator",), ("no", "yes"))) == {
        Cell(1, frozenset()),
        Cell(1, frozenset({0})),
    }


def test_a_fact_matters_only_while_some_answer_changes_something() -> None:
    log, free = kind("call_log"), full_domains(kind("call_log"))
    kept, computed = place_of("call_log", "kept"), place_of("call_log", "computed")
    assert matters(log, free, kept)
    nobody = (("no",), *free[1:])
    assert not matters(log, nobody, kept)
    assert not matters(log, nobody, computed), "the implication needs a person too"
    assert not matters(log, (free[0], ("raw",), free[2]), kept), "already confined to one value"


def test_a_change_of_reason_alone_does_not_matter() -> None:
    one = kind("call_record_match")
    rules = (
        replace(one.rules[0], id="x.yes", when=Is("row_kept", frozenset({"yes"}))),
        replace(one.rules[0], id="x.rest", when=All(())),
    )
    assert not matters(replace(one, rules=rules, implications=()), (("no", "yes"),), 0)
    assert matters(replace(one, rules=rules), (("no", "yes"),), 0)
