"""A desk on a folder of the test's own, with a clock and ids that a test can foretell."""

from __future__ import annotations

import functools
import itertools
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.desk.desk import Desk
from app.desk.front_shelf import FrontShelf
from app.desk.laws import Laws
from app.desk.shelves import Shelves
from app.domain.determination import Question
from app.library.shelf import Shelf
from app.store.archive import Archive
from tests.law import CIRCULARS, NOW, RESOURCES


class Clock:
    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> Any:
        self.time += timedelta(seconds=1)
        return self.time


@functools.cache
def laws_of(circulars: Path) -> Laws:
    """The law never changes: it is read once for all tests."""
    return Laws(Shelf(circulars))


@contextmanager
def desk_on(
    folder: Path, lang: str = "it", circulars: Path = CIRCULARS, start: int = 1, read_only: bool = False
) -> Iterator[Desk]:
    """Listeners are called at once, on whatever thread; the first new practice is ``p<start>``."""
    laws = laws_of(circulars) if circulars == CIRCULARS else Laws(Shelf(circulars))
    clock, numbers = Clock(), itertools.count(start)
    shelves = Shelves(FrontShelf(folder, clock, "test", read_only), laws)
    try:
        yield Desk(shelves, laws, RESOURCES / "text", clock, lambda: f"p{next(numbers)}", lambda call: call(), lang)
    finally:
        shelves.close()


def listed(desk: Desk, query: str = "") -> list[Any]:
    """The list of practices after a refresh."""
    ready = threading.Event()
    desk.listen(lambda event: ready.set() if event == "list" else None)
    desk.refresh_list()
    assert ready.wait(10)
    return desk.summaries(query)


def saved_as(folder: Path, *names: str) -> None:
    """Practice p1, saved and copied under each of these names."""
    with desk_on(folder) as desk:
        desk.create(names[0])
        desk.close()
        for name in names[1:]:
            desk.open("p1")
            desk.set_company(name=name)
            desk.close()


def question(desk: Desk, tool_id: str, fact: str, function: str = "") -> Question:
    """The question on that fact, as the path has it now."""
    return next(q for q in desk.path(tool_id) if q.fact == fact and (not function or q.function == function))


def fail_writes(monkeypatch: pytest.MonkeyPatch, errno: int) -> Callable[[], None]:
    """Let every rename fail with ``errno`` from now on; the returned call heals the disk."""
    real = os.replace

    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(errno, os.strerror(errno))

    monkeypatch.setattr(os, "replace", refuse)
    return lambda: monkeypatch.setattr(os, "replace", real)


def hold_saves(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let saves wait until the returned event is set."""
    gate, real = threading.Event(), Archive.save

    def slow(self: Archive, *args: Any, **kwargs: Any) -> Any:
        assert gate.wait(10)
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Archive, "save", slow)
    return gate
