"""Signers that are not ours: what they make of the paper handed to them comes back, is verified and filed.

What each does to PDF/A and to a signature that was there before is what the manual's table says (signatures.md).
Also: what other programs say of the signatures that we make, three signers in any order.
"""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import page
import pytest

from app.desk.desk import Desk
from app.desk.paperwork import Wish
from app.desk.signing import CardWay, FileWay, SealWay
from app.domain.errors import UserError
from reports.signing.verify import verify
from tests.cards import DRIVER, P12_PASSPHRASE, PIN, Person, Tokens, authority, person
from tests.desks import desk_on
from tests.judges import TARGET

pytestmark = pytest.mark.long
HERE = Path(__file__).resolve().parent / "signers"
JARS = ":".join(f"/usr/share/java/{name}.jar" for name in ("pdfbox2", "fontbox2", "commons-logging"))
BYTERANGE = {"PDFA3A-SIGNATURE-BYTERANGE-001"}
"""The validator wants an earlier signature to cover the whole file, which none can do once there is a later one."""


@dataclass(frozen=True)
class Made:
    """What a signer gets: a paper, somebody's key in every dress, and a folder to work in."""

    folder: Path
    paper: Path
    who: Person

    def file(self, name: str, data: bytes) -> Path:
        (self.folder / name).write_bytes(data)
        return self.folder / name


