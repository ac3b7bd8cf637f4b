"""A practice as a working copy: which format, of which edition, which tools; then where. Says that it is one.

The file is made beside the window; called off, nothing more is heard of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QDialog, QFileDialog, QVBoxLayout, QWidget

from app.desk.exporting import FORMATS
from app.domain.circular import Choice
from app.store.signed import export
from app.ui import style
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import accent_button, label, plain_button, row, scrolled
from app.ui.widgets.busy import Busy
from app.ui.widgets.choice_card import ChoiceCard
from app.ui.widgets.dialogs import fit
from app.ui.widgets.paper_choice import PaperChoice
from app.ui.widgets.problem_line import ProblemLine

if TYPE_CHECKING:
    from app.desk.desk import Desk

UNNUMBERED = 99
"""A card of a choice shows its number up to nine: these have none."""


class ExportDialog(QDialog):
    """``written``: the name of the file that was made."""

    def __init__(self, parent: QWidget, desk: Desk, tasks: Tasks) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._task: Task | None = None
        self.written = ""
        words = desk.words
        self.setWindowTitle(words("export.title"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.px(24),) * 4)
        outer.setSpacing(style.px(10))
        outer.addWidget(label(words("export.title"), "h2"))
        outer.addWidget(label(words("export.lead"), "muted"))
        area, body = scrolled((0, 0, style.px(8), 0), 10)
        outer.addWidget(area, 1)
        self.formats = QButtonGroup(self)
        cards = QVBoxLayout()
        cards.setSpacing(style.px(6))
        for place, format in enumerate(FORMATS):
            choice = Choice(format, words(f"export.format.{format}"), words(f"export.about.{format}"))
            card = ChoiceCard(choice, UNNUMBERED)
            self.formats.addButton(card, place)
            cards.addWidget(card)
        self.formats.button(0).setChecked(True)
        body.addLayout(cards)
        self.choice = PaperChoice()
        self.choice.speak(words)
        self.choice.show_tools(desk.practice.tools)
        body.addWidget(self.choice)
        body.addStretch(1)
        self.busy = Busy()
        self.busy.cancelled.connect(self._call_off)
        self.problem = ProblemLine()
        outer.addWidget(self.busy)
        outer.addWidget(self.problem)
        self.save, cancel = accent_button(words("export.save"), "document"), plain_button(words("common.cancel"))
        self.save.setDefault(True)
        cancel.setAutoDefault(False)
        self.save.clicked.connect(self.ask_file)
        cancel.clicked.connect(self.reject)
        outer.addLayout(row(cancel, None, self.save))
        fit(self, parent, 620, 620)
        self.formats.button(0).setFocus()

    @property
    def format(self) -> str:
        return FORMATS[self.formats.checkedId()]

    def ask_file(self) -> None:
        words = self._desk.words
        if missing := self.choice.missing():
            self.problem.say(words(missing))
            return
        kinds = words(f"export.files.{self.format}")
        name, _ = QFileDialog.getSaveFileName(self, words("export.save"), self._desk.export_name(self.format), kinds)
        if name:
            to = Path(name)
            self.write(to if to.suffix else to.with_suffix(f".{self.format}"))

    def write(self, to: Path) -> None:
        """Made beside the window, to that file."""
        desk, format = self._desk, self.format
        edition, tools = self.choice.chosen_edition(), self.choice.chosen_tools()
        self.problem.hide()
        self.save.setEnabled(False)
        self.busy.show_work(desk.words("export.working"), desk.words("common.cancel"))

        def done(_nothing: object) -> None:
            self.written = to.name
            self.accept()

        def job() -> None:
            data = desk.exported(format, edition, tools)
            if not task.cancelled:
                export(to, data)

        task = self._task = self._tasks.run(desk.of_this(job, reads=True), done, self._failed)

    def _failed(self, problem: Exception) -> None:
        self._rest()
        self.problem.tell(problem, self._desk.words)

    def _call_off(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._rest()

    def _rest(self) -> None:
        self.busy.hide()
        self.save.setEnabled(True)

    def reject(self) -> None:
        self._call_off()
        super().reject()
