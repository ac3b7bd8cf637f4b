"""A person at the real window who has no mouse. Run by ``test_keyboard.py``, on the parts of ``walk.py``.

``keyboard.py DATA PICTURES``: from an empty archive to a sealed PDF and its verification with keys alone. On the way
every control that takes the focus must be in sight and must look other than without it, and Tab must come round.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.journeys.walk import PASSPHRASE, Person, data, main, page_shown, visible, window

TURN = 120
"""No page has this many stops: whoever has not come by until then is not reached by Tab."""


class Typist(Person):
    confirming = "Return"

    def focus(self) -> tuple[str, str]:
        """(name, kind) of what has the focus; it must be in sight."""

        def look() -> tuple[str, str, bool]:
            one = QApplication.focusWidget()
            return (name_of(one), type(one).__name__, not one.visibleRegion().isEmpty()) if one else ("", "", False)

        name, kind, seen = self.eyes.read(look)
        assert name, f"nothing with a name has the focus ({kind}) on {self.page()}"
        assert seen, f"the focus is out of sight: {name} on {self.page()}"
        return name, kind

    def reach(self, name: str, key: str = "Tab") -> None:
        """Tab until what is called so has the focus."""
        met = []
        for _ in range(TURN):
            met.append(self.focus()[0])
            if name in met[-1]:
                return
            self.key(key)
        raise AssertionError(f"Tab never comes to «{name}» on {self.page()}: {list(dict.fromkeys(met))}")

    def round(self) -> None:
        """Once round the page with Tab: every stop in sight, and the first comes back."""
        first = self.stop()
        stops = [first]
        for _ in range(TURN):
            self.key("Tab")
            self.focus()
            if (here := self.stop()) == first:
                assert len(stops) > 3, stops
                return
            assert here not in stops, f"Tab turns in a trap on {self.page()}"
            stops.append(here)
        raise AssertionError(f"Tab never comes round on {self.page()}")

    def stop(self) -> int:
        return self.eyes.read(lambda: id(QApplication.focusWidget()))

    def shown(self, page: str) -> None:
        self.until(lambda: type(page_shown()).__name__ == page or None, page)

    def walk(self) -> None:
        self.until(lambda: (visible(QWidget) and window().isActiveWindow()) or None, "the window")
        self.reach("Nuova pratica")
        self.key("Return")
        self.shown("PracticePage")
        self.company()
        self.functions()
        self.answer_all()
        self.shown("CheckPage")
        self.round()
        self.reach("Vai all'esito")
        self.key("Return")
        self.shown("OutcomePage")
        self.hypothesis()
        self.reach("Firma la checklist")
        self.key("Return")
        self.sign()
        self.verify()

    def company(self) -> None:
        self.round()
        assert "Ragione sociale" in self.focus()[0]
        self.type("Centro di prova Srl")
        self.reach("Chi prepara la checklist")
        self.type("Prova Consulente")
        self.reach("Aggiungi una sede")
        self.key("Return")
        assert "Nome della sede" in self.focus()[0]
        self.type("Sede di prova")
        self.reach("Non lo so")  # the list of representatives: a list is called by what it shows
        self.key("Down")
        self.reach("Aggiungi strumento", "shift+Tab")
        self.key("Return")
        self.until(lambda: QApplication.activeModalWidget(), "the dialog of a new tool")
        self.reach("Nome")
        self.type("CRM con telefonia")
        self.key("Return")
        self.shown("FunctionsPage")

    def functions(self) -> None:
        self.round()
        for tile in ("Abbinamento", "Stati in diretta", "Registrazione"):
            self.reach(tile)
            self.key("space")
        self.reach("Confermo")
        self.key("space")
        self.until(lambda: QApplication.activeModalWidget(), "the names of what is not there")
        self.key("Return")
        self.until(lambda: not QApplication.activeModalWidget() or None, "the confirmation")
        self.picture("tastiera-2-funzioni")
        self.reach("Continua")
        self.key("Return")
        self.shown("QuestionPage")
        self.round()

    def hypothesis(self) -> None:
        self.round()
        self.reach("Stati in diretta: togli per ipotesi")
        self.key("space")
        self.until(lambda: any("Spenta per ipotesi" in one.text() for one in visible(QLabel)) or None, "a hypothesis")
        self.picture("tastiera-4-esito")
        self.key("space")

    def sign(self) -> None:
        self.shown("SignPage")
        self.round()
        self.reach("Con il mio programma di firma")
        self.reach("Identità di questo computer", "Down")
        self.reach("Passphrase")
        self.type(PASSPHRASE)
        self.reach("Ripeti la passphrase")
        self.type(PASSPHRASE)
        self.key("Return")
        self.until(lambda: QApplication.activeModalWidget(), "the warning before signing")
        self.reach("Firma così com'è")
        self.key("Return")
        self.until(lambda: list(data().glob("practices/*/*/signed/*.pdf")) or None, "the signed PDF")
        self.until(lambda: any("intatto" in one.text() for one in visible(QLabel)) or None, "the verification")
        self.picture("tastiera-6-firmata")

    def verify(self) -> None:
        (sealed,) = data().glob("practices/*/*/signed/*.pdf")
        self.reach("Verifica un PDF")
        self.key("Return")
        self.shown("VerifyPage")
        self.reach("Scegli")
        self.key("Return")
        self.until(lambda: QApplication.activeModalWidget(), "the dialog for a file")
        self.type(str(sealed))
        self.key("Return")
        self.until(lambda: not QApplication.activeModalWidget() or None, "the file is chosen")
        self.until(lambda: any("intatto" in one.text() for one in visible(QLabel)) or None, "the verification")
        self.picture("tastiera-7-verifica")


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    from PySide6.QtGui import QAccessible

    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name) if spoken is not None else ""


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    sys.exit(main(Typist))
