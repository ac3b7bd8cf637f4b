from __future__ import annotations

from app.domain.conditions import ALWAYS, All, AnyOf, Is, Not
from app.library.lint import Problem, among, condition

KNOWN = {"kept": ("no", "raw"), "line": ("yes",)}
KEPT, STRANGER, ODD = Is("kept", frozenset({"no"})), Is("mood", frozenset({"no"})), Is("kept", frozenset({"x", "b"}))


def test_a_problem_is_told_in_one_line_with_its_place() -> None:
    assert str(Problem("f.toml", "rules.a", "is odd")) == "f.toml: rules.a: is odd"


def test_among_tells_each_stranger_and_nothing_else() -> None:
    assert list(among("f", "k", ("a", "c", "b", "d"), ("a", "b"))) == [
        Problem("f", "k", "no such id: c"),
        Problem("f", "k", "no such id: d"),
    ]
    assert list(among("f", "k", (), ())) == []
    assert list(among("f", "k", ("a", "a"), iter(["a"]))) == [], "what is known may be gone through only once"


def test_a_condition_of_known_facts_and_values_is_sound() -> None:
    for when in (ALWAYS, KEPT, Not(KEPT), AnyOf((KEPT, All((KEPT, Not(Is("line", frozenset({"yes"}))))))), AnyOf(())):
        assert list(condition("f", "when", when, KNOWN)) == []


def test_strangers_are_told_wherever_they_hide() -> None:
    for when in (STRANGER, Not(STRANGER), All((KEPT, STRANGER)), AnyOf((KEPT, Not(All((STRANGER,)))))):
        assert list(condition("f", "when", when, KNOWN)) == [Problem("f", "when.mood", "no such fact")]
    assert list(condition("f", "when", All((ODD, STRANGER)), KNOWN)) == [
        Problem("f", "when.kept", "no such value: b, x"),
        Problem("f", "when.mood", "no such fact"),
    ]
