"""What killed runs left is taken away, and nothing else; what is thrown away is never there in part."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.store import leftovers


def test_sweep_takes_only_our_leftovers(tmp_path: Path) -> None:
    deep = tmp_path / "practices" / "ab"
    deep.mkdir(parents=True)
    (deep / ".tmp-0123456789ab").write_bytes(b"half")
    (tmp_path / ".tmp-ffffffffffff").write_bytes(b"")
    keep = [deep / "practice.json", deep / ".tmp-notes", deep / "x.tmp-0123456789ab"]
    for file in keep:
        file.write_bytes(b"kept")
    assert leftovers.sweep(tmp_path) == 2
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(keep)


def test_sweep_takes_whole_folders_of_ours_and_leaves_what_is_young(tmp_path: Path) -> None:
    doomed = tmp_path / "bin" / ".tmp-0123456789ab"
    (doomed / "one").mkdir(parents=True)
    (doomed / "one" / "practice.json").touch()
    young = tmp_path / ".tmp-ffffffffffff"
    young.touch()
    os.utime(doomed, (0, 0))
    assert leftovers.sweep(tmp_path, older_than=60) == 1
    assert not doomed.exists()
    assert young.exists()


def test_discard_never_leaves_a_part_under_the_old_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.setattr("shutil.rmtree", lambda *_args, **_named: None)  # as if killed before the first deletion
    leftovers.discard(tmp_path / "a")
    monkeypatch.undo()
    assert not (tmp_path / "a").exists()
    assert leftovers.sweep(tmp_path) == 1
    assert os.listdir(tmp_path) == []


def test_a_scratch_folder_is_gone_in_every_case(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), leftovers.scratch(tmp_path / "new") as place:  # noqa: PT012
        (place / "a").mkdir()
        (place / "a" / "b").write_bytes(b"x")
        raise ZeroDivisionError
    assert list((tmp_path / "new").iterdir()) == []


def test_what_a_killed_run_left_of_a_scratch_folder_is_swept(tmp_path: Path) -> None:
    left = tmp_path / ".tmp-0123456789ab" / "practices"
    left.mkdir(parents=True)
    (left / "practice.json").write_bytes(b"x")
    (tmp_path / ".tmp-mine").mkdir()
    assert leftovers.sweep(tmp_path) == 1
    assert os.listdir(tmp_path) == [".tmp-mine"]
