"""What the fault matrix lets fail: each act of the store, how its folder is made ready, what must hold afterwards.

An act is tried on a folder of its own with one fault; then ``whole`` looks at that folder with a program that knows
nothing of what happened. ``said``: whether the act said that it was done.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.domain.errors import UserError
from app.records import SCHEMA
from app.records.migrations import migrated
from app.store import leftovers
from app.store.archive import Archive
from app.store.backups import LAST, Backups
from app.store.bin import DAYS, Bin, Deleted

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
OLD: dict[str, Any] = {"n": 1, "room": "x" * 300}
NEW: dict[str, Any] = {"n": 2, "room": ""}
DAMAGED = b'{"practice": {"1": {"dossier": {"n": 1'


@dataclass
class Place:
    """A data folder as a program that has just started sees it."""

    folder: Path
    later: timedelta = timedelta()

    def __post_init__(self) -> None:
        self.archive = Archive(self.folder, lambda: NOW + self.later, 1)
        self.backups = Backups(self.archive, self.folder / "backups")
        self.bin = Bin(self.archive, self.folder / "bin", lambda: NOW + self.later)

    def content(self) -> Any:
        """The practice's, None if there is none, ``damaged`` if it cannot be read."""
        if "one" not in self.archive.ids():
            return None
        try:
            return self.archive.load("one").dossier
        except UserError as problem:
            return "damaged" if problem.key == "practice_unreadable" else problem.key

    def copied(self) -> list[Any]:
        """What the copies hold, the newest first: every copy that is listed can be read whole."""
        return [self.backups.read("one", copy).dossier for copy in self.backups.copies("one")]


Work = Callable[[], object]


@dataclass(frozen=True)
class Act:
    """``ready`` makes the folder ready and returns the act; ``whole`` raises AssertionError if something is lost."""

    ready: Callable[[Place], Work]
    whole: Callable[[Place, bool], None]


# ---- a save ------------------------------------------------------------------------------------------------------


def _first_save(place: Place) -> Work:
    return lambda: place.archive.save("one", NEW, 1, None)


def _first_or_none(place: Place, said: bool) -> None:
    assert place.content() in ((NEW,) if said else (None, NEW))


def _save(place: Place) -> Work:
    place.archive.save("one", OLD, 1, None)
    return lambda: place.archive.save("one", NEW, 1, 1)


def _old_or_new(place: Place, said: bool) -> None:
    assert place.content() in ((NEW,) if said else (OLD, NEW))


# ---- copies ------------------------------------------------------------------------------------------------------


def _copy(place: Place) -> Work:
    place.archive.save("one", OLD, 1, None)
    place.backups.make("one")
    place.archive.save("one", NEW, 1, 1)
    return lambda: place.backups.make("one")


def _copied(place: Place, said: bool) -> None:
    assert place.content() == NEW
    assert place.copied() in (([NEW, OLD],) if said else ([OLD], [NEW, OLD]))


def _one_copy_too_many(place: Place) -> Work:
    count = None
    for n in range(LAST + 1):
        count = place.archive.save("one", {"n": n}, 1, count).save_count
        if n < LAST:
            place.backups.make("one")
    return lambda: place.backups.make("one")


def _twenty_at_least(place: Place, said: bool) -> None:
    everything = [{"n": n} for n in range(LAST, -1, -1)]
    found = place.copied()
    newest = LAST if said or found[0] == everything[0] else LAST - 1
    # The oldest may stay if only its removal failed; it goes with the next.
    assert found in (everything[LAST - newest :][:LAST], everything[LAST - newest :])


# ---- restoring a copy, recovering from one -----------------------------------------------------------------------


def _restore(place: Place) -> Work:
    """The answers of a copy over the present ones, which are copied first: what the desk does."""
    place.archive.save("one", OLD, 1, None)
    copy = place.backups.make("one")
    assert copy is not None
    place.archive.save("one", NEW, 1, 1)

    def act() -> None:
        back = place.backups.read("one", copy).dossier
        place.backups.make("one")
        place.archive.save("one", back, 1, 2)

    return act


def _nothing_given_up(place: Place, said: bool) -> None:
    found, copies = place.content(), place.copied()
    assert found in ((OLD,) if said else (OLD, NEW))
    assert found == NEW or NEW in copies  # the present state was copied before it was replaced
    assert OLD in copies


