"""Claims: who has a practice, when it is free again, and how one asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.store import claims
from app.store.archive import Archive
from app.store.claims import STALE, Claims
from tests.law import NOW


class Studio:
    """Two colleagues, Anna on one computer and Bruno on another, and a clock they share."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.folder = folder
        self.archive = Archive(folder, self.clock, 1)
        self.archive.save("one", {"n": 1}, 1, None)
        self.anna = self.at("anna-pc", 11)
        self.bruno = self.at("bruno-pc", 22)

    def clock(self) -> datetime:
        return self.now

    def at(self, host: str, pid: int, dead: tuple[int, ...] = ()) -> Claims:
        return Claims(self.archive, self.clock, host, pid, lambda number: number not in dead)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


def test_whoever_comes_second_is_told_who_has_it(studio: Studio) -> None:
    assert studio.anna.take("one", "Anna") is None
    found = studio.bruno.take("one", "Bruno")
    assert found is not None
    assert (found.name, found.host, found.since) == ("Anna", "anna-pc", NOW)
    assert studio.anna.holder("one") is None


def test_free_as_soon_as_it_is_left(studio: Studio) -> None:
    studio.anna.take("one", "Anna")
    studio.anna.release("one")
    assert studio.bruno.take("one", "Bruno") is None


def test_elsewhere_free_only_after_five_minutes_without_heartbeat(studio: Studio) -> None:
    studio.anna.take("one", "Anna")
    for _ in range(10):
        studio.now += timedelta(minutes=1)
        assert studio.anna.beat("one") is None
    assert studio.bruno.holder("one") is not None
    studio.now += STALE
    assert studio.bruno.holder("one") is not None
    studio.now += timedelta(seconds=1)
    assert studio.bruno.take("one", "Bruno") is None


def test_on_the_same_computer_free_at_once_when_its_process_is_gone(studio: Studio) -> None:
    studio.anna.take("one", "Anna")
    assert studio.at("anna-pc", 12).holder("one") is not None
    assert studio.at("anna-pc", 12, dead=(11,)).take("one", "Anna") is None


def test_the_number_of_a_dead_process_used_again_is_no_claim(studio: Studio) -> None:
    studio.anna.take("one", "Anna")
    assert studio.at("anna-pc", 11).holder("one") is None


def test_whoever_is_taken_over_hears_of_it_and_does_not_fight(studio: Studio) -> None:
    studio.anna.take("one", "Anna")
    studio.bruno.take_over("one", "Bruno")
    taken = studio.anna.beat("one")
    assert taken is not None
    assert taken.name == "Bruno"
    studio.now += timedelta(minutes=2)
    assert studio.anna.beat("one") is None
    studio.anna.release("one")
    assert studio.anna.holder("one") is not None


def test_a_request_is_seen_by_the_holder_and_settled_by_leaving(studio: Studio) -> None:
    studio.anna.take("one", "Anna")
    studio.bruno.ask("one", "Bruno")
    assert [(one.name, one.host) for one in studio.anna.requests("one")] == [("Bruno", "bruno-pc")]
    assert studio.bruno.requests("one") == ()
    studio.anna.dismiss("one")
    studio.anna.release("one")
    assert studio.bruno.take("one", "Bruno") is None
    assert studio.bruno.requests("one") == ()


def test_whoever_gives_up_takes_the_request_along(studio: Studio) -> None:
    studio.anna.take("one", "Anna")
    studio.bruno.ask("one", "Bruno")
    studio.bruno.release("one")
    assert studio.anna.requests("one") == ()
    assert studio.bruno.holder("one") is not None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"token": 1}', b"\xff\xfe", b'{"since": "x"}'])
def test_a_damaged_claim_is_no_claim(studio: Studio, damage: bytes) -> None:
    studio.anna.take("one", "Anna")
    (studio.archive.folder("one") / "claim").write_bytes(damage)
    (studio.archive.folder("one") / "claim.ask-1").write_bytes(damage)
    assert studio.anna.requests("one") == ()
    assert studio.bruno.take("one", "Bruno") is None


def test_a_practice_opens_where_no_claim_can_be_written(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(os, "replace", refuse)
    assert studio.anna.take("one", "Anna") is None


def test_a_claim_does_not_make_a_practice(studio: Studio) -> None:
    studio.anna.take("two", "Anna")
    assert studio.archive.ids() == ["one"]
    assert not studio.archive.folder("two").exists()


def test_running_tells_living_from_dead() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert claims.running(process.pid)
    process.communicate()
    assert not claims.running(process.pid)
    assert claims.running(os.getpid())
