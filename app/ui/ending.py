"""The system ends the session (logging out, shutting down): the program ends as if it had been closed.

On Windows and macOS the system closes the windows itself; elsewhere it sends a signal, heard here. It must never
decide what is saved, nor ask anything: nobody may be there.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")


class EndWatch(QObject):
    """Calls ``act`` in the event loop when the system asks the program to end. Until :meth:`stop`."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self._act = act
        self._before: dict[int, object] = {}
        if sys.platform == "win32":
            return
        # Qt's loop does not come back to Python for a signal: the byte that is written for it wakes this up.
        self._reads, self._writes = os.pipe()
        for end in (self._reads, self._writes):
            os.set_blocking(end, False)
        self._woken = signal.set_wakeup_fd(self._writes, warn_on_full_buffer=False)
        for name in SIGNALS:
            number = getattr(signal, name)
            self._before[number] = signal.signal(number, lambda _number, _frame: None)
        self._notifier = QSocketNotifier(self._reads, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)

    def stop(self) -> None:
        if not self._before:
            return
        self._notifier.setEnabled(False)
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]
        self._before = {}
        signal.set_wakeup_fd(self._woken)
        os.close(self._reads)
        os.close(self._writes)

    def _heard(self) -> None:
        os.read(self._reads, 64)
        self._act()
