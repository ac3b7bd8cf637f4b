"""The acts about a paper that another signs: out, back, scanned, withdrawn. Asks, then has the desk do it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

if TYPE_CHECKING:
    from app.desk.examining import Returned
    from app.desk.signing import SignedFile
    from app.domain.ledger import Revision
    from app.ui.pages.sign import SignPage


class OutActs:
    def __init__(self, page: SignPage) -> None:
        self._page, self._desk = page, page.desk

    def do(self, name: str) -> None:
        {"again": self.again, "withdraw": self.withdraw, "back": self.bring_back}[name]()

    # ---- out -----------------------------------------------------------------------------------------------------

    def hand_off(self) -> None:
        """A new revision frozen, or the one that is to be signed once more, where the user wants it."""
        page, form = self._page, self._page.form
        if page.warning_text() and not page.sure():
            return
        more = form.more()
        if more is None and (missing := form.choice.missing()):
            form.say(self._desk.words(missing))
            return
        to = page.ask_path(self._name(more))
        if to is None:
            return
        edition, tools = form.chosen_edition(), form.choice.chosen_tools()
        open_it = form.way == "handing" and form.out.open_it.isChecked()
        number, seen = more.number if more is not None else 0, self._desk.in_sight

        def job() -> Revision:
            return self._desk.hand_off_again(to, number) if number else self._desk.hand_off(to, edition, tools, seen)

        self._page.work(self._desk.words("sign_page.preparing"), job, lambda made: self._gone_out(made, to, open_it))

    def _name(self, more: Revision | None) -> str:
        if more is not None:
            return more.signatures[-1].file_name
        return self._desk.next_file_name()

    def _gone_out(self, revision: Revision, to: Path, open_it: bool) -> None:
        self._page.refresh()
        said = self._desk.words("sign_page.handed_off", n=revision.number, file=to.name)
        self._page.told.emit(said, False)
        if open_it:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(to)))

    def again(self) -> None:
        out = self._desk.handed_off
        to = self._page.ask_path(out.file_name) if out is not None else None
        if out is None or to is None:
            return
        told = self._desk.words("sign_page.preparing")
        self._page.work(
            told,
            self._desk.of_this(lambda: self._desk.hand_off_again(to, out.number)),
            lambda made: self._gone_out(made, to, False),
        )

    def withdraw(self) -> None:
        words, out = self._desk.words, self._desk.handed_off
        if out is None:
            return
        box = self._asking(words("sign_page.withdraw_ask", n=out.number), words("sign_page.withdraw_text"))
        yes = box.addButton(words("sign_page.withdraw"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(words("common.cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is yes:

            def done(revision: Revision) -> None:
                self._page.refresh()
                self._page.told.emit(words("sign_page.withdrawn", n=revision.number), False)

            self._page.work(words("sign_page.preparing"), self._desk.of_this(self._desk.withdraw), done)

    # ---- back ----------------------------------------------------------------------------------------------------

    def bring_back(self) -> None:
        words = self._desk.words
        file = self._ask_file(words("sign_page.bring_back"), words("sign_page.signed_files"))
        if file is not None:
            self.take_back(file)

    def take_back(self, file: Path) -> None:
        """Looked at first; one that its signer wrote anew waits for the user's word."""
        told = self._desk.words("sign_page.examining")
        self._page.work(told, self._desk.of_this(lambda: self._desk.examine(file)), self._examined)

    def _examined(self, found: Returned) -> None:
        if found.rewritten and not self._take_rewritten(found):
            self._page.refresh()
            return
        told = self._desk.words("sign_page.examining")
        file_it = self._desk.of_this(lambda: self._desk.file_returned(found, found.rewritten))
        self._page.work(told, file_it, self._filed)

    def _filed(self, signed: SignedFile) -> None:
        self._page.show_signed(signed, "sign_page.filed")

    def _take_rewritten(self, found: Returned) -> bool:
        words = self._desk.words
        how = words("sign_page.rewritten_same" if found.likeness.same else "sign_page.rewritten_no_data")
        text = f"{words('sign_page.rewritten_text')}\n\n{how}"
        box = self._asking(words("sign_page.rewritten_title"), text)
        yes = box.addButton(words("sign_page.rewritten_take"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(words("common.cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is yes

    def attach_scan(self) -> None:
        words, form = self._desk.words, self._page.form
        if not form.out.signer.text().strip():
            form.say(words("error.scan_signer_missing"))
            form.out.signer.setFocus()
            return
        file = self._ask_file(words("sign_page.attach_scan"), words("sign_page.scan_files"))
        if file is not None:
            self.take_scan(file)

    def take_scan(self, file: Path) -> None:
        signer, box = self._page.form.out.signer.text(), self._page.form.chosen_field()

        def done(revision: Revision) -> None:
            self._page.form.out.signer.clear()
            self._page.refresh()
            said = self._desk.words("sign_page.scan_filed", file=revision.signatures[-1].file_name)
            self._page.told.emit(said, False)

        told = self._desk.words("sign_page.examining")
        self._page.work(told, self._desk.of_this(lambda: self._desk.attach_scan(file, signer, box)), done)

    # ---- asking --------------------------------------------------------------------------------------------------

    def _asking(self, question: str, text: str) -> QMessageBox:
        title = self._desk.words("sign_page.title")
        box = QMessageBox(QMessageBox.Icon.Warning, title, "", parent=self._page)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(text)
        return box

    def _ask_file(self, title: str, kinds: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._page, title, "", kinds)
        return Path(name) if name else None
