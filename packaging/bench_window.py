"""The first picture of the window over a full archive, against that of a bare window, each in a process of its own.

Processes alternate, so that a busy moment falls on both. It judges nothing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

PRACTICES, TOOLS, ROUNDS = 300, 10, 9

_PAINTED = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and is_it(watched):
            QApplication.instance().removeEventFilter(self)
            watched.repaint()
            sys.stdout.write(str(time.time()))
            sys.stdout.flush()
            os._exit(0)
        return False
"""
OURS = (
    _PAINTED
    + """
def is_it(widget):
    rows = getattr(widget, "parent", lambda: None)()
    return type(rows).__name__ == "PracticeTable" and rows.model().rowCount() >= int(sys.argv[2])
from app import main, program
real = program.QApplication
def made(*args):
    app = real(*args)
    app.eye = Eye()
    app.installEventFilter(app.eye)
    return app
program.QApplication = made
main.main(["--data", sys.argv[1], "--lang", "it"])
"""
)
BARE = (
    _PAINTED
    + """
from PySide6.QtWidgets import QMainWindow, QTableWidget, QTableWidgetItem
app = QApplication([])
window = QMainWindow()
window.menuBar().addMenu("File")
window.statusBar().showMessage("ready")
table = QTableWidget(20, 5)
for row in range(20):
    for column in range(5):
        table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
window.setCentralWidget(table)
window.resize(1180, 720)
def is_it(widget):
    return widget is table.viewport()
eye = Eye()
app.installEventFilter(eye)
window.show()
app.exec()
"""
)


def measure(scratch: Path, practices: int = PRACTICES) -> dict[str, float]:
    """``ms`` and ``ratio`` of medians; the archive is made and its index written first."""
    data = scratch / "data"
    _fill(data, practices)
    ours, bare = [], []
    for turn in range(ROUNDS + 1):
        mine, plain = _painted(OURS, str(data), str(practices)), _painted(BARE)
        if turn:  # the first only warms the disk
            ours.append(mine)
            bare.append(plain)
    return {
        "ms": statistics.median(ours) * 1000,
        "bare_ms": statistics.median(bare) * 1000,
        "ratio": statistics.median(ours) / statistics.median(bare),
    }


def told(found: dict[str, float]) -> str:
    return (
        f"{'first paint':12} {found['ratio']:8.2f} × a bare window  ({found['ms']:.0f} ms beside"
        f" {found['bare_ms']:.0f}, {PRACTICES} practices of {TOOLS} tools)"
    )


def _painted(script: str, *arguments: str) -> float:
    """Seconds from the start of the process to its first picture."""
    variables = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    start = time.time()
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=variables, cwd=_root())
    return float(done.stdout) - start


def _root() -> Path:
    return Path(__file__).resolve().parent.parent


def _fill(data: Path, count: int) -> None:
    from app.desk import example
    from app.desk.desk import Desk
    from app.desk.front_shelf import FrontShelf
    from app.desk.laws import Laws
    from app.desk.shelves import Shelves
    from app.domain.ledger import Dossier
    from app.library.shelf import Shelf
    from app.paths import resources
    from app.records import SCHEMA
    from app.records.dossier import to_dict
    from app.store.archive import Archive

    def now() -> datetime:
        return datetime(2026, 11, 23, 10, 42, tzinfo=UTC)

    laws = Laws(Shelf(resources() / "circulars"))
    archive = Archive(data, now, SCHEMA)
    model = example.practice(laws.newest("it"), "model", now().isoformat(), "it")
    for n in range(count):
        tools = tuple(
            replace(model.tools[k % len(model.tools)], id=f"tool{k}", name=f"Strumento {k}") for k in range(TOOLS)
        )
        company = replace(model.company, name=f"Azienda {n:03}")
        practice = replace(model, id=f"{n:032x}", sample=False, number=f"2026-{n:04}", company=company, tools=tools)
        archive.save(practice.id, to_dict(Dossier(practice)), SCHEMA, None)
    # As the program makes it: the same edition, or the index would be worked out anew at the first start.
    from app import __version__

    shelves = Shelves(FrontShelf(data, now, laws.edition(__version__)), laws)
    Desk(shelves, laws, resources() / "text", now, lambda: "new", lambda call: call()).read_list()
    shelves.rebuild(lambda _done, _total: None)
    shelves.close()
