from __future__ import annotations

import re
import tomllib

from app.library.tables import tables
from tests.law import RESOURCES

FOLDER = RESOURCES / "tables"


def test_every_table_says_when_and_how_it_was_made() -> None:
    for file in FOLDER.glob("*.toml"):
        raw = tomllib.loads(file.read_text("utf-8"))
        assert re.fullmatch(r"\d{4}-\d{2}", raw["date"]), file.name
        assert raw["made"], file.name


def test_the_provinces_are_codes_of_two_letters_and_each_once() -> None:
    raw = tomllib.loads((FOLDER / "provinces.toml").read_text("utf-8"))["codes"]
    assert len(raw) == len(set(raw)) == 107
    assert all(re.fullmatch("[A-Z]{2}", code) for code in raw)
    found = tables(FOLDER)
    assert {"LE", "RM", "AO", "SU"} <= found.provinces
    assert set(found.provinces_replaced.values()) <= found.provinces
    assert not found.provinces & set(found.provinces_replaced)
