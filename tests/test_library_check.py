"""One broken copy of the circular for each kind of defect: refused with file, key path and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library.check import Report, check_version
from tests.law import COUNTS, FOLDER, copied, rewrite

LOG, LOG_EN = "kinds/call_log.toml", "en/kinds/call_log.toml"


def broken(tmp_path: Path, file: str, old: str, new: str) -> Report:
    folder = copied(tmp_path)
    rewrite(folder / file, old, new)
    return check_version(folder)


def cut(text: str, start: str, end: str | None = None) -> str:
    """From ``start`` up to, not with, ``end`` (or to the end of ``text``)."""
    place = text.index(start)
    return text[place : len(text) if end is None else text.index(end, place)]


def source(file: str) -> str:
    return (FOLDER / file).read_text("utf-8")


def test_the_real_circular_is_sound_and_every_combination_was_gone_through() -> None:
    report = check_version(FOLDER)
    assert [str(problem) for problem in report.problems] == []
    assert report.counts == COUNTS


DEFECTS = {
    "unknown fact": (
        LOG,
        'traceable = ["no"]',
        'tracable = ["no"]',
        "rules.call_log.not_traceable.when.tracable",
        "fact",
    ),
    "unknown value": (LOG, 'traceable = ["no"]', 'traceable = ["never"]', "rules.call_log.not_traceable.when", "never"),
    "unknown in a rule": (
        LOG,
        'traceable = ["no"]',
        'traceable = ["unknown"]',
        "rules.call_log.not_traceable",
        "unknown",
    ),
    "number in a rule": (LOG, 'traceable = ["no"]', 'retention_days = ["30"]', "when.retention_days", "no such fact"),
    "unknown step": (LOG, 'at_least = "raw"', 'at_least = "often"', "rules.call_log.kept_by_person.when.kept", "often"),
    "unknown outcome": (
        LOG,
        '"no_remote_control"',
        '"no_control"',
        "rules.call_log.not_traceable.outcome",
        "no_control",
    ),
    "unknown flag": (LOG, 'flags = ["unclear"]', 'flags = ["foggy"]', "rules.call_log.rest.flags", "foggy"),
    "unknown cite": (LOG, 'cites = ["G-M2"]', 'cites = ["G-M99"]', "rules.call_log.not_traceable.cites", "G-M99"),
    "missing citation": (LOG, 'cites = ["G-M2"]', "cites = []", "rules.call_log.not_traceable.cites", "no citation"),
    "unknown group": (LOG, 'group = "record"', 'group = "records"', "group", "records"),
    "unknown implied kind": (
        LOG,
        'kind = "productivity"',
        'kind = "output"',
        "implications.call_log.counts.kind",
        "output",
    ),
    "unknown implied fact": (
        LOG,
        'measure = "average_or_count"',
        'measures = "average_or_count"',
        "implications.call_log.counts.sets.measures",
        "no such fact",
    ),
    "unordered at least": (
        LOG,
        'at_least = { traceable = "small_group" }',
        'at_least = { channel = "written" }',
        "implications.call_log.counts.at_least.channel",
        "written",
    ),
    "uncited implication": (
        LOG,
        'cites = ["C13", "C15", "G-D1"]',
        "cites = []",
        "implications.call_log.counts.cites",
        "no",
    ),
    "unknown cite of a question": (
        "kinds/attendance.toml",
        'cites = ["A11", "K3"]',
        'cites = ["A11", "K99"]',
        "facts.clock_detail.cites",
        "K99",
    ),
    "unknown cite of a tool's question": (
        "circular.toml",
        'scope = "tool"\ncites = ["A2", "A3"]',
        'scope = "tool"\ncites = ["A2", "A99"]',
        "facts.ground.cites",
        "A99",
    ),
    "unknown act": ("sources.toml", 'act = "inl_circ_4_2017"', 'act = "inl_circ_9_2017"', "items.", "inl_circ_9_2017"),
    "unknown status": ("sources.toml", 'status = "secondary_2"', 'status = "hearsay"', "items.", "hearsay"),
    "act without a date": ("sources.toml", 'date = "2017-07-26"', 'date = ""', "acts.inl_circ_4_2017", "date or place"),
    "unknown template kind": ("templates.toml", '["attendance"]', '["clock"]', "templates.time_clock.kinds", "clock"),
    "unknown standing": (
        "standing.toml",
        'standing = "not_present"',
        'standing = "gone"',
        "rules.standing.off_locked.standing",
        "gone",
    ),
    "unknown flag of a standing": (
        "standing.toml",
        'flags = ["conflict:agreement_c25"]',
        'flags = ["conflict:none"]',
        "rules.standing.",
        "conflict:none",
    ),
    "unknown axis value": (
        "standing.toml",
        'use = ["off_locked"] }',
        'use = ["off"] }',
        "rules.standing.off_locked",
        "off",
    ),
    "another axis": ("standing.toml", 'paper = ["none", "prior", "late"]', 'paper = ["none", "prior"]', "axes", "axes"),
    "unknown signatory": ("standing.toml", '"rsu", "rsa"', '"rsu", "boss"', "signatories.agreement", "boss"),
    "paper without signatories": ("standing.toml", "dpia = []\n", "", "signatories", "dpia"),
    "duty on an unknown name": ("duties.toml", "use = [", "used = [", "duties.O7.when.used", "no such fact"),
    "duty on an unknown value": (
        "duties.toml",
        '["call_recording"]',
        '["recording"]',
        "duties.O11.when.kind",
        "recording",
    ),
    "uncited duty": ("duties.toml", 'cites = ["C24", "C25", "C32"]', "cites = []", "duties.O15.cites", "no citation"),
    "modifier on a function's fact": (
        "circular.toml",
        'when = { ground = ["none"] }',
        'when = { kept = ["raw"] }',
        "modifiers.ground_none.when.kept",
        "no such fact",
    ),
    "modifier with an unknown outcome": (
        "circular.toml",
        'ground = ["none"] }\noutcome = "not_admissible"',
        'ground = ["none"] }\noutcome = "no"',
        "modifiers.ground_none.outcome",
        "no such outcome",
    ),
    "position without a source": (
        "circular.toml",
        'cites = ["C21", "C22", "C23"]',
        "cites = []",
        "flags.conflict:agreement_c25.positions.cites",
        "no citation",
    ),
    "another presence": (
        "circular.toml",
        '[[presence.choices]]\nid = "absent"',
        '[[presence.choices]]\nid = "gone"',
        "",
        "",
    ),
    "a status without a name": ("circular.toml", "inference = ", "guess = ", "statuses", "inference"),
    "another type of answer": (
        "circular.toml",
        'id = "retention_days"\ntype = "number"',
        'id = "retention_days"\ntype = "text"',
        "facts.retention_days.type",
        "text",
    ),
    "the same value twice": ("circular.toml", 'id = "safety"', 'id = "assets"', "facts.ground.choices", "twice"),
    "case with an unknown outcome": ("cases.toml", 'expected = "work_tool"', 'expected = "fine"', "cases.", "fine"),
    "case with an unknown kind": (
        "cases.toml",
        'kind = "attendance"',
        'kind = "badge"',
        "cases.cass_17531_2017",
        "badge",
    ),
    "case with an unknown fact": (
        "cases.toml",
        'row_kept = "no"',
        'row_kept = "so"',
        "cases.circular_first_class",
        "so",
    ),
    "case with an unknown act": ("cases.toml", 'act = "cass_17531_2017"', 'act = "cass_1"', "cases.", "cass_1"),
    "rule id of another file": (
        "kinds/breaks.toml",
        'id = "breaks.no_customer"',
        'id = "productivity.no_customer"',
        "",
        "the id is used in",
    ),
    "empty text": (LOG, cut(source(LOG), "label = ", "\n"), 'label = ""', "label", "the text is empty"),
}


@pytest.mark.parametrize(("file", "old", "new", "key", "reason"), DEFECTS.values(), ids=DEFECTS)
def test_a_broken_copy_is_refused(tmp_path: Path, file: str, old: str, new: str, key: str, reason: str) -> None:
    problems = broken(tmp_path, file, old, new).problems
    told = [p for p in problems if key in p.key and reason in p.reason and (p.file == file or "used in" in reason)]
    assert told, [str(problem) for problem in problems]
    assert str(told[0]).startswith(f"{told[0].file}: {told[0].key}: ")


# ---- by enumeration ----------------------------------------------------------------------------------------------


def test_an_uncovered_combination_is_told(tmp_path: Path) -> None:
    last = cut(source(LOG), '[[rules]]\nid = "call_log.rest"', "[[implications]]")
    report = broken(tmp_path, LOG, last, "")
    told = [problem for problem in report.problems if problem.file == LOG and problem.key == "rules"]
    assert "no rule for traceable=small_group" in told[0].reason
    assert report.counts["call_log"] == 32


def test_a_rule_that_can_never_decide_is_told(tmp_path: Path) -> None:
    (problem,) = broken(tmp_path, LOG, 'when = { traceable = ["no"] }', "when = { traceable = [] }").problems
    assert (problem.file, problem.key) == (LOG, "rules.call_log.not_traceable")
    assert "can never decide" in problem.reason


def test_a_rule_that_contradicts_the_one_before_it_is_told(tmp_path: Path) -> None:
    found = broken(tmp_path, LOG, 'when = { traceable = ["no"] }', "when = {}").problems
    assert {problem.key for problem in found} == {"rules.call_log.kept_by_person", "rules.call_log.rest"}


def test_a_choice_that_grows_and_lowers_the_tier_is_told(tmp_path: Path) -> None:
    report = broken(tmp_path, LOG, 'kept = { at_least = "raw" }', 'kept = ["no"]')
    assert [str(problem) for problem in report.problems] == []
    folder = tmp_path / "circulars/inl-2017-04/2026.11"
    flags = '\nflags = ["conflict:filter_k1"]'
    rewrite(folder / LOG, '"needs_agreement_or_authorisation"' + flags, '"not_admissible"' + flags)
    found = check_version(folder).problems
    assert {(problem.file, problem.key) for problem in found} == {(LOG, "facts.kept")}
    assert "raising it to raw lowers the tier" in found[0].reason


def test_a_choice_that_grows_and_drops_an_implication_is_told(tmp_path: Path) -> None:
    report = broken(tmp_path, LOG, 'when = { computed = ["yes"]', 'when = { computed = ["no"]')
    assert {(problem.file, problem.key) for problem in report.problems} == {(LOG, "implications.call_log.counts")}
    assert "raising computed to yes drops it" in report.problems[0].reason


def test_implications_in_a_circle_are_told(tmp_path: Path) -> None:
    back = """
