"""Whatever is spoilt in the law's rules is noticed: a sample each time, every one by name."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from app.library.check import check_version
from app.library.raw import read_version
from tests.law import FOLDER, RESOURCES, copied, rewrite

sys.path.append(str(RESOURCES.parent / "packaging"))

import mutate_law

SAMPLE = 40
TABLES = read_version(FOLDER, "it")


def test_a_sample_of_mutants_is_caught() -> None:
    caught, left, tried = mutate_law.survivors(every=SAMPLE, first=7)
    assert tried >= 25
    assert left == []
    assert set(caught) <= {"lint", "case", "golden"}


@pytest.mark.long
def test_all_mutants_are_caught_but_those_argued(capsys: pytest.CaptureFixture[str]) -> None:
    code = mutate_law.main([])
    with capsys.disabled():
        print(f"\n{capsys.readouterr().out}")
    assert code == 0


def test_every_rule_implication_modifier_and_crossing_is_spoilt_in_several_ways() -> None:
    names = [mutant.name for mutant in mutate_law.mutants(TABLES)]
    assert len(names) == len(set(names)) > 1000
    parts = Counter(name.split(": ")[0] for name in names)
    every = {
        part["id"]
        for table in TABLES.values()
        for section in mutate_law.SECTIONS
        for part in table.get(section, ())
        if table is not TABLES["standing.toml"]
    }
    assert set(parts) == every
    for part in every:
        assert f"{part}: dropped" in names
        assert parts[part] >= 2, part


def test_a_mutant_is_one_part_of_one_file() -> None:
    for mutant in list(mutate_law.mutants(TABLES))[::50]:
        assert [name for name, table in mutant.tables.items() if table is not TABLES[name]] == [mutant.file]


def test_the_law_as_it_stands_is_no_mutant() -> None:
    judge = mutate_law.Judge(TABLES)
    for file in ("circular.toml", "kinds/call_log.toml"):
        assert judge.caught_by(mutate_law.Mutant("none", file, TABLES)) == ""


def test_what_the_quick_lint_refuses_the_whole_lint_refuses_on_a_copy(tmp_path: Path) -> None:
    judge = mutate_law.Judge(TABLES)
    every = {mutant.name: mutant for mutant in mutate_law.mutants(TABLES)}
    assert judge.caught_by(every["call_log.rest: dropped"]) == "lint"
    folder = copied(tmp_path)
    text = (folder / "kinds/call_log.toml").read_text("utf-8")
    start, end = text.index('[[rules]]\nid = "call_log.rest"'), text.index("[[implications]]")
    rewrite(folder / "kinds/call_log.toml", text[start:end], "")
    assert any("no rule for" in problem.reason for problem in check_version(folder).problems)


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("attendance.more_than_presence: dropped", "case"),
        ("call_log.kept_by_person: without conflict:filter_k1", "golden"),
        ("call_log.counts: sets no measure", "golden"),
        ("crossing.shared_codes: dropped", "golden"),
        ("crossing.shared_codes: at_least less traceable", "golden"),
        ("ground_none: dropped", "golden"),
        ("ground_none: at every tier", "golden"),
    ],
)
def test_each_sort_of_mutant_is_caught_by_what_should(name: str, by: str) -> None:
    every = {mutant.name: mutant for mutant in mutate_law.mutants(TABLES)}
    assert mutate_law.Judge(TABLES).caught_by(every[name]) == by


def test_an_argument_for_a_mutant_that_is_caught_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutate_law, "survivors", lambda every: (Counter({"nothing": 1}), ["a"], 1))
    monkeypatch.setattr(mutate_law, "ARGUED", {"a": "why"})
    assert mutate_law.main([]) == 0
    monkeypatch.setattr(mutate_law, "ARGUED", {"a": "why", "b": "why"})
    assert mutate_law.main([]) == 1
    monkeypatch.setattr(mutate_law, "ARGUED", {})
    assert mutate_law.main([]) == 1
