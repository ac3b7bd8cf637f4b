"""Which copies are kept is said by their names; a copy is made only of what changed, and only of what can be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.store import atomic
from app.store.archive import Archive
from app.store.backups import DAILY, LAST, MONTHLY, WEEKLY, Backups, Copy, copy_named, to_keep

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path, Clock(), 1)


@pytest.fixture
def backups(archive: Archive, tmp_path: Path) -> Backups:
    return Backups(archive, tmp_path / "backups")


def places(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "backups").rglob("*") if path.is_file())


def names(*times: datetime) -> list[str]:
    """A copy's name for each of these moments; the later, the later a save."""
    order = sorted(times)
    return [Copy(order.index(at) + 1, at, "0" * 16).name for at in times]


def test_a_name_says_all_and_only_our_own_is_read() -> None:
    copy = Copy(12, NOON, "0123456789abcdef")
    assert copy.name == "20261123T120000Z-12-0123456789abcdef.json"
    assert copy_named(copy.name) == copy
    for strange in ("", "practice.json", copy.name + "x", "20261399T120000Z-1-0123456789abcdef.json", "notes.txt"):
        assert copy_named(strange) is None


def test_the_last_ones_are_kept_whatever_their_day() -> None:
    all_day = names(*(NOON + timedelta(minutes=n) for n in range(50)))
    assert to_keep(all_day) == set(all_day[-LAST:])


def test_one_a_day_a_week_and_a_month_are_kept_the_last_of_each() -> None:
    hourly = [NOON - timedelta(hours=12 * n) for n in range(2 * 800)]
    all_names = dict(zip(names(*hourly), hourly, strict=True))
    kept = sorted((all_names[name] for name in to_keep(all_names)), reverse=True)
    assert kept[:LAST] == hourly[:LAST]
    days = {at.date() for at in kept}
    assert {(NOON - timedelta(days=n)).date() for n in range(DAILY)} <= days
    weeks = {at.isocalendar()[:2] for at in kept}
    assert {(NOON - timedelta(weeks=n)).isocalendar()[:2] for n in range(WEEKLY)} <= weeks
    months = {(at.year, at.month) for at in kept}
    assert len(months) == MONTHLY
    assert min(kept).date().isoformat() == "2025-12-31"
    assert len(kept) <= LAST + DAILY + WEEKLY + MONTHLY


def test_what_is_old_stays_if_nothing_younger_came() -> None:
    old = names(*(NOON - timedelta(days=400 * n) for n in range(5)))
    assert to_keep(old) == set(old)


def test_to_keep_is_stable_and_the_order_does_not_matter() -> None:
    all_names = names(*(NOON - timedelta(hours=7 * n) for n in range(900)))
    kept = to_keep(all_names)
    assert to_keep(reversed(all_names)) == kept
    assert to_keep(kept) == kept


def test_a_clock_set_back_makes_no_copy_the_older_one() -> None:
    before, after = Copy(1, NOON, "0" * 16), Copy(2, NOON - timedelta(days=900), "1" * 16)
    assert sorted([after, before], reverse=True) == [after, before]
    many = [Copy(n, NOON - timedelta(minutes=n), "0" * 16).name for n in range(LAST + 9)]
    assert set(many[-LAST:]) <= to_keep(many)


def test_a_copy_is_made_once_for_each_content(archive: Archive, backups: Backups, tmp_path: Path) -> None:
    archive.save("one", {"n": 1}, 1, None)
    first = backups.make("one")
    assert first is not None
    assert backups.make("one") is None
    archive.save("one", {"n": 1}, 1, 1)
    assert backups.make("one") is None
    archive.save("one", {"n": 2}, 1, 2)
    second = backups.make("one")
    assert second is not None
    assert backups.copies("one") == [second, first]
    assert backups.read("one", first).dossier == {"n": 1}
    assert backups.read("one", second).dossier == {"n": 2}
    assert [path.name for path in places(tmp_path)] == [first.name, second.name]
    assert backups.ids() == ["one"]


def test_a_copy_is_the_file_byte_for_byte(archive: Archive, backups: Backups, tmp_path: Path) -> None:
    archive.save("one", {"n": 1}, 1, None)
    backups.make("one")
    (copy,) = places(tmp_path)
    assert copy.read_bytes() == archive.file("one").read_bytes()


