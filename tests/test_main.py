"""The window as a process: what it says and shows when the law or the folder is not as it should be."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desks import desk_on
from tests.law import RESOURCES, copied, rewrite

ROOT = RESOURCES.parent
LOOK = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from app import main, paths, session
from app.domain.errors import UserError
from app.store.instance import InstanceLock

data, resources, lock_fails = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
seen = {"dialogs": []}
paths.resources = lambda: resources
if lock_fails:
    def acquire(self):
        raise UserError(lock_fails, name="data")
    InstanceLock.acquire = acquire

def look():
    window = next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "Window")
    home = window.page("home")
    seen["visible"] = window.isVisible()
    seen["problems"] = [row.problem for row in home.model.rows]
    seen["focus"] = type(QApplication.focusWidget()).__name__
    seen["banner"] = window.save_banner.text() if window.save_banner.isVisible() else ""

def dialog(_parent, _title, text):
    seen["dialogs"].append(text)
    look()

QMessageBox.critical = dialog
real = session.Window
def made(*args):
    window = real(*args)
    def later():
        look()
        if window.page("home").model.rows and not seen["dialogs"]:
            QApplication.quit()
        else:
            QTimer.singleShot(100, later)
    QTimer.singleShot(100, later)
    return window
session.Window = made
seen["code"] = main.main(["--data", data, "--lang", "it"])
print(json.dumps(seen))
"""

FIRST = """
import json, os, sys
from pathlib import Path
from PySide6.QtWidgets import QTableView
from app import main, paths, session, text
real = session.Window

def painted(table, event):
    QTableView.paintEvent(table, event)
    if table.model().rowCount():
        left = text.words(paths.resources() / "text", "it")._entries._files
        print(json.dumps({"modules": list(sys.modules), "unread": [file.name for file in left]}), flush=True)
        os._exit(0)

def made(*args):
    from app.ui.pages.practice_list import PracticeTable
    PracticeTable.paintEvent = painted
    return real(*args)

session.Window = made
main.main(["--data", sys.argv[1], "--lang", "it"])
"""

ENDED = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from app import main, session
from app.ui.widgets.fields import LineField

def type_and_end(window):
    if not window.law_known:
        QTimer.singleShot(50, lambda: type_and_end(window))
        return
    window.desk.open(window.desk.summaries()[0].id)
    window.go("practice", {})
    field = next(f for f in window.page("practice").findChildren(LineField) if f.text() == "Prova")
    field.setFocus()
    field.end(False)
    QTest.keyClicks(field, " a mano")
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), getattr(signal, sys.argv[2])))
    if sys.argv[3]:
        QDialog(window).exec()

real = session.Window
def made(*args):
    window = real(*args)
    QTimer.singleShot(0, lambda: type_and_end(window))
    return window
session.Window = made
sys.exit(main.main(["--data", sys.argv[1], "--lang", "it"]))
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with desk_on(tmp_path / "data") as desk:
        desk.create("Prova")
        desk.close()
    return tmp_path / "data"


def seen(data: Path, resources: Path = RESOURCES, lock_fails: str = "") -> dict[str, Any]:
    command = [sys.executable, "-c", LOOK, str(data), str(resources), lock_fails]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_changed_law_is_said_and_no_practice_is_called_damaged(data: Path, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (tmp_path / "text").symlink_to(RESOURCES / "text")
    rewrite(folder / "kinds/call_log.toml", "format = 1", "format = 1 # x")
    (data / "index.json").unlink(missing_ok=True)
    told = seen(data, tmp_path)
    assert "kinds/call_log.toml" in told["dialogs"][0]
    assert (told["code"], told["visible"]) == (2, False)
    assert "unreadable" not in told["problems"]


@pytest.mark.parametrize("problem", ["disk_read_only", "save_failed", "disk_full"])
def test_a_folder_that_cannot_be_written_opens_for_reading(data: Path, problem: str) -> None:
    told = seen(data, lock_fails=problem)
    assert (told["code"], told["dialogs"], told["problems"]) == (0, [], [None])
    assert "Nella cartella dei dati non si può scrivere" in told["banner"]
    assert not (data / "instance.pid").exists()


def test_the_first_picture_waits_for_no_desk_no_law_and_no_words_but_its_own(data: Path) -> None:
    seen(data)  # leaves the list behind as a run leaves it
    command = [sys.executable, "-c", FIRST, str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    first = json.loads(done.stdout)
    assert seen(data)["focus"] == "PracticeTable"  # the arrows and Enter are all that is needed there
    late = ("app.desk.desk", "app.desk.shelves", "app.domain.circular", "app.domain.engine", "app.library.shelf")
    assert [name for name in late if name in first["modules"]] == []
    assert len(first["unread"]) == len(list((RESOURCES / "text").glob("*.it.toml"))) - 1


@pytest.mark.skipif(sys.platform == "win32", reason="there the system closes the windows itself")
@pytest.mark.parametrize(("name", "dialog"), [("SIGTERM", ""), ("SIGTERM", "dialog"), ("SIGHUP", "")])
def test_what_is_typed_when_the_session_ends_is_there_at_the_next_start(data: Path, name: str, dialog: str) -> None:
    command = [sys.executable, "-c", ENDED, str(data), name, dialog]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    with desk_on(data) as desk:
        desk.open("p1")
        assert desk.practice.company.name == "Prova a mano"
