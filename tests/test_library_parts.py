from __future__ import annotations

from typing import Any

import pytest

from app.domain.conditions import ALWAYS, All, AnyOf, Is, Not
from app.library.parts import by_id, condition, each, guard, lists, scales_of
from app.library.raw import LawError
from tests.law import law


def refused(work: Any) -> tuple[str, str, str]:
    with pytest.raises(LawError) as problem:
        work()
    return problem.value.file, problem.value.key, problem.value.reason


def test_a_missing_key_is_told_where_it_should_be() -> None:
    assert refused(lambda: guard("f.toml", lambda: {"a": 1}["b"], "rules.x")) == ("f.toml", "rules.x.b", "is missing")
    assert refused(lambda: guard("f.toml", lambda: {}["b"])) == ("f.toml", "b", "is missing")


@pytest.mark.parametrize("wrong", [lambda: int("x"), lambda: tuple(3), lambda: None.items()])  # type: ignore[attr-defined]
def test_another_shape_is_told_and_no_crash(wrong: Any) -> None:
    file, key, reason = refused(lambda: guard("f.toml", wrong, "here"))
    assert (file, key) == ("f.toml", "here")
    assert reason.startswith("has another shape than it should")


def test_our_own_mistake_is_no_defect_of_the_law() -> None:
    with pytest.raises(ZeroDivisionError):
        guard("f.toml", lambda: 1 // 0)


def test_each_part_is_made_with_its_place_and_no_id_comes_twice() -> None:
    table = {"rules": [{"id": "a", "n": 1}, {"id": "b", "n": 2}]}
    assert each("f", table, "rules", lambda raw, file, where: (file, where, raw["n"])) == (
        ("f", "rules.a", 1),
        ("f", "rules.b", 2),
    )
    assert each("f", {}, "rules", lambda raw, file, where: raw) == ()
    table["rules"].append({"id": "a", "n": 3})
    assert refused(lambda: each("f", table, "rules", lambda raw, *_: raw)) == ("f", "rules.a", "the id is used twice")


def test_a_part_without_an_id_is_told_by_its_place() -> None:
    assert refused(lambda: each("f", {"rules": [{}]}, "rules", lambda raw, *_: raw["id"])) == (
        "f",
        "rules.0.id",
        "is missing",
    )


def test_lists_become_tuples_in_their_order() -> None:
    assert lists("f", {"axes": {"use": ["b", "a"], "none": []}}, "axes") == {"use": ("b", "a"), "none": ()}
    assert refused(lambda: lists("f", {}, "axes"))[:2] == ("f", "axes")
    assert refused(lambda: lists("f", {"axes": {"use": 3}}, "axes"))[0] == "f"


def test_scales_are_of_ordered_facts_alone() -> None:
    facts = law().kinds["handling_times"].facts
    scales = scales_of(facts)
    assert scales["kept"] == ("no", "raw", "per_operator", "unknown_duration")
    assert "channel" not in scales
    assert by_id(facts)["kept"].id == "kept"


SCALES = {"kept": ("no", "raw", "per_operator")}


def test_a_condition_of_one_part_is_that_part_and_of_none_always_holds() -> None:
    assert condition({}, SCALES, "f", "k") == ALWAYS
    assert condition({"channel": ["none"]}, SCALES, "f", "k") == Is("channel", frozenset({"none"}))
    assert condition({"kept": {"at_least": "no"}}, SCALES, "f", "k") == Is("kept", frozenset(SCALES["kept"]))


def test_conditions_nest() -> None:
    raw = {"all": [{"kept": ["no"]}, {"not": {"any": [{"a": ["1"]}, {"b": ["2"], "c": ["3"]}]}}]}
    one, two, three = (Is(name, frozenset({value})) for name, value in (("a", "1"), ("b", "2"), ("c", "3")))
    inner = Not(AnyOf((one, All((two, three)))))
    assert condition(raw, SCALES, "f", "k") == All((Is("kept", frozenset({"no"})), inner))


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ([], "k"),
        ({"kept": "no"}, "k.kept"),
        ({"kept": {"at_least": "often"}}, "k.kept"),
        ({"kept": {"at_most": "no"}}, "k.kept"),
        ({"kept": {"at_least": "no", "at_most": "raw"}}, "k.kept"),
        ({"line": {"at_least": "no"}}, "k.line"),
        ({"not": ["kept"]}, "k.not"),
        ({"any": [{"not": {"kept": 1}}]}, "k.any.not.kept"),
    ],
)
def test_a_condition_of_another_shape_is_refused_at_its_key(raw: Any, key: str) -> None:
    assert refused(lambda: condition(raw, SCALES, "f.toml", "k"))[:2] == ("f.toml", key)
