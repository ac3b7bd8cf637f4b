"""Pratica: the company, its tools and where each stands, who was heard, what was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QVBoxLayout

from app.ui import style
from app.ui.pages.actions_card import ActionsCard
from app.ui.pages.base import WIDE, Page
from app.ui.pages.company import CompanyCard, SitesCard
from app.ui.pages.dossier import DossierCard
from app.ui.pages.evidence import EvidenceCard
from app.ui.pages.journal import JournalCard
from app.ui.pages.papers import PapersDialog
from app.ui.pages.people import PeopleCard
from app.ui.pages.records import ConsultationsCard, DeliveriesCard
from app.ui.pages.tools import NewTool, ToolsCard, ToolSheet
from app.ui.tasks import Tasks
from app.ui.widgets.basics import Button, label, plain_button, scrolled, set_role
from app.ui.widgets.export_dialog import ExportDialog
from app.ui.widgets.header import Header
from app.ui.widgets.taborder import follow_layout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.desk.desk import Desk


class PracticePage(Page):
    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tasks = tasks
        self.header = Header(desk)
        self.header.go.connect(self.go)
        self._title = label("", "title")
        self._sub = label("", "muted")
        self.sign = Button("", "accent", "pen")
        self.sign.clicked.connect(lambda: self.go.emit("sign", {}))
        self.export = plain_button("", "document")
        self.export.clicked.connect(self.export_copy)
        self.company, self.people, self.sites = CompanyCard(desk), PeopleCard(desk), SitesCard(desk)
        self.tools, self.dossier = ToolsCard(desk), DossierCard(desk)
        self.consultations, self.deliveries = ConsultationsCard(desk), DeliveriesCard(desk)
        self.evidence, self.journal = EvidenceCard(desk, tasks), JournalCard(desk)
        self.in_hand = ActionsCard(desk, whole=True)
        self.in_hand.go.connect(self.go)
        self.in_hand.told.connect(self.told)
        left = (self.tools, self.in_hand, self.evidence, self.consultations, self.deliveries, self.dossier)
        right = (self.company, self.people, self.sites, self.journal)
        self._cards = (*left, *right)
        self.tools.go.connect(self.go)
        self.dossier.go.connect(self.go)
        for records in (self.consultations, self.deliveries):
            records.told.connect(self.told)
        self.tools.act.connect(self._tool_act)
        self.tools.add.clicked.connect(self.add_tool)
        self.box.addWidget(self.header)
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addWidget(self._sub)
        head.addLayout(names, 1)
        head.addWidget(self.export, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignBottom)
        self.box.addLayout(head)
        area, body = scrolled(spacing=16)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(style.px(18))
        for stretch, cards in ((3, left), (2, right)):
            column = QVBoxLayout()
            column.setSpacing(style.px(16))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, stretch)
        body.addLayout(self._columns)
        body.addStretch(1)
        self.box.addWidget(area, 1)
        self._speak()

    def title(self) -> str:
        words = self.desk.words
        return self.desk.practice.company.name or words("practice.new") if self.desk.dossier else ""

    def take_focus(self) -> None:
        """The way on of the first tool, not the signature."""
        rows = list(self.tools.rows.values())
        (rows[0].on if rows else self.tools.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_at(self, where: dict) -> None:
        self.refresh()
        if where.get("new"):
            self.company.fields["name"].setFocus()

    def retranslate(self) -> None:
        self._speak()
        self.refresh()

    def _speak(self) -> None:
        for card in self._cards:
            card.retranslate()
        self.sign.set_text(self.desk.words("practice.sign"))
        self.export.set_text(self.desk.words("export.open"))

    def refresh(self) -> None:
        if self.desk.dossier is None:
            return
        words, practice = self.desk.words, self.desk.practice
        self.header.set_crumbs([(words("home.title"), "home", {}), (self.title(), "practice", {})])
        self.header.refresh()
        self.sign.setVisible(bool(practice.tools))
        self.export.setVisible(bool(practice.tools))
        set_role(self.tools.add, "plain" if practice.tools else "accent")
        self.tools.add.set_icon("plus")
        for card in self._cards:
            card.refresh()
        self._title.setText(self.title())
        parts = [words("practice.sample")] if practice.sample else []
        if practice.number:
            parts.append(words("practice.numbered", number=practice.number))
        parts.append(self.dossier.head)
        parts.append(words("practice.rules", circular=self.desk.circular.short, version=practice.version))
        self._sub.setText(" · ".join(parts))
        follow_layout(self)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide = self.width() / style.scale() > WIDE - 260
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    # ---- acts ----------------------------------------------------------------------------------------------------

    def add_tool(self) -> None:
        dialog = NewTool(self.desk, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.commit()
            tool_id = self.desk.add_tool(dialog.name, dialog.template)
            self.go.emit("functions", {"tool": tool_id})

    def export_copy(self) -> None:
        """A working copy for another program: asked for in a dialog, made beside the window."""
        self.commit()
        dialog = ExportDialog(self, self.desk, self._tasks)
        dialog.exec()
        if dialog.written:
            self.told.emit(self.desk.words("export.done", name=dialog.written), False)
        dialog.deleteLater()

    def _tool_act(self, act: str, tool_id: str) -> None:
        self.commit()
        tool = self.desk.practice.tool(tool_id)
        if act == "papers":
            PapersDialog(self.desk, tool_id, self).exec()
        elif act == "sheet":
            sheet = ToolSheet(self.desk, tool, self)
            if sheet.exec() == QDialog.DialogCode.Accepted:
                self.desk.set_tool(tool_id, **sheet.fields())
        else:
            self.tools.add.setFocus()
            self.desk.remove_tool(tool_id)
            name = tool.name or self.desk.words("practice.tool.no_name")
            self.told.emit(self.desk.words("practice.tool.removed", name=name), True)
