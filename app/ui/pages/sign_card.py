"""Signing with a card: which driver, which certificate, the PIN. What must not sign is told before the PIN is asked.

The PIN is read once, by whoever signs, and wiped from its field.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desk.signing import CardWay
from app.domain.errors import UserError
from app.text import Words
from app.ui.pages.company import labelled
from app.ui.pages.sign_means import MeansPanel, group
from app.ui.tasks import Tasks
from app.ui.widgets.basics import ComboBox, label, plain_button, row
from app.ui.widgets.word_for_word import tip

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from reports.signing.card import CardCertificate


class CardPanel(MeansPanel):
    """Driver, certificate, PIN, in that order. Looking at the card happens beside the window and needs no PIN."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self.found: list[CardCertificate] = []
        self._names = {name: label("", "small") for name in ("driver", "certificate", "pin")}
        self.drivers, self.certificates = ComboBox(), ComboBox()
        for combo in (self.drivers, self.certificates):
            combo.setMinimumContentsLength(12)
            combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.other = plain_button("")
        self.other.clicked.connect(self._ask_driver)
        self.look = plain_button("", "search")
        self.look.clicked.connect(self.look_at_card)
        self.pin = self.secret()
        self._pin_box, pin = group()
        pin.addLayout(labelled(self._names["pin"], self.pin))
        self.about = label("", "small")
        self.drivers.currentIndexChanged.connect(lambda _n: self._forget())
        self.certificates.currentIndexChanged.connect(lambda _n: self._tell())
        self._choice, choice = group()
        choice.addLayout(labelled(self._names["certificate"], self.certificates, self.about))
        self.box.addLayout(labelled(self._names["driver"], self.drivers))
        self.box.addLayout(row(self.look, self.other, None))
        for widget in (self._choice, self._pin_box):
            self.box.addWidget(widget)
        self._looked = False

    def speak(self, words: Words) -> None:
        self._names["driver"].setText(words("sign_page.driver"))
        self._names["certificate"].setText(words("sign_page.certificate"))
        self._names["pin"].setText(words("sign_page.pin"))
        self.drivers.setAccessibleName(words("sign_page.driver"))
        self.certificates.setAccessibleName(words("sign_page.certificate"))
        self.pin.setAccessibleName(words("sign_page.pin"))
        self.other.set_text(words("sign_page.other_driver"))
        self.look.set_text(words("sign_page.look"))
        self._show_certificates()

    def loose(self) -> dict[str, QWidget]:
        return {"certificate": self.certificates, "pin": self.pin}

    def half_done(self) -> dict[str, Any]:
        return {**super().half_done(), "driver": self.driver(), "found": self.found}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        if kept["driver"] is not None:
            self.take_driver(kept["driver"])
        self.found = kept["found"]
        self._show_certificates()
        super().take_up(kept)

    def begin(self) -> None:
        """The drivers there are; once for each showing of the page, since one may have been installed."""
        chosen = self.driver()
        self.drivers.blockSignals(True)
        self.drivers.clear()
        for one in self._desk.card_drivers():
            self.drivers.addItem(one.name, str(one.path))
            self.drivers.setItemData(self.drivers.count() - 1, tip(str(one.path)), Qt.ItemDataRole.ToolTipRole)
        if not self.drivers.count():
            self.drivers.addItem(self._desk.words("sign_page.no_driver"), "")
        if chosen is not None:
            self.take_driver(chosen)
        self.drivers.blockSignals(False)
        self.look.setEnabled(self.driver() is not None)

    def driver(self) -> Path | None:
        chosen = self.drivers.currentData()
        return Path(chosen) if chosen else None

    def _ask_driver(self) -> None:
        words = self._desk.words
        title, kinds = words("sign_page.choose_driver"), words("sign_page.driver_files")
        name, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if name:
            self.take_driver(Path(name))
            self.look_at_card()

    def take_driver(self, file: Path) -> None:
        place = self.drivers.findData(str(file))
        if place < 0:
            self.drivers.insertItem(0, file.name, str(file))
            place = 0
        self.drivers.setCurrentIndex(place)
        self.look.setEnabled(True)

    def look_at_card(self) -> None:
        driver = self.driver()
        if driver is None or not self.look.isEnabled():
            return
        self._forget()
        self.look.setEnabled(False)
        self.told.emit(self._desk.words("sign_page.looking"))
        self._tasks.run(lambda: self._desk.card_certificates(driver), self._seen, self._failed)

    def _seen(self, found: list[CardCertificate]) -> None:
        self.look.setEnabled(True)
        self.told.emit("")
        self.found = sorted(found, key=lambda one: not self._usable(one))
        self._show_certificates()
        if self.found:
            self.take_focus()

    def _failed(self, problem: Exception) -> None:
        self.look.setEnabled(True)
        if not isinstance(problem, UserError):
            raise problem
        self.told.emit(self._desk.words.error(problem))

    def _forget(self) -> None:
        self.found = []
        self._show_certificates()

    def _usable(self, one: CardCertificate) -> bool:
        return one.facts.signing and one.facts.not_after.date() >= self._desk.today

    def _show_certificates(self) -> None:
        words = self._desk.words
        chosen = max(0, self.certificates.currentIndex())
        self.certificates.blockSignals(True)
        self.certificates.clear()
        for one in self.found:
            until = one.facts.not_after.strftime("%d/%m/%Y")
            key = "" if self._usable(one) else "expired" if one.facts.signing else "not_for_signing"
            text = words(f"sign_page.refused.{key}", name=one.facts.name, date=until) if key else one.facts.name
            self.certificates.addItem(text)
        self.certificates.setCurrentIndex(min(chosen, len(self.found) - 1))
        self.certificates.blockSignals(False)
        self._tell()

    def chosen(self) -> CardCertificate | None:
        place = self.certificates.currentIndex()
        return self.found[place] if 0 <= place < len(self.found) else None

    def _tell(self) -> None:
        words, one = self._desk.words, self.chosen()
        self._choice.setVisible(one is not None)
        self._pin_box.setVisible(one is not None and not one.token.pad)
        if one is None:
            return
        until = one.facts.not_after.strftime("%d/%m/%Y")
        said = [words("sign_page.certificate_line", name=one.facts.name, issuer=one.facts.issuer, date=until)]
        claim = "claims_qualified" if one.facts.qualified else "claims_nothing"
        said.append(words(f"sign_page.issuer_of.{claim}"))
        if one.token.pad:
            said.append(words("sign_page.pin_pad"))
        if one.token.tries != "many":
            said.append(words(f"sign_page.tries.{one.token.tries}"))
        self.about.setText("\n".join(said))

    def take_focus(self) -> None:
        (self.pin if self._pin_box.isVisibleTo(self) else self.look).setFocus()

    def missing(self) -> str:
        one = self.chosen()
        if one is None:
            self.look.setFocus()
            return "sign_page.certificate_missing"
        if not one.token.pad and not self.pin.text():
            self.pin.setFocus()
            return "sign_page.pin_missing"
        return ""

    def way(self) -> CardWay:
        one, driver = self.chosen(), self.driver()
        assert one is not None
        assert driver is not None
        return CardWay(driver, one, self.pin.text())

    def wipe(self) -> None:
        self.pin.clear()
