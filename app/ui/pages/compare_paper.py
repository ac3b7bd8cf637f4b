"""The comparison on paper: printed or saved from the page that shows it, in the language of papers.

It composes nothing itself; the paper is made beside the window.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.ui import style
from app.ui.paper_work import PaperWork
from app.ui.widgets.basics import plain_button
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.ui.tasks import Tasks


class ComparePaper(QWidget):
    """Shown where there is a comparison. ``told``: a passing notice (see ``Page``)."""

    told = Signal(str, bool)

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk = desk
        self._pair = (0, 0)
        self.print, self.save = plain_button("", "document"), plain_button("")
        self.print.clicked.connect(self.print_it)
        self.save.clicked.connect(self.ask_place)
        self.work = PaperWork(self, lambda: desk.words, tasks)
        self.work.told.connect(self.told)
        acts, box = Flow(spacing=8), QVBoxLayout(self)
        acts.addWidget(self.print)
        acts.addWidget(self.save)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(8))
        box.addLayout(acts)
        box.addWidget(self.work.busy)
        box.addWidget(self.work.problem)
        self.hide()

    def show_pair(self, one: int, other: int) -> None:
        """The numbers of the two that are compared, as the desk takes them."""
        self._pair = (one, other)
        words = self._desk.words
        self.print.set_text(words("printing.open"))
        self.save.set_text(words("printing.save"))
        self.work.problem.hide()
        self.show()

    def print_it(self) -> None:
        name = self._name()
        self._make(lambda pdf: self.work.printing.offer(pdf, name))

    def ask_place(self) -> None:
        words = self._desk.words
        chosen, _ = QFileDialog.getSaveFileName(
            self, words("printing.save"), f"{self._name()}.pdf", words("common.pdf_files")
        )
        if chosen:
            self.save_at(Path(chosen))

    def save_at(self, to: Path) -> None:
        self._make(lambda pdf: self.work.printing.save(pdf, to))

    def _name(self) -> str:
        return self._desk.words("compare.file", number=self._desk.practice.number).strip(" -")

    def _make(self, then: Callable[[bytes], None]) -> None:
        desk, pair = self._desk, self._pair
        job = desk.of_this(lambda: desk.comparison_of_revisions(*pair), reads=True)
        self.work.run("printing.making", job, then)
