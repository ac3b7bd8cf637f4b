from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from app.domain.circular import Circular, Implication
from app.domain.conditions import ALWAYS
from app.domain.order import kinds_in_order
from tests.law import RESOURCES, law


def implying(*pairs: tuple[str, str]) -> Circular:
    """The law with only these implications: who implies whom, always."""
    kinds = {}
    for kind in law().kinds.values():
        targets = [target for source, target in pairs if source == kind.id]
        own = tuple(Implication(f"{kind.id}.{t}", ALWAYS, t, {}, {}, ("C7",), "") for t in targets)
        kinds[kind.id] = replace(kind, implications=own)
    return replace(law(), kinds=kinds)


def test_every_kind_comes_once_and_before_those_it_can_imply() -> None:
    order = kinds_in_order(law())
    assert sorted(order) == sorted(law().kinds)
    for kind in law().kinds.values():
        for implication in kind.implications:
            assert order.index(kind.id) < order.index(implication.kind)


def test_of_some_kinds_only_those_and_what_they_can_imply_come() -> None:
    assert kinds_in_order(law(), frozenset({"attendance"})) == ("attendance", "location")
    assert set(kinds_in_order(law(), frozenset({"call_record_match"}))) == {
        *("call_record_match", "call_log", "productivity", "attendance", "location"),
    }
    assert kinds_in_order(law(), frozenset()) == ()


@pytest.mark.parametrize("kind", law().kinds)
def test_alone_or_among_all_what_implies_comes_first(kind: str) -> None:
    order = kinds_in_order(law(), frozenset({kind}))
    assert order[0] == kind
    for name in order:
        for implication in law().kinds[name].implications:
            assert order.index(name) < order.index(implication.kind)


@pytest.mark.parametrize(
    "pairs",
    [
        [("breaks", "breaks")],
        [("breaks", "video"), ("video", "breaks")],
        [("breaks", "video"), ("video", "other"), ("other", "breaks")],
    ],
    ids=["itself", "two", "three"],
)
def test_a_circle_is_refused_and_its_kinds_named(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(ValueError, match="circle") as told:
        kinds_in_order(implying(*pairs))
    assert all(source in str(told.value) for source, _ in pairs)


def test_a_circle_elsewhere_does_not_disturb_kinds_outside_it() -> None:
    circular = implying(("breaks", "video"), ("video", "breaks"))
    assert kinds_in_order(circular, frozenset({"other"})) == ("other",)


def test_little_waits_half_implied() -> None:
    """What one kind brings along is settled before the next one starts: the ways stay few."""
    pairs = [("breaks", "video"), ("other", "ranking"), ("mailbox", "web_logs")]
    order = kinds_in_order(implying(*pairs), frozenset(source for source, _ in pairs))
    assert [order.index(target) - order.index(source) for source, target in pairs] == [1, 1, 1]


def test_the_order_is_the_same_on_every_start() -> None:
    code = (
        "from app.library.load import load_circular; from app.domain.order import kinds_in_order; from pathlib import"
        f" Path; print(*kinds_in_order(load_circular(Path({str(RESOURCES)!r}) /"
        " 'circulars/inl-2017-04/2026.11', 'it')))"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=RESOURCES.parent,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(RESOURCES.parent)},
        )
        assert tuple(done.stdout.split()) == kinds_in_order(law())
