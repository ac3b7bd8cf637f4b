"""Ten sheets typed by keys at the real window: few presses, the same result as the interview (see ``sheets.py``)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.path import first_open
from app.domain.sheet import rows
from tests.desks import desk_on
from tests.journeys.paper import papers

ROOT = Path(__file__).resolve().parents[2]
MOST_PRESSES = 120
"""For a tool of five functions, from the empty sheet to the last answer with the rest confirmed."""

pytestmark = pytest.mark.long


@pytest.mark.timeout(900)
def test_ten_sheets_typed_by_keys_end_like_the_interview(tmp_path: Path, display: str) -> None:
    pictures = Path(os.environ.get("VAGLIO_PICTURES", tmp_path / "pictures"))
    pictures.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    walk = [sys.executable, str(Path(__file__).with_name("sheets.py")), str(tmp_path / "data"), str(pictures)]
    done = subprocess.run(walk, env=env, cwd=ROOT, capture_output=True, text=True, timeout=880, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads((pictures / "sheets.json").read_text("utf-8"))
    print("sheets:", *(f"{one['presses']} presses, {one['rows']} rows, {one['seconds']} s;" for one in told))
    assert len(told) == 10
    assert max(one["presses"] for one in told) <= MOST_PRESSES, told

    with desk_on(tmp_path / "data", start=500) as desk:
        (known,) = desk.read_list()
        desk.open(known.id)
        typed = desk.determinations
        for tool, paper in zip(desk.practice.tools, papers(desk.circular), strict=False):
            for row in rows(desk.circular, desk.path(tool.id)):
                answer = desk.answer_to(row.question)
                assert answer is not None, (tool.name, row.code)
                if row.question.scope != "company":  # those were ticked on the first sheet
                    assert answer.value == paper.ticked(row), (tool.name, row.code)
                assert answer.by == "Prova Consulente"
        by_hand, by_question = typed[0], typed[10]
        assert replace(by_question, id=by_hand.id, name=by_hand.name) == by_hand

    with desk_on(tmp_path / "interview") as desk:
        desk.create("Centro di prova Srl")
        desk.set_practice(prepared_by="Prova Consulente")
        for paper in papers(desk.circular):
            tool_id = desk.add_tool(paper.name)
            for kind in paper.kinds:
                desk.tick(tool_id, kind, True)
            desk.confirm_absent(tool_id, "Prova Consulente")
            while (question := first_open(desk.path(tool_id))) is not None:
                (row,) = rows(desk.circular, [question])
                desk.answer(question, paper.ticked(row))
        asked = [replace(one, id=before.id) for one, before in zip(desk.determinations, typed, strict=False)]
        assert asked == list(typed[:10])
