"""The drafts about one tool as lines with what can be done with them: copy the text, save the file, type answers back.

Shared by the outcome page and the page of forms. Making a file is done beside the window, never in it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.desk.drafting import WITH_LETTER
from app.ui import phrases, style
from app.ui.pages.declared import DeclaredForm
from app.ui.tasks import Tasks
from app.ui.widgets.basics import Button, label, line, link_button
from app.ui.widgets.busy import Busy
from app.ui.widgets.flow import Flow
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from reports.documents.draft import Draft


class DraftsCard(Section):
    """``told``: a passing notice (see ``Page``)."""

    told = Signal(str, bool)

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks, self._tool = desk, tasks, ""
        self.links: dict[tuple[str, str], Button] = {}
        """(``questionnaire`` or ``letter``, what it does) → its link."""
        self.busy, self.problem = Busy(), ProblemLine()
        self.box.addWidget(self.busy)
        self.box.addWidget(self.problem)

    def show_tool(self, tool_id: str, heading: str) -> None:
        """What there is to send about a tool; the card says so where there is nothing."""
        desk, words = self._desk, self._desk.words
        self._tool = tool_id
        tool = desk.practice.tool(tool_id)
        questions = len(desk.vendor_questions(tool_id))
        self.set_heading(heading)
        said = (words.lang, desk.read_only, tool_id, tool.name, tool.provider, questions)
        self.draw(said, lambda body: self._fill(body, questions, tool.provider, phrases.tool_text(tool, words)))

    def _fill(self, body: QVBoxLayout, questions: int, provider: str, tool: str) -> None:
        words = self._desk.words
        self.links.clear()
        what = words("forms.questionnaire")
        text = words.count("forms.questionnaire_n", questions) if questions else words("forms.questionnaire_none")
        body.addWidget(self._draft("questionnaire", what, text, tool, self._desk.questionnaire, bool(questions)))
        if provider in WITH_LETTER:
            what, text = words(f"forms.letter.{provider}"), words(f"forms.letter.{provider}_text")
            body.addWidget(line())
            body.addWidget(self._draft("letter", what, text, tool, self._desk.letter, True))

    def _draft(
        self, kind: str, what: str, text: str, tool: str, compose: Callable[[str], Draft], offered: bool
    ) -> QWidget:
        words = self._desk.words
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(1))
        box.addWidget(label(what, "strong"))
        box.addWidget(label(text, "muted"))
        flow = Flow(spacing=6)
        if offered:
            copy, save = link_button(words("forms.copy"), "document"), link_button(words("forms.save"))
            copy.setAccessibleName(words("forms.copy_about", what=what, tool=tool))
            save.setAccessibleName(words("forms.save_about", what=what, tool=tool))
            copy.clicked.connect(lambda _=False: self.copy(compose))
            save.clicked.connect(lambda _=False: self.ask_file(kind, compose))
            self.links[kind, "copy"], self.links[kind, "save"] = copy, save
            flow.addWidget(copy)
            flow.addWidget(save)
        if kind == "questionnaire":
            back = link_button(words("forms.read_back"), "pen")
            back.setAccessibleName(words("forms.read_back_about", tool=tool))
            back.setEnabled(not self._desk.read_only)
            back.clicked.connect(lambda _=False: self.read_back())
            self.links[kind, "read_back"] = back
            flow.addWidget(back)
        box.addLayout(flow)
        return made

    # ---- acts ----------------------------------------------------------------------------------------------------

    def copy(self, compose: Callable[[str], Draft]) -> None:
        QGuiApplication.clipboard().setText(self._desk.draft_text(compose(self._tool)))
        self.told.emit(self._desk.words("forms.copied"), False)

    def ask_file(self, kind: str, compose: Callable[[str], Draft]) -> None:
        words = self._desk.words
        name = self._desk.draft_name(kind, self._desk.practice.tool(self._tool))
        chosen, _ = QFileDialog.getSaveFileName(self, words("forms.save"), name, words("forms.docx_files"))
        if chosen:
            to = Path(chosen)
            self.save(compose, to if to.suffix else to.with_suffix(".docx"))

    def save(self, compose: Callable[[str], Draft], to: Path) -> None:
        draft = compose(self._tool)  # of what is on the screen now, whatever is answered meanwhile
        self.problem.hide()
        self.busy.show_work(self._desk.words("forms.working"))

        def done(_result: None) -> None:
            self.busy.hide()
            self.told.emit(self._desk.words("forms.saved", name=to.name), False)

        def failed(problem: Exception) -> None:
            self.busy.hide()
            self.problem.tell(problem, self._desk.words)

        self._tasks.run(lambda: self._desk.save_draft(draft, to), done, failed)

    def read_back(self) -> None:
        form = DeclaredForm(self._desk, self._tool, self.window())
        form.exec()
        if form.kept:
            self.told.emit(self._desk.words.count("declared.done", form.kept), True)
        link = self.links.get(("questionnaire", "read_back"))
        if link is not None:  # drawn anew it is shown at the next turn of the event loop
            QTimer.singleShot(0, link, link.setFocus)
