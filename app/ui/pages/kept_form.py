"""A dialog that keeps what is filled in, or says why it cannot and stays open: nothing typed is lost by a refusal."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.text import Words
from app.ui import style
from app.ui.idle import TAKEN_AT_LOCK
from app.ui.pages.company import labelled
from app.ui.widgets.basics import accent_button, label, plain_button, row, scrolled
from app.ui.widgets.dates import DateField
from app.ui.widgets.dialogs import fit
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.scrolling import keep_in_sight
from app.ui.widgets.unkept import Unkept


class KeptForm(QDialog):
    """``body`` takes the fields; :meth:`keep` has them kept and raises UserError where they cannot be."""

    def __init__(self, words: Words, title: str, ok: str, parent: QWidget, width: int = 520, height: int = 560) -> None:
        super().__init__(parent)
        self.words = words
        self._unattended = False
        self.setWindowTitle(title)
        self.setProperty(TAKEN_AT_LOCK, True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.px(24),) * 4)
        outer.setSpacing(style.px(10))
        outer.addWidget(label(title, "h2"))
        area, self.body = scrolled((0, 0, style.px(8), 0), 10)
        outer.addWidget(area, 1)
        self.problem = ProblemLine()
        outer.addWidget(self.problem)
        self.ok, cancel = accent_button(ok), plain_button(words("common.cancel"))
        self.ok.setDefault(True)
        cancel.setAutoDefault(False)
        self.ok.clicked.connect(self.confirm)
        cancel.clicked.connect(self.reject)
        outer.addLayout(row(cancel, None, self.ok))
        Unkept(self, words)
        fit(self, parent, width, height)

    def field(self, name: str, made: QWidget, *below: QWidget) -> None:
        """A field under its name."""
        made.setAccessibleName(name)
        self.body.addLayout(labelled(label(name, "small"), made, *below))

    def keep(self) -> None:
        raise NotImplementedError

    def need_date(self, made: DateField) -> str:
        """What a date field holds. ``date_wrong`` (UserError) for what is no date, unless nobody is there to hear it:
        then the one of before."""
        if (wrong := made.wrong()) is not None and not self._unattended:
            made.setFocus()
            raise wrong
        return made.iso()

    def confirm(self) -> None:
        """Keeps it and closes; else says why not."""
        try:
            self.keep()
        except UserError as problem:
            self.say(self.words.error(problem))
        else:
            self.done(QDialog.DialogCode.Accepted)

    def accept(self) -> None:
        """When the archive locks by itself: whatever can be kept is, and the dialog is out of the way."""
        self._unattended = True
        try:
            self.keep()
        except UserError:
            self.done(QDialog.DialogCode.Rejected)
        else:
            self.done(QDialog.DialogCode.Accepted)

    def say(self, text: str) -> None:
        self.problem.say(text)
        field = self.focusWidget()
        if field is not None:  # the sentence takes room from the fields: the one it is about stays in sight
            QTimer.singleShot(0, field, lambda: keep_in_sight(field))
