"""Sealing: nothing comes out that does not verify, and what comes out stays archival and readable by others."""

from __future__ import annotations

import io
import logging
import logging.handlers
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from judges import failures, failures_signed, preflight, revisions
from sealed_paper import (
    NOW,
    PASSPHRASE,
    PAYLOAD,
    STAMP,
    drawn,
    paper,
    person,
    seal,
    sealed_once,
    sealed_twice,
)

from app.domain.errors import UserError
from reports.archival import Field, embedded
from reports.signing.identity import create
from reports.signing.sign import Stamp, sign
from reports.signing.verify import verify


def attempt(pdf: bytes, **changes: object) -> bytes:
    arguments: dict[str, object] = {
        "p12": person().p12,
        "passphrase": PASSPHRASE,
        "field": "consulente",
        "stamp": STAMP,
        "now": NOW,
    }
    return sign(pdf, **(arguments | changes))  # type: ignore[arg-type]


def test_round_trip() -> None:
    result = verify(sealed_once(), expected_signatures=1)
    (only,) = result.signatures
    assert result.intact
    assert result.problems == ()
    assert (only.field, only.signer, only.fingerprint) == (
        "consulente",
        person().common_name,
        person().fingerprint,
    )
    assert (only.self_signed, only.seal, only.timestamp) == (True, True, False)
    assert (only.sub_filter, only.signed_at) == ("ETSI.CAdES.detached", NOW)
    assert (only.intact, only.covers, only.permitted_changes) == (True, "whole_file", True)
    assert embedded(sealed_once()) == PAYLOAD


def test_the_paper_underneath_is_untouched() -> None:
    assert sealed_once().startswith(paper())


def test_it_approves_and_never_certifies() -> None:
    assert b"/DocMDP" not in sealed_once()
    assert b"/Perms" not in sealed_once()


def test_stays_archival_and_accessible() -> None:
    assert failures(sealed_once()) == []
    assert revisions(sealed_twice())[0] == sealed_once()
    assert failures_signed(sealed_twice()) == []


def test_what_a_signature_adds_ends_in_no_carriage_return() -> None:
    """Packed, the references would, once in 256 times: by the luck of the numbers in them."""
    added = sealed_once()[len(paper()) :]
    references = added[added.rindex(b" obj\n") :]
    assert b"/XRef" in references
    assert b"/Filter" not in references
    assert b"\0\nendstream" in references


def test_the_second_judge_agrees(tmp_path: Path) -> None:
    once = seal(paper(payload=None, part=1), "consulente")
    assert preflight(tmp_path, once) == ""
    assert preflight(tmp_path, seal(once, "datore", "Datore di prova")) == ""


def test_a_second_signer_leaves_the_first_intact() -> None:
    first, second = verify(sealed_twice(), expected_signatures=2).signatures
    assert verify(sealed_twice()).intact
    assert (first.field, first.intact, first.covers, first.permitted_changes) == (
        "consulente",
        True,
        "revision",
        True,
    )
    assert (second.field, second.signer, second.covers) == ("datore", "Datore di prova", "whole_file")
    assert sealed_twice().startswith(sealed_once())


def test_every_reserved_field_can_be_used_in_any_order() -> None:
    pdf = seal(seal(seal(seal(paper(), "marca"), "rsu"), "datore"), "consulente")
    assert [s.field for s in verify(pdf, expected_signatures=4).signatures] == [
        "marca",
        "rsu",
        "datore",
        "consulente",
    ]
    assert verify(pdf).intact
    assert failures_signed(pdf) == []


def test_wrong_passphrase() -> None:
    with pytest.raises(UserError, match="passphrase_wrong"):
        attempt(paper(), passphrase="no")


def test_field_must_be_there_and_free() -> None:
    with pytest.raises(UserError, match="signature_field_missing"):
        attempt(paper(), field="altro")
    with pytest.raises(UserError, match="signature_field_missing"):
        attempt(paper(fields=()))
    with pytest.raises(UserError, match="signature_field_taken"):
        attempt(sealed_once())


