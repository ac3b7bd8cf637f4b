"""Whatever is done to a sealed file is reported, and no file of any kind stops the verification."""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
from pathlib import Path
from typing import get_args

import pikepdf
import pytest
from envelopes import SIGNED_AT, authority, signer, stamper
from foreign import FOREIGN, PYHANKO, proven_broken, rows, unclear
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from sealed_paper import PAYLOAD, paper, person, seal, sealed_legible, sealed_once, sealed_twice
from shadow import ATTACKS, QUIET, hide_layer, layered, replace_page, signed_over, updated

from app.domain.errors import UserError
from reports.signing.cms import ALSO
from reports.signing.findings import ChangeKind, Problem
from reports.signing.p7m import check as checked
from reports.signing.verify import NOT_CHECKED, Known, Verification, verify

TEXTS = Path(__file__).resolve().parents[1] / "resources" / "text"


def byte_range(pdf: bytes) -> tuple[int, int]:
    """Where the last signature's hole opens and closes."""
    numbers = re.findall(rb"/ByteRange ?\[ ?0 (\d+) (\d+) \d+ ?\]", pdf)[-1]
    return int(numbers[0]), int(numbers[1])


def flipped(pdf: bytes, at: int, mask: int = 1) -> bytes:
    changed = bytearray(pdf)
    changed[at] ^= mask
    return bytes(changed)


def answer(result: Verification, key: str) -> str:
    return next(point.answer for point in result.points if point.key == key)


def test_says_what_it_did_not_check() -> None:
    result = verify(sealed_once())
    assert result.not_checked == NOT_CHECKED == ("trust", "revocation", "time")
    assert result.document_hash == hashlib.sha256(sealed_once()).hexdigest()
    assert result.payload_sha256 == hashlib.sha256(PAYLOAD).hexdigest()


def test_unsigned_paper_is_not_intact() -> None:
    result = verify(paper(payload=None))
    assert (result.answer, result.problems, result.signatures) == ("not_checked", ("no_signature",), ())
    assert result.payload_sha256 is None


