"""Work that is done when the test says so, in the place of a worker of the program's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Job = tuple[Callable[[], Any], Callable[[Any], object], Callable[[Exception], object]]


def work(jobs: list[Job]) -> None:
    """Does the first of them and answers for it."""
    job, done, failed = jobs.pop(0)
    try:
        result = job()
    except Exception as problem:
        failed(problem)
    else:
        done(result)
