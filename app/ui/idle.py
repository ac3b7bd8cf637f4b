"""Notices that nobody is using the program any more. It decides nothing: what is to be done then it is given.

The clock is the wall's, so that a computer woken from sleep locks at once.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

if TYPE_CHECKING:
    from collections.abc import Callable

TICK_MS = 5000
TAKEN_AT_LOCK = "taken_at_lock"
"""A property of dialogs: what is filled in is taken, as if confirmed, when the archive locks by itself."""

_USE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


class IdleWatch(QObject):
    """``minutes()`` says how long nobody must have done anything, 0 for never; then ``act()``, again each minute
    until it is true."""

    def __init__(
        self, minutes: Callable[[], int], act: Callable[[], bool], now: Callable[[], float] = time.time
    ) -> None:
        super().__init__()
        self._minutes, self._act, self._now = minutes, act, now
        self._last = now()
        self.uses = 0
        """How often something was done, since the start."""
        self._watching = False
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Now and then."""
        minutes = self._minutes()
        self._watch(minutes > 0)
        if minutes > 0 and self._now() - self._last >= 60 * minutes and not self._act():
            self._last = self._now() - 60 * (minutes - 1)

    def stop(self) -> None:
        self._timer.stop()
        self._watch(False)

    def _watch(self, on: bool) -> None:
        if on == self._watching:
            return
        app = QApplication.instance()
        assert app is not None
        self._watching, self._last = on, self._now()
        if on:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE:
            self._last = self._now()
            self.uses += 1
        return False


def clear_the_way() -> bool:
    """Closes the popup or dialog that is in front; True if nothing was there to be closed."""
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if front is None:
        return True
    if isinstance(front, QDialog):
        front.accept() if front.property(TAKEN_AT_LOCK) else front.reject()
    else:
        front.close()
    return False
