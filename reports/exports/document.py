"""The checklist for a word processor: headings, tables and the boxes to sign, to be worked on.

It says of itself that it is a working copy: only the PDF is the checklist.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.text import Words
from reports.exports.safe import visible
from reports.report import Report
from reports.report_parts import AnswerLine, ReasonLine, SourceLine
from reports.report_tool import FunctionSection, ToolSection

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument


def to_docx(report: Report, words: Words) -> bytes:
    """The whole checklist as a document that can be edited. Same input, same bytes."""
    from docx import Document

    writer = _Writer(Document(), words)
    doc = writer.doc
    properties = doc.core_properties
    moment = report.created.astimezone(UTC).replace(tzinfo=None)
    properties.title, properties.author = visible(report.title)[:255], visible(report.author)[:255]
    properties.created = properties.modified = moment
    properties.language = report.lang
    properties.last_modified_by = "Vaglio"
    writer.front(report)
    for tool in report.tools:
        writer.tool(report, tool)
    writer.closing(report)
    out = io.BytesIO()
    doc.save(out)
    return _dated(out.getvalue(), report.created)


class _Writer:
    def __init__(self, doc: DocxDocument, words: Words) -> None:
        self.doc, self.words = doc, words

    # ---- pieces ----

    def heading(self, text: str, level: int) -> None:
        self.doc.add_heading(visible(text), level)

    def line(self, text: str, style: str | None = None) -> None:
        if text:
            self.doc.add_paragraph(visible(text), style)

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        if not rows:
            return
        table = self.doc.add_table(rows=1, cols=len(header), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            cell.paragraphs[0].add_run(visible(text)).bold = True
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = visible(text)
        self.doc.add_paragraph()

    def answers(self, report: Report, lines: Sequence[AnswerLine]) -> None:
        rows = [
            (line.question, "\n".join(part for part in (line.answer, line.note) if part), line.told) for line in lines
        ]
        self.table(report.headings.answer_columns, rows)

    def reasons(self, reasons: Sequence[ReasonLine]) -> None:
        for reason in reasons:
            self.line(reason.text, "List Bullet")
            for pair in reason.because:
                self.line(f"{pair.label} {pair.value}", "List Bullet 2")
            for source in reason.sources:
                self.line(_source(source), "List Bullet 2")

    # ---- the document ----

    def front(self, report: Report) -> None:
        summary, headings = report.summary, report.headings
        self.line(summary.eyebrow)
        self.heading(summary.title, 0)
        self.line(self.words("export.working_copy"))
        self.line(summary.banner)
        for pair in summary.details:
            self.line(f"{pair.label}: {pair.value}")
        self.line(summary.stop)
        self.table(
            (headings.counts, ""), [(count.label, str(count.number)) for count in summary.counts if count.number]
        )
        self.heading(headings.tools, 1)
        rows = [
            ("\n".join(part for part in (r.name, r.deciding) if part), r.chip.text, r.standing.text, r.first_step)
            for r in summary.tools
        ]
        self.table(headings.tool_columns, rows)
        self.heading(headings.first, 1)
        for step in summary.first:
            self.line(step, "List Number")
        self.line(summary.caveat)
        self.heading(headings.company, 1)
        self.table(
            headings.site_columns, [(s.name, s.place, s.headcount, s.representatives) for s in report.company.sites]
        )
        self.answers(report, report.company.answers)
        self.line(report.company.note)

    def tool(self, report: Report, tool: ToolSection) -> None:
        headings = report.headings
        self.heading(f"{tool.title} · {tool.chip.text}", 1)
        for pair in tool.details:
            self.line(f"{pair.label}: {pair.value}")
        self.line(tool.outcome)
        self.line(tool.note)
        self.heading(headings.standing, 2)
        for standing in tool.standing:
            self.line(f"{standing.site}: {standing.chip.text}")
            self.reasons(standing.reasons)
        if tool.duties:
            self.heading(headings.duties, 2)
            rows = [
                ("\n".join(part for part in (d.title, d.urgent) if part), d.who, d.by_when, d.items)
                for d in tool.duties
            ]
            self.table(headings.duty_columns, rows)
        self.heading(headings.functions, 2)
        for function in tool.functions:
            self.function(report, function)
        if tool.answers:
            self.heading(headings.tool_answers, 2)
            self.answers(report, tool.answers)
        for conflict in tool.conflicts:
            self.heading(conflict.title, 3)
            self.line(conflict.text)
            for position in conflict.positions:
                self.line(f"{position.who}: {position.says}", "List Bullet")
        for flag in tool.flags:
            self.line(f"{flag.title}. {flag.text}", "List Bullet")
        if tool.missing or tool.missing_more:
            self.heading(headings.missing, 2)
            for gap in tool.missing:
                self.line(f"{gap.about}: {gap.question}", "List Bullet")
            for more in tool.missing_more:
                self.line(more)
        for absent in tool.absent:
            self.line(f"{absent.told}: {absent.functions}")
        for paper in tool.papers:
            self.line(f"{paper.title}: " + "; ".join(f"{pair.label} {pair.value}" for pair in paper.details))

    def function(self, report: Report, function: FunctionSection) -> None:
        self.heading(f"{function.title} · {function.chip.text}", 3)
        self.line(f"{function.presence.label}: {function.presence.value}")
        for text in (*function.remarks, *function.flags):
            self.line(text)
        self.answers(report, function.answers)
        self.reasons(function.reasons)

    def closing(self, report: Report) -> None:
        self.heading(report.headings.sources, 1)
        for act in report.sources:
            self.line(f"{act.title}. {act.details}")
            for item in act.items:
                self.line(f"{item.id}: {item.statement} ({item.read})", "List Bullet")
        declaration = report.declaration
        self.heading(report.headings.declaration, 1)
        self.line(declaration.text)
        self.table(
            tuple(box.title for box in declaration.boxes), [tuple(f"{box.caption}\n\n\n" for box in declaration.boxes)]
        )
        self.line(declaration.caveat)


def _source(source: SourceLine) -> str:
    return ", ".join(part for part in (source.act, source.items, source.read) if part)


def _dated(docx: bytes, moment: datetime) -> bytes:
    """The same parts, each dated as the report: the packer would put in the moment of packing."""
    out = io.BytesIO()
    when = moment.timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(docx)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in made.namelist():
            packed.writestr(zipfile.ZipInfo(name, when), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