[[implications]]
id = "attendance.back"
when = { clock_detail = ["breaks"] }
kind = "breaks"
sets = { recorded_by = "time_clock" }
at_least = {}
cites = ["K3"]
reason = "%s"
"""
    folder = copied(tmp_path)
    for file in ("kinds/attendance.toml", "en/kinds/attendance.toml"):
        with (folder / file).open("a", encoding="utf-8") as stream:
            stream.write(back % "Prova.")
    (problem,) = check_version(folder).problems
    assert (problem.file, problem.key) == ("kinds", "implications")
    assert "circle" in problem.reason


def test_a_hole_in_the_standing_table_is_told(tmp_path: Path) -> None:
    table = source("standing.toml")
    last = cut(table, '[[rules]]\nid = "standing.prohibited_planned"')
    problem = broken(tmp_path, "standing.toml", last, "").problems[0]
    assert (problem.file, problem.key) == ("standing.toml", "rules")
    assert "no rule for outcome=prohibited, use=planned" in problem.reason


def test_a_row_of_the_standing_table_that_never_decides_is_told(tmp_path: Path) -> None:
    found = broken(tmp_path, "standing.toml", 'when = { use = ["off_locked"] }', "when = {}").problems
    assert ("standing.toml", "rules.standing.covered") in [(problem.file, problem.key) for problem in found]


# ---- words -------------------------------------------------------------------------------------------------------


def test_a_text_missing_in_english_is_told(tmp_path: Path) -> None:
    line = cut(source(LOG_EN), "label = ", "description")
    (problem,) = broken(tmp_path, LOG_EN, line, "").problems
    assert (problem.file, problem.key, problem.reason) == (LOG_EN, "label", "the text is missing")


def test_an_empty_english_text_is_missing_too(tmp_path: Path) -> None:
    line = cut(source(LOG_EN), "label = ", "\n")
    (problem,) = broken(tmp_path, LOG_EN, line, 'label = " "').problems
    assert (problem.file, problem.key) == (LOG_EN, "label")


def test_a_text_that_only_english_has_is_told(tmp_path: Path) -> None:
    more = '[[rules]]\nid = "call_log.new"\nreason = "Extra."\n\n[[implications]]'
    (problem,) = broken(tmp_path, LOG_EN, "[[implications]]", more).problems
    assert (problem.file, problem.key) == (LOG_EN, "rules.call_log.new.reason")
    assert "Italian does not have" in problem.reason


def test_a_missing_english_file_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / LOG_EN).unlink()
    (problem,) = check_version(folder).problems
    assert problem.file == LOG_EN


# ---- files that cannot be read -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("facts = [", "facts = [[", ""),
        ('group = "record"\n', "", "group"),
        ('"call_log.rest"', '"call_log.not_traceable"', "rules"),
    ],
    ids=["bad TOML", "missing key", "id twice"],
)
def test_a_file_that_cannot_be_read_is_the_one_problem(tmp_path: Path, old: str, new: str, key: str) -> None:
    report = broken(tmp_path, LOG, old, new)
    (problem,) = report.problems
    assert problem.file == LOG
    assert key in problem.key
    assert report.counts == {}
