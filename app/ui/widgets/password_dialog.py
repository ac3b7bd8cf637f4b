"""The password on the archive: set, changed, removed; what it does not cover; when the archive locks by itself.

A password goes from its field into one call and is wiped from the field; it is kept nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMessageBox, QVBoxLayout, QWidget

from app.desk.protection import IDLE_CHOICES
from app.domain.errors import UserError
from app.ui import style
from app.ui.tasks import Tasks
from app.ui.widgets.basics import (
    Card,
    ComboBox,
    IconMark,
    accent_button,
    label,
    line,
    plain_button,
    row,
    scrolled,
    set_role,
)
from app.ui.widgets.card_button import Tick
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.progress import ProgressLine

if TYPE_CHECKING:
    from app.desk.desk import Desk


WIDTH, MARGIN, AROUND, LEAST = 620, 24, 200, 60
"""Logical pixels at 100 % text: the dialog's width, its margin, what stands around the part that scrolls, and the
least height of that part."""


class PasswordDialog(QDialog):
    """``run()`` gives the sentence of what was done, empty for nothing."""

    def __init__(self, parent: QWidget, desk: Desk, tasks: Tasks) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._protection = desk.protection
        self._said = ""
        self.working = False
        words = desk.words
        self.setWindowTitle(words("vault.title"))
        self.setFixedWidth(style.px(WIDTH))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.px(MARGIN),) * 4)
        box.setSpacing(style.px(12))
        box.addWidget(label(words("vault.title"), "h2"))
        self._area, inner = scrolled(spacing=10)
        self._inner = inner
        box.addWidget(self._area, 1)
        self.progress = ProgressLine(tasks)
        box.addWidget(self.progress)
        self.problem = ProblemLine()
        box.addWidget(self.problem)
        self.fields: dict[str, QLineEdit] = {}
        self._buttons = QWidget()
        box.addWidget(self._buttons)
        if self._protection.unfinished:
            self._build_unfinished(inner)
        elif self._protection.on:
            self._build_on(inner)
        else:
            self._build_off(inner)

    def run(self) -> str:
        self.exec()
        self.deleteLater()
        return self._said

    # ---- what it shows -------------------------------------------------------------------------------------------

    def _build_off(self, box: QVBoxLayout) -> None:
        words = self._desk.words
        box.addWidget(label(words("vault.off"), "body"))
        warning = Card("banner", margin=14, spacing=4)
        set_role(warning, "amber", "look")
        texts = QVBoxLayout()
        texts.addWidget(label(words("vault.warning_title"), "h3"))
        texts.addWidget(label(words("vault.warning"), "body"))
        side = QHBoxLayout()
        side.setSpacing(style.px(10))
        side.addWidget(IconMark("warning", "amber"), 0, Qt.AlignmentFlag.AlignTop)
        side.addLayout(texts, 1)
        warning.box.addLayout(side)
        box.addWidget(warning)
        self.understood = Tick(words("vault.understood"))
        box.addWidget(self.understood)
        self._add_fields(box, "new", "repeat")
        box.addWidget(label(words("vault.limits"), "small"))
        self.act = accent_button(words("vault.turn_on"), "lock")
        self.act.setEnabled(False)
        self.understood.toggled.connect(self.act.setEnabled)
        self.act.clicked.connect(self.turn_on)
        self._add_buttons(None, self._leaving("common.cancel"), self.act)
        self.understood.setFocus()

    def _build_on(self, box: QVBoxLayout) -> None:
        words = self._desk.words
        box.addWidget(label(words("vault.on"), "body"))
        box.addLayout(self._minutes())
        box.addWidget(line())
        self._add_fields(box, "current", "new", "repeat")
        box.addWidget(label(words("vault.limits"), "small"))
        self.act = accent_button(words("vault.change"))
        self.act.clicked.connect(self.change)
        self.off = plain_button(words("vault.turn_off"))
        self.off.setToolTip(words("vault.off_note"))
        self.off.clicked.connect(self.turn_off)
        self._add_buttons(self.off, None, self._leaving("common.close"), self.act)
        self.fields["current"].setFocus()

    def _build_unfinished(self, box: QVBoxLayout) -> None:
        words = self._desk.words
        box.addWidget(label(words("vault.unfinished"), "body"))
        self.act = accent_button(words("vault.finish"))
        self.act.clicked.connect(self.finish)
        self._add_buttons(None, self._leaving("common.close"), self.act)
        self.act.setFocus()

    def _minutes(self) -> QHBoxLayout:
        words = self._desk.words
        self.minutes = ComboBox()
        kept = self._protection.idle_minutes
        for n in sorted({*IDLE_CHOICES, kept}, key=lambda n: n or 10**9):
            self.minutes.addItem(words.count("vault.after", n) if n else words("vault.never"), n)
        self.minutes.setCurrentIndex(self.minutes.findData(kept))
        self.minutes.activated.connect(lambda _at: self._protection.set_idle_minutes(self.minutes.currentData()))
        caption = label(words("vault.minutes"), "body", wrap=False)
        caption.setBuddy(self.minutes)
        self.minutes.setAccessibleName(words("vault.minutes"))
        return row(caption, self.minutes, None)

    def _add_fields(self, box: QVBoxLayout, *names: str) -> None:
        words = self._desk.words
        for name in names:
            field = QLineEdit()
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(words(f"vault.{name}"))
            caption = label(words(f"vault.{name}"), "small")
            caption.setBuddy(field)
            one = QVBoxLayout()
            one.setSpacing(style.px(2))
            one.addWidget(caption)
            one.addWidget(field)
            box.addLayout(one)
            self.fields[name] = field
        show = Tick(words("vault.show"))
        show.toggled.connect(self._show_letters)
        box.addWidget(show)

    def _show_letters(self, on: bool) -> None:
        for field in self.fields.values():
            field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _leaving(self, key: str) -> QWidget:
        leave = plain_button(self._desk.words(key))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        return leave

    def _add_buttons(self, *buttons: QWidget | None) -> None:
        self._buttons.setLayout(row(*buttons))
        self.act.setDefault(True)

    # ---- acts ----------------------------------------------------------------------------------------------------

    def turn_on(self) -> None:
        if (password := self._new_password()) is None or not self._sure():
            return
        progress, cancelled = self.progress.course()
        self._begin("vault.working", cancel=True)
        self._start(
            lambda: self._protection.turn_on(password, progress, cancelled),
            lambda done: self._end("vault.done_on" if done else "vault.cancelled"),
        )

    def change(self) -> None:
        old = self.fields["current"].text()
        if (new := self._new_password()) is None:
            return
        self._begin("vault.checking")
        self._start(lambda: self._protection.change(old, new), lambda _nothing: self._end("vault.done_change"))

    def turn_off(self) -> None:
        password = self.fields["current"].text()
        progress, cancelled = self.progress.course()
        self._begin("vault.opening", cancel=True)
        self._start(
            lambda: self._protection.turn_off(password, progress, cancelled),
            lambda done: self._end("vault.done_off" if done else "vault.cancelled"),
        )

    def finish(self) -> None:
        progress, cancelled = self.progress.course()
        self._begin("vault.working", cancel=True)
        self._start(
            lambda: self._protection.finish(progress, cancelled),
            lambda on: self._end("vault.done_on" if on else "vault.done_off"),
        )

    def _new_password(self) -> str | None:
        """What was written twice; None and a sentence if it was not."""
        new, repeat = self.fields["new"], self.fields["repeat"]
        if new.text() != repeat.text():
            self._refuse(UserError("vault_password_differs"), repeat)
            return None
        try:
            self._protection.need_good(new.text())
        except UserError as problem:
            self._refuse(problem, new)
            return None
        return new.text()

    def _sure(self) -> bool:
        """The second time it is said: after this there is no way back."""
        words = self._desk.words
        box = QMessageBox(QMessageBox.Icon.Warning, words("vault.title"), words("vault.sure"), parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(words("vault.sure_text"))
        yes = box.addButton(words("vault.sure_yes"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(words("common.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        return box.clickedButton() is yes

    def _begin(self, key: str, cancel: bool = False) -> None:
        words = self._desk.words
        self.working = True
        self.problem.hide()
        for field in self.fields.values():
            field.setText("")  # and with it what undoing could bring back
        self._area.setEnabled(False)
        self._buttons.setEnabled(False)
        self.progress.begin(words(key), words("common.cancel") if cancel else "", words("vault.going_back"))
        self._fit()

    def _start(self, job: Callable[[], object], done: Callable[[object], None]) -> None:
        try:
            self._desk.close()
        except UserError as problem:
            self._failed(problem)
            return
        self._tasks.run(job, done, self._failed)

    def _end(self, key: str) -> None:
        self.working = False
        self._said = self._desk.words(key)
        self.accept()

    def _failed(self, problem: Exception) -> None:
        self.working = False
        self.progress.hide()
        self._area.setEnabled(True)
        self._buttons.setEnabled(True)
        if not isinstance(problem, UserError):
            raise problem
        self._refuse(problem, next(iter(self.fields.values()), self.act))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as what it says, and no higher than the screen: then it scrolls."""
        inside = self.width() - 2 * style.px(MARGIN)
        most = self.screen().availableGeometry().height() - style.px(AROUND)
        self.problem.setFixedHeight(max(0, self.problem.heightForWidth(inside)))
        for below in (self.problem, self.progress):
            if not below.isHidden():
                most -= below.sizeHint().height() + style.px(12)
        self._area.setFixedHeight(max(style.px(LEAST), min(self._inner.totalHeightForWidth(inside), most)))
        self.adjustSize()

    def _refuse(self, problem: UserError, where: QWidget) -> None:
        text = self._desk.words.error(problem)
        self.problem.say(text)
        where.setFocus()
        self._fit()

    def reject(self) -> None:
        if not self.working:  # what is under way is called off by its own button, or brought to its end
            super().reject()
