"""The files kept as evidence travel inside the paper where that is ticked, and only those that are listed on it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from app.desk import paper_acts
from app.desk.desk import Desk
from app.domain.evidence import About
from app.domain.paper import INTERNAL, THIRD_PARTIES, edition_of
from tests.desks import desk_on
from tests.judges import failures

SCREEN, PAPER = b"\x89PNG a picture of the dashboard", b"%PDF a scanned agreement \xff\x00"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        for name, data, about in (("cruscotto è.png", SCREEN, About("tool2")), ("accordo.pdf", PAPER, About("tool1"))):
            (tmp_path / name).write_bytes(data)
            made.add_evidence(tmp_path / name, about)
        assert made.drain()
        yield made


def inside(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        listed = {str(file.UF): bytes(file.EF.F.read_bytes()) for file in doc.Root.AF}
        names = list(doc.Root.Names.EmbeddedFiles.Names)[::2]
        assert [str(name) for name in names] == sorted(listed)
        relations = {str(file.UF): str(file.AFRelationship) for file in doc.Root.AF}
        assert {name for name, how in relations.items() if how == "/Data"} == {"pratica.json"}
        return listed


def test_without_the_tick_only_the_data_are_inside(desk: Desk) -> None:
    for edition in (INTERNAL, THIRD_PARTIES):
        assert list(inside(desk.draft_pdf(edition))) == ["pratica.json"]


def test_ticked_every_listed_file_is_inside_as_it_is_and_the_paper_keeps(desk: Desk) -> None:
    pdf = desk.draft_pdf(edition_of("internal", ["files"]))
    found = inside(pdf)
    assert found.keys() == {"pratica.json", "prova-001-cruscotto-.png", "prova-002-accordo.pdf"}
    assert {SCREEN, PAPER} <= set(found.values())
    assert failures(pdf) == []


def test_of_what_is_not_listed_nothing_travels(desk: Desk) -> None:
    assert list(inside(desk.draft_pdf(edition_of("third_parties", ["files"])))) == ["pratica.json"]
    one = inside(desk.draft_pdf(edition_of("internal", ["files"]), ["tool1"]))
    assert (PAPER in one.values(), SCREEN in one.values()) == (True, False)


def test_what_cannot_be_read_or_is_too_big_is_told_and_the_paper_is_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = hashlib.sha256(SCREEN).hexdigest()
    next((desk.data_folder / "practices").rglob(f"*{digest}*")).unlink()
    sheet = desk.paper(None, edition_of("internal", ["files"]))
    assert [problem.key for problem in sheet.problems] == ["evidence_not_inside"]
    assert "cruscotto è.png" in desk.words.error(sheet.problems[0])
    assert set(inside(sheet.pdf)) == {"pratica.json", "prova-002-accordo.pdf"}
    monkeypatch.setattr(paper_acts, "MOST_INSIDE", 3)
    sheet = desk.paper(None, edition_of("internal", ["files"]))
    assert len(sheet.problems) == 2
    assert set(inside(sheet.pdf)) == {"pratica.json"}


def test_a_sealed_paper_with_files_verifies_and_opens(desk: Desk) -> None:
    desk.make_identity("Prova", "una frase lunga e mia")
    signed = desk.sign("una frase lunga e mia", "consultant", edition=edition_of("internal", ["files"]))
    assert signed.verification.intact
    assert len(inside(signed.path.read_bytes())) == 3
    assert desk.open_paper(signed.path).equal
