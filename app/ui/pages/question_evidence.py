"""The evidence of the question on the page: what is attached, and a way to attach more without leaving it.

A file is copied in beside the window; what can be done with it later stands on the practice page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from app.domain.determination import Question
from app.domain.evidence import About
from app.ui import style
from app.ui.pages.evidence import EvidenceForm
from app.ui.tasks import Tasks
from app.ui.widgets.basics import label, link_button
from app.ui.widgets.busy import Busy
from app.ui.widgets.problem_line import ProblemLine

if TYPE_CHECKING:
    from app.desk.desk import Desk


def about_of(question: Question) -> About:
    """Where evidence of an answer belongs; that of a presence belongs to its function."""
    if question.scope == "company":
        return About(fact=question.fact)
    fact = "" if question.scope == "presence" else question.fact
    return About(question.tool, question.function, fact)


class QuestionEvidence(QWidget):
    """``add`` is the button, for the page to place."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._about = About()
        self.add = link_button("", "clip")
        self.add.clicked.connect(self.ask_file)
        self.names = label("", "small")
        self.busy = Busy()
        self.problem = ProblemLine()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(2))
        for made in (self.names, self.busy, self.problem):
            box.addWidget(made)
            made.hide()

    def show_question(self, question: Question) -> None:
        about = about_of(question)
        if about != self._about:
            self.problem.hide()
        self._about = about
        words = self._desk.words
        names = [piece.evidence.name for piece in self._desk.evidence() if piece.evidence.about == about]
        self.names.setText(words.count("question_evidence.names", len(names), names=", ".join(names)) if names else "")
        self.names.setVisible(bool(names))
        self.add.set_text(words("question_evidence.add"))
        self.add.setEnabled(not self._desk.read_only and self.busy.isHidden())
        self.setVisible(bool(names) or not self.busy.isHidden() or not self.problem.isHidden())

    def ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window(), self._desk.words("evidence.add"))
        if not name:
            return
        form = EvidenceForm(self._desk, Path(name), self.window(), self._about)
        if form.exec() == QDialog.DialogCode.Accepted:
            if form.author is not None:
                self._desk.set_author(form.author.text())
            self.attach(Path(name), form.description.text(), form.date.iso())

    def attach(self, path: Path, description: str = "", date: str = "") -> None:
        about = self._about
        self.problem.hide()
        self.add.setEnabled(False)
        self.busy.show_work(self._desk.words("evidence.working"))
        self.show()
        job = self._desk.adding_evidence(path, about, description, date)
        self._tasks.run(job, lambda _id: self._done(), self._failed)

    def _done(self) -> None:
        self.busy.hide()
        self.add.setEnabled(not self._desk.read_only)
        self.add.setFocus()

    def _failed(self, problem: Exception) -> None:
        self._done()
        self.problem.tell(problem, self._desk.words)
