"""The command line in front of an archive with a password: it asks, or reads a descriptor, and says a wrong one."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import pytest

from app import cli
from app.store import keyfile
from tests.test_desk_protection import COMPANY, at_desk
from tests.vaults import CHEAP, PASSWORD, never, quiet


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


# ---- on, change, off ---------------------------------------------------------------------------------------------

NEW = "cinque parole del tutto diverse"


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive without a password, whose first one will be cheap to try."""
    made = keyfile.made
    monkeypatch.setattr(keyfile, "made", lambda password, _cost: made(password, CHEAP))
    with at_desk(tmp_path / "data") as desk:
        desk.create(COMPANY)
        assert desk.drain()
    return tmp_path / "data"


def readable(data: Path) -> bool:
    return COMPANY.encode() in next(data.rglob("practice.json")).read_bytes()


def test_a_password_goes_on_is_changed_and_goes_off(plain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    on = ("archive", "password", "on", "--data", plain)
    assert run(*on, "--new-password-fd", said_on(PASSWORD)) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "non si recupera" in err or "nessuno può più leggere" in err
    assert PASSWORD not in err
    assert not readable(plain)
    assert run(*on, "--password-fd", said_on(PASSWORD), "--new-password-fd", said_on(NEW)) == 2
    change = ("archive", "password", "change", "--data", plain)
    assert run(*change, "--password-fd", said_on("not this one"), "--new-password-fd", said_on(NEW)) == 2
    assert run(*change, "--password-fd", said_on(PASSWORD), "--new-password-fd", said_on(NEW)) == 0
    assert run("list", "--data", plain, "--password-fd", said_on(PASSWORD)) == 2
    off = ("archive", "password", "off", "--data", plain)
    assert run(*off, "--password-fd", said_on(PASSWORD)) == 2
    assert not readable(plain)
    assert run(*off, "--password-fd", said_on(NEW)) == 0
    assert readable(plain)
    capsys.readouterr()
    for name in ("off", "change"):
        assert run("archive", "password", name, "--data", plain) == 2
        assert "non ha una password" in capsys.readouterr().err


def test_a_short_password_or_two_that_differ_begin_nothing(
    plain: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("archive", "password", "on", "--data", plain, "--new-password-fd", said_on("corta")) == 2
    answers = iter((PASSWORD, NEW))
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(answers))
    assert run("archive", "password", "on", "--data", plain) == 2
    assert "non sono uguali" in capsys.readouterr().err
    assert readable(plain)
