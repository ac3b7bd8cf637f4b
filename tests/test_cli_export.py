"""``vaglio export``: a working copy from the command line, of an archive's practice or of the data in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.desk.exporting import FORMATS
from tests.desks import desk_on

STARTS = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "docx": b"PK", "json": b"{"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with desk_on(tmp_path / "data") as desk:
        desk.open_example()
        assert desk.drain()
    return tmp_path / "data"


def test_every_format_is_written_and_its_path_said(vaglio: Any, data: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    for format in FORMATS:
        out = tmp_path / f"copia.{format}"
        assert vaglio("export", "p1", "--format", format, "-o", out, "--data", data) == (0, f"{out}\n", "")
        assert out.read_bytes().startswith(STARTS[format])
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_one_tool_in_english_and_what_is_not_there_is_said(vaglio: Any, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "copia.json"
    code, _, _ = vaglio("export", "p1", "--format", "json", "--tool", "tool3", "-o", out, "--data", data)
    assert code == 0
    assert [tool["id"] for tool in json.loads(out.read_bytes())["practice"]["tools"]] == ["tool3"]
    for wrong in (("--tool", "x"), ("--with", "gossip")):
        code, said, err = vaglio("export", "p1", "--format", "csv", *wrong, "-o", tmp_path / "no", "--data", data)
        assert (code, said, err.count("\n")) == (2, "", 1)
    assert vaglio("export", "p1", "--format", "odt", "-o", tmp_path / "no", "--data", data)[0] == 2
    assert not (tmp_path / "no").exists()


def test_what_was_written_as_data_can_be_made_into_the_others(vaglio: Any, data: Path, tmp_path: Path) -> None:
    kept, out = tmp_path / "dati.json", tmp_path / "copia.csv"
    vaglio("export", "p1", "--format", "json", "--edition", "internal", "-o", kept, "--data", data)
    assert vaglio("export", kept, "--format", "csv", "-o", out, "--data", tmp_path / "empty")[0] == 0
    assert "Registratore" in out.read_text("utf-8-sig")
