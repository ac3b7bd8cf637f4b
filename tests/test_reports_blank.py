"""The blank checklist asks what can matter, in the sheet's order, and what is filled in comes back."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest

from app.domain.sheet import blank
from app.text import words
from reports.blank import Blank, compose
from reports.blank_read import read
from reports.layout.blank import render
from tests.paper_samples import TEXTS, law

KINDS = ("call_recording", "operator_states", "queue_statistics")


def sheet(lang: str = "it") -> Blank:
    return compose(law(lang), KINDS, words(TEXTS, lang), "Centralino")


def text_of(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_question_is_there_once_under_the_code_of_the_screen(lang: str) -> None:
    rows = blank(law(lang), KINDS)
    entries = [entry for section in sheet(lang).sections for entry in section.entries]
    assert [(entry.code, entry.question) for entry in entries] == [(row.code, row.fact.question) for row in rows]
    assert len({entry.code for entry in entries}) == len(entries)
    for entry, row in zip(entries, rows, strict=True):
        keys = [box.key for box in entry.boxes if box.key != "N"]
        assert keys == [str(n) for n in range(1, len(row.keys) + 1)]
        assert sum(box.name.endswith("=unknown") for box in entry.boxes) == 1


def test_the_page_shows_codes_and_choices(tmp_path: Path) -> None:
    shown = text_of(render(sheet()), tmp_path)
    for section in sheet().sections:
        for entry in section.entries:
            assert entry.code in shown
    assert "pag. 1 di" in shown
    assert "non contiene un esito" in shown


def test_the_same_sheet_gives_the_same_bytes_and_embeds_its_fonts(tmp_path: Path) -> None:
    pdf = render(sheet())
    assert pdf == render(sheet())
    (tmp_path / "a.pdf").write_bytes(pdf)
    listed = subprocess.run(["pdffonts", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True).stdout
    assert [line for line in listed.splitlines()[2:] if " yes " not in line] == []


def filled(**values: str) -> bytes:
    """The fillable sheet as a reader on screen leaves it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(render(sheet(), fillable=True))) as doc:
        for field in doc.Root.AcroForm.Fields:
            name = str(field.T)
            if name in values:
                box = "/FT" in field and field.FT == "/Btn"
                field.V = pikepdf.Name("/Yes") if box else pikepdf.String(values[name])
        doc.save(out)
    return out.getvalue()


def test_what_is_filled_in_comes_back() -> None:
    entries = [entry for section in sheet().sections for entry in section.entries]
    choice, days = entries[1], next(entry for entry in entries if entry.days)
    given = {
        choice.boxes[1].name: "x",
        days.days: " 90 ",
        "about.who": "Prova Consulente, Forlì",
        "notes": "visto sul posto",
    }
    found = read(filled(**given))
    assert found is not None
    assert (found.circular, found.version, found.kinds) == (law("it").id, law("it").version, KINDS)
    assert found.ticked == {choice.code: (choice.boxes[1].name.partition("=")[2],)}
    assert found.numbers == {days.code: "90"}
    assert found.about["who"] == "Prova Consulente, Forlì"
    assert found.notes == "visto sul posto"


def test_an_untouched_sheet_is_empty() -> None:
    found = read(render(sheet(), fillable=True))
    assert found is not None
    assert found.empty


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 nonsense", b"\x00" * 100])
def test_what_is_no_sheet_of_ours_is_none(pdf: bytes) -> None:
    assert read(pdf) is None
    assert read(render(sheet())) is None  # the one for the pen has no fields
