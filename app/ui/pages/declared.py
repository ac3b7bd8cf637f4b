"""A vendor's sheet typed back: codes in one field, or the same answers chosen one by one. Both always say the same.

Nothing is stored before it is kept, and then all of it as one change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.errors import UserError
from app.domain.practice import Value
from app.domain.questionnaire import Asked, Declared, read, written
from app.ui import phrases, style
from app.ui.pages.kept_form import KeptForm
from app.ui.widgets.basics import ComboBox, label, line
from app.ui.widgets.dates import DateField
from app.ui.widgets.problem_line import ProblemLine

if TYPE_CHECKING:
    from app.desk.desk import Desk


class DeclaredForm(KeptForm):
    """``kept``: how many answers were stored."""

    def __init__(self, desk: Desk, tool_id: str, parent: QWidget) -> None:
        words = desk.words
        name = phrases.tool_text(desk.practice.tool(tool_id), words)
        super().__init__(words, words("declared.title", tool=name), words("declared.keep"), parent, 760, 640)
        self._desk, self._tool, self.kept = desk, tool_id, 0
        self._every = desk.every_vendor_question(tool_id)
        self._following = False
        self.body.addWidget(label(words("declared.lead"), "muted"))
        self.on = DateField(words, desk.today.isoformat())
        self.on.setMaximumWidth(style.px(180))
        self.field(words("declared.on"), self.on)
        self.codes = QPlainTextEdit()
        self.codes.setTabChangesFocus(True)
        self.codes.setFixedHeight(style.px(64))
        self.codes.textChanged.connect(self._read)
        self.read_text, self.unread = label("", "muted"), ProblemLine()
        self.others = label("", "small")
        self.field(words("declared.codes"), self.codes, self.read_text, self.unread, self.others)
        self.rows: dict[str, ComboBox | QLineEdit] = {}
        for asked in desk.vendor_questions(tool_id):
            self._row(asked)
        self.body.addStretch(1)
        self._read()
        self.codes.setFocus()

    def _row(self, asked: Asked) -> None:
        """A question with its choices, or with room for a number or several letters."""
        words = self.words
        about = phrases.about_text(self._desk.circular, words, asked.question)
        presence = asked.question.scope == "presence"
        if not presence:
            self.body.addWidget(line())
            self.body.addWidget(label(about, "strong"))
        question = words("declared.question", code=asked.code, question=about if presence else asked.fact.question)
        made: ComboBox | QLineEdit
        if asked.fact.type == "choice":
            made = ComboBox()
            made.setMinimumContentsLength(20)
            made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            made.addItem("—", None)
            for letter, value in asked.choices:
                text = phrases.answer_text(asked.fact, value, words)
                made.addItem(words("declared.choice", letter=letter, text=text), value)
            made.activated.connect(lambda _n, asked=asked, made=made: self._chosen(asked, made.currentData()))
            below: Sequence[QWidget] = ()
        else:
            made = QLineEdit()
            made.textEdited.connect(lambda text, asked=asked: self._typed(asked, text))
            texts = [
                words("declared.choice", letter=letter, text=phrases.answer_text(asked.fact, value, words))
                for letter, value in asked.choices
            ]
            below = (label(" · ".join(texts), "small"),)
        self.rows[asked.code] = made
        self.field(question, made, *below)

    # ---- what is typed and what is chosen follow one another -----------------------------------------------------

    def _read(self) -> None:
        words = self.words
        said, unread = read(self.codes.toPlainText(), self._every)
        self.read_text.setText(words.count("declared.read", len(said)) if said else words("declared.read_none"))
        self.unread.stand(words("declared.unread", what=" · ".join(unread)) if unread else "")
        others = [self._told(one) for one in said if one.asked.code not in self.rows]
        self.others.setText("\n".join([words("declared.others"), *others]) if others else "")
        self.others.setVisible(bool(others))
        self.problem.hide()
        if not self._following:
            self._show({one.asked.code: one for one in said})

    def _told(self, one: Declared) -> str:
        about = phrases.about_text(self._desk.circular, self.words, one.asked.question)
        answer = phrases.answer_text(one.asked.fact, one.value, self.words)
        return self.words("declared.also", code=one.asked.code, about=about, answer=answer)

    def _show(self, said: dict[str, Declared]) -> None:
        for code, made in self.rows.items():
            one = said.get(code)
            if isinstance(made, ComboBox):
                made.setCurrentIndex(max(0, made.findData(one.value)) if one is not None else 0)
            elif one is not None:
                made.setText(written(one.asked, one.value).removeprefix(code).strip())
            else:
                made.clear()

    def _chosen(self, asked: Asked, value: Value | None) -> None:
        self._rewrite(asked, "" if value is None else written(asked, value))

    def _typed(self, asked: Asked, text: str) -> None:
        self._rewrite(asked, f"{asked.code} {text.strip()}" if text.strip() else "")

    def _rewrite(self, asked: Asked, mark: str) -> None:
        """The codes with another mark for one question; all the others as they are, read or not."""
        said, unread = read(self.codes.toPlainText(), self._every)
        marks = [written(one.asked, one.value) for one in said if one.asked.code != asked.code]
        left = [one for one in unread if not one.startswith(asked.code)]
        self._following = True
        self.codes.setPlainText("  ".join(part for part in (*marks, *left, mark) if part))
        self._following = False

    # ---- kept ----------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        said, unread = read(self.codes.toPlainText(), self._every)
        if unread:
            self.codes.setFocus()
            raise UserError("declared_unread", what=" · ".join(unread))
        if not said:
            self.codes.setFocus()
            raise UserError("declared_nothing")
        on = self.need_date(self.on)
        self._desk.answers_declared(self._tool, [(one.asked.question, one.value) for one in said], on)
        self.kept = len(said)
