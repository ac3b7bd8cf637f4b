"""Papers on the command line: made, chosen from, opened again, compared; and the dates the user looked up anew."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from app.desk.desk import Desk
from tests.desks import desk_on
from tests.law import SOUND, WATCHED, law


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An archive with the example practice (``p1``), nobody at it."""
    with desk_on(tmp_path / "data") as desk:
        desk.open_example()
        desk.set_practice(sample=False)
        assert desk.drain()
    return tmp_path / "data"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "elsewhere") as made:
        yield made


def text(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def test_a_paper_printed_here_opens_equal(vaglio: Any, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "carta.pdf"
    assert vaglio("print", "p1", "-o", out, "--data", data)[0] == 0
    code, said, err = vaglio("open", out, "--data", data)
    assert (code, err) == (0, "")
    assert said == "«carta.pdf»: uguale. I 9 esiti stampati sono gli stessi che si ottengono rifacendo i conti.\n"
    code, said, _ = vaglio("open", out, "--data", data, "--json", "--lang", "en")
    found = json.loads(said)
    assert (code, found["differences"], found["data_as_printed"], found["rules_as_printed"]) == (0, [], True, True)
    assert [path.name for path in (data / "practices").rglob("practice.json")] == ["practice.json"]


def test_altered_data_exit_one_and_unusable_files_exit_two(vaglio: Any, data: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "carta.pdf", tmp_path / "altra.pdf"
    vaglio("print", "p1", "-o", good, "--data", data)
    with pikepdf.open(good) as doc:
        for thing in doc.objects:
            if isinstance(thing, pikepdf.Stream) and b'"format":"vaglio-practice"' in thing.read_bytes():
                altered = thing.read_bytes().replace(b'"representatives":"none"', b'"representatives":"rsu"')
                assert altered != thing.read_bytes()
                thing.write(altered)
        doc.save(bad)
    code, said, _ = vaglio("open", bad, "--data", data)
    assert code == 1
    assert "non sono quelli di cui è stampata l'impronta" in said
    summary = tmp_path / "sintesi.pdf"
    assert vaglio("print", "p1", "-o", summary, "--data", data, "--summary")[0] == 0
    for file in (summary, data / "index.json", tmp_path / "nulla.pdf"):
        code, said, err = vaglio("open", file, "--data", data)
        assert (code, said) == (2, "")
        assert err.count("\n") == 1


def test_only_asked_for_it_comes_into_the_archive(vaglio: Any, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "carta.pdf"
    vaglio("print", "p1", "-o", out, "--data", data)
    assert len(vaglio("list", "--data", data)[1].splitlines()) == 1
    code, said, _ = vaglio("open", out, "--data", data, "--import")
    assert code == 0
    new = said.splitlines()[-1]
    rows = vaglio("list", "--data", data)[1].splitlines()
    assert {row.split()[0] for row in rows} == {"p1", new}


def test_one_tool_and_what_was_ticked(vaglio: Any, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "uno.pdf"
    assert vaglio("print", "p1", "-o", out, "--data", data, "--tool", "tool3", "--with", "notes")[0] == 0
    assert "Registratore" in text(out)
    assert "Cruscotto" not in text(out)
    assert "1 strumento scelto tra i 4" in text(out)
    assert b"Cruscotto" not in pikepdf.open(out).Root.unparse() + out.read_bytes()
    assert vaglio("print", "p1", "-o", out, "--data", data, "--tool", "x")[0] == 2
    code, _, err = vaglio("print", "p1", "-o", out, "--data", data, "--with", "gossip")
    assert (code, "gossip" in err, "notes" in err) == (2, True, True)


def test_two_papers_compared(vaglio: Any, data: Path, tmp_path: Path) -> None:
    then, now, out = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "c.pdf"
    vaglio("print", "p1", "-o", then, "--data", data)
    with desk_on(data) as desk:
        desk.open("p1")
        desk.set_tool("tool2", state="planned")
        assert desk.drain()
    vaglio("print", "p1", "-o", now, "--data", data)
    code, said, err = vaglio("compare", then, now, "-o", out, "--data", data)
    assert (code, said, err) == (0, f"{out}\n", "")
    assert "Confronto tra due revisioni" in text(out)
    assert "previsto, non ancora in uso" in text(out)


# ---- the dates the user looked up anew ---------------------------------------------------------------------------

WITH_AI = {**SOUND, "uses_ai": "yes", "decided_by_machine": "decides"}


def asked(tmp_path: Path) -> Path:
    states = {fact: value for fact, value in WATCHED.items() if fact not in ("recorded_by", "channel", "measure")}
    function = {"kind": "operator_states", "presence": "in_use", "facts": states}
    tool = {"name": "CRM", "state": "in_use", "facts": WITH_AI, "functions": [function], "confirmed_absent": True}
    file = tmp_path / "in.json"
    file.write_text(json.dumps({"on": "2026-11-23", "tools": [tool]}))
    return file


def duties(vaglio: Any, tmp_path: Path, data: Path) -> set[str]:
    code, out, err = vaglio("evaluate", asked(tmp_path), "--data", data)
    assert (code, err) == (0, "")
    return {duty["id"] for duty in json.loads(out)["tools"][0]["duties"]}


def test_evaluate_and_print_use_the_user_s_own_dates(vaglio: Any, data: Path, tmp_path: Path) -> None:
    assert "O10_high_risk" not in duties(vaglio, tmp_path, data)
    with desk_on(data) as desk:
        desk.open("p1")
        for question in desk.path("tool2"):
            if question.scope == "tool" and question.fact in WITH_AI:
                desk.answer(question, WITH_AI[question.fact])
        desk.recheck_date("ai_high_risk", "2026-08-02", "2026-11-20")
        assert desk.drain()
        desk.set_language("it")
    try:
        assert "O10_high_risk" in duties(vaglio, tmp_path, data)
        out = tmp_path / "carta.pdf"
        assert vaglio("print", "p1", "-o", out, "--data", data)[0] == 0
        assert "Data cambiata a mano il 23/11/2026. Le regole dicevano 02/12/2027" in text(out)
        assert next(duty.label for duty in law().duties if duty.id == "O10_high_risk") in text(out)
    finally:
        with desk_on(data) as desk:  # the law is read once for all tests
            desk.drop_own_date("ai_high_risk")


def test_without_any_the_law_s_own_hold(vaglio: Any, tmp_path: Path) -> None:
    assert "O10_coming" in duties(vaglio, tmp_path, tmp_path / "nowhere")
