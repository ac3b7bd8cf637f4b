"""From the parts of a Report to what stands on the pages, in order. It lays out; what is said is the Report's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from reports.archival import Field
from reports.layout import blocks, comparison, cover, records, verification_pages, ways
from reports.layout.blocks import Story, heading, table
from reports.layout.chips import ChipMark
from reports.layout.code import sealed_data
from reports.layout.style import (
    BODY,
    CELL,
    LABEL,
    MONO,
    MUTED,
    PAGE_HEIGHT,
    PART,
    SMALL,
    SOURCE,
    STRONG,
    TOOL,
    WAY,
    WIDTH,
    ink_of,
)
from reports.layout.summary_chart import OutcomeChart
from reports.layout.text import Run, paragraph
from reports.report import Declaration, Headings, Paper, Report, SummaryPaper
from reports.report_comparison import ComparisonPaper
from reports.report_parts import AnswerLine, Pair, ReasonLine
from reports.report_tool import FunctionSection, MissingLine, ToolSection
from reports.report_verification import VerificationPaper


def story(report: Paper, reserve: Callable[[Field], None]) -> Story:
    """Everything between the header and the footer of every page."""
    if isinstance(report, SummaryPaper):
        return cover.alone(report)
    if isinstance(report, VerificationPaper):
        return verification_pages.story(report)
    if isinstance(report, ComparisonPaper):
        return comparison.story(report)
    assert isinstance(report, Report)
    parts = cover.summary(report.summary, report.headings)
    parts += [PageBreak(), *_company(report)]
    for tool in report.tools:
        parts += _tool(tool, report.headings)
    parts += [*_duties_explained(report), *ways.dates(report)]
    for listing in report.records:
        parts += records.listing(listing)
    parts += [*_sources(report), *_evidence(report)]
    return [*parts, *_declaration(report, reserve)]


def _company(report: Report) -> Story:
    words, company = report.headings, report.company
    parts: Story = heading(words.company, TOOL, level=0)
    if company.details:
        parts.append(blocks.pairs(company.details))
    if company.sites:
        rows = [(s.name, s.place, s.headcount, s.representatives) for s in company.sites]
        parts.append(table(words.site_columns, rows, (30, 30, 12, 28)))
    if company.answers:
        parts += _answers(company.answers, words)
    return [*parts, *blocks.note(words.note, company.note)]


def _tool(tool: ToolSection, words: Headings) -> Story:
    parts = heading(tool.title, TOOL, room=PAGE_HEIGHT * 0.32, before=24, level=0)
    parts.append(
        blocks.box([ChipMark(tool.chip), paragraph(tool.outcome, BODY), paragraph(tool.code, SOURCE)], tool.chip.look)
    )
    if tool.bar is not None:
        parts.append(OutcomeChart(tool.bar))
    parts += records.own_view(tool.own_view)
    parts += [blocks.pairs(tool.details), *blocks.note(words.note, tool.note)]
    parts += _missing(tool, words)
    if tool.functions:
        parts += heading(words.functions, room=175)
    for function in tool.functions:
        parts += _function(function, words)
    if tool.answers:
        parts += [*heading(words.tool_answers, PART), *_answers(tool.answers, words)]
    parts += _conflicts(tool, words)
    if tool.flags:
        parts += heading(words.flags, PART)
        parts += [paragraph((Run(f"{flag.title}. ", bold=True), Run(flag.text)), BODY) for flag in tool.flags]
    if tool.points:
        parts += heading(words.points, PART)
        parts += [paragraph((Run(f"{point.title}. ", bold=True), Run(point.text)), BODY) for point in tool.points]
    parts += _papers(tool, words)
    parts += _standing(tool, words)
    if tool.duties:
        parts += [*heading(words.duties, PART), _duties(tool, words)]
    parts += [*ways.routes(tool, words), *ways.stakes(tool, words)]
    if tool.absent:
        parts += heading(words.absent, PART)
        parts += [
            paragraph((Run(f"{line.told}: ", color=MUTED), Run(line.functions, bold=True)), CELL)
            for line in tool.absent
        ]
    return parts


def _missing(tool: ToolSection, words: Headings) -> Story:
    if not tool.missing and not tool.missing_more:
        return []
    content: Story = [paragraph(words.missing, STRONG)]
    for line in tool.missing:
        content += _missing_line(line)
    content += [paragraph(sentence, CELL) for sentence in tool.missing_more]
    return [Spacer(1, 6), blocks.box(content, "grey")]


def _missing_line(line: MissingLine) -> Story:
    parts: Story = [paragraph((Run(f"{line.about}: ", color=MUTED), Run(line.question)), CELL)]
    for way in line.ways:
        chip = way.outcome
        parts.append(paragraph((Run(f"{way.answers} → "), Run(chip.text, bold=True, color=ink_of(chip.look))), WAY))
    return parts


def _function(function: FunctionSection, words: Headings) -> Story:
    parts = heading(function.title, PART, room=125, before=10, level=1, rank=4)
    parts += [ChipMark(function.chip), paragraph(function.code, SOURCE), blocks.pair(function.presence)]
    parts += [paragraph(remark, CELL) for remark in function.remarks]
    if function.flags:
        parts.append(paragraph(" · ".join(function.flags), STRONG))
    if function.answers:
        parts += [Spacer(1, 2), *_answers(function.answers, words)]
    if function.reasons:
        parts += [CondPageBreak(50), paragraph(words.why, LABEL)]
        parts += [blocks.indented(_reason(reason, words)) for reason in function.reasons]
    return parts


def _answers(answers: Sequence[AnswerLine], words: Headings) -> Story:
    rows = []
    for line in answers:
        said: Story = [paragraph((Run(line.answer, bold=not line.open, color=MUTED if line.open else ""),), CELL)]
        said += (
            [paragraph((Run(f"{words.note}: ", color=MUTED), blocks.written(line.note)), SMALL)] if line.note else []
        )
        rows.append((paragraph(line.question, CELL), said, paragraph(line.told or words.none, SMALL)))
    return [table(words.answer_columns, rows, (43, 35, 22))]


def _reason(reason: ReasonLine, words: Headings) -> Story:
    said = [Run(reason.text), *([Run(f"  {reason.rule}", color=MUTED)] if reason.rule else [])]
    parts: Story = [paragraph(said, CELL)]
    if reason.because:
        parts.append(paragraph(words.because, LABEL))
    parts += [
        paragraph((Run(f"{because.label}  "), Run(because.value, bold=True)), SMALL) for because in reason.because
    ]
    return parts + blocks.sources(reason.sources)


def _conflicts(tool: ToolSection, words: Headings) -> Story:
    parts: Story = heading(words.conflicts, PART, room=100) if tool.conflicts else []
    return [*parts, *(blocks.conflict(conflict) for conflict in tool.conflicts)]


def _papers(tool: ToolSection, words: Headings) -> Story:
    parts: Story = heading(words.papers, PART) if tool.papers else []
    for paper in tool.papers:
        parts += [paragraph(paper.title, STRONG), blocks.pairs(paper.details)]
    return parts


def _standing(tool: ToolSection, words: Headings) -> Story:
    parts = heading(words.standing, PART)
    for line in tool.standing:
        parts += [CondPageBreak(50), paragraph((Run(line.site, bold=True),), CELL), ChipMark(line.chip)]
        parts += [blocks.indented(_reason(reason, words)) for reason in line.reasons]
    return parts


def _duties(tool: ToolSection, words: Headings) -> Flowable:
    rows = []
    for duty in tool.duties:
        title = [Run(duty.title, bold=True)]
        if duty.urgent:
            title.append(Run(f"  {duty.urgent}", bold=True, color=ink_of("red")))
        rows.append((paragraph(title, CELL), duty.who, duty.by_when, paragraph(duty.items, SMALL)))
    return table(words.duty_columns, rows, (38, 24, 20, 18))


def _duties_explained(report: Report) -> Story:
    words = report.headings
    if not report.duties:
        return []
    parts = heading(words.duties_explained, TOOL, room=150, before=22, level=0)
    for duty in report.duties:
        content: Story = [paragraph(duty.title, STRONG), paragraph(duty.text, CELL)]
        content += [blocks.pair(duty.tools), paragraph((*_runs(duty.who), *_runs(duty.by_when)), CELL)]
        content += blocks.sources(duty.sources)
        parts += [CondPageBreak(110), blocks.indented(content, by=0), Spacer(1, 4)]
    return parts


def _runs(what: Pair) -> tuple[Run, Run]:
    return Run(f"{what.label}  ", color=MUTED), Run(f"{what.value}     ", bold=True)


def _sources(report: Report) -> Story:
    words = report.headings
    parts = heading(words.sources, TOOL, room=150, before=22, level=0)
    parts.append(paragraph(report.headings.sources_intro, BODY))
    for act in report.sources:
        parts += [*heading(act.title, PART, room=120, before=9), paragraph(act.details, SMALL)]
        rows = [
            (paragraph(item.id, STRONG), paragraph(item.statement, CELL), paragraph(item.read, SMALL))
            for item in act.items
        ]
        parts.append(table(words.item_columns, rows, (9, 53, 38)))
    return parts


def _evidence(report: Report) -> Story:
    words = report.headings
    if not report.evidence:
        return []
    rows = []
    for line in report.evidence:
        file = [paragraph(line.name, STRONG), *(paragraph(text, SMALL) for text in (line.date, line.told) if text)]
        about = [paragraph((blocks.written(line.description),), CELL)] if line.description else []
        rows.append((file, [*about, paragraph(line.about, SMALL)], paragraph(line.sha256, MONO)))
    parts = heading(words.evidence, TOOL, room=150, before=22, level=0)
    return [*parts, paragraph(words.evidence_intro, BODY), table(words.evidence_columns, rows, (32, 34, 34))]


def _declaration(report: Report, reserve: Callable[[Field], None]) -> Story:
    words, page = report.headings, report.declaration
    rows = [blocks.SignatureRow(page.boxes[n : n + 2], 2, reserve) for n in range(0, len(page.boxes), 2)]
    text = [
        paragraph(page.text, BODY),
        Spacer(1, 8),
        *rows,
        sealed_data(page),
        *_rules(page),
        *_journal(page),
        paragraph(page.made, SMALL),
        paragraph(page.verification, SMALL),
        Spacer(1, 6),
        paragraph(page.caveat, SMALL),
    ]
    # On one page: whoever signs sees what is signed beside the box.
    room = 60 + sum(_height(part) for part in text)
    return [*heading(words.declaration, TOOL, room=room, before=22, level=0), *text]


def _rules(page: Declaration) -> Story:
    if page.rules is None:
        return []
    return [Spacer(1, 4), paragraph(page.rules.label, LABEL), paragraph(page.rules.value, MONO)]


def _journal(page: Declaration) -> Story:
    if page.journal is None:
        return []
    return [
        Spacer(1, 4),
        paragraph(page.journal.label, LABEL),
        paragraph(page.journal.value, MONO),
        paragraph(page.journal_meaning, SMALL),
    ]


def _height(part: Flowable) -> float:
    _, height = part.wrap(WIDTH, PAGE_HEIGHT)
    return float(height + part.getSpaceAfter())
