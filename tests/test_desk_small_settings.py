"""This installation's settings hold at once and are called saved only when they are down and that was told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from app.desk.small_settings import SmallSettings
from app.domain.errors import UserError

Job = tuple[Callable[[], Any], Callable[[Any], object], Callable[[Exception], object]]


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
        self.jobs: list[Job] = []

    def submit(self, job: Any, done: Any, failed: Any, replaces: str) -> None:
        assert replaces == "settings"
        self.jobs.append((job, done, failed))

    def work(self) -> None:
        job, done, failed = self.jobs.pop(0)
        try:
            result = job()
        except Exception as problem:
            failed(problem)
        else:
            done(result)


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def later() -> Later:
    return Later()


def small(held: Held, later: Later, writable: bool = True) -> SmallSettings:
    return SmallSettings(held, later, writable)  # type: ignore[arg-type]


def test_they_hold_at_once_and_are_saved_when_they_are_down(held: Held, later: Later) -> None:
    settings, told = small(held, later), []
    settings.told = lambda: told.append(settings.state)
    settings.keep({"theme": "dark"})
    assert (held.values, held.written, settings.state) == ({"theme": "dark"}, [], "unsaved")
    assert not settings.drain(timeout=0.01)
    later.work()
    assert (held.written, told) == ([{"theme": "dark"}], ["unsaved", "saved"])
    assert settings.drain()


def test_of_two_changes_only_the_last_says_saved(held: Held, later: Later) -> None:
    settings = small(held, later)
    settings.keep({"theme": "dark"})
    settings.keep({"theme": "light"})
    later.work()
    assert settings.state == "unsaved"
    later.work()
    assert settings.state == "saved"


def test_what_could_not_be_written_is_told_and_tried_again(held: Held, later: Later) -> None:
    settings = small(held, later)
    held.problem = UserError("save_failed", name="settings.json", reason="")
    settings.keep({"theme": "dark"})
    later.work()
    assert (settings.state, settings.problem) == ("failed", held.problem)
    assert not settings.drain()
    held.problem = None
    settings.retry()
    later.work()
    assert (settings.state, settings.problem) == ("saved", None)


def test_in_a_folder_that_is_only_read_they_hold_for_this_run(held: Held, later: Later) -> None:
    settings = small(held, later, writable=False)
    settings.keep({"theme": "dark"})
    assert (held.values, later.jobs, settings.state) == ({"theme": "dark"}, [], "saved")


def test_whoever_waits_goes_on_only_once_it_was_told(held: Held, later: Later) -> None:
    telling, go_on = threading.Event(), threading.Event()
    settings = small(held, later)
    settings.keep({"theme": "dark"})

    def tell() -> None:
        telling.set()
        go_on.wait(10)

    settings.told = tell
    threading.Thread(target=later.work).start()
    assert telling.wait(10)
    assert not settings.drain(timeout=0.05)
    go_on.set()
    assert settings.drain()


def test_a_telling_that_fails_keeps_nobody_waiting(held: Held, later: Later) -> None:
    settings = small(held, later)
    settings.keep({"theme": "dark"})

    def tell() -> None:
        raise KeyError

    settings.told = tell
    with pytest.raises(KeyError):
        later.work()
    assert settings.drain(timeout=5)
