"""The archive's commands: what is damaged is said by the exit code too, and a copy comes back whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from tests.desks import desk_on, saved_as
from tests.test_desk_shelves import practice_file

ROOT = Path(__file__).resolve().parent.parent


def name_on_disk(folder: Path) -> str:
    dossier = json.loads(practice_file(folder, "p1").read_bytes())["practice"]["1"]["dossier"]
    return str(dossier["practice"]["company"]["name"])


def run(folder: Path, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(["archive", args[0], "--data", str(folder), *args[1:]])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "data"
    saved_as(place, "Uno", "Due")
    return place


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_check_finds_nothing_and_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    code, out, err = run(folder, capsys, "check")
    assert (code, out) == (0, "")
    assert "1 pratiche e 2 copie: danneggiate 0" in err
    assert contents(folder) == before


def test_check_names_what_is_damaged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practice_file(folder, "p1").write_bytes(b"{")
    newest = max((folder / "backups").rglob("*-2-*.json"))
    newest.write_bytes(b"{")
    code, out, _ = run(folder, capsys, "check")
    assert code == 1
    assert out.splitlines() == ["p1  unreadable", f"p1  {newest.name}  copy_unreadable"]
    practice_file(folder, "p1").unlink()
    code, out, _ = run(folder, capsys, "check")
    assert (code, out.splitlines()[0]) == (1, "p1  gone")


def test_the_index_is_rebuilt_from_the_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = folder / "index.json"
    raw: Any = json.loads(index.read_bytes())
    raw["practices"]["1"]["facts"]["name"] = "Una bugia"
    index.write_text(json.dumps(raw), "utf-8")
    assert run(folder, capsys, "rebuild-index")[0] == 0
    assert "Due" in index.read_text("utf-8")
    assert "bugia" not in index.read_text("utf-8")
    practice_file(folder, "p1").write_bytes(b"{")
    code, _, err = run(folder, capsys, "rebuild-index")
    assert code == 1
    assert "non leggibili 1" in err


def test_backup_copies_what_changed_and_says_what_it_could_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, capsys, "backup")[:2] == (0, "")
    for copy in (folder / "backups").rglob("*.json"):
        copy.unlink()
    code, out, _ = run(folder, capsys, "backup")
    assert (code, len(out.splitlines()), out.split()[0]) == (0, 1, "p1")
    practice_file(folder, "p1").write_bytes(b"{")
    code, out, err = run(folder, capsys, "backup", "p1")
    assert (code, out) == (1, "")
    assert "danneggiato" in err


def test_restore_lists_takes_the_newest_that_differs_or_the_one_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(folder, capsys, "restore", "p1", "--list")
    assert code == 0
    newest, oldest = (line.split()[0] for line in out.splitlines())
    assert run(folder, capsys, "restore", "p1")[:2] == (0, f"p1  {oldest}\n")
    assert name_on_disk(folder) == "Uno"
    assert run(folder, capsys, "restore", "p1", "--copy", newest)[0] == 0
    assert name_on_disk(folder) == "Due"
    before = practice_file(folder, "p1").read_bytes()
    assert run(folder, capsys, "restore", "p1", "--copy", "nothing.json")[0] == 2
    assert run(folder, capsys, "restore", "nessuna")[0] == 1
    assert practice_file(folder, "p1").read_bytes() == before


def test_restore_recovers_what_is_damaged_and_brings_back_what_was_deleted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    practice_file(folder, "p1").write_bytes(b"{")
    assert run(folder, capsys, "restore", "p1")[0] == 0
    assert name_on_disk(folder) == "Due"
    with desk_on(folder) as desk:
        desk.delete("p1")
    assert run(folder, capsys, "restore", "p1", "--deleted")[0] == 0
    assert name_on_disk(folder) == "Due"
    assert run(folder, capsys, "restore", "p1", "--deleted")[0] == 2


def test_progress_goes_to_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with desk_on(tmp_path / "data") as desk:
        for _ in range(25):
            desk.create("Una")
        desk.close()
    code, out, err = run(tmp_path / "data", capsys, "rebuild-index")
    assert (code, out) == (0, "")
    assert "25/25" in err


def test_a_folder_in_use_is_not_written(folder: Path) -> None:
    from app.store.instance import InstanceLock

    with InstanceLock(folder):
        command = [sys.executable, "-m", "app.cli", "archive", "backup", "--data", str(folder)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "già aperto" in done.stderr
