"""What is there only for a while: room to prepare something in, what is on its way out, what killed runs left.

It must never touch a name that ``atomic.passing_name`` has not made.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.store import atomic

_LEFTOVER = re.compile(r"\.tmp-[0-9a-f]{12}")
"""As :func:`atomic.passing_name` names things."""


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A new folder in ``folder`` to prepare something in; gone with all that is in it when the block ends."""
    atomic.make_folder(folder)
    place = atomic.passing_name(folder)
    try:
        with atomic.told(folder):
            os.mkdir(place)
        yield place
    finally:
        with suppress(OSError):  # a failing close is told even so; what is left is swept later
            shutil.rmtree(place, ignore_errors=True)


def is_leftover(name: str) -> bool:
    """Whether a killed run may have left a file of this name half-written."""
    return _LEFTOVER.fullmatch(name) is not None


def discard(folder: Path) -> None:
    """Deletes a folder for good: first under a name that :func:`sweep` knows, so that it is never there in part.

    UserError as for writing: it is there whole.
    """
    doomed = atomic.passing_name(folder.parent)
    atomic.move(folder, doomed)
    with suppress(OSError):  # what stays of it is swept at the next start
        shutil.rmtree(doomed, ignore_errors=True)


def sweep(folder: Path, older_than: float = 0.0) -> int:
    """Removes what killed runs left half-written anywhere under ``folder``; returns how many files and folders.

    ``older_than`` seconds: somebody else may be writing there at this moment.
    """
    swept = 0
    latest = time.time() - older_than
    for place, folders, names in os.walk(folder):
        for name in filter(_LEFTOVER.fullmatch, [*folders, *names]):
            with suppress(OSError):
                path = os.path.join(place, name)
                if os.lstat(path).st_mtime > latest:
                    continue
                if name in folders:
                    folders.remove(name)
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    os.unlink(path)
                swept += 1
    return swept
