"""Slow work beside the window: what comes back is told to whoever asked, if they are still there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from threading import Event

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.ui.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


class Asking(QLabel):
    def heard(self, result: object) -> None:
        self.setText(str(result))

    def by_closure(self) -> Callable[[object], None]:
        def heard(result: object) -> None:
            self.setText(str(result))

        return heard


@pytest.mark.parametrize("way", ["heard", "by_closure", "in part"])
@pytest.mark.parametrize("goes", [False, True])
def test_who_is_gone_is_told_nothing_and_nothing_breaks(tasks: Tasks, qtbot: QtBot, way: str, goes: bool) -> None:
    asking, go_on, over = Asking(), Event(), []
    ways = {"heard": asking.heard, "by_closure": asking.by_closure(), "in part": partial(asking.heard)}
    tell = ways[way]
    tasks.run(lambda: go_on.wait(10), tell, tell)
    tasks.run(lambda: None, over.append, over.append)
    if goes:
        delete(asking)
    go_on.set()
    qtbot.waitUntil(lambda: len(over) == 1)
    assert goes or asking.text() == "True"


class Painted(QLabel):
    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted = True


def test_the_page_that_asks_is_drawn_before_the_work_begins(tasks: Tasks, qtbot: QtBot) -> None:
    """Else each part of it would wait for its turn beside the worker."""
    page = Painted("x")
    qtbot.addWidget(page)
    found: list[bool] = []
    page.show()
    tasks.run(lambda: page.painted, found.append, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [True]


def test_it_begins_however_often_something_more_is_asked(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[int] = []
    asked = QTimer(interval=5)
    asked.timeout.connect(lambda: tasks.run(lambda: None, done.append, done.append))
    asked.start()
    qtbot.waitUntil(lambda: bool(done), timeout=1000)
    asked.stop()


def test_nothing_that_goes_wrong_ends_the_worker(tasks: Tasks, qtbot: QtBot) -> None:
    class Panic(BaseException): ...

    def panic() -> None:
        raise Panic

    heard: list[object] = []
    tasks.run(panic, heard.append, heard.append)
    tasks.run(lambda: 2, heard.append, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert isinstance(heard[0], Panic)
    assert heard[1] == 2
    assert not tasks.busy


def test_it_is_busy_until_the_last_is_done(tasks: Tasks, qtbot: QtBot) -> None:
    assert not tasks.busy
    go_on, over = Event(), []
    tasks.run(lambda: go_on.wait(10), over.append, over.append)
    called_off = tasks.run(lambda: None, over.append, over.append)
    assert tasks.busy
    called_off.cancel()
    qtbot.wait(60)
    assert tasks.busy
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    qtbot.waitUntil(lambda: over == [True])


def test_what_is_asked_for_at_the_very_end_is_still_done(qtbot: QtBot) -> None:
    tasks, done = Tasks(), []
    tasks.run(lambda: done.append(True), lambda _: None, lambda _: None)
    tasks.close()
    assert done == [True]
    assert not tasks._begin.isActive()
