"""Pratica: the company, its tools and where each stands, what was signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.store.signed import export
from app.ui import style
from app.ui.pages.actions_card import ActionsCard
from app.ui.pages.base import WIDE, Page
from app.ui.pages.company import CompanyCard, SitesCard
from app.ui.pages.evidence import EvidenceCard
from app.ui.pages.journal import JournalCard
from app.ui.pages.papers import PapersDialog
from app.ui.pages.practice_list import day
from app.ui.pages.tools import NewTool, ToolsCard, ToolSheet
from app.ui.tasks import Tasks
from app.ui.widgets.basics import Button, Card, clear_layout, label, link_button, scrolled, set_role
from app.ui.widgets.header import Header
from app.ui.widgets.taborder import follow_layout

if TYPE_CHECKING:
    from app.desk.desk import Desk


class RevisionsCard(Card):
    """The sealed revisions and their files."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._heading = label("", "h2")
        self._empty = label("", "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.px(4))
        self._shown: tuple = ()
        self.box.addWidget(self._heading)
        self.box.addWidget(self._empty)
        self.box.addLayout(self._rows)

    def retranslate(self) -> None:
        words = self._desk.words
        self._heading.setText(words("practice.revisions"))
        self._empty.setText(words("practice.no_revisions"))
        self._shown = ()

    def refresh(self) -> None:
        dossier = self._desk.dossier
        revisions = dossier.ledger.revisions if dossier else ()
        self._empty.setVisible(not revisions)
        sealed = bool(revisions) and self._desk.protection.on
        if (revisions, sealed) == self._shown:
            return
        self._shown = (revisions, sealed)
        words = self._desk.words
        clear_layout(self._rows)
        for revision in reversed(revisions):
            for signature in revision.signatures:
                text = words(
                    "practice.revision", number=revision.number, date=day(revision.at[:10]), signer=signature.signer
                )
                holder = QWidget()
                box = QHBoxLayout(holder)
                box.setContentsMargins(0, 0, 0, 0)
                box.addWidget(label(text, "body"), 1)
                act = words("vault.save_copy" if sealed else "practice.open_file")
                link = link_button(act, "document")
                link.setAccessibleName(f"{act}: {signature.file_name}")
                link.setToolTip(signature.file_name)
                link.clicked.connect(lambda _=False, name=signature.file_name: self._open(name))
                box.addWidget(link)
                self._rows.addWidget(holder)

    def _open(self, name: str) -> None:
        """In the reader of the system, nothing of it passes through us; from a sealed archive a copy is made first,
        where the user wants it."""
        words = self._desk.words
        if self._desk.protection.on:
            title = words("vault.save_copy")
            chosen, _ = QFileDialog.getSaveFileName(self, title, name, words("common.pdf_files"))
            if chosen:
                export(Path(chosen), self._desk.signed_content(name))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.signed_path(name))))


class PracticePage(Page):
    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__(desk)
        self.header = Header(desk)
        self.header.go.connect(self.go)
        self._title = label("", "title")
        self._sub = label("", "muted")
        self.sign = Button("", "accent", "pen")
        self.sign.clicked.connect(lambda: self.go.emit("sign", {}))
        self.company, self.sites = CompanyCard(desk), SitesCard(desk)
        self.tools, self.revisions = ToolsCard(desk), RevisionsCard(desk)
        self.evidence, self.journal = EvidenceCard(desk, tasks), JournalCard(desk)
        self.in_hand = ActionsCard(desk, whole=True)
        self.in_hand.go.connect(self.go)
        self.in_hand.told.connect(self.told)
        left = (self.tools, self.in_hand, self.evidence, self.revisions)
        right = (self.company, self.sites, self.journal)
        self._cards = (*left, *right)
        self.tools.go.connect(self.go)
        self.tools.act.connect(self._tool_act)
        self.tools.add.clicked.connect(self.add_tool)
        self.box.addWidget(self.header)
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addWidget(self._sub)
        head.addLayout(names, 1)
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

    def refresh(self) -> None:
        if self.desk.dossier is None:
            return
        words, practice = self.desk.words, self.desk.practice
        self.header.set_crumbs([(words("home.title"), "home", {}), (self.title(), "practice", {})])
        self.header.refresh()
        self._title.setText(self.title())
        parts = [words("practice.sample")] if practice.sample else []
        if practice.number:
            parts.append(words("practice.numbered", number=practice.number))
        parts.append(words("practice.rules", circular=self.desk.circular.short, version=practice.version))
        self._sub.setText(" · ".join(parts))
        self.sign.setVisible(bool(practice.tools))
        set_role(self.tools.add, "plain" if practice.tools else "accent")
        self.tools.add.set_icon("plus")
        for card in self._cards:
            card.refresh()
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
