"""What happens to an error nobody caught: the world's is said in words, ours goes to the log and the crash page.

Neither log nor page must ever hold personal data: kinds of error, modules of the program, lines and functions; never a
message, a value, an argument or a path.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.store.log import add
from app.ui import style
from app.ui.widgets.basics import accent_button, label, plain_button, scrolled
from app.ui.widgets.flow import Flow
from app.ui.widgets.scrolling import page_keys
from app.ui.widgets.section import icon_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from app.text import Words

WIDTH, HEIGHT, EDGE = 640, 500, 40
LINES = 9
"""Of what can be told, in sight: the rest scrolls."""


def describe(kind: type[BaseException], trace: TracebackType | None, at: datetime) -> str:
    """The log's entry: where in the program it happened, and nothing of what it was about. Modules, not files: where
    a program lies may tell whose it is."""
    lines = [f"{at.isoformat(timespec='seconds')} {kind.__module__}.{kind.__name__}"]
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__")
        lines.append(f"  {module}:{trace.tb_lineno} {trace.tb_frame.f_code.co_name}")
        trace = trace.tb_next
    return "\n".join(lines) + "\n"


class CrashPage:
    """Installed as ``sys.excepthook``. ``said`` shows the world's errors; ``words`` gives the screen's language;
    ``saved`` whether everything typed is on disk; ``diagnose`` what may be told, around the entry it is given."""

    def __init__(
        self,
        log: Path,
        words: Callable[[], Words],
        said: Callable[[UserError], None],
        saved: Callable[[], bool] = lambda: False,
        diagnose: Callable[[str], str] = lambda entry: entry,
    ) -> None:
        self._log, self._words, self._said, self._saved, self._diagnose = log, words, said, saved, diagnose
        self._showing = False

    def install(self) -> None:
        sys.excepthook = self.caught

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, UserError):
            self._said(error)
            return
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        entry = describe(kind, trace, datetime.now().astimezone())
        written = add(self._log, entry)
        if not self._showing:  # a page that fails at every repaint must not pile up dialogs
            self._showing = True
            if QThread.currentThread().loopLevel():  # later: what failed may have been the painting of a widget
                QTimer.singleShot(0, lambda: self._show(entry, written))
            else:
                self._show(entry, written)

    def _show(self, entry: str, written: bool) -> None:
        try:
            self.show(entry, written)
        finally:
            self._showing = False

    def show(self, entry: str, written: bool) -> None:
        page = CrashDialog(self._words(), self._is_saved(), self._told(entry), written)
        page.exec()
        page.deleteLater()

    def _is_saved(self) -> bool:
        with suppress(Exception):  # what is broken may be what would tell
            return self._saved()
        return False

    def _told(self, entry: str) -> str:
        with suppress(Exception):
            return self._diagnose(entry)
        return entry


class CrashDialog(QDialog):
    """What happened, what of it is safe, what can be told of it and to be read first, and the way on."""

    def __init__(self, words: Words, saved: bool, told: str, written: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setWindowTitle(words("crash.title"))
        room = self.screen().availableGeometry()
        self.resize(min(style.px(WIDTH), room.width() - EDGE), min(style.px(HEIGHT), room.height() - EDGE))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.px(24),) * 4)
        outer.setSpacing(style.px(12))
        area, box = scrolled((0, 0, style.px(12), 0), 12)
        page_keys(self, area)
        outer.addWidget(area)
        box.addWidget(label(words("crash.title"), "h2"))
        box.addWidget(label(words("crash.text"), "body"))
        safe = words("crash.saved" if saved else "crash.not_saved")
        box.addWidget(icon_line("check" if saved else "warning", "green" if saved else "amber", (safe, "body")))
        box.addWidget(label(words("crash.again"), "muted"))
        caption = label(words("crash.told"), "small")
        self.told = QPlainTextEdit(told)
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName(words("crash.told"))
        self.told.setFixedHeight(self.told.fontMetrics().lineSpacing() * LINES)
        caption.setBuddy(self.told)
        box.addWidget(caption)
        box.addWidget(self.told)
        self.log = label(words("crash.log" if written else "crash.no_log"), "small")
        box.addWidget(self.log)
        box.addStretch(1)
        self.copy, self.go_on = plain_button(words("crash.copy")), accent_button(words("crash.go_on"))
        self.copy.clicked.connect(self._copy)
        self.go_on.clicked.connect(self.accept)
        buttons = Flow()
        buttons.addWidget(self.go_on)
        buttons.addWidget(self.copy)
        outer.addLayout(buttons)
        self.setAccessibleName(words("crash.title"))
        self.setAccessibleDescription(f"{words('crash.text')} {safe}")
        self.go_on.setDefault(True)
        self.go_on.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.told.toPlainText())
        self.copy.set_text(self._words("crash.copied"))
        QAccessible.updateAccessibility(QAccessibleEvent(self.copy, QAccessible.Event.NameChanged))
