"""The data folder moved: all there and equal, or all where it was; whenever it is called off, fails or is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.store import moving
from app.store.archive import Archive
from app.store.moving import MARKER, Home
from tests.law import NOW

ROOT = Path(__file__).resolve().parent.parent


class Moved:
    """An archive in its usual place, and where it is to go."""

    def __init__(self, root: Path) -> None:
        self.old, self.new = root / "usual", root / "elsewhere" / "new"
        self.pointer = self.old / "data-folder.json"
        it = Archive(self.old, lambda: NOW, 1)
        for name in ("one", "two"):
            it.save(name, {"n": name}, 1, None)
        signed = it.folder("one") / "signed" / "checklist.pdf"
        signed.parent.mkdir()
        signed.write_bytes(b"%PDF" + bytes(1024 * 1024))
        (it.folder("one") / "claim").write_text("{}")
        (self.old / "settings.json").write_text("{}")
        (self.old / "identity.p12").write_bytes(b"key")
        (self.old / "instance.lock").touch()
        self.before = content(self.old)

    def move(self, **named: object) -> int:
        arguments = {"progress": lambda _n, _total: None, "cancelled": lambda: False, **named}
        return moving.move(here(self.old), here(self.new), self.pointer, **arguments)  # type: ignore[arg-type]

    def points_to(self) -> Path:
        return Path(json.loads(self.pointer.read_text())["folder"]) if self.pointer.exists() else self.old


def here(folder: Path) -> Home:
    return Home(folder, folder)


def content(folder: Path) -> dict[str, bytes]:
    """What is worth keeping in a folder."""
    passing = ("instance.", "data-folder.", ".tmp-", "claim")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(passing)
    }


@pytest.fixture
def it(tmp_path: Path) -> Moved:
    return Moved(tmp_path)


def test_all_there_and_equal_and_the_old_one_stays(it: Moved) -> None:
    assert it.move() == len(it.before)
    assert content(it.new) == content(it.old) == it.before
    assert it.points_to() == it.new
    assert not (it.new / MARKER).exists()
    assert list(it.new.rglob("claim")) == []


def test_the_old_one_goes_when_told_to(it: Moved) -> None:
    it.move()
    assert moving.forget_old(it.pointer, here(it.new)) == it.old
    assert content(it.old) == {}
    assert content(it.new) == it.before
    assert it.points_to() == it.new
    assert moving.forget_old(it.pointer, here(it.new)) is None


@pytest.mark.parametrize("change", ["written", "added"])
def test_an_old_one_that_was_written_to_since_stays(it: Moved, change: str) -> None:
    it.move()
    file = it.old / ("settings.json" if change == "written" else "practices/note.txt")
    file.write_text("later")
    before = content(it.old)
    with pytest.raises(UserError, match="old_folder_kept"):
        moving.forget_old(it.pointer, here(it.new))
    assert content(it.old) == before


def test_a_move_never_finished_leaves_nothing_to_forget(it: Moved) -> None:
    it.move()
    assert moving.forget_old(it.pointer, here(it.old)) is None
    assert content(it.old) == it.before


def test_called_off_at_every_step(it: Moved) -> None:
    for last in range(100):
        left = iter(range(last))
        try:
            it.move(cancelled=lambda left=left: next(left, None) is None)
        except UserError as problem:
            assert problem.key == "move_cancelled"  # noqa: PT017
        else:
            break
        assert it.points_to() == it.old
        assert content(it.old) == it.before
        assert not it.new.exists()
    assert last > 2 * len(it.before)
    assert content(it.new) == it.before


KILLED = """
import os, sys
from pathlib import Path
from app.store import moving
old, new, step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
def die(n, total):
    if n == step:
        os._exit(9)
real = os.replace
def replace(source, target):
    if step < 0 and Path(target).name == "data-folder.json":
        if step == -1: os._exit(9)
        real(source, target); os._exit(9)
    real(source, target)
