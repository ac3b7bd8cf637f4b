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
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.desk.paperwork import FIELDS
from app.domain.errors import UserError
from app.domain.practice import Practice
from app.store.signed import export
from app.ui import style
from app.ui.pages.base import WIDE, Page
from app.ui.pages.company import labelled
from app.ui.pages.preview import Preview
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import Card, IconMark, accent_button, label, plain_button, row, scrolled, set_role
from app.ui.widgets.busy import Busy
from app.ui.widgets.header import Header
from app.ui.widgets.verification import VerificationCard

if TYPE_CHECKING:
    from app.desk.desk import Desk, SignedFile

class SignPage(Page):
    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._preview_task: Task | None = None
        self._shown: tuple[Practice, str] | None = None
        self._signed: SignedFile | None = None
        self._signing = False
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
        left.addWidget(self.busy)
        area, self._side = scrolled((0, 0, style.px(10), 0), 12)
        self._build_side()
        self.draft = plain_button("", "document")
        self.draft.clicked.connect(self.save_draft)
        self.sign = accent_button("", "pen")
        self.sign.clicked.connect(self.ask_and_sign)
        right = QVBoxLayout()
        right.setSpacing(style.px(12))
        right.addWidget(area, 1)
        self.copy = plain_button("")
        self.copy.clicked.connect(self.save_copy)
        self.open_file = accent_button("", "document")
        self.open_file.clicked.connect(self._open_file)
        right.addLayout(row(self.draft, self.copy, None, self.sign, self.open_file))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
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
        self._with = label("", "h2")
        self._identity = Card("selected", margin=16, spacing=2)
        self._identity_name, self._identity_about = label("", "h3"), label("", "muted")
        self._identity.box.addWidget(self._identity_name)
        self._identity.box.addWidget(self._identity_about)
        self._who = label("", "h2")
        self.fields = QButtonGroup(self)
        radios = QVBoxLayout()
        radios.setSpacing(0)
        for place, _field in enumerate(FIELDS):
            radio = QRadioButton()
            self.fields.addButton(radio, place)
            radios.addWidget(radio)
        self.fields.button(0).setChecked(True)
        self._names = {name: label("", "small") for name in ("name", "passphrase", "repeat")}
        self.name, self.passphrase, self.repeat = QLineEdit(), QLineEdit(), QLineEdit()
        for field in (self.passphrase, self.repeat):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.returnPressed.connect(self.ask_and_sign)
        self._first = QWidget()
        first = QVBoxLayout(self._first)
        first.setContentsMargins(0, 0, 0, 0)
        self._first_text = label("", "muted")
        first.addWidget(self._first_text)
        first.addLayout(labelled(self._names["name"], self.name))
        self._again = QWidget()
        again = QVBoxLayout(self._again)
        again.setContentsMargins(0, 0, 0, 0)
        again.addLayout(labelled(self._names["repeat"], self.repeat))
        self.problem = label("", "error")
        self.problem.hide()
        self._after = label("", "small")
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(style.px(12))
        form.addWidget(self._who)
        form.addLayout(radios)
        for widget in (self._with, self._identity, self._first):
            form.addWidget(widget)
        form.addLayout(labelled(self._names["passphrase"], self.passphrase))
        for widget in (self._again, self.problem, self._after):
            form.addWidget(widget)
        for widget in (self.warning, self.result, self._form):
            self._side.addWidget(widget)
        self._side.addStretch(1)

    # ---- showing -------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("sign_page.title")

    def show_at(self, where: dict) -> None:
        self._signed = None
        self.problem.hide()
        if not self.name.text():
            self.name.setText(self.desk.practice.prepared_by)
        self.refresh()
        (self.name if not self.desk.has_identity() and not self.name.text() else self.passphrase).setFocus()

    def retranslate(self) -> None:
        self._speak()
        self._shown = None
        if self._signed is not None:
            self._show_result()
        self.refresh()

    def _speak(self) -> None:
        words = self.desk.words
        self._title.setText(words("sign_page.title"))
        self.draft.set_text(words("sign_page.save_draft"))
        self.sign.set_text(words("sign_page.sign"))
        self.open_file.set_text(words("practice.open_file"))
        self.copy.set_text(words("sign_page.save_copy"))
        self._with.setText(words("sign_page.with"))
        self._identity_name.setText(words("sign_page.identity"))
        self._identity_about.setText(words("seal.label"))
        self._who.setText(words("sign_page.who"))
        self._first_text.setText(words("sign_page.first_use"))
        self._after.setText(words("sign_page.after"))
        for name, text in self._names.items():
            text.setText(words(f"sign_page.{name}"))
        for place, field in enumerate(FIELDS):
            self.fields.button(place).setText(words(f"sign_page.field.{field}"))
        for name, field in (("name", self.name), ("passphrase", self.passphrase), ("repeat", self.repeat)):
            field.setAccessibleName(words(f"sign_page.{name}"))

    def refresh(self) -> None:
        desk, words = self.desk, self.desk.words
        if desk.dossier is None:
            return
        company = desk.practice.company.name or words("practice.new")
        here = words("sign_page.title")
        self.header.set_crumbs([(words("home.title"), "home", {}), (company, "practice", {}), (here, "sign", {})])
        self.header.refresh()
        parts = [company, words.count("home.tools", len(desk.practice.tools))]
        if self.preview.pages:
            parts.append(words.count("sign_page.pages", self.preview.pages))
        self._sub.setText(" · ".join(parts))
        self._warn()
        first = not desk.has_identity()
        self._first.setVisible(first)
        self._again.setVisible(first)
        signed = self._signed is not None
        for widget in (self.result, self.copy, self.open_file):
            widget.setVisible(signed)
        for widget in (self._form, self.draft, self.sign):
            widget.setVisible(not signed)
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
            said.append(words("sign_page.warn_stop", tools=", ".join(stop)))
        if open_:
            said.append(words("sign_page.warn_provisional", tools=", ".join(open_)))
        return "\n".join(said)

    def _show_paper(self) -> None:
        """The draft as the practice stands, unless it is shown already; never while a signature is being made."""
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
        self._say(self.desk.words.error(problem))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setAccessibleName(text)
        self.problem.show()

    # ---- acts ----------------------------------------------------------------------------------------------------

    def ask_and_sign(self) -> None:
        """Checks what was typed, warns of what the page says, then signs on the paper worker."""
        if self._signing or self.desk.read_only:
            return
        self.problem.hide()
        missing = self._missing()
        if missing:
            self._say(self.desk.words(missing))
            return
        if self._warning() and not self._sure():
            return
        name = "" if self.desk.has_identity() else self.name.text().strip()
        passphrase, field = self.passphrase.text(), FIELDS[self.fields.checkedId()]
        self.passphrase.clear()
        self.repeat.clear()
        self._signing = True
        self.refresh()
        self.busy.show_work(self.desk.words("sign_page.signing"))

        def job() -> SignedFile:
            if name:
                self.desk.make_identity(name, passphrase)
            return self.desk.sign(passphrase, field)

        self._tasks.run(job, self._sign_done, self._sign_failed)

    def _missing(self) -> str:
        """The key of what keeps us from signing, empty for nothing."""
        first = not self.desk.has_identity()
        if first and not self.name.text().strip():
            self.name.setFocus()
            return "sign_page.name_missing"
        if not self.passphrase.text():
            self.passphrase.setFocus()
            return "sign_page.passphrase_missing"
        if first and self.passphrase.text() != self.repeat.text():
            self.repeat.setFocus()
            return "sign_page.repeat_differs"
        return ""

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
        self.preview.show_pdf(signed.path.read_bytes())
        self.preview.show_last_page()
        self.refresh()
        self.open_file.setFocus()

    def _sign_failed(self, problem: Exception) -> None:
        self._signing = False
        self.busy.hide()
        self.refresh()
        self.passphrase.setFocus()
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
            export(target, self._signed.path.read_bytes())
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
        wide = self.width() / style.scale() > WIDE - 400
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
