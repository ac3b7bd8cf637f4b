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


def test_where_little_was_made_nothing_is_looked_for(looking: Rubbish, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: (3, 0, 0))
    monkeypatch.setattr(gc, "collect", lambda generation: asked.append(generation))
    looking.look()
    monkeypatch.setattr(gc, "get_count", lambda: (800, 11, 2))
    looking.look()
    monkeypatch.setattr(gc, "get_count", lambda: (800, 11, 11))
    looking.look()
    assert asked == [1, 2]


def test_afterwards_python_looks_by_itself_again(looking: Rubbish) -> None:
    assert not gc.isenabled()
    looking.stop()
    assert gc.isenabled()
