"""What the signer fills in: in whose box, and the passphrase of this computer's seal; at first use also a name.

The passphrase is read once, by the page that signs, and wiped.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.desk.paperwork import FIELDS
from app.text import Words
from app.ui import style
from app.ui.pages.company import labelled
from app.ui.widgets.basics import Card, label


class SignForm(QWidget):
    asked = Signal()
    """Return was pressed in the last field."""

    def __init__(self) -> None:
        super().__init__()
        self._first_use = False
        self._with, self._who = label("", "h2"), label("", "h2")
        identity = Card("selected", margin=16, spacing=2)
        self._identity_name, self._identity_about = label("", "h3"), label("", "muted")
        identity.box.addWidget(self._identity_name)
        identity.box.addWidget(self._identity_about)
        self.fields = QButtonGroup(self)
        radios = QVBoxLayout()
        radios.setSpacing(0)
        for place, _field in enumerate(FIELDS):
            radio = QRadioButton()
            self.fields.addButton(radio, place)
            radios.addWidget(radio)
        self.fields.button(0).setChecked(True)
        self._names = {name: label("", "small") for name in ("name", "passphrase", "repeat")}
        self.name, self.passphrase, self.repeat = QLineEdit(), QLineEdit(), QLineEdit()
        for field in (self.passphrase, self.repeat):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.returnPressed.connect(self.asked)
        self._first_text = label("", "muted")
        self._first, first = _group()
        first.addWidget(self._first_text)
        first.addLayout(labelled(self._names["name"], self.name))
        self._again, again = _group()
        again.addLayout(labelled(self._names["repeat"], self.repeat))
        self.problem = label("", "error")
        self._after = label("", "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(12))
        box.addWidget(self._who)
        box.addLayout(radios)
        for widget in (self._with, identity, self._first):
            box.addWidget(widget)
        box.addLayout(labelled(self._names["passphrase"], self.passphrase))
        for widget in (self._again, self.problem, self._after):
            box.addWidget(widget)
        self.say("")

    def speak(self, words: Words) -> None:
        self._with.setText(words("sign_page.with"))
        self._identity_name.setText(words("sign_page.identity"))
        self._identity_about.setText(words("seal.label"))
        self._who.setText(words("sign_page.who"))
        self._first_text.setText(words("sign_page.first_use"))
        self._after.setText(words("sign_page.after"))
        for name, field in (("name", self.name), ("passphrase", self.passphrase), ("repeat", self.repeat)):
            self._names[name].setText(words(f"sign_page.{name}"))
            field.setAccessibleName(words(f"sign_page.{name}"))
        for place, box in enumerate(FIELDS):
            self.fields.button(place).setText(words(f"sign_page.field.{box}"))

    def begin(self, name: str) -> None:
        """Anew, for whoever prepares this practice; nothing typed before stays."""
        self.name.setText(name)
        self.wipe()
        self.say("")

    def take_focus(self) -> None:
        (self.name if self._first_use and not self.name.text() else self.passphrase).setFocus()

    def show_first_use(self, first_use: bool) -> None:
        """At first use there is no seal yet: it is made with the name and a passphrase written twice."""
        self._first_use = first_use
        self._first.setVisible(first_use)
        self._again.setVisible(first_use)

    def say(self, text: str) -> None:
        """What went wrong or is missing; empty for nothing."""
        self.problem.setText(text)
        self.problem.setAccessibleName(text)
        self.problem.setVisible(bool(text))

    def missing(self) -> str:
        """The key of what keeps us from signing, empty for nothing; the field in question takes the focus."""
        if self._first_use and not self.name.text().strip():
            self.name.setFocus()
            return "sign_page.name_missing"
        if not self.passphrase.text():
            self.passphrase.setFocus()
            return "sign_page.passphrase_missing"
        if self._first_use and self.passphrase.text() != self.repeat.text():
            self.repeat.setFocus()
            return "sign_page.repeat_differs"
        return ""

    def new_name(self) -> str:
        """The name a seal is to be made with, empty if there is one already."""
        return self.name.text().strip() if self._first_use else ""

    def chosen_field(self) -> str:
        return FIELDS[self.fields.checkedId()]

    def wipe(self) -> None:
        self.passphrase.clear()
        self.repeat.clear()


def _group() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    return holder, box
