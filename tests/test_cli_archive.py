"""``vaglio archive export`` and ``import`` as their user meets them: exit codes, lines, progress, Ctrl+C."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.store import locked
from app.store.bundle import Course
from tests.desks import desk_on
from tests.hostile.test_hostile import tree


@pytest.fixture
def vaglio(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command here: (exit code, standard output, standard error)."""
    monkeypatch.setattr(locked, "LOG_N", 2)

    def run(*argv: object, passphrase: str | None = None) -> tuple[int, str, str]:
        words = [str(part) for part in argv]
        if passphrase is not None:
            out, into = os.pipe()
            os.write(into, f"{passphrase}\n".encode())
            os.close(into)
            words += ["--passphrase-fd", str(out)]
        code = cli.main(["archive", *words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with desk_on(tmp_path / "data") as desk:
        for name in ("Uno", "Due"):
            desk.create(name)
        desk.close()
    return tmp_path / "data"


def change(data: Path, note: str) -> None:
    with desk_on(data) as desk:
        desk._clock.time += timedelta(minutes=2 if note == "there" else 1)  # type: ignore[attr-defined]
        desk.open("p1")
        desk.set_practice(note=note)
        desk.close()


def practices(data: Path) -> dict[str, Any]:
    return tree(data / "practices")


def test_out_wiped_and_in_again(vaglio: Any, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.vaglio"
    code, said, progress = vaglio("export", "-o", out, "--data", data)
    assert (code, said.strip()) == (0, str(out))
    assert "%" in progress
    before = practices(data)
    shutil.rmtree(data)
    code, said, _ = vaglio("import", out, "--data", data)
    assert code == 0
    assert [line.split("  ") for line in said.splitlines()] == [["p1", "aggiunta", "Uno"], ["p2", "aggiunta", "Due"]]
    assert practices(data) == before


def test_a_dry_run_only_tells(vaglio: Any, data: Path, tmp_path: Path) -> None:
    vaglio("export", "p2", "-o", tmp_path / "x.vaglio", "--data", data)
    code, said, _ = vaglio("import", tmp_path / "x.vaglio", "--data", tmp_path / "new", "--dry-run", "--lang", "en")
    assert (code, said) == (0, "p2  new  Due\n")
    assert not (tmp_path / "new" / "practices").exists()


def test_where_both_sides_have_something_a_wish_is_needed(vaglio: Any, data: Path, tmp_path: Path) -> None:
    out, there = tmp_path / "x.vaglio", tmp_path / "there"
    shutil.copytree(data, there)
    change(there, "there")
    vaglio("export", "-o", out, "--data", there)
    before = practices(data)
    code, said, error = vaglio("import", out, "--data", data)
    assert (code, said) == (2, "")
    assert "«Uno»" in error
    assert practices(data) == before
    assert vaglio("import", out, "--data", data, "--skip")[0] == 0
    assert practices(data) == before
    code, said, _ = vaglio("import", out, "--data", data, "--newer")
    assert code == 0
    assert said.startswith("p1  aggiornata")
    assert practices(data) == practices(there)
    assert vaglio("import", out, "--data", data)[0] == 0


def test_changed_on_both_sides_is_left_and_told_or_brought_beside(vaglio: Any, data: Path, tmp_path: Path) -> None:
    out, there = tmp_path / "x.vaglio", tmp_path / "there"
    shutil.copytree(data, there)
    change(data, "here")
    change(there, "there")
    vaglio("export", "-o", out, "--data", there)
    before = practices(data)
    code, said, error = vaglio("import", out, "--data", data, "--newer")
    assert code == 1
    assert said.splitlines()[0].startswith("p1  lasciata")
    assert "--both" in error
    assert practices(data) == before
    code, said, _ = vaglio("import", out, "--data", data, "--both")
    assert code == 0
    assert len(list(data.glob("practices/*/*/practice.json"))) == 3
    assert practices(data).items() >= before.items()


def test_a_passphrase(vaglio: Any, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, new = tmp_path / "x.vaglio", tmp_path / "new"
    assert vaglio("export", "-o", out, "--data", data, passphrase="segreta")[0] == 0
    code, _, error = vaglio("import", out, "--data", new, passphrase="altra")
    assert (code, "passphrase" in error) == (2, True)
    code, _, error = vaglio("export", "-o", tmp_path / "y.vaglio", "--data", data, passphrase="")
    assert (code, "La passphrase del file .vaglio è vuota." in error) == (2, True)
    assert not (new / "practices").exists()
    monkeypatch.setattr("getpass.getpass", lambda prompt: "segreta" if ".vaglio" in prompt else "")
    assert vaglio("import", out, "--data", new)[0] == 0
    assert practices(new) == practices(data)


def test_settings_only_if_wanted_on_both_sides(vaglio: Any, data: Path, tmp_path: Path) -> None:
    out, new = tmp_path / "x.vaglio", tmp_path / "new"
    with desk_on(data) as desk:
        desk._shelves.settings.set("letterhead", "Studio Prova")
    vaglio("export", "-o", out, "--data", data, "--settings")
    vaglio("import", out, "--data", new)
    assert not (new / "settings.json").exists()
    vaglio("import", out, "--data", new, "--settings")
    assert b"Studio Prova" in (new / "settings.json").read_bytes()


def test_what_is_no_bundle_is_one_line(vaglio: Any, data: Path) -> None:
    before = practices(data)
    code, said, error = vaglio("import", data / "index.json", "--data", data)
    assert (code, said) == (2, "")
    assert error.count("\n") == 1
    assert practices(data) == before


@pytest.mark.parametrize("moment", [1, 2, 3])
@pytest.mark.parametrize("what", ["export", "import"])
def test_ctrl_c_leaves_things_as_they_were(
    vaglio: Any, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, moment: int
) -> None:
    out, new = tmp_path / "x.vaglio", tmp_path / "new"
    if what == "import":
        vaglio("export", "-o", out, "--data", data)
    before = tree(tmp_path)
    steps, real = itertools.count(1), Course.step

    def step(course: Course, size: int = 0) -> None:
        if next(steps) == moment:
            signal.raise_signal(signal.SIGINT)
        real(course, size)

    monkeypatch.setattr(Course, "step", step)
    # Whoever runs the tests beside something else may have had this signal ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    arguments = ("-o", out, "--data", data) if what == "export" else (out, "--data", new)
    code, said, error = vaglio(what, *arguments)
    assert (code, said) == (130, "")
    assert "rimasto com'era" in error
    after = {name: one for name, one in tree(tmp_path).items() if name.split("/")[0] != "new"}
    assert after == before
    assert not (new / "practices").exists()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
