"""What happens to an error nobody caught: the world's is said in words, ours goes to the log and the crash page.

The log must never hold personal data: kinds of error, files of the program, lines and functions; never a message, a
value or an argument.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QMessageBox, QWidget

from app.domain.errors import UserError
from app.store.log import add
from app.text import Words


def describe(kind: type[BaseException], trace: TracebackType | None, at: datetime) -> str:
    """The log's entry: where in the program it happened, and nothing of what it was about."""
    lines = [f"{at.isoformat(timespec='seconds')} {kind.__module__}.{kind.__name__}"]
    while trace is not None:
        code = trace.tb_frame.f_code
        name = "/".join(Path(code.co_filename).parts[-3:])
        lines.append(f"  {name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return "\n".join(lines) + "\n"


class CrashPage:
    """Installed as ``sys.excepthook``. ``said`` shows the world's errors; ``words`` gives the screen's language."""

    def __init__(self, log: Path, words: Callable[[], Words], said: Callable[[UserError], None]) -> None:
        self._log, self._words, self._said = log, words, said
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
        written = add(self._log, describe(kind, trace, datetime.now().astimezone()))
        if not self._showing:  # a page that fails at every repaint must not pile up dialogs
            self._showing = True
            try:
                self.show(kind.__name__, written)
            finally:
                self._showing = False

    def show(self, kind: str, written: bool, parent: QWidget | None = None) -> None:
        words = self._words()
        box = QMessageBox(QMessageBox.Icon.Critical, words("crash.title"), words("crash.text"), parent=parent)
        where = words("crash.log", path=str(self._log)) if written else words("crash.no_log")
        box.setInformativeText(f"{where}\n\n{words('crash.kind', kind=kind)}")
        box.addButton(words("crash.go_on"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
