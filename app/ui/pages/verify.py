"""Verifica: is this signed PDF still what was signed? Any PDF, from anywhere; nothing is changed, nothing is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.domain.errors import UserError
from app.ui import style
from app.ui.pages.base import Page
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import Card, accent_button, label, row, scrolled
from app.ui.widgets.busy import Busy
from app.ui.widgets.reopened_card import ReopenedCard
from app.ui.widgets.verification import VerificationCard

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.desk.journal import PaperJournal
    from reports.signing.verify import Verification


class VerifyPage(Page):
    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._task: Task | None = None
        self._found: tuple[str, Verification, PaperJournal | None] | None = None
        self.setAcceptDrops(True)
        self.box.setContentsMargins(0, 0, 0, 0)
        area, body = scrolled((style.px(32), style.px(24), style.px(32), style.px(24)), 16)
        self.box.addWidget(area)
        self._title, self._lead = label("", "title"), label("", "lead")
        card = Card()
        self.choose = accent_button("", "document")
        self.choose.clicked.connect(self.ask_file)
        self._hint = label("", "muted")
        self.busy = Busy()
        self.busy.cancelled.connect(self._cancel)
        self.problem = label("", "error")
        self.problem.hide()
        card.box.addWidget(self._hint)
        card.box.addLayout(row(self.choose, self.busy, None, spacing=16))
        card.box.addWidget(self.problem)
        self.result = VerificationCard()
        self.reopened = ReopenedCard(desk, tasks)
        self.reopened.imported.connect(self._imported)
        for widget in (self._title, self._lead, card, self.result, self.reopened):
            body.addWidget(widget)
        body.addStretch(1)
        self.retranslate()

    def title(self) -> str:
        return self.desk.words("verify_page.title")

    def retranslate(self) -> None:
        words = self.desk.words
        self._title.setText(words("verify_page.title"))
        self._lead.setText(words("verify_page.lead"))
        self._hint.setText(words("verify_page.hint"))
        self.choose.set_text(words("verify_page.choose"))
        self.reopened.retranslate()
        if self._found is not None:
            self.result.show_verification(words, *self._found)

    def ask_file(self) -> None:
        words = self.desk.words
        name, _ = QFileDialog.getOpenFileName(self, words("verify_page.choose"), "", words("common.pdf_files"))
        if name:
            self.verify(Path(name))

    def verify(self, path: Path) -> None:
        self._cancel()
        self.problem.hide()
        self.result.hide()
        self.reopened.withdraw()
        self._found = None
        words = self.desk.words
        self.busy.show_work(words("verify_page.working"), words("common.cancel"))
        self._task = self._tasks.run(
            lambda: self.desk.verify_paper(path), lambda found: self._done(path, *found), self._failed
        )

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.busy.hide()

    def _done(self, path: Path, found: Verification, journal: PaperJournal | None) -> None:
        self.busy.hide()
        self._found = (path.name, found, journal)
        self.result.show_verification(self.desk.words, path.name, found, journal)
        self.reopened.offer(path)

    def _imported(self) -> None:
        self.told.emit(self.desk.words("reopen.imported"), False)
        self.go.emit("practice", {})

    def _failed(self, problem: Exception) -> None:
        self.busy.hide()
        if not isinstance(problem, UserError):
            raise problem
        self.problem.setText(self.desk.words.error(problem))
        self.problem.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.verify(Path(event.mimeData().urls()[0].toLocalFile()))
