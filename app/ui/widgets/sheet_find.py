"""What the field of the one-sheet view stands for: functions to add, or a row to go to. Pure; adds nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.domain.circular import Circular
from app.domain.sheet import Row, function_code, kind_of_code
from app.text import Words, folded


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
    if (exact := next((row for row in rows if row.code.upper() == plain), None)) is not None:
        return Found(True, row=exact)
    parts = [part for part in re.split(r"[\s,;]+", typed) if part]
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
    return Found(True, row=next((row for row in rows if row.question.kind == named[0]), None))