def _recover(place: Place) -> Work:
    place.archive.save("one", NEW, 1, None)
    place.backups.make("one")
    place.archive.file("one").write_bytes(DAMAGED)

    def act() -> None:
        found = place.backups.newest_good("one")
        if found is None:
            raise UserError("copy_missing")
        place.archive.replace_damaged("one", found[1].dossier, 1, 2)

    return act


def _recovered_or_to_be(place: Place, said: bool) -> None:
    assert place.content() in ((NEW,) if said else ("damaged", NEW))
    assert place.copied() == [NEW]
    assert any(path.read_bytes() == DAMAGED for path in place.archive.folder("one").iterdir())


# ---- the bin -----------------------------------------------------------------------------------------------------

DELETED = Deleted("one", "20261123T104200Z")


def _delete(place: Place) -> Work:
    place.archive.save("one", NEW, 1, None)
    (place.archive.folder("one") / "signed").mkdir()
    (place.archive.folder("one") / "signed" / "a.pdf").write_bytes(b"%PDF")
    return lambda: place.bin.put("one")


def _here_or_in_the_bin(place: Place, said: bool) -> None:
    binned = place.folder / "bin" / DELETED.place / "one"
    assert place.archive.folder("one").exists() != binned.exists()
    assert binned.exists() or not said
    if binned.exists():
        place.bin.take_out(DELETED)
    assert place.content() == NEW
    assert (place.archive.folder("one") / "signed" / "a.pdf").read_bytes() == b"%PDF"


def _bring_back(place: Place) -> Work:
    _delete(place)()
    return lambda: place.bin.take_out(DELETED)


def _in_the_bin_or_here(place: Place, said: bool) -> None:
    if said:
        assert place.content() == NEW
    _here_or_in_the_bin(place, False)


def _purge(place: Place) -> Work:
    _delete(place)()
    place.later = timedelta(days=DAYS)
    return place.bin.purge


def _whole_or_gone(place: Place, said: bool) -> None:
    if place.bin.deleted():
        assert not said
        _here_or_in_the_bin(place, False)


# ---- an older format brought up to date --------------------------------------------------------------------------

OLDER = Path(__file__).resolve().parent.parent / "old_archives" / "schema-1"


def _of_schema_1() -> dict[str, Any]:
    """A dossier as schema 1 had it, out of the stored archive."""
    stored = json.loads(next(OLDER.rglob("practice.json")).read_bytes())
    dossier: dict[str, Any] = stored["practice"]["1"]["dossier"]
    return dossier


def _migrate(place: Place) -> Work:
    """The first save over an older file: it is copied as it is, then written in the newest schema, as the desk does."""
    old = _of_schema_1()
    place.archive.save("one", old, 1, None)
    newest = Archive(place.folder, lambda: NOW, SCHEMA)

    def act() -> None:
        loaded = newest.load("one")
        place.backups.make("one")
        newest.save("one", migrated(loaded.dossier, loaded.schema), SCHEMA, loaded.save_count)

    return act


def _old_format_or_new(place: Place, said: bool) -> None:
    old = _of_schema_1()
    new = migrated(old, 1)
    assert place.content() in ((new,) if said else (old, new))
    assert place.content() == old or old in place.copied()  # the older file was copied before it was replaced


ACTS = {
    "migrate": Act(_migrate, _old_format_or_new),
    "first save": Act(_first_save, _first_or_none),
    "save": Act(_save, _old_or_new),
    "copy": Act(_copy, _copied),
    "copy and let go": Act(_one_copy_too_many, _twenty_at_least),
    "restore": Act(_restore, _nothing_given_up),
    "recover": Act(_recover, _recovered_or_to_be),
    "delete": Act(_delete, _here_or_in_the_bin),
    "bring back": Act(_bring_back, _in_the_bin_or_here),
    "purge": Act(_purge, _whole_or_gone),
}


def check(act: Act, folder: Path, said: bool) -> None:
    """As after a new start: leftovers swept, everything there, and the same act can be done again."""
    act.whole(Place(folder), said)
    leftovers.sweep(folder)
    assert list(folder.rglob(".tmp-*")) == []


def main(name: str, folder: Path) -> None:
    """One act in a process of its own, for faults from outside: ready, a call that is easily seen, the act."""
    act = ACTS[name].ready(Place(folder))
    os.path.exists("/begin-the-act")
    act()
    print(json.dumps("said"), flush=True)
