"""The paper with another signer: what is out, and the acts about it. The page does what is asked here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.ledger import Revision
from app.text import Words
from app.ui import style
from app.ui.pages.company import labelled
from app.ui.pages.practice_model import day
from app.ui.widgets.basics import label, link_button, row
from app.ui.widgets.card_button import PlainTick


class OutPanel(QWidget):
    """For both ways: the user's own program (``handing``) and the pen (``hand``). ``about``: the revision that is
    out."""

    asked = Signal(str)
    """``again``, ``withdraw`` or ``back``"""

    def __init__(self) -> None:
        super().__init__()
        self.about: Revision | None = None
        self._comes_back = False
        self._text = label("", "body")
        self._name = label("", "small")
        self.signer = QLineEdit()
        self.open_it = PlainTick()
        self.again, self.withdraw, self.back = link_button(""), link_button(""), link_button("")
        for name, button in (("again", self.again), ("withdraw", self.withdraw), ("back", self.back)):
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
        self._who = QWidget()
        who = QVBoxLayout(self._who)
        who.setContentsMargins(0, 0, 0, 0)
        who.addLayout(labelled(self._name, self.signer))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(8))
        for widget in (self._text, self._who, self.open_it):
            box.addWidget(widget)
        box.addLayout(row(self.back, self.again, self.withdraw, None))

    def speak(self, words: Words) -> None:
        self._name.setText(words("sign_page.hand_signer"))
        self.signer.setAccessibleName(words("sign_page.hand_signer"))
        self.open_it.setText(words("sign_page.open_signer"))
        self.again.set_text(words("sign_page.hand_off_again"))
        self.withdraw.set_text(words("sign_page.withdraw"))
        self.back.set_text(words("sign_page.bring_back"))

    def show_out(self, words: Words, out: Revision | None, comes_back: bool) -> None:
        self.about, self._comes_back = out, comes_back

    def show_way(self, words: Words, way: str, more: Revision | None) -> None:
        """``more``: a sealed revision that is to be signed by one more."""
        out = self.about
        if out is not None:
            text = words("sign_page.out", n=out.number, date=day(out.at[:10]))
        elif way == "hand":
            text = words("sign_page.hand_none")
        elif more is not None:
            signers = ", ".join(one.signer for one in more.signatures)
            text = words("sign_page.out_more", n=more.number, signers=signers)
        else:
            text = words("sign_page.out_none")
        self._text.setText(text)
        self._who.setVisible(way == "hand" and out is not None)
        self.open_it.setVisible(way == "handing" and out is None)
        self.again.setVisible(out is not None)
        self.withdraw.setVisible(out is not None)
        self.back.setVisible(way == "handing" and out is None and self._comes_back)
