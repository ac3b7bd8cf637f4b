"""The rules that hang on a date: from when, when that was last checked, and the user's own check in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.consequences import Dated
from app.domain.duties import is_stale
from app.domain.errors import UserError
from app.ui import style
from app.ui.phrases import cited, date_text
from app.ui.widgets.basics import Card, accent_button, clear_layout, label, link_button, plain_button, row
from app.ui.widgets.chip import Chip
from app.ui.widgets.dates import DateField, parsed
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.reading import reading_area

if TYPE_CHECKING:
    from app.desk.desk import Desk


class DatesTab(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.area, body = reading_area((style.px(2), style.px(4), style.px(10), style.px(4)), spacing=10)
        self._lead = label("", "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.px(10))
        body.addWidget(self._lead)
        body.addLayout(self._rows)
        body.addStretch(1)
        box.addWidget(self.area)
        self.rows: dict[str, DatedRow] = {}

    def show_dates(self) -> int:
        """How many want checking again. Rows stay, so that focus stays too."""
        desk = self._desk
        dates = desk.circular.dates
        self.area.setAccessibleName(desk.words("sources.dates"))
        self._lead.setText(desk.words("dated.lead"))
        if list(dates) != list(self.rows):
            clear_layout(self._rows)
            self.rows = {rule: DatedRow(desk, rule) for rule in dates}
            for made in self.rows.values():
                self._rows.addWidget(made)
        for rule, dated in dates.items():
            self.rows[rule].show_dated(dated)
        return sum(is_stale(dated, desk.today) for dated in dates.values())


class DatedRow(Card):
    """One rule. ``recheck`` opens the dialog, ``back`` gives the law's own date back."""

    def __init__(self, desk: Desk, rule: str) -> None:
        super().__init__()
        self._desk, self._rule = desk, rule
        self._label = label("", "h3")
        self.stale = Chip(small=True)
        top = QHBoxLayout()
        top.addWidget(self._label, 1)
        top.addWidget(self.stale)
        self.since = label("", "strong")
        self.own = label("", "body")
        self._text, self._cites = label(""), label("", "small")
        self.problem = ProblemLine()
        self.recheck = plain_button("")
        self.recheck.clicked.connect(self._recheck)
        self.back = link_button("")
        self.back.clicked.connect(self._give_back)
        self.box.addLayout(top)
        for made in (self.since, self.own, self._text, self._cites, self.problem):
            self.box.addWidget(made)
        self.box.addLayout(row(self.recheck, self.back, None, spacing=12))

    def show_dated(self, dated: Dated) -> None:
        words, circular = self._desk.words, self._desk.circular
        self._label.setText(dated.label)
        self.setAccessibleName(dated.label)
        days = {"date": date_text(words, dated.date), "checked": date_text(words, dated.checked_on)}
        self.since.setText(words("dated.since", **days))
        self.stale.show_look("amber", words("dated.stale"), icon="clock")
        self.stale.setVisible(is_stale(dated, self._desk.today))
        if dated.by_law is not None:
            law = {"date": date_text(words, dated.by_law.date), "checked": date_text(words, dated.by_law.checked_on)}
            self.own.setText(words("dated.own", noted=date_text(words, dated.own_since), **law))
        self.own.setVisible(dated.by_law is not None)
        self._text.setText(dated.text)
        self._cites.setText(cited(circular, words, dated.cites))
        self.recheck.set_text(words("dated.recheck"))
        self.recheck.setAccessibleName(words("dated.recheck_named", rule=dated.label))
        self.back.set_text(words("dated.back"))
        self.back.setAccessibleName(words("dated.back_named", rule=dated.label))
        self.back.setVisible(dated.by_law is not None)

    def _recheck(self) -> None:
        self._tell(None)
        RecheckDialog(self, self._desk, self._rule).exec()

    def _give_back(self) -> None:
        self.recheck.setFocus()  # this button goes away with what it takes back
        try:
            self._desk.drop_own_date(self._rule)
        except UserError as problem:
            self._tell(problem)
        else:
            self._tell(None)

    def _tell(self, problem: UserError | None) -> None:
        self.problem.say(self._desk.words.error(problem) if problem else "")


class RecheckDialog(QDialog):
    """From when the rule applies now, and on what day the user looked it up."""

    def __init__(self, parent: QWidget, desk: Desk, rule: str) -> None:
        super().__init__(parent)
        self._desk, self._rule = desk, rule
        words, dated = desk.words, desk.circular.dates[rule]
        self.setWindowTitle(words("dated.recheck"))
        self.setMinimumWidth(style.px(480))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.px(24),) * 4)
        box.setSpacing(style.px(10))
        box.addWidget(label(dated.label, "h2"))
        box.addWidget(label(words("dated.recheck_text"), "muted"))
        self.since = DateField(words, dated.date)
        self.checked = DateField(words, desk.today.isoformat())
        for field, key in ((self.since, "dated.field_since"), (self.checked, "dated.field_checked")):
            name = label(words(key), "strong")
            name.setBuddy(field)
            field.setAccessibleName(words(key))
            box.addWidget(name)
            box.addWidget(field)
        self.problem = ProblemLine()
        box.addWidget(self.problem)
        self.save = accent_button(words("common.save"))
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        cancel = plain_button(words("common.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        box.addLayout(row(None, cancel, self.save))
        self.adjustSize()
        self.since.selectAll()
        self.since.setFocus()

    def _save(self) -> None:
        try:
            self._desk.recheck_date(self._rule, parsed(self.since.text()), parsed(self.checked.text()))
        except UserError as problem:
            self.problem.say(self._desk.words.error(problem))
            self.adjustSize()  # there is a sentence more to be read
            self.setAccessibleDescription(self.problem.text())
            (self.since if problem.key == "date_missing" else self.checked).setFocus()
        else:
            self.accept()
