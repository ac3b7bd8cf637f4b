"""Each system call of an import fails, or the process is gone at it: each practice is old or new, never neither."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from saving import CALLS

from app.desk.laws import Laws
from app.domain.errors import UserError
from app.library.shelf import Shelf
from app.store import leftovers
from tests.desks import desk_on
from tests.hostile.test_hostile import Tree, tree
from tests.law import CIRCULARS

FAULTS = [errno.ENOSPC, errno.EROFS, errno.EIO]
EVERY = (*CALLS, "rename", "unlink", "rmdir")
IMPORT = """
import os, sys
sys.path[:0] = [sys.argv[1], os.path.join(sys.argv[1], "tests", "faults")]
from pathlib import Path
import saving
from tests.desks import desk_on
with desk_on(Path(sys.argv[2]), start=50) as desk:
    with desk.preview_bundle(Path(sys.argv[3])) as plan:
        saving.CALLS = (*saving.CALLS, "rename", "unlink", "rmdir")
        saving.kill_at(int(sys.argv[4]))
        desk.import_bundle(plan, {"p1": "newer", "p2": "newer"})
        os._exit(0)
"""


@pytest.fixture(autouse=True, scope="module")
def one_law() -> Iterator[None]:
    """Read once: it is not what is tried here."""
    laws = Laws(Shelf(CIRCULARS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.desks.Laws", lambda _shelf: laws)
        yield


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A data folder with p1, and a bundle with a later p1 that has a signed PDF more, and p2, new."""
    place = tmp_path_factory.mktemp("import")
    with desk_on(place / "data") as desk:
        desk.create("Uno")
        desk.close()
        desk._shelves.put_signed("p1", "a.pdf", b"%PDF a")
        copied(place / "data", place / "old")
        desk.open("p1")
        desk.set_practice(note="più avanti")
        desk.create("Due")
        desk.close()
        for practice_id in ("p1", "p2"):
            desk._shelves.put_signed(practice_id, "b.pdf", b"%PDF b")
        desk.export_bundle((), place / "x.vaglio")
    return place / "old", place / "x.vaglio"


def copied(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file() and path.name != "index.json":
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())


