"""``vaglio archive move`` and ``archive use`` from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.store.archive import Archive
from tests.law import NOW

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="not checked: only Linux has XDG_DATA_HOME")


def vaglio(home: Path, *arguments: object, lang: str = "it") -> subprocess.CompletedProcess[str]:
    variables = {name: value for name, value in os.environ.items() if name != "VAGLIO_DATA"}
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *map(str, arguments), "--lang", lang],
        cwd=ROOT,
        env={**variables, "XDG_DATA_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    it = Archive(tmp_path / "vaglio", lambda: NOW, 1)
    it.save("one", {"practice": {}}, 1, None)
    return tmp_path


def test_moved_listed_and_the_old_one_forgotten(home: Path) -> None:
    new = home / "new"
    done = vaglio(home, "archive", "move", new)
    assert done.returncode == 0, done.stderr
    assert str(new) in done.stdout
    assert "--forget-old" in done.stdout
    assert "2" in done.stderr
    assert vaglio(home, "list").stdout.startswith("one  ")
    assert (home / "vaglio" / "practices").is_dir()
    assert vaglio(home, "archive", "move", "--forget-old").returncode == 0
    assert not (home / "vaglio" / "practices").exists()
    assert vaglio(home, "list").stdout.startswith("one  ")


def test_out_of_reach_nothing_is_made_there(home: Path) -> None:
    new = home / "new"
    assert vaglio(home, "archive", "move", new).returncode == 0
    new.rename(home / "unplugged")
    done = vaglio(home, "list")
    assert done.returncode == 2
    assert "new" in done.stderr
    assert not new.exists()
    assert vaglio(home, "archive", "use", home / "unplugged", "--shared").returncode == 0
    assert vaglio(home, "list").stdout.startswith("one  ")
    assert json.loads((home / "vaglio" / "data-folder.json").read_text())["shared"] is True


def test_refused_in_one_sentence(home: Path) -> None:
    for arguments in (("move", home), ("move", home / "vaglio"), ("use", home)):
        done = vaglio(home, "archive", *arguments, lang="en")
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
    assert vaglio(home, "archive", "move").returncode == 2
    assert vaglio(home, "list").stdout.startswith("one  ")


def test_a_folder_named_by_hand_has_no_pointer(home: Path) -> None:
    done = vaglio(home, "archive", "move", home / "new", "--data", home / "vaglio")
    assert done.returncode == 0
    assert "--data" in done.stdout
    assert not (home / "vaglio" / "data-folder.json").exists()
