"""Two desks on one folder: who has a practice, asking for it, changes from outside, versions in conflict."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from app.desk.desk import Desk
from app.domain.errors import UserError
from app.store.claims import Claims
from tests.desks import desk_on, listed

SYNCTHING = "practice.sync-conflict-20260203-101500-ABCDEF7.json"


@contextmanager
def colleague(folder: Path, name: str, start: int = 1) -> Iterator[Desk]:
    """A desk on a computer of its own."""
    with desk_on(folder, start=start) as desk:
        shelves = desk._shelves
        shelves.claims = Claims(shelves._archive, desk._clock, f"{name.lower()}-pc", 7, lambda _pid: True)
        shelves.settings._values = {"name": name}
        yield desk


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    with colleague(tmp_path, "Anna") as anna, colleague(tmp_path, "Bruno", 50) as bruno:
        anna.create("Alfa srl")
        assert anna.drain()
        look(anna)
        yield anna, bruno


def look(desk: Desk) -> None:
    desk.look_round()
    desk._shelves.call(lambda: None)


def test_a_claimed_practice_opens_to_be_read_and_says_who_has_it(two: tuple[Desk, Desk]) -> None:
    _anna, bruno = two
    bruno.open("p1")
    assert bruno.read_only
    assert bruno.neighbours.holder is not None
    assert (bruno.neighbours.holder.name, bruno.neighbours.holder.host) == ("Anna", "anna-pc")
    with pytest.raises(UserError, match="practice_claimed") as refused:
        bruno.set_company(name="Beta")
    assert "Anna" in bruno.words.error(refused.value)
    assert bruno.practice.company.name == "Alfa srl"


def test_reading_takes_no_claim_from_its_holder(two: tuple[Desk, Desk]) -> None:
    anna, bruno = two
    bruno.open("p1")
    bruno.close()
    anna.set_company(name="Alfa spa")
    assert anna.drain()
    look(anna)
    assert anna.neighbours.taken_by is None


def test_what_is_being_sealed_is_not_left_to_a_colleague(two: tuple[Desk, Desk]) -> None:
    """The seal could not be recorded any more."""
    anna, bruno = two
    bruno.open("p1")
    bruno.ask_to_leave()
    look(anna)
    refused: list[str] = []

    def meanwhile() -> None:
        try:
            anna.leave_to_them()
        except UserError as problem:
            refused.append(problem.key)

    def job() -> None:
        other = Thread(target=meanwhile)
        other.start()
        other.join()

    anna.of_this(job)()
    assert refused == ["work_under_way"]
    anna.set_company(name="Alfa spa")
    anna.leave_to_them()
    assert anna.read_only


def test_asked_and_granted(two: tuple[Desk, Desk]) -> None:
    anna, bruno = two
    bruno.open("p1")
    bruno.ask_to_leave()
    assert bruno.neighbours.asked
    look(anna)
    assert [one.name for one in anna.neighbours.requests] == ["Bruno"]
    anna.set_company(name="Alfa spa")
    anna.leave_to_them()
    with pytest.raises(UserError, match="practice_left"):
        anna.set_company(name="Gamma")
    look(bruno)
    assert bruno.neighbours.freed
    assert bruno.neighbours.changed
    bruno.reread()
    assert not bruno.read_only
    assert bruno.practice.company.name == "Alfa spa"
    bruno.set_company(name="Beta")
    assert bruno.drain()


def test_asked_and_refused(two: tuple[Desk, Desk]) -> None:
    anna, bruno = two
    bruno.open("p1")
    bruno.ask_to_leave()
    look(anna)
    anna.keep_working()
    look(anna)
    assert anna.neighbours.requests == ()
    anna.set_company(name="Alfa spa")
    look(bruno)
    assert not bruno.neighbours.freed


def test_opened_anyway_the_first_is_told_and_nothing_is_overwritten(two: tuple[Desk, Desk]) -> None:
    anna, bruno = two
    bruno.open("p1")
    bruno.open_anyway()
    assert not bruno.read_only
    bruno.set_company(name="Beta")
    assert bruno.drain()
    look(anna)
    assert anna.neighbours.taken_by is not None
    assert anna.neighbours.taken_by.name == "Bruno"
    assert anna.neighbours.changed
    anna.set_company(name="Gamma")
    assert not anna.drain()
    assert anna.save.problem is not None
    assert anna.save.problem.key == "changed_outside"
    bruno.reread()
    assert bruno.practice.company.name == "Beta"


def test_ones_own_saves_are_no_change_from_outside(two: tuple[Desk, Desk]) -> None:
    anna, _bruno = two
    heard: list[str] = []
    anna.listen(heard.append)
    for n in range(3):
        anna.set_company(name=f"Alfa {n}")
        assert anna.drain()
        look(anna)
    assert not anna.neighbours.changed
    assert "neighbours" not in heard


def test_another_version_of_the_same_number_is_not_overwritten(two: tuple[Desk, Desk], tmp_path: Path) -> None:
    """A synchronised folder puts the colleague's version in place of ours: same count, other content."""
    anna, bruno = two
    file = anna._shelves._archive.folder("p1") / "practice.json"
    ours = file.read_bytes()
    anna.set_company(name="Alfa di Anna")
    assert anna.drain()
    annas = file.read_bytes()
    file.write_bytes(ours)
    bruno.open("p1")
    bruno.open_anyway()
    bruno.set_company(name="Alfa di Bruno")
    assert bruno.drain()
    brunos = file.read_bytes()
    assert annas != brunos
    look(anna)
    assert anna.neighbours.changed
    anna.set_company(vat="01234567890")
    assert not anna.drain()
    assert file.read_bytes() == brunos


