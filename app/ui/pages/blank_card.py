"""The blank checklist on the page of forms: for which functions, on paper or to be filled in, and back into a tool.

It composes nothing itself. Making and reading a sheet is done beside the window.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from app.desk.blank_acts import BlankPlan
from app.domain.errors import UserError
from app.store.signed import content, export
from app.ui import phrases, style
from app.ui.pages.filled import FilledForm
from app.ui.paper_work import PaperWork
from app.ui.tasks import Tasks
from app.ui.widgets.basics import Card, ComboBox, label, link_button, plain_button, row
from app.ui.widgets.flow import Flow
from app.ui.widgets.function_picker import FunctionPicker

if TYPE_CHECKING:
    from app.desk.desk import Desk


class BlankCard(Card):
    """``told``: a passing notice (see ``Page``)."""

    told = Signal(str, bool)

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._tool = ""
        self._said: object = None
        self.picked: tuple[str, ...] = ()
        """The single functions chosen, if any were."""
        self.heading, self._lead = label("", "h2"), label("", "muted")
        self._caption, self.about = label("", "small"), ComboBox()
        self.about.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.about.setMinimumContentsLength(18)
        self._caption.setBuddy(self.about)
        self.pick = link_button("", "tick")
        self.visit, self.print, self.fillable = plain_button("", "document"), plain_button(""), plain_button("", "pen")
        self.back = plain_button("", "arrow_left")
        self.pick.clicked.connect(self.ask_functions)
        self.visit.clicked.connect(lambda: self.ask_place(False))
        self.fillable.clicked.connect(lambda: self.ask_place(True))
        self.print.clicked.connect(self.print_it)
        self.back.clicked.connect(self.ask_filled)
        self._none = label("", "small")
        self.work = PaperWork(self, lambda: desk.words, tasks)
        self.work.told.connect(self.told)
        choice, acts = row(self.about, self.pick), Flow(spacing=8)
        choice.setStretch(0, 1)
        for widget in (self.visit, self.print, self.fillable, self.back):
            acts.addWidget(widget)
        for text in (self.heading, self._lead, self._caption):
            self.box.addWidget(text)
        self.box.addLayout(choice)
        self.box.addSpacing(style.px(4))
        self.box.addLayout(acts)
        for below in (self._none, self.work.busy, self.work.problem):
            self.box.addWidget(below)

    # ---- showing -------------------------------------------------------------------------------------------------

    def refresh(self, tool: str = "") -> None:
        """``tool``: the one that the page was opened about."""
        desk, words = self._desk, self._desk.words
        if tool:
            self._tool = tool
        tools = desk.practice.tools if desk.dossier is not None else ()
        self.back.setEnabled(bool(tools) and not desk.read_only)
        self._none.setText(words("blank_card.back_none"))
        self._none.setVisible(not tools)
        named = tuple((one.id, phrases.tool_text(one, words)) for one in tools)
        said = (words.lang, desk.circular.id, desk.circular.version, named, self.picked)
        if said == self._said:
            return
        self._said = said
        self.heading.setText(words("blank.title"))
        self._lead.setText(words("blank_card.lead"))
        self._caption.setText(words("blank_card.about"))
        self.about.setAccessibleName(words("blank_card.about"))
        for button, key in (
            (self.pick, "pick"),
            (self.visit, "visit"),
            (self.print, "print"),
            (self.fillable, "fillable"),
            (self.back, "back"),
        ):
            button.set_text(words(f"blank_card.{key}"))
        self._list(named)

    def _list(self, tools: tuple[tuple[str, str], ...]) -> None:
        words, chosen = self._desk.words, self.about.currentData()
        self.about.clear()
        if self.picked:
            self.about.addItem(words.count("blank_card.picked", len(self.picked)), ("picked", ""))
        for tool, name in tools:
            self.about.addItem(words("blank_card.of_tool", tool=name), ("tool", tool))
        for template in self._desk.circular.templates:
            self.about.addItem(template.label, ("template", template.id))
        self.about.addItem(words("blank_card.everything"), ("all", ""))
        wanted = ("picked", "") if self.picked else chosen or ("tool", self._tool)
        places = [n for n in range(self.about.count()) if self.about.itemData(n) == wanted]
        self.about.setCurrentIndex(places[0] if places else 0)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of function that the sheet is to be about. A tool of which nothing is known yet: its template's,
        else all."""
        law = self._desk.circular
        what, which = self.about.currentData()
        templates = {template.id: template.kinds for template in law.templates}
        if what == "picked":
            return self.picked
        if what == "template":
            return templates[which]
        if what == "tool":
            tool = self._desk.practice.tool(which)
            known = tuple(dict.fromkeys(function.kind for function in tool.functions))
            return known or templates.get(tool.template) or tuple(law.kinds)
        return tuple(law.kinds)

    def tool_name(self) -> str:
        """The tool's name for the heading, empty where the sheet is about none."""
        what, which = self.about.currentData()
        return phrases.tool_text(self._desk.practice.tool(which), self._desk.words) if what == "tool" else ""

    # ---- out -----------------------------------------------------------------------------------------------------

    def ask_functions(self) -> None:
        dialog = FunctionPicker(self.window(), self._desk.circular, self._desk.words, self.kinds())
        if dialog.exec() == FunctionPicker.DialogCode.Accepted:
            self.picked = dialog.chosen()
            self.refresh()
        self.pick.setFocus()

    def ask_place(self, fillable: bool) -> None:
        words = self._desk.words
        name = words("blank_card.file_fillable" if fillable else "blank_card.file")
        title = words("blank_card.fillable" if fillable else "blank_card.visit")
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, words("common.pdf_files"))
        if chosen:
            self.save(Path(chosen), fillable)

    def save(self, to: Path, fillable: bool) -> None:
        desk, kinds, tool = self._desk, self.kinds(), self.tool_name()
        said = desk.words("blank_card.saved", name=to.name)

        def job() -> None:
            pdf = desk.blank_pdf(kinds, fillable, tool)
            if not task.cancelled:
                export(to, pdf)

        task = self.work.run("blank_card.working", job, lambda _nothing: self.told.emit(said, False))

    def print_it(self) -> None:
        desk, kinds, tool = self._desk, self.kinds(), self.tool_name()
        name = Path(desk.words("blank_card.file")).stem
        self.work.run(
            "blank_card.working",
            lambda: desk.blank_pdf(kinds, False, tool),
            lambda pdf: self.work.printing.offer(pdf, name),
        )

    # ---- back ----------------------------------------------------------------------------------------------------

    def ask_filled(self) -> None:
        words = self._desk.words
        chosen, _ = QFileDialog.getOpenFileName(self, words("blank_card.back"), "", words("common.pdf_files"))
        if chosen:
            self.read_filled(Path(chosen))

    def read_filled(self, file: Path) -> None:
        """Looked at beside the window, then shown: nothing changes before it is confirmed there."""
        tools = [tool.id for tool in self._desk.practice.tools]
        what, which = self.about.currentData()
        tool = which if what == "tool" else self._tool if self._tool in tools else tools[0]

        def job() -> tuple[bytes, BlankPlan]:
            pdf = content(file)
            return pdf, self._desk.read_blank(tool, pdf, file.name)

        bound = self._desk.of_this(job, reads=True)
        self.work.run("blank_card.reading", bound, lambda found: self._show_filled(file.name, *found))

    def _show_filled(self, name: str, pdf: bytes, plan: BlankPlan) -> None:
        if not self._desk.is_open(plan.practice):
            self.work.problem.tell(UserError("practice_switched"), self._desk.words)
            return
        form = FilledForm(self.window(), self._desk, self._tasks, name, pdf, plan)
        form.exec()
        if form.taken is not None:
            self.told.emit(self._desk.words.count("filled.done", form.taken), True)
        form.deleteLater()
        self.back.setFocus()