@pytest.mark.parametrize("broken", [b"", b"no", b"%PDF-1.7\n", drawn()[:2000]])
def test_unreadable_paper(broken: bytes) -> None:
    with pytest.raises(UserError, match="pdf_unreadable"):
        attempt(broken)


def test_an_expired_identity_does_not_sign() -> None:
    old = create("Scaduta", "x", NOW - timedelta(days=4000))
    with pytest.raises(UserError, match="identity_expired"):
        attempt(paper(), p12=old.p12, passphrase="x")


def test_now_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        attempt(paper(), now=datetime(2026, 11, 23))  # noqa: DTZ001


def test_a_damaged_earlier_signature_is_not_sealed_over() -> None:
    damaged = bytearray(sealed_once())
    damaged[damaged.index(b"%PDF-") + 12] ^= 1  # in the comment after the header: the file still reads well
    with pytest.raises(UserError, match="signature_not_verified"):
        attempt(bytes(damaged), field="datore")


def test_nothing_comes_out_unverified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.signing.sign.verify", lambda pdf, **_: verify(pdf + b"\n"))
    with pytest.raises(UserError, match="signature_not_verified"):
        attempt(paper())


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("",),
        ("x" * 500, "(parens) \\ % < > \x00\n\ud800", "😀 漢字 Ωж Žš €"),
        tuple(f"riga {n}" for n in range(40)),
    ],
)
def test_any_stamp_stays_archival(lines: tuple[str, ...]) -> None:
    signed = attempt(paper(), stamp=Stamp(lines))
    assert failures(signed) == []


def test_a_tiny_box_is_enough() -> None:
    tiny = paper(fields=[Field("consulente", 0, (72, 100, 80, 104), "piccola")])
    assert failures(attempt(tiny)) == []


def test_no_edge_of_the_frame_is_cut_off() -> None:
    uneven = paper(fields=[Field("consulente", 0, (52, 389.29, 285.64, 445.49), "misure non intere")])
    with pikepdf.open(io.BytesIO(attempt(uneven))) as doc:
        (shown,) = [a.AP.N for a in doc.pages[0].Annots if a.T == "consulente"]
        outer, inner = shown.BBox, shown.Resources.XObject["/Seal"].BBox
        x0, y0, x1, y1 = (float(edge) for edge in outer)
        assert (float(inner[2]), float(inner[3])) == (x1 - x0, abs(y1 - y0))


def test_the_stamp_shows_its_lines(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("not checked: pdftotext absent")
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed_once())
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert all(line in text for line in STAMP.lines)


def test_all_fonts_are_embedded() -> None:
    with pikepdf.open(io.BytesIO(sealed_twice())) as doc:
        descriptors = [o for o in doc.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert descriptors
        assert all("/FontFile2" in font.FontDescriptor for font in descriptors)


def test_other_readers_agree(tmp_path: Path) -> None:
    if shutil.which("pdfsig") is None or shutil.which("qpdf") is None:
        pytest.skip("not checked: pdfsig or qpdf absent")
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed_once())
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    file.write_bytes(sealed_twice())
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 2
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_libraries_stay_quiet(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """What the program's own log, a handler at the root, would hear."""
    heard = logging.handlers.BufferingHandler(10_000)
    monkeypatch.setattr(logging.root, "handlers", [heard])
    monkeypatch.setattr(logging.root, "level", logging.DEBUG)
    attempt(paper())
    verify(sealed_twice().replace(b"Verifica", b"verifica", 1) + b"\n")
    logging.getLogger("ours").warning("heard")
    assert [r.name for r in heard.buffer if r.name != "asyncio"] == ["ours"]
    assert capfd.readouterr() == ("", "")


def test_the_libraries_load_only_when_used() -> None:
    code = (
        "import sys, reports.archival, reports.signing.sign, reports.signing.verify, reports.signing.identity\n"
        "heavy = {'reportlab', 'pikepdf', 'pyhanko', 'cryptography', 'asn1crypto', 'PIL', 'aiohttp'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
