"""The paper beside what the signer fills in: the draft as the practice stands, drawn beside the window; printed, saved.

It shows what the form chose and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.store.signed import export
from app.ui import style
from app.ui.pages.preview import Preview
from app.ui.printing import Printing
from app.ui.tasks import Task, Tasks
from app.ui.widgets.banner import Banner
from app.ui.widgets.basics import ComboBox, label, plain_button
from app.ui.widgets.busy import Busy
from app.ui.widgets.paper_choice import PaperChoice

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.desk.paperwork import Sheet

PAPERS = ("checklist", "summary")
"""What of the draft may be in sight. What is signed is always the checklist."""
MOST_TOLD = 3
"""Of what is not on the paper, by name: the rest is counted, since the paper itself needs the room."""


class PaperPane(QWidget):
    """``told``: a passing notice (see ``Page``); ``failed``: an exception; ``drawn``: another paper is in sight."""

    told = Signal(str, bool)
    failed = Signal(object)
    drawn = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, choice: PaperChoice) -> None:
        super().__init__()
        self._desk, self._tasks, self._choice = desk, tasks, choice
        self._task: Task | None = None
        self._shown: tuple[object, ...] | None = None
        self._signed = ""
        self.preview, self.busy = Preview(), Busy()
        self.busy.cancelled.connect(self.cancel)
        self.printing = Printing(self, lambda: desk.words, tasks, self.busy)
        self.printing.told.connect(self.told)
        self.printing.failed.connect(self.failed)
        self.what, self.print = ComboBox(), plain_button("")
        self.what.currentIndexChanged.connect(lambda _n: self.drawn.emit())
        self.print.clicked.connect(self.print_paper)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_paper)
        self.left_out = Banner("", (0, 0, 0, 0))
        for widget in (self.what, self.print):
            self.preview.tools.addWidget(widget)
        self._seal_hint = label("", "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(8))
        box.addWidget(self.left_out)
        box.addWidget(self.preview, 1)
        box.addWidget(self._seal_hint)
        box.addWidget(self.busy)
        self.begin()

    def begin(self) -> None:
        """The draft, of the whole checklist."""
        if self._signed or not self.left_out.isHidden():  # what was missing may be there by now
            self._signed, self._shown = "", None
        self.what.blockSignals(True)
        self.what.setCurrentIndex(0)
        self.what.blockSignals(False)
        self._show_state()

    def speak(self) -> None:
        words = self._desk.words
        self._shown = None
        self.preview.view.setAccessibleName(words("sign_page.preview"))
        self.preview.speak(words)
        self._seal_hint.setText(words("sign_page.seal_unseen"))
        self.print.set_text(words("printing.open"))
        self.print.setToolTip(words("printing.key"))
        self.what.setAccessibleName(words("preview.what"))
        chosen = max(0, self.what.currentIndex())
        self.what.blockSignals(True)
        self.what.clear()
        for one in PAPERS:
            self.what.addItem(words(f"preview.{one}"), one)
        self.what.setCurrentIndex(chosen)
        self.what.blockSignals(False)

    def _show_state(self) -> None:
        self._seal_hint.setVisible(bool(self._signed))
        self.what.setVisible(not self._signed)
        self.print.setEnabled(bool(self.preview.pages))

    # ---- the draft -----------------------------------------------------------------------------------------------

    @property
    def summary(self) -> bool:
        """Whether it is the summary alone."""
        return self.what.currentData() == "summary"

    def show_draft(self) -> None:
        """As the practice stands and the form chose, unless it is shown already."""
        wanted = self._wanted()
        if self._shown == wanted:
            return
        self._shown = wanted
        self._work(self._drawing(), self._have_drawn)

    def _wanted(self) -> tuple[object, ...]:
        """All that the paper in sight depends on."""
        chosen = (self._choice.chosen_edition(), self._choice.chosen_tools(), self.summary)
        return (self._desk.in_sight, self._desk.lang, *chosen)

    def _drawing(self) -> Callable[[], Sheet]:
        """The call that makes the draft chosen, watermarked: of the practice as it stands now, whatever comes."""
        desk, choice, dossier = self._desk, self._choice, self._desk.dossier
        edition, tools = choice.chosen_edition(), choice.chosen_tools() or None  # none ticked: all, until one is
        what = "summary" if self.summary else "checklist"
        return lambda: desk.paper(dossier, edition, tools, what)

    def _have_drawn(self, sheet: Sheet) -> None:
        self.preview.show_pdf(sheet.pdf)
        self._show_left_out(sheet.problems)
        self._show_state()
        self.drawn.emit()

    def _show_left_out(self, problems: Sequence[UserError]) -> None:
        """What could not be put on the paper that is in sight, before anybody signs it."""
        if problems:
            words = self._desk.words
            said = [words.error(problem) for problem in problems[:MOST_TOLD]]
            if len(problems) > MOST_TOLD:
                said.append(words.count("paper_gaps.more", len(problems) - MOST_TOLD))
            self.left_out.show_text("amber", "\n".join(said), closable=False)
        else:
            self.left_out.hide()

    def _work(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        words = self._desk.words
        self.cancel()
        self.busy.show_work(words("sign_page.drawing"), words("common.cancel"))

        def finished(result: Any) -> None:
            self.busy.hide()
            done(result)

        self._task = self._tasks.run(job, finished, self._went_wrong)

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.busy.hide()

    def _went_wrong(self, problem: Exception) -> None:
        self.busy.hide()
        self.failed.emit(problem)

    def show_signed(self, data: bytes, name: str) -> None:
        """What was signed, if it can be shown; ``name`` of its file, without the ending."""
        self._signed = name
        self._shown = self._wanted()
        if data.startswith(b"%PDF-"):
            self.preview.show_pdf(data)
        self._show_state()

    # ---- out -----------------------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """What is in sight: a draft with its watermark, or the paper that was signed."""
        if self.print.isEnabled():
            self.printing.offer(self.preview.pdf, self._signed or self._desk.words("printing.draft"))

    def draft_name(self) -> str:
        return self._desk.words("preview.summary_name" if self.summary else "sign_page.draft_name")

    def save_draft(self, target: Path) -> None:
        """The draft chosen, watermarked, made anew."""
        draw, said = self._drawing(), self._desk.words("sign_page.copied", file=target.name)

        def job() -> Sheet:
            sheet = draw()
            export(target, sheet.pdf)
            return sheet

        def done(sheet: Sheet) -> None:
            self._show_left_out(sheet.problems)
            self.told.emit(said, False)

        self._work(job, done)