os.replace = replace
moving.move(moving.Home(old, old), moving.Home(new, new), old / "data-folder.json", die, lambda: False)
"""


def test_killed_at_every_step_the_pointer_leads_to_a_whole_archive(tmp_path: Path) -> None:
    steps = 0
    for step in (*range(100), -1, -2):
        it = Moved(tmp_path / str(step))
        command = [sys.executable, "-c", KILLED, str(it.old), str(it.new), str(step)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60)
        if done.returncode == 0:
            assert it.points_to() == it.new
            break
        assert done.returncode == 9, done.stderr
        steps += 1
        assert content(it.old) == it.before
        assert content(it.points_to()) == it.before
        if it.points_to() == it.old:
            it.move()
        assert content(it.new) == it.before
    assert steps == 2 * len(it.before) + 1
    for step in (-1, -2):  # on switching the pointer: just before, just after
        it = Moved(tmp_path / f"pointer{step}")
        command = [sys.executable, "-c", KILLED, str(it.old), str(it.new), str(step)]
        assert subprocess.run(command, cwd=ROOT, timeout=60).returncode == 9
        assert it.points_to() == (it.old if step == -1 else it.new)
        assert content(it.points_to()) == it.before


def test_a_copy_that_is_not_equal_is_taken_back(it: Moved, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def corrupt(source: Path, target: Path) -> None:
        if Path(target).name == "checklist.pdf":
            Path(source).write_bytes(b"%PDF rotten")
        real(source, target)

    monkeypatch.setattr(os, "replace", corrupt)
    with pytest.raises(UserError, match="move_differs"):
        it.move()
    assert it.points_to() == it.old
    assert content(it.old) == it.before
    assert not it.new.exists()


def test_what_is_written_during_the_move_calls_it_off(it: Moved) -> None:
    def somebody_writes(n: int, _total: int) -> None:
        if n == len(it.before) + 1:
            Archive(it.old, lambda: NOW, 1).save("three", {"n": "three"}, 1, None)

    with pytest.raises(UserError, match="move_differs"):
        it.move(progress=somebody_writes)
    assert it.points_to() == it.old
    assert not it.new.exists()


def test_refused_before_anything_is_done(it: Moved, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "diary.txt").write_text("mine")
    for target, key in (
        (full, "move_not_empty"),
        (it.old, "move_inside"),
        (it.old / "practices" / "x", "move_inside"),
        (it.old.parent, "move_inside"),
    ):
        it.new = target
        with pytest.raises(UserError, match=key):
            it.move()
    assert content(full) == {"diary.txt": b"mine"}
    assert content(it.old) == it.before
    (it.old / "practices" / "link").symlink_to(full)
    it.new = tmp_path / "new"
    with pytest.raises(UserError, match="move_link"):
        it.move()
    assert not it.new.exists()


def test_into_a_synchronised_folder_that_has_only_its_marks(it: Moved) -> None:
    (it.new / ".stfolder").mkdir(parents=True)
    (it.new / ".stignore").write_text("x")
    it.move()
    assert (it.new / ".stignore").read_text() == "x"
    assert {name: data for name, data in content(it.new).items() if name != ".stignore"} == it.before


def test_shared_settings_and_seal_stay_on_this_computer(it: Moved) -> None:
    moving.move(here(it.old), Home(it.new, it.old), it.pointer, lambda _n, _total: None, lambda: False)
    own = {"settings.json", "identity.p12"}
    assert content(it.new) == {name: data for name, data in it.before.items() if name not in own}
    assert json.loads(it.pointer.read_text())["shared"] is True
    moving.forget_old(it.pointer, Home(it.new, it.old))
    assert set(content(it.old)) == own
    # And back to a folder of one's own: everything is together again.
    alone = it.new.parent / "alone"
    moving.move(Home(it.new, it.old), here(alone), it.pointer, lambda _n, _total: None, lambda: False)
    assert content(alone) == it.before


def test_an_archive_that_is_there_already_is_used_as_it_is(it: Moved, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no_archive_there"):
        moving.use(here(tmp_path), it.pointer)
    assert not it.pointer.exists()
    other = Moved(tmp_path / "studio")
    moving.use(Home(other.old, it.old), it.pointer)
    assert it.points_to() == other.old
    assert content(other.old) == other.before