@pytest.mark.parametrize("step", range(60))
def test_a_byte_changed_anywhere_in_the_signed_ranges(step: int) -> None:
    pdf = sealed_once()
    opens, closes = byte_range(pdf)
    signed = [*range(opens), *range(closes, len(pdf))]
    at = signed[step * (len(signed) - 1) // 59]
    assert not verify(flipped(pdf, at, 1)).intact
    assert not verify(flipped(pdf, at, 0x80)).intact


@pytest.mark.parametrize(
    "landmark",
    [
        b"%PDF-",
        b"/Catalog",
        b"/MediaBox",
        b"/FontFile2",
        b"<dc:title>",
        b"/OutputIntent ",
        b"/StructTreeRoot",
        b"/ObjStm",
        b"/EmbeddedFile",
        b"/AcroForm",
        b"/SigFlags",
        b"/ByteRange",
        b"/SubFilter",
        b"/ETSI.CAdES.detached",
        b"/Contents <",
        b"(D:2026",
        b"xref\n",
        b"trailer",
        b"startxref",
        b"%%EOF",
    ],
)
def test_a_byte_changed_in_each_kind_of_place(landmark: bytes) -> None:
    places = 0
    for pdf in (sealed_once(), sealed_legible()):
        opens, closes = byte_range(pdf)
        for found in re.finditer(re.escape(landmark), pdf):
            for at in (found.start(), found.end() - 2):
                if not opens <= at < closes:
                    assert not verify(flipped(pdf, at)).intact
                    places += 1
    assert places


def test_the_delimiters_of_the_hole() -> None:
    opens, closes = byte_range(sealed_once())
    for at in (opens, closes - 1):
        assert not verify(flipped(sealed_once(), at)).intact


def test_every_byte_of_the_signature_itself() -> None:
    """The signature does not cover its own container; ours is rebuilt and compared to the last bit."""
    pdf = sealed_once()
    opens, closes = byte_range(pdf)
    container = bytes.fromhex(pdf[opens + 1 : closes - 1].decode())
    for at in range(0, len(container), 5):
        changed = bytearray(container)
        changed[at] ^= 1 << at % 8
        assert not verify(pdf[: opens + 1] + changed.hex().encode() + pdf[closes - 1 :]).intact, at


def test_case_of_the_name_inside_the_signature() -> None:
    """X.509 calls two names equal that differ only in case; a changed byte is a changed byte."""
    pdf = sealed_once()
    name = person().common_name.encode().hex().upper().encode()
    opens, closes = byte_range(pdf)
    found = [m.start() + opens for m in re.finditer(name, pdf[opens:closes])]
    assert len(found) == 4  # issuer and subject, the signer's identifier, a signed attribute
    other = person().common_name.swapcase().encode().hex().upper().encode()
    changed = pdf[: found[2]] + other + pdf[found[2] + len(name) :]
    assert verify(changed).problems == ("cms_altered",)


def test_padding_after_the_signature() -> None:
    pdf = sealed_once()
    _, closes = byte_range(pdf)
    at = closes - 11
    assert pdf[at : at + 1] == b"0"
    for digit in (b"1", b"f", b" ", b">", b"g"):
        assert not verify(pdf[:at] + digit + pdf[at + 1 :]).intact
    assert verify(pdf[:at] + b"1" + pdf[at + 1 :]).problems == ("contents_altered",)


def test_digits_in_the_other_case_mean_the_same_and_are_still_a_change() -> None:
    pdf = sealed_once()
    opens, _ = byte_range(pdf)
    at = next(i for i in range(opens + 1, len(pdf)) if pdf[i : i + 1] in b"ABCDEF")
    assert verify(pdf[:at] + pdf[at : at + 1].lower() + pdf[at + 1 :]).problems == ("contents_altered",)


@pytest.mark.parametrize("tail", [b"\n", b" ", b"%", b"\x00", b"% a comment\n%%EOF\n", b"%%EOF", b"x" * 2000])
def test_bytes_appended(tail: bytes) -> None:
    result = verify(sealed_once() + tail)
    assert not result.intact
    assert set(result.problems) & {"bytes_after_last_signature", "structure_broken"}


@pytest.mark.parametrize("name", [*ATTACKS, *QUIET])
@pytest.mark.parametrize("times", [1, 2])
def test_a_revision_appended_is_reported_with_what_changed(name: str, times: int) -> None:
    attack, kinds = (ATTACKS | QUIET)[name]
    pdf = updated(sealed_once() if times == 1 else sealed_twice(), attack)
    assert pdf.startswith(sealed_once())
    result = verify(pdf)
    assert result.answer == "no"
    for signature in result.signatures:
        assert kinds <= {change.kind for change in signature.changes}
    assert answer(result, "covered") == "no" or "coverage_partial" in result.problems


@pytest.mark.parametrize("name", ATTACKS)
def test_a_further_signature_does_not_cure_a_change(name: str) -> None:
    attack, kinds = ATTACKS[name]
    pdf = signed_over(updated(sealed_once(), attack))
    result = verify(pdf)
    assert result.answer == "no"
    assert result.signatures[0].permitted == "no"
    assert {*kinds, "signature_added"} <= {change.kind for change in result.signatures[0].changes}
    with pytest.raises(UserError, match="signature_not_verified"):
        seal(updated(sealed_once(), attack), "rsu")


@pytest.mark.parametrize("name", QUIET)
def test_what_other_signers_do_to_metadata_is_said(name: str) -> None:
    attack, kinds = QUIET[name]
    result = verify(signed_over(updated(sealed_once(), attack)))
    assert kinds <= {change.kind for change in result.signatures[0].changes}
    assert answer(result, "info" if name == "properties changed" else "pdfa") == "no"


def test_a_layer_switched_off() -> None:
    assert verify(layered()).answer == "yes"
    for pdf in (updated(layered(), hide_layer), signed_over(updated(layered(), hide_layer))):
        result = verify(pdf)
        assert result.answer == "no"
        assert "layers" in {change.kind for change in result.signatures[0].changes}


def test_text_appended_is_said_as_such() -> None:
    result = verify(sealed_once() + b"Il presente accordo vale il doppio.\n")
    assert [change.kind for change in result.signatures[0].changes] == ["bytes_appended"]
    assert result.signatures[0].integrity == "yes"
    assert answer(result, "covered") == "no"


def test_pages_are_counted_as_people_count_them() -> None:
    result = verify(updated(sealed_once(), replace_page))
    pages = {change.kind: change.pages for change in result.signatures[0].changes}
    assert pages["pages_added"] == pages["pages_removed"] == (2,)


def test_a_further_signature_is_what_changed() -> None:
    result = verify(sealed_twice())
    assert [(c.kind, c.names) for c in result.signatures[0].changes] == [("signature_added", ("datore",))]
    assert result.signatures[1].changes == ()
    assert [answer(result, key) for key in ("covered", "info", "pdfa")] == ["yes", "yes", "yes"]
    assert [answer(result, key) for key in ("signatures", "file", "data")] == ["not_checked"] * 3


def test_cut_back_to_an_earlier_state_that_is_known() -> None:
    now, then = (hashlib.sha256(pdf).hexdigest() for pdf in (sealed_twice(), sealed_once()))
    data = hashlib.sha256(PAYLOAD).hexdigest()
    known = Known(signatures=2, data_sha256=data, file_sha256=now, earlier=(then,))
    whole = verify(sealed_twice(), known=known)
    assert whole.answer == "yes"
    assert [answer(whole, key) for key in ("signatures", "file", "data")] == ["yes"] * 3
    cut = verify(sealed_twice()[: len(sealed_once())], known=known)
    assert cut.problems == ("signatures_missing", "earlier_state")
    assert [answer(cut, key) for key in ("signatures", "file", "data")] == ["no", "no", "yes"]
    other = verify(sealed_twice(), known=Known(data_sha256="0" * 64))
    assert (other.problems, answer(other, "data")) == (("data_differ",), "no")
    more = verify(sealed_twice(), known=Known(signatures=1, file_sha256=then))  # signed once more, elsewhere
    assert (more.answer, answer(more, "signatures"), answer(more, "file")) == ("yes", "yes", "not_checked")


def test_rewritten_by_another_program() -> None:
    with pikepdf.open(io.BytesIO(sealed_once())) as doc:
        out = io.BytesIO()
        doc.save(out)
    assert not verify(out.getvalue()).intact


def test_number_of_signatures() -> None:
    assert verify(sealed_twice()[: len(sealed_once())], expected_signatures=1).intact
    cut = verify(sealed_twice()[: len(sealed_once())], expected_signatures=2)
    assert (cut.intact, cut.problems) == (False, ("signatures_missing",))
    assert verify(sealed_twice(), expected_signatures=1).problems == ("signatures_unexpected",)
    assert verify(paper(), expected_signatures=1).problems == ("no_signature", "signatures_missing")


def test_changes_under_two_signatures_name_both() -> None:
    opens, closes = byte_range(sealed_once())
    title = verify(flipped(sealed_twice(), sealed_once().index(b"Verifica &lt;degli")))
    assert [s.intact for s in title.signatures] == [False, False]
    assert title.problems == ("digest_mismatch",)
    first_padding = verify(flipped(sealed_twice(), closes - 11))
    assert [s.intact for s in first_padding.signatures] == [False, False]
    first_container = verify(flipped(sealed_twice(), opens + 400))
    assert [s.intact for s in first_container.signatures] == [False, False]


@pytest.mark.parametrize("not_a_pdf", [b"", b"PK\x03\x04", b"plain text", bytes(5000)])
def test_what_is_no_pdf(not_a_pdf: bytes) -> None:
    with pytest.raises(UserError, match="pdf_unreadable"):
        verify(not_a_pdf)


def test_encrypted() -> None:
    with pikepdf.open(io.BytesIO(sealed_once())) as doc:
        out = io.BytesIO()
        doc.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    assert verify(out.getvalue()).problems == ("encrypted",)


def test_cut_anywhere() -> None:
    pdf = sealed_twice()
    for end in range(20, len(pdf), len(pdf) // 40):
        assert not verify(pdf[:end]).intact


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_never_crashes_on_damage(data: st.DataObject) -> None:
    pdf = bytearray(sealed_twice())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(pdf) - 1))
        pdf[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    if pdf != sealed_twice():
        assert not verify(bytes(pdf)).intact  # some "startxref" is always left: never refused as no PDF


def test_every_key_has_its_text() -> None:
    for lang in ("it", "en"):
        said = tomllib.loads((TEXTS / f"verification.{lang}.toml").read_text("utf-8"))
        assert set(said["verify"]["problem"]) == set(get_args(Problem))
        assert set(said["verify"]["change"]) == set(get_args(ChangeKind))
        assert set(said["verify"]["not_checked"]) == set(NOT_CHECKED)
        assert set(said["verify"]["covers"]) == {"whole_file", "revision", "part", "envelope"}
        assert set(said["verify"]["also"]) == set(ALSO.values())
        raised = set()
        for module in ("identity", "means", "sign", "verify"):
            source = (TEXTS.parents[1] / "reports" / "signing" / f"{module}.py").read_text("utf-8")
            raised |= set(re.findall(r'UserError\("(\w+)"', source))
        errors = [tomllib.loads(file.read_text("utf-8")).get("error", {}) for file in TEXTS.glob(f"*.{lang}.toml")]
        assert raised
        assert raised <= {key for table in errors for key in table}


def signed_by_another(*, stamped: bool) -> bytes:
    """A signature of a person with a certificate from an authority, in the room for the employer."""
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    meta = PdfSignatureMetadata(field_name="datore", subfilter=SigSeedSubFilter.PADES)
    made = PdfSigner(meta, signer().signer(), timestamper=stamper() if stamped else None)
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed_once()))
    return bytes(made.sign_pdf(writer, existing_fields_only=True).getvalue())


