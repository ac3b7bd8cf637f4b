"""One process per data folder, also after the first one was killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.store.instance import InstanceLock

ROOT = Path(__file__).resolve().parent.parent
HOLDER = """
import sys
from pathlib import Path
from app.store.instance import InstanceLock
with InstanceLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_refused_and_told_who_is_first(tmp_path: Path) -> None:
    first = holder(tmp_path)
    try:
        second = InstanceLock(tmp_path)
        with pytest.raises(UserError, match="already_running") as told:
            second.acquire()
        assert told.value.params == {"pid": first.pid}
        second.release()
        assert InstanceLock(tmp_path).owner() == first.pid
    finally:
        first.communicate("go\n", timeout=20)
    with InstanceLock(tmp_path) as lock:
        assert lock.owner() == os.getpid()
    assert InstanceLock(tmp_path).owner() is None


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    first = holder(tmp_path)
    first.kill()
    first.communicate(timeout=20)
    with InstanceLock(tmp_path) as lock:
        assert lock.owner() == os.getpid()


def test_the_folder_is_made(tmp_path: Path) -> None:
    with InstanceLock(tmp_path / "new" / "folder"), pytest.raises(UserError, match="already_running"):
        InstanceLock(tmp_path / "new" / "folder").acquire()


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="save_failed"):
        InstanceLock(tmp_path / "file" / "data").acquire()


def test_no_room_for_the_pid_is_no_reason_to_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with InstanceLock(tmp_path) as lock:
        assert lock.owner() is None
