"""One broken copy for each kind of defect in citations: refused at its file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library.check_cites import check_cites
from app.library.lint import Problem
from app.library.load import load_circular
from tests.law import copied, law, rewrite


def problems(folder: Path) -> list[Problem]:
    return list(check_cites(load_circular(folder, "it")))


def cites_after(file: Path, marker: str) -> str:
    """The line of cites of the part that ``marker`` begins."""
    text = file.read_text("utf-8")
    start = text.index("cites = [", text.index(marker))
    return text[start : text.index("\n", start)]


MARKERS = {
    "rule": ("kinds/call_log.toml", 'id = "call_log.not_traceable"', "rules.call_log.not_traceable.cites"),
    "implication": ("kinds/call_log.toml", 'id = "call_log.counts"', "implications.call_log.counts.cites"),
    "modifier": ("circular.toml", 'id = "ground_none"', "modifiers.ground_none.cites"),
    "crossing": ("circular.toml", 'id = "crossing.shared_codes"', "crossings.crossing.shared_codes.cites"),
    "conflict's position": ("circular.toml", 'id = "commentators"', "flags.conflict:agreement_c25.positions.cites"),
    "duty": ("duties.toml", 'id = "O6"', "duties.O6.cites"),
    "stake": ("stakes.toml", 'id = "penalty"', "stakes.penalty.cites"),
    "standing": ("standing.toml", 'id = "standing.covered"', "rules.standing.covered.cites"),
    "way": ("routes.toml", 'id = "forbidden"', "ways.forbidden.cites"),
    "note": ("routes.toml", 'id = "stop_first"', "notes.stop_first.cites"),
    "date": ("dates.toml", 'id = "ai_literacy"', "dates.ai_literacy.cites"),
    "case": ("cases.toml", 'id = "circular_first_class"', "cases.circular_first_class.cites"),
    "precedent": ("cases.toml", 'id = "garante_229_2018"', "precedents.garante_229_2018.cites"),
}


@pytest.mark.parametrize(
    ("cites", "reason"), [("[]", "no citation"), ('["X99"]', "no such id: X99")], ids=["none", "odd"]
)
@pytest.mark.parametrize(("file", "marker", "key"), MARKERS.values(), ids=MARKERS)
def test_what_states_something_cites_an_item_that_exists(
    tmp_path: Path, file: str, marker: str, key: str, cites: str, reason: str
) -> None:
    folder = copied(tmp_path)
    text = (folder / file).read_text("utf-8")
    start = text.index(marker)
    line = cites_after(folder / file, marker)
    (folder / file).write_text(text[:start] + text[start:].replace(line, f"cites = {cites}", 1), "utf-8")
    assert (file, key, reason) in [(p.file, p.key, p.reason) for p in problems(folder)]


def test_a_question_may_go_without_a_source_but_not_with_a_wrong_one(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    rewrite(folder / "kinds/attendance.toml", 'cites = ["A11", "K3"]', "cites = []")
    assert problems(folder) == []
    rewrite(folder / "kinds/attendance.toml", "cites = []", 'cites = ["A11", "X9"]')
    assert [(p.key, p.reason) for p in problems(folder)] == [("facts.clock_detail.cites", "no such id: X9")]


def test_an_item_that_nothing_cites_says_why(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    used = next(item.id for item in law().items.values() if item.unused)
    for name in ("sources.toml", "en/sources.toml"):
        text = (folder / name).read_text("utf-8")
        start = text.index(f'id = "{used}"\n')
        line = text[text.index("unused = ", start) :].split("\n", 1)[0]
        (folder / name).write_text(text.replace(line + "\n", "", 1), "utf-8")
    (problem,) = problems(folder)
    assert (problem.file, problem.key) == ("sources.toml", f"items.{used}.unused")
    assert problem.reason == "nothing cites it, and no reason says why"


def test_an_item_that_is_cited_does_not_say_why_not(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for name, words in (("sources.toml", "Perché no."), ("en/sources.toml", "Why not.")):
        text = (folder / name).read_text("utf-8")
        start = text.index('id = "A1"\n')
        (folder / name).write_text(text[:start] + f'id = "A1"\nunused = "{words}"\n' + text[start + 10 :], "utf-8")
    (problem,) = problems(folder)
    assert (problem.file, problem.key, problem.reason) == (
        "sources.toml",
        "items.A1.unused",
        "said to be unused, but cited",
    )


def test_what_was_read_was_read_somewhere(tmp_path: Path) -> None:
    item = next(item for item in law().items.values() if item.status == "secondary_2")
    folder = copied(tmp_path)
    text = (folder / "sources.toml").read_text("utf-8")
    start = text.index(f'id = "{item.id}"\n')
    line = text[text.index("read_where = ", start) :].split("\n", 1)[0]
    rewrite(folder / "sources.toml", line, "read_where = []")
    told = problems(folder)
    assert ("sources.toml", "read, but not where") in [(p.file, p.reason) for p in told]


@pytest.mark.parametrize("key", ["date", "place"])
def test_an_act_has_a_date_and_a_place(tmp_path: Path, key: str) -> None:
    folder = copied(tmp_path)
    for name in ("sources.toml", "en/sources.toml") if key == "place" else ("sources.toml",):
        text = (folder / name).read_text("utf-8")
        start = text.index('id = "inl_circ_4_2017"')
        line = text[text.index(f"\n{key} = ", start) + 1 :].split("\n", 1)[0]
        rewrite(folder / name, line, f'{key} = ""')
    told = [(p.file, p.key, p.reason) for p in problems(folder)]
    assert ("sources.toml", "acts.inl_circ_4_2017", "date or place is missing") in told


def test_the_real_citations_are_sound() -> None:
    assert list(check_cites(law())) == []
