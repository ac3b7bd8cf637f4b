"""Other versions beside a practice are recognised by name, never taken for it, never removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.store.archive import Archive
from app.store.conflicts import Conflicts, is_conflict
from tests.law import NOW

NAMES = [
    "practice.sync-conflict-20260203-101500-ABCDEF7.json",
    "practice (conflicted copy 2026-02-03 101500).json",
    "practice (Anna's conflicted copy 2026-02-03).json",
    "practice (Anna's conflicted copy 2026-02-03 (1)).json",
    "practice (Copia in conflitto di anna-pc 2026-02-03).json",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_synchronising_programs_give(name: str) -> None:
    assert is_conflict(name)


@pytest.mark.parametrize(
    "name",
    [
        "practice.json",
        "practice.json.broken-20260203",
        ".tmp-0123456789ab",
        "claim",
        "claim.sync-conflict-20260203-101500-ABCDEF7",
        f"{NAMES[0]}.settled-20260203-101500",
        "practice (1).json",
    ],
)
def test_no_other_file_is_offered(name: str) -> None:
    assert not is_conflict(name)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    it = Archive(tmp_path, lambda: NOW, 1)
    it.save("one", {"n": 1}, 1, None)
    it.save("two", {"n": 1}, 1, None)
    return it


def beside(archive: Archive, name: str, n: int) -> Path:
    other = Archive(archive.folder("one").parents[2] / "elsewhere", lambda: NOW, 1)
    other.save("one", {"n": n}, 1, None)
    path = archive.folder("one") / name
    path.write_bytes((other.folder("one") / "practice.json").read_bytes())
    return path


def test_found_read_and_no_practice_of_its_own(archive: Archive) -> None:
    beside(archive, NAMES[0], 7)
    found = Conflicts(archive).all()
    assert [(one.practice_id, one.name) for one in found] == [("one", NAMES[0])]
    assert archive.load("one", NAMES[0]).dossier == {"n": 7}
    assert archive.load("one").dossier == {"n": 1}
    assert archive.ids() == ["one", "two"]


def test_settled_it_stays_on_disk_and_is_not_offered(archive: Archive) -> None:
    path = beside(archive, NAMES[1], 7)
    data = path.read_bytes()
    conflicts = Conflicts(archive)
    kept = conflicts.settle(conflicts.find(f"one/{NAMES[1]}"), "20260203")
    assert kept.read_bytes() == data
    assert conflicts.all() == ()
    with pytest.raises(UserError, match="conflict_gone"):
        conflicts.find(f"one/{NAMES[1]}")
