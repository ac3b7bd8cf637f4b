"""Files of every older schema, as they were once written, open in this program and are saved in the newest schema."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.domain.chain import breaks
from app.domain.errors import UserError
from app.domain.ledger import Dossier, JournalEntry
from app.records import SCHEMA
from app.records.dossier import fingerprint, from_dict, to_dict
from app.records.migrations import STEPS, migrated
from tests.desks import desk_on, listed, question

OLD = Path(__file__).parent / "old_archives"
FILE = Path("practices/aa/practice001/practice.json")


def record(folder: Path) -> dict[str, Any]:
    """The one record of a practice's file."""
    found: dict[str, Any] = json.loads((folder / FILE).read_bytes())["practice"]["1"]
    return found


def test_every_older_schema_has_its_step_and_its_file() -> None:
    assert list(STEPS) == list(range(1, SCHEMA))
    for schema in STEPS:
        assert record(OLD / f"schema-{schema}")["schema"] == schema


@pytest.mark.parametrize("schema", sorted(STEPS))
def test_an_older_dossier_is_read_whole(schema: int) -> None:
    raw = record(OLD / f"schema-{schema}")["dossier"]
    dossier = from_dict(raw, schema)
    assert to_dict(dossier)["practice"] == raw["practice"]
    read = to_dict(dossier)["ledger"]
    assert read["actions"] == raw["ledger"].get("actions", [])
    for kept, written in ((read["journal"], raw["ledger"]["journal"]), (read["revisions"], raw["ledger"]["revisions"])):
        assert [{name: one[name] for name in old} for one, old in zip(kept, written, strict=True)] == written
    assert from_dict(to_dict(dossier)) == dossier


def test_what_was_sealed_under_schema_1_still_counts_as_sealed() -> None:
    dossier: Dossier = from_dict(record(OLD / "schema-1")["dossier"], 1)
    assert dossier.ledger.last_sealed is not None
    assert dossier.ledger.last_sealed.practice_sha256 == fingerprint(dossier.practice)


@pytest.mark.parametrize("schema", sorted(STEPS))
def test_an_older_file_is_listed_opened_changed_and_saved_anew(tmp_path: Path, schema: int) -> None:
    shutil.copytree(OLD / f"schema-{schema}", tmp_path / "data")
    with desk_on(tmp_path / "data") as desk:
        (summary,) = listed(desk)
        assert (summary.problem, summary.state) == (None, "signed")
        desk.open("practice001")
        assert not desk.read_only
        assert desk.journal_breaks == ()
        assert record(tmp_path / "data")["schema"] == schema
        desk.answer(question(desk, "tool2", "judges_individual"), "yes")
        assert desk.drain()
        assert listed(desk)[0].state == "in_progress"
    assert record(tmp_path / "data")["schema"] == SCHEMA
    with desk_on(tmp_path / "data") as desk:
        desk.open("practice001")
        assert desk.journal_breaks == ()
        assert [entry.act for entry in desk.dossier.ledger.journal][:2] == ["created", "sealed"]  # type: ignore[union-attr]


def test_the_example_of_a_step_is_left_as_it_is() -> None:
    raw = record(OLD / "schema-1")["dossier"]
    before = json.dumps(raw)
    assert migrated(raw, 1)["ledger"]["actions"] == []
    assert json.dumps(raw) == before


@pytest.mark.parametrize("schema", [1, 2])
def test_an_older_journal_is_chained_as_it_stands_and_marked_so(schema: int) -> None:
    raw = record(OLD / f"schema-{schema}")["dossier"]
    ledger = from_dict(raw, schema).ledger
    assert {entry.late for entry in ledger.journal} == {True}
    assert [revision.journal_head for revision in ledger.revisions] == [""]
    assert breaks(ledger) == ()
    assert from_dict(raw, schema).ledger.head == ledger.head
    later = ledger.noted(JournalEntry("2026-11-24T10:00:00+01:00", "Ada", "undone"))
    assert not later.journal[-1].late
    assert breaks(later) == ()


def test_an_older_file_that_knows_of_the_chain_is_no_older_file() -> None:
    raw = record(OLD / "schema-2")["dossier"]
    for ledger in (
        {**raw["ledger"], "head": "0" * 64},
        {**raw["ledger"], "journal": [{**raw["ledger"]["journal"][0], "late": False}]},
        {**raw["ledger"], "revisions": [{**raw["ledger"]["revisions"][0], "journal_head": "x"}]},
    ):
        with pytest.raises(UserError, match="practice_unreadable"):
            from_dict({**raw, "ledger": ledger}, 2)


@pytest.mark.parametrize("raw", [{}, {"practice": {}, "ledger": 3}, {"ledger": {"actions": "x"}}])
@pytest.mark.parametrize("schema", [0, 1, 2])
def test_an_older_file_of_another_shape_is_unreadable(raw: dict[str, Any], schema: int) -> None:
    with pytest.raises(UserError) as problem:
        from_dict(raw, schema)
    assert problem.value.key == "practice_unreadable"
