"""Fascicolo on the practice page: the present state and what it means, every revision and its files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.ledger import Ledger, Revision
from app.domain.practice import Practice
from app.records.dossier import fingerprint
from app.store.signed import export
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import label, line, link_button, row
from app.ui.widgets.dates import shown
from app.ui.widgets.flow import Flow
from app.ui.widgets.section import Section
from app.ui.widgets.steps import Steps
from app.ui.widgets.word_for_word import tip

if TYPE_CHECKING:
    from app.desk.desk import Desk

STEPS = ("draft", "handed_off", "sealed")


class DossierCard(Section):
    go = Signal(str, dict)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._printed: tuple[Practice, str] | None = None
        self.head = ""
        """Where the checklist stands, in a few words for the head of the page."""
        self.steps = Steps()
        self._now, self._reopen, self._empty = label(""), label("", "small"), label("", "muted")
        self.compare = link_button("", "search")
        self.compare.clicked.connect(lambda: self.go.emit("compare", {}))
        for place, widget in enumerate((self.steps, self._now, self._reopen, self._empty), 1):
            self.box.insertWidget(place, widget)
        self.box.addLayout(row(self.compare, None))

    def retranslate(self) -> None:
        words = self._desk.words
        self.set_heading(words("dossier.title"))
        self._empty.setText(words("practice.no_revisions"))
        self.compare.set_text(words("dossier.compare"))

    def refresh(self) -> None:
        desk, words = self._desk, self._desk.words
        if desk.dossier is None:
            return
        ledger = desk.dossier.ledger
        # Only what was sealed can have been left as it was: without a seal there is nothing to take a fingerprint for.
        state, sentence = said(words, ledger, self._fingerprint() if ledger.last_sealed is not None else "")
        out = ledger.handed_off or ledger.last_sealed
        number = out.number if out is not None else 0
        self.head = words(f"dossier.head.{state}", number=number, next=ledger.next_revision)
        names = [words(f"dossier.step.{step}") for step in STEPS]
        step = "draft" if state == "reopened" else state
        spoken = words("dossier.steps_name", state=words(f"dossier.step.{step}"))
        self.steps.show_steps(names, STEPS.index(step), spoken)
        self._now.setText(sentence)
        sealed = ledger.last_sealed
        self._reopen.setVisible(state == "sealed")
        if sealed is not None:
            self._reopen.setText(words("dossier.reopen", number=sealed.number, next=ledger.next_revision))
        revisions = ledger.latest_revisions
        self._empty.setVisible(not revisions)
        comparable = tuple(one.number for one in desk.comparable())
        self.compare.setVisible(len(comparable) > 1)
        locked = bool(revisions) and desk.protection.seen_on

        def fill(box: QVBoxLayout) -> None:
            for place, revision in enumerate(reversed(revisions)):
                if place:
                    box.addWidget(line())
                box.addWidget(self._row(revision, locked, revision.number in comparable))

        self.draw((words.lang, revisions, locked, comparable), fill)

    def _fingerprint(self) -> str:
        """Of the practice as it is now: taken once for each value, not for every picture."""
        practice = self._desk.practice
        if self._printed is None or self._printed[0] is not practice:
            self._printed = (practice, fingerprint(practice))
        return self._printed[1]

    def _row(self, revision: Revision, locked: bool, comparable: bool) -> QWidget:
        words = self._desk.words
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(2))
        top = QHBoxLayout()
        number = words("dossier.number", number=revision.number, date=shown(revision.at[:10]))
        top.addWidget(label(number, "strong"), 1)
        top.addWidget(label(words(f"dossier.step.{revision.state}"), "small", wrap=False))
        box.addLayout(top)
        signers = ", ".join(dict.fromkeys(one.signer for one in revision.signatures if one.signer))
        if signers:
            box.addWidget(label(words("dossier.signed_by", signers=signers), "small"))
        links = QWidget()
        flow = Flow(links, spacing=4, middle=True)
        act = words("vault.save_copy" if locked else "practice.open_file")
        names = [one.file_name for one in revision.signatures] or [revision.file_name]
        for name in dict.fromkeys(name for name in names if name):
            link = link_button(act, "document")
            link.setAccessibleName(words("dossier.file_of", act=act, number=revision.number, name=name))
            link.setToolTip(tip(name))
            link.clicked.connect(lambda _=False, name=name: self._open(name))
            flow.addWidget(link)
        if comparable:
            against = link_button(words("dossier.compare_with_now"))
            against.setAccessibleName(words("dossier.compare_with_now_of", number=revision.number))
            where = {"one": revision.number, "other": 0}
            against.clicked.connect(lambda: self.go.emit("compare", where))
            flow.addWidget(against)
        box.addWidget(links)
        return made

    def _open(self, name: str) -> None:
        """In the reader of the system, nothing of it passes through us; from a sealed archive a copy is made first,
        where the user wants it."""
        words = self._desk.words
        if self._desk.protection.seen_on:
            title = words("vault.save_copy")
            chosen, _ = QFileDialog.getSaveFileName(self, title, name, words("common.pdf_files"))
            if chosen:
                export(Path(chosen), self._desk.signed_content(name))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.signed_path(name))))


def said(words: Words, ledger: Ledger, now: str) -> tuple[str, str]:
    """(``draft``, ``handed_off``, ``sealed`` or ``reopened``, what that means). ``now``: the practice's fingerprint."""
    out, sealed, coming = ledger.handed_off, ledger.last_sealed, ledger.next_revision
    if out is not None:
        told = words("dossier.now.handed_off", number=out.number, date=shown(out.at[:10]), next=coming)
        return "handed_off", told
    if sealed is None:
        return "draft", words("dossier.now.draft", next=coming)
    state = "sealed" if sealed.practice_sha256 == now else "reopened"
    told = words(f"dossier.now.{state}", number=sealed.number, date=shown(sealed.at[:10]), next=coming)
    return state, told