@contextmanager
def failing(n: int, code: int, times: int) -> Iterator[Callable[[], int]]:
    """From the n-th system call on, ``times`` calls fail; gives how many were made."""
    made = 0

    def faulty(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            nonlocal made
            made += 1
            if n <= made < n + times:
                if name == "close":
                    real(*args)
                raise OSError(code, os.strerror(code))
            return real(*args, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in EVERY:
            patch.setattr(os, name, faulty(name, getattr(os, name)))
        yield lambda: made


def state(folder: Path) -> dict[str, Tree]:
    """Each practice's folder; what is half-written and swept later apart."""
    found = {one: tree(path) for one in ("p1", "p2") for path in folder.glob(f"practices/*/{one}")}
    return {one: {name: part for name, part in whole.items() if ".tmp-" not in name} for one, whole in found.items()}


def check(folder: Path, old: dict[str, Tree], new: dict[str, Tree]) -> None:
    """p1 is the old or the new one with all its files, p2 is there whole or not at all, what was replaced is kept."""
    found = state(folder)
    assert found.get("p2") in (None, new["p2"])
    mine = found["p1"]["practice.json"]
    assert mine in (old["p1"]["practice.json"], new["p1"]["practice.json"])
    files = {name: one for name, one in found["p1"].items() if name != "practice.json"}
    expected = new if mine == new["p1"]["practice.json"] else old
    assert files.items() >= {name: one for name, one in expected["p1"].items() if name != "practice.json"}.items()
    assert files.items() <= {name: one for name, one in new["p1"].items() if name != "practice.json"}.items()
    if mine == new["p1"]["practice.json"]:
        kept = [path.read_bytes() for path in folder.glob("backups/before-import/*/p1/practice*.json")]
        assert old["p1"]["practice.json"][1] in kept


def bring(folder: Path, file: Path) -> list[str]:
    with desk_on(folder, start=50) as desk, desk.preview_bundle(file) as plan:
        wishes = {item.id: item.choices[0] for item in plan.items}
        return [one.done for one in desk.import_bundle(plan, wishes)]


def states(bundle: tuple[Path, Path], tmp_path: Path) -> tuple[dict[str, Tree], dict[str, Tree]]:
    copied(bundle[0], tmp_path / "new")
    assert bring(tmp_path / "new", bundle[1]) == ["replaced", "added"]
    return state(bundle[0]), state(tmp_path / "new")


@pytest.mark.parametrize("times", [1, 1000])
def test_calls_of_an_import(bundle: tuple[Path, Path], tmp_path: Path, times: int) -> None:
    every_call(bundle, tmp_path, errno.EIO, times, step=4)


@pytest.mark.long
@pytest.mark.parametrize("times", [1, 2, 1000])
@pytest.mark.parametrize("code", FAULTS, ids=errno.errorcode.__getitem__)
def test_faults_of_every_call_of_an_import(bundle: tuple[Path, Path], tmp_path: Path, code: int, times: int) -> None:
    every_call(bundle, tmp_path, code, times, step=1)


def every_call(bundle: tuple[Path, Path], tmp_path: Path, code: int, times: int, step: int) -> None:
    old, new = states(bundle, tmp_path)
    failures = 0
    for n in range(1, 500, step):
        folder = tmp_path / str(n)
        copied(bundle[0], folder)
        with desk_on(folder, start=50) as desk, desk.preview_bundle(bundle[1]) as plan:
            with failing(n, code, times) as made:
                try:
                    brought = desk.import_bundle(plan, {"p1": "newer"})
                except UserError:
                    failures += 1
                    brought = ()
                    assert state(folder) == old, n  # it failed before anything was put in place
                calls = made()
            for one in brought:
                if one.problem is not None:
                    failures += 1
                elif one.done != "failed":
                    assert state(folder)[one.id] == new[one.id], n
        check(folder, old, new)
        if not brought or any(one.problem for one in brought):
            bring(folder, bundle[1])  # again, on a disk that is well: nothing stands in the way
        assert state(folder) == new, n
        if calls < n:
            break
    assert calls < n
    assert failures > 60 / step


def test_every_call_of_an_export(bundle: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "x.vaglio"
    copied(bundle[0], tmp_path / "data")
    before = state(tmp_path / "data")
    with desk_on(tmp_path / "data") as desk:
        for n in range(1, 200):
            out.write_bytes(b"what was there")
            with failing(n, errno.EIO, 1) as made:
                try:
                    desk.export_bundle(["p1"], out)
                    said = True
                except UserError as problem:
                    said = False
                    assert problem.key in ("save_failed", "read_failed")  # noqa: PT017
                calls = made()
            if out.read_bytes() == b"what was there":
                assert not said
            else:
                with desk.preview_bundle(out) as plan:
                    assert [item.relation for item in plan.items] == ["same"]
            if calls < n:
                break
    assert said
    assert n > 15
    assert state(tmp_path / "data") == before


@pytest.mark.skipif(sys.platform == "win32", reason="not checked: no SIGKILL on Windows")
def test_killed_on_calls_of_an_import(bundle: tuple[Path, Path], tmp_path: Path) -> None:
    killed(bundle, tmp_path, step=15)


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="not checked: no SIGKILL on Windows")
def test_faults_killed_on_every_call_of_an_import(bundle: tuple[Path, Path], tmp_path: Path) -> None:
    killed(bundle, tmp_path, step=1)


def killed(bundle: tuple[Path, Path], tmp_path: Path, step: int) -> None:
    old, new = states(bundle, tmp_path)
    root = str(Path(__file__).resolve().parents[2])
    kills = 0
    for n in range(1, 500, step):
        folder = tmp_path / str(n)
        copied(bundle[0], folder)
        command = [sys.executable, "-c", IMPORT, root, str(folder), str(bundle[1]), str(n)]
        code = subprocess.run(command, timeout=60).returncode
        assert code in (0, -9)
        check(folder, old, new)
        leftovers.sweep(folder)
        assert not list(folder.rglob(".tmp-*"))
        bring(folder, bundle[1])
        assert state(folder) == new, n
        if code == 0:
            break
        kills += 1
    assert code == 0
    assert kills > 40 / step
