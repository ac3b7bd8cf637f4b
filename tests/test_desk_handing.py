"""Given to another signer and brought back: what is ours is filed, what is not is refused and leaves no trace."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from app.desk.desk import Desk
from app.domain.errors import UserError
from reports.signing.verify import verify
from tests.cards import ISSUER, person
from tests.desks import desk_on
from tests.handed import altered, back, externally, out, refused, wrapped


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        yield made


def test_the_paper_goes_out_frozen_with_its_boxes_empty(desk: Desk, tmp_path: Path) -> None:
    pdf = out(desk, tmp_path / "da-firmare.pdf", edition="internal")
    assert desk.dossier is not None
    revision = desk.handed_off
    assert revision is not None
    assert (revision.number, revision.state, revision.edition) == (1, "handed_off", "internal")
    assert desk.signed_content(revision.file_name) == pdf
    assert revision.signatures == ()
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        names = {str(field.T) for field in doc.Root.AcroForm.Fields}
        assert {"consultant", "employer", "representatives"} < names
        assert all("/V" not in field for field in doc.Root.AcroForm.Fields)
    assert desk.dossier.ledger.journal[-1].act == "handed_off"
    with pytest.raises(UserError, match="handed_off_already"):
        desk.hand_off(tmp_path / "ancora.pdf")
    assert not (tmp_path / "ancora.pdf").exists()
    desk.hand_off_again(tmp_path / "ancora.pdf", 1)
    assert (tmp_path / "ancora.pdf").read_bytes() == pdf


def test_a_target_that_is_taken_freezes_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "there.pdf").write_bytes(b"mine")
    with pytest.raises(UserError, match="target_taken"):
        desk.hand_off(tmp_path / "there.pdf")
    assert desk.handed_off is None
    assert (tmp_path / "there.pdf").read_bytes() == b"mine"


def test_a_signed_pdf_is_filed_and_seals_its_revision(desk: Desk, tmp_path: Path) -> None:
    signed = externally(out(desk, tmp_path / "o.pdf"))
    desk.set_practice(note="scritta nel frattempo")
    revision = back(desk, tmp_path, signed)
    [one] = revision.signatures
    assert (revision.state, one.kind, one.signer, one.issuer) == ("sealed", "external", "Ada di Prova", ISSUER)
    assert desk.signed_content(one.file_name) == signed
    assert desk.handed_off is None
    assert desk.practice.note == "scritta nel frattempo"
    assert desk.dossier is not None
    assert desk.dossier.ledger.last_sealed == revision
    assert refused(desk, tmp_path, signed) == "return_nothing_new"


def test_signers_come_back_one_after_the_other_and_at_once(desk: Desk, tmp_path: Path) -> None:
    pdf = out(desk, tmp_path / "o.pdf")
    first = externally(pdf)
    back(desk, tmp_path, first)
    second = externally(first, "Bruno di Prova", "employer")
    revision = back(desk, tmp_path, second)
    assert [one.signer for one in revision.signatures] == ["Ada di Prova", "Bruno di Prova"]
    # somebody signed the bare paper at the same time: a file of its own, the same revision
    apart = externally(pdf, "Carla di Prova", "representatives")
    revision = back(desk, tmp_path, apart)
    assert [one.signer for one in revision.signatures][2:] == ["Carla di Prova"]
    assert desk.dossier is not None
    assert len(desk.dossier.ledger.latest_revisions) == 1
    for one in revision.signatures:
        assert verify(desk.signed_content(one.file_name)).intact


def test_a_p7m_is_unwrapped_and_kept_as_it_came(desk: Desk, tmp_path: Path) -> None:
    pdf = out(desk, tmp_path / "o.pdf")
    envelope = wrapped(tmp_path, pdf, person("Ada di Prova"), "-nodetach")
    revision = back(desk, tmp_path, envelope, "o.pdf.p7m")
    [one] = revision.signatures
    assert (one.signer, one.kind, one.issuer, one.field) == ("Ada di Prova", "external", ISSUER, "")
    assert one.file_name.endswith(".p7m")
    assert desk.signed_content(one.file_name) == envelope
    assert desk.signed_content(revision.file_name) == pdf
    # a PAdES signature inside an envelope: both signers, and the paper itself beside the envelope
    inner = externally(pdf, "Bruno di Prova", "employer")
    both = wrapped(tmp_path, inner, person("Carla di Prova"), "-nodetach")
    revision = back(desk, tmp_path, both, "altro.p7m")
    assert {one.signer for one in revision.signatures} == {"Ada di Prova", "Bruno di Prova", "Carla di Prova"}
    assert any(path.read_bytes() == inner for path in desk.signed_path("x").parent.iterdir())


def test_a_rewritten_file_waits_for_the_users_word(desk: Desk, tmp_path: Path) -> None:
    pdf = out(desk, tmp_path / "o.pdf")
    again = altered(pdf, "nothing")
    assert not again.startswith(pdf)
    assert refused(desk, tmp_path, again) == "return_rewritten"
    found = desk.examine(tmp_path / "firmato.pdf")
    assert (found.rewritten, found.likeness.same) == (True, True)
    revision = back(desk, tmp_path, again, anyway=True)
    assert revision.state == "sealed"
    assert desk.signed_content(revision.signatures[0].file_name) == again


def test_a_withdrawn_paper_no_longer_comes_back(desk: Desk, tmp_path: Path) -> None:
    signed = externally(out(desk, tmp_path / "o.pdf"))
    assert desk.withdraw().state == "withdrawn"
    assert desk.handed_off is None
    assert refused(desk, tmp_path, signed) == "return_withdrawn"
    with pytest.raises(UserError, match="nothing_out"):
        desk.withdraw()
    # the next paper has the next number, and comes back as that
    revision = back(desk, tmp_path, externally(out(desk, tmp_path / "o2.pdf")))
    assert revision.number == 2


def test_what_changed_meanwhile_is_not_filed(desk: Desk, tmp_path: Path) -> None:
    signed = externally(out(desk, tmp_path / "o.pdf"))
    (tmp_path / "s.pdf").write_bytes(signed)
    found = desk.examine(tmp_path / "s.pdf")
    desk.withdraw()
    with pytest.raises(UserError, match="return_changed"):
        desk.file_returned(found)


def test_a_seal_of_ours_and_then_the_employers_own_program(desk: Desk, tmp_path: Path) -> None:
    desk.make_identity("Studio di prova", "frase")
    desk.sign("frase", "consultant")
    desk.hand_off_again(tmp_path / "o.pdf", 1)
    assert desk.handed_off is None
    signed = externally((tmp_path / "o.pdf").read_bytes(), "Bruno di Prova", "employer")
    revision = back(desk, tmp_path, signed)
    assert [one.kind for one in revision.signatures] == ["seal", "external"]


@pytest.mark.parametrize(
    ("data", "suffix"),
    [(b"%PDF-1.4 scan", ".pdf"), (b"\xff\xd8\xff\xe0scan", ".jpg"), (b"\x89PNG\r\n\x1a\nscan", ".png")],
)
def test_a_scan_of_the_paper_signed_by_hand_seals_it(desk: Desk, tmp_path: Path, data: bytes, suffix: str) -> None:
    (tmp_path / "scan").write_bytes(data)
    with pytest.raises(UserError, match="nothing_out"):
        desk.attach_scan(tmp_path / "scan", "Dario di Prova")
    out(desk, tmp_path / "o.pdf")
    with pytest.raises(UserError, match="scan_signer_missing"):
        desk.attach_scan(tmp_path / "scan", "  ")
    revision = desk.attach_scan(tmp_path / "scan", "Dario di Prova", "employer")
    [one] = revision.signatures
    assert (revision.state, one.kind, one.signer, one.field) == ("sealed", "hand", "Dario di Prova", "employer")
    assert one.file_name.endswith(suffix)
    assert desk.signed_content(one.file_name) == data
    assert len(desk.attach_scan(tmp_path / "scan", "Elena di Prova").signatures) == 2


def test_a_scan_of_no_known_kind_is_refused(desk: Desk, tmp_path: Path) -> None:
    out(desk, tmp_path / "o.pdf")
    (tmp_path / "scan.txt").write_bytes(b"text")
    with pytest.raises(UserError, match="scan_unreadable"):
        desk.attach_scan(tmp_path / "scan.txt", "Dario di Prova")
    assert desk.handed_off is not None


def test_what_went_out_is_still_out_at_the_next_start(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        practice_id = desk.open_example()
        signed = externally(out(desk, tmp_path / "o.pdf"))
    with desk_on(tmp_path / "data") as desk:
        desk.open(practice_id)
        assert back(desk, tmp_path, signed).number == 1
