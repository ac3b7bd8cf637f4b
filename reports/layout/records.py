"""What stands beside the determination: the professional's own view, and the listings (talks, deliveries, actions)."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from reports.layout import blocks
from reports.layout.blocks import Story, heading, table
from reports.layout.chips import ChipMark
from reports.layout.style import BODY, CELL, PART, SMALL, STRONG
from reports.layout.text import paragraph
from reports.report_parts import Listing, OwnView

TO_SIGN = 24.0
"""Points of height for a signature by hand."""


def own_view(view: OwnView | None) -> Story:
    """Framed and without a tint: it must not look like the outcome."""
    if view is None:
        return []
    content: Story = [paragraph(view.title, STRONG)]
    if view.chip is not None:
        content.append(ChipMark(view.chip))
    content.append(paragraph(view.text, CELL))
    if view.told:
        content.append(paragraph(view.told, SMALL))
    return [blocks.box(content, "grey", tinted=False)]


def listing(what: Listing) -> Story:
    """A heading, a sentence, a table. Cells may run on over pages."""
    rows = []
    for row in what.rows:
        cells: list[str | list[Flowable]] = list(row)
        if what.to_sign:
            cells[0] = [paragraph(row[0], CELL), Spacer(1, TO_SIGN - CELL.leading)]
        rows.append(cells)
    return [
        *heading(what.title, PART, room=90, before=16, level=0),
        *([paragraph(what.intro, BODY)] if what.intro else []),
        table(what.columns, rows, what.shares),
    ]
