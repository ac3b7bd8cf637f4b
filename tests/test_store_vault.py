"""What is sealed opens with its password, in its own place, unchanged, or not at all."""

from __future__ import annotations

import ast
import json
import os
import pickle
import shutil
import sys
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.store import atomic, conversion, envelope, keyfile
from app.store.signed import SignedFiles, content, export
from app.store.vault import LOCKED, OFF, ON, Vault
from tests.vaults import (
    CHEAP,
    DOSSIER,
    PASSWORD,
    SECRET,
    archive,
    bin_of,
    contents,
    fill,
    never,
    quiet,
    raw,
    turned_on,
    vault_on,
)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "data"
    turned_on(place)
    return place


def practice(folder: Path, name: str = "one") -> Path:
    return archive(folder).folder(name) / "practice.json"


def test_without_a_password_nothing_is_different(tmp_path: Path) -> None:
    with vault_on(tmp_path) as vault:
        assert vault.state == OFF
        archive(tmp_path).save("one", DOSSIER, 1, None)
        assert SECRET.encode() in practice(tmp_path).read_bytes()


def test_what_is_written_is_sealed_and_read_again(folder: Path) -> None:
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        assert vault.state == ON
        archive(folder).save("one", {"company": "Nuova"}, 1, 1)
        assert archive(folder).load("one").dossier == {"company": "Nuova"}
        kept = SignedFiles(archive(folder)).put("one", "second.pdf", b"%PDF Nuova")
        assert content(kept) == b"%PDF Nuova"
        assert not [name for name, data in raw(folder).items() if b"Nuova" in data]


def test_nothing_is_read_or_written_while_it_is_locked(folder: Path) -> None:
    before = raw(folder)
    with vault_on(folder) as vault:
        assert vault.state == LOCKED
        for what in (
            lambda: archive(folder).load("one"),
            lambda: archive(folder).save("one", DOSSIER, 1, 1),
            lambda: archive(folder).save("new", DOSSIER, 1, None),
            lambda: atomic.write_bytes(folder / "index.json", b"{}"),
            lambda: vault.settle(OFF),
            lambda: vault.change(PASSWORD, "another password"),
        ):
            with pytest.raises(UserError, match="vault_locked"):
                what()
        vault.unlock(PASSWORD)
        assert archive(folder).load("one").dossier["company"] == DOSSIER["company"]
        vault.lock()
        with pytest.raises(UserError, match="vault_locked"):
            archive(folder).load("one")
    assert raw(folder) == before


