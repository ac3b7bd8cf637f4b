"""Consultazioni and Consegne on the practice page: who was heard, what was handed over. Each act can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.practice import CONSULTED, GUARANTEE_KINDS, Consultation, Delivery
from app.text import typed
from app.ui import style
from app.ui.pages.company import labelled
from app.ui.pages.tools import choices, ok_cancel
from app.ui.phrases import tool_text
from app.ui.widgets.basics import ComboBox, label, line, link_button, plain_button, row, scrolled
from app.ui.widgets.card_button import PlainTick
from app.ui.widgets.dates import DateField, shown
from app.ui.widgets.dialogs import fit
from app.ui.widgets.fields import TextField
from app.ui.widgets.section import Section
from app.ui.widgets.unkept import Unkept

if TYPE_CHECKING:
    from app.desk.desk import Desk

SHORT = 160
"""Characters of what was said that a line shows; the form shows it whole."""
_Line = tuple[Any, str, str]
"""(the record, what names it, what else there is to tell)"""


class RecordsCard(Section):
    """A list of records with a form for each; what they are is told by those that derive from it."""

    AREA = ""
    told = Signal(str, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._intro = label("", "muted")
        self.add = plain_button("", "plus")
        self.add.clicked.connect(self._add)
        self.box.insertWidget(1, self._intro)
        self.box.addLayout(row(self.add, None))

    def retranslate(self) -> None:
        words = self._desk.words
        self.set_heading(words(f"{self.AREA}.title"))
        self._intro.setText(words(f"{self.AREA}.intro"))
        self.add.set_text(words(f"{self.AREA}.add"))

    def refresh(self) -> None:
        desk, words = self._desk, self._desk.words
        lines = self._lines()
        self._intro.setVisible(not lines)
        self.add.setEnabled(not desk.read_only)

        def fill(box: QVBoxLayout) -> None:
            for place, (record, name, about) in enumerate(lines):
                if place:
                    box.addWidget(line())
                box.addWidget(self._row(record, name, about))

        self.draw((words.lang, desk.read_only, tuple(lines)), fill)

    def _row(self, record: Any, name: str, about: str) -> QWidget:
        words = self._desk.words
        edit, remove = link_button(words("consultations.edit")), link_button(words("consultations.remove"))
        for link, act in ((edit, self.edit), (remove, self._remove)):
            link.setAccessibleName(f"{link.text()}: {name}")
            link.setEnabled(not self._desk.read_only)
            link.clicked.connect(lambda _=False, act=act: act(record))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(name, "strong"))
        if about:
            texts.addWidget(label(about, "small"))
        holder = QWidget()
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(texts, 1)
        inner.addWidget(edit)
        inner.addWidget(remove)
        return holder

    def _tools(self, tools: tuple[str, ...]) -> str:
        """Their names; empty for all."""
        words = self._desk.words
        return ", ".join(tool_text(tool, words) for tool in self._desk.practice.tools if tool.id in tools)

    def edit(self, record: Any) -> None:
        form = self._form(record)
        if form.exec() == QDialog.DialogCode.Accepted:
            self._keep(form.record())

    def _remove(self, record: Any) -> None:
        self.add.setFocus()  # the row goes away
        self._drop(record)
        self.told.emit(self._desk.words(f"{self.AREA}.removed"), True)

    def _add(self) -> None:
        self.edit(self._new())

    def _lines(self) -> list[_Line]:
        raise NotImplementedError

    def _new(self) -> Any:
        raise NotImplementedError

    def _form(self, record: Any) -> RecordForm:
        raise NotImplementedError

    def _keep(self, record: Any) -> None:
        raise NotImplementedError

    def _drop(self, record: Any) -> None:
        raise NotImplementedError


class ConsultationsCard(RecordsCard):
    AREA = "consultations"

    def _lines(self) -> list[_Line]:
        words, found = self._desk.words, []
        for one in self._desk.practice.consultations:
            day = shown(one.date) or words("consultations.no_date")
            said = " ".join(one.opinion.split())
            said = f"{said[:SHORT]}…" if len(said) > SHORT else said
            about = (" ".join(one.present.split()), self._tools(one.tools), said)
            name = f"{words(f'consultations.kind.{one.kind}')} · {day}"
            found.append((one, name, " · ".join(part for part in about if part)))
        return found

    def _new(self) -> Consultation:
        return self._desk.new_consultation()

    def _form(self, record: Consultation) -> ConsultationForm:
        return ConsultationForm(self._desk, record, self)

    def _keep(self, record: Consultation) -> None:
        self._desk.set_consultation(record)

    def _drop(self, record: Consultation) -> None:
        self._desk.remove_consultation(record)


class DeliveriesCard(RecordsCard):
    AREA = "deliveries"

    def _lines(self) -> list[_Line]:
        words, found = self._desk.words, []
        for one in self._desk.practice.deliveries:
            day = shown(one.date) or words("consultations.no_date")
            to = words.count("deliveries.recipients_n", len(one.recipients)) if one.recipients else ""
            about = (" ".join(one.how.split()), to, self._tools(one.tools))
            name = f"{self._desk.paper_name(one.paper) or words('deliveries.no_paper')} · {day}"
            found.append((one, name, " · ".join(part for part in about if part)))
        return found

    def _new(self) -> Delivery:
        return self._desk.new_delivery()

    def _form(self, record: Delivery) -> DeliveryForm:
        return DeliveryForm(self._desk, record, self)

    def _keep(self, record: Delivery) -> None:
        self._desk.set_delivery(record)

    def _drop(self, record: Delivery) -> None:
        self._desk.remove_delivery(record)


class RecordForm(QDialog):
    """One record. ``record()`` is the edited value; nothing changes before the caller takes it."""

    def __init__(self, desk: Desk, title: str, tools: tuple[str, ...], date: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        words = desk.words
        self.setWindowTitle(title)
        fit(self, parent, 540, 560)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.px(24),) * 4)
        outer.setSpacing(style.px(12))
        outer.addWidget(label(title, "h2"))
        area, self._fields = scrolled((0, 0, style.px(8), 0), 10)
        outer.addWidget(area, 1)
        self._outer = outer
        self.date = DateField(words, date)
        self.tools: dict[str, PlainTick] = {}
        self._before = tools

    def add(self, key: str, field: QWidget) -> None:
        self._fields.addLayout(labelled(label(self._desk.words(key), "small"), field))

    def finish(self, first: QWidget) -> None:
        """The tools, then the buttons: in the order in which the keys go through them. ``first`` has the focus."""
        words, tools = self._desk.words, self._desk.practice.tools
        if tools:
            self._fields.addWidget(label(words("consultations.tools"), "small"))
        for tool in tools:
            self.tools[tool.id] = PlainTick(tool_text(tool, words))
            self.tools[tool.id].setChecked(tool.id in self._before)
            self._fields.addWidget(self.tools[tool.id])
        self._fields.addStretch(1)
        self._outer.addLayout(ok_cancel(self, words))
        Unkept(self, words)
        first.setFocus()

    def chosen_tools(self) -> tuple[str, ...]:
        """Those ticked, and those of before that are no longer among the tools."""
        gone = tuple(one for one in self._before if one not in self.tools)
        return (*gone, *(one for one, tick in self.tools.items() if tick.isChecked()))

    def record(self) -> Any:
        raise NotImplementedError


class ConsultationForm(RecordForm):
    def __init__(self, desk: Desk, one: Consultation, parent: QWidget) -> None:
        words = desk.words
        super().__init__(desk, words("consultations.form"), one.tools, one.date, parent)
        self._one = one
        self.kind = choices(words, "consultations.kind", CONSULTED, one.kind)
        self.present = QLineEdit(one.present)
        self.opinion = lines_field(one.opinion)
        self.add("consultations.kind_label", self.kind)
        self.add("consultations.date", self.date)
        self.add("consultations.present", self.present)
        self.add("consultations.opinion", self.opinion)
        self.finish(self.kind)

    def record(self) -> Consultation:
        return replace(
            self._one,
            kind=str(self.kind.currentData()),
            date=self.date.iso(),
            present=typed(self.present.text()),
            opinion=self.opinion.toPlainText(),
            tools=self.chosen_tools(),
        )


class DeliveryForm(RecordForm):
    def __init__(self, desk: Desk, one: Delivery, parent: QWidget) -> None:
        words = desk.words
        super().__init__(desk, words("deliveries.form"), one.tools, one.date, parent)
        self._one = one
        self.paper = ComboBox()
        self.paper.setEditable(True)
        self.paper.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        for kind in GUARANTEE_KINDS:
            self.paper.addItem(words(f"papers.kind.{kind}"), kind)
        self.paper.setCurrentText(desk.paper_name(one.paper))
        self.how, self.recipients = QLineEdit(one.how), lines_field("\n".join(one.recipients))
        self.how.setPlaceholderText(words("deliveries.how_hint"))
        self.add("deliveries.paper", self.paper)
        self.add("deliveries.date", self.date)
        self.add("deliveries.how", self.how)
        self.add("deliveries.recipients", self.recipients)
        self.finish(self.paper)

    def record(self) -> Delivery:
        paper = typed(self.paper.currentText())
        known = self.paper.findText(paper.strip())
        lines = (line.strip() for line in self.recipients.toPlainText().splitlines())
        return replace(
            self._one,
            paper=str(self.paper.itemData(known)) if known >= 0 else paper,
            date=self.date.iso(),
            how=typed(self.how.text()),
            recipients=tuple(line for line in lines if line),
            tools=self.chosen_tools(),
        )


def lines_field(text: str) -> TextField:
    made = TextField(text)
    made.setTabChangesFocus(True)
    made.setFixedHeight(style.px(96))
    return made
