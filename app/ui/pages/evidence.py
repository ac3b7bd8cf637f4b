"""Prove on the practice page: the files that back the answers, how each was last found, what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desk.evidence import Piece
from app.domain.evidence import About, answered, places
from app.text import Words
from app.ui import style
from app.ui.pages.company import labelled
from app.ui.pages.tools import ok_cancel
from app.ui.tasks import Tasks
from app.ui.widgets.basics import Card, ComboBox, clear_layout, label, line, link_button, plain_button, row
from app.ui.widgets.busy import Busy
from app.ui.widgets.dates import DateField, shown
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.section import icon_line
from app.ui.widgets.unkept import Unkept

if TYPE_CHECKING:
    from app.desk.desk import Desk

_LOOKS = {"kept": ("check", "green"), "unchecked": ("question", "grey")}
_WRONG = ("warning", "red")


class EvidenceCard(Card):
    """The list. Copying in and out and looking at files happen on the paper worker."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._heading, self._intro = label("", "h2"), label("", "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.px(6))
        self._shown: object = None
        self.add, self.check = plain_button("", "plus"), link_button("", "check")
        self.add.clicked.connect(self.ask_file)
        self.check.clicked.connect(lambda: self._run(self._desk.checking_evidence()))
        self.busy = Busy()
        self.problem = ProblemLine()
        self.told = label("", "small")
        self.told.hide()
        for widget in (self._heading, self._intro):
            self.box.addWidget(widget)
        self.box.addLayout(self._rows)
        self.box.addLayout(row(self.add, self.check, self.busy, None, spacing=12))
        for widget in (self.problem, self.told):
            self.box.addWidget(widget)

    def retranslate(self) -> None:
        words = self._desk.words
        self._heading.setText(words("evidence.title"))
        self._intro.setText(words("evidence.intro"))
        self.add.set_text(words("evidence.add"))
        self.add.setToolTip(words("evidence.limits"))
        self.check.set_text(words("evidence.check"))
        self._shown = None

    def refresh(self) -> None:
        if self._desk.dossier is None:
            return
        pieces = self._desk.evidence()
        about = tuple(self._desk.evidence_about(piece.evidence.about) for piece in pieces)
        self.add.setEnabled(not self._desk.read_only)
        self.check.setVisible(bool(pieces))
        said = (self._desk.practice.id, pieces, about, self._desk.read_only)
        if said == self._shown:
            return
        self._shown = said
        words = self._desk.words
        clear_layout(self._rows)
        flagged = sum(piece.flagged for piece in pieces)
        if flagged:
            self._rows.addWidget(icon_line(*_WRONG, (words.count("evidence.flagged", flagged), "strong")))
        for piece, parts in zip(pieces, about, strict=True):
            self._rows.addWidget(self._line(piece, " · ".join(parts) or words("evidence.whole")))
            self._rows.addWidget(line())
        if not pieces:
            self._rows.addWidget(label(words("evidence.none"), "muted"))

    def _line(self, piece: Piece, about: str) -> QWidget:
        words, one = self._desk.words, piece.evidence
        date = shown(one.at[:10])
        parts = [words("evidence.added_by", date=date, name=one.by) if one.by else words("evidence.added", date=date)]
        if one.date:
            parts.insert(0, words("evidence.dated", date=shown(one.date)))
        icon, color = _LOOKS.get(piece.state, _WRONG)
        texts = icon_line(
            icon,
            color,
            (one.name, "strong"),
            (one.description, "body"),
            (about, "small"),
            (" · ".join(parts), "small"),
            (words(f"evidence.state.{piece.state}"), "strong" if piece.flagged else "small"),
        )
        texts.setToolTip(f"SHA-256 {one.sha256}")
        export, remove = link_button(words("evidence.export")), link_button(words("evidence.remove"))
        export.setAccessibleName(f"{words('evidence.export')}: {one.name}")
        remove.setAccessibleName(f"{words('evidence.remove')}: {one.name}")
        export.clicked.connect(lambda: self.ask_export(piece))
        remove.clicked.connect(lambda: self.ask_removal(piece))
        export.setEnabled(not piece.flagged)
        remove.setEnabled(not self._desk.read_only)
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(texts, 1)
        box.addWidget(export, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    # ---- acts ----------------------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self._desk.words("evidence.add"))
        if not name:
            return
        form = EvidenceForm(self._desk, Path(name), self)
        if form.exec() == QDialog.DialogCode.Accepted:
            if form.author is not None:
                self._desk.set_author(form.author.text())
            self.attach(Path(name), form.about(), form.description.text(), form.date.iso())

    def attach(self, path: Path, about: About, description: str, date: str) -> None:
        self._run(self._desk.adding_evidence(path, about, description, date))

    def ask_export(self, piece: Piece) -> None:
        words, one = self._desk.words, piece.evidence
        chosen, _ = QFileDialog.getSaveFileName(self, words("evidence.export"), one.name)
        if chosen:
            to = Path(chosen)
            done = words("evidence.saved", name=to.name)
            self._run(self._desk.exporting_evidence(one.id, to), done)

    def ask_removal(self, piece: Piece) -> None:
        dialog = RemovalForm(self._desk.words, piece.evidence.name, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.add.setFocus()  # the row goes, and its focus with it
            self._desk.remove_evidence(piece.evidence.id, dialog.why.text())

    def _run(self, job: Callable[[], Any], said: str = "") -> None:
        self.problem.hide()
        self.told.hide()
        self.add.setEnabled(False)
        self.busy.show_work(self._desk.words("evidence.working"))

        def done(_result: object) -> None:
            self.busy.hide()
            self.told.setText(said)
            self.told.setVisible(bool(said))
            self.refresh()

        def failed(problem: Exception) -> None:
            self.busy.hide()
            self.refresh()
            self.problem.tell(problem, self._desk.words)

        self._tasks.run(job, done, failed)


class EvidenceForm(QDialog):
    """What is known of a file about to be added. ``author`` is asked only where no name was ever given."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget, about: About | None = None) -> None:
        """``about``: what it belongs to, where that is settled already; else it is asked."""
        super().__init__(parent)
        self._desk, self._about = desk, about
        words = desk.words
        self.setWindowTitle(words("evidence.add"))
        # Lines that wrap do not tell a dialog how high they are.
        self.setMinimumSize(style.px(540), style.px(480 if desk.author_asked else 600))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.px(24),) * 4)
        box.setSpacing(style.px(10))
        box.addWidget(label(words("evidence.add"), "h2"))
        box.addWidget(label(path.name, "strong"))
        self.description = QLineEdit()
        box.addLayout(labelled(label(words("evidence.description"), "small"), self.description))
        self.place, self.answer = ComboBox(), ComboBox()
        for one in places(desk.practice):
            self.place.addItem(" · ".join(desk.evidence_about(one)) or words("evidence.whole"), one)
        for field in (self.place, self.answer):  # a long question must not widen the window
            field.setMinimumContentsLength(20)
            field.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if about is None:
            box.addLayout(labelled(label(words("evidence.about"), "small"), self.place))
            box.addLayout(labelled(label(words("evidence.answer"), "small"), self.answer))
        else:
            box.addWidget(label(" · ".join(desk.evidence_about(about)), "body"))
        self.place.currentIndexChanged.connect(self._offer_answers)
        self._offer_answers()
        self.date = DateField(words)
        box.addLayout(labelled(label(words("evidence.date"), "small"), self.date))
        self.author: QLineEdit | None = None
        if not desk.author_asked:
            self.author = QLineEdit(desk.author)
            hint = label(words("journal_check.name_hint"), "small")
            box.addLayout(labelled(label(words("journal_check.name"), "small"), self.author, hint))
        box.addWidget(label(words("evidence.limits"), "small"))
        box.addLayout(ok_cancel(self, words, "evidence.add"))
        Unkept(self, words)
        self.description.setFocus()

    def about(self) -> About:
        if self._about is not None:
            return self._about
        chosen: About = self.answer.currentData() or self.place.currentData()
        return chosen

    def _offer_answers(self) -> None:
        place = self.place.currentData()
        self.answer.clear()
        self.answer.addItem(self._desk.words("evidence.no_answer"), None)
        for one in answered(self._desk.practice, place):
            self.answer.addItem(self._desk.evidence_about(one)[-1], one)
        self.answer.setEnabled(self.answer.count() > 1)


class RemovalForm(QDialog):
    """Why a piece is taken away: without a reason it is not."""

    def __init__(self, words: Words, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("evidence.remove_title"))
        self.setMinimumWidth(style.px(460))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.px(24),) * 4)
        box.setSpacing(style.px(10))
        box.addWidget(label(words("evidence.remove_title"), "h2"))
        box.addWidget(label(words("evidence.remove_text", name=name), "body"))
        self.why = QLineEdit()
        box.addLayout(labelled(label(words("evidence.remove_why"), "small"), self.why))
        self.confirm, cancel = plain_button(words("evidence.remove_do")), plain_button(words("common.cancel"))
        self.confirm.setEnabled(False)
        self.why.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))
        self.confirm.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        box.addLayout(row(None, cancel, self.confirm))
        Unkept(self, words)
        self.why.setFocus()
