"""Every answer of a checklist as one table: a row for each question, in the order of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.text import Words
from reports.report import Report
from reports.report_parts import AnswerLine
from reports.report_tool import ToolSection

COLUMNS = ("tool", "function", "question", "answer", "told", "note", "outcome")


@dataclass(frozen=True)
class Grid:
    """``header`` and every row have as many cells as ``COLUMNS``."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def answers(report: Report, words: Words) -> Grid:
    """All answers, those about the company first; where a question has none, what the paper says of it."""
    rows = [_row("", "", line, "") for line in report.company.answers]
    for tool in report.tools:
        rows += _of_tool(tool)
    return Grid(tuple(words(f"export.column.{name}") for name in COLUMNS), tuple(rows))


def duties(report: Report, words: Words) -> Grid:
    """Every duty of every tool: what, who, by when, and the numbers of what it rests on."""
    header = ("tool", "duty", "urgent", "who", "by_when", "items")
    rows = [
        (tool.title, duty.title, duty.urgent, duty.who, duty.by_when, duty.items)
        for tool in report.tools
        for duty in tool.duties
    ]
    return Grid(tuple(words(f"export.column.{name}") for name in header), tuple(rows))


def outcomes(report: Report, words: Words) -> Grid:
    """One row for each tool: outcome, standing, the first thing to do."""
    header = ("tool", "outcome", "deciding", "standing", "first_step")
    rows = [(r.name, r.chip.text, r.deciding, r.standing.text, r.first_step) for r in report.summary.tools]
    return Grid(tuple(words(f"export.column.{name}") for name in header), tuple(rows))


def _of_tool(tool: ToolSection) -> Iterator[tuple[str, ...]]:
    for function in tool.functions:
        presence = AnswerLine(function.presence.label, function.presence.value, "")
        yield _row(tool.title, function.title, presence, function.chip.text)
        for line in function.answers:
            yield _row(tool.title, function.title, line, function.chip.text)
    for absent in tool.absent:
        yield (tool.title, absent.functions, "", absent.told, "", "", "")
    for line in tool.answers:
        yield _row(tool.title, "", line, tool.chip.text)


def _row(tool: str, function: str, line: AnswerLine, outcome: str) -> tuple[str, ...]:
    return (tool, function, line.question, line.answer, line.told, line.note, outcome)
