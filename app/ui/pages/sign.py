"""Firma: read the paper, be warned of what it says, seal it, see at once that the seal verifies.

The passphrase goes from its field into one call and is wiped from the field; it is kept nowhere else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QVBoxLayout,
)

from app.domain.errors import UserError
from app.domain.practice import Practice
from app.store.signed import content, export
from app.ui import style
from app.ui.pages.base import Page
from app.ui.pages.preview import Preview
from app.ui.pages.sign_form import SignForm
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import Card, IconMark, accent_button, label, plain_button, row, scrolled, set_role
from app.ui.widgets.busy import Busy
from app.ui.widgets.header import Header
from app.ui.widgets.verification import VerificationCard

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.desk.signing import SignedFile


TWO_COLUMNS = 780
"""With less room than this (at 100 % text) the paper goes above what is filled in."""
LOW = 520
"""Lower than this, one above the other, there is room for what is filled in only."""
MOST_NAMED = 3
"""Of more tools than these the warning says how many more."""


class SignPage(Page):
    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._preview_task: Task | None = None
        self._shown: tuple[Practice, str] | None = None
        self._signed: SignedFile | None = None
        self._signing = False
        self._unrecorded = False
        """A seal was made and its revision is not saved yet."""
        self.header = Header(desk)
        self.header.go.connect(self.go)
        self._title, self._sub = label("", "title", wrap=False), label("", "muted")
        head = row(self._title, self._sub, spacing=14)
        head.setStretch(1, 1)
        self.box.addWidget(self.header)
        self.box.addLayout(head)
        self.preview = Preview()
        self.busy = Busy()
        self.busy.cancelled.connect(self._cancel_preview)
        left = QVBoxLayout()
        left.setSpacing(style.px(8))
        left.addWidget(self.preview, 1)
        self._seal_hint = label("", "small")
        left.addWidget(self._seal_hint)
        left.addWidget(self.busy)
        area, self._side = scrolled((0, 0, style.px(10), 0), 12)
        self._build_side()
        self.draft = plain_button("", "document")
        self.draft.clicked.connect(self.save_draft)
        self.sign = accent_button("", "pen")
        self.sign.clicked.connect(self.ask_and_sign)
        right = QVBoxLayout()
        right.setSpacing(style.px(12))
        right.addWidget(self.warning)  # above what scrolls: whoever writes the passphrase has it in sight
        right.addWidget(area, 1)
        self.copy = plain_button("")
        self.copy.clicked.connect(self.save_copy)
        self.open_file = accent_button("", "document")
        self.open_file.clicked.connect(self._open_file)
        right.addLayout(row(self.draft, self.copy, None, self.sign, self.open_file))
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(style.px(20))
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        self.box.addLayout(self._columns, 1)
        self._speak()

    def _build_side(self) -> None:
        self.warning = Card("banner", margin=14)
        set_role(self.warning, "red", "look")
        self._warning_mark = IconMark("warning", "red")
        self._warning_text = label("", "body")
        line = QHBoxLayout()
        line.setSpacing(style.px(10))
        line.addWidget(self._warning_mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._warning_text, 1)
        self.warning.box.addLayout(line)
        self.result = VerificationCard()
        self.form = SignForm()
        self.form.asked.connect(self.ask_and_sign)
        for widget in (self.result, self.form):
            self._side.addWidget(widget)
        self._side.addStretch(1)

    # ---- showing -------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("sign_page.title")

    def show_at(self, where: dict) -> None:
        self._signed, self._unrecorded = None, False
        self.form.begin(self.desk.practice.prepared_by)
        self.refresh()

    def take_focus(self) -> None:
        self.form.take_focus()

    def retranslate(self) -> None:
        self._speak()
        self._shown = None
        if self._signed is not None:
            self._show_result()
        self.refresh()

    def _speak(self) -> None:
        words = self.desk.words
        self.preview.view.setAccessibleName(words("sign_page.preview"))
        self._title.setText(words("sign_page.title"))
        self.draft.set_text(words("sign_page.save_draft"))
        self.sign.set_text(words("sign_page.sign"))
        self.open_file.set_text(words("practice.open_file"))
        self.copy.set_text(words("sign_page.save_copy"))
        self._seal_hint.setText(words("sign_page.seal_unseen"))
        self.form.speak(words)

    def refresh(self) -> None:
        desk, words = self.desk, self.desk.words
        if desk.dossier is None:
            return
        if self._unrecorded and desk.save.state == "saved":
            self._unrecorded = False
            self.form.say("")
            self.told.emit(words("sign_page.recorded"), False)
        company = desk.practice.company.name or words("practice.new")
        here = words("sign_page.title")
        self.header.set_crumbs([(words("home.title"), "home", {}), (company, "practice", {}), (here, "sign", {})])
        self.header.refresh()
        parts = [company, words.count("home.tools", len(desk.practice.tools))]
        if self.preview.pages:
            parts.append(words.count("sign_page.pages", self.preview.pages))
        self._sub.setText(" · ".join(parts))
        self._warn()
        self.form.show_first_use(not desk.has_identity())
        signed = self._signed is not None
        for shown in (self.result, self.copy, self.open_file, self._seal_hint):
            shown.setVisible(signed)
        if self.desk.protection.on:  # on the disk it is sealed: no other program could show it
            self.open_file.hide()
        for hidden in (self.form, self.draft, self.sign):
            hidden.setVisible(not signed)
        self.sign.setEnabled(not self._signing and not desk.read_only)
        self._show_paper()

    def _warn(self) -> None:
        text = self._warning()
        self.warning.setVisible(bool(text) and self._signed is None)
        self._warning_text.setText(text)

    def _warning(self) -> str:
        """What the signer should know before putting a name under it; empty if there is nothing."""
        words, found = self.desk.words, self.desk.determinations
        stop = [tool.name or words("practice.tool.no_name") for tool in found if tool.standing == "stop"]
        open_ = [tool.name or words("practice.tool.no_name") for tool in found if tool.provisional]
        said = []
        if stop:
            said.append(words("sign_page.warn_stop", tools=self._listed(stop)))
        if open_:
            said.append(words("sign_page.warn_provisional", tools=self._listed(open_)))
        return "\n".join(said)

    def _listed(self, names: list[str]) -> str:
        """The first few: the warning stays in sight, and must leave room for what is filled in."""
        text = ", ".join(names[:MOST_NAMED])
        more = len(names) - MOST_NAMED
        return self.desk.words.count("sign_page.more_tools", more, tools=text) if more > 0 else text

    def _show_paper(self) -> None:
        """The draft as the practice stands, unless it is shown already; never while a signature is being made."""
        if self._signed is not None:
            return
        wanted = (self.desk.practice, self.desk.lang)
        if self._signing or (self._shown is not None and self._shown[0] is wanted[0] and self._shown[1] == wanted[1]):
            return
        self._shown = wanted
        words = self.desk.words
        self._cancel_preview()
        self.busy.show_work(words("sign_page.drawing"), words("common.cancel"))
        self._preview_task = self._tasks.run(self.desk.draft_pdf, self._paper_done, self._paper_failed)

    def _cancel_preview(self) -> None:
        if self._preview_task is not None:
            self._preview_task.cancel()
        self.busy.hide()

    def _paper_done(self, pdf: bytes) -> None:
        self.busy.hide()
        self.preview.show_pdf(pdf)
        self.refresh()

    def _paper_failed(self, problem: Exception) -> None:
        self.busy.hide()
        self._fail(problem)

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self.form.say(self.desk.words.error(problem))

    # ---- acts ----------------------------------------------------------------------------------------------------

    def ask_and_sign(self) -> None:
        """Checks what was typed, warns of what the page says, then signs on the paper worker."""
        if self._signing or self.desk.read_only:
            return
        missing = self.form.missing()
        self.form.say(self.desk.words(missing) if missing else "")
        if missing or (self._warning() and not self._sure()):
            return
        name, field = self.form.new_name(), self.form.chosen_field()
        passphrase = self.form.passphrase.text()
        self.form.wipe()
        self._signing = True
        self.refresh()
        self.busy.show_work(self.desk.words("sign_page.signing"))

        def job() -> SignedFile:
            if name:
                self.desk.make_identity(name, passphrase)
            return self.desk.sign(passphrase, field)

        self._tasks.run(job, self._sign_done, self._sign_failed)

    def _sure(self) -> bool:
        words = self.desk.words
        box = QMessageBox(QMessageBox.Icon.Warning, words("sign_page.title"), "", parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words("sign_page.sure"))
        box.setInformativeText(self._warning())
        yes = box.addButton(words("sign_page.sign_anyway"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(words("common.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.exec()
        return box.clickedButton() is yes

    def _sign_done(self, signed: SignedFile) -> None:
        self._signing = False
        self.busy.hide()
        self._signed = signed
        self._show_result()
        self._shown = (self.desk.practice, self.desk.lang)
        self.preview.show_pdf(content(signed.path))
        self.refresh()
        (self.copy if self.desk.protection.on else self.open_file).setFocus()

    def _sign_failed(self, problem: Exception) -> None:
        self._signing = False
        self.busy.hide()
        self.refresh()
        self.form.passphrase.setFocus()
        self._unrecorded = isinstance(problem, UserError) and problem.key == "seal_not_recorded"
        self._fail(problem)

    def _show_result(self) -> None:
        assert self._signed is not None
        words = self.desk.words
        heading = words("sign_page.done", file=self._signed.path.name)
        self.result.show_verification(words, heading, self._signed.verification)

    def _open_file(self) -> None:
        assert self._signed is not None
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._signed.path)))

    def save_copy(self) -> None:
        assert self._signed is not None
        if target := self._ask_path(self._signed.path.name):
            export(target, content(self._signed.path))
            self.told.emit(self.desk.words("sign_page.copied", file=target.name), False)

    def save_draft(self) -> None:
        """The draft, watermarked, wherever the user wants it."""
        words = self.desk.words
        if target := self._ask_path(words("sign_page.draft_name")):
            self._cancel_preview()
            self.busy.show_work(words("sign_page.drawing"), words("common.cancel"))

            def done(_nothing: object) -> None:
                self.busy.hide()
                self.told.emit(words("sign_page.copied", file=target.name), False)

            self._preview_task = self._tasks.run(
                lambda: export(target, self.desk.draft_pdf()), done, self._paper_failed
            )

    def _ask_path(self, name: str) -> Path | None:
        words = self.desk.words
        chosen, _ = QFileDialog.getSaveFileName(self, words("sign_page.save_copy"), name, words("common.pdf_files"))
        return Path(chosen) if chosen else None

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide = self.width() / style.scale() >= TWO_COLUMNS
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.preview.setVisible(wide or self.height() / style.scale() >= LOW)
