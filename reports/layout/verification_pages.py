"""The pages of a verification report: the verdict in a box, then signature by signature, every line with its mark."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from reports.layout import blocks
from reports.layout.blocks import Story, heading
from reports.layout.style import BODY, CELL, EYEBROW, PART, SECTION, SMALL, STRONG, TITLE, ink_of
from reports.layout.text import Run, paragraph
from reports.report_verification import VerificationPaper
from reports.signing.findings import Answer
from reports.signing.tell import Line, Part

LOOKS: dict[Answer, str] = {"yes": "green", "no": "red", "not_checked": "grey"}
_MARKS: dict[Answer, str] = {"yes": "✓", "no": "×", "not_checked": "?"}


def story(paper: VerificationPaper) -> Story:
    """Everything between the header and the footer of every page."""
    look = LOOKS[paper.verdict.answer or "not_checked"]
    told = [paragraph(paper.verdict.text, STRONG), *(paragraph(line.text, CELL) for line in paper.problems)]
    parts: Story = [
        paragraph(paper.eyebrow, EYEBROW),
        paragraph(paper.details[0].value, TITLE, rank=1),
        blocks.Bookmark(paper.eyebrow, 0),
        *(blocks.pair(detail) for detail in paper.details[1:]),
        Spacer(1, 8),
        blocks.box(told, look),
        paragraph(paper.legend, SMALL),
    ]
    for part in paper.parts:
        parts += _part(part)
    parts += heading(paper.limits_title, PART, level=1)
    return [*parts, *(_line(line) for line in paper.limits)]


def _part(part: Part) -> Story:
    """Not indented by envelope: the title says where it lies."""
    style = SECTION if part.deep == 0 else PART
    return [*heading(part.title, style, level=0 if part.deep == 0 else 1), *(_line(line) for line in part.lines)]


def _line(line: Line) -> Flowable:
    if line.answer is None:
        return paragraph(line.text, BODY)
    ink = ink_of(LOOKS[line.answer])
    return paragraph((Run(f"{_MARKS[line.answer]}  ", bold=True, color=ink), Run(line.text)), BODY)
