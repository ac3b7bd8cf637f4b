from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.desk.saving import Saving
from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.domain.practice import Practice
from app.store.archive import Saved
from app.store.atomic import told
from app.text import words
from tests.law import NOW, RESOURCES


def dossier(note: str) -> Dossier:
    return Dossier(Practice("p", "c", "v", note=note))


class Disk:
    """In the saver's place: keeps what it was asked until the test lets it through, or fails it."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, Any], Callable[[Saved], object], Callable[[Exception], object]]] = []

    def save(self, raw: dict[str, Any], schema: int, done: Any, failed: Any) -> None:
        self.asked.append((raw, done, failed))

    def write(self, turn: int, at: datetime = NOW) -> None:
        self.asked[turn][1](Saved(turn + 1, at, "0" * 64))

    def fail(self, turn: int, problem: Exception) -> None:
        self.asked[turn][2](problem)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def told_times() -> list[str]:
    return []


@pytest.fixture
def saving(disk: Disk, told_times: list[str]) -> Saving:
    return Saving(disk, lambda: told_times.append("x"), NOW)  # type: ignore[arg-type]


def test_it_is_not_saved_until_the_bytes_are_down(saving: Saving, disk: Disk, told_times: list[str]) -> None:
    assert saving.state.state == "saved"
    saving.schedule(dossier("1"))
    assert (saving.state.state, saving.state.at) == ("unsaved", NOW)
    assert told_times == []
    later = NOW.replace(hour=12)
    disk.write(0, later)
    assert (saving.state.state, saving.state.at) == ("saved", later)
    assert told_times == ["x"]


def test_an_older_save_does_not_make_a_newer_value_saved(saving: Saving, disk: Disk) -> None:
    saving.schedule(dossier("1"))
    saving.schedule(dossier("2"))
    disk.write(0)
    assert saving.state.state == "unsaved"
    disk.write(1)
    assert saving.state.state == "saved"


def test_a_failure_keeps_the_value_and_can_be_tried_again(saving: Saving, disk: Disk) -> None:
    saving.schedule(dossier("1"))
    disk.fail(0, UserError("disk_full", name="practice.json"))
    assert saving.state.state == "failed"
    assert saving.state.problem is not None
    assert saving.state.problem.key == "disk_full"
    saving.retry()
    assert saving.state.state == "unsaved"
    assert disk.asked[1][0] == disk.asked[0][0]
    disk.write(1)
    assert saving.state.state == "saved"


def test_an_older_failure_is_no_news_while_a_newer_save_waits(saving: Saving, disk: Disk) -> None:
    saving.schedule(dossier("1"))
    saving.schedule(dossier("2"))
    disk.fail(0, UserError("disk_full", name="x"))
    assert saving.state.state == "unsaved"


def test_retry_does_nothing_when_nothing_failed(saving: Saving, disk: Disk) -> None:
    saving.retry()
    saving.schedule(dossier("1"))
    saving.retry()
    assert len(disk.asked) == 1


def test_an_unforeseen_failure_is_told_in_words_too(saving: Saving, disk: Disk) -> None:
    saving.schedule(dossier("1"))
    disk.fail(0, RuntimeError("boom"))
    problem = saving.state.problem
    assert problem is not None
    assert problem.key == "save_failed"
    assert "RuntimeError" in words(RESOURCES / "text", "it").error(problem)


def test_waiting_ends_with_the_answer(saving: Saving, disk: Disk) -> None:
    assert saving.drain()
    saving.schedule(dossier("1"))
    assert not saving.drain(timeout=0.01)
    threading.Timer(0.05, lambda: disk.write(0)).start()
    assert saving.drain()
    saving.schedule(dossier("2"))
    disk.fail(1, UserError("disk_full", name="x"))
    assert not saving.drain()


def test_a_real_error_of_the_disk_has_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(UserError) as problem, told(tmp_path / "practice.json"):
        raise OSError(errno.ENOSPC, "full")
    assert problem.value.key == "disk_full"


def test_whoever_waits_goes_on_only_once_the_others_were_told(disk: Disk) -> None:
    telling, go_on = threading.Event(), threading.Event()

    def tell() -> None:
        telling.set()
        go_on.wait(10)

    saving = Saving(disk, tell, NOW)  # type: ignore[arg-type]
    saving.schedule(dossier("1"))
    threading.Thread(target=lambda: disk.write(0)).start()
    assert telling.wait(10)
    assert not saving.drain(timeout=0.05)
    go_on.set()
    assert saving.drain()


def test_a_telling_that_fails_keeps_nobody_waiting(disk: Disk) -> None:
    def tell() -> None:
        raise KeyError

    saving = Saving(disk, tell, NOW)  # type: ignore[arg-type]
    saving.schedule(dossier("1"))
    with pytest.raises(KeyError):
        disk.write(0)
    assert saving.drain(timeout=5)
