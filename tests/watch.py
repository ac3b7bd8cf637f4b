"""Watches one thread: what slow work ran on it, which files it touched, how long its event loop stood still."""

from __future__ import annotations

import inspect
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
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
        self.times: list[float] = []
        self.own_times: list[float] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)

    def _beat(self) -> None:
        self.own_times.append(time.thread_time())
        self.times.append(time.perf_counter())

    def stop(self) -> list[float]:
        self._timer.stop()
        return _between(self.times)

    @property
    def own(self) -> list[float]:
        """What the thread itself did in each of them: on a machine that others use as well, the rest is waiting."""
        return _between(self.own_times)


def _between(times: list[float]) -> list[float]:
    return sorted((b - a) * 1000 for a, b in pairwise(times))


class Pulse:
    """Looks from beside, while a heart does not beat, at what the thread that made it is doing; ``worst`` tells it."""

    LATE = 0.05
    """Seconds without a beat from which it looks."""
    EVERY = 0.004

    def __init__(self, heart: Heart) -> None:
        self._heart = heart
        self._watched = threading.get_ident()
        self._seen: dict[int, Counter[str]] = {}
        """By the beat after which nothing came: where the thread was, and how often."""
        self._going = True
        self._thread = threading.Thread(target=self._look, name="pulse", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._going = False
        self._thread.join()

    def worst(self, count: int = 5) -> list[str]:
        """The longest times without a beat, each with the places where most of it was spent."""
        times, own = self._heart.times, self._heart.own_times
        late = [(times[n] - times[n - 1], n) for n in self._seen if n < len(times)]
        told = []
        for length, beat in sorted(late, reverse=True)[:count]:
            looks = self._seen[beat]
            places = [f"{100 * often // looks.total()} % {place}" for place, often in looks.most_common(3)]
            worked = (own[beat] - own[beat - 1]) * 1000
            told.append(f"{length * 1000:.0f} ms, {worked:.0f} of them at work: " + "\n    ".join(places))
        return told

    def _look(self) -> None:
        while self._going:
            time.sleep(self.EVERY)
            beat = len(self._heart.times)
            if beat and time.perf_counter() - self._heart.times[-1] > self.LATE:
                frame = sys._current_frames().get(self._watched)
                self._seen.setdefault(beat, Counter())[_place(frame)] += 1


def _place(frame: FrameType | None) -> str:
    """The way down to where a thread is, as far as it is ours, the innermost first."""
    way = []
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(str(ROOT)):
            way.append(f"{file.removeprefix(str(ROOT) + '/')}:{frame.f_lineno} {frame.f_code.co_name}")
        elif not way:
            way.append(f"{Path(file).name}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(way[:8])


def p99(values: list[float]) -> float:
    return values[min(len(values) - 1, round(len(values) * 0.99))]
