"""What comes back is our very paper, signed and nothing else, or it is refused with its reason and leaves no trace."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from app.desk.desk import Desk
from app.domain.errors import UserError
from reports.signing.means import file as file_means
from reports.signing.sign import Stamp, sign_with
from reports.signing.verify import verify
from tests.cards import P12_PASSPHRASE, person
from tests.desks import desk_on
from tests.handed import altered, back, externally, out, refused, wrapped
from tests.law import NOW


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        yield made


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
