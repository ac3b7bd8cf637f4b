"""The papers of a tool: agreements, authorisations, notices, impact assessments. A paper covers only what it names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.circular import Choice
from app.domain.errors import UserError
from app.domain.practice import GUARANTEE_KINDS, SIGNATORIES, Guarantee, Tool
from app.text import typed
from app.ui import style
from app.ui.pages.company import labelled
from app.ui.pages.tools import choices, ok_cancel
from app.ui.widgets.basics import accent_button, clear_layout, label, line, link_button, row, scrolled
from app.ui.widgets.card_button import Tick
from app.ui.widgets.dates import DateField, shown
from app.ui.widgets.refusing import Refusing
from app.ui.widgets.unkept import Unkept

if TYPE_CHECKING:
    from app.desk.desk import Desk


class PapersDialog(QDialog):
    """The list of a tool's papers. Each act is one change of the practice, and can be undone."""

    def __init__(self, desk: Desk, tool_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._tool = desk, tool_id
        words = desk.words
        self.setWindowTitle(words("papers.title"))
        self.setMinimumSize(style.px(560), style.px(360))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.px(24),) * 4)
        box.setSpacing(style.px(10))
        box.addWidget(label(words("papers.title"), "h2"))
        box.addWidget(label(words("papers.intro"), "muted"))
        area, self._rows = scrolled(spacing=6)
        box.addWidget(area, 1)
        adds = [link_button(words(f"papers.add.{kind}"), "plus") for kind in GUARANTEE_KINDS]
        for kind, add in zip(GUARANTEE_KINDS, adds, strict=True):
            add.setEnabled(not desk.read_only)
            add.clicked.connect(lambda _=False, kind=kind: self.edit(desk.new_guarantee(tool_id, kind)))
        box.addLayout(row(*adds[:2], None, spacing=4))
        box.addLayout(row(*adds[2:], None, spacing=4))
        close = accent_button(words("common.close"))
        close.clicked.connect(self.accept)
        box.addLayout(row(None, close))
        self.show_papers()

    @property
    def tool(self) -> Tool:
        return self._desk.practice.tool(self._tool)

    def show_papers(self) -> None:
        words = self._desk.words
        clear_layout(self._rows)
        for paper in self.tool.guarantees:
            name = paper.title or words(f"papers.kind.{paper.kind}")
            about = [words(f"papers.kind.{paper.kind}"), shown(paper.date) or words("papers.no_date")]
            about.append(words.count("papers.functions_n", len(paper.functions)))
            edit, remove = link_button(words("papers.edit")), link_button(words("papers.remove"))
            edit.setAccessibleName(f"{words('papers.edit')}: {name}")
            remove.setAccessibleName(f"{words('papers.remove')}: {name}")
            edit.clicked.connect(lambda _=False, paper=paper: self.edit(paper))
            remove.clicked.connect(lambda _=False, paper=paper: self.remove(paper.id))
            for link in (edit, remove):
                link.setEnabled(not self._desk.read_only)
            texts = QVBoxLayout()
            texts.setSpacing(0)
            texts.addWidget(label(name, "strong"))
            texts.addWidget(label(" · ".join(about), "small"))
            holder = QWidget()
            inner = QHBoxLayout(holder)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addLayout(texts, 1)
            inner.addWidget(edit)
            inner.addWidget(remove)
            self._rows.addWidget(holder)
            self._rows.addWidget(line())
        if not self.tool.guarantees:
            self._rows.addWidget(label(words("papers.none"), "muted"))
        self._rows.addStretch(1)

    def edit(self, paper: Guarantee) -> None:
        dialog = PaperForm(self._desk, self.tool, paper, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._desk.set_guarantee(self._tool, dialog.paper())
            self.show_papers()

    def remove(self, paper_id: str) -> None:
        self._desk.remove_guarantee(self._tool, paper_id)
        self.show_papers()


class Retention(Refusing):
    """Days that data are kept, or none said; what is no number leaves them as they were."""

    def __init__(self, days: int | None) -> None:
        super().__init__("" if days is None else str(days))
        self._before = days

    def days(self) -> int | None:
        text = self.text().strip()
        return self._before if self.is_wrong() else int(text) if text else None

    def wrong(self) -> UserError | None:
        text = self.text().strip()
        return UserError("days_wrong", text=text) if text and not (text.isascii() and text.isdigit()) else None


class PaperForm(QDialog):
    """One paper. ``paper()`` is the edited value; nothing changes before the caller takes it."""

    def __init__(self, desk: Desk, tool: Tool, paper: Guarantee, parent: QWidget) -> None:
        super().__init__(parent)
        self._paper = paper
        words = desk.words
        self.setWindowTitle(words(f"papers.kind.{paper.kind}"))
        self.resize(style.px(560), style.px(600))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.px(24),) * 4)
        outer.setSpacing(style.px(12))
        outer.addWidget(label(words(f"papers.kind.{paper.kind}"), "h2"))
        area, box = scrolled((0, 0, style.px(8), 0), 10)
        outer.addWidget(area, 1)
        self.title = QLineEdit(paper.title)
        box.addLayout(labelled(label(words("papers.field.title"), "small"), self.title))
        self.date = DateField(words, paper.date)
        self.signatory = choices(words, "papers.signatory", SIGNATORIES, paper.signatory)
        both = QHBoxLayout()
        both.setSpacing(style.px(12))
        both.addLayout(labelled(label(words("papers.field.date"), "small"), self.date), 1)
        self._signed = paper.kind in ("agreement", "authorisation")
        if self._signed:
            both.addLayout(labelled(label(words("papers.field.signatory"), "small"), self.signatory), 1)
        box.addLayout(both)
        sites = desk.practice.company.sites
        self.sites = _ticks(
            box, words("papers.field.sites"), [(s.id, s.name or s.municipality or s.id) for s in sites], paper.sites
        )
        kinds = dict.fromkeys(f.kind for f in desk.determination(tool.id).functions)
        named = [(kind, desk.circular.kinds[kind].label) for kind in kinds]
        self.functions = _ticks(box, words("papers.field.functions"), named, paper.functions)
        purposes = [(choice.id, choice.label) for choice in _purposes(desk)] if self._signed else []
        self.purposes = _ticks(box, words("papers.field.purposes"), purposes, paper.purposes)
        self.retention = Retention(paper.retention_days)
        self.retention.setPlaceholderText(words("papers.field.retention_none"))
        if self._signed:
            box.addLayout(labelled(label(words("papers.field.retention"), "small"), self.retention))
        self.unchanged = Tick(words("papers.field.unchanged"))
        self.unchanged.setChecked(paper.unchanged)
        box.addWidget(self.unchanged)
        box.addStretch(1)
        outer.addLayout(ok_cancel(self, words))
        Unkept(self, words)

    def paper(self) -> Guarantee:
        return replace(
            self._paper,
            title=typed(self.title.text()),
            date=self.date.iso(),
            signatory=str(self.signatory.currentData()) if self._signed else self._paper.signatory,
            sites=_kept(self._paper.sites, self.sites),
            functions=_kept(self._paper.functions, self.functions),
            purposes=_kept(self._paper.purposes, self.purposes),
            retention_days=self.retention.days(),
            unchanged=self.unchanged.isChecked(),
        )


def _purposes(desk: Desk) -> tuple[Choice, ...]:
    """What a paper may allow the data to be used for: the choices of the fact ``uses``."""
    facts = (fact for kind in desk.circular.kinds.values() for fact in kind.facts)
    return next((fact.choices for fact in facts if fact.id == "uses"), ())


def _ticks(box: QVBoxLayout, title: str, named: list[tuple[str, str]], on: tuple[str, ...]) -> dict[str, Tick]:
    if named:
        box.addWidget(label(title, "small"))
    made = {}
    for one, text in named:
        made[one] = Tick(text)
        made[one].setChecked(one in on)
        box.addWidget(made[one])
    return made


def _kept(before: tuple[str, ...], ticks: dict[str, Tick]) -> tuple[str, ...]:
    """What is ticked now, and what the form did not show."""
    return (*(one for one in before if one not in ticks), *(one for one, tick in ticks.items() if tick.isChecked()))