def test_what_cannot_be_read_is_not_copied(archive: Archive, backups: Backups, tmp_path: Path) -> None:
    archive.save("one", {"n": 1}, 1, None)
    backups.make("one")
    before = {path: path.read_bytes() for path in places(tmp_path)}
    archive.file("one").write_bytes(archive.file("one").read_bytes().replace(b'"n":1', b'"n":7'))
    with pytest.raises(UserError, match="practice_unreadable"):
        backups.make("one")
    with pytest.raises(UserError, match="practice_missing"):
        backups.make("two")
    assert {path: path.read_bytes() for path in places(tmp_path)} == before


def test_a_copy_gone_bad_is_neither_read_nor_counted_as_one(archive: Archive, backups: Backups, tmp_path: Path) -> None:
    archive.save("one", {"n": 1}, 1, None)
    first = backups.make("one")
    archive.save("one", {"n": 2}, 1, 1)
    second = backups.make("one")
    assert first is not None
    assert second is not None
    bad = places(tmp_path)[1]
    bad.write_bytes(bad.read_bytes()[:-9])
    with pytest.raises(UserError, match="copy_unreadable"):
        backups.read("one", second)
    found = backups.newest_good("one")
    assert found is not None
    assert found[0] == first
    assert backups.make("one") == second  # the content has no good copy: it is made again
    assert backups.read("one", second).dossier == {"n": 2}


def test_a_copy_of_another_content_than_its_name_says_is_refused(archive: Archive, backups: Backups) -> None:
    archive.save("one", {"n": 1}, 1, None)
    first = backups.make("one")
    archive.save("one", {"n": 2}, 1, 1)
    second = backups.make("one")
    assert first is not None
    assert second is not None
    place = archive.file("one").parents[3] / "backups" / archive.folder("one").parent.name / "one"
    atomic.write_bytes(place / second.name, (place / first.name).read_bytes())
    with pytest.raises(UserError, match="copy_unreadable"):
        backups.read("one", second)


def test_only_ours_are_let_go_of(archive: Archive, backups: Backups, tmp_path: Path) -> None:
    count = None
    for n in range(LAST + 5):
        count = archive.save("one", {"n": n}, 1, count).save_count
        backups.make("one")
        if n == 0:
            (places(tmp_path)[0].parent / "mine.txt").write_bytes(b"keep")
    kept = backups.copies("one")
    assert len(kept) == LAST
    assert [backups.read("one", copy).dossier["n"] for copy in kept] == list(range(LAST + 4, 4, -1))
    assert [path.name for path in places(tmp_path) if path.suffix == ".txt"] == ["mine.txt"]


def test_what_is_only_in_memory_can_be_kept(archive: Archive, backups: Backups) -> None:
    copy = backups.put("one", {"mine": True}, 1, 3, NOON)
    assert backups.read("one", copy).dossier == {"mine": True}
    assert backups.read("one", copy).save_count == 3


def test_a_newer_programs_practice_is_copied_and_not_read(archive: Archive, tmp_path: Path) -> None:
    Archive(tmp_path, Clock(), 2).save("one", {"n": 1}, 2, None)
    backups = Backups(archive, tmp_path / "backups")
    copy = backups.make("one")
    assert copy is not None
    assert backups.make("one") is None
    with pytest.raises(UserError, match="practice_newer"):
        backups.read("one", copy)
    assert backups.newest_good("one") is None


def test_forgotten_for_good(archive: Archive, backups: Backups, tmp_path: Path) -> None:
    archive.save("one", {"n": 1}, 1, None)
    backups.make("one")
    backups.forget("one")
    backups.forget("one")
    assert (backups.ids(), backups.copies("one"), places(tmp_path)) == ([], [], [])


def test_what_else_lies_among_the_copies_is_no_practice(backups: Backups, tmp_path: Path) -> None:
    other = tmp_path / "backups" / "before-import" / "20261123T120000Z" / "one"
    other.mkdir(parents=True)
    (other / "practice.json").touch()
    assert backups.ids() == []
