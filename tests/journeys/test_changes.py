"""Minds changed at the real window: an early answer, the language, and the plug pulled (see ``changes.py``)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.long


class Walks:
    def __init__(self, folder: Path, display: str) -> None:
        self.data = folder / "data"
        self.pictures = Path(os.environ.get("VAGLIO_PICTURES", folder / "pictures"))
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}

    def start(self, part: str) -> subprocess.Popen[str]:
        walk = [sys.executable, str(Path(__file__).with_name("changes.py")), str(self.data), str(self.pictures), part]
        return subprocess.Popen(walk, env=self.env, cwd=ROOT, stderr=subprocess.PIPE, text=True)

    def run(self, part: str) -> None:
        walk = self.start(part)
        try:
            _, said = walk.communicate(timeout=180)
        finally:
            walk.kill()
        assert walk.returncode == 0, said


@pytest.fixture
def walks(tmp_path: Path, display: str) -> Walks:
    return Walks(tmp_path, display)


@pytest.mark.timeout(240)
def test_an_early_answer_is_changed_and_taken_back_with_all_that_hung_on_it(walks: Walks) -> None:
    walks.run("change")


@pytest.mark.timeout(240)
def test_another_language_in_mid_question_keeps_choice_and_note(walks: Walks) -> None:
    walks.run("language")


@pytest.mark.timeout(300)
def test_killed_in_mid_question_it_opens_there_again(walks: Walks) -> None:
    begun = walks.start("begin")
    try:
        end = time.monotonic() + 120
        while not (walks.data / "at.json").exists():
            assert begun.poll() is None, begun.stderr.read() if begun.stderr else ""
            assert time.monotonic() < end, "the question was never reached"
            time.sleep(0.1)
        os.kill(begun.pid, signal.SIGKILL)
        assert begun.wait(20) == -signal.SIGKILL
    finally:
        begun.kill()
    walks.run("reopen")
