"""A signed PDF is never overwritten; an export is whole or not at all."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.store.archive import Archive
from app.store.signed import SignedFiles, export


@pytest.fixture
def signed(tmp_path: Path) -> SignedFiles:
    return SignedFiles(Archive(tmp_path, lambda: datetime(2026, 11, 23, tzinfo=UTC), 1))


def refuses(*_: object) -> int:
    raise OSError(28, "full")


def test_each_signed_pdf_keeps_its_own_name(signed: SignedFiles) -> None:
    paths = [signed.put("one", "relazione.pdf", data) for data in (b"1", b"2", b"3")]
    assert [path.name for path in paths] == ["relazione.pdf", "relazione-2.pdf", "relazione-3.pdf"]
    assert [path.read_bytes() for path in paths] == [b"1", b"2", b"3"]
    assert [signed.path("one", path.name) for path in paths] == paths
    assert signed.put("two", "relazione.pdf", b"4").name == "relazione.pdf"


def test_a_failed_one_leaves_no_trace(signed: SignedFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    first = signed.put("one", "a.pdf", b"1")
    with monkeypatch.context() as full:
        full.setattr(os, "write", refuses)
        with pytest.raises(UserError, match="disk_full"):
            signed.put("one", "a.pdf", b"2")
    assert [path.name for path in first.parent.iterdir()] == ["a.pdf"]
    assert first.read_bytes() == b"1"


def test_a_name_taken_at_the_last_moment_is_not_taken_twice(
    signed: SignedFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = signed.put("one", "a.pdf", b"1").parent
    real = os.open

    def another_is_faster(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == "a-2.pdf" and not Path(path).exists():
            Path(path).write_bytes(b"theirs")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", another_is_faster)
    assert signed.put("one", "a.pdf", b"mine").name == "a-3.pdf"
    assert (folder / "a-2.pdf").read_bytes() == b"theirs"


@pytest.mark.parametrize("name", ["../a.pdf", "b/a.pdf", "/a.pdf", ""])
def test_a_name_with_a_way_out_is_our_mistake(signed: SignedFiles, name: str) -> None:
    with pytest.raises(ValueError, match="not a file name"):
        signed.put("one", name, b"1")


def test_an_export_replaces_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "scrivania.pdf"
    export(target, b"old")
    export(target, b"new")
    monkeypatch.setattr(os, "write", refuses)
    with pytest.raises(UserError, match="disk_full"):
        export(target, b"newer")
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["scrivania.pdf"]


def test_an_export_to_nowhere_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="save_failed") as told:
        export(tmp_path / "absent" / "a.pdf", b"1")
    assert told.value.params["name"] == "a.pdf"
