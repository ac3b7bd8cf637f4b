"""Verifica: is this signed file still what was signed? Any PDF or ``.p7m``, from anywhere; nothing is changed or sent.

The report can be kept as PDF. A signature kept apart from its document asks for the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.store.signed import export
from app.ui import style
from app.ui.pages.base import Page
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import Card, accent_button, label, plain_button, scrolled
from app.ui.widgets.busy import Busy
from app.ui.widgets.flow import Flow
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.reopened_card import ReopenedCard
from app.ui.widgets.verification import VerificationCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.desk.desk import Desk
    from app.desk.journal import PaperJournal
    from reports.signing.findings import Verification


class VerifyPage(Page):
    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tasks = tasks
        self._task: Task | None = None
        self._found: tuple[str, Verification, PaperJournal | None] | None = None
        self._path: Path | None = None
        self.setAcceptDrops(True)
        self.box.setContentsMargins(0, 0, 0, 0)
        area, body = scrolled((style.px(32), style.px(24), style.px(32), style.px(24)), 16)
        self.box.addWidget(area)
        self._title, self._lead = label("", "title"), label("", "lead")
        card = Card()
        self.choose = accent_button("", "document")
        self.choose.clicked.connect(self.ask_file)
        self._hint, self._trust = label("", "muted"), label("", "small")
        self.busy = Busy()
        self.busy.cancelled.connect(self._cancel)
        self.problem = ProblemLine()
        card.box.addWidget(self._hint)
        self.save, self.document = plain_button("", "document"), plain_button("", "folder")
        self.save.clicked.connect(self.save_report)
        self.document.clicked.connect(self.ask_document)
        buttons = Flow(spacing=12)
        for button in (self.choose, self.document, self.save):
            buttons.addWidget(button)
        card.box.addLayout(buttons)
        card.box.addWidget(self.busy)
        card.box.addWidget(self._trust)
        card.box.addWidget(self.problem)
        self.result = VerificationCard()
        self.reopened = ReopenedCard(desk, tasks)
        self.reopened.imported.connect(self._imported)
        for widget in (self._title, self._lead, card, self.result, self.reopened):
            body.addWidget(widget)
        body.addStretch(1)
        self._offer()
        self.retranslate()

    def title(self) -> str:
        return self.desk.words("verify_page.title")

    def half_done(self) -> dict[str, Any]:
        return {"path": self._path, "found": self._found}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """What was found about a file; if it was still being looked at, it is looked at anew."""
        path, found = kept["path"], kept["found"]
        if found is not None:
            self._path = path
            self._done(path, *found[1:])
        elif path is not None:
            self.verify(path)

    def refresh(self) -> None:
        self._tasks.run(lambda: len(self.desk.trusted_files()), self._show_trust, self._failed)

    def _show_trust(self, count: int) -> None:
        words, folder = self.desk.words, self.desk.trust_folder
        said = words.count("verification.trust_hint", count, folder=folder) if count else ""
        self._trust.setText(said or words("verification.trust_hint.none", folder=folder))

    def retranslate(self) -> None:
        words = self.desk.words
        self._title.setText(words("verify_page.title"))
        self._lead.setText(words("verify_page.lead"))
        self._hint.setText(words("verify_page.hint"))
        self.choose.set_text(words("verify_page.choose"))
        self.reopened.retranslate()
        self.save.set_text(words("verification.save"))
        self.document.set_text(words("verification.detached_choose"))
        if self._found is not None:
            self.result.show_verification(words, *self._found)
        self.refresh()

    def ask_file(self) -> None:
        words = self.desk.words
        files = f"{words('verification.files')};;{words('verification.all_files')}"
        name, _ = QFileDialog.getOpenFileName(self, words("verify_page.choose"), "", files)
        if name:
            self.verify(Path(name))

    def ask_document(self) -> None:
        """What a signature kept apart was made over."""
        name, _ = QFileDialog.getOpenFileName(self, self.desk.words("verification.detached_choose"))
        if name and self._path is not None:
            self.verify(self._path, Path(name))

    def verify(self, path: Path, document: Path | None = None) -> None:
        self._cancel()
        self.problem.hide()
        self.result.hide()
        self.reopened.withdraw()
        self._found, self._path = None, path
        self._offer()
        words = self.desk.words
        self.busy.show_work(words("verify_page.working"), words("common.cancel"))
        self._task = self._tasks.run(
            lambda: self.desk.verify_paper(path, document), lambda found: self._done(path, *found), self._failed
        )

    def save_report(self) -> None:
        if self._found is None:
            return
        words, found = self.desk.words, self._found
        suggested = words("verification.file_name", name=Path(found[0]).stem)
        title = words("verification.save")
        chosen, _ = QFileDialog.getSaveFileName(self, title, suggested, words("common.pdf_files"))
        if not chosen:
            return
        target = Path(chosen)
        self.busy.show_work(words("verification.saving"))

        def saved(_nothing: object) -> None:
            self.busy.hide()
            self.told.emit(words("verification.saved", name=target.name), False)

        self._task = self._tasks.run(lambda: export(target, self.desk.verification_pdf(*found)), saved, self._failed)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.busy.hide()

    def _done(self, path: Path, found: Verification, journal: PaperJournal | None) -> None:
        self.busy.hide()
        self._found = (path.name, found, journal)
        self.result.show_verification(self.desk.words, path.name, found, journal)
        self.reopened.offer(path)
        self._offer()

    def _imported(self) -> None:
        self.told.emit(self.desk.words("reopen.imported"), False)
        self.go.emit("practice", {})

    def _offer(self) -> None:
        """What can be done with a result: keep it, or give the document that is missing."""
        self.save.setVisible(self._found is not None)
        self.document.setVisible(self._found is not None and "detached" in self._found[1].problems)

    def _failed(self, problem: Exception) -> None:
        self.busy.hide()
        self.problem.tell(problem, self.desk.words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.verify(Path(event.mimeData().urls()[0].toLocalFile()))
