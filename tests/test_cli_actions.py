"""``vaglio actions``: the same list as the window's, and the same calendar."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar

from app.cli import main
from tests.desks import desk_on


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "data"
    with desk_on(place) as desk:
        desk.create("Voce Amica")
        desk.add_action("Istanza\nall'ITL", owner="Ada", due="2020-12-04")
        desk.add_action("Senza giorno")
        desk.add_review("2090-01-31", 1)
        desk.close()
    return place


def run(folder: Path, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, list[str], str]:
    code = main(["actions", "--data", str(folder), *args])
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err


def test_one_line_each_the_most_pressing_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = run(folder, capsys)
    assert code == 0
    assert lines == [
        "2020-12-04  overdue  Voce Amica  -  Istanza all'ITL  Ada",
        "2090-01-31  later  Voce Amica  -  Riesame della pratica  -",
        "-  no_date  Voce Amica  -  Senza giorno  -",
    ]


def test_by_owner_practice_and_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(run(folder, capsys, "--owner", "ADA")[1]) == 1
    assert len(run(folder, capsys, "--owner", "")[1]) == 2
    assert run(folder, capsys, "--practice", "p9")[1] == []
    assert "Review of the practice" in run(folder, capsys, "--lang", "en")[1][1]


def test_the_calendar_is_written_and_the_archive_is_not(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    file = tmp_path / "scadenze.ics"
    code, _, said = run(folder, capsys, "--ics", str(file))
    assert code == 0
    assert "Salvate 2 scadenze" in said
    assert len(Calendar.from_ical(file.read_bytes()).walk("VEVENT")) == 2
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_place_that_cannot_be_written_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = run(folder, capsys, "--ics", str(tmp_path / "non c'è" / "x.ics"))
    assert code == 2
    assert said
