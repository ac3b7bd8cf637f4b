"""The pages of a comparison: who against whom, tool by tool in a table, then every answer that differs."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from reports.layout import blocks, records
from reports.layout.blocks import Story, heading, table
from reports.layout.chips import ChipMark
from reports.layout.style import BODY, EYEBROW, SMALL, STRONG, TITLE
from reports.layout.text import paragraph
from reports.report_comparison import ComparisonPaper
from reports.report_parts import Chip


def story(paper: ComparisonPaper) -> Story:
    parts: Story = [
        paragraph(paper.eyebrow, EYEBROW),
        paragraph(paper.heading, TITLE, rank=1),
        blocks.Bookmark(paper.heading, 0),
        blocks.pairs(paper.details),
    ]
    if paper.same:
        parts += [Spacer(1, 6), paragraph(paper.same, BODY)]
    if paper.steps:
        rows = [
            (paragraph(step.name, STRONG), _chips(step.then, paper), _chips(step.now, paper), step.changed)
            for step in paper.steps
        ]
        parts += [*heading(paper.tools), table(paper.columns, rows, (24, 32, 32, 12))]
    for listing in paper.listings:
        parts += records.listing(listing)
    return [*parts, Spacer(1, 8), paragraph(paper.made, SMALL), paragraph(paper.caveat, SMALL)]


def _chips(chips: tuple[Chip, ...], paper: ComparisonPaper) -> list[Flowable]:
    return [ChipMark(chip) for chip in chips] or [paragraph(paper.none, SMALL)]
