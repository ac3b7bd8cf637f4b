"""A person without a mouse at the real window: to a sealed PDF, and its verification (see ``keyboard.py``)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.long


@pytest.mark.timeout(400)
def test_keys_alone_lead_from_an_empty_archive_to_a_verified_checklist(tmp_path: Path, display: str) -> None:
    pictures = Path(os.environ.get("VAGLIO_PICTURES", tmp_path / "pictures"))
    pictures.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    walk = [sys.executable, str(Path(__file__).with_name("keyboard.py")), str(tmp_path / "data"), str(pictures)]
    done = subprocess.run(walk, env=env, cwd=ROOT, capture_output=True, text=True, timeout=380, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "data").glob("practices/*/*/signed/*.pdf"))) == 1
