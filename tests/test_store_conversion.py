"""The password turned on and off: every file in its other form and the same content; called off, as it was."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.domain.errors import UserError
from app.store import conversion, keyfile
from app.store.envelope import MAGIC
from app.store.vault import LOCKED, OFF, ON, OPENING, SEALING
from tests.vaults import (
    OTHERS,
    PASSWORD,
    SECRET,
    archive,
    contents,
    fill,
    never,
    quiet,
    raw,
    turned_on,
    vault_on,
)

PLAIN = {"settings.json", "identity.p12", "instance.turn"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "data")
    return tmp_path / "data"


def test_everything_is_sealed_but_what_comes_before_the_password(folder: Path) -> None:
    before = raw(folder)
    seen: list[tuple[int, int]] = []
    with vault_on(folder) as vault:
        assert conversion.turn_on(vault, PASSWORD, lambda done, total: seen.append((done, total)), never)
        assert vault.state == ON
        assert contents(folder) == before
    after = raw(folder)
    assert after.keys() == before.keys()
    assert {name for name, data in after.items() if not data.startswith(MAGIC)} == PLAIN
    assert not [name for name, data in after.items() if SECRET.encode() in data]
    assert set(OTHERS) < set(after)
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1] > 0
    assert seen == sorted(seen)


def test_what_a_kill_left_half_written_long_ago_does_not_stay_readable(folder: Path) -> None:
    left = folder / "practices" / ".tmp-0123456789ab"
    left.write_text(SECRET, "utf-8")
    with vault_on(folder) as vault:
        conversion.turn_on(vault, PASSWORD, quiet, never)
    assert not left.exists()


def test_turned_off_it_is_what_it_was(folder: Path) -> None:
    before = raw(folder)
    with vault_on(folder) as vault:
        conversion.turn_on(vault, PASSWORD, quiet, never)
        with pytest.raises(UserError, match="vault_password_wrong"):
            conversion.turn_off(vault, "another password", quiet, never)
        assert vault.state == ON
        assert conversion.turn_off(vault, PASSWORD, quiet, never)
        assert vault.state == OFF
    assert raw(folder) == before
    assert not [name for name in os.listdir(folder) if name.startswith("vault")]


@pytest.mark.parametrize("after", [0, 1, 4, 99])
def test_called_off_it_is_what_it_was(folder: Path, after: int) -> None:
    before = raw(folder)

    def cancelled() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    with vault_on(folder) as vault:
        left = after
        done = conversion.turn_on(vault, PASSWORD, quiet, cancelled)
        assert done == (after == 99)
        if not done:
            assert vault.state == OFF
            assert raw(folder) == before
            conversion.turn_on(vault, PASSWORD, quiet, never)
        left = after
        assert conversion.turn_off(vault, PASSWORD, quiet, cancelled) == (after == 99)
        assert vault.state == (OFF if after == 99 else ON)
        assert contents(folder) == before
        if after != 99:
            assert {name for name, data in raw(folder).items() if not data.startswith(MAGIC)} == PLAIN


@pytest.mark.parametrize("password", ["", "sette77"])
def test_a_short_password_begins_nothing(folder: Path, password: str) -> None:
    before = raw(folder)
    with vault_on(folder) as vault, pytest.raises(UserError, match="vault_password_short"):
        conversion.turn_on(vault, password, quiet, never)
    assert raw(folder) == before
    assert keyfile.load(folder) is None


def test_a_disk_too_full_begins_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = raw(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=2**20))
    with vault_on(folder) as vault:
        with pytest.raises(UserError, match="vault_no_room") as told:
            conversion.turn_on(vault, PASSWORD, quiet, never)
        assert told.value.params == {"need": 2, "free": 1}
        assert vault.state == OFF
    assert raw(folder) == before
    assert keyfile.load(folder) is None


def test_a_disk_that_fills_half_way_loses_nothing_and_may_go_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real, left = raw(folder), os.write, [6]

    def filling(file: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "full")
        return real(file, data)

    with vault_on(folder) as vault:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", filling)
            with pytest.raises(UserError, match="disk_full"):
                conversion.turn_on(vault, PASSWORD, quiet, never)
        assert vault.state == SEALING
        assert contents(folder) == before
        archive(folder).save("one", {"company": "Nuova"}, 1, 1)
        vault.lock()
    with vault_on(folder) as vault:
        assert vault.state == LOCKED
        vault.unlock(PASSWORD)
        assert vault.state == SEALING
        assert archive(folder).load("one").dossier == {"company": "Nuova"}
        assert conversion.go_on(vault, quiet, never) == ON
        assert {name for name, data in raw(folder).items() if not data.startswith(MAGIC)} == PLAIN


def test_what_cannot_be_opened_stays_and_so_does_the_key(folder: Path) -> None:
    with vault_on(folder) as vault:
        conversion.turn_on(vault, PASSWORD, quiet, never)
        path = archive(folder).folder("one") / "practice.json"
        broken = path.read_bytes()[:-1] + b"\x00\x00"
        path.write_bytes(broken)
        assert conversion.turn_off(vault, PASSWORD, quiet, never)
        assert vault.state == OFF
        assert archive(folder).load("two").dossier["id"] == "two"
    assert path.read_bytes() == broken
    assert (folder / "vault.json.broken-turned-off").exists()
    assert keyfile.load(folder) is None


def test_a_sealed_file_of_another_archive_kept_as_evidence_is_content_like_any(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    turned_on(other)
    foreign = next(data for data in raw(other).values() if data.startswith(MAGIC))
    evidence = archive(folder).folder("one") / "evidence" / "foreign"
    evidence.write_bytes(foreign)
    with vault_on(folder) as vault:
        conversion.turn_on(vault, PASSWORD, quiet, never)
        assert contents(folder)[evidence.relative_to(folder).as_posix()] == foreign
        assert evidence.read_bytes() != foreign
        vault.settle(OPENING)
        assert conversion.go_on(vault, quiet, never) == OFF
    assert evidence.read_bytes() == foreign
