"""On the home page: versions that a synchronising program left beside a practice, and what to do with each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.desk.moments import clock_time
from app.ui import style
from app.ui.widgets.basics import Card, accent_button, clear_layout, label, link_button, plain_button, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.desk.desk import Desk
    from app.desk.differing import Difference
    from app.desk.settling import Other
    from app.text import Words


class ConflictCard(Card):
    """Hidden while there is none, and filled at the first. ``told`` says what was done."""

    def __init__(self, desk: Desk, told: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._told = desk, told
        self._drawn: tuple[object, ...] | None = None
        self.hide()

    def _fill(self) -> None:
        self._title, self._lead = label("", "h3"), label("", "muted")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(style.px(10))
        self.box.addWidget(self._title)
        self.box.addWidget(self._lead)
        self.box.addLayout(self._lines)

    def refresh(self) -> None:
        words, found = self._desk.words, self._desk.known_conflicts
        if found and (drawn := (words.lang, *found)) != self._drawn:
            if self._drawn is None:
                self._fill()
            self._drawn = drawn
            self._draw(words, found)
        self.setVisible(bool(found))

    def _draw(self, words: Words, found: Sequence[Other]) -> None:
        self._title.setText(words("conflicts.title"))
        self._lead.setText(words("conflicts.lead"))
        clear_layout(self._lines)
        for other in found:
            self._lines.addWidget(self._line(words, other))

    def _line(self, words: Words, other: Other) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label(said(words, other)))
        if other.readable and not self._desk.folder_read_only:
            compare = plain_button(words("conflicts.compare"))
            keep = plain_button(words("conflicts.keep_both"))
            settle = link_button(words("conflicts.keep_this"))
            compare.clicked.connect(partial(self._compare, other))
            keep.clicked.connect(partial(self._keep, other))
            settle.clicked.connect(partial(self._settle, other))
            box.addLayout(row(*([settle] if other.same else [compare, keep, settle]), None))
        return holder

    def _compare(self, other: Other) -> None:
        words = self._desk.words
        make_comparison(self, words, said(words, other), self._desk.compare(other.id)).exec()

    def _keep(self, other: Other) -> None:
        self._desk.keep_conflict(other.id)
        self._told(self._desk.words("conflicts.kept"))

    def _settle(self, other: Other) -> None:
        self._desk.settle_conflict(other.id)
        self._told(self._desk.words("conflicts.settled"))


def said(words: Words, other: Other) -> str:
    """One other version in a sentence."""
    at = clock_time(other.saved_at) if other.saved_at is not None else ""
    if not other.readable:
        return words("conflicts.unreadable", at=at)
    name = other.name or words("home.no_name")
    if other.same:
        return words("conflicts.same", name=name, at=at)
    if other.by:
        return words("conflicts.line_by", name=name, at=at, by=other.by)
    return words("conflicts.line", name=name, at=at)


def make_comparison(parent: QWidget, words: Words, title: str, found: list[Difference]) -> QDialog:
    """The plain list of what differs; Esc closes it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(words("conflicts.compare"))
    dialog.resize(style.px(640), style.px(480))
    box = QVBoxLayout(dialog)
    box.setContentsMargins(style.px(24), style.px(20), style.px(24), style.px(20))
    box.setSpacing(style.px(12))
    box.addWidget(label(title, "h2"))
    count = words.count("conflicts.differences", len(found)) if found else words("conflicts.no_differences")
    box.addWidget(label(count, "muted"))
    area, lines = scrolled(spacing=10)
    nothing = words("conflicts.nothing")
    for one in found:
        mine, theirs = one.mine or nothing, one.theirs or nothing
        lines.addWidget(label(words("conflicts.difference", where=one.where, mine=mine, theirs=theirs)))
    lines.addStretch(1)
    box.addWidget(area, 1)
    close = accent_button(words("common.close"))
    close.clicked.connect(dialog.accept)
    box.addLayout(row(None, close))
    close.setFocus()
    return dialog
