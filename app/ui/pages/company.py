"""The company's data on the practice page: a card of fields and a card of sites. Checks warn and never block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.desk import checking
from app.domain.circular import UNKNOWN
from app.domain.practice import Site
from app.ui import style
from app.ui.widgets.basics import Card, ComboBox, clear_layout, label, line, link_button, row
from app.ui.widgets.fields import LineField
from app.ui.widgets.warned import WarningLine

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


PLACES = {
    "name": (0, 0, 1, 2),
    "vat": (1, 0, 1, 1),
    "tax_code": (1, 1, 1, 1),
    "address": (2, 0, 1, 2),
    "ateco": (3, 0, 1, 1),
    "ccnl": (3, 1, 1, 1),
}


class CompanyCard(Card):
    """Name, numbers, address, activity and collective agreement."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._heading = label("", "h2")
        self.box.addWidget(self._heading)
        self._names = {name: label("", "small") for name in PLACES}
        self.fields = {name: LineField() for name in PLACES}
        self.warnings = {name: WarningLine(self.fields[name]) for name in ("vat", "tax_code", "ateco", "ccnl")}
        grid = QGridLayout()
        grid.setSpacing(style.px(10))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for name, place in PLACES.items():
            field = self.fields[name]
            field.committed.connect(lambda text, name=name: desk.set_company(**{name: text}))
            below = (self.warnings[name],) if name in self.warnings else ()
            box = labelled(self._names[name], field, *below)
            box.addStretch(1)  # and no alignment: with one the grid would not give a warning of several lines its room
            grid.addLayout(box, *place)
        self.box.addLayout(grid)

    def retranslate(self) -> None:
        words = self._desk.words
        self._heading.setText(words("practice.company"))
        for name, text in self._names.items():
            text.setText(words(f"practice.field.{name}"))
            self.fields[name].setAccessibleName(words(f"practice.field.{name}"))

    def refresh(self) -> None:
        company, words, tables = self._desk.practice.company, self._desk.words, self._desk.tables
        for name, field in self.fields.items():
            field.show_value(getattr(company, name))
            field.setReadOnly(self._desk.read_only)
        found = {
            "vat": checking.vat(company.vat),
            "tax_code": checking.tax_code(company.tax_code),
            "ateco": checking.ateco(company.ateco, tables),
            "ccnl": checking.ccnl(company.ccnl, tables),
        }
        for name, warned in found.items():
            self.warnings[name].show_warning(words, warned)


