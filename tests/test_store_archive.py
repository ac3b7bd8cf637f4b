"""A practice's file is replaced by one rename, and never when it is not the one that was read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import UserError
from app.store.archive import Archive, Loaded

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
SCHEMA = 1
DOSSIER: dict[str, Any] = {"company": {"name": "Pronto Città"}, "tools": [{"name": "CRM", "answers": {"a": True}}]}


def archive(folder: Path) -> Archive:
    return Archive(folder, lambda: NOW, SCHEMA)


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    """An archive with practice ``one`` saved once."""
    it = archive(tmp_path)
    it.save("one", DOSSIER, SCHEMA, None)
    return it


def file(kept: Archive, practice_id: str = "one") -> Path:
    return kept.folder(practice_id) / "practice.json"


def tamper(kept: Archive, change: Callable[[dict[str, Any]], object]) -> bytes:
    tables = json.loads(file(kept).read_bytes())
    change(tables["practice"]["1"])
    file(kept).write_text(json.dumps(tables), "utf-8")
    return file(kept).read_bytes()


def test_what_was_saved_is_loaded(kept: Archive, tmp_path: Path) -> None:
    again = archive(tmp_path).load("one")
    assert again == Loaded(DOSSIER, SCHEMA, 1, NOW, again.sha256)
    saved = kept.save("one", {**DOSSIER, "more": 1}, SCHEMA, 1)
    assert (saved.save_count, saved.saved_at) == (2, NOW)
    assert archive(tmp_path).load("one").dossier["more"] == 1
    assert archive(tmp_path).load("one").sha256 == saved.sha256


def test_the_hash_is_of_the_content_alone(kept: Archive) -> None:
    first = kept.load("one").sha256
    reordered = dict(reversed(DOSSIER.items()))
    assert kept.save("one", reordered, SCHEMA, 1).sha256 == first
    assert kept.save("one", {**DOSSIER, "tools": []}, SCHEMA, 2).sha256 != first


def test_one_save_is_one_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    it, renames = archive(tmp_path), []
    real = os.replace

    def counted(source: Path, target: Path) -> None:
        renames.append(Path(target).name)
        real(source, target)

    monkeypatch.setattr(os, "replace", counted)
    monkeypatch.setattr(os, "rename", lambda *_: pytest.fail("a save renames by os.replace only"))
    for n in range(3):
        it.save("one", {"n": n}, SCHEMA, n or None)
        assert renames == ["practice.json"] * (n + 1)


def test_the_file_lies_where_the_design_says(kept: Archive, tmp_path: Path) -> None:
    shard, name, last = file(kept).relative_to(tmp_path / "practices").parts
    assert len(shard) == 2
    assert int(shard, 16) >= 0
    assert (name, last) == ("one", "practice.json")


@pytest.mark.parametrize("expected", [None, 2, 7])
def test_a_file_changed_outside_is_not_overwritten(kept: Archive, expected: int | None) -> None:
    before = file(kept).read_bytes()
    with pytest.raises(UserError, match="changed_outside"):
        kept.save("one", {"mine": 1}, SCHEMA, expected)
    assert file(kept).read_bytes() == before


def test_a_practice_gone_meanwhile_does_not_rise_again(kept: Archive) -> None:
    file(kept).unlink()
    with pytest.raises(UserError, match="changed_outside"):
        kept.save("one", DOSSIER, SCHEMA, 1)
    assert kept.ids() == []


DAMAGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "content": lambda record: record["dossier"].update(company={"name": "Altra"}),
    "hash": lambda record: record.update(content_sha256="0" * 64),
    "no dossier": lambda record: record.pop("dossier"),
    "dossier a list": lambda record: record.update(dossier=[]),
    "schema a text": lambda record: record.update(schema="1"),
    "schema below none": lambda record: record.update(schema=-1),
    "save_count nought": lambda record: record.update(save_count=0),
    "save_count yes": lambda record: record.update(save_count=True),
    "another save_count": lambda record: record.update(save_count=7),
    "another time": lambda record: record.update(saved_at="2026-11-22T10:42:00+00:00"),
    "saved_at no date": lambda record: record.update(saved_at="ieri"),
    "saved_at nowhere": lambda record: record.update(saved_at="2026-11-23T10:42:00"),
    "record emptied": lambda record: record.clear(),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_tampered_record_is_neither_read_nor_overwritten(kept: Archive, damage: str) -> None:
    after = tamper(kept, DAMAGES[damage])
    with pytest.raises(UserError, match="practice_unreadable"):
        kept.load("one")
    with pytest.raises(UserError, match="practice_unreadable"):
        kept.save("one", DOSSIER, SCHEMA, 1)
    assert file(kept).read_bytes() == after
    assert kept.ids() == ["one"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"{}",
        b'{"practice": {}}',
        b'{"practice": {"1": 5}}',
        b'{"practice": {"x": {}}}',
        b'{"practice": {"1": {}, "2": {}}}',
        b'{"other": {"1": {}}}',
    ],
)
def test_a_broken_file_is_neither_read_nor_overwritten(kept: Archive, data: bytes) -> None:
    file(kept).write_bytes(data)
    for attempt in (lambda: kept.load("one"), lambda: kept.save("one", DOSSIER, SCHEMA, 1)):
        with pytest.raises(UserError, match="practice_unreadable"):
            attempt()
    assert file(kept).read_bytes() == data


def test_every_cut_and_every_flipped_bit_is_noticed_or_harmless(kept: Archive) -> None:
    whole = file(kept).read_bytes()
    copies = [whole[:n] for n in range(len(whole))]
    copies += [whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :] for n in range(len(whole))]
    for copy in copies:
        file(kept).write_bytes(copy)
        try:
            read = kept.load("one")
        except UserError:
            continue
        assert (read.dossier, read.save_count, read.saved_at) == (DOSSIER, 1, NOW)


def test_a_file_of_before_the_hash_of_the_save_is_read(kept: Archive) -> None:
    tamper(kept, lambda record: record.pop("save_sha256"))
    assert kept.load("one").dossier == DOSSIER
    assert kept.save("one", DOSSIER, SCHEMA, 1).save_count == 2


def test_a_newer_practice_is_read_only(tmp_path: Path) -> None:
    Archive(tmp_path, lambda: NOW, SCHEMA + 1).save("one", DOSSIER, SCHEMA + 1, None)
    it = archive(tmp_path)
    before = file(it).read_bytes()
    loaded = it.load("one")
    assert (loaded.read_only, loaded.schema, loaded.dossier) == (True, SCHEMA + 1, DOSSIER)
    with pytest.raises(UserError, match="practice_newer"):
        it.save("one", DOSSIER, SCHEMA, 1)
    assert file(it).read_bytes() == before


def test_a_newer_practice_of_another_shape_is_said_to_be_newer(kept: Archive) -> None:
    def recast(record: dict[str, Any]) -> None:
        record.clear()
        record.update(schema=SCHEMA + 1, payload="?")

    after = tamper(kept, recast)
    for attempt in (lambda: kept.load("one"), lambda: kept.save("one", DOSSIER, SCHEMA, 1)):
        with pytest.raises(UserError, match="practice_newer"):
            attempt()
    assert file(kept).read_bytes() == after


def test_a_good_content_takes_the_place_of_a_damaged_one_which_is_kept(kept: Archive) -> None:
    file(kept).write_bytes(b"{")
    assert kept.replace_damaged("one", {"good": 1}, SCHEMA, 7).save_count == 7
    assert kept.load("one").dossier == {"good": 1}
    (broken,) = kept.folder("one").glob("practice.json.broken-*")
    assert broken.read_bytes() == b"{"
    assert kept.ids() == ["one"]
    assert kept.save("one", DOSSIER, SCHEMA, 7).save_count == 8


def test_on_a_disk_without_second_names_too(kept: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    file(kept).write_bytes(b"{")
    kept.replace_damaged("one", {"good": 1}, SCHEMA, 7)
    (broken,) = kept.folder("one").glob("practice.json.broken-*")
    assert (broken.read_bytes(), kept.load("one").dossier) == (b"{", {"good": 1})


def test_where_there_was_no_file_it_is_put_all_the_same(kept: Archive) -> None:
    kept.replace_damaged("two", {"good": 1}, SCHEMA, 7)
    assert kept.load("two").dossier == {"good": 1}


def test_what_can_be_read_is_not_replaced_unless_it_is_named(kept: Archive) -> None:
    with pytest.raises(UserError, match="changed_outside"):
        kept.replace_damaged("one", {"good": 1}, SCHEMA, 7)
    assert kept.load("one").dossier == DOSSIER
    kept.replace_damaged("one", {"good": 1}, SCHEMA, 7, useless=kept.load("one").sha256)
    assert kept.load("one").dossier == {"good": 1}
    assert len(list(kept.folder("one").glob("practice.json.broken-*"))) == 1


@pytest.mark.parametrize("strange", ["../../etc", "", "A", "a/b", "a b", "a" * 65, "."])
def test_what_is_no_id_is_missing(kept: Archive, strange: str) -> None:
    for attempt in (kept.load, lambda it: kept.save(it, {}, SCHEMA, None)):
        with pytest.raises(UserError, match="practice_missing"):
            attempt(strange)


def test_ids_are_the_practices_and_nothing_else(kept: Archive, tmp_path: Path) -> None:
    kept.save("two", {}, SCHEMA, None)
    (tmp_path / "practices" / "stray.txt").touch()
    (kept.folder("two").parent / "stray").mkdir()
    (kept.folder("two").parent / "Not an id").mkdir()
    (kept.folder("two") / "practice.sync-conflict-20261123-104200-ABCDEFG.json").touch()
    assert kept.ids() == ["one", "two"]
    assert archive(tmp_path / "nothing").ids() == []
