"""A person walks the real window under a real X server, to a sealed PDF that verifies (see ``walk.py``)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.long


def test_walk_from_an_empty_archive_to_a_sealed_checklist(tmp_path: Path, display: str) -> None:
    pictures = Path(os.environ.get("VAGLIO_PICTURES", tmp_path / "pictures"))
    pictures.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    walk = [sys.executable, str(Path(__file__).with_name("walk.py")), str(tmp_path / "data"), str(pictures)]
    done = subprocess.run(walk, env=env, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    (sealed,) = (tmp_path / "data").glob("practices/*/*/signed/*.pdf")
    verify = [sys.executable, "-m", "app.cli", "verify", str(sealed)]
    assert subprocess.run(verify, cwd=ROOT, capture_output=True, timeout=60, check=False).returncode == 0
