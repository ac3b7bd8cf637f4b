"""Long work on the command line: how far it is on standard error, and Ctrl+C, which calls it off between two steps."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.text import Words


@contextmanager
def interruptible(said: Words) -> Iterator[tuple[Callable[[int, int], None], Callable[[], bool]]]:
    """Progress in words for standard error, and whether Ctrl+C was pressed meanwhile."""
    pressed: list[int] = []
    last = -1

    def progress(done: int, total: int) -> None:
        nonlocal last
        percent = min(100, done * 100 // total) if total else 100
        if percent < last or percent >= last + (1 if sys.stderr.isatty() else 25):
            last = percent
            end = "\r" if sys.stderr.isatty() else "\n"
            print(said("archive.progress", percent=percent), end=end, file=sys.stderr, flush=True)

    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(1))
    try:
        yield progress, lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
        if last >= 0 and sys.stderr.isatty():
            print(file=sys.stderr)
