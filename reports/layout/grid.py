"""Tables that know what they are to a screen reader: a table, a list, a group of paragraphs, or nothing at all.

reportlab calls back while it draws a table, also after it broke it over pages: there the elements are opened, and what
continues on the next page goes on in the elements it began in. Lines, grounds and repeated heads are artifacts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportlab.platypus import Flowable, Table

from reports.elements import Element
from reports.layout.fonts import REGULAR
from reports.layout.tagging import Tagger, tagger_of
from reports.layout.text import MarkedParagraph

Command: TypeAlias = tuple[Any, ...]
Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Role:
    """The tags of the whole, of a row, and of a cell: one inside the other where there are several; empty for none."""

    whole: str = ""
    row: str = ""
    first: tuple[str, ...] = ()
    """Of the cells of the first column."""
    cell: tuple[str, ...] = ()
    numbering: str = ""


TABLE = Role("Table", "TR", ("TD",), ("TD",))
NUMBERED = Role("L", "LI", ("Lbl",), ("LBody",), "Decimal")
"""Number and what it numbers."""
ITEMS = Role("L", "", ("LI", "LBody"), ("LI", "LBody"), "None")
"""Every cell is an item."""
GROUP = Role("Div")
PLACES = Role()
"""Only to put things side by side."""


def grid(
    rows: Sequence[Sequence[Flowable | Sequence[Flowable]]],
    widths: Sequence[float],
    role: Role,
    *commands: Command,
    heads: int = 0,
    **more: Any,
) -> Table:
    """A table of ours: cells may run on over pages, and no cell falls back on a font that is not embedded.

    ``heads``: how many rows at the top head their columns, and are repeated.
    """
    cells = [[_cell(cell, (r, c), role) for c, cell in enumerate(row)] for r, row in enumerate(rows)]
    made = Table(cells, colWidths=widths, splitInRow=1, repeatRows=heads, renderCB=_Reading(role, heads, cells), **more)
    made.setStyle([("FONTNAME", (0, 0), (-1, -1), REGULAR), ("VALIGN", (0, 0), (-1, -1), "TOP"), *commands])
    return made


def _cell(cell: Flowable | Sequence[Flowable], place: Place, role: Role) -> list[Flowable]:
    flowables = [cell] if isinstance(cell, Flowable) else list(cell)
    for flowable in flowables:
        if isinstance(flowable, MarkedParagraph):
            flowable.spoken.place = place
            flowable.spoken.inline = len(flowables) == 1 and bool(role.cell)
        else:
            flowable.place = place
    return flowables


class _Reading:
    """What reportlab calls while it draws one table, piece by piece."""

    def __init__(self, role: Role, heads: int, cells: Sequence[Sequence[Sequence[Flowable]]]) -> None:
        self._role, self._heads = role, heads
        self._blank = {
            (r, c)
            for r, row in enumerate(cells)
            for c, cell in enumerate(row)
            if all(isinstance(flowable, MarkedParagraph) and flowable.blank for flowable in cell)
        }
        self._whole: Element | None = None
        self._rows: dict[int, Element] = {}
        self._cells: dict[Place, Element] = {}
        self._begun = self._continued = False
        self._repeated = self._pushed = False
        self._calls: dict[str, Callable[..., None]] = {
            "startTable": self._start_table,
            "startBG": Tagger.begin_artifact,
            "endBG": Tagger.end_artifact,
            "startRow": self._start_row,
            "startCell": self._start_cell,
            "endCell": self._end_cell,
            "endRow": self._end_row,
            "startLines": Tagger.begin_artifact,
            "endLines": Tagger.end_artifact,
            "endTable": self._end_table,
        }

    def __call__(self, table: Table, what: str, *details: Any) -> None:
        tagger = tagger_of(table.canv)
        if tagger is not None:
            self._calls[what](tagger, *details)

    def _start_table(self, tagger: Tagger) -> None:
        self._continued, self._begun = self._begun, True
        if self._whole is None:
            self._whole = tagger.top
            if self._role.whole:
                self._whole = tagger.add(self._role.whole)
                self._whole.numbering = self._role.numbering
        tagger.push(self._whole)

    def _start_row(self, tagger: Tagger, row: int) -> None:
        self._repeated = self._continued and row < self._heads
        if self._repeated:
            tagger.begin_artifact("Pagination")

    def _start_cell(self, tagger: Tagger, _row: int, _column: int, content: Any, *_where: Any) -> None:
        place = None if self._repeated else _place(content)
        # What ended on the page before leaves an empty cell beside what goes on.
        self._pushed = place is not None and not (place in self._blank and self._role.whole != "Table")
        if place is not None and self._pushed:
            tagger.push(self._element(tagger, place))

    def _end_cell(self, tagger: Tagger) -> None:
        if self._pushed:
            tagger.pop()

    def _end_row(self, tagger: Tagger) -> None:
        if self._repeated:
            tagger.end_artifact()
            self._repeated = False

    def _end_table(self, tagger: Tagger) -> None:
        tagger.pop()

    def _element(self, tagger: Tagger, place: Place) -> Element:
        """The element of the cell that was made for this place, wherever it is drawn."""
        if place not in self._cells:
            row, column = place
            element = self._row(tagger, row)
            for tag in self._tags(row, column):
                element = element.add(Element(tag))
            if element.tag == "TH":
                element.scope = "Column"
            self._cells[place] = element
        return self._cells[place]

    def _row(self, tagger: Tagger, row: int) -> Element:
        if not self._role.row:
            return tagger.top
        if row not in self._rows:
            self._rows[row] = tagger.add(self._role.row)
        return self._rows[row]

    def _tags(self, row: int, column: int) -> tuple[str, ...]:
        if row < self._heads:
            return ("TH",)
        return self._role.first if column == 0 else self._role.cell


def _place(content: Any) -> Place | None:
    flowables = content if isinstance(content, list | tuple) else [content]
    for flowable in flowables:
        if isinstance(flowable, MarkedParagraph):
            return flowable.spoken.place
        if isinstance(flowable, Flowable):
            return getattr(flowable, "place", None)
    return None
