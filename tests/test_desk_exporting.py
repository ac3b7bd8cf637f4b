"""What leaves as a working copy is what the paper of that edition and selection shows, and not a word more."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pikepdf
import pytest
from docx import Document

from app.desk.desk import Desk
from app.desk.exporting import FORMATS
from app.domain.errors import UserError
from app.records.dossier import from_canonical
from tests.desks import desk_on, question
from tests.law import RESOURCES

SECRET, ELSEWHERE = "Solo per noi: Ornitorinco", "Cruscotto"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path) as made:
        made.open_example()
        asked = question(made, "tool3", "uses_ai")
        made.set_note(asked, SECRET) if made.answer_to(asked) else made.answer(asked, "no", SECRET)
        yield made


def told(format: str, data: bytes) -> str:
    """Everything that a reader of the file would find in it."""
    if format == "docx":
        doc = Document(io.BytesIO(data))
        cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in doc.paragraphs), *cells])
    if format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    if format == "csv":
        return "\n".join(
            cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";") for cell in row
        )
    return data.decode()


@pytest.mark.parametrize("format", FORMATS)
def test_notes_leave_only_where_they_are_meant_to(desk: Desk, format: str) -> None:
    assert SECRET in told(format, desk.exported(format, "internal"))
    assert SECRET not in told(format, desk.exported(format))
    assert "Registratore" in told(format, desk.exported(format))


@pytest.mark.parametrize("format", FORMATS)
def test_a_selection_holds_no_other_tool(desk: Desk, format: str) -> None:
    assert ELSEWHERE in told(format, desk.exported(format))
    chosen = told(format, desk.exported(format, "internal", ["tool3"]))
    assert "Registratore" in chosen
    assert ELSEWHERE not in chosen


def test_the_data_are_those_of_the_paper_and_keep_to_the_published_schema(desk: Desk) -> None:
    data = desk.exported("json", "third_parties", ["tool3"])
    schema: Any = json.loads((RESOURCES / "schema" / "practice.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(data), schema)
    with pikepdf.open(io.BytesIO(desk.draft_pdf("third_parties", ["tool3"]))) as doc:
        streams = [thing.read_bytes() for thing in doc.objects if isinstance(thing, pikepdf.Stream)]
    assert [one for one in streams if b'"format":"vaglio-practice"' in one] == [data]
    assert [tool.id for tool in from_canonical(data).tools] == ["tool3"]


def test_the_words_are_those_of_the_paper_not_of_the_screen(desk: Desk) -> None:
    desk.set_language("en")
    assert ("Risposta" in told("csv", desk.exported("csv"))) == (desk.paper_words.lang == "it")
    assert told("csv", desk.exported("csv")).startswith(desk.paper_words("export.column.tool"))


def test_another_format_is_refused_and_the_known_ones_are_named(desk: Desk) -> None:
    with pytest.raises(UserError) as problem:
        desk.exported("odt")
    assert problem.value.key == "export_format_unknown"
    assert "docx" in desk.words.error(problem.value)


def test_its_name_is_one_that_any_disk_takes_and_nothing_changes(desk: Desk) -> None:
    desk.set_practice(number="12/2026 è")
    before = desk.dossier
    assert desk.export_name("xlsx") == "checklist-12-2026.xlsx"
    desk.exported("xlsx", "internal")
    assert desk.dossier is before
