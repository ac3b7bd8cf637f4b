"""The field of the one-sheet view and what it stands for: functions to add, or a row to go to. It adds nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.circular import Circular
from app.domain.sheet import Row, function_code, kind_of_code
from app.text import Words, folded
from app.ui import style
from app.ui.widgets.basics import label, row
from app.ui.widgets.search_field import SearchField


@dataclass(frozen=True)
class Found:
    """``kinds`` to be added, or the ``row`` to go to; neither: nothing was typed, or nothing is called so."""

    typed: bool
    kinds: tuple[str, ...] = ()
    row: Row | None = None

    def text(self, circular: Circular, words: Words) -> str:
        """What Return will do."""
        if self.row is not None:
            return words("sheet.find_go", name=words("sheet.row", code=self.row.code, question=self.row.fact.question))
        if self.kinds:
            names = ", ".join(
                words("sheet.heading", code=function_code(circular, kind), name=circular.kinds[kind].label)
                for kind in self.kinds
            )
            return words("sheet.find_add", name=names)
        return words("sheet.find_none" if self.typed else "sheet.find_rest")


def found(circular: Circular, typed: str, rows: Sequence[Row], listed: Collection[str]) -> Found:
    """Codes first (one or several, of functions or of one row), then the name of a function.

    A function that the tool lists already is gone to, at its first row.
    """
    if not typed.strip():
        return Found(False)
    plain = re.sub(r"\s", "", typed).upper()
    if (exact := next((one for one in rows if one.code.upper() == plain), None)) is not None:
        return Found(True, row=exact)
    # «B5 C2», «B5, C2» and «B5C2» alike.
    parts = re.findall(r"[A-Za-z]\d+", typed) if re.fullmatch(r"(?:\s*[A-Za-z]\d+[\s,;]*)+", typed) else [typed]
    kinds = [kind_of_code(circular, part) for part in parts]
    named = [kind for kind in kinds if kind is not None]
    if len(named) < len(parts):
        wanted = folded(typed).split()
        by_name = [k.id for k in circular.kinds.values() if all(word in folded(k.label) for word in wanted)]
        by_text = [
            k.id
            for k in circular.kinds.values()
            if all(word in folded(f"{k.label} {k.description}") for word in wanted)
        ]
        named = (by_name or by_text)[:1]
    new = tuple(dict.fromkeys(kind for kind in named if kind not in listed))
    if new or not named:
        return Found(True, kinds=new)
    return Found(True, row=next((one for one in rows if one.question.kind == named[0]), None))


class SheetFinder(QWidget):
    """The field, what Return will do, and how far one is. Return asks for one of three things."""

    kinds_wanted = Signal(object)
    row_wanted = Signal(object)
    on_wanted = Signal()
    """Nothing was typed: on to the first open row."""

    def __init__(self) -> None:
        super().__init__()
        self.field = SearchField()
        self.field.setMinimumWidth(style.px(280))
        self.field.textChanged.connect(lambda _text: self._look())
        self.field.went_on.connect(self._went_on)
        self.told = label("", "small")
        self.progress = label("", "strong", wrap=False)
        box = row(self.field, self.told, self.progress, spacing=12)
        box.setStretch(1, 1)
        self.setLayout(box)
        self._among: tuple[Circular, Words, Sequence[Row], Collection[str]] | None = None

    def show_rows(
        self, circular: Circular, words: Words, rows: Sequence[Row], listed: Collection[str], enabled: bool
    ) -> None:
        """What there is to go to and what the tool lists already."""
        self._among = (circular, words, rows, listed)
        done = sum(one.question.answered for one in rows)
        self.progress.setText(words.count("sheet.progress", len(rows), done=done))
        self.progress.setVisible(bool(rows))
        self.field.setEnabled(enabled)
        self._look()

    def _found(self) -> Found:
        assert self._among is not None, "shown before it is used"
        circular, _, rows, listed = self._among
        return found(circular, self.field.text(), rows, listed)

    def _look(self) -> None:
        if self._among is not None:
            self.told.setText(self._found().text(*self._among[:2]))

    def _went_on(self) -> None:
        looked = self._found()
        if looked.row is not None:
            self.field.clear()
            self.row_wanted.emit(looked.row)
        elif looked.kinds:
            self.kinds_wanted.emit(looked.kinds)
        elif not looked.typed:
            self.on_wanted.emit()
