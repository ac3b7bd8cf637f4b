"""A paper given to another signer and what comes back, good and bad, as other programs make it."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest

from app.desk.desk import Desk
from app.domain.errors import UserError
from app.domain.ledger import Revision
from reports.signing.means import file as file_means
from reports.signing.sign import Stamp, sign_with
from tests.cards import P12_PASSPHRASE, Person, person
from tests.law import NOW


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
