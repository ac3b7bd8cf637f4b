"""A person at the real window who thinks again. Run by ``test_changes.py``, on the parts of ``walk.py``.

``changes.py DATA PICTURES PART``: ``change`` an early answer from the check page and take it back, ``language`` in the
middle of a question with a note half written, ``begin`` a tool and stay at a question until killed, ``reopen`` there.
"""

from __future__ import annotations

import json
import os
import sys
import threading

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit

from tests.journeys.keyboard import Typist
from tests.journeys.walk import WANTED, asked, data, main, page_shown, visible

NOTE = "visto a schermo con il capoturno"
STOP_AT = "seen_by_others"
"""The question at which the program is killed."""


class Hesitant(Typist):
    """Mouse and keys as they come."""

    wanted = WANTED | {"shared_codes": "no"}

    def walk(self) -> None:
        part = sys.argv[3]
        if part == "reopen":
            self.reopen()
            return
        self.until(lambda: any("Nuova pratica" in b.text() for b in visible(QAbstractButton)) or None, "the home page")
        self.point(QAbstractButton, "Nuova pratica")
        self.until(lambda: visible(QLineEdit) or None, "the practice page")
        self.type("Centro di prova Srl")
        self.point(QAbstractButton, "Aggiungi strumento")
        self.point(QLineEdit, "Nome")
        self.type("CRM")
        self.key("Return")
        self.shown("FunctionsPage")
        self.point(QAbstractButton, "Stati in diretta")
        self.point(QAbstractButton, "Confermo")
        self.until(lambda: QApplication.activeModalWidget(), "the names of what is not there")
        self.type("Prova Consulente")
        self.key("Return")
        self.until(lambda: not QApplication.activeModalWidget() or None, "the confirmation")
        self.point(QAbstractButton, "Continua", exact=True)
        self.shown("QuestionPage")
        {"change": self.change, "language": self.language, "begin": self.begin}[part]()

    def answer_until(self, fact: str) -> None:
        """By number key and Return, until that question is asked."""
        for _ in range(40):
            question, choices = self.eyes.read(asked)
            if question.fact == fact:
                return
            self.key(str(choices.index(self.wanted[question.fact]) + 1))
            self.key("Return")
            self.until(lambda before=question.fact: asked()[0].fact != before or None, f"what follows {question.fact}")
        raise AssertionError(f"never asked: {fact}")

    def judged(self) -> object:
        return self.eyes.read(lambda: page_shown().desk.determinations)

    # ---- an early answer changed, and taken back ----

    def change(self) -> None:
        self.answer_all()
        self.shown("CheckPage")
        before = self.judged()
        assert not self.eyes.read(self.parked)
        self.to_change()
        self.key("1")
        self.key("Return")
        self.shown("CheckPage")
        assert self.judged() != before
        # What now has to be known was not asked before; answered, it settles what the others were asked for.
        self.point(QAbstractButton, "Rispondi")
        self.shown("QuestionPage")
        assert self.eyes.read(lambda: asked()[0].fact) == "shared_codes"
        self.key("1")
        self.key("Return")
        self.shown("CheckPage")
        coverage = self.eyes.read(lambda: page_shown().desk.circular.kinds["operator_states"].fact("coverage").question)
        self.until(lambda: self.told(coverage) or None, "the answers that count no more, offered back")
        self.picture("cambia-1")
        self.to_change()
        self.key("4")
        self.key("Return")
        self.shown("CheckPage")
        self.picture("cambia-2")
        assert self.judged() == before
        assert not self.eyes.read(lambda: self.told(coverage))
        self.key("ctrl+z")
        self.until(lambda: page_shown().desk.determinations != before or None, "undone")
        self.key("ctrl+y")
        self.until(lambda: page_shown().desk.determinations == before or None, "done again")

    def to_change(self) -> None:
        question = self.eyes.read(
            lambda: page_shown().desk.circular.kinds["operator_states"].fact("traceable").question
        )
        self.point(QAbstractButton, f"Cambia: Stati in diretta: {question}", exact=True)
        self.shown("QuestionPage")

    def told(self, question: str) -> bool:
        return any(question in text for text in self.parked())

    @staticmethod
    def parked() -> list[str]:
        """What the check page offers back, as it is read there."""
        section = page_shown()._sections.get("parked")
        return [text.text() for text in section.findChildren(QLabel) if text.isVisible()] if section else []

    # ---- another language in the middle of a question ----

    def language(self) -> None:
        self.answer_until("traceable")
        self.key("2")
        self.point(QAbstractButton, "Aggiungi una nota")
        self.type(NOTE)
        self.point(QAbstractButton, "English", exact=True)
        self.until(lambda: any(b.text() == "Italiano" for b in visible(QAbstractButton)) or None, "English")
        self.kept()
        self.picture("lingua")
        self.point(QPlainTextEdit, "Note")
        self.type("!")
        self.point(QAbstractButton, "Italiano", exact=True)
        self.until(lambda: any(b.text() == "English" for b in visible(QAbstractButton)) or None, "Italian")
        self.kept("!")
        self.key("ctrl+Return")
        self.until(lambda: asked()[0].fact != "traceable" or None, "the next question")
        answer = self.eyes.read(lambda: page_shown().desk.practice.tools[0].functions[0].answers["traceable"])
        assert answer.value == "small_group", answer
        assert NOTE in answer.note, answer
        assert len(answer.note) == len(NOTE) + 1, answer

    def kept(self, more: str = "") -> None:
        def look() -> tuple[str, object, str]:
            page = page_shown()
            return page.question().fact, page.form.value(), page.form.note()

        fact, value, note = self.eyes.read(look)
        assert (fact, value) == ("traceable", "small_group")
        assert len(note) == len(NOTE + more), note

    # ---- killed, and opened again ----

    def begin(self) -> None:
        self.answer_until(STOP_AT)
        self.until(lambda: page_shown().header.saved.text().startswith("Salvato") or None, "saved")
        answers = self.eyes.read(self.answers)
        (data() / "at.json").write_text(json.dumps(answers), "utf-8")
        threading.Event().wait()  # whoever started the program kills it here

    def reopen(self) -> None:
        self.until(
            lambda: any("Centro di prova" in self.row_text(n) for n in range(3)) or None, "the practice is listed"
        )
        self.key("Return")
        self.shown("PracticePage")
        self.reach("CRM")
        self.key("Return")
        self.shown("QuestionPage")
        self.picture("riaperta")
        assert self.eyes.read(lambda: asked()[0].fact) == STOP_AT
        assert self.eyes.read(self.answers) == json.loads((data() / "at.json").read_text("utf-8"))

    @staticmethod
    def row_text(place: int) -> str:
        rows = page_shown().model.rows
        return rows[place].name if place < len(rows) else ""

    @staticmethod
    def answers() -> dict[str, object]:
        (function,) = page_shown().desk.practice.tools[0].functions
        return {"presence": function.presence, **{fact: one.value for fact, one in function.answers.items()}}


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    sys.exit(main(Hesitant))