def test_a_wrong_password_writes_nothing_and_may_be_followed_by_the_right_one(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with vault_on(folder) as vault:
        for wrong in ("", "quattro parole", PASSWORD.upper(), PASSWORD + " ", "x" * 5000, "\ud800"):
            with pytest.raises(UserError, match="vault_password_wrong"):
                vault.unlock(wrong)
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
        vault.unlock(PASSWORD)
        assert vault.state == ON


def test_accents_are_the_same_however_they_are_typed(tmp_path: Path) -> None:
    with vault_on(tmp_path) as vault:
        conversion.turn_on(vault, "perché così", quiet, never)
        vault.lock()
        vault.unlock("perche\u0301 cosi\u0300")
        assert vault.state == ON


def test_every_write_has_a_nonce_of_its_own(folder: Path) -> None:
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        seen = set()
        for _ in range(50):
            atomic.write_bytes(folder / "index.json", b"{}")
            sealed = (folder / "index.json").read_bytes()
            seen.add(sealed[envelope.START : envelope.START + envelope.NONCE])
            assert len(sealed) == 2 + envelope.AROUND
        assert len(seen) == 50


# ---- files that are not what they should be --------------------------------------------------------------------------


def test_every_byte_flipped_and_every_cut_is_damage(folder: Path) -> None:
    path, good = practice(folder), practice(folder).read_bytes()
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        bad = [good[:n] + bytes([good[n] ^ 1 << n % 8]) + good[n + 1 :] for n in range(len(good))]
        bad += [good[:n] for n in range(len(good))] + [good + b"\x00", good + good]
        for data in bad:
            path.write_bytes(data)
            with pytest.raises(UserError, match="practice_unreadable"):
                archive(folder).load("one")
            with pytest.raises(UserError, match="practice_unreadable"):
                archive(folder).save("one", DOSSIER, 1, 1)
            assert path.read_bytes() == data
        path.write_bytes(good)
        assert archive(folder).load("one").dossier["id"] == "one"


def test_a_file_in_another_ones_place_is_damage(folder: Path) -> None:
    it = archive(folder)
    pairs = [
        (practice(folder, "one"), practice(folder, "two")),
        (it.folder("one") / "signed/paper.pdf", it.folder("two") / "signed/paper.pdf"),
        (it.folder("one") / "signed/paper.pdf", it.folder("one") / "signed/another.pdf"),
        (folder / "backups/one/20261123.json", practice(folder, "one")),
        (folder / "index.json", folder / "logs/vaglio.log"),
    ]
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        for source, target in pairs:
            before = target.read_bytes() if target.exists() else None
            shutil.copy(source, target)
            with pytest.raises(UserError, match="file_damaged"):
                atomic.read_bytes(target)
            target.unlink() if before is None else target.write_bytes(before)


def test_a_file_of_another_archive_is_damage(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    turned_on(other)
    shutil.copy(practice(other), practice(folder))
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        with pytest.raises(UserError, match="practice_unreadable"):
            archive(folder).load("one")


def test_a_plain_file_is_no_way_in(folder: Path, tmp_path: Path) -> None:
    fill(tmp_path / "plain")
    shutil.copy(practice(tmp_path / "plain"), practice(folder))
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        with pytest.raises(UserError, match="practice_unreadable"):
            archive(folder).load("one")


def test_what_is_damaged_can_be_set_aside_and_saved_anew(folder: Path) -> None:
    practice(folder).write_bytes(b"rubbish")
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        aside = atomic.set_aside(practice(folder), "20261123T104200Z")
        assert aside.read_bytes() == b"rubbish"
        archive(folder).save("one", DOSSIER, 1, None)
        assert archive(folder).load("one").dossier == DOSSIER


# ---- folders that move -----------------------------------------------------------------------------------------------


def test_the_bin_gives_back_what_it_was_given(folder: Path) -> None:
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        bin_of(folder).put("one")
        for deleted in bin_of(folder).deleted():
            bin_of(folder).take_out(deleted)
        for name in ("one", "gone"):
            assert archive(folder).load(name).dossier["id"] == name
            assert content(archive(folder).folder(name) / "signed/paper.pdf").endswith(name.encode())


def test_the_whole_folder_may_move(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(folder, elsewhere)
    with vault_on(elsewhere) as vault:
        vault.unlock(PASSWORD)
        assert archive(elsewhere).load("one").dossier["id"] == "one"


@pytest.mark.parametrize(
    "name",
    [
        "practice.sync-conflict-20261123-104200-ABCDEFG.json",
        "practice (conflicted copy 2026-11-23 104200).json",
        "practice.json.broken-20261123T104200Z",
        "practice.json.broken-20261123T104200Z-2",
    ],
)
def test_a_conflicting_copy_is_still_the_same_practices(folder: Path, name: str) -> None:
    copy = practice(folder).with_name(name)
    practice(folder).rename(copy)
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        assert SECRET.encode() in (atomic.read_bytes(copy) or b"")


def test_what_a_bundle_stages_may_be_moved_in(folder: Path) -> None:
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        staged = archive(folder / ".tmp-0123456789ab")
        staged.save("three", DOSSIER, 1, None)
        target = archive(folder).folder("three")
        atomic.make_folder(target.parent)
        atomic.move(staged.folder("three"), target)
        assert archive(folder).load("three").dossier == DOSSIER


def test_an_export_is_readable_wherever_it_goes(folder: Path) -> None:
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        export(folder / "copy.pdf", b"%PDF")
        assert (folder / "copy.pdf").read_bytes() == b"%PDF"


# ---- the key file ----------------------------------------------------------------------------------------------------


def test_another_password_rewrites_the_key_file_alone(folder: Path) -> None:
    before = raw(folder)
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        with pytest.raises(UserError, match="vault_password_wrong"):
            vault.change("not this one", "another password")
        with pytest.raises(UserError, match="vault_password_short"):
            vault.change(PASSWORD, "short")
        vault.change(PASSWORD, "another password")
        assert raw(folder) == before
        assert archive(folder).load("one").dossier["id"] == "one"
        vault.lock()
        with pytest.raises(UserError, match="vault_password_wrong"):
            vault.unlock(PASSWORD)
        vault.unlock("another password")
        assert archive(folder).load("one").dossier["id"] == "one"


def test_the_old_password_opens_no_copy_of_the_key_file(folder: Path) -> None:
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        vault.change(PASSWORD, "another password")
    for name in keyfile.NAMES:
        found = keyfile.load(folder)
        assert found is not None
        with pytest.raises(UserError, match="vault_password_wrong"):
            keyfile.unwrapped(found, PASSWORD)
        (folder / name).unlink()


@pytest.mark.parametrize("name", keyfile.NAMES)
def test_one_damaged_key_file_is_made_anew_from_the_other(folder: Path, name: str) -> None:
    good = (folder / name).read_bytes()
    for bad in (None, b"", good[:-9], good.replace(b'"format": 1', b'"format": 9'), good.replace(b"a", b"b", 1)):
        (folder / name).unlink()
        if bad is not None:
            (folder / name).write_bytes(bad)
        with vault_on(folder) as vault:
            vault.unlock(PASSWORD)
            assert vault.state == ON
            assert (folder / name).read_bytes() == good


def test_two_damaged_key_files_are_not_taken_for_a_wrong_password(folder: Path) -> None:
    for name in keyfile.NAMES:
        (folder / name).write_bytes((folder / name).read_bytes()[:-20])
    with vault_on(folder) as vault, pytest.raises(UserError, match="vault_damaged"):
        vault.unlock(PASSWORD)


def test_a_key_file_of_a_newer_program_is_left_alone(folder: Path) -> None:
    plain = json.loads((folder / keyfile.NAMES[0]).read_bytes())
    for change in (
        {"format": 2},
        {"kdf": {**plain["kdf"], "name": "argon2id"}},
        {"kdf": {**plain["kdf"], "log_n": 40}},
    ):
        changed = {**plain, **change}
        changed.pop("check")
        changed["check"] = keyfile._check(changed)
        (folder / keyfile.NAMES[0]).write_bytes(json.dumps(changed).encode())
        with vault_on(folder) as vault, pytest.raises(UserError, match="vault_newer"):
            vault.unlock(PASSWORD)


def test_a_lost_key_file_is_said_and_nothing_plain_is_written(folder: Path) -> None:
    before = raw(folder)
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        for name in keyfile.NAMES:
            (folder / name).unlink()
        with pytest.raises(UserError, match="vault_gone"):
            archive(folder).save("one", DOSSIER, 1, 1)
    with vault_on(folder), pytest.raises(UserError, match="vault_missing"):
        archive(folder).load("one")
    assert raw(folder) == before


def test_a_password_put_on_elsewhere_is_noticed_at_the_next_write(tmp_path: Path) -> None:
    fill(tmp_path)
    with vault_on(tmp_path) as ours:
        assert ours.state == OFF
        with vault_on(tmp_path) as theirs:
            conversion.turn_on(theirs, PASSWORD, quiet, never)
        with pytest.raises(UserError, match="vault_locked"):
            archive(tmp_path).save("one", DOSSIER, 1, 1)


def test_a_folder_without_a_keeper_is_not_another_ones(folder: Path, tmp_path: Path) -> None:
    with vault_on(folder):
        atomic.write_bytes(tmp_path / "data.txt", b"plain")
    assert (tmp_path / "data.txt").read_bytes() == b"plain"


# ---- what must not be anywhere ---------------------------------------------------------------------------------------


def test_neither_password_nor_key_can_be_seen(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with vault_on(folder) as vault:
        vault.unlock(PASSWORD)
        found = keyfile.load(folder)
        assert found is not None
        key = keyfile.unwrapped(found, PASSWORD)
        shown = [repr(vault), str(vault), repr(vars(vault)), repr(found)]
        for wrong in ("una password sbagliata",):
            try:
                vault.unlock(wrong)
            except UserError as problem:
                shown += [repr(problem), str(problem), repr(problem.__cause__), repr(problem.__context__)]
        with pytest.raises((TypeError, AttributeError)):
            pickle.dumps(vault)
        vault.unlock(PASSWORD)
        archive(folder).save("one", DOSSIER, 1, 1)
        on_disk = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    out = "".join(shown) + "".join(capfd.readouterr())
    for text in (PASSWORD, "una password sbagliata", key.hex(), repr(key)):
        assert text not in out
        assert text.encode() not in on_disk
    assert key not in on_disk
    assert key[::-1] not in on_disk


def test_the_password_costs_memory_to_guess(tmp_path: Path) -> None:
    """What is on disk by default: scrypt over at least 128 MB."""
    assert Vault(tmp_path).log_n >= 17
    with vault_on(tmp_path) as vault:
        conversion.turn_on(vault, PASSWORD, quiet, never)
        assert vault.log_n == CHEAP


@pytest.mark.skipif(sys.platform == "win32", reason="not checked: no such permissions on Windows")
def test_a_key_file_that_cannot_be_written_turns_nothing_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)
    before = raw(tmp_path)

    def full(*_: object) -> int:
        raise OSError(28, "full")

    with vault_on(tmp_path) as vault:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            with pytest.raises(UserError, match="disk_full"):
                conversion.turn_on(vault, PASSWORD, quiet, never)
        assert vault.state == OFF
        assert raw(tmp_path) == before
        assert contents(tmp_path) == before


# ---- nobody goes past it ---------------------------------------------------------------------------------------------

OPENERS = {"read_bytes", "read_text", "write_bytes", "write_text", "open", "fdopen", "copytree", "copyfile", "link"}
"""Names by which Python reads and writes files."""
KNOWN = {
    ("app/store/atomic.py", "path.read_bytes"): "the one place",
    ("app/store/atomic.py", "os.open"): "the one place",
    ("app/store/atomic.py", "path.write_bytes"): "the number of a running process, plain by its name",
    ("app/store/conversion.py", "path.open"): "the first bytes, to see in which form a file is",
    ("app/store/atomic.py", "path.open"): "where nothing is sealed",
    ("app/store/evidence.py", "path.open"): "the user's own file, before it is copied in",
    ("app/store/bundle_read.py", "path.open"): "a bundle, where the user has it",
    ("app/store/bundle_read.py", "self._zip.open"): "a bundle's member",
    ("app/store/bundle_write.py", "packed.open"): "a bundle's member",
    ("app/store/atomic.py", "os.link"): "a second name for what is there",
    ("app/store/signed.py", "os.open"): "takes a name with an empty file",
    ("app/store/settings.py", "path.open"): "the user's own picture, before it is kept as a logo",
    ("app/store/moving.py", "path.open"): "a copy byte by byte: sealed stays sealed, under the same name",
    ("app/store/moving.py", "temporary.open"): "a copy byte by byte",
    ("app/store/moving.py", "os.open"): "a folder, to have its names down",
    ("app/store/turns.py", "open"): "a file without content that is only locked",
}


def opened_in(file: Path) -> set[str]:
    """The calls in a module that open a file by themselves, as they are written."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            owner, _, last = name.rpartition(".")
            ours = owner in ("atomic", "self", "desk", "self.desk", "self._desk") or (not owner and last != "open")
            if last in OPENERS and not ours:
                found.add(name)
    return found


@pytest.mark.parametrize(
    "file", sorted([*(ROOT / "app/store").glob("*.py"), *(ROOT / "app/desk").glob("*.py")]), ids=lambda file: file.name
)
def test_only_one_place_opens_the_files_of_the_data_folder(file: Path) -> None:
    """Bytes read or written past it would be plain in a sealed archive, or sealed in somebody's hands."""
    name = file.relative_to(ROOT).as_posix()
    assert {(name, call) for call in opened_in(file)} <= KNOWN.keys()


def test_no_reason_is_kept_for_what_is_gone() -> None:
    assert {(name, call) for name, _ in KNOWN for call in opened_in(ROOT / name)} >= KNOWN.keys()
