"""Registro on the practice page: whether the journal holds, its last lines, and the name that new ones will bear."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.ledger import JournalEntry
from app.text import Words
from app.ui import style
from app.ui.pages.company import labelled
from app.ui.widgets.basics import accent_button, label, link_button, row
from app.ui.widgets.dates import shown
from app.ui.widgets.fields import LineField
from app.ui.widgets.section import Section, icon_line

if TYPE_CHECKING:
    from app.desk.desk import Desk

LAST = 4
SHORT = 110
"""Characters of a line on the page; the dialog shows it whole."""


class JournalCard(Section):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._intro, self._name, self._hint = label("", "muted"), label("", "small"), label("", "small")
        self.name = LineField()
        self.name.committed.connect(desk.set_author)
        self.check, self.more = link_button("", "check"), link_button("", "document")
        self.check.clicked.connect(self._verify)
        self.more.clicked.connect(lambda: JournalDialog(desk, self).exec())
        self.box.insertWidget(1, self._intro)
        self.box.addLayout(row(self.check, self.more, None))
        self.box.addLayout(labelled(self._name, self.name, self._hint))

    def retranslate(self) -> None:
        words = self._desk.words
        self.set_heading(words("journal_check.title"))
        self._intro.setText(words("journal_check.intro"))
        self._name.setText(words("journal_check.name"))
        self._hint.setText(words("journal_check.name_hint"))
        self.name.setAccessibleName(words("journal_check.name"))
        self.check.set_text(words("journal_check.check"))
        self.more.set_text(words("journal_check.more"))

    def refresh(self) -> None:
        desk = self._desk
        if desk.dossier is None:
            return
        self.name.show_value(desk.author)
        self.name.setReadOnly(desk.folder_read_only)
        words, journal = desk.words, desk.dossier.ledger.journal
        wrong = desk.journal_told(desk.journal_breaks)
        late = any(entry.late for entry in journal)
        lines = tuple(shorten(told(words, entry), SHORT, placeholder=" …") for entry in reversed(journal[-LAST:]))
        count = words.count("journal_check.entries", len(journal))
        self.set_heading(words("journal_check.title"), count)

        def fill(box: QVBoxLayout) -> None:
            for sentence in wrong:
                box.addWidget(icon_line("warning", "red", (sentence, "strong")))
            if not wrong:
                box.addWidget(icon_line("check", "green", (words("journal_check.holds"), "body")))
            if late:
                box.addWidget(label(words("journal_check.late"), "small"))
            for line in lines:
                box.addWidget(label(line, "small"))

        self.draw((words.lang, tuple(wrong), late, lines), fill)

    def _verify(self) -> None:
        self._desk.verify_journal()
        self.refresh()


def told(words: Words, entry: JournalEntry) -> str:
    """One line of the journal. An act that this program does not know is shown by its own name."""
    key, known = f"journal.{entry.act}", words.keys()
    act = words(key, about=entry.about) if key in known else f"{entry.act} {entry.about}".strip()
    date = f"{shown(entry.at[:10])} {entry.at[11:16]}".strip()
    if not entry.by:
        return words("journal_check.line_unnamed", date=date, act=act)
    return words("journal_check.line", date=date, name=entry.by, act=act)


class JournalDialog(QDialog):
    """All of it, the last line first, to be read and copied."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        words = desk.words
        self.setWindowTitle(words("journal_check.title"))
        self.resize(style.px(720), style.px(480))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.px(24),) * 4)
        box.addWidget(label(words("journal_check.title"), "h2"))
        assert desk.dossier is not None
        self.lines = QPlainTextEdit("\n".join(told(words, one) for one in reversed(desk.dossier.ledger.journal)))
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName(words("journal_check.title"))
        box.addWidget(self.lines, 1)
        close = accent_button(words("common.close"))
        close.clicked.connect(self.accept)
        box.addLayout(row(None, close))
