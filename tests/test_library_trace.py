from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from app.library.trace import COLUMNS, Part, items_table, parts, parts_table
from tests.law import FOLDER, law

SERIES = ("C", "A", "Z", "P", "G", "L", "K")


def rows(table: str) -> list[dict[str, str]]:
    head, *lines = [line.split("\t") for line in table.splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_every_part_is_listed_once_with_its_place() -> None:
    found = list(parts(law()))
    assert len({(part.file, part.key) for part in found if part.column != "help"}) == len(
        [part for part in found if part.column != "help"]
    )
    assert {part.column for part in found} == set(COLUMNS)
    assert all((FOLDER / part.file).exists() for part in found)


def test_nothing_that_rests_on_an_item_is_forgotten() -> None:
    """Every list of cites in the files, in the parts listed."""

    def cited(part: object) -> set[str]:
        if isinstance(part, dict):
            own = set(part.get("cites", ())) if isinstance(part.get("cites"), list) else set()
            return own.union(*(cited(inner) for inner in part.values())) if part else own
        return set().union(*(cited(inner) for inner in part)) if isinstance(part, list) and part else set()

    in_files = {
        path.relative_to(FOLDER).as_posix(): cited(tomllib.loads(path.read_text("utf-8")))
        for path in (*FOLDER.glob("*.toml"), *FOLDER.glob("kinds/*.toml"))
    }
    listed: dict[str, set[str]] = {file: set() for file in in_files}
    for part in parts(law()):
        listed[part.file] |= set(part.cites)
        if part.column == "help":
            # A question that several kinds share stands in circular.toml and is listed where it is asked.
            listed["circular.toml"] |= set(part.cites)
    for file, cites in in_files.items():
        assert cites <= listed[file], (file, cites - listed[file])


def test_the_two_tables_say_the_same_from_either_end() -> None:
    by_item = {
        (item["item"], place.replace(":", ".toml:", 1))
        for item in rows(items_table(law()))
        for c in COLUMNS
        for place in item[c].split()
    }
    by_part = {
        (item, f"{part['file']}:{part['part']}") for part in rows(parts_table(law())) for item in part["items"].split()
    }
    assert by_item == by_part


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_item_has_a_use_or_a_reason_and_never_both(lang: str) -> None:
    found = rows(items_table(law(lang)))
    assert [row["item"] for row in found] == list(law().items)
    for row in found:
        uses = [row[column] for column in COLUMNS if row[column]]
        assert bool(uses) != bool(row["unused"].strip()), row["item"]


def test_every_series_of_items_is_there_without_a_gap() -> None:
    ids = set(law().items)
    for letter in SERIES:
        numbers = sorted(
            int(id[len(letter) :]) for id in ids if id[: len(letter)] == letter and id[len(letter) :].isdigit()
        )
        assert numbers, letter
        assert numbers == list(range(1, numbers[-1] + 1)), letter


def test_a_reason_is_told_in_both_languages() -> None:
    it, en = (rows(items_table(law(lang))) for lang in ("it", "en"))
    for ours, theirs in zip(it, en, strict=True):
        assert bool(ours["unused"]) == bool(theirs["unused"])
        assert not ours["unused"] or ours["unused"] != theirs["unused"]


def test_an_item_that_loses_its_only_use_stands_out() -> None:
    lone = next(
        row
        for row in rows(items_table(law()))
        if row["rules"]
        and not row["unused"]
        and " " not in row["rules"]
        and not any(row[column] for column in COLUMNS[1:])
    )
    name = lone["rules"].split(":")[1].removeprefix("rules.").removeprefix("implications.")
    kinds = {
        kind.id: replace(
            kind,
            rules=tuple(replace(r, cites=()) if r.id == name else r for r in kind.rules),
            implications=tuple(replace(i, cites=()) if i.id == name else i for i in kind.implications),
        )
        for kind in law().kinds.values()
    }
    after = {row["item"]: row for row in rows(items_table(replace(law(), kinds=kinds)))}
    assert not any(after[lone["item"]][column] for column in (*COLUMNS, "unused"))


def test_a_part_says_whether_it_must_cite() -> None:
    assert Part("rules", "f", "k", ()).needed
    assert {part.column for part in parts(law()) if not part.needed} == {"help"}
    assert all(part.cites for part in parts(law()) if part.needed)


def test_the_tables_are_plain_lines_of_equal_width() -> None:
    for table in (items_table(law()), parts_table(law())):
        assert table.endswith("\n")
        assert len({line.count("\t") for line in table.splitlines()}) == 1
