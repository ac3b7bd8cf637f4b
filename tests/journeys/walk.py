"""A person at the real window: mouse and keys only, sent through the X server. Run by ``test_walk.py`` under Xvfb.

``walk.py DATA PICTURES``: starts the program on the data folder DATA and walks a CRM with screen pop, states and
recording to a sealed PDF; one PNG per page goes to PICTURES. It looks at the window to know where to point, and
touches nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QStackedWidget, QWidget

T = TypeVar("T")
PATIENCE = 20.0
WHEEL_UP, WHEEL_DOWN = "4", "5"
TURNS = 100
"""No page is so long that more turns of the wheel are needed."""
PASSPHRASE = "una frase lunga e mia"
WANTED = {
    "presence": "in_use",
    "row_kept": "no",
    "traceable": "direct",
    "customer_line": "yes",
    "seen_by_others": "live",
    "kept": "per_operator",
    "computed": "yes",
    "coverage": "all",
    "perceivable": "yes",
    "ground": "organisational",
    "judges_individual": "no",
    "workforce": "employees",
}
MASKING = ("voices_masked", "start_cut", "no_operator_data", "no_operator_report", "access_traced", "stations_rotate")
WANTED |= dict.fromkeys(MASKING, "no")


class Eyes(QObject):
    """Reads the window on its own thread for whoever asks from another."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(lambda job: job(), Qt.ConnectionType.BlockingQueuedConnection)

    def read(self, look: Callable[[], T]) -> T:
        found: list[T] = []
        self.asked.emit(lambda: found.append(look()))
        return found[0]


class Person(threading.Thread):
    confirming = "ctrl+Return"
    """What confirms an answer."""
    wanted = WANTED
    """Fact → what is answered; the rest is «non lo so»."""

    def __init__(self, pictures: Path) -> None:
        super().__init__(daemon=True)
        self.eyes, self.pictures, self.failure = Eyes(), pictures, ""

    # ---- hands and eyes ----

    def until(self, look: Callable[[], T | None], what: str) -> T:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = self.eyes.read(look)
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"never seen: {what}")

    def point(self, kind: type[QWidget], text: str, exact: bool = False) -> None:
        """Press the control of that text (or accessible name) with the mouse."""

        def find() -> QWidget | None:
            for widget in visible(kind):
                said = {getattr(widget, "text", str)().replace("&", "").strip(), widget.accessibleName()}
                fits = text in said if exact else any(text in one for one in said)
                if fits and widget.isEnabled():
                    return widget
            return None

        self.press(find, text)

    def press(self, find: Callable[[], QWidget | None], what: str) -> None:
        """Press what ``find`` finds, turning the wheel first until it is in sight."""
        before: QPoint | None = None
        for _ in range(TURNS):
            sight = self.until(lambda: sight_of(find()), what)
            if sight.turn is None:
                if sight.spot == before:  # it has come to rest
                    xdotool("mousemove", str(sight.spot.x()), str(sight.spot.y()), "click", "1")
                    time.sleep(0.15)
                    return
                before = sight.spot
            else:
                xdotool("mousemove", str(sight.spot.x()), str(sight.spot.y()), "click", sight.turn)
            time.sleep(0.05)
        raise AssertionError(f"the wheel never brings it into sight: {what}")

    def type(self, text: str) -> None:
        xdotool("type", "--delay", "5", text)

    def key(self, *names: str) -> None:
        xdotool("key", *names)
        time.sleep(0.12)

    def page(self) -> str:
        return self.eyes.read(lambda: type(page_shown()).__name__)

    def picture(self, name: str) -> None:
        time.sleep(0.4)
        subprocess.run(["import", "-window", "root", str(self.pictures / f"{name}.png")], check=True)

    # ---- the walk ----

    def run(self) -> None:
        try:
            self.walk()
        except BaseException:
            self.failure = traceback.format_exc()
            subprocess.run(["import", "-window", "root", str(self.pictures / "failed.png")], check=False)
        finally:
            self.eyes.read(QApplication.quit)

    def walk(self) -> None:
        self.until(lambda: any("Nuova pratica" in b.text() for b in visible(QAbstractButton)) or None, "the home page")
        self.picture("1-pratiche")
        self.point(QAbstractButton, "Nuova pratica")
        self.until(lambda: visible(QLineEdit) or None, "the practice page")
        self.point(QLineEdit, "Ragione sociale")
        self.type("Centro di prova Srl")
        self.point(QLineEdit, "Chi prepara la checklist")
        self.type("Prova Consulente")
        self.point(QAbstractButton, "Aggiungi strumento")
        self.point(QLineEdit, "Nome")
        self.type("CRM con telefonia")
        self.key("Return")
        self.until(lambda: type(page_shown()).__name__ == "FunctionsPage" or None, "the functions page")
        for tile in ("Abbinamento", "Stati in diretta", "Registrazione"):
            self.point(QAbstractButton, tile)
        self.point(QAbstractButton, "Confermo")
        self.until(lambda: QApplication.activeModalWidget(), "the names of what is not there")
        self.key("Return")
        self.until(lambda: not QApplication.activeModalWidget() or None, "the confirmation")
        self.picture("2-funzioni")
        self.point(QAbstractButton, "Continua", exact=True)
        self.answer_all()
        self.picture("3b-controlla")
        if self.page() == "CheckPage":
            self.point(QAbstractButton, "Vai all'esito")
        self.until(lambda: type(page_shown()).__name__ == "OutcomePage" or None, "the outcome page")
        self.picture("4-esito")
        shown = self.eyes.read(lambda: " ".join(one.text() for one in page_shown().findChildren(QLabel)))
        assert "Non autorizzabile" in shown, shown
        assert "Fonti in contrasto" in shown, shown
        assert "Perché" in shown, shown
        self.sign()

    def answer_all(self) -> None:
        taken = False
        for _ in range(80):
            page = self.page()
            if page != "QuestionPage":
                return
            question, choices = self.eyes.read(asked)
            if question.fact == "coverage" and not taken:
                self.picture("3-domanda")
                taken = True
            wanted = self.wanted.get(question.fact)
            # What the walk has no answer for is «non lo so», always the last choice.
            place = choices.index(wanted) + 1 if wanted in choices else len(choices) + 1
            self.key(str(place))
            self.key(self.confirming)
            before = (question.function, question.fact)
            self.until(
                lambda before=before: (
                    type(page_shown()).__name__ != "QuestionPage"
                    or (asked()[0].function, asked()[0].fact) != before
                    or None
                ),
                f"the question after {before}",
            )
        raise AssertionError("the questions never end")

    def sign(self) -> None:
        self.point(QAbstractButton, "Firma la checklist")
        self.until(lambda: type(page_shown()).__name__ == "SignPage" or None, "the sign page")
        time.sleep(2.5)  # the preview is drawn beside
        self.picture("5-firma")
        self.point(QAbstractButton, "Identità di questo computer")
        first, again = self.eyes.read(lambda: [f.accessibleName() for f in secrets_shown()])
        self.point_secret(0)
        self.type(PASSPHRASE)
        self.point_secret(1)
        self.type(PASSPHRASE)
        assert first != again, "two fields of one name"
        self.point(QAbstractButton, "Firma e salva")
        self.point(QAbstractButton, "Firma così com'è")
        self.until(lambda: list(data().glob("practices/*/*/signed/*.pdf")) or None, "the signed PDF")
        self.until(lambda: any("intatto" in one.text() for one in visible(QLabel)) or None, "the verification")
        self.picture("6-firmata")

    def point_secret(self, place: int) -> None:
        def find() -> QWidget | None:
            fields = secrets_shown()
            return fields[place] if len(fields) > place else None

        self.press(find, "a passphrase field")


def xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True)


def window() -> QWidget:
    return next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "Window")


def page_shown() -> QWidget:
    return window().findChild(QStackedWidget).currentWidget()


def visible(kind: type[QWidget]) -> list:
    """The visible widgets of a kind; those of a dialog that is open hide the rest."""
    modal = QApplication.activeModalWidget()
    return [w for w in (modal or window()).findChildren(kind) if w.isVisible()]


def secrets_shown() -> list[QLineEdit]:
    return [f for f in visible(QLineEdit) if f.echoMode() == QLineEdit.EchoMode.Password]


@dataclass(frozen=True)
class Sight:
    """Where to point. ``turn``: the button of the wheel that brings nearer what is wanted; None: it is there."""

    spot: QPoint
    turn: str | None


def sight_of(widget: QWidget | None) -> Sight | None:
    """How a person gets at ``widget``: at once, or by the wheel over the bar of the area around it."""
    if widget is None:
        return None
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None and area.verticalScrollBar().isVisible():
        bar, view = area.verticalScrollBar(), area.viewport()
        top = widget.mapTo(view, QPoint(0, 0)).y()
        bottom = top + widget.height()
        over = bar.mapToGlobal(bar.rect().center())
        if bottom > view.height() and top > 0 and bar.value() < bar.maximum():
            return Sight(over, WHEEL_DOWN)
        if top < 0 and bottom < view.height() and bar.value() > bar.minimum():
            return Sight(over, WHEEL_UP)
    inside = widget.visibleRegion().boundingRect()
    return None if inside.isEmpty() else Sight(widget.mapToGlobal(inside.center()), None)


def asked() -> tuple:
    """The question on the page, and its choices in order."""
    from app.ui import asking

    page = page_shown()
    question = asking.sought(page.desk, page._where)
    law = page.desk.circular
    if question.scope == "presence":
        return question, law.presences.values
    facts = {
        "function": law.kinds[question.kind].facts if question.kind else (),
        "tool": law.tool_facts,
        "company": law.company_facts,
    }[question.scope]
    return question, next(fact for fact in facts if fact.id == question.fact).values


def data() -> Path:
    return Path(sys.argv[1])


def main(kind: type[Person] = Person) -> int:
    """Runs the program with such a person before it."""
    from PySide6.QtCore import QTimer

    from app import main as program
    from app import session

    person: list[Person] = []

    def start() -> None:
        made = kind(Path(sys.argv[2]))
        person.append(made)
        shown = window()
        shown.setGeometry(0, 0, 1366, 690)
        made.start()

    # The program makes its own QApplication; we come in with its first turn of the event loop.
    real = session.Window

    def window_and_person(*args: object) -> object:
        made = real(*args)
        QTimer.singleShot(800, start)
        return made

    session.Window = window_and_person
    code = program.main(["--data", sys.argv[1], "--lang", "it"])
    if person and person[0].failure:
        print(person[0].failure, file=sys.stderr)
        return 1
    return code if person else 1


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    sys.exit(main())
