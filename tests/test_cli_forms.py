"""``vaglio blank`` and ``vaglio fill``: the sheet out, the sheet back, and what was left as it was is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.desks import desk_on


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with desk_on(tmp_path / "data") as desk:
        desk.create("Prova")
        desk.add_tool("Centralino")
        desk.tick("tool1", "operator_states", True)
        desk.set_presence("tool1", "operator_states", "operator_states", "absent")
        assert desk.drain()
    return tmp_path / "data"


def sheet(vaglio: Any, tmp_path: Path, *ticked: str) -> Path:
    out = tmp_path / "scheda.pdf"
    functions = ("--functions", "call_recording,operator_states")
    code, said, err = vaglio("blank", *functions, "--fillable", "-o", out, "--data", tmp_path / "none")
    assert (code, said, err) == (0, f"{out}\n", "")
    with pikepdf.open(out, allow_overwriting_input=True) as doc:
        names = set()
        for field in doc.Root.AcroForm.Fields:
            names.add(str(field.T))
            if str(field.T) in ticked:
                field.V = pikepdf.Name("/Yes")
        assert set(ticked) <= names
        doc.save(out)
    return out


def presence(data: Path, kind: str) -> str:
    with desk_on(data) as desk:
        desk.open("p1")
        function = desk.practice.tool("tool1").function(kind)
        return function.presence if function is not None else ""


def test_what_was_ticked_comes_in_and_what_was_answered_stays(vaglio: Any, data: Path, tmp_path: Path) -> None:
    file = sheet(vaglio, tmp_path, "B5.0=in_use", "C2.0=absent")
    code, said, err = vaglio("fill", "p1", "tool1", file, "--data", data)
    assert (code, said) == (1, "1 risposta riportata.\n")
    assert "1 risposta è rimasta com'era" in err
    assert (presence(data, "operator_states"), presence(data, "call_recording")) == ("absent", "absent")
    code, said, err = vaglio("fill", "p1", "tool1", file, "--replace", "--data", data)
    assert (code, said, err) == (0, "1 risposta riportata.\n", "")
    assert presence(data, "operator_states") == "in_use"


def test_two_boxes_ticked_are_left_open_and_said(vaglio: Any, data: Path, tmp_path: Path) -> None:
    file = sheet(vaglio, tmp_path, "C2.0=in_use", "C2.0=absent")
    code, said, err = vaglio("fill", "p1", "tool1", file, "--data", data, "--lang", "en")
    assert (code, said) == (1, "0 answers brought in.\n")
    assert "1 question cannot be read" in err


def test_what_is_no_sheet_or_no_tool_changes_nothing(vaglio: Any, data: Path, tmp_path: Path) -> None:
    file = sheet(vaglio, tmp_path, "C2.0=in_use")
    (tmp_path / "altro.pdf").write_bytes(b"%PDF-1.4 nothing")
    practice = next(data.rglob("practice.json")).read_bytes()
    for tool, pdf in (("tool1", tmp_path / "altro.pdf"), ("tool9", file), ("tool1", tmp_path / "none.pdf")):
        code, said, err = vaglio("fill", "p1", tool, pdf, "--data", data)
        assert (code, said, err.count("\n")) == (2, "", 1)
    assert next(data.rglob("practice.json")).read_bytes() == practice


def test_a_kind_of_product_and_the_whole_list_make_a_sheet(vaglio: Any, tmp_path: Path) -> None:
    with desk_on(tmp_path / "x") as desk:
        template = desk.circular.templates[0].id
    sizes = []
    for wanted in (("--template", template), ()):
        out = tmp_path / "bianca.pdf"
        assert vaglio("blank", *wanted, "-o", out, "--data", tmp_path / "none")[0] == 0
        with pikepdf.open(out) as doc:
            sizes.append(len(doc.pages))
    assert sizes[0] < sizes[1]
    assert vaglio("blank", "--functions", "gossip", "-o", tmp_path / "no.pdf")[0] == 2
    assert not (tmp_path / "no.pdf").exists()
