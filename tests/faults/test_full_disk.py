"""A disk that is really full, and one that is really read-only: a small tmpfs, where mounting is permitted."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from saving import PRACTICE, archive, clock

from app.domain.errors import UserError
from app.store.bin import Bin
from app.store.instance import InstanceLock
from app.store.settings import Settings


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 256 kB of its own."""
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("not checked: no mount(8) to make a small disk with")
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    done = subprocess.run(mount, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"not checked: mounting a small disk is not permitted here ({done.stderr.strip()})")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Takes all the room that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    assert shutil.disk_usage(disk).free == 0
    return filler


def test_full(disk: Path) -> None:
    it, settings = archive(disk), Settings(disk, clock)
    settings.set("language", "it")
    count = it.save(PRACTICE, {"n": 1}, 1, None).save_count
    filler = fill(disk)
    for what in (
        lambda: it.save(PRACTICE, {"n": 2, "room": "x" * 9000}, 1, count),
        lambda: it.save("two", {"n": 1}, 1, None),
        lambda: settings.set("language", "en"),
        lambda: settings.write_identity(b"x" * 9000),
    ):
        with pytest.raises(UserError, match="disk_full"):
            what()
    assert archive(disk).load(PRACTICE).dossier == {"n": 1}
    assert archive(disk).ids() == [PRACTICE]
    assert Settings(disk, clock).get("language") == "it"
    assert list(disk.rglob(".tmp-*")) == []
    filler.unlink()
    assert it.save(PRACTICE, {"n": 2}, 1, count).save_count == count + 1


def test_a_full_disk_still_opens(disk: Path) -> None:
    archive(disk).save(PRACTICE, {"n": 1}, 1, None)
    with InstanceLock(disk):
        pass
    fill(disk)
    with InstanceLock(disk):
        assert archive(disk).load(PRACTICE).dossier == {"n": 1}


def test_read_only(disk: Path) -> None:
    it = archive(disk)
    count = it.save(PRACTICE, {"n": 1}, 1, None).save_count
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for what in (
        lambda: it.save(PRACTICE, {"n": 2}, 1, count),
        lambda: it.save("two", {"n": 1}, 1, None),
        lambda: Bin(it, disk / "bin", clock).put(PRACTICE),
        lambda: Settings(disk, clock).set("language", "en"),
        lambda: InstanceLock(disk).acquire(),
    ):
        with pytest.raises(UserError, match="disk_read_only"):
            what()
    assert archive(disk).load(PRACTICE).dossier == {"n": 1}
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert it.save(PRACTICE, {"n": 2}, 1, count).save_count == count + 1