class SiteForm(QWidget):
    """The fields of one site; every committed one hands over the whole site."""

    def __init__(self, desk: Desk, site: Site, told: Callable[[Site], None], remove: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._site, self._told = desk, site, told
        words = desk.words
        self.fields = {name: LineField() for name in ("name", "municipality", "province", "headcount")}
        self.warnings = {name: WarningLine(self.fields[name]) for name in ("province", "headcount")}
        self.representatives = ComboBox()
        for choice in REPRESENTATIVES:
            self.representatives.addItem(words(f"practice.representatives.{choice}"), choice)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.px(8))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        places = {"name": (0, 0), "municipality": (0, 1), "headcount": (1, 1), "province": (2, 0)}
        who = labelled(label(words("practice.site.representatives"), "small"), self.representatives)
        who.addStretch(1)
        for name, place in places.items():
            if name == "headcount":
                grid.addLayout(who, 1, 0)  # in the order of reading: Tab goes by it
            below = (self.warnings[name],) if name in self.warnings else ()
            named = label(words(f"practice.site.{name}"), "small")
            box = labelled(named, self.fields[name], *below)
            box.addStretch(1)
            grid.addLayout(box, *place)
        self._delete = delete = link_button(words("practice.site.remove"), "bin")
        delete.setEnabled(not desk.read_only)
        delete.clicked.connect(lambda: remove(self._site.id))
        grid.addWidget(delete, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        for field in self.fields.values():
            field.committed.connect(self._commit)
        self.representatives.activated.connect(self._commit)
        self.show_site(site)

    def name_for(self, place: int) -> None:
        """Every control as it is read out, the site's number with it: there are several of each."""
        words = self._desk.words
        named = {**self.fields, "representatives": self.representatives, "remove": self._delete}
        for name, control in named.items():
            what = words(f"practice.site.{name}")
            control.setAccessibleName(words("practice_spoken.of_site", what=what, n=place))

    def show_site(self, site: Site) -> None:
        self._site = site
        words = self._desk.words
        for name in ("name", "municipality", "province"):
            self.fields[name].show_value(getattr(site, name))
        heads, typed = self.fields["headcount"], self.unreadable_heads()
        if not typed:  # what was typed and is no number stays to be put right, and the number of before holds
            heads.show_value("" if site.headcount is None else str(site.headcount))
        self.warnings["headcount"].show_text(words("practice.heads_wrong", text=typed) if typed else "")
        self.warnings["province"].show_warning(words, checking.province(site.province, self._desk.tables))
        for field in self.fields.values():
            field.setReadOnly(self._desk.read_only)
        self.representatives.setEnabled(not self._desk.read_only)
        self.representatives.setCurrentIndex(max(0, self.representatives.findData(site.representatives)))

    def unreadable_heads(self) -> str:
        text = self.fields["headcount"].text().strip()
        return "" if _count(text) is not None else text

    def _commit(self) -> None:
        texts = {name: field.text() for name, field in self.fields.items()}
        heads = texts.pop("headcount").strip()
        count = _count(heads) if not self.unreadable_heads() else self._site.headcount
        chosen = str(self.representatives.currentData())
        self._told(replace(self._site, **texts, headcount=count, representatives=chosen))
        self.show_site(self._site)

    def take_heads(self, typed: str) -> None:
        """What was typed for a number and is none, in a form made anew."""
        self.fields["headcount"].setText(typed)
        self.fields["headcount"].commit()  # it was handed over once: it is not in the midst of being typed


def _count(text: str) -> int | None:
    """A whole number that is no longer than any centre is large; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


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
        self._anew, self._practice = True, ""
        self.box.addWidget(self._heading)
        self.box.addWidget(self._hint)
        self.box.addLayout(self._rows)
        self.box.addLayout(row(self.add, None))

    def retranslate(self) -> None:
        words = self._desk.words
        self._heading.setText(words("practice.sites"))
        self._hint.setText(words("practice.sites_hint"))
        self.add.set_text(words("practice.add_site"))
        self._anew = True

    def refresh(self) -> None:
        """Sites come and go as whole forms; a form that stays is only given its values. Their ids are the same in every
        practice."""
        sites = {site.id: site for site in self._desk.practice.company.sites}
        if self._anew or (self._desk.practice.id, list(sites)) != (self._practice, list(self.forms)):
            same = self._practice == self._desk.practice.id
            typed = {name: made.unreadable_heads() for name, made in self.forms.items()} if same else {}
            clear_layout(self._rows)
            self.forms, self._anew, self._practice = {}, False, self._desk.practice.id
            for place, site in enumerate(sites.values()):
                if place:
                    self._rows.addWidget(line())
                self.forms[site.id] = SiteForm(self._desk, site, self._desk.set_site, self._desk.remove_site)
                self._rows.addWidget(self.forms[site.id])
                if typed.get(site.id):
                    self.forms[site.id].take_heads(typed[site.id])
        for place, (site_id, form) in enumerate(self.forms.items(), 1):
            form.name_for(place)
            form.show_site(sites[site_id])
        self._hint.setVisible(not sites)
        self.add.setEnabled(not self._desk.read_only)

    def _add(self) -> None:
        site = self._desk.new_site()
        self._desk.set_site(site)
        self.forms[site.id].fields["name"].setFocus()
