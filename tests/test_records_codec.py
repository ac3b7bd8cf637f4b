from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from app.domain.practice import Answer, Guarantee, Site
from app.records.codec import ShapeError, plain, shaped


@dataclass(frozen=True)
class Inner:
    name: str
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Outer:
    one: Inner
    maybe: int | None = None
    table: dict[str, Inner] = field(default_factory=dict)


OUTER = Outer(Inner("è", (1, 2)), None, {"k": Inner("z")})
PLAIN: dict[str, Any] = {
    "one": {"name": "è", "sizes": [1, 2]},
    "maybe": None,
    "table": {"k": {"name": "z", "sizes": []}},
}


def test_values_become_plain_and_come_back() -> None:
    assert plain(OUTER) == PLAIN
    assert shaped(Outer, PLAIN) == OUTER
    assert shaped(Outer, {**PLAIN, "maybe": 3}).maybe == 3


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"maybe": "3"}, "dossier.maybe"),
        ({"maybe": True}, "dossier.maybe"),
        ({"maybe": 3.0}, "dossier.maybe"),
        ({"one": {"name": 1, "sizes": []}}, "dossier.one.name"),
        ({"one": {"name": "x", "sizes": [1, "2"]}}, r"dossier.one.sizes\[1\]"),
        ({"one": {"name": "x", "sizes": "12"}}, "dossier.one.sizes"),
        ({"one": {"name": "x"}}, "sizes"),
        ({"one": {"name": "x", "sizes": [], "more": 1}}, "more"),
        ({"one": None}, "dossier.one"),
        ({"table": []}, "dossier.table"),
        ({"table": {"k": {}}}, "dossier.table.k"),
        ({"table": {1: {"name": "z", "sizes": []}}}, "dossier.table"),
    ],
)
def test_another_shape_is_refused_with_its_place(change: dict[str, Any], where: str) -> None:
    with pytest.raises(ShapeError, match=where):
        shaped(Outer, {**PLAIN, **change}, "dossier")


@pytest.mark.parametrize("value", ["raw", 30, ("service", "training")])
def test_an_answer_keeps_the_type_of_its_value(value: str | int | tuple[str, ...]) -> None:
    back = shaped(Answer, plain(Answer(value, "2026-11-23", "Ada", "nota")))
    assert back == Answer(value, "2026-11-23", "Ada", "nota")
    assert type(back.value) is type(value)


@pytest.mark.parametrize("value", [True, None, 1.5, {"a": 1}, ["x", 1]])
def test_an_answer_of_no_known_type_is_refused(value: object) -> None:
    with pytest.raises(ShapeError):
        shaped(Answer, {"value": value, "at": "", "by": "", "note": ""})


def test_a_number_that_may_be_none() -> None:
    assert shaped(Guarantee, plain(Guarantee("g", "notice"))).retention_days is None
    assert shaped(Site, plain(Site("s", headcount=3))).headcount == 3


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(ShapeError, match="name"):
        shaped(Inner, {"name": "\ud800", "sizes": []}, "x")
