"""A consultant who types ten sheets at the real window by keys alone. Run by ``test_sheets.py``.

``sheets.py DATA PICTURES``: one practice, ten tools of five functions each, filled in on the one-sheet view from
``paper.py``; then the first of them once more, question by question. Presses and seconds go to PICTURES/sheets.json.
"""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6.QtWidgets import QApplication, QWidget

from app.domain.sheet import Row, rows
from tests.journeys.keyboard import Typist
from tests.journeys.paper import Paper, papers
from tests.journeys.walk import asked, main, page_shown, visible, window


class Consultant(Typist):
    presses = 0

    def key(self, *names: str) -> None:
        self.presses += len(names)
        super().key(*names)

    def type(self, text: str) -> None:
        self.presses += len(text)
        super().type(text)

    def walk(self) -> None:
        self.until(lambda: (visible(QWidget) and window().isActiveWindow()) or None, "the window")
        self.reach("Nuova pratica")
        self.key("Return")
        self.shown("PracticePage")
        self.type("Centro di prova Srl")
        self.reach("Chi prepara la checklist")
        self.type("Prova Consulente")
        told = []
        todo = self.eyes.read(lambda: papers(page_shown().desk.circular))
        for paper in todo:
            self.new_tool(paper.name)
            told.append(self.sheet(paper))
            self.to_practice()
        self.interview(todo[0])
        (self.pictures / "sheets.json").write_text(json.dumps(told), "utf-8")

    def new_tool(self, name: str) -> None:
        self.reach("Aggiungi strumento", "shift+Tab" if name.endswith(" 1") else "Tab")
        self.key("Return")
        self.until(lambda: QApplication.activeModalWidget(), "the dialog of a new tool")
        self.reach("Nome")
        self.type(name)
        self.key("Return")
        self.shown("FunctionsPage")

    def to_practice(self) -> None:
        for page in ("SheetPage", "FunctionsPage", "PracticePage"):
            self.key("alt+Left")
            self.shown(page)

    def sheet(self, paper: Paper) -> dict[str, object]:
        """Types one sheet; (presses, seconds) from the empty sheet to all answered and the rest confirmed."""
        self.key("ctrl+m")
        self.shown("SheetPage")
        begun, before = time.monotonic(), self.presses
        self.type(self.eyes.read(lambda: paper.codes(page_shown().desk.circular)))
        self.key("Return", "Return")
        self.until(lambda: here() or None, "the first row")
        count = 0
        while (row := self.row()) is not None:
            count += 1
            self.type(paper.typed(row))
            self.key("Return")
            self.until(lambda code=row.code: here() != code or None, f"the row after {row.code}")
            if paper.number == 1 and count == 12:
                self.picture("foglio-1")
        assert "Confermo" in self.focus()[0]
        self.key("space")
        self.until(lambda: QApplication.activeModalWidget(), "the names of what is not there")
        self.key("Return")
        self.until(lambda: not QApplication.activeModalWidget() or None, "the confirmation")
        told = {"rows": count, "presses": self.presses - before, "seconds": round(time.monotonic() - begun, 1)}
        if paper.number == 1:
            self.picture("foglio-2")
        self.key("ctrl+Return")
        self.shown("CheckPage")
        return told

    def row(self) -> Row | None:
        """The row that has the focus; None once none has."""
        return self.eyes.read(lambda: made.row if (made := page_shown()._focused()) is not None else None)

    def interview(self, paper: Paper) -> None:
        """The same sheet once more, one question at a time."""
        self.new_tool("Strumento 1 a domande")
        labels = self.eyes.read(lambda: [page_shown().desk.circular.kinds[kind].label for kind in paper.kinds])
        for label in labels:
            self.reach(label)
            self.key("space")
        self.reach("Confermo")
        self.key("space")
        self.until(lambda: QApplication.activeModalWidget(), "the names of what is not there")
        self.key("Return")
        self.until(lambda: not QApplication.activeModalWidget() or None, "the confirmation")
        self.reach("Continua")
        self.key("Return")
        self.shown("QuestionPage")
        for _ in range(80):
            if self.page() != "QuestionPage":
                return
            row = self.eyes.read(asked_row)
            keys = paper.typed(row)
            choices = len(row.keys)
            if keys == "n":  # on the cards «non lo so» is the last of the digits, and reached by Tab after a number
                self.unknown(choices)
            else:
                self.type(keys)
            self.key("ctrl+Return")
            before = (row.question.function, row.question.fact)
            self.until(
                lambda before=before: (
                    type(page_shown()).__name__ != "QuestionPage"
                    or (asked()[0].function, asked()[0].fact) != before
                    or None
                ),
                f"the question after {before}",
            )
        raise AssertionError("the questions never end")

    def unknown(self, choices: int) -> None:
        if choices and choices < 9:
            self.key(str(choices + 1))
        else:
            self.reach("Non lo so")
            self.key("space")


def here() -> str:
    made = page_shown()._focused()
    return made.row.code if made is not None else ""


def asked_row() -> Row:
    """The question of the question page as the sheet has it."""
    page, question = page_shown(), asked()[0]
    path = page.desk.path(question.tool)
    key = (question.scope, question.function, question.fact)
    return next(
        row
        for row in rows(page.desk.circular, path)
        if (row.question.scope, row.question.function, row.question.fact) == key
    )


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    sys.exit(main(Consultant))
