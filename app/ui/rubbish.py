"""Rubbish in circles is looked for on the thread that paints, now and then, and on no other.

Python by itself looks for it on whichever thread happens to make an object. What it finds may be a widget, and a
widget let go of on another thread takes the program with it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

TICK_MS = 500


class Rubbish(QObject):
    """From being made to ``stop``. To be made on the thread that paints; one at a time."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """As far back as Python would by now have looked itself."""
        made, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if made[generation] > limits[generation] > 0:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Python looks for it by itself again."""
        self._timer.stop()
        gc.enable()