def test_other_peoples_signatures_beside_ours() -> None:
    result = verify(signed_by_another(stamped=False), trust=[authority().pem], now=SIGNED_AT)
    assert result.answer == "yes"
    ours, theirs = result.signatures
    assert (ours.level, theirs.level) == ("seal", "qualified")
    assert (theirs.signer, theirs.issuer) == ("Firmataria di prova", "Autorità di prova")
    assert theirs.certificate is not None
    assert theirs.certificate.trusted == "yes"
    assert "trust" in result.not_checked  # our own seal is not vouched for


def test_a_timestamp_inside_a_signature() -> None:
    result = verify(signed_by_another(stamped=True))
    [mark] = result.signatures[1].marks
    assert (mark.by, mark.at, mark.holds) == ("Marche di prova", SIGNED_AT, "yes")
    assert result.answer == "yes"


def test_a_timestamp_over_the_document() -> None:
    from pyhanko.sign.signers import PdfTimeStamper

    writer = IncrementalPdfFileWriter(io.BytesIO(sealed_once()))
    pdf = PdfTimeStamper(stamper(), field_name="marca").timestamp_pdf(writer, "sha256").getvalue()
    result = verify(pdf)
    assert result.answer == "yes"
    ours, stamp = result.signatures
    assert (ours.changes[0].kind, ours.changes[0].names) == ("timestamp_added", ("marca",))
    assert (stamp.timestamp, stamp.level, stamp.signed_at) == (True, "timestamp", SIGNED_AT)
    assert stamp.certificate is not None
    assert stamp.certificate.for_signing == "yes"
    assert verify(flipped(pdf, len(pdf) - 30)).answer != "yes"


