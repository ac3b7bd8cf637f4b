from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.circular import FunctionKind, Rule
from app.domain.conditions import All, Is
from app.library.prove import prove_kind, prove_standing
from tests.law import law

MATCH = law().kinds["call_record_match"]
FILE = law().kinds["customer_file"]


def rule(name: str, outcome: str, **when: str) -> Rule:
    parts = tuple(Is(fact, frozenset({value})) for fact, value in when.items())
    return Rule(name, "", All(parts), outcome, (), ("C7",), "")


def row(kind: FunctionKind, *rules: Rule) -> FunctionKind:
    return replace(kind, rules=rules, implications=())


@pytest.mark.parametrize("kind", law().kinds.values(), ids=law().kinds)
def test_the_real_rows_are_complete_and_monotonic(kind: FunctionKind) -> None:
    count, found = prove_kind(law(), kind)
    assert found == []
    expected = 1
    for fact in kind.facts:
        if any(f"'{fact.id}'" in str(part.when) for part in (*kind.rules, *kind.implications)):
            expected *= len(fact.values)
    assert count == expected


def test_a_combination_without_a_rule() -> None:
    count, found = prove_kind(law(), row(MATCH, rule("a", "work_tool", row_kept="no")))
    assert (count, found) == (2, [("rules", "no rule for row_kept=yes")])


def test_a_rule_hidden_by_one_before_it() -> None:
    _, found = prove_kind(law(), row(MATCH, rule("a", "work_tool"), rule("b", "work_tool", row_kept="yes")))
    assert [key for key, _ in found] == ["rules.b"]


def test_a_tier_that_falls() -> None:
    falling = row(MATCH, rule("a", "not_admissible", row_kept="no"), rule("b", "work_tool"))
    assert prove_kind(law(), falling) == (
        2,
        [("facts.row_kept", "raising it to yes lowers the tier: row_kept=no")],
    )


def test_outcomes_of_one_tier_do_not_fall() -> None:
    assert prove_kind(law(), row(MATCH, rule("a", "attendance_tool", row_kept="no"), rule("b", "work_tool")))[1] == []


def test_the_steps_of_an_unordered_fact_may_go_either_way() -> None:
    fact = replace(MATCH.facts[0], ordered=False)
    falling = row(replace(MATCH, facts=(fact,)), rule("a", "not_admissible", row_kept="no"), rule("b", "work_tool"))
    assert prove_kind(law(), falling)[1] == []


def test_an_implication_that_is_dropped_by_more() -> None:
    dropped = replace(MATCH.implications[0], when=Is("row_kept", frozenset({"no"})))
    _, found = prove_kind(law(), replace(MATCH, implications=(dropped,)))
    assert found == [("implications.call_record_match.row_kept", "raising row_kept to yes drops it: row_kept=no")]


def test_only_the_first_few_examples_are_told() -> None:
    _, found = prove_kind(
        law(), row(law().kinds["call_recording"], rule("a", "work_tool", voices_masked="yes", start_cut="yes"))
    )
    assert found == [("rules", "no rule for voices_masked=yes, start_cut=no"), *found[1:]]
    assert len(found) == 3


def test_the_real_standing_table_is_complete() -> None:
    assert prove_standing(law()) == (1152, [])


def test_a_standing_row_taken_away_leaves_a_hole() -> None:
    short = replace(law(), standing_rules=law().standing_rules[:-1])
    _, found = prove_standing(short)
    assert {key for key, _ in found} == {"rules"}
    assert "outcome=prohibited, use=planned" in found[0][1]


def test_two_facts_are_gone_through_together() -> None:
    both = row(
        FILE,
        rule("a", "not_admissible", operator_lists="yes", operator_counts="yes"),
        rule("b", "work_tool", operator_lists="no"),
        rule("c", "work_tool", operator_counts="no"),
    )
    assert prove_kind(law(), both) == (4, [])
