"""Broken settings never keep the program from starting; an identity is never lost."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.store.settings import Settings


def settings(folder: Path) -> Settings:
    return Settings(folder, lambda: datetime(2026, 11, 23, 10, 42, tzinfo=UTC))


def test_values_are_kept(tmp_path: Path) -> None:
    first = settings(tmp_path / "data")
    assert first.get("language") is None
    assert first.get("language", "it") == "it"
    first.set("language", "en")
    first.set("recent", ["a", "b"])
    first.set("language", "it")
    again = settings(tmp_path / "data")
    assert (again.get("language"), again.get("recent"), again.broken) == ("it", ["a", "b"], None)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"{}", b'{"settings": {}}', b'{"settings": {"1": 4}}', b"\x00" * 40]
)
def test_broken_settings_are_set_aside(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(data)
    found = settings(tmp_path)
    assert found.get("language") is None
    assert found.broken == tmp_path / "settings.json.broken-20261123-104200"
    assert found.broken.read_bytes() == data
    found.set("language", "en")
    path.write_bytes(b"again")
    second = settings(tmp_path).broken
    assert second not in (None, found.broken)
    assert found.broken.read_bytes() == data


def test_settings_that_cannot_even_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.json").write_bytes(b"{")

    def read_only(*_: object) -> None:
        raise OSError(30, "read-only")

    monkeypatch.setattr(os, "rename", read_only)
    found = settings(tmp_path)
    assert (found.get("language"), found.broken) == (None, None)
    assert (tmp_path / "settings.json").read_bytes() == b"{"


def test_a_value_that_cannot_be_written_holds_for_this_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(tmp_path)
    found.set("language", "it")

    def full(*_: object) -> int:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(UserError, match="disk_full"):
        found.set("language", "en")
    assert found.get("language") == "en"
    assert settings(tmp_path).get("language") == "it"


def test_an_identity_is_kept(tmp_path: Path) -> None:
    found = settings(tmp_path / "data")
    assert found.read_identity() is None
    found.write_identity(b"first")
    with pytest.raises(UserError, match="identity_exists"):
        found.write_identity(b"second")
    assert found.read_identity() == b"first"
    if os.name == "posix":
        assert found.identity_path.stat().st_mode & 0o077 == 0


def test_a_replaced_identity_stays_beside_the_new_one(tmp_path: Path) -> None:
    found = settings(tmp_path)
    for data in (b"first", b"second", b"third"):
        found.write_identity(data, replace=True)
    assert found.read_identity() == b"third"
    kept = {path.name: path.read_bytes() for path in tmp_path.glob("identity.replaced-*")}
    assert kept == {
        "identity.replaced-20261123-104200.p12": b"first",
        "identity.replaced-20261123-104200-2.p12": b"second",
    }


def test_a_replacement_that_fails_leaves_the_old_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(tmp_path)
    found.write_identity(b"first")
    real, calls = os.replace, []

    def second_fails(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(5, "I/O")
        real(source, target)

    monkeypatch.setattr(os, "replace", second_fails)
    with pytest.raises(UserError, match="save_failed"):
        found.write_identity(b"second", replace=True)
    assert found.read_identity() == b"first"
