"""A process of its own that saves one practice again and again and says each save only when it is certain.

    python saving.py FOLDER COUNT [KILL_AT]

COUNT 0: until killed. KILL_AT: it kills itself on entering its n-th system call of saving.
Each acknowledged save is a line: save_count and the number that the dossier holds.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.store.archive import Archive

CALLS = ("open", "write", "fsync", "close", "replace", "mkdir")
PRACTICE = "one"
ROOM = "x" * 6000  # a dossier of the usual size


def clock() -> datetime:
    return datetime.now(UTC)


def archive(folder: Path) -> Archive:
    return Archive(folder, clock, 1)


def kill_at(n: int) -> None:
    """From now on the n-th system call of saving is the last: the process is gone before it is made."""
    left = count(n - 1, -1)

    def deadly(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **named)

        return call

    for name in CALLS:
        setattr(os, name, deadly(getattr(os, name)))


def main(folder: Path, saves: int) -> None:
    it = archive(folder)
    known = it.load(PRACTICE).save_count if PRACTICE in it.ids() else None
    for _ in islice(count(), saves or None):
        number = (known or 0) + 1
        # Long and short in turn: a file that shrinks is where writing in place breaks.
        room = ROOM if number % 2 else ""
        saved = it.save(PRACTICE, {"number": number, "room": room}, 1, known)
        known = saved.save_count
        print(known, number, flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        kill_at(int(sys.argv[3]))
    main(Path(sys.argv[1]), int(sys.argv[2]))
