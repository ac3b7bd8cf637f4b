"""Two Syncthing instances on loopback: the same practice written on both sides, both versions kept and offered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import syncing

from app.desk.desk import Desk
from tests.desks import desk_on, listed

LIMIT = 90.0  # seconds, for one crossing

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not syncing.is_there(), reason="not checked: syncthing is not installed"),
]


def until(holds: Callable[[], bool], what: str) -> float:
    start = time.monotonic()
    while not holds():
        assert time.monotonic() - start < LIMIT, what
        time.sleep(0.1)
    return time.monotonic() - start


@pytest.fixture
def peers(tmp_path: Path) -> Iterator[tuple[syncing.Peer, syncing.Peer]]:
    anna, bruno = syncing.Peer(tmp_path / "anna"), syncing.Peer(tmp_path / "bruno")
    anna.know(bruno)
    bruno.know(anna)
    try:
        yield anna, bruno
    finally:
        anna.stop()
        bruno.stop()


def names(desk: Desk) -> list[str]:
    return sorted(row.name for row in listed(desk) if row.problem is None)


def test_syncthing_both_versions_are_present_and_offered(peers: tuple[syncing.Peer, syncing.Peer]) -> None:
    anna, bruno = peers
    with desk_on(anna.folder) as annas, desk_on(bruno.folder, start=50) as brunos:
        annas.create("Alfa")
        assert annas.drain()
        annas.close()
        anna.start()
        bruno.start()
        crossed = until(lambda: "Alfa" in names(brunos), "the practice did not cross")
        time.sleep(2)  # until both know that the other has it
        anna.stop()
        bruno.stop()
        # Apart, both write: nobody could know of the other's claim.
        for desk, name in ((annas, "Alfa di Anna"), (brunos, "Alfa di Bruno")):
            desk.open("p1")
            desk.set_company(name=name)
            assert desk.drain()
        anna.start()
        bruno.start()
        offered = until(lambda: len(annas.conflicts()) == len(brunos.conflicts()) == 1, "no other version is offered")
        assert names(annas) == names(brunos)
        here, there = names(annas)[0], annas.conflicts()[0].name
        assert {here, there} == {"Alfa di Anna", "Alfa di Bruno"}
        # Whoever still has the losing version open is told and does not overwrite the other.
        loser = annas if here == "Alfa di Bruno" else brunos
        loser.look_round()
        until(lambda: loser.neighbours.changed, "the change from outside was not noticed")
        loser.set_company(vat="01234567890")
        assert not loser.drain()
        assert loser.save.problem is not None
        assert loser.save.problem.key == "changed_outside"
        assert any(one.theirs == there for one in loser.compare(loser.conflicts()[0].id))
        winner = brunos if loser is annas else annas
        winner.keep_conflict(winner.conflicts()[0].id)
        both = ["Alfa di Anna", "Alfa di Bruno"]
        settled = until(lambda: names(annas) == names(brunos) == both, "what was kept did not cross")
        assert annas.conflicts() == brunos.conflicts() == []
        print(f"\nfirst crossing {crossed:.1f} s, offered on both sides {offered:.1f} s, kept on both {settled:.1f} s")
