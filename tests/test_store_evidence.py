"""Files kept as evidence: each under its own hash, never followed without an end, and told when it is another."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.store import evidence
from app.store.archive import Archive
from app.store.evidence import EvidenceFiles, read_source

DATA = b"una schermata"
DIGEST = sha256(DATA).hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> EvidenceFiles:
    return EvidenceFiles(Archive(tmp_path / "data", lambda: datetime(2026, 11, 23, tzinfo=UTC), 3))


def written(folder: Path, data: bytes = DATA, name: str = "foto.png") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def at(folder: Path) -> Path:
    (found,) = (folder / "data").rglob(DIGEST)
    return found


def test_a_file_is_kept_under_its_hash_and_comes_out_the_same(files: EvidenceFiles, tmp_path: Path) -> None:
    source = read_source(written(tmp_path))
    assert (source.name, source.sha256) == ("foto.png", DIGEST)
    files.put("p1", source)
    assert files.state("p1", DIGEST) == "kept"
    assert files.content("p1", DIGEST, "foto.png") == DATA
    assert at(tmp_path).parent.name == "evidence"
    assert [path.name for path in at(tmp_path).parent.iterdir()] == [DIGEST]


def test_what_is_there_and_whole_is_not_written_again(files: EvidenceFiles, tmp_path: Path) -> None:
    files.put("p1", read_source(written(tmp_path)))
    before = os.stat(at(tmp_path)).st_mtime_ns, os.stat(at(tmp_path)).st_ino
    files.put("p1", read_source(written(tmp_path, name="altro nome.png")))
    assert (os.stat(at(tmp_path)).st_mtime_ns, os.stat(at(tmp_path)).st_ino) == before


@pytest.mark.parametrize(
    ("spoil", "state", "key"),
    [
        (lambda path: path.unlink(), "missing", "evidence_missing"),
        (lambda path: path.write_bytes(DATA[:-1]), "changed", "evidence_changed"),
        (lambda path: path.write_bytes(DATA + b" "), "changed", "evidence_changed"),
        (lambda path: (path.unlink(), path.mkdir()), "unread", "read_failed"),
    ],
)
def test_a_file_that_is_no_longer_the_one_is_told_and_never_given_out(
    files: EvidenceFiles, tmp_path: Path, spoil: object, state: str, key: str
) -> None:
    files.put("p1", read_source(written(tmp_path)))
    spoil(at(tmp_path))  # type: ignore[operator]
    assert files.state("p1", DIGEST) == state
    with pytest.raises(UserError) as told:
        files.content("p1", DIGEST, "foto.png")
    assert told.value.key == key


def test_the_same_file_again_mends_it(files: EvidenceFiles, tmp_path: Path) -> None:
    source = read_source(written(tmp_path))
    files.put("p1", source)
    at(tmp_path).write_bytes(b"altro")
    files.put("p1", source)
    assert files.state("p1", DIGEST) == "kept"


def test_a_full_disk_leaves_nothing_half_written(
    files: EvidenceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = read_source(written(tmp_path))

    def refuse(*_: object) -> int:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(UserError, match="disk_full"):
        files.put("p1", source)
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == []
    assert files.state("p1", DIGEST) == "missing"


def test_sources_that_are_no_evidence_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_BYTES", 10)
    monkeypatch.setattr(evidence, "_CHUNK", 4)
    cases = {
        tmp_path: "evidence_no_file",
        Path(os.devnull): "evidence_no_file",
        tmp_path / "absent": "read_failed",
        written(tmp_path, b"", "vuoto.txt"): "evidence_empty",
        written(tmp_path, b"x" * 11, "grande.bin"): "evidence_too_big",
    }
    for path, key in cases.items():
        with pytest.raises(UserError) as told:
            read_source(path)
        assert told.value.key == key
    assert read_source(written(tmp_path, b"x" * 10, "giusto.bin")).data == b"x" * 10


@pytest.mark.parametrize("digest", ["../../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 63 + "/"])
def test_a_hash_out_of_a_file_is_never_a_way_out(files: EvidenceFiles, digest: str) -> None:
    with pytest.raises(UserError, match="practice_unreadable"):
        files.content("p1", digest, "x")
    with pytest.raises(UserError, match="practice_unreadable"):
        files.drop("p1", [digest])
    assert files.state("p1", digest) == "changed"


def test_dropping_what_is_gone_already_is_no_error(files: EvidenceFiles, tmp_path: Path) -> None:
    files.put("p1", read_source(written(tmp_path)))
    files.drop("p1", [DIGEST, "0" * 64])
    assert files.state("p1", DIGEST) == "missing"
