"""The list of practices is derived: made anew it is equal, kept it spares the reading, deleted it loses nothing."""

from __future__ import annotations

import copy
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import UserError
from app.store.archive import Archive
from app.store.bin import Bin
from app.store.index import Index
from app.text import folded

START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


def summarise(dossier: dict[str, Any], _schema: int) -> dict[str, Any]:
    return {"company": dossier["name"], "tools": len(dossier["tools"]), "search": f"{dossier['name']} CRM"}


class House:
    """An archive of three practices and ways to index it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.archive = Archive(folder, Clock(), 1)
        for practice_id, name in (("a", "Pronto Città"), ("b", "Voce Però"), ("c", "ÀLTRA Società")):
            self.archive.save(practice_id, {"name": name, "tools": [1]}, 1, None)

    def delete(self, practice_id: str) -> None:
        Bin(self.archive, self.folder / "bin", lambda: START).put(practice_id)

    def index(self, edition: str = "1") -> Index:
        return Index(self.archive, self.folder / "index.json", summarise, edition)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_the_last_saved_comes_first(house: House) -> None:
    index = house.index()
    assert index.refresh() == 3
    assert [one.id for one in index.summaries()] == ["c", "b", "a"]
    first = index.summaries()[0]
    assert first.facts == {"company": "ÀLTRA Società", "tools": 1}
    assert (first.saved_at, first.problem) == (START + timedelta(minutes=3), None)


def test_kept_rebuilt_and_grown_are_the_same(house: House) -> None:
    grown = house.index()
    grown.refresh()
    changed = {"name": "Nuova", "tools": []}
    grown.put("a", changed, 1, house.archive.save("a", changed, 1, 1))
    house.delete("b")
    grown.remove("b")
    grown.write()
    kept, rebuilt = house.index(), Index(house.archive, house.folder / "none.json", summarise, "1")
    assert kept.refresh() == 0
    assert rebuilt.refresh() == 2
    assert grown.summaries() == kept.summaries() == rebuilt.summaries()
    assert [one.id for one in kept.summaries()] == ["a", "c"]


def test_only_what_changed_is_read_again(house: House) -> None:
    index = house.index()
    index.refresh()
    index.write()
    house.archive.save("b", {"name": "Voce", "tools": [1, 2, 3]}, 1, 1)
    house.delete("c")
    later = house.index()
    assert later.refresh() == 1
    assert {one.id: one.facts["tools"] for one in later.summaries()} == {"a": 1, "b": 3}


def test_another_edition_works_everything_out_anew(house: House) -> None:
    index = house.index()
    index.refresh()
    index.write()
    assert house.index("2").refresh() == 3


@pytest.mark.parametrize("data", [b"", b"{", b"{}", b'{"about": {"1": {"edition": "1"}}, "practices": {"1": {}}}'])
def test_a_broken_index_file_loses_nothing(house: House, data: bytes) -> None:
    (house.folder / "index.json").write_bytes(data)
    index = house.index()
    index.refresh()
    assert len(index.summaries()) == 3
    index.write()
    assert house.index().refresh() == 0


def damages(path: tuple[object, ...], value: object) -> list[tuple[tuple[object, ...], object]]:
    """Every place in a value with another sort of value there."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [((*path, key), wrong) for key, _ in inside for wrong in (None, 5, "x", [], {"a": 1})]
    return found + [one for key, part in inside for one in damages((*path, key), part)]


def test_a_row_that_is_not_as_it_was_written_is_read_from_its_file(house: House) -> None:

    whole = house.index()
    whole.refresh()
    whole.write()
    kept = house.folder / "index.json"
    good = json.loads(kept.read_bytes())
    for path, wrong in damages((), good):
        bad = copy.deepcopy(good)
        place: Any = bad
        for step in path[:-1]:
            place = place[step]
        if place[path[-1]] == wrong:
            continue
        place[path[-1]] = wrong
        kept.write_bytes(json.dumps(bad).encode())
        again = house.index()
        again.recall()
        assert again.summaries() == [], path
        again.refresh()
        assert again.summaries() == whole.summaries(), path


def test_an_unchanged_index_is_not_written_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    index = house.index()
    index.refresh()
    index.write()
    later = house.index()
    later.refresh()
    monkeypatch.setattr(os, "replace", lambda *_: pytest.fail("nothing had changed"))
    index.write()
    later.write()


def test_a_failed_write_is_tried_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    index = house.index()
    index.refresh()
    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(UserError, match="disk_full"):
            index.write()
    index.write()
    assert house.index().refresh() == 0


def test_what_cannot_be_read_is_listed_as_such(house: House) -> None:
    Archive(house.folder, Clock(), 2).save("d", {"name": "Domani", "tools": []}, 2, None)
    Archive(house.folder, Clock(), 2).save("e", {"other": "shape"}, 2, None)
    (house.archive.folder("a") / "practice.json").write_bytes(b"{")
    house.archive.save("b", {"name": "no tools"}, 1, 1)
    index = house.index()
    index.refresh()
    found = {one.id: (one.problem, one.facts.get("company")) for one in index.summaries()}
    assert found == {
        "a": ("unreadable", None),
        "b": ("unreadable", None),
        "c": (None, "ÀLTRA Società"),
        "d": ("newer", "Domani"),
        "e": ("newer", None),
    }


def test_a_passing_fault_of_the_disk_passes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    index = house.index()
    with monkeypatch.context() as failing:
        failing.setattr(Path, "read_bytes", lambda _: (_ for _ in ()).throw(OSError(5, "I/O")))
        index.refresh()
        assert {one.problem for one in index.summaries()} == {"unreadable"}
    assert index.refresh() == 3
    assert {one.problem for one in index.summaries()} == {None}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["c", "b", "a"]),
        ("citta", ["a"]),
        ("CITTÀ crm", ["a"]),
        ("crm PRO", ["a"]),
        ("altra", ["c"]),
        ("pero voce", ["b"]),
        ("citta pero", []),
    ],
)
def test_search_minds_neither_accents_nor_capitals(house: House, text: str, ids: list[str]) -> None:
    index = house.index()
    index.refresh()
    assert [one.id for one in index.search(text)] == ids


def test_folding() -> None:
    assert folded("  È già\tSTRASSE ﬁne ΆΛΦΑ ") == folded("e gia strasse fine αλφα")


def test_a_refresh_cut_short_goes_on_from_there(house: House) -> None:
    index, seen = house.index(), []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            raise KeyError("enough")

    with pytest.raises(KeyError):
        index.refresh(stop)
    assert seen == [(1, 3), (2, 3)]
    assert len(index.summaries()) == 2
    index.write()
    assert house.index().refresh() == 1


def test_what_is_saved_or_deleted_while_others_are_read_is_not_lost(house: House) -> None:
    index = house.index()

    def meanwhile(done: int, _total: int) -> None:
        if done == 1:
            dossier = {"name": "Nuova", "tools": []}
            index.put("d", dossier, 1, house.archive.save("d", dossier, 1, None))
            index.put("c", dossier, 1, house.archive.save("c", dossier, 1, 1))
            house.delete("b")
            index.remove("b")

    index.refresh(meanwhile)
    assert {one.id: one.facts["company"] for one in index.summaries()} == {
        "a": "Pronto Città",
        "c": "Nuova",
        "d": "Nuova",
    }


def test_forgotten_every_file_is_read_again(house: House) -> None:
    index = house.index()
    index.refresh()
    index.write()
    index.forget()
    assert index.summaries() == []
    assert index.refresh() == 3
