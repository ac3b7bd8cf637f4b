"""The first picture of the window over a full archive, against that of a bare window, each in a process of its own.

Processes alternate, so that a busy moment falls on both, and each is compared with its neighbour. It judges nothing.
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

PRACTICES, TOOLS, ROUNDS = 300, 10, 25
BARE_ROWS = 20

_PAINTED = """
import os, sys, time
def ends_painted(table):
    paint = table.paintEvent
    def painted(self, event):
        paint(self, event)
        if self.model().rowCount() < int(sys.argv[1]):
            return
        sys.stdout.write(str(time.time()))
        sys.stdout.flush()
        os._exit(0)
    table.paintEvent = painted
"""
"""The process ends as soon as the table's rows have been drawn; until then nothing looks on, which would cost time."""

OURS = (
    _PAINTED
    + """
from importlib.util import find_spec
class Finder:
    # The table is not imported before the program does it, and is changed as soon as it is there.
    def find_spec(self, name, path, target=None):
        if name != "app.ui.pages.practice_list":
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        load = spec.loader.exec_module
        def loaded(module):
            load(module)
            ends_painted(module.PracticeTable)
        spec.loader.exec_module = loaded
        return spec
sys.meta_path.insert(0, Finder())
from app.main import main
main([])
"""
)
BARE = (
    _PAINTED
    + """
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
class Table(QTableWidget):
    pass
ends_painted(Table)
app = QApplication([])
window = QMainWindow()
window.menuBar().addMenu("File")
window.statusBar().showMessage("ready")
rows = int(sys.argv[1])
table = Table(rows, 5)
for row in range(rows):
    for column in range(5):
        table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
window.setCentralWidget(table)
window.resize(1180, 720)
window.show()
app.exec()
"""
)


def measure(scratch: Path, practices: int = PRACTICES) -> dict[str, float]:
    """Medians: ``ms``, ``bare_ms``, and ``ratio`` of the two in a turn. The archive is made and indexed first."""
    data = scratch / "data"
    _fill(data, practices)
    ours, bare = [], []
    for turn in range(ROUNDS + 1):
        mine, plain = _painted(OURS, practices, data), _painted(BARE, BARE_ROWS, data)
        if turn:  # the first only warms the disk
            ours.append(mine)
            bare.append(plain)
    return {
        "ms": statistics.median(ours) * 1000,
        "bare_ms": statistics.median(bare) * 1000,
        "ratio": statistics.median(mine / plain for mine, plain in zip(ours, bare, strict=True)),
    }


def told(found: dict[str, float]) -> str:
    return (
        f"{'first paint':12} {found['ratio']:8.2f} × a bare window  ({found['ms']:.0f} ms beside"
        f" {found['bare_ms']:.0f}, {PRACTICES} practices of {TOOLS} tools)"
    )


def _painted(script: str, rows: int, data: Path) -> float:
    """Seconds from the start of the process to its first picture with that many rows."""
    from app.paths import DATA_VARIABLE

    variables = {"QT_QPA_PLATFORM": "offscreen", **os.environ, DATA_VARIABLE: str(data)}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    start = time.time()
    command = [sys.executable, "-c", script, str(rows)]
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
