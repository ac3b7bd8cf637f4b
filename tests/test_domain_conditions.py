from __future__ import annotations

from app.domain.circular import UNKNOWN
from app.domain.conditions import ALWAYS, All, AnyOf, Is, Not, holds, named_facts, named_values
from tests.law import law

KEPT = Is("kept", frozenset({"raw", "per_operator"}))
LIVE = Is("seen_by_others", frozenset({"live"}))


def test_a_fact_holds_by_one_of_its_values() -> None:
    assert holds(KEPT, {"kept": "raw"})
    assert not holds(KEPT, {"kept": "no"})


def test_no_rule_matches_what_is_unknown_or_unanswered() -> None:
    assert not holds(KEPT, {"kept": UNKNOWN})
    assert not holds(KEPT, {})
    for kind in law().kinds.values():
        for rule in kind.rules:
            for fact in named_facts(rule.when):
                assert UNKNOWN not in kind.fact(fact).values


def test_a_view_may_hold_several_values_at_once() -> None:
    assert holds(KEPT, {"kept": frozenset({"no", "raw"})})
    assert not holds(KEPT, {"kept": frozenset({"no"})})
    assert not holds(KEPT, {"kept": frozenset()})


def test_conditions_combine() -> None:
    both, either = All((KEPT, LIVE)), AnyOf((KEPT, LIVE))
    only_kept = {"kept": "raw", "seen_by_others": "later"}
    assert not holds(both, only_kept)
    assert holds(either, only_kept)
    assert holds(Not(LIVE), only_kept)
    assert not holds(Not(KEPT), only_kept)
    assert holds(ALWAYS, {})
    assert not holds(AnyOf(()), only_kept)


def test_named_facts_reach_into_every_part() -> None:
    assert named_facts(All((KEPT, Not(AnyOf((LIVE, ALWAYS)))))) == {"kept", "seen_by_others"}
    assert named_facts(ALWAYS) == frozenset()


def test_the_values_a_condition_speaks_of_under_one_name() -> None:
    other = Is("kept", frozenset({"no"}))
    mixed = All((KEPT, LIVE, AnyOf((Not(other),))))
    assert named_values(mixed, "kept") == {"raw", "per_operator", "no"}
    assert named_values(mixed, "coverage") == frozenset()
    assert named_values(ALWAYS, "kept") == frozenset()
