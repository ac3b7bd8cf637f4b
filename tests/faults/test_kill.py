"""kill -9 while saving: what was said to be saved is there, and the file is never neither old nor new."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from saving import PRACTICE, archive

from app.store import leftovers
from app.store.archive import Archive

SCRIPT = Path(__file__).with_name("saving.py")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="not checked: no SIGKILL on Windows")


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def acknowledged(output: str) -> int:
    """The last save that was said: the last whole line."""
    whole = output[: output.rfind("\n") + 1].split("\n")[:-1]
    return int(whole[-1].split()[0]) if whole else 0


def check(folder: Path, last_said: int) -> None:
    """The practice holds the last acknowledged save, or the one that was under way; then all goes on as usual."""
    it: Archive = archive(folder)
    if last_said == 0 and it.ids() == []:
        return
    found = it.load(PRACTICE)
    assert found.save_count in (last_said, last_said + 1)
    assert found.dossier["number"] == found.save_count
    leftovers.sweep(folder)
    assert list(folder.rglob(".tmp-*")) == []
    assert it.load(PRACTICE) == found


def kill_at_random(folder: Path, rounds: int) -> None:
    """Each round a new process goes on with the same practice and is killed somewhere in its saves."""
    chance = random.Random(rounds)
    for _ in range(rounds):
        before = archive(folder).load(PRACTICE).save_count if archive(folder).ids() else 0
        process = start(folder, 0)
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        output = first + process.communicate(timeout=20)[0]
        assert process.returncode == -signal.SIGKILL
        last_said = acknowledged(output)
        assert last_said > before
        check(folder, last_said)


def test_killed_10_times_at_random(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 10)


@pytest.mark.long
def test_killed_100_times_at_random(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 100)


def test_killed_on_every_call_of_the_first_saves(tmp_path: Path) -> None:
    """Folders made, then a new file, then a file replaced: dead on entering each call in turn."""
    kills = 0
    for n in range(1, 100):
        folder = tmp_path / str(n)
        folder.mkdir()
        process = start(folder, 3, n)
        output = process.communicate(timeout=20)[0]
        check(folder, acknowledged(output))
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL
        kills += 1
    assert acknowledged(output) == 3
    assert kills > 3 * 7  # open, write, fsync, close, replace, and the folder's open and fsync; three saves
