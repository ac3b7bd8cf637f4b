"""The professional's own view of a tool, on the outcome page: beside our outcome, and never in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.determination import ToolDetermination
from app.domain.practice import Opinion
from app.ui import phrases, style
from app.ui.pages.kept_form import KeptForm
from app.ui.widgets.basics import ComboBox, label, link_button, row
from app.ui.widgets.chip import OutcomeChip
from app.ui.widgets.fields import TextField
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.desk.desk import Desk


class OpinionCard(Section):
    """Only there where there is an opinion; ``add`` is the way to one and stands elsewhere on the page."""

    told = Signal(str, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._tool = desk, ""
        self.add = link_button("", "pen")
        self.add.clicked.connect(self.ask)
        self.edit, self.withdraw = link_button(""), link_button("")
        self.edit.clicked.connect(self.ask)
        self.withdraw.clicked.connect(self.take_back)
        self.box.addLayout(row(self.edit, self.withdraw, None))

    def show_found(self, found: ToolDetermination) -> None:
        desk, words = self._desk, self._desk.words
        self._tool = found.id
        opinion = desk.practice.opinion(found.id)
        self.set_heading(words("opinion.title"))
        for made, key in ((self.add, "add"), (self.edit, "edit"), (self.withdraw, "withdraw")):
            made.set_text(words(f"opinion.{key}"))
            made.setEnabled(not desk.read_only)
        self.add.setVisible(opinion is None)
        if opinion is not None:
            self.draw((words.lang, desk.circular.version, opinion), lambda body: self._fill(body, opinion))
        self.setVisible(opinion is not None)

    def _fill(self, body: QVBoxLayout, opinion: Opinion) -> None:
        circular, words = self._desk.circular, self._desk.words
        if opinion.outcome in circular.outcomes:
            chip = OutcomeChip(circular, words)
            chip.show_outcome(opinion.outcome, False)
            body.addWidget(chip)
        else:
            body.addWidget(label(words("opinion.none"), "strong"))
        body.addWidget(label(opinion.reason))
        on = phrases.date_text(words, opinion.at)
        by = words("opinion.by", by=opinion.by, date=on) if opinion.by else words("opinion.by_nobody", date=on)
        body.addWidget(label(by, "small"))
        body.addWidget(label(words("opinion.beside"), "small"))

    def ask(self) -> None:
        OpinionForm(self._desk, self._tool, self.window()).exec()
        (self.edit if self.edit.isVisible() else self.add).setFocus()

    def take_back(self) -> None:
        self._desk.withdraw_opinion(self._tool)
        self.add.setFocus()
        self.told.emit(self._desk.words("opinion.withdrawn"), True)


class OpinionForm(KeptForm):
    def __init__(self, desk: Desk, tool_id: str, parent: QWidget) -> None:
        words, circular = desk.words, desk.circular
        name = phrases.tool_text(desk.practice.tool(tool_id), words)
        super().__init__(words, words("opinion.form.title", tool=name), words("opinion.form.keep"), parent, 560, 520)
        self._desk, self._tool = desk, tool_id
        opinion, found = desk.practice.opinion(tool_id), desk.determination(tool_id)
        ours = words("opinion.form.ours_nothing")
        if found.outcome is not None:
            outcome = circular.outcomes[found.outcome].chip
            if found.provisional:
                outcome = words("chip.could_become", outcome=outcome)
            ours = words("opinion.form.ours", outcome=outcome)
        self.body.addWidget(label(ours, "muted"))
        self.outcome = ComboBox()
        self.outcome.addItem(words("opinion.none"), "")
        for one in circular.outcomes.values():
            self.outcome.addItem(one.chip, one.id)
        self.outcome.setCurrentIndex(max(0, self.outcome.findData(opinion.outcome if opinion else "")))
        self.field(words("opinion.form.outcome"), self.outcome)
        self.reason = TextField(opinion.reason if opinion else "")
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(style.px(120))
        self.field(words("opinion.form.reason"), self.reason)
        self.body.addWidget(label(words("opinion.form.hint"), "small"))
        self.body.addStretch(1)
        self.outcome.setFocus()

    def keep(self) -> None:
        try:
            self._desk.set_opinion(self._tool, str(self.outcome.currentData()), self.reason.toPlainText())
        except Exception:
            self.reason.setFocus()
            raise
