"""Tables as files: comma-separated values as an Italian spreadsheet opens them, and a workbook.

Text is always text: no cell is ever a formula, a number or a date that a program reads its own way.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC

from app.text import Words
from reports.exports import grid
from reports.exports.grid import Grid
from reports.exports.safe import harmless, visible
from reports.report import Report

WIDEST = 60
"""Characters: a wider column wraps."""


def to_csv(report: Report, words: Words) -> bytes:
    """Every answer: UTF-8 with a byte order mark, semicolons, lines ended by CR LF."""
    table = grid.answers(report, words)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in (table.header, *table.rows):
        writer.writerow([harmless(visible(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(report: Report, words: Words) -> bytes:
    """A workbook: outcomes, answers, duties. Dated as the report is, not now."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = report.created.astimezone(UTC).replace(tzinfo=None)
    book.set_properties(
        {"title": visible(report.title), "author": visible(report.author), "created": made, "comments": "Vaglio"}
    )
    head = book.add_format({"bold": True, "bg_color": "#17324D", "font_color": "#FFFFFF", "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for name, table in (
        ("outcomes", grid.outcomes(report, words)),
        ("answers", grid.answers(report, words)),
        ("duties", grid.duties(report, words)),
    ):
        sheet = book.add_worksheet(words(f"export.sheet.{name}"))
        for column, title in enumerate(table.header):
            sheet.write_string(0, column, title, head)
            sheet.set_column(column, column, _width(table, column))
        for row, cells in enumerate(table.rows, 1):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, visible(text)[:32_767], body)
        sheet.freeze_panes(1, 0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
    book.close()
    return out.getvalue()


def _width(table: Grid, column: int) -> int:
    longest = max((len(row[column]) for row in (table.header, *table.rows)), default=0)
    return max(10, min(WIDEST, longest + 2))
