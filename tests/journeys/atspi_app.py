"""The real window for an outside listener: ``atspi_app.py FOLDER LANG``. Run by ``test_atspi.py``.

A line on stdin takes it to the next page, whose name it prints; «done» after the last.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from tests.gallery import walk
from tests.ui_kit import Bench


class Driver(QObject):
    asked = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._pages = walk(bench.window)
        self.asked.connect(self._next)

    def _next(self) -> None:
        print(next(self._pages, "done"), flush=True)

    def read(self) -> None:
        for _line in sys.stdin:
            self.asked.emit()


def main() -> None:
    app = QApplication(["vaglio"])
    app.setApplicationName("Vaglio")
    bench = Bench(Path(sys.argv[1]), sys.argv[2])
    driver = Driver(bench)
    threading.Thread(target=driver.read, daemon=True).start()
    print("ready", flush=True)
    app.exec()


if __name__ == "__main__":
    main()
