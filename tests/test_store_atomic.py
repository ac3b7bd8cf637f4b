"""One write is one rename; what fails leaves the old content and says which of the world's errors it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import UserError
from app.store import atomic
from app.store.atomic import AtomicStorage, Damaged


def test_a_write_is_one_rename_and_leaves_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    renames: list[tuple[str, str]] = []
    real = os.replace

    def counted(source: Path, target: Path) -> None:
        renames.append((os.path.dirname(source), str(target)))
        real(source, target)

    monkeypatch.setattr(os, "replace", counted)
    atomic.write_bytes(tmp_path / "a", b"one")
    atomic.write_bytes(tmp_path / "a", b"two")
    assert renames == [(str(tmp_path), str(tmp_path / "a"))] * 2
    assert (tmp_path / "a").read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("code", "key", "named"),
    [
        (errno.ENOSPC, "disk_full", {"name": "a"}),
        (errno.EDQUOT, "disk_full", {"name": "a"}),
        (errno.EROFS, "disk_read_only", {"name": "a"}),
        (errno.EIO, "save_failed", {"name": "a", "reason": "reason.disk_fault()"}),
    ],
)
def test_the_error_says_what_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, key: str, named: dict[str, object]
) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def refuses(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "write", refuses)
    with pytest.raises(UserError) as told:
        atomic.write_bytes(tmp_path / "a", b"new")
    params = {name: str(value) for name, value in told.value.params.items()}
    assert (told.value.key, params) == (key, named)
    assert (tmp_path / "a").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_a_disk_that_takes_little_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[:3]))
    atomic.write_bytes(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def folder_syncs_fail(monkeypatch: pytest.MonkeyPatch, times: int, code: int = errno.EIO) -> list[int]:
    """The first ``times`` fsyncs of a folder fail; returns the list that notes every one."""
    real, seen = os.fsync, []

    def faulty(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):
            seen.append(handle)
            if len(seen) <= times:
                raise OSError(code, os.strerror(code))
        real(handle)

    monkeypatch.setattr(os, "fsync", faulty)
    return seen


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="not checked: no /proc to tell folders from files")
class TestFolderSync:
    def test_once_failed_is_tried_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        seen = folder_syncs_fail(monkeypatch, 1)
        atomic.write_bytes(tmp_path / "a", b"new")
        assert len(seen) == 2

    def test_twice_failed_is_not_called_saved(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder_syncs_fail(monkeypatch, 2)
        with pytest.raises(UserError, match="save_failed"):
            atomic.write_bytes(tmp_path / "a", b"new")

    def test_a_file_system_without_it_is_no_failure(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder_syncs_fail(monkeypatch, 99, errno.EINVAL)
        atomic.write_bytes(tmp_path / "a", b"new")
        assert (tmp_path / "a").read_bytes() == b"new"


def test_a_file_held_for_a_moment_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, refusals = os.replace, [PermissionError(errno.EACCES, "held")] * 2

    def held(source: Path, target: Path) -> None:
        if refusals:
            raise refusals.pop()
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(atomic, "_PAUSES", (0.0, 0.0, 0.0))
    atomic.write_bytes(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_free_never_names_what_exists(tmp_path: Path) -> None:
    for name in ("a.pdf", "a-2.pdf"):
        (tmp_path / name).touch()
    (tmp_path / "a-3.pdf").symlink_to(tmp_path / "nowhere")
    assert atomic.free(tmp_path / "a.pdf").name == "a-4.pdf"
    assert atomic.free(tmp_path / "b.pdf").name == "b.pdf"


def test_move_takes_only_a_free_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    with pytest.raises(UserError, match="save_failed"):
        atomic.move(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == b"a"
    assert (tmp_path / "b").read_bytes() == b"b"


def test_storage_reads_what_it_wrote(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "t.json")
    assert storage.read() is None
    tables: dict[str, dict[str, Any]] = {"t": {"1": {"name": "Città più è", "n": [1, 2.5, None, True]}}}
    storage.write(tables)
    assert storage.read() == tables


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'{"t": []}', b'{"t": {}} x', b"\xff", b"[" * 5000])
def test_storage_knows_damage(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "t.json").write_bytes(data)
    with pytest.raises(Damaged):
        AtomicStorage(tmp_path / "t.json").read()


def test_a_file_that_cannot_be_read_is_not_called_absent(tmp_path: Path) -> None:
    (tmp_path / "t.json").mkdir()
    with pytest.raises(UserError, match="read_failed"):
        AtomicStorage(tmp_path / "t.json").read()


def test_what_is_written_piece_by_piece_takes_its_place_only_when_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with atomic.replacing(path) as (file, meanwhile):
        file.write(b"ne")
        assert (path.read_bytes(), meanwhile.read_bytes()) == (b"old", b"ne")
        file.write(b"w")
    assert path.read_bytes() == b"new"
    with pytest.raises(ZeroDivisionError), atomic.replacing(path) as (file, _):  # noqa: PT012
        file.write(b"half")
        raise ZeroDivisionError
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a"]
    with pytest.raises(ValueError, match="closed"):
        file.write(b"too late")


def test_chunks_never_go_into_a_file_that_is_there(tmp_path: Path) -> None:
    atomic.write_chunks(tmp_path / "a", [b"1", b"2"])
    with pytest.raises(UserError, match="save_failed"):
        atomic.write_chunks(tmp_path / "a", [b"3"])
    assert (tmp_path / "a").read_bytes() == b"12"
