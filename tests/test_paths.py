"""Where things are: source, installed, frozen; and whose word decides on the data folder."""

from __future__ import annotations

import json
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


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen program in a folder of its own, and a usual place that is the test's."""
    folder = tmp_path / "stick" / "Vaglio"
    folder.mkdir(parents=True)
    monkeypatch.delenv("VAGLIO_DATA")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "vaglio"))
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_names, **_named: tmp_path / "usual")
    return folder


def test_a_portable_program_keeps_everything_beside_it(program: Path, tmp_path: Path) -> None:
    assert paths.data_dir() == tmp_path / "usual"
    (program / "vaglio-portable").touch()
    found = paths.place()
    assert (found.folder, found.own, found.portable) == (program / "vaglio-data", program / "vaglio-data", True)
    assert paths.data_dir(tmp_path / "mine") == tmp_path / "mine"


def test_beside_the_app_and_beside_the_image(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(program / "Vaglio.app" / "Contents" / "MacOS" / "vaglio"))
    assert paths.program_dir() == program
    monkeypatch.setenv("APPIMAGE", str(program / "Vaglio.AppImage"))
    monkeypatch.setattr(sys, "executable", "/tmp/.mount/usr/bin/vaglio")
    assert paths.program_dir() == program


def test_from_the_sources_the_marker_lies_beside_them() -> None:
    assert paths.program_dir() == ROOT


def test_the_pointer_leads_to_the_data(program: Path, tmp_path: Path) -> None:
    usual, moved = tmp_path / "usual", tmp_path / "moved"
    usual.mkdir()
    moved.mkdir()
    (usual / paths.POINTER).write_text(json.dumps({"folder": str(moved), "shared": False}))
    assert paths.place() == paths.Place(moved, moved, usual / paths.POINTER)
    (usual / paths.POINTER).write_text(json.dumps({"folder": str(moved), "shared": True}))
    assert paths.place() == paths.Place(moved, usual, usual / paths.POINTER)


@pytest.mark.parametrize("said", ["{", "[]", '{"folder": 3}', '{"folder": "/nowhere/at/all"}'])
def test_data_out_of_reach_are_never_taken_for_no_data(program: Path, tmp_path: Path, said: str) -> None:
    (tmp_path / "usual").mkdir()
    (tmp_path / "usual" / paths.POINTER).write_text(said)
    assert paths.place().away
