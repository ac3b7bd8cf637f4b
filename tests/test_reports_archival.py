"""The finished paper is PDF/A and PDF/UA, says the same twice, carries the practice inside and never varies."""

from __future__ import annotations

import hashlib
import io
import zlib
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from judges import failures, preflight, syntax
from sealed_paper import FIELDS, PAYLOAD, drawn, paper

from reports.archival import Field, embedded, printable


def test_reportlab_alone_is_not_archival_and_finished_it_is() -> None:
    assert failures(drawn(), "3b")
    assert failures(drawn(), "ua-1")
    assert failures(paper()) == []


def test_untagged_it_is_the_floor() -> None:
    assert failures(paper(tree=None), "3b") == []
    assert failures(paper(tree=None, payload=None), "2b") == []
    assert failures(paper(tree=None), "ua-1")


def test_a_paper_without_data_claims_no_part_that_carries_any() -> None:
    assert failures(paper(payload=None), "2a", "ua-1") == []


@pytest.mark.parametrize("part", [1, 2])
def test_no_other_part_carries_data(part: int) -> None:
    with pytest.raises(ValueError, match="carries no data"):
        paper(part=part)


def test_the_edition_for_the_second_judge(tmp_path: Path) -> None:
    pdf = paper(payload=None, part=1)
    assert pdf.startswith(b"%PDF-1.4")
    assert failures(pdf, "1a", "1b", "ua-1") == []
    assert preflight(tmp_path, pdf) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"fields": ()},
        {"payload_label": "«Dati» (della) pratica\\"},
        {"author": "", "subject": ""},
        {"title": "x ) Tj ET endstream endobj", "subject": "xref trailer startxref %%EOF"},
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
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        assert xmp["pdfuaid:part"] == "1"
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


def test_the_practice_is_an_associated_file_that_any_reader_can_save() -> None:
    with pikepdf.open(io.BytesIO(paper(payload_label="I dati"))) as doc:
        (name,) = doc.attachments
        file = doc.attachments[name].get_file()
        assert (name, file.mime_type, file.read_bytes()) == ("pratica.json", "application/json", PAYLOAD)
        assert file.mod_date is not None
        assert (file.mod_date.isoformat(), file.size) == ("2026-11-23T11:42:05+01:00", len(PAYLOAD))
        assert file.md5 == hashlib.md5(PAYLOAD).digest()
        (associated,) = doc.Root.AF
        assert (str(associated.Desc), associated.AFRelationship) == ("I dati", "/Data")
        assert associated.EF.F.objgen == doc.Root.Names.EmbeddedFiles.Names[1].EF.F.objgen


def older(pdf: bytes, payload: bytes) -> bytes:
    """The paper as it was when the practice still lay in the page-piece dictionary."""
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        stream = doc.make_stream(payload)
        doc.Root.PieceInfo = pikepdf.Dictionary(Vaglio=pikepdf.Dictionary(Private=stream))
        out = io.BytesIO()
        doc.save(out, compress_streams=True)
    return out.getvalue()


def test_an_older_paper_gives_its_practice_back_too(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = older(paper(payload=None), PAYLOAD)
    assert embedded(pdf) == PAYLOAD
    monkeypatch.setattr("reports.archival.PAYLOAD_LIMIT", 1000)
    assert embedded(pdf) is None


def test_of_several_files_only_the_practice_is_read() -> None:
    with pikepdf.open(io.BytesIO(paper())) as doc:
        other = pikepdf.AttachedFileSpec(doc, b"altro", filename="altro.json", relationship=pikepdf.Name.Data)
        doc.Root.AF.insert(0, other.obj)
        out = io.BytesIO()
        doc.save(out)
    assert embedded(out.getvalue()) == PAYLOAD


@pytest.mark.parametrize("spoilt", ["AF", "UF", "EF", "AFRelationship"])
def test_a_broken_attachment_is_none(spoilt: str) -> None:
    with pikepdf.open(io.BytesIO(paper())) as doc:
        where = doc.Root if spoilt == "AF" else doc.Root.AF[0]
        where[f"/{spoilt}"] = 7
        out = io.BytesIO()
        doc.save(out)
    assert embedded(out.getvalue()) is None


@pytest.mark.parametrize("not_ours", [b"", b"no pdf", drawn()[:900]])
def test_nothing_comes_back_from_other_files(not_ours: bytes) -> None:
    assert embedded(not_ours) is None


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.archival.PAYLOAD_LIMIT", 1000)
    assert embedded(paper()) is None


def test_a_bomb_packed_otherwise_is_not_unpacked_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run lengths: two bytes for every hundred and twenty-eight."""
    with pikepdf.open(io.BytesIO(paper())) as doc:
        doc.Root.AF[0].EF.F.write(b"\x81x" * 100 + b"\x80", filter=pikepdf.Name.RunLengthDecode)
        out = io.BytesIO()
        doc.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    monkeypatch.setattr("reports.archival.PAYLOAD_LIMIT", 1000)
    assert embedded(out.getvalue()) is None


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


@pytest.mark.parametrize("part", [1, 2])
def test_qpdf_finds_nothing(part: int, tmp_path: Path) -> None:
    assert syntax(tmp_path, paper()) == ""
    assert syntax(tmp_path, paper(payload=None, part=part)) == ""
