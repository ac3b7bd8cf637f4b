"""Chi risponde della checklist: who prepares, checks and approves it, under which number, and the note off paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from app.ui import style
from app.ui.pages.company import labelled
from app.ui.widgets.basics import Card, label, link_button, row
from app.ui.widgets.fields import LineField, NoteField

if TYPE_CHECKING:
    from app.desk.desk import Desk

ROLES = ("prepared_by", "checked_by", "approved_by")


class PeopleCard(Card):
    """One person may be all three; the firm that draws the paper up is the one of the settings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._heading = label("", "h2")
        self.box.addWidget(self._heading)
        places = {"prepared_by": (0, 0), "number": (0, 1), "checked_by": (1, 0), "approved_by": (1, 1)}
        self._names = {name: label("", "small") for name in (*places, "note")}
        self.fields = {name: LineField() for name in places}
        grid = QGridLayout()
        grid.setSpacing(style.px(10))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for name, place in places.items():
            self.fields[name].committed.connect(lambda text, name=name: desk.set_practice(**{name: text}))
            grid.addLayout(labelled(self._names[name], self.fields[name]), *place)
        self.box.addLayout(grid)
        self.same = link_button("", "check")
        self.same.clicked.connect(self._same_person)
        self.box.addLayout(row(self.same, None))
        self._studio = label("", "small")
        self.box.addWidget(self._studio)
        self.note = NoteField()
        self.note.setFixedHeight(style.px(64))
        self.note.committed.connect(lambda text: desk.set_practice(note=text))
        self.box.addLayout(labelled(self._names["note"], self.note))

    def retranslate(self) -> None:
        words = self._desk.words
        self._heading.setText(words("practice.people"))
        for name, text in self._names.items():
            text.setText(words(f"practice.field.{name}"))
        for name, field in {**self.fields, "note": self.note}.items():
            field.setAccessibleName(words(f"practice.field.{name}"))
        self.same.set_text(words("practice.same_person"))
        self.same.setToolTip(words("practice.same_person_hint"))
        self.same.setAccessibleDescription(words("practice.same_person_hint"))

    def refresh(self) -> None:
        practice, words = self._desk.practice, self._desk.words
        for name, field in self.fields.items():
            field.show_value(getattr(practice, name))
            field.setReadOnly(self._desk.read_only)
        self.note.show_value(practice.note)
        self.note.setReadOnly(self._desk.read_only)
        named = {getattr(practice, role) for role in ROLES}
        self.same.setVisible(bool(practice.prepared_by) and len(named) > 1 and not self._desk.read_only)
        studio = " ".join(self._desk.studio_said.letterhead.split())
        self._studio.setText(words("practice.studio", studio=studio) if studio else words("practice.no_studio"))

    def _same_person(self) -> None:
        for field in self.fields.values():
            field.commit()
        name = self._desk.practice.prepared_by
        self.fields["approved_by"].setFocus()  # the button goes away
        self._desk.set_practice(checked_by=name, approved_by=name)
