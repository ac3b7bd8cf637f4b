"""Exports hold every answer, open in a second program, and no text in them comes to life."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from app.text import Words, words
from reports.exports.document import to_docx
from reports.exports.safe import harmless, visible
from reports.exports.table import to_csv, to_xlsx
from reports.report import Report
from tests.paper_samples import TEXTS, report

STRANGERS = Path(__file__).parent.parent.parent / "shared" / "foreign" / "naughty-strings.json"
EVIL = ("=1+1", "+39 02", "-5", "@cmd", "\t=1", "＝1")


def told(lang: str = "it") -> Words:
    return words(TEXTS, lang)


def every_answer(found: Report) -> set[str]:
    lines = [*found.company.answers]
    for tool in found.tools:
        lines += tool.answers
        for function in tool.functions:
            lines += function.answers
    return {visible(line.answer) for line in lines} | {visible(line.question) for line in lines}


def with_evil(found: Report) -> Report:
    tool = found.tools[0]
    lines = tuple(replace(tool.answers[0], answer=text) for text in EVIL)
    return replace(found, tools=(replace(tool, title="=HYPERLINK(1)", answers=lines), *found.tools[1:]))


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_table_holds_every_answer_as_italian_spreadsheets_want_it(lang: str) -> None:
    found = report(lang)
    data = to_csv(found, told(lang))
    assert data.startswith(b"\xef\xbb\xbf")
    table = rows(data)
    assert len({len(row) for row in table}) == 1
    assert every_answer(found) <= {cell for row in table for cell in row}


def test_no_cell_is_a_formula() -> None:
    found = with_evil(report("it"))
    cells = [cell for row in rows(to_csv(found, told())) for cell in row]
    assert {f"'{visible(text)}" for text in EVIL} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(found, told())))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


def test_the_workbook_has_outcomes_answers_and_duties() -> None:
    found = report("it")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(found, told())))
    assert book.sheetnames == ["Esiti", "Risposte", "Adempimenti"]
    held = {str(cell.value) for row in book["Risposte"].iter_rows() for cell in row}
    assert every_answer(found) <= held
    assert book["Adempimenti"].max_row == 1 + sum(len(tool.duties) for tool in found.tools)


def test_the_document_holds_every_answer_and_says_what_it_is() -> None:
    found = report("it")
    doc = Document(io.BytesIO(to_docx(found, told())))
    text = [paragraph.text for paragraph in doc.paragraphs]
    text += [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
    assert told()("export.working_copy") in text
    whole = "\n".join(text)
    assert [answer for answer in every_answer(found) if answer not in whole] == []


@pytest.mark.parametrize("make", [to_csv, to_xlsx, to_docx])
def test_the_same_report_gives_the_same_bytes(make: object) -> None:
    assert callable(make)
    assert make(report("it"), told()) == make(report("it"), told())


@pytest.mark.parametrize("make", [to_csv, to_xlsx, to_docx])
def test_what_xml_cannot_hold_becomes_a_visible_sign(make: object) -> None:
    found = report("it")
    line = replace(found.tools[0].answers[0], answer="a\x00b\x1bc\ud800d\uffff", note="x\x7f")
    odd = replace(found, tools=(replace(found.tools[0], answers=(line,)), *found.tools[1:]))
    assert callable(make)
    data = make(odd, told())
    inside = data.decode("utf-8-sig") if make is to_csv else unzipped(data)
    assert "a␀b␛c�d�" in inside


def unzipped(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())


@pytest.mark.parametrize("make", [to_csv, to_xlsx, to_docx])
def test_strings_that_broke_others_are_exported_as_typed(make: object) -> None:
    if not STRANGERS.exists():
        pytest.skip("not checked: the strings that others made (foreign files absent)")
    texts = (*json.loads(STRANGERS.read_text("utf-8")), "m" * 10_000)
    found = report("it")
    first = found.tools[0].answers[0]
    lines = tuple(replace(first, answer=text) for text in texts)
    odd = replace(found, tools=(replace(found.tools[0], answers=lines), *found.tools[1:]))
    assert callable(make)
    data = make(odd, told())
    if make is to_docx:
        doc = Document(io.BytesIO(data))
        held = {cell.text for table in doc.tables for row in table.rows for cell in row.cells}
        held |= {paragraph.text for paragraph in doc.paragraphs}
    elif make is to_xlsx:
        book = openpyxl.load_workbook(io.BytesIO(data))
        held = {str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row}
    else:
        held = {cell for row in rows(data) for cell in row}
    wanted = {harmless(visible(text)) if make is to_csv else visible(text) for text in texts}
    assert sorted(wanted - held) == []


def test_an_apostrophe_only_where_something_would_happen() -> None:
    assert harmless("ciao") == "ciao"
    assert harmless("'già così") == "'già così"
    assert harmless("") == ""


@pytest.mark.long
@pytest.mark.parametrize(
    ("make", "ending", "into"),
    [(to_csv, "csv", "xlsx"), (to_xlsx, "xlsx", "csv"), (to_docx, "docx", "txt:Text (encoded):UTF8")],
)
def test_exports_open_in_an_office_program(make: object, ending: str, into: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("not checked: the exports in an office program (no soffice here)")
    assert callable(make)
    found = report("it")
    source = tmp_path / f"checklist.{ending}"
    source.write_bytes(make(found, told()))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", into]
    if ending == "csv":
        command += ["--infilter=CSV:59,34,76"]
    if ending == "xlsx":
        command[-1] = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(source)], check=True, capture_output=True)
    made = sorted((tmp_path / "out").iterdir())
    assert made
    if ending == "csv":
        book = openpyxl.load_workbook(made[0])
        held = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    else:
        held = "\n".join(file.read_text("utf-8-sig") for file in made)
    held = held.replace('""', '"')
    assert [answer for answer in every_answer(found) if answer not in held] == []
