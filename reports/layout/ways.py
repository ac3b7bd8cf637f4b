"""The pages that lead on from an outcome: the way to a paper, what is at stake, the rules that have a date."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Spacer

from reports.layout import blocks
from reports.layout.blocks import Story, heading, table
from reports.layout.style import BODY, CELL, LABEL, PART, SMALL, STRONG, TOOL, ink_of
from reports.layout.text import Run, paragraph
from reports.report import Headings, Report
from reports.report_tool import ExplainedLine, RouteLine, ToolSection


def routes(tool: ToolSection, words: Headings) -> Story:
    if not tool.routes:
        return []
    parts = heading(words.routes, PART, room=110)
    if tool.routes_intro:
        parts.append(paragraph(tool.routes_intro, SMALL))
    for route in tool.routes:
        parts += _route(route, words)
    parts += [paragraph((Run(f"{flag.title}. ", bold=True), Run(flag.text)), BODY) for flag in tool.route_flags]
    return [*parts, *(blocks.conflict(conflict) for conflict in tool.route_conflicts)]


def _route(route: RouteLine, words: Headings) -> Story:
    parts: Story = [
        CondPageBreak(90),
        blocks.pair(route.sites),
        paragraph(route.title, STRONG),
        paragraph(route.text, CELL),
        *blocks.sources(route.sources),
    ]
    if route.notes:
        parts += [Spacer(1, 5), CondPageBreak(50), paragraph(words.route_notes, LABEL)]
        parts += [blocks.indented(_explained(note)) for note in route.notes]
    return [*parts, Spacer(1, 4)]


def stakes(tool: ToolSection, words: Headings) -> Story:
    if not tool.stakes:
        return []
    parts = heading(words.stakes, PART, room=110)
    parts += [paragraph(sentence, SMALL) for sentence in tool.stakes_intro]
    return [*parts, Spacer(1, 3), *(blocks.indented(_explained(stake)) for stake in tool.stakes)]


def _explained(line: ExplainedLine) -> Story:
    return [paragraph((Run(f"{line.title}. ", bold=True), Run(line.text)), CELL), *blocks.sources(line.sources)]


def dates(report: Report) -> Story:
    words = report.headings
    if not report.dates:
        return []
    rows = []
    for line in report.dates:
        rule: Story = [paragraph(line.title, STRONG), paragraph(line.text, CELL), *blocks.sources(line.sources)]
        checked: Story = [paragraph(line.checked, CELL)]
        if line.again:
            checked.append(paragraph((Run(line.again, bold=True, color=ink_of("amber")),), CELL))
        if line.own:
            rule.append(paragraph(line.own, STRONG))
        rows.append((rule, line.date, checked))
    parts = heading(words.dates, TOOL, room=150, before=22, level=0)
    return [*parts, paragraph(words.dates_intro, BODY), table(words.date_columns, rows, (64, 16, 20))]
