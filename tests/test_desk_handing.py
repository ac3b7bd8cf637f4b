"""Given to another signer and brought back: what is ours is filed, what is not is refused and leaves no trace."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from app.desk.desk import Desk
from app.domain.errors import UserError
from app.domain.ledger import Revision
from reports.signing.means import file as file_means
from reports.signing.sign import Stamp, sign_with
from reports.signing.verify import verify
from tests.cards import ISSUER, P12_PASSPHRASE, Person, person
from tests.desks import desk_on
from tests.law import NOW


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        yield made


def out(desk: Desk, to: Path, **more: str) -> bytes:
    desk.hand_off(to, **more)  # type: ignore[arg-type]
    return to.read_bytes()


def externally(pdf: bytes, who: str = "Ada di Prova", field: str = "consultant") -> bytes:
    """As another program does it: one more revision after our bytes."""
    with file_means(person(who).p12(), P12_PASSPHRASE, NOW) as means:
        return sign_with(pdf, means, field=field, stamp=Stamp((who,)), now=NOW)


def wrapped(folder: Path, data: bytes, who: Person, *more: str) -> bytes:
    """In an envelope, by openssl."""
    for name, content in (("in", data), ("c.pem", who.pem), ("k.pem", who.key_pem)):
        (folder / name).write_bytes(content)
    command = ["openssl", "cms", "-sign", "-binary", "-cades", "-outform", "DER", *more]
    files = ["-in", folder / "in", "-signer", folder / "c.pem", "-inkey", folder / "k.pem", "-out", folder / "out"]
    subprocess.run([*command, *files], check=True, capture_output=True)
    return (folder / "out").read_bytes()


def back(desk: Desk, folder: Path, data: bytes, name: str = "firmato.pdf", anyway: bool = False) -> Revision:
    (folder / name).write_bytes(data)
    return desk.file_returned(desk.examine(folder / name), anyway).revision


def refused(desk: Desk, folder: Path, data: bytes, name: str = "firmato.pdf") -> str:
    """The key, and that nothing at all was written."""
    assert desk.dossier is not None
    ledger, kept = desk.dossier.ledger, sorted(desk.signed_path("x").parent.iterdir())
    with pytest.raises(UserError) as problem:
        back(desk, folder, data, name)
    assert desk.dossier.ledger == ledger
    assert sorted(desk.signed_path("x").parent.iterdir()) == kept
    sentence = desk.words.error(problem.value)
    assert sentence.endswith(".")
    assert "{" not in sentence
    return problem.value.key


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


def test_a_p7m_that_is_no_good_is_refused(desk: Desk, tmp_path: Path) -> None:
    pdf, who = out(desk, tmp_path / "o.pdf"), person("Ada di Prova")
    assert refused(desk, tmp_path, wrapped(tmp_path, pdf, who), "d.p7m") == "return_envelope_empty"
    whole = bytearray(wrapped(tmp_path, pdf, who, "-nodetach"))
    assert refused(desk, tmp_path, bytes(whole[:5000]), "cut.p7m") == "return_envelope_unreadable"
    whole[whole.index(b"%PDF-") + 12] ^= 1  # in a comment: pages and data are the same
    assert refused(desk, tmp_path, bytes(whole), "bad.p7m") == "return_not_intact"
    text = wrapped(tmp_path, b"un altro testo", who, "-nodetach")
    assert refused(desk, tmp_path, text, "t.p7m") == "return_no_pdf"


def test_what_is_not_ours_signed_or_whole_is_refused(desk: Desk, tmp_path: Path) -> None:
    from tests.sealed_paper import sealed_once

    pdf = out(desk, tmp_path / "o.pdf")
    assert refused(desk, tmp_path, pdf) == "return_unsigned"
    assert refused(desk, tmp_path, b"niente") == "return_no_pdf"
    assert refused(desk, tmp_path, b"%PDF-1.7 rotto") == "return_not_ours"
    assert refused(desk, tmp_path, sealed_once()) == "return_not_ours"
    damaged = bytearray(externally(pdf))
    damaged[12] ^= 1
    assert refused(desk, tmp_path, bytes(damaged)) == "return_not_intact"


def test_a_paper_that_a_signer_made_unreadable_is_told_as_such(desk: Desk, tmp_path: Path) -> None:
    pdf, gone = out(desk, tmp_path / "o.pdf"), b"startxref\n%d\n%%%%EOF\n"
    spoilt = b"9999 0 obj\n<< /Type /XRef /W [1#208#200] /Size 9999 >>\nstream\n\nendstream\nendobj\n"
    assert refused(desk, tmp_path, pdf + spoilt + gone % len(pdf)) == "return_damaged"
    signed = desk.signed_content(back(desk, tmp_path, externally(pdf)).file_name)
    assert desk.handed_off is None
    assert refused(desk, tmp_path, signed + spoilt + gone % len(signed)) == "return_damaged"


def test_another_practices_paper_is_refused(desk: Desk, tmp_path: Path) -> None:
    own = out(desk, tmp_path / "o.pdf")
    with desk_on(tmp_path / "other", start=7) as other:
        other.open_example()
        theirs = externally(out(other, tmp_path / "t.pdf"))
        assert refused(other, tmp_path, externally(own)) == "return_other_practice"
    assert refused(desk, tmp_path, theirs) == "return_other_practice"


def altered(pdf: bytes, what: str) -> bytes:
    """Rewritten with something changed, then signed: the signature itself holds."""
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        page = doc.pages[0]
        match what:
            case "page":
                page.contents_add(b" 0 0 1 rg 100 100 50 50 re f ")
            case "gone":
                del doc.pages[-1]
            case "data":
                doc.Root.AF[0].EF.F.write(b"{}")
            case "note":
                note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, F=4)
                note.Rect = pikepdf.Array([50, 50, 200, 200])
                page.obj.Annots = pikepdf.Array([doc.make_indirect(note)])
            case "layer":
                doc.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([]), D=pikepdf.Dictionary())
        made = io.BytesIO()
        doc.save(made)
    return externally(made.getvalue())


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ("page", "return_other_pages"),
        ("gone", "return_other_pages"),
        ("data", "return_other_data"),
        ("note", "return_extras"),
        ("layer", "return_extras"),
    ],
)
def test_an_altered_paper_is_refused_however_well_signed(desk: Desk, tmp_path: Path, what: str, key: str) -> None:
    bad = altered(out(desk, tmp_path / "o.pdf"), what)
    assert verify(bad).intact
    assert refused(desk, tmp_path, bad) == key


def test_an_update_that_paints_over_a_page_is_seen_even_after_our_own_bytes(desk: Desk, tmp_path: Path) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    pdf = out(desk, tmp_path / "o.pdf")
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    from pyhanko.pdf_utils.generic import StreamObject

    over = writer.add_object(StreamObject(stream_data=b"1 1 1 rg 0 0 600 900 re f"))
    page["/Contents"] = over
    writer.update_container(page)
    painted = io.BytesIO()
    writer.write(painted)
    assert painted.getvalue().startswith(pdf)
    bad = externally(painted.getvalue())
    assert verify(bad).intact
    assert refused(desk, tmp_path, bad) == "return_other_pages"


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


def test_a_signer_that_breaks_or_drops_an_earlier_signature_is_told(desk: Desk, tmp_path: Path) -> None:
    pdf = out(desk, tmp_path / "o.pdf")
    first = externally(pdf)
    back(desk, tmp_path, first)
    with pikepdf.open(io.BytesIO(first)) as doc:  # what a program does that saves the whole file before signing
        made = io.BytesIO()
        doc.save(made)
    with file_means(person("Bruno di Prova").p12(), P12_PASSPHRASE, NOW) as means, pytest.raises(UserError):
        sign_with(made.getvalue(), means, field="employer", stamp=Stamp(("B",)), now=NOW)
    broken = _signed_blindly(made.getvalue())
    assert refused(desk, tmp_path, broken) == "return_broke_earlier"
    alone = externally(_emptied(first), "Bruno di Prova", "employer")
    assert refused(desk, tmp_path, alone) == "return_lost_earlier"


def _signed_blindly(pdf: bytes) -> bytes:
    """Without our own look at the result."""
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

    from reports.signing.appearance import PlainWriter

    signer = SimpleSigner.load_pkcs12_data(person("Bruno di Prova").p12(), (), P12_PASSPHRASE.encode())
    meta = PdfSignatureMetadata(field_name="employer", md_algorithm="sha256")
    done = PdfSigner(meta, signer).sign_pdf(PlainWriter(io.BytesIO(pdf)), existing_fields_only=True)
    return bytes(done.getvalue())


def _emptied(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        for field in doc.Root.AcroForm.Fields:
            if "/V" in field:
                del field["/V"]
        made = io.BytesIO()
        doc.save(made)
    return made.getvalue()


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
