"""The company's data on the practice page: a card of fields and a card of sites. Checks warn and never block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.circular import UNKNOWN
from app.domain.practice import Site
from app.ui import style
from app.ui.checks import tax_code_looks_right, vat_looks_right
from app.ui.widgets.basics import Card, ComboBox, LineField, NoteField, clear_layout, label, line, link_button, row

if TYPE_CHECKING:
    from app.desk.desk import Desk

REPRESENTATIVES = (UNKNOWN, "rsu", "rsa", "none")


def labelled(text: QLabel, field: QWidget, *below: QWidget) -> QVBoxLayout:
    """A field with its name above it, as buddies, so that the name is read out with it."""
    text.setBuddy(field)
    box = QVBoxLayout()
    box.setSpacing(style.px(2))
    box.addWidget(text)
    box.addWidget(field)
    for widget in below:
        box.addWidget(widget)
    return box


class CompanyCard(Card):
    """Name, numbers, who prepares the checklist and under which number, and a note that stays off paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._heading = label("", "h2")
        self.box.addWidget(self._heading)
        self._names: dict[str, QLabel] = {}
        self.fields: dict[str, LineField] = {}
        self._warnings = {"vat": label("", "small"), "tax_code": label("", "small")}
        grid = QGridLayout()
        grid.setSpacing(style.px(10))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        places = {"name": (0, 0, 1, 2), "vat": (1, 0, 1, 1), "tax_code": (1, 1, 1, 1)}
        places |= {"prepared_by": (2, 0, 1, 1), "number": (2, 1, 1, 1)}
        for name, place in places.items():
            field = LineField()
            self._names[name] = label("", "small")
            self.fields[name] = field
            field.committed.connect(lambda text, name=name: self._told(name, text))
            below = (self._warnings[name],) if name in self._warnings else ()
            grid.addLayout(labelled(self._names[name], field, *below), *place, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(grid)
        self.note = NoteField()
        self.note.setFixedHeight(style.px(64))
        self.note.committed.connect(lambda text: desk.set_practice(note=text))
        self._names["note"] = label("", "small")
        self.box.addLayout(labelled(self._names["note"], self.note))

    def _told(self, name: str, text: str) -> None:
        if name in ("prepared_by", "number"):
            self._desk.set_practice(**{name: text.strip()})
        else:
            self._desk.set_company(**{name: text.strip()})

    def retranslate(self) -> None:
        words = self._desk.words
        self._heading.setText(words("practice.company"))
        for name, text in self._names.items():
            text.setText(words(f"practice.field.{name}"))
        for name, field in {**self.fields, "note": self.note}.items():
            field.setAccessibleName(words(f"practice.field.{name}"))

    def refresh(self) -> None:
        practice, words = self._desk.practice, self._desk.words
        company = practice.company
        values = {"name": company.name, "vat": company.vat, "tax_code": company.tax_code}
        values |= {"prepared_by": practice.prepared_by, "number": practice.number}
        for name, value in values.items():
            self.fields[name].show_value(value)
            self.fields[name].setReadOnly(self._desk.read_only)
        self.note.show_value(practice.note)
        self.note.setReadOnly(self._desk.read_only)
        right = {"vat": vat_looks_right(company.vat), "tax_code": tax_code_looks_right(company.tax_code)}
        for name, warning in self._warnings.items():
            warning.setText("" if right[name] else words(f"practice.check.{name}"))
            warning.setVisible(not right[name])


class SiteForm(QWidget):
    """The fields of one site; every committed one hands over the whole site."""

    def __init__(self, desk: Desk, site: Site, told: Callable[[Site], None], remove: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._site, self._told = desk, site, told
        words = desk.words
        self.fields = {name: LineField() for name in ("name", "municipality", "province", "headcount")}
        self.representatives = ComboBox()
        for choice in REPRESENTATIVES:
            self.representatives.addItem(words(f"practice.representatives.{choice}"), choice)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.px(8))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        places = {"name": (0, 0), "municipality": (0, 1), "headcount": (1, 1)}
        for name, place in places.items():
            grid.addLayout(labelled(label(words(f"practice.site.{name}"), "small"), self.fields[name]), *place)
        grid.addLayout(labelled(label(words("practice.site.representatives"), "small"), self.representatives), 1, 0)
        self.fields["province"].setMaxLength(2)
        delete = link_button(words("practice.site.remove"), "bin")
        delete.setEnabled(not desk.read_only)
        delete.clicked.connect(lambda: remove(self._site.id))
        province = labelled(label(words("practice.site.province"), "small"), self.fields["province"])
        grid.addLayout(province, 2, 0)
        grid.addWidget(delete, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        for name, field in self.fields.items():
            field.setAccessibleName(words(f"practice.site.{name}"))
            field.committed.connect(self._commit)
        self.representatives.activated.connect(self._commit)
        self.show_site(site)

    def show_site(self, site: Site) -> None:
        self._site = site
        for name in ("name", "municipality", "province"):
            self.fields[name].show_value(getattr(site, name))
        self.fields["headcount"].show_value("" if site.headcount is None else str(site.headcount))
        for field in self.fields.values():
            field.setReadOnly(self._desk.read_only)
        self.representatives.setEnabled(not self._desk.read_only)
        self.representatives.setCurrentIndex(max(0, self.representatives.findData(site.representatives)))

    def _commit(self) -> None:
        texts = {name: field.text().strip() for name, field in self.fields.items()}
        heads = texts.pop("headcount")
        texts["province"] = texts["province"].upper()
        count = int(heads) if heads.isascii() and heads.isdigit() else None
        chosen = str(self.representatives.currentData())
        self._told(replace(self._site, **texts, headcount=count, representatives=chosen))


class SitesCard(Card):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._heading = label("", "h2")
        self._hint = label("", "small")
        self.add = link_button("", "plus")
        self.add.clicked.connect(self._add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.px(10))
        self.forms: dict[str, SiteForm] = {}
        self.box.addWidget(self._heading)
        self.box.addWidget(self._hint)
        self.box.addLayout(self._rows)
        self.box.addLayout(row(self.add, None))

    def retranslate(self) -> None:
        words = self._desk.words
        self._heading.setText(words("practice.sites"))
        self._hint.setText(words("practice.sites_hint"))
        self.add.set_text(words("practice.add_site"))
        self.forms = {}

    def refresh(self) -> None:
        """Sites come and go as whole forms; a form that stays is only given its values."""
        sites = {site.id: site for site in self._desk.practice.company.sites}
        if list(sites) != list(self.forms):
            clear_layout(self._rows)
            self.forms = {}
            for place, site in enumerate(sites.values()):
                if place:
                    self._rows.addWidget(line())
                self.forms[site.id] = SiteForm(self._desk, site, self._desk.set_site, self._desk.remove_site)
                self._rows.addWidget(self.forms[site.id])
        for site_id, form in self.forms.items():
            form.show_site(sites[site_id])
        self._hint.setVisible(not sites)
        self.add.setEnabled(not self._desk.read_only)

    def _add(self) -> None:
        site = self._desk.new_site()
        self._desk.set_site(site)
        self.forms[site.id].fields["name"].setFocus()
