"""A filled-in checklist before it is taken: what comes in, what differs from what the tool says, what cannot be read.

Nothing changes before it is confirmed; then all of it is one change, which one undo takes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.desk.blank_acts import BlankPlan, Coming
from app.domain.circular import UNKNOWN
from app.domain.errors import UserError
from app.ui import phrases, style
from app.ui.pages.company import labelled
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import ComboBox, accent_button, clear_layout, label, line, plain_button, row, scrolled
from app.ui.widgets.card_button import PlainTick
from app.ui.widgets.dialogs import fit
from app.ui.widgets.problem_line import ProblemLine

if TYPE_CHECKING:
    from app.desk.desk import Desk


class FilledForm(QDialog):
    """``taken``: how many answers were brought in; None if it was left."""

    def __init__(self, parent: QWidget, desk: Desk, tasks: Tasks, name: str, pdf: bytes, plan: BlankPlan) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._name, self._pdf = desk, tasks, name, pdf
        self._task: Task | None = None
        self.plan: BlankPlan | None = plan
        self.taken: int | None = None
        words = desk.words
        self.setWindowTitle(words("filled.title"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.px(24),) * 4)
        outer.setSpacing(style.px(10))
        outer.addWidget(label(words("filled.title"), "h2"))
        outer.addWidget(label(words("filled.lead", name=name), "muted"))
        self.tool = ComboBox()
        self.tool.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for one in desk.practice.tools:
            self.tool.addItem(phrases.tool_text(one, words), one.id)
        self.tool.setCurrentIndex(max(0, self.tool.findData(plan.tool)))
        self.tool.setAccessibleName(words("filled.tool"))
        self.tool.activated.connect(lambda _n: self.read_for(self.tool.currentData()))
        outer.addLayout(labelled(label(words("filled.tool"), "small"), self.tool))
        area, self._lines = scrolled((0, 0, style.px(8), 0), 6)
        outer.addWidget(area, 1)
        self.replace = PlainTick(words("filled.replace"))
        self.replace.toggled.connect(lambda _on: self._show_act())
        self.problem = ProblemLine()
        self.take, cancel = accent_button(""), plain_button(words("common.cancel"))
        self.take.setDefault(True)
        self.take.clicked.connect(self.confirm)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        for widget in (self.replace, self.problem):
            outer.addWidget(widget)
        outer.addLayout(row(cancel, None, self.take))
        fit(self, parent, 720, 640)
        self._show(plan)
        self.take.setFocus()

    # ---- showing -------------------------------------------------------------------------------------------------

    def read_for(self, tool_id: str) -> None:
        """The same sheet held against another tool."""
        if self._task is not None:
            self._task.cancel()
        self.plan = None
        self.take.setEnabled(False)
        job = self._desk.of_this(lambda: self._desk.read_blank(tool_id, self._pdf, self._name), reads=True)
        self._task = self._tasks.run(job, self._show, self._failed)

    def _failed(self, problem: Exception) -> None:
        self.problem.tell(problem, self._desk.words)

    def _show(self, plan: BlankPlan) -> None:
        self.plan = plan
        words = self._desk.words
        self.problem.hide()
        clear_layout(self._lines)
        plain = [one for one in plan.coming if one.value is not None and one.before is None]
        for key, found in (("unclear", plan.unclear), ("differing", plan.differing), ("new", plain)):
            if found:
                self._lines.addWidget(label(words.count(f"filled.{key}", len(found)), "h3"))
                self._add(found)
        if not plan.coming:
            self._lines.addWidget(label(words("filled.same"), "body"))
        for key, text in (("who", plan.who), ("notes", plan.notes)):
            if text:
                self._lines.addWidget(label(words(f"filled.{key}"), "small"))
                self._lines.addWidget(label(text, "body"))
        self._lines.addStretch(1)
        self.replace.setVisible(bool(plan.differing))
        self.replace.setChecked(False)
        self._show_act()

    def _add(self, found: Iterable[Coming]) -> None:
        words, about = self._desk.words, ""
        for one in found:
            here = phrases.about_text(self._desk.circular, words, one.row.question)
            if here != about:
                self._lines.addWidget(label(here, "strong"))
                about = here
            question = words("filled.question", code=one.row.code, question=one.row.fact.question)
            self._lines.addWidget(label(question, "small"))
            self._lines.addWidget(label(self.told(one), "body"))
        self._lines.addWidget(line())

    def told(self, one: Coming) -> str:
        """What the sheet says, and what the tool says if that is something else."""
        words, fact = self._desk.words, one.row.fact
        if one.value is None:
            named = {choice.id: choice.label for choice in fact.choices}
            named.setdefault(UNKNOWN, words("blank.unknown"))
            return words("filled.ticked", what=" · ".join(named.get(id, id) for id in one.ticked))
        now = phrases.answer_text(fact, one.value, words)
        if one.before is None:
            return now
        return words("filled.against", now=now, before=phrases.answer_text(fact, one.before.value, words))

    def _coming(self) -> int:
        """How many answers would be taken as it is ticked now."""
        if self.plan is None:
            return 0
        return sum(
            one.value is not None and (one.before is None or self.replace.isChecked()) for one in self.plan.coming
        )

    def _show_act(self) -> None:
        number = self._coming()
        self.take.set_text(self._desk.words.count("filled.take", number))
        notes = self.plan is not None and bool(self.plan.notes)
        self.take.setEnabled(bool(number) or notes)

    # ---- taken ---------------------------------------------------------------------------------------------------

    def confirm(self) -> None:
        if self.plan is None:
            return
        try:
            self.taken = self._desk.take_blank(self.plan, self.replace.isChecked())
        except UserError as problem:
            self.problem.say(self._desk.words.error(problem))
        else:
            self.accept()

    def reject(self) -> None:
        if self._task is not None:
            self._task.cancel()
        super().reject()
