from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.law import FOLDER, law, refused


def raw(name: str, key: str) -> list[dict[str, object]]:
    parts: list[dict[str, object]] = tomllib.loads((FOLDER / name).read_text("utf-8"))[key]
    return parts


def test_every_part_of_the_tables_is_loaded_in_its_order() -> None:
    circular = law()
    for name, key, parts in (
        ("duties.toml", "duties", circular.duties),
        ("stakes.toml", "stakes", circular.stakes),
        ("standing.toml", "rules", circular.standing_rules),
        ("routes.toml", "ways", circular.routes.ways),
        ("routes.toml", "notes", circular.routes.notes),
        ("routes.toml", "setups", circular.routes.setups),
        ("dates.toml", "dates", tuple(circular.dates.values())),
        ("standing.toml", "standings", tuple(circular.standings.values())),
    ):
        assert [part.id for part in parts] == [part["id"] for part in raw(name, key)], key
        for part, table in zip(parts, raw(name, key), strict=True):
            for text in ("label", "text", "title", "who", "by_when", "reason", "form", "way", "standing"):
                assert getattr(part, text, None) == table.get(text), (part.id, text)
            for many in ("cites", "flags", "notes"):
                if hasattr(part, many):
                    assert getattr(part, many) == tuple(table.get(many, ())), (part.id, many)  # type: ignore[arg-type]


def test_only_duties_marked_so_are_urgent() -> None:
    assert {duty.id for duty in law().duties if duty.urgent} == {
        d["id"] for d in raw("duties.toml", "duties") if d.get("urgent")
    }
    assert {"O6", "O7"} <= {duty.id for duty in law().duties if duty.urgent}


def test_axes_signatories_and_the_small_firm_are_read() -> None:
    assert law().routes.small_up_to == 15
    assert law().routes.axes["paper"] == ("none", "prior", "beyond", "late")
    assert law().standing_axes["use"] == ("in_use", "planned", "off_reversible", "off_locked")
    assert law().signatories["agreement"] == ("rsu", "rsa", "national_unions")


def test_dates_are_days_and_months_are_numbers() -> None:
    dated = law().dates["ai_high_risk"]
    assert (dated.date, dated.verify_after_months) == ("2027-12-02", 6)
    assert len(dated.checked_on) == len("2026-11-23")


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("duties.toml", 'who = "', 'whose = "', "duties.O6_meanwhile.who"),
        ("stakes.toml", 'label = "', 'labels = "', "stakes.offence.label"),
        ("stakes.toml", "when = {", "wen = {", "stakes.offence.when"),
        ("standing.toml", 'reason = "', 'reasons = "', "rules.standing.off_locked.reason"),
        ("standing.toml", "rank = 0\n", "", "standings.not_present.rank"),
        ("routes.toml", 'form = "none"\n', "", "ways.locked.form"),
        ("routes.toml", "[size]\nup_to = 15", "[size]", "up_to"),
        ("routes.toml", "[axes]", "[axles]", "axes"),
        ("routes.toml", 'way = "no_representatives_one_office"\n', "", "setups.small_centre_first_recorder.way"),
        ("dates.toml", 'checked_on = "2026-11-23"\n', "", "dates.ai_prohibitions.checked_on"),
        ("dates.toml", "verify_after_months = 6\n", "", "dates.ai_prohibitions.verify_after_months"),
    ],
)
def test_a_missing_key_is_told_with_its_place(tmp_path: Path, file: str, old: str, new: str, key: str) -> None:
    problem = refused(tmp_path, file, old, new)
    assert (problem.file, problem.key, problem.reason) == (file, key, "is missing")


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("dates.toml", 'date = "2025-02-02"', 'date = "soon"', "dates.ai_prohibitions"),
        ("dates.toml", 'checked_on = "2026-11-23"', "checked_on = 3", "dates.ai_prohibitions"),
        ("dates.toml", "verify_after_months = 6", 'verify_after_months = "often"', "dates.ai_prohibitions"),
        ("routes.toml", "up_to = 15", 'up_to = "few"', ""),
        ("routes.toml", 'use = ["off_locked"] }\nform', "use = 3 }\nform", "ways.locked.when.use"),
        ("stakes.toml", 'cites = ["Z3"]', "cites = 3", "stakes.penalty"),
        ("duties.toml", 'cites = ["C24", "C25", "C32"]', "cites = 3", "duties.O15"),
        (
            "standing.toml",
            'use = ["off_locked"] }',
            'use = { at_least = "planned" } }',
            "rules.standing.off_locked.when.use",
        ),
    ],
)
def test_another_shape_is_told_with_its_place(tmp_path: Path, file: str, old: str, new: str, key: str) -> None:
    problem = refused(tmp_path, file, old, new)
    assert (problem.file, problem.key) == (file, key)


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("stakes.toml", 'id = "penalty"', 'id = "offence"', "stakes.offence"),
        ("routes.toml", 'id = "forbidden"', 'id = "locked"', "ways.locked"),
        ("dates.toml", 'id = "ai_literacy"', 'id = "ai_prohibitions"', "dates.ai_prohibitions"),
        ("standing.toml", 'id = "in_order"', 'id = "not_present"', "standings.not_present"),
    ],
)
def test_no_id_comes_twice(tmp_path: Path, file: str, old: str, new: str, key: str) -> None:
    problem = refused(tmp_path, file, old, new)
    assert (problem.file, problem.key, problem.reason) == (file, key, "the id is used twice")
