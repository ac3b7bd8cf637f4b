"""Signing by the command line: many at once, out and back, cards; exit codes say what became of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.cli import main
from tests.cards import DRIVER, P12_PASSPHRASE, PIN, Tokens, person
from tests.desks import desk_on
from tests.handed import externally

PASSPHRASE = "frase del sigillo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with desk_on(tmp_path / "data") as desk:
        desk.create("Alfa di prova")
        desk.add_tool("Centralino")
        desk.create("Senza strumenti")
        desk.make_identity("Studio di prova", PASSPHRASE)
        desk.close()
    return tmp_path / "data"


def run(folder: Path, capsys: pytest.CaptureFixture[str], *args: object, secret: str = "") -> tuple[int, str, str]:
    command = [str(arg) for arg in args] + ["--data", str(folder)]
    if secret:
        reads, writes = os.pipe()
        os.write(writes, (secret + "\n").encode())
        os.close(writes)
        command += ["--passphrase-fd", str(reads)]
    code = main(command)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_all_that_can_be_signed_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(folder, capsys, "sign-many", "--all", secret=PASSPHRASE)
    assert (code, out.count(".pdf"), err) == (0, 1, "")
    code, out, err = run(folder, capsys, "sign-many", "p1", "p2", secret=PASSPHRASE)
    assert (code, out) == (1, "")
    assert "p1  È già firmata in questo spazio (revisione 1)" in err
    assert "p2  Non ha nessuno strumento" in err


def test_a_wrong_passphrase_and_nothing_to_sign(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, capsys, "sign-many", "p1", secret="no")[0] == 2
    code, _, err = run(folder, capsys, "sign-many", secret=PASSPHRASE)
    assert code == 2
    assert "Nessuna pratica da firmare" in err


def test_with_a_file_and_with_a_card(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, tokens: Tokens
) -> None:
    p12 = tmp_path / "ada.p12"
    p12.write_bytes(person("Ada di Prova").p12())
    args = ("sign-many", "p1", "--with", "file", "--p12", p12)
    assert run(folder, capsys, *args, secret=P12_PASSPHRASE)[0] == 0
    tokens.insert("CNS", [person("Solo accesso", signing=False), person("Maria di Prova")])
    code, out, _ = run(folder, capsys, "cards", "--driver", DRIVER)
    assert code == 0
    assert "Maria di Prova  Autorità di prova" in out
    assert "non per firmare" in out
    card = ("sign-many", "p1", "--field", "employer", "--with", "card", "--driver", DRIVER)
    assert run(folder, capsys, *card, secret=PIN)[0] == 0
    code, _, err = run(folder, capsys, *card, "--certificate", "zz", secret=PIN)
    assert code == 2
    assert "Certificati che corrispondono: 0" in err


def test_out_and_back(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paper = tmp_path / "o.pdf"
    assert run(folder, capsys, "hand-off", "p1", "-o", paper, "--edition", "internal")[0] == 0
    code, _, err = run(folder, capsys, "bring-back", "p1", paper)
    assert code == 2
    assert "non è firmato" in err
    (tmp_path / "f.pdf").write_bytes(externally(paper.read_bytes()))
    code, out, err = run(folder, capsys, "bring-back", "p1", tmp_path / "f.pdf")
    assert code == 0
    assert Path(out.strip()).read_bytes() == (tmp_path / "f.pdf").read_bytes()
    assert "Il documento è intatto." in err


def test_scanned_and_withdrawn(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(folder, capsys, "withdraw", "p1")[0] == 2
    run(folder, capsys, "hand-off", "p1", "-o", tmp_path / "o.pdf")
    assert run(folder, capsys, "withdraw", "p1")[:2] == (0, "1\n")
    run(folder, capsys, "hand-off", "p1", "-o", tmp_path / "o2.pdf")
    (tmp_path / "scan.jpg").write_bytes(b"\xff\xd8\xffscan")
    code, out, _ = run(folder, capsys, "scan", "p1", tmp_path / "scan.jpg", "--signer", "Dario di Prova")
    assert code == 0
    assert out.strip().endswith("-rev2-firmata-a-mano.jpg")