def run(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def nss(made: Made) -> str:
    folder = made.folder / "nss"
    if not folder.exists():
        folder.mkdir()
        run("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
        p12 = made.file("nss.p12", made.who.p12())
        run("pk12util", "-i", p12, "-d", f"sql:{folder}", "-W", P12_PASSPHRASE, "-K", "")
        root = made.file("root.pem", authority().pem)
        run("certutil", "-A", "-d", f"sql:{folder}", "-n", "root", "-t", "CT,CT,CT", "-i", root)
    return f"sql:{folder}"


def poppler(made: Made, field: str) -> Path:
    """poppler's pdfsig, into the box reserved or into a field of its own."""
    to = made.folder / "signed.pdf"
    where = ("-sign", field) if field else ("-add-signature",)
    run("pdfsig", "-nssdir", nss(made), made.paper, to, *where, "-nick", "Ada Esterna", "-digest", "SHA256")
    return to


@cache
def compiled(target: Path) -> Path:
    run("javac", "-cp", JARS, "-d", target, HERE / "SignWithBox.java")
    return target


def pdfbox(made: Made, field: str) -> Path:
    """Apache PDFBox, with a container made by openssl."""
    to, classes = made.folder / "signed.pdf", compiled(made.folder)
    keys = made.file("c.pem", made.who.pem), made.file("k.pem", made.who.key_pem)
    run("java", "-cp", f"{JARS}:{classes}", "SignWithBox", made.paper, to, field, *keys)
    return to


@cache
def endesives(folder: Path) -> Path:
    """An environment of its own, thrown away with the folder."""
    run(sys.executable, "-m", "venv", folder)
    python = folder / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", "endesive==3.0.1", "pypdf==5.1.0")
    return python


def endesive(made: Made, field: str) -> Path:
    python, to = endesives(made.folder.parent / "endesive"), made.folder / "signed.pdf"
    p12 = made.file("ada.p12", made.who.p12())
    run(python, HERE / "endesive_sign.py", made.paper, to, p12, P12_PASSPHRASE, field or "Firma esterna")
    return to


def openssl(made: Made, field: str) -> Path:
    """openssl's cms, a CAdES envelope."""
    to = made.folder / "signed.p7m"
    keys = made.file("c.pem", made.who.pem), made.file("k.pem", made.who.key_pem)
    command = ("openssl", "cms", "-sign", "-binary", "-nodetach", "-cades", "-outform", "DER")
    run(*command, "-in", made.paper, "-signer", keys[0], "-inkey", keys[1], "-out", to)
    return to


Signer = Callable[[Made, str], Path]
UNTAGGED = {"PDFUA1-FORM-FIELD-TU-ALT-001", "PDFUA1-WIDGET-FORM-TAG-001"}
"""A box in sight that has no description and is not among the tags."""
SIGNERS: tuple[tuple[Signer, str, set[str], str, str], ...] = (
    (poppler, "employer", set(), "", "return_not_permitted"),  # it adds a date to the box as well
    (poppler, "", UNTAGGED, "", ""),
    (pdfbox, "employer", set(), "", "return_not_permitted"),  # it shrinks the box to nothing
    (pdfbox, "", set(), "", ""),
    (endesive, "employer", set(), "return_damaged", "return_damaged"),  # its index of objects cannot be read
    (endesive, "", set(), "return_damaged", "return_damaged"),
    (openssl, "", set(), "", ""),
)
"""The signer, the reserved box it signs in (empty: a field of its own), what it breaks of PDF/A and PDF/UA, and how
what it makes of a bare paper and of one that bears a signature already is refused (empty: it is filed)."""
NAMES = [f"{signer.__name__}-{field or 'own'}" for signer, field, *_ in SIGNERS]


def failed_rules(pdf: bytes) -> set[str]:
    return {failure.rule_id for level in TARGET for failure in page.validate_pdf_bytes(pdf, profile=level).failures}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("signers")


@pytest.mark.parametrize(("signer", "field", "broken", "bare", "again"), SIGNERS, ids=NAMES)
@pytest.mark.parametrize("sealed", [False, True], ids=["bare", "sealed"])
def test_what_signers_not_ours_make_comes_back_and_is_filed(
    workshop: Path, tmp_path: Path, signer: Signer, field: str, broken: set[str], bare: str, again: str, sealed: bool
) -> None:
    folder = workshop / tmp_path.name
    folder.mkdir()
    with desk_on(tmp_path / "data") as desk:
        desk.open_example()
        if sealed:
            desk.make_identity("Studio di prova", "frase del sigillo")
            desk.sign("frase del sigillo", "consultant")
            desk.hand_off_again(folder / "out.pdf", 1)
        else:
            desk.hand_off(folder / "out.pdf")
        ours = (folder / "out.pdf").read_bytes()
        back = signer(Made(folder, folder / "out.pdf", person("Ada Esterna")), field)
        if refused := again if sealed else bare:
            with pytest.raises(UserError, match=refused):
                desk.examine(back)
            return
        found = desk.examine(back)
        assert not found.rewritten
        assert found.likeness.same
        done = desk.file_returned(found)
        new = done.revision.signatures[-1]
        assert (new.signer, new.kind, new.issuer) == ("Ada Esterna", "external", "Autorità di prova")
        assert len(done.revision.signatures) == (2 if sealed else 1)
        assert desk.signed_content(new.file_name) == back.read_bytes()
        if back.suffix == ".pdf":
            data = back.read_bytes()
            assert data.startswith(ours)
            every = verify(data)
            assert every.intact
            assert all(one.intact and one.permitted_changes for one in every.signatures)
            assert failed_rules(data) - BYTERANGE == broken
        else:
            assert found.pdf == ours


def test_signers_in_any_order_convince_other_readers(tmp_path: Path, tokens: Tokens) -> None:
    """Seal, file and card in all six orders: our verifier, pyHanko's, pdfsig, mutool and openssl."""
    tokens.insert("CNS", [person("Maria di Prova")])
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "ada.p12").write_bytes(person("Ada di Prova").p12())
    made = Made(folder, folder / "none", person("Ada Esterna"))
    with desk_on(tmp_path / "data") as desk:
        desk.open_example()
        desk.make_identity("Studio di prova", "frase del sigillo")
        [certificate] = desk.card_certificates(DRIVER)
        ways = {
            "seal": SealWay("frase del sigillo"),
            "file": FileWay(folder / "ada.p12", P12_PASSPHRASE),
            "card": CardWay(DRIVER, certificate, PIN),
        }
        for order in list(itertools.permutations(ways)):
            number = 0
            for kind, box in zip(order, ("consultant", "employer", "representatives"), strict=True):
                done = desk.sign_with(ways[kind], Wish(box, revision=number))
                number = done.revision.number
            convinces(done.path.read_bytes(), made, desk)


def convinces(pdf: bytes, made: Made, _desk: Desk) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    assert verify(pdf, expected_signatures=3).intact
    assert failed_rules(pdf) <= BYTERANGE
    assert failed_rules(pdf[: _first_end(pdf)]) == set()
    reader = PdfFileReader(io.BytesIO(pdf))
    assert len(reader.embedded_signatures) == 3
    for signature in reader.embedded_signatures:
        trust = ValidationContext(trust_roots=[signature.signer_cert, *signature.other_embedded_certs])
        said = validate_pdf_signature(signature, trust)
        assert said.intact
        assert said.valid
        assert said.docmdp_ok
        assert str(said.modification_level) in ("ModificationLevel.NONE", "ModificationLevel.FORM_FILLING")
    file = made.file("three.pdf", pdf)
    said = run("pdfsig", "-nssdir", nss(made), file)
    assert said.count("Signature is Valid.") == 3, said
    said = run("mutool", "sign", "-v", file)
    assert said.count("The signature is valid but there have been edits since signing.") == 2, said
    assert said.count("The document is unchanged since signing.") == 1, said
    for signature in reader.embedded_signatures:
        start, length, second, rest = (int(n) for n in signature.byte_range)
        signed = made.file("signed.bin", pdf[start : start + length] + pdf[second : second + rest])
        container = made.file("signature.der", bytes(signature.pkcs7_content))
        command = ("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-noverify", "-out", "/dev/null")
        assert "successful" in run(*command, "-in", container, "-content", signed).lower()


def _first_end(pdf: bytes) -> int:
    from pyhanko.pdf_utils.reader import PdfFileReader

    first = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    return int(first.byte_range[2]) + int(first.byte_range[3])
