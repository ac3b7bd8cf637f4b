"""What the tests of the window share: a desk over a folder of its own, and a window over that desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import paths
from app.desk.desk import Desk
from app.desk.shelves import Shelves
from app.ui import style
from app.ui.tasks import Tasks
from app.ui.window import Window
from tests.desks import laws_of

AT = datetime(2026, 11, 23, 10, 42, tzinfo=timezone(timedelta(hours=1)))


class Bench:
    """One data folder with desk, tasks and (when asked for) the window. ``settings`` holds what was remembered."""

    def __init__(self, folder: Path, lang: str = "it", now: Callable[[], datetime] = lambda: AT) -> None:
        self.folder = folder
        laws = laws_of(paths.resources() / "circulars")
        self.shelves = Shelves(folder, laws, now, "test")
        self.tasks = Tasks()
        numbers = count(1)
        self.desk = Desk(
            self.shelves,
            laws,
            paths.resources() / "text",
            now,
            lambda: f"practice{next(numbers):03}",
            self.tasks.post,
            lang,
        )
        self.settings: dict[str, object] = {}
        self._window: Window | None = None

    @property
    def window(self) -> Window:
        if self._window is None:
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            style.load_fonts(paths.fonts())
            style.apply(app, "light")
            self._window = Window(self.desk, self.tasks, self.settings.__setitem__)
            self._window.resize(1366, 690)
            self._window.show()
            self._window.activateWindow()
            QTest.qWaitForWindowActive(self._window)  # shortcuts work in the active window only
            self._window.law_ready()
        return self._window

    def settle(self) -> None:
        """Until everything is saved and told."""
        self.desk.drain()
        QCoreApplication.processEvents()
        QCoreApplication.processEvents()

    def close(self) -> None:
        if self._window is not None:
            self._window.leave_page()
        self.tasks.close()
        self.shelves.close()
        if self._window is not None:
            self._window.hide()
            self._window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
