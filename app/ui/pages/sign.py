"""Firma: read the paper, be warned of what it says, sign it or hand it to another signer, see at once that it verifies.

A passphrase or PIN goes from its field into one call and is wiped from the field; it is kept nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.store.signed import content, export
from app.ui import style
from app.ui.pages.base import Page
from app.ui.pages.sign_acts import OutActs
from app.ui.pages.sign_form import OWN, WAYS, SignForm
from app.ui.pages.sign_paper import PaperPane
from app.ui.pages.sign_warning import Warning, ask, said
from app.ui.tasks import Tasks
from app.ui.widgets.basics import accent_button, label, plain_button, row, scrolled
from app.ui.widgets.header import Header
from app.ui.widgets.verification import VerificationCard

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.desk.signing import SignedFile


TWO_COLUMNS = 780
"""With less room than this (at 100 % text) the paper goes above what is filled in."""
LOW = 520
"""Lower than this, one above the other, there is room for what is filled in only."""
TIGHT = 400
"""Lower than this the warning scrolls with what is filled in."""
UNRECORDED = ("seal_not_recorded", "revision_not_recorded")
PAPERS = ("checklist", "summary")
"""What of the draft may be in sight. What is signed is always the checklist."""
WAY = "sign_way"
"""The setting that holds how the user signed last."""


class SignPage(Page):
    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tasks = tasks
        self._signed: SignedFile | None = None
        self._signing = False
        self._heading = "sign_page.done"
        self._unrecorded = False
        """A revision was made and is not saved yet."""
        self.header = Header(desk)
        self.header.go.connect(self.go)
        self._title, self._sub = label("", "title", wrap=False), label("", "muted")
        head = row(self._title, self._sub, spacing=14)
        head.setStretch(1, 1)
        self.box.addWidget(self.header)
        self.box.addLayout(head)
        area, self._side = scrolled((0, 0, style.px(10), 0), 12)
        self._build_side()
        self.paper = PaperPane(self.desk, tasks, self.form.choice)
        self.paper.told.connect(self.told)
        self.paper.failed.connect(self._fail)
        self.paper.drawn.connect(self.refresh)
        self.form.print.clicked.connect(self.paper.print_paper)
        self.preview, self.busy = self.paper.preview, self.paper.busy
        self.preview.hide()  # until it is known whether there is room: with large text it would stretch the window
        self.draft = plain_button("", "document")
        self.draft.clicked.connect(self.save_draft)
        self.sign = accent_button("", "pen")
        self.sign.clicked.connect(self.press)
        self._right = right = QVBoxLayout()
        right.setSpacing(style.px(12))
        right.addWidget(self.warning)
        right.addWidget(area, 1)
        self.copy = plain_button("")
        self.copy.clicked.connect(self.save_copy)
        self.open_file = accent_button("", "document")
        self.open_file.clicked.connect(self._open_file)
        right.addLayout(row(self.draft, self.copy, None, self.sign, self.open_file))
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(style.px(20))
        self._columns.addWidget(self.paper, 3)
        self._columns.addLayout(right, 2)
        self.box.addLayout(self._columns, 1)
        self._speak()

    def _build_side(self) -> None:
        self.warning = Warning()
        self.result = VerificationCard()
        self.form = SignForm(self.desk, self._tasks)
        self.form.asked.connect(self.ask_and_sign)
        self.form.chosen.connect(self.refresh)
        self.acts = OutActs(self)
        self.form.out.asked.connect(self.acts.do)
        for widget in (self.result, self.form):
            self._side.addWidget(widget)
        self._side.addStretch(1)

    # ---- showing -------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("sign_page.title")

    def show_at(self, where: dict) -> None:
        self._signed, self._unrecorded = None, False
        self.form.begin(self.desk.practice.prepared_by, self.desk.practice.tools)
        self.paper.begin()
        last = self.desk.setting(WAY, WAYS[0])
        self.form.choose(last if last in WAYS else WAYS[0])
        self.refresh()

    @property
    def working(self) -> bool:
        return self._signing

    def loose(self) -> dict[str, QWidget]:
        return {"what": self.paper.what, **self.form.loose()}

    def half_done(self) -> dict[str, Any]:
        """Secrets too, for the moment that it takes to make the page anew."""
        signed = (self._signed, self._heading) if self._signed is not None else None
        return {"what": self.paper.what.currentIndex(), "form": self.form.half_done(), "signed": signed}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        self.form.take_up(kept["form"])
        self.paper.what.setCurrentIndex(kept["what"])
        if kept["signed"] is not None:
            self.show_signed(*kept["signed"])

    def take_focus(self) -> None:
        self.form.take_focus()

    def retranslate(self) -> None:
        self._speak()
        if self._signed is not None:
            self._show_result()
        self.refresh()

    def _speak(self) -> None:
        words = self.desk.words
        self.paper.speak()
        self._title.setText(words("sign_page.title"))
        self.draft.set_text(words("sign_page.save_draft"))
        self.open_file.set_text(words("practice.open_file"))
        self.copy.set_text(words("sign_page.save_copy"))
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
        self.warning.show_text("" if self._signed is not None else self.warning_text())
        self.form.choice.show_tools(desk.practice.tools)
        ledger = desk.dossier.ledger
        back = any(one.state != "withdrawn" for one in ledger.latest_revisions)
        self.form.show_state(words, not desk.has_identity(), desk.open_to_more(), ledger.handed_off, back)
        self._name_act()
        signed = self._signed is not None
        for shown in (self.result, self.copy, self.open_file):
            shown.setVisible(signed)
        if self.desk.protection.seen_on:  # on the disk it is sealed: no other program could show it
            self.open_file.hide()
        for hidden in (self.form, self.draft, self.sign):
            hidden.setVisible(not signed)
        self.sign.setEnabled(not self._signing and not desk.read_only)
        self.form.out.setEnabled(self.sign.isEnabled())
        if not signed and not self._signing:
            self.paper.show_draft()
        self._arrange()  # buttons and what is under way say something else now

    def _name_act(self) -> None:
        """What the page's main button does, in words."""
        key, mark = {"handing": ("hand_off", "document"), "hand": ("hand_off", "document")}.get(
            self.form.way, ("sign", "pen")
        )
        if self.form.way not in OWN and self.form.out.about is not None:
            key = "bring_back" if self.form.way == "handing" else "attach_scan"
        self.sign.set_icon(mark)
        self.sign.set_text(self.desk.words(f"sign_page.{key}"))

    def warning_text(self) -> str:
        """What the signer should know before putting a name under it; empty if there is nothing."""
        return said(self.desk.words, self.desk.determinations)

    def _fail(self, problem: Exception) -> None:
        """The world's error in words, beside what was filled in."""
        if not isinstance(problem, UserError):
            raise problem
        self.form.say(self.desk.words.error(problem))

    # ---- acts ----------------------------------------------------------------------------------------------------

    def press(self) -> None:
        """The page's main act, whatever it is for the way chosen."""
        if self.form.way in OWN:
            self.ask_and_sign()
        elif self.form.out.about is None:
            self.acts.hand_off()
        elif self.form.way == "handing":
            self.acts.bring_back()
        else:
            self.acts.attach_scan()

    def ask_and_sign(self) -> None:
        """Checks what was typed, warns of what the page says, then signs on the paper worker."""
        if self._signing or self.desk.read_only or self.form.way not in OWN:
            return
        missing = self.form.missing()
        self.form.say(self.desk.words(missing) if missing else "")
        if missing or (self.warning_text() and not self.sure()):
            return
        try:
            wish = replace(self.form.wish(), seen=self.desk.in_sight)
        except UserError as problem:
            self._fail(problem)
            return
        name, way = self.form.new_name(), self.form.panels[self.form.way].way()
        self.form.wipe()

        def job() -> SignedFile:
            if name:
                self.desk.make_identity(name, getattr(way, "passphrase", ""))
            return self.desk.sign_with(way, wish)

        self.work(self.desk.words("sign_page.signing"), job, self._sign_done)

    def work(self, told: str, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """``job`` on the paper worker; nowhere else is gone to meanwhile. What fails is said beside the form."""

        def finished(result: Any) -> None:
            self._signing = False
            self.busy.hide()
            self.desk.keep_setting(WAY, self.form.way)
            done(result)

        self._tasks.run(job, finished, self._work_failed)
        self._signing = True  # only now: whatever goes wrong in showing it, its end will be heard of
        self.form.say("")
        self.refresh()
        self.busy.show_work(told)

    def _work_failed(self, problem: Exception) -> None:
        self._signing = False
        self.busy.hide()
        self.refresh()
        self.form.take_focus()
        self._unrecorded = isinstance(problem, UserError) and problem.key in UNRECORDED
        self._fail(problem)

    def _sign_done(self, signed: SignedFile) -> None:
        self.show_signed(signed, "sign_page.done")

    def show_signed(self, signed: SignedFile, heading: str) -> None:
        """That file is signed and filed: what a verification says of it, and the paper itself."""
        self._signed, self._heading = signed, heading
        self._show_result()
        name, practice = signed.path.stem, self.desk.practice.id

        def read(pdf: bytes) -> None:
            if self.desk.is_open(practice):
                self.paper.show_signed(pdf, name)

        self._tasks.run(lambda: content(signed.path), read, self._fail)
        self.refresh()
        (self.copy if self.desk.protection.seen_on else self.open_file).setFocus()

    def sure(self) -> bool:
        """Whether it is to be signed all the same, now that it was said what it says."""
        return ask(self, self.desk.words, self.warning_text())

    def _show_result(self) -> None:
        assert self._signed is not None
        words = self.desk.words
        heading = words(self._heading, file=self._signed.path.name)
        self.result.show_verification(words, heading, self._signed.verification)

    def _open_file(self) -> None:
        assert self._signed is not None
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._signed.path)))

    def save_copy(self) -> None:
        assert self._signed is not None
        if target := self.ask_path(self._signed.path.name):
            export(target, content(self._signed.path))
            self.told.emit(self.desk.words("sign_page.copied", file=target.name), False)

    def save_draft(self) -> None:
        """The draft, watermarked, wherever the user wants it."""
        if target := self.ask_path(self.paper.draft_name()):
            self.paper.save_draft(target)

    def ask_path(self, name: str) -> Path | None:
        words = self.desk.words
        chosen, _ = QFileDialog.getSaveFileName(self, words("sign_page.save_copy"), name, words("common.pdf_files"))
        return Path(chosen) if chosen else None

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _place_warning(self, box: QVBoxLayout) -> None:
        """Above what scrolls, where whoever writes the passphrase has it in sight; where that would leave the form a
        line's room, at its head."""
        if box.indexOf(self.warning) < 0:
            box.insertWidget(0, self.warning)

    def _arrange(self) -> None:
        """Two columns where both have the room that their longest line takes; the paper where it can be read."""
        edges = self.box.contentsMargins()
        room = self.width() - edges.left() - edges.right() - self._columns.spacing()
        paper = max(part.minimumSizeHint().width() for part in (self.preview, self.busy))
        both = paper + self._right.minimumSize().width()
        wide = self.width() / style.scale() >= TWO_COLUMNS and both <= room
        low = self.height() / style.scale() < LOW
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.preview.setVisible(wide or not low)
        self._columns.setStretch(0, 0 if self.preview.isHidden() else 3)
        self._place_warning(self._side if self.height() / style.scale() < TIGHT else self._right)
        self.form.print.setVisible(self.preview.isHidden())
        for part in (self._title, self._sub):
            part.setHidden(low)  # the line above says it too, and the warning needs the room
