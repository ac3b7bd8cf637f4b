"""Circles are let go of on the thread that paints, whoever else is busy."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.rubbish import Rubbish


@pytest.fixture
def looking(qtbot: QtBot) -> Iterator[Rubbish]:
    made = Rubbish()
    yield made
    made.stop()


class Circle(QObject):
    """Says on which thread it went."""

    def __init__(self, went: list[str]) -> None:
        super().__init__()
        self._self, self._went = self, went

    def __del__(self) -> None:
        self._went.append(threading.current_thread().name)


def much() -> list[list[int]]:
    return [[n] for n in range(50_000)]


def test_another_thread_that_makes_much_lets_go_of_nothing(looking: Rubbish) -> None:
    went: list[str] = []
    Circle(went)
    kept: list[list[int]] = []
    other = threading.Thread(target=lambda: kept.extend(much()), name="other")
    other.start()
    other.join()
    assert went == []
    looking.look()
    assert went == [threading.current_thread().name]


def test_it_is_looked_for_by_itself_as_time_goes(looking: Rubbish, qtbot: QtBot) -> None:
    went: list[str] = []
    Circle(went)
    kept = much()
    qtbot.waitUntil(lambda: bool(went), timeout=10_000)
    assert kept


def test_it_looks_as_far_back_as_was_made(looking: Rubbish, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda generation=2: asked.append(generation))
    monkeypatch.setattr(gc, "get_objects", lambda: [None] * 2_000_000)
    for made in (3, 800, 6_000, 800, 800, 95_000, 90_000, 400_000, 20_000):
        monkeypatch.setattr(gc, "get_count", lambda made=made: (made, 0, 0))
        looking.look()
    assert asked == [0, 0, 1, 0, 2, 1, 1, 2]


def test_python_does_not_look_by_itself(looking: Rubbish) -> None:
    assert not gc.isenabled()
