"""This installation's settings hold at once and are called saved only when they are down and that was told."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from app.desk.small_settings import SmallSettings
from app.domain.errors import UserError
from tests import later


class Held:
    """In the settings' place."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.written: list[dict[str, object]] = []
        self.problem: Exception | None = None

    def hold(self, values: dict[str, object]) -> None:
        self.values.update(values)

    def write(self) -> None:
        if self.problem is not None:
            raise self.problem
        self.written.append(dict(self.values))


class Later:
    """In the worker's place: does what it was given when the test says so."""

    def __init__(self) -> None:
        self.jobs: list[later.Job] = []

    def submit(self, job: Any, done: Any, failed: Any, replaces: str) -> None:
        assert replaces == "settings"
        self.jobs.append((job, done, failed))

    def work(self) -> None:
        later.work(self.jobs)


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def worker() -> Later:
    return Later()


def small(held: Held, worker: Later, writable: bool = True) -> SmallSettings:
    return SmallSettings(held, worker, writable)  # type: ignore[arg-type]


def test_they_hold_at_once_and_are_saved_when_they_are_down(held: Held, worker: Later) -> None:
    settings, told = small(held, worker), []
    settings.told = lambda: told.append(settings.state)
    settings.keep({"theme": "dark"})
    assert (held.values, held.written, settings.state) == ({"theme": "dark"}, [], "unsaved")
    assert not settings.drain(timeout=0.01)
    worker.work()
    assert (held.written, told) == ([{"theme": "dark"}], ["unsaved", "saved"])
    assert settings.drain()


def test_of_two_changes_only_the_last_says_saved(held: Held, worker: Later) -> None:
    settings = small(held, worker)
    settings.keep({"theme": "dark"})
    settings.keep({"theme": "light"})
    worker.work()
    assert settings.state == "unsaved"
    worker.work()
    assert settings.state == "saved"


def test_what_could_not_be_written_is_told_and_tried_again(held: Held, worker: Later) -> None:
    settings = small(held, worker)
    held.problem = UserError("save_failed", name="settings.json", reason="")
    settings.keep({"theme": "dark"})
    worker.work()
    assert (settings.state, settings.problem) == ("failed", held.problem)
    assert not settings.drain()
    held.problem = None
    settings.retry()
    worker.work()
    assert (settings.state, settings.problem) == ("saved", None)


def test_in_a_folder_that_is_only_read_they_hold_for_this_run(held: Held, worker: Later) -> None:
    settings = small(held, worker, writable=False)
    settings.keep({"theme": "dark"})
    assert (held.values, worker.jobs, settings.state) == ({"theme": "dark"}, [], "saved")


def test_whoever_waits_goes_on_only_once_it_was_told(held: Held, worker: Later) -> None:
    telling, go_on = threading.Event(), threading.Event()
    settings = small(held, worker)
    settings.keep({"theme": "dark"})

    def tell() -> None:
        telling.set()
        go_on.wait(10)

    settings.told = tell
    threading.Thread(target=worker.work).start()
    assert telling.wait(10)
    assert not settings.drain(timeout=0.05)
    go_on.set()
    assert settings.drain()


def test_a_telling_that_fails_keeps_nobody_waiting(held: Held, worker: Later) -> None:
    settings = small(held, worker)
    settings.keep({"theme": "dark"})

    def tell() -> None:
        raise KeyError

    settings.told = tell
    with pytest.raises(KeyError):
        worker.work()
    assert settings.drain(timeout=5)
