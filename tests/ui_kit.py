"""What the tests of the window share: a desk over a folder of its own, and a window over that desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QWidget

from app import paths
from app.desk.desk import Desk
from app.desk.front_shelf import FrontShelf
from app.desk.shelves import Shelves
from app.ui import style
from app.ui.pages.outcome import OutcomePage
from app.ui.tasks import Tasks
from app.ui.window import Window
from tests.desks import laws_of

LEAST_TARGET = 24
"""Logical pixels, both ways, of whatever is pressed (WCAG 2.2, 2.5.8)."""
AT = datetime(2026, 11, 23, 10, 42, tzinfo=timezone(timedelta(hours=1)))


class Bench:
    """One data folder with desk, tasks and (when asked for) the window. ``settings`` holds what was remembered."""

    def __init__(self, folder: Path, lang: str = "it", now: Callable[[], datetime] = lambda: AT) -> None:
        self.folder = folder
        laws = laws_of(paths.resources() / "circulars")
        self.shelves = Shelves(FrontShelf(folder, now, "test"), laws)
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

    def quiet(self) -> None:
        """Until nothing is done beside the window's own thread any more, nor what that had done in its turn."""
        # In a loop of its own: QTest's waiting keeps Python to itself, and the other threads would stand still.
        waiting = QEventLoop()
        for _ in range(3):
            self.tasks.run(lambda: self.shelves.call(lambda: None), lambda _: waiting.quit(), lambda _: waiting.quit())
            waiting.exec()
        self.settle()

    def close(self) -> None:
        if self._window is not None:
            self._window.leave_page()
        self.tasks.close()
        self.shelves.close()
        if self._window is not None:
            self._window.hide()
            self._window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            _as_before()


def _as_before() -> None:
    """The looks that the next test starts from, whatever this one chose."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if (style.choice(), style.scale()) != ("light", 1.0):
        style.apply(app, "light")
    style.be_calm(None)


def pressed(root: QWidget) -> Iterator[QWidget]:
    """Whatever within ``root`` takes the focus or the mouse as a control, and is in sight."""
    for one in root.findChildren(QWidget):
        inner = one.objectName().startswith("qt_")  # the parts that Qt makes a control of: the control itself counts
        if one.isVisible() and not inner and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield one


def small_targets(root: QWidget) -> list[str]:
    """What is too small to be hit safely, by name and size; of tabs and lists each part."""
    found = []
    for one in pressed(root):
        sizes = [(one.width(), one.height())]
        if isinstance(one, QTabBar):
            sizes = [(one.tabRect(n).width(), one.tabRect(n).height()) for n in range(one.count())]
        spoken = QAccessible.queryAccessibleInterface(one)
        name = spoken.text(QAccessible.Text.Name) if spoken is not None else ""
        found += [
            f"{type(one).__name__} «{name}» {width}×{height}"
            for width, height in sizes
            if min(width, height) < LEAST_TARGET
        ]
    return found


def without_name(root: QWidget) -> list[str]:
    """What takes the focus and says nothing of itself."""
    found = []
    for one in pressed(root):
        spoken = QAccessible.queryAccessibleInterface(one)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            found.append(type(one).__name__)
    return found


def every_page(bench: Bench) -> Iterator[str]:
    """Each page of the window in turn, over the example practice, once it stands."""
    from app.ui.page_stack import PAGES

    bench.desk.open_example()
    bench.settle()
    for name in PAGES:
        bench.desk.open_example()
        tool = {"tool": "tool2"} if name in ABOUT_A_TOOL else {}
        bench.window.go(name, tool)
        assert bench.window.here == name, name
        bench.quiet()
        stand_still(bench.window)
        yield name


def stand_still(window: QWidget) -> None:
    """Until nothing is laid out anew any more: what is read beside the window's own thread has come."""
    before: object = None
    same = 0
    while same < 4:
        QTest.qWait(40)
        now = [one.geometry().getRect() for one in window.findChildren(QWidget) if one.isVisible()]
        same = same + 1 if now == before else 0
        before = now


ABOUT_A_TOOL = frozenset({"functions", "question", "check", "outcome", "sheet"})


def texts(widget: QWidget) -> str:
    """Everything that labels in sight say."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def outcome_of(bench: Bench, tool: str = "tool2") -> OutcomePage:
    bench.window.go("outcome", {"tool": tool})
    page = bench.window.page("outcome")
    assert isinstance(page, OutcomePage)
    return page


def alerts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told at once."""
    heard: list[str] = []
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: (
            heard.append(event.object().accessibleName()) if event.type() == QAccessible.Event.Alert else None
        ),
    )
    return heard
