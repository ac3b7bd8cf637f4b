from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.conditions import All, AnyOf, Is, Not
from app.library.load import condition
from app.library.raw import LawError
from tests.law import law, refused

SCALES = {"kept": ("no", "raw", "per_operator")}


def test_conditions_are_read_and_at_least_is_spelled_out() -> None:
    raw = {"kept": {"at_least": "raw"}, "any": [{"channel": ["written", "none"]}, {"not": {"coverage": ["all"]}}]}
    assert condition(raw, SCALES, "f", "k") == All(
        (
            Is("kept", frozenset({"raw", "per_operator"})),
            AnyOf((Is("channel", frozenset({"written", "none"})), Not(Is("coverage", frozenset({"all"}))))),
        )
    )
    assert condition({}, SCALES, "f", "k") == All(())
    assert condition({"channel": ["none"]}, SCALES, "f", "k") == Is("channel", frozenset({"none"}))


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ({"kept": {"at_least": "often"}}, "k.kept"),
        ({"channel": {"at_least": "written"}}, "k.channel"),
        ({"kept": "raw"}, "k.kept"),
        ({"kept": {"at_most": "raw"}}, "k.kept"),
        ({"any": [{"kept": 1}]}, "k.any.kept"),
        ({"all": ["kept"]}, "k.all"),
        ("kept", "k"),
    ],
)
def test_a_condition_of_another_shape_is_refused_at_its_key(raw: object, key: str) -> None:
    with pytest.raises(LawError) as problem:
        condition(raw, SCALES, "kinds/x.toml", "k")
    assert (problem.value.file, problem.value.key) == ("kinds/x.toml", key)


def test_a_shared_fact_takes_the_words_of_the_kind_and_keeps_its_values() -> None:
    log, states = law().kinds["call_log"].fact("traceable"), law().kinds["operator_states"].fact("traceable")
    assert log.question != states.question
    assert (log.values, log.ordered) == (states.values, states.ordered)
    assert law("en").kinds["call_log"].fact("traceable").question != log.question


def test_facts_go_to_tool_company_and_kinds_by_their_scope() -> None:
    assert [fact.id for fact in law().tool_facts] == [
        "ground",
        "judges_individual",
        "uses_ai",
        "decided_by_machine",
        "shared_codes",
    ]
    assert [fact.id for fact in law().company_facts] == ["workforce", "units", "offices", "talks", "remote_work"]
    shared = {fact.id for fact in (*law().tool_facts, *law().company_facts)}
    assert not [fact.id for kind in law().kinds.values() for fact in kind.facts if fact.id in shared]


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("circular.toml", 'version = "2026.11"\n', "", "version"),
        ("circular.toml", 'chip = "Vietato"\n', "", "outcomes.prohibited.chip"),
        ("circular.toml", "tier = 3\n", "", "outcomes.prohibited.tier"),
        ("kinds/call_log.toml", 'group = "record"\n', "", "group"),
        ("kinds/call_log.toml", 'id = "call_log.rest"\n', "", "rules.2.id"),
        ("kinds/call_log.toml", "when = {}\n", "", "rules.call_log.rest.when"),
        ("kinds/call_log.toml", "facts = [", "facets = [", "facts"),
        ("sources.toml", 'status = "', 'state = "', "status"),
        ("standing.toml", "[axes]", "[axles]", "axes"),
        ("standing.toml", "[signatories]", "[signers]", "signatories"),
        ("duties.toml", 'by_when = "Subito"\n', "", "duties.O6_meanwhile.by_when"),
        ("templates.toml", 'kinds = ["attendance"]\n', "", "templates.time_clock.kinds"),
        ("cases.toml", 'expected = "work_tool"\n', "", "cases.circular_first_class.expected"),
    ],
)
def test_a_missing_key_is_told_with_its_file(tmp_path: Path, file: str, old: str, new: str, key: str) -> None:
    problem = refused(tmp_path, file, old, new)
    assert problem.file == file
    assert problem.key.endswith(key)
    assert problem.reason == "is missing"


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("duties.toml", 'id = "O7"', 'id = "O6"', "duties.O6"),
        (
            "kinds/call_log.toml",
            'id = "call_log.rest"',
            'id = "call_log.not_traceable"',
            "rules.call_log.not_traceable",
        ),
        ("kinds/call_log.toml", '"computed", "retention_days"', '"computed", "computed"', "facts.computed"),
        ("kinds/queue_statistics.toml", 'id = "source_data"', 'id = "traceable"', "own_facts.traceable"),
        ("kinds/call_log.toml", 'id = "call_log"', 'id = "breaks"', "id"),
    ],
)
def test_an_id_stands_for_one_thing(tmp_path: Path, file: str, old: str, new: str, key: str) -> None:
    problem = refused(tmp_path, file, old, new)
    assert (problem.file, problem.key) == (file, key)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("kinds/call_log.toml", "facts = [", "facts = 3 # ["),
        ("duties.toml", "cites = [", "cites = 3 # ["),
        ("standing.toml", 'use = ["in_use", "planned", "off_reversible", "off_locked"]', "use = 3"),
        ("circular.toml", "[presence]", "[[presence]]"),
    ],
)
def test_a_value_of_another_shape_is_told_and_no_crash(tmp_path: Path, file: str, old: str, new: str) -> None:
    problem = refused(tmp_path, file, old, new)
    assert problem.file == file


def test_a_kind_asks_only_facts_that_exist(tmp_path: Path) -> None:
    problem = refused(tmp_path, "kinds/call_log.toml", '"viewers"', '"onlookers"')
    assert "onlookers" in str(problem)
    assert (problem.file, problem.key) == ("kinds/call_log.toml", "facts")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [("[questions.kept]", "[questions.coverage]", "questions"), ("[questions.kept]", "[questions.kept.choices.x]", "")],
)
def test_words_for_what_is_not_asked_are_refused(tmp_path: Path, old: str, new: str, key: str) -> None:
    problem = refused(tmp_path, "kinds/call_log.toml", old, new)
    assert problem.file == "kinds/call_log.toml"
    assert problem.key == (key or "questions.kept.choices")
