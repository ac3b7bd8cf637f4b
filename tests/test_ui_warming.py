"""What is fetched ahead: everything, one after the other, and whatever fails is no hindrance."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from app import paths
from app.desk.laws import Laws
from app.library.shelf import Shelf
from app.ui.tasks import Tasks
from app.ui.warming import warm
from tests.desks import desk_on


class OneByOne:
    """Runs what it is given when told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Any, ...]] = []

    def run(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        self.waiting.append((job, done, failed))

    def step(self) -> None:
        job, done, failed = self.waiting.pop(0)
        try:
            result = job()
        except Exception as problem:
            failed(problem)
        else:
            done(result)


def test_one_after_the_other_and_past_what_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("first_of_two", "last_of_two"):
        (tmp_path / f"{name}.py").write_text("")
    tasks, read = OneByOne(), []
    with desk_on(tmp_path / "archive") as desk:
        monkeypatch.setattr(desk, "read_ahead", lambda: read.append(True))
        warm(desk, cast(Tasks, tasks), ["first_of_two", "is_not_there_at_all", "last_of_two"])
        steps = 0
        while tasks.waiting:
            assert len(tasks.waiting) == 1
            tasks.step()
            steps += 1
    assert steps == 4
    assert {"first_of_two", "last_of_two"} <= set(sys.modules)
    assert read == [True]


def test_the_law_read_ahead_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    laws = Laws(Shelf(paths.resources() / "circulars"))
    laws.read_ahead("en")
    monkeypatch.setattr(Shelf, "load", lambda *_: pytest.fail("read once more"))
    assert laws.newest("en").acts
