"""Where things are: source, installed, frozen; and whose word decides on the data folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from app import paths

ROOT = Path(__file__).resolve().parent.parent


def test_resources_lie_beside_the_code() -> None:
    assert paths.resources() == ROOT / "resources"


def test_a_frozen_program_finds_its_own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_fonts_hold_the_styles_the_paper_needs() -> None:
    names = {file.name for file in paths.fonts().glob("*.ttf")}
    assert {f"SourceSansPro-{style}.ttf" for style in ("Regular", "It", "Bold", "BoldIt")} <= names
    assert (paths.fonts() / "LICENSE.txt").is_file()


def test_the_override_wins_over_the_environment(tmp_path: Path) -> None:
    assert paths.data_dir(tmp_path / "mine") == tmp_path / "mine"


def test_the_environment_wins_over_the_usual_place(tmp_path: Path) -> None:
    assert paths.data_dir() == tmp_path / "data"


def test_a_relative_override_no_longer_depends_on_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.data_dir(Path("mine")) == tmp_path / "mine"


def test_the_usual_place_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VAGLIO_DATA")
    assert paths.data_dir() == platformdirs.user_data_path("vaglio", appauthor=False)


def test_looking_creates_nothing(tmp_path: Path) -> None:
    paths.data_dir()
    paths.data_dir(tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []


def test_platformdirs_is_loaded_only_when_asked_for() -> None:
    code = "import sys, app.paths as p; p.resources(); p.data_dir(); print('platformdirs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
