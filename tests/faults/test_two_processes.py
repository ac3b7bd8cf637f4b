"""Two processes on one folder: whoever would overwrite the other's save is told instead."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from colleague import PRACTICES
from saving import PRACTICE, archive

from app.domain.errors import UserError

HERE = Path(__file__).parent
SCRIPT = str(HERE / "saving.py")
ONE_SAVE = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from colleague import PRACTICES
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


def work_together(folder: Path, operations: int) -> tuple[int, int]:
    """Two processes share ``operations``; how many changes were shown as saved, and how often one was refused."""
    start = archive(folder)
    for practice in PRACTICES:
        start.save(practice, {"lines": []}, 1, None)
    script = str(HERE / "colleague.py")
    processes = [
        subprocess.Popen(
            [sys.executable, script, str(folder), who, str(operations // 2)], stdout=subprocess.PIPE, text=True
        )
        for who in ("anna", "bruno")
    ]
    said = [line.split() for process in processes for line in process.communicate(timeout=600)[0].splitlines()]
    assert [process.returncode for process in processes] == [0, 0]
    shown = [(first, second) for first, second in said if first != "refused"]
    found = [(practice, line) for practice in PRACTICES for line in archive(folder).load(practice).dossier["lines"]]
    assert sorted(found) == sorted(shown)
    assert len(shown) == operations
    return len(shown), sum(int(second) for first, second in said if first == "refused")


def test_no_change_shown_as_saved_is_lost(tmp_path: Path) -> None:
    work_together(tmp_path, 100)


@pytest.mark.long
def test_two_processes_and_a_thousand_operations(tmp_path: Path) -> None:
    shown, refused = work_together(tmp_path, 1000)
    print(f"\n{shown} changes shown as saved, all there; {refused} times the other had been first")
    assert refused > 0  # else they never met


def test_a_turn_ends_with_its_process(tmp_path: Path) -> None:
    """Whoever is killed inside a save does not keep the others from saving."""
    mine = archive(tmp_path)
    mine.save(PRACTICE, {"n": 1}, 1, None)
    holding = (
        "import sys; from pathlib import Path; from app.store.turns import Turns\n"
        "with Turns(Path(sys.argv[1])).taken():\n    print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", holding, str(tmp_path / "instance.turn")],
        cwd=HERE.parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    process.kill()
    process.wait(20)
    assert mine.save(PRACTICE, {"n": 2}, 1, 1).save_count == 2