def test_left_open_by_a_closed_program_it_is_free(tmp_path: Path) -> None:
    with colleague(tmp_path, "Anna") as anna:
        anna.create("Alfa")
        assert anna.drain()
    with colleague(tmp_path, "Bruno") as bruno:
        bruno.open("p1")
        assert not bruno.read_only


@pytest.fixture
def conflicting(tmp_path: Path) -> Iterator[tuple[Desk, Path]]:
    with colleague(tmp_path / "theirs", "Bruno") as bruno:
        bruno.create("Alfa di Bruno")
        bruno.add_tool("Dialer")
        assert bruno.drain()
        theirs = bruno._shelves._archive.folder("p1") / "practice.json"
        with colleague(tmp_path / "mine", "Anna") as anna:
            anna.create("Alfa di Anna")
            assert anna.drain()
            path = anna._shelves._archive.folder("p1") / SYNCTHING
            shutil.copy(theirs, path)
            signed = path.parent / "signed" / "checklist.pdf"
            signed.parent.mkdir()
            signed.write_bytes(b"%PDF sealed")
            yield anna, path


def test_an_other_version_is_offered_and_not_listed(conflicting: tuple[Desk, Path]) -> None:
    anna, _path = conflicting
    assert [(one.id, one.problem) for one in listed(anna)] == [("p1", None)]
    (other,) = anna.conflicts()
    assert (other.practice_id, other.name, other.same, other.readable) == ("p1", "Alfa di Bruno", False, True)


def test_compared_the_differing_answers_are_told(conflicting: tuple[Desk, Path]) -> None:
    anna, _path = conflicting
    (other,) = anna.conflicts()
    found = {(one.where, one.mine, one.theirs) for one in anna.compare(other.id)}
    assert ("Azienda · nome", "Alfa di Anna", "Alfa di Bruno") in found
    assert ("Dialer · strumento", "", "c'è") in found


def test_both_are_kept(conflicting: tuple[Desk, Path]) -> None:
    anna, path = conflicting
    before = path.read_bytes()
    (other,) = anna.conflicts()
    kept = anna.keep_conflict(other.id)
    assert anna.conflicts() == []
    assert sorted((one.id, one.name) for one in listed(anna)) == [("p1", "Alfa di Anna"), (kept, "Alfa di Bruno")]
    assert [file.read_bytes() for file in path.parent.glob("*.settled-*")] == [before]
    anna.open(kept)
    assert anna.dossier is not None
    last = anna.dossier.ledger.journal[-1]
    assert (last.act, last.by, last.about) == ("conflict_kept", "Anna", SYNCTHING)
    assert anna.signed_path("checklist.pdf").read_bytes() == b"%PDF sealed"


def test_settled_the_file_stays(conflicting: tuple[Desk, Path]) -> None:
    anna, path = conflicting
    before = path.read_bytes()
    anna.settle_conflict(anna.conflicts()[0].id)
    assert anna.conflicts() == []
    assert [file.read_bytes() for file in path.parent.glob("*.settled-*")] == [before]
    assert anna.practice.company.name == "Alfa di Anna"


@pytest.mark.parametrize("damage", [lambda data: data[:200], lambda _data: b"", lambda _data: b"[]"])
def test_an_unreadable_one_is_told_and_left(conflicting: tuple[Desk, Path], damage: Callable[[bytes], bytes]) -> None:
    anna, path = conflicting
    path.write_bytes(damaged := damage(path.read_bytes()))
    (other,) = anna.conflicts()
    assert not other.readable
    assert [(one.id, one.problem) for one in listed(anna)] == [("p1", None)]
    with pytest.raises(UserError, match="practice_unreadable"):
        anna.keep_conflict(other.id)
    assert path.read_bytes() == damaged


def test_the_same_content_is_said_to_be_the_same(conflicting: tuple[Desk, Path]) -> None:
    anna, path = conflicting
    shutil.copy(path.with_name("practice.json"), path)
    (other,) = anna.conflicts()
    assert other == replace(other, same=True)
    assert anna.compare(other.id) == []


def test_what_was_kept_has_a_journal_that_holds(conflicting: tuple[Desk, Path]) -> None:
    anna, _path = conflicting
    anna.open(anna.keep_conflict(anna.conflicts()[0].id))
    assert anna.verify_journal() == ()
