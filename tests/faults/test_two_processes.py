"""Two processes on one folder: whoever would overwrite the other's save is told instead."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from saving import PRACTICE, archive

from app.domain.errors import UserError

HERE = Path(__file__).parent
SCRIPT = str(HERE / "saving.py")
ONE_SAVE = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from saving import PRACTICE, archive
from app.domain.errors import UserError
try:
    print(archive(Path(sys.argv[2])).save(PRACTICE, {"theirs": int(sys.argv[3])}, 1, int(sys.argv[3])).save_count)
except UserError as problem:
    print(problem.key)
"""


def another_saves(folder: Path, expected: int) -> str:
    """What a second process answers that saves over the ``expected`` state."""
    command = [sys.executable, "-c", ONE_SAVE, str(HERE), str(folder), str(expected)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout.strip()


def test_neither_overwrites_the_other(tmp_path: Path) -> None:
    mine = archive(tmp_path)
    mine.save(PRACTICE, {"mine": 0}, 1, None)
    assert another_saves(tmp_path, 1) == "2"
    with pytest.raises(UserError, match="changed_outside"):
        mine.save(PRACTICE, {"mine": 1}, 1, 1)
    assert mine.load(PRACTICE).dossier == {"theirs": 1}
    assert mine.save(PRACTICE, {"mine": 2}, 1, 2).save_count == 3
    assert another_saves(tmp_path, 2) == "changed_outside"
    assert mine.load(PRACTICE).dossier == {"mine": 2}


def test_a_reader_always_finds_a_whole_file(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, SCRIPT, str(tmp_path), "300"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    seen = 0
    while process.poll() is None:
        found = archive(tmp_path).load(PRACTICE)
        assert found.dossier["number"] == found.save_count >= seen
        seen = found.save_count
    output = process.communicate(timeout=20)[0]
    assert output.splitlines()[-1] == "300 300"
    assert archive(tmp_path).load(PRACTICE).save_count == 300
