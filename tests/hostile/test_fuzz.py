"""Importer and verification under a fuzzer that sees which lines it reaches: minutes, so by name only.

``VAGLIO_FUZZ_SECONDS`` shortens it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = int(os.environ.get("VAGLIO_FUZZ_SECONDS", "600"))
HERE = Path(__file__).parent


def fuzzed(script: str, folder: Path, runs_a_second: int) -> None:
    command = [sys.executable, str(HERE / script), str(SECONDS), str(folder)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=SECONDS + 300)
    assert done.returncode == 0, done.stderr[-4000:]
    assert not list(folder.glob("*-*")), done.stderr[-4000:]  # crash-…, timeout-…, oom-…
    runs = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    assert runs is not None
    print(f"{runs[1]} files tried, {(folder / 'seen').read_text('utf-8')}")
    assert int(runs[1]) > runs_a_second * SECONDS


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="not checked: the fuzzer is made for Linux only")
def test_fuzz_of_the_importer(tmp_path: Path) -> None:
    fuzzed("fuzz.py", tmp_path, 10)


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="not checked: the fuzzer is made for Linux only")
def test_fuzz_of_the_verification(tmp_path: Path) -> None:
    fuzzed("fuzz_verify.py", tmp_path, 3)
