"""The importer under a fuzzer that sees which lines it reaches: minutes, so by name only.

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
FUZZ = Path(__file__).with_name("fuzz.py")


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="not checked: the fuzzer is made for Linux only")
def test_fuzz_of_the_importer(tmp_path: Path) -> None:
    command = [sys.executable, str(FUZZ), str(SECONDS), str(tmp_path)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=SECONDS + 300)
    assert done.returncode == 0, done.stderr[-4000:]
    assert not list(tmp_path.glob("*-*")), done.stderr[-4000:]  # crash-…, timeout-…, oom-…
    runs = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    assert runs is not None
    print(f"{runs[1]} files tried, {(tmp_path / 'seen').read_text('utf-8')}")
    assert int(runs[1]) > 10 * SECONDS
