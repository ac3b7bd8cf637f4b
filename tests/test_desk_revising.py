"""Revisions are compared from what was sealed in their papers, and from nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.desk.revising import NOW
from app.domain.errors import UserError
from tests.desks import desk_on, question
from tests.test_desk_studio import text_of

PASSPHRASE = "una frase lunga e mia"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, sealed once as for third parties: sealing is slow, and every test begins from a copy."""
    folder = tmp_path_factory.mktemp("sealed") / "archive"
    with desk_on(folder) as desk:
        desk.open_example()
        desk.set_practice(note="riservata")
        desk.make_identity("Maria Bianchi", PASSPHRASE)
        desk.sign(PASSPHRASE, "consultant")
    return folder


@pytest.fixture
def desk(tmp_path: Path, sealed: Path) -> Iterator[Desk]:
    shutil.copytree(sealed, tmp_path / "archive")
    with desk_on(tmp_path / "archive", start=2) as made:
        made.open("p1")
        yield made


def change(desk: Desk) -> None:
    for function in ("operator_states", "handling_times"):
        desk.answer(question(desk, "tool2", "presence", function), "absent")


def test_a_revision_and_now_differ_in_what_was_changed_and_in_what_follows(desk: Desk) -> None:
    change(desk)
    desk.remove_tool("tool4")
    found = desk.compare_revisions(NOW, 1)
    assert (found.then.revision, found.then.state, found.now.revision, found.now.state) == (1, "sealed", NOW, "now")
    assert [(one.tool, one.kind, one.fact, one.then, one.now) for one in found.found.changes] == [
        ("tool2", "operator_states", "presence", "in_use", "absent"),
        ("tool2", "handling_times", "presence", "in_use", "absent"),
    ]
    verdicts = {one.tool: one for one in found.found.verdicts}
    assert verdicts["tool1"].same
    assert not verdicts["tool2"].same
    assert verdicts["tool4"].now is None
    assert verdicts["tool4"].duties_gone


def test_notes_that_one_paper_left_out_are_no_difference(desk: Desk) -> None:
    found = desk.compare_revisions(1, NOW)
    assert found.noteless
    assert found.found.same


def test_of_a_whole_edition_the_notes_are_compared(desk: Desk) -> None:
    desk.sign(PASSPHRASE, "consultant", edition="internal")
    desk.set_practice(note="un'altra")
    found = desk.compare_revisions(2, NOW)
    assert not found.noteless
    assert [(field.name, field.then, field.now) for field in found.found.fields] == [("note", "riservata", "un'altra")]
    assert desk.compare_revisions(1, 2).noteless


def test_two_revisions_whichever_way_round(desk: Desk) -> None:
    change(desk)
    desk.sign(PASSPHRASE, "consultant")
    desk.answer(question(desk, "tool1", "presence"), "unknown")
    found, turned = desk.compare_revisions(1, 2), desk.compare_revisions(2, 1)
    assert found == turned
    assert (found.then.revision, found.now.revision) == (1, 2)
    assert [(one.tool, one.fact) for one in found.found.changes] == [("tool2", "presence")] * 2
    assert [one.number for one in desk.comparable()] == [1, 2]


def test_a_paper_that_is_gone_is_told(desk: Desk) -> None:
    [signed] = desk.comparable()
    desk.signed_path(signed.signatures[0].file_name).unlink()
    with pytest.raises(UserError, match="revision_missing") as told:
        desk.compare_revisions(1, NOW)
    assert "revisione 1" in desk.words.error(told.value)


def test_data_that_are_not_those_sealed_are_not_compared(desk: Desk) -> None:
    [signed] = desk.comparable()
    change(desk)
    desk.drain()
    path = desk.signed_path(signed.signatures[0].file_name)
    path.write_bytes(desk.draft_pdf())
    with pytest.raises(UserError, match="revision_altered"):
        desk.compare_revisions(1, NOW)
    path.write_bytes(b"not a pdf")
    with pytest.raises(UserError, match="revision_altered") as told:
        desk.compare_revisions(1, NOW)
    assert path.name in desk.words.error(told.value)


def test_a_withdrawn_revision_is_not_offered(desk: Desk) -> None:
    assert desk.dossier is not None
    [signed] = desk.dossier.ledger.revisions
    ledger = replace(desk.dossier.ledger, revisions=(signed, replace(signed, state="withdrawn")))
    desk.dossier = replace(desk.dossier, ledger=ledger)
    assert desk.comparable() == ()


def test_the_comparison_is_had_on_paper_without_the_notes(desk: Desk) -> None:
    change(desk)
    desk.set_practice(note="segretissima")
    text = " ".join(text_of(desk.comparison_of_revisions(NOW, 1)).split())
    assert "revisione 1, " in text
    assert "Confronto tra due revisioni" in text
    assert "riservata" not in text
    assert "segretissima" not in text
    desk.sign(PASSPHRASE, "consultant")
    assert "revisione 2, " in text_of(desk.comparison_of_revisions(1, 2))
