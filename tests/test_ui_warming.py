"""What is fetched ahead, and that whatever fails is no hindrance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from app import paths
from app.desk.laws import Laws
from app.domain.errors import UserError
from app.library.shelf import Shelf
from app.ui.tasks import Tasks
from app.ui.warming import warm
from tests import later
from tests.desks import desk_on


class OneByOne:
    """Runs what it is given when told to."""

    def __init__(self) -> None:
        self.waiting: list[later.Job] = []

    def run(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        self.waiting.append((job, done, failed))

    def step(self) -> None:
        later.work(self.waiting)


def test_what_cannot_be_fetched_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks, read = OneByOne(), []

    def fails() -> None:
        read.append(True)
        raise UserError("circular_unreadable", file="acts.toml")

    with desk_on(tmp_path / "archive") as desk:
        monkeypatch.setattr(desk, "read_ahead", fails)
        warm(desk, cast(Tasks, tasks))
        tasks.step()
    assert (read, tasks.waiting) == ([True], [])


def test_the_law_read_ahead_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    laws = Laws(Shelf(paths.resources() / "circulars"))
    laws.read_ahead("en")
    monkeypatch.setattr(Shelf, "load", lambda *_: pytest.fail("read once more"))
    assert laws.newest("en").acts
