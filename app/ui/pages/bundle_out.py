"""Practices into one .vaglio file: which of them, under a passphrase or not, where; with progress.

A passphrase goes from its field into one call and is wiped from the field; it is kept nowhere else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.ui import style
from app.ui.pages.bundle_dialog import BundleDialog, secret_field
from app.ui.pages.company import labelled
from app.ui.pages.practice_model import CLOSED
from app.ui.tasks import Tasks
from app.ui.widgets.basics import accent_button, label, link_button, plain_button, row, scrolled
from app.ui.widgets.card_button import PlainTick
from app.ui.widgets.dialogs import fit
from app.ui.widgets.tick_list import TickList, TickRow

if TYPE_CHECKING:
    from app.desk.desk import Desk


class BundleOut(BundleDialog):
    """``written``: the name of the file that was made."""

    def __init__(self, parent: QWidget, desk: Desk, tasks: Tasks) -> None:
        super().__init__(parent, desk, tasks, desk.words("bundle_out.title"))
        self.written = ""
        words, box = desk.words, self.box
        area, inner = scrolled((0, 0, style.px(8), 0), 8)
        inner.addWidget(label(words("bundle_out.lead"), "muted"))
        self.practices = TickList()
        self.practices.setAccessibleName(words("bundle_out.which"))
        self.practices.setMinimumHeight(style.px(150))
        self.practices.changed.connect(self._show_count)
        self._count = label("", "small")
        every, none = link_button(words("batch.all")), link_button(words("batch.none"))
        every.clicked.connect(lambda: self.practices.tick_all(True))
        none.clicked.connect(lambda: self.practices.tick_all(False))
        inner.addLayout(row(self._count, None, every, none))
        inner.addWidget(self.practices, 1)
        self.settings = PlainTick(words("bundle_out.settings"))
        self.guard = PlainTick(words("bundle_out.guard"))
        self._secret = QWidget()
        secret = QVBoxLayout(self._secret)
        secret.setContentsMargins(0, 0, 0, 0)
        secret.setSpacing(style.px(6))
        secret.addWidget(label(words("bundle_out.guard_text"), "small"))
        self.passphrase, self.repeat = secret_field(), secret_field()
        for name, field in (("passphrase", self.passphrase), ("repeat", self.repeat)):
            field.setAccessibleName(words(f"bundle_out.{name}"))
            secret.addLayout(labelled(label(words(f"bundle_out.{name}"), "small"), field))
        self._secret.hide()
        self.guard.toggled.connect(self._secret.setVisible)
        for widget in (self.settings, self.guard, self._secret):
            inner.addWidget(widget)
        box.addWidget(area, 1)
        box.addWidget(self.progress)
        box.addWidget(self.problem)
        self.save, self.leave = accent_button(words("bundle_out.save"), "folder"), plain_button(words("common.cancel"))
        self.save.setDefault(True)
        self.leave.setAutoDefault(False)
        self.save.clicked.connect(self.ask_file)
        self.leave.clicked.connect(self.reject)
        box.addLayout(row(self.leave, None, self.save))
        self._waiting = (area, self.save, self.leave)
        fit(self, parent, 620, 620)
        unnamed = words("home.no_name")
        whole = [one for one in desk.summaries() if one.problem not in CLOSED]
        self.practices.fill(TickRow(one.id, one.name or unnamed, one.number, True) for one in whole)
        self.practices.setFocus()

    def _show_count(self) -> None:
        number = len(self.practices.chosen())
        self._count.setText(self._desk.words.count("bundle_out.count", number))
        self.save.setEnabled(bool(number))

    def ask_file(self) -> None:
        words = self._desk.words
        if self.guard.isChecked():
            for field, wrong, key in (
                (self.passphrase, not self.passphrase.text(), "bundle_passphrase_empty"),
                (self.repeat, self.passphrase.text() != self.repeat.text(), "passphrase_differs"),
            ):
                if wrong:
                    field.setFocus()
                    self.problem.say(words.error(UserError(key)))
                    return
        name, kinds = words("bundle_out.file"), words("bundle_out.files")
        chosen, _ = QFileDialog.getSaveFileName(self, words("bundle_out.save"), name, kinds)
        if chosen:
            to = Path(chosen)
            self.write(to if to.suffix else to.with_suffix(".vaglio"))

    def write(self, to: Path) -> None:
        from app.desk.bundles import SETTINGS

        desk, ids = self._desk, self.practices.chosen()
        passphrase = self.passphrase.text() if self.guard.isChecked() else ""
        settings = tuple(SETTINGS) if self.settings.isChecked() else ()
        for field in (self.passphrase, self.repeat):
            field.clear()
        progress, cancelled = self._course("bundle_out.working")

        def done(_nothing: object) -> None:
            self.working = False
            self.written = to.name
            self.accept()

        self._tasks.run(
            lambda: desk.export_bundle(ids, to, passphrase, progress, cancelled, settings), done, self._failed
        )
