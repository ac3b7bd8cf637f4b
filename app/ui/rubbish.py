"""Rubbish in circles is looked for on the thread that paints, now and then, and on no other.

Python by itself looks for it on whichever thread happens to make an object. What it finds may be a widget, and a
widget let go of on another thread takes the program with it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

TICK_MS = 500
YOUNG, MIDDLE, OLD = 700, 7_000, 100_000
"""Objects made and still there: from so many on the newest are looked through, those before them, all."""
SHARE = 4
"""All are looked through only once what was made since is at least this part of what there was."""


class Rubbish(QObject):
    """From being made, on the thread that paints and for good: Python is not to look for it by itself again."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._middle = self._old = self._living = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """As far back as what was made since the last time makes worth while."""
        made = gc.get_count()[0]
        if made <= YOUNG:
            return
        self._middle += made
        self._old += made
        if self._old > max(OLD, self._living // SHARE):
            gc.collect()
            self._middle = self._old = 0
            self._living = len(gc.get_objects())
        elif self._middle > MIDDLE:
            gc.collect(1)
            self._middle = 0
        else:
            gc.collect(0)

    def stop(self) -> None:
        self._timer.stop()
