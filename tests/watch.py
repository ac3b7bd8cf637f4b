"""Watches one thread: what slow work ran on it, which files it touched, how long its event loop stood still."""

from __future__ import annotations

import inspect
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from PySide6.QtCore import Qt, QTimer

ROOT = Path(__file__).parent.parent
SLOW_PACKAGES = ("reportlab", "pikepdf", "pyhanko", "cryptography", "pkcs11", "docx", "xlsxwriter", "openpyxl")
SLOW_PLACES = (f"{ROOT}/reports/", f"{ROOT}/app/store/vault.py", f"{ROOT}/app/store/archive.py")
WORDS = (f"{ROOT}/reports/signing/tell.py", f"{ROOT}/reports/signing/drivers.py")
"""What has been verified put into words, and whether a few card drivers are there: quick, and of the window's own."""
SLOW_CALLS = {
    (f"{ROOT}/app/domain/reach.py", "missing"),
    (f"{ROOT}/app/domain/decisive.py", "decisive"),
    (f"{ROOT}/app/library/prove.py", "prove_kind"),
}
DISK = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir", "os.link"})
PROGRAM = (sys.prefix, sys.base_prefix, str(ROOT / "app"), str(ROOT / "reports"), str(ROOT / "resources"))
"""What lies here is the program itself: its modules are read when a page is first gone to."""

_watching: list[tuple[int, list[str]]] = []
_hooked = False


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in DISK or not _watching:
        return
    thread, touched = _watching[-1]
    if threading.get_ident() != thread:
        return
    name = str(arguments[0]) if arguments else ""
    if not name.startswith(PROGRAM) and not name.isdigit():
        touched.append(f"{event} {name}")


@contextmanager
def thread_watched() -> Iterator[list[str]]:
    """What this thread did meanwhile that belongs on a worker: slow calls by file and name, every file it touched."""
    global _hooked
    if not _hooked:
        sys.addaudithook(_audit)  # for good: Python has no way of taking one back
        _hooked = True
    found: list[str] = []
    packages = tuple(f"/site-packages/{name}/" for name in SLOW_PACKAGES)

    def called(frame: FrameType, event: str, _argument: object) -> None:
        if event != "call":
            return
        code = frame.f_code
        file = code.co_filename
        slow = file.startswith(SLOW_PLACES) or any(name in file for name in packages)
        defining = code.co_name == "<module>" or not code.co_flags & inspect.CO_OPTIMIZED
        slow = slow and not defining and not file.startswith(WORDS) and code.co_name != "seen"  # that is in memory
        if slow or (file, code.co_name) in SLOW_CALLS:
            found.append(f"{Path(file).parent.name}/{Path(file).name}:{code.co_name}")

    _watching.append((threading.get_ident(), found))
    sys.setprofile(called)
    try:
        yield found
    finally:
        sys.setprofile(None)
        _watching.pop()


class Heart:
    """Beats every millisecond as long as the event loop turns; ``gaps`` in milliseconds, the longest last."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self._times.append(time.perf_counter()))
        self._timer.start(1)

    def stop(self) -> list[float]:
        self._timer.stop()
        return sorted((b - a) * 1000 for a, b in zip(self._times, self._times[1:], strict=False))


def p99(values: list[float]) -> float:
    return values[min(len(values) - 1, round(len(values) * 0.99))]
