"""The finished paper is PDF/A-2b, says the same things twice, keeps the practice inside and never varies."""

from __future__ import annotations

import io
import shutil
import subprocess
import zlib
from datetime import datetime
from pathlib import Path

import page
import pikepdf
import pytest
from sealed_paper import FIELDS, PAYLOAD, drawn, paper

from reports.archival import Field, embedded, printable


def failures(pdf: bytes) -> list[str]:
    return [f"{f.rule_id}: {f.message}" for f in page.validate_pdf_bytes(pdf, profile="2b").failures]


def test_reportlab_alone_is_not_archival_and_finished_it_is() -> None:
    assert failures(drawn())
    assert failures(paper()) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"fields": ()},
        {"payload": None},
        {"author": "", "subject": ""},
        {"title": "a\x00b\ud800\n c\x1b]]> <x> &amp;", "author": "«D'Àvila & figli»"},
        {"payload": b""},
    ],
)
def test_archival_whatever_the_texts(changes: dict[str, object]) -> None:
    assert failures(paper(**changes)) == []


def test_same_input_same_bytes() -> None:
    assert paper() == paper()
    assert paper() != paper(document_id="esempio-2")


def test_finishing_keeps_the_pages_and_the_outline() -> None:
    with pikepdf.open(io.BytesIO(paper())) as doc:
        assert len(doc.pages) == 3
        with doc.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["Pagina 1", "Pagina 2", "Pagina 3"]


def test_metadata_say_the_same_in_both_places() -> None:
    with pikepdf.open(io.BytesIO(paper())) as doc, doc.open_metadata() as xmp:
        assert str(doc.docinfo["/Title"]) == xmp["dc:title"] == "Verifica <degli> strumenti & C."
        assert str(doc.docinfo["/Author"]) == xmp["dc:creator"][0] == "Studio di prova"
        assert str(doc.docinfo["/Subject"]) == xmp["dc:description"] == "Circolare 4/2017"
        assert str(doc.docinfo["/CreationDate"]) == "D:20261123114205+01'00'"
        assert xmp["xmp:CreateDate"] == "2026-11-23T11:42:05+01:00"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "B")
        assert str(doc.Root.Lang) == "it-IT"
        assert doc.Root.ViewerPreferences.DisplayDocTitle


def test_fields_are_reserved_empty_where_asked() -> None:
    with pikepdf.open(io.BytesIO(paper())) as doc:
        widgets = list(doc.Root.AcroForm.Fields)
        assert [str(w.T) for w in widgets] == [f.name for f in FIELDS]
        assert [str(w.TU) for w in widgets] == [f.label for f in FIELDS]
        assert [[float(edge) for edge in w.Rect] for w in widgets] == [list(f.rect) for f in FIELDS]
        assert all(w.FT == "/Sig" and "/V" not in w and int(w.F) == 4 for w in widgets)
        assert len(doc.pages[0].obj.Annots) == 3
        assert len(doc.pages[1].obj.Annots) == 1


def test_a_field_needs_its_page() -> None:
    with pytest.raises(IndexError):
        paper(fields=[Field("oltre", 9, (0, 0, 10, 10), "oltre")])


def test_a_date_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        paper(created=datetime(2026, 11, 23))  # noqa: DTZ001


def test_the_practice_comes_back_byte_for_byte() -> None:
    assert embedded(paper()) == PAYLOAD
    assert embedded(paper(payload=b"\x00\r\nx")) == b"\x00\r\nx"
    assert embedded(paper(payload=None)) is None


@pytest.mark.parametrize("not_ours", [b"", b"no pdf", drawn()[:900]])
def test_nothing_comes_back_from_other_files(not_ours: bytes) -> None:
    assert embedded(not_ours) is None


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.archival.PAYLOAD_LIMIT", 1000)
    assert embedded(paper()) is None


def test_no_attachment_is_used() -> None:
    with pikepdf.open(io.BytesIO(paper())) as doc:
        assert not doc.attachments
        assert "/AF" not in doc.Root


def test_no_stream_ends_in_a_carriage_return() -> None:
    """Validators take that byte for a line end. One payload in 256 deflates to such an end."""
    payloads = [b"x" * 600 + bytes([n]) for n in range(256)]
    unlucky = [p for p in payloads if zlib.compress(p, 9).endswith(b"\r")]
    assert unlucky
    for payload in unlucky:
        pdf = paper(payload=payload)
        assert failures(pdf) == []
        assert embedded(pdf) == payload


def test_printable_keeps_one_line() -> None:
    assert printable(" a\n\tb\x00\ud800c  d ") == "a b c d"


def test_qpdf_finds_nothing(tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("not checked: qpdf absent")
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper())
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
