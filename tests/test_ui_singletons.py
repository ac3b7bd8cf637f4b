"""The interpreter outlives thousands of signals (see ``app/ui/singletons.py``)."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import app.ui
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal(bool)

bell = Bell()
for _ in range(20_000):
    bell.rung.emit(True)
    bell.rung.emit(False)
    bell.blockSignals(False)
"""


def test_twenty_thousand_signals_do_not_abort_the_interpreter() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