def test_validation_data_alone_after_the_last_signature_is_said() -> None:
    """Some signers add them last (B-LT): the signatures are sound, the file as a whole is not signed."""

    def add(writer: IncrementalPdfFileWriter) -> None:
        from pyhanko.sign.validation.dss import DocumentSecurityStore

        DocumentSecurityStore.supply_dss_in_writer(writer, sig_contents=None, certs=[authority().asn1])

    result = verify(updated(sealed_once(), add))
    assert result.problems == ("bytes_after_last_signature",)
    [one] = result.signatures
    assert (one.integrity, one.permitted) == ("yes", "yes")
    assert "validation_data" in {change.kind for change in one.changes}


def test_files_that_no_one_here_made() -> None:
    if not FOREIGN.is_dir():
        pytest.skip("not checked: foreign files absent")
    accepted, harder = [], {}
    table = rows()
    for row in table:
        result = checked((FOREIGN / "pdf" / row["file"]).read_bytes())
        assert result.intact == (result.answer == "yes")
        assert not (result.intact and (proven_broken(row) or unclear(row))), row["file"]
        assert result.not_checked
        readers = row[PYHANKO].split(" | ")
        for one, said in zip(result.signatures, readers, strict=False):
            assert not (said.endswith("OTHER") and one.permitted == "yes"), row["file"]
        if all(said.startswith(("error", "unread", "no signature")) for said in readers):
            assert result.answer == "not_checked", row["file"]
        if result.intact:
            accepted.append(row["file"])
        elif not proven_broken(row) and not unclear(row):
            harder[row["file"]] = result.problems
    assert len(table) == 79
    assert len(accepted) >= 25
    # Where we are harder than both readers, and why.
    assert harder == {
        "Signature-P-BG_BOR-2.pdf": ("structure_ambiguous", "weak_algorithm"),
        "belgian_pki_multiple_ocsps.pdf": ("structure_ambiguous",),
        "ed448-disallowed-hash.pdf": ("weak_algorithm",),
        "pkcs7-no-message-digest.pdf": ("weak_algorithm",),
        "signature-referenced-from-multiple-fields.pdf": ("signature_repeated",),
        "timestamped_and_signed.pdf": ("structure_ambiguous",),
    }
