"""The command line in front of an archive with a password: it asks, or reads a descriptor, and says a wrong one."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import pytest

from app import cli
from tests.test_desk_protection import COMPANY, at_desk
from tests.vaults import PASSWORD, never, quiet


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with at_desk(tmp_path / "data") as desk:
        desk.create(COMPANY)
        desk.add_tool("CRM")
        desk.protection.turn_on(PASSWORD, quiet, never)
    return tmp_path / "data"


def said_on(text: str) -> int:
    """A descriptor from which ``text`` can be read."""
    out, into = os.pipe()
    os.write(into, f"{text}\n".encode())
    os.close(into)
    return out


def run(*argv: object) -> int:
    return cli.main([str(part) for part in argv])


def test_the_password_is_read_from_a_descriptor(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "--data", data, "--password-fd", said_on(PASSWORD)) == 0
    assert COMPANY in capsys.readouterr().out


def test_the_password_is_asked_for(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return PASSWORD

    monkeypatch.setattr(getpass, "getpass", answer)
    assert run("list", "--data", data) == 0
    assert COMPANY in capsys.readouterr().out
    assert asked == ["Password dell'archivio: "]


def test_a_wrong_password_is_one_sentence(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert run("list", "--data", data, "--password-fd", said_on("another password")) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "non è quella di questo archivio" in err
    assert "another password" not in err
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_practice_is_signed_with_both_secrets(data: Path, tmp_path: Path) -> None:
    out, seal = tmp_path / "signed.pdf", "passphrase of the seal"
    secrets = ("--password-fd", said_on(PASSWORD), "--passphrase-fd", said_on(seal))
    assert run("sign", "p1", "--data", data, *secrets, "-o", out) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert run("verify", out) == 0


def test_a_sealed_practice_is_named_by_its_path_too(data: Path, tmp_path: Path) -> None:
    path = next(data.rglob("practice.json"))
    assert run("print", path, "--password-fd", said_on(PASSWORD), "-o", tmp_path / "draft.pdf") == 0
    assert (tmp_path / "draft.pdf").read_bytes().startswith(b"%PDF")


def test_what_needs_no_archive_asks_for_no_password(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: pytest.fail("a password was asked for"))
    assert run("example", "-o", tmp_path / "example") == 0
    assert run("print", tmp_path / "example" / "practice.json", "--data", data, "-o", tmp_path / "draft.pdf") == 0
