"""What was deleted is kept whole for ninety days, comes back, and then goes for good and not by halves."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import UserError
from app.store.archive import Archive
from app.store.bin import DAYS, Bin, Deleted, expired, when

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
DOSSIER: dict[str, Any] = {"company": {"name": "Pronto Città"}}


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    it = Archive(tmp_path, lambda: NOW, 1)
    it.save("one", DOSSIER, 1, None)
    return it


def bin_of(kept: Archive, tmp_path: Path, later: timedelta = timedelta()) -> Bin:
    return Bin(kept, tmp_path / "bin", lambda: NOW + later)


def test_deleted_practices_come_back_whole(kept: Archive, tmp_path: Path) -> None:
    (kept.folder("one") / "signed").mkdir()
    (kept.folder("one") / "signed" / "a.pdf").write_bytes(b"%PDF")
    it = bin_of(kept, tmp_path)
    deleted = it.put("one")
    assert (deleted.practice_id, deleted.at, deleted.until) == ("one", NOW, NOW + timedelta(days=DAYS))
    assert kept.ids() == []
    assert it.deleted() == [deleted]
    found = it.read(deleted)
    assert found is not None
    assert found.dossier == DOSSIER
    it.take_out(deleted)
    assert kept.load("one").dossier == DOSSIER
    assert (kept.folder("one") / "signed" / "a.pdf").read_bytes() == b"%PDF"
    assert it.deleted() == []
    assert os.listdir(tmp_path / "bin") == []


def test_each_deletion_is_kept_by_itself(kept: Archive, tmp_path: Path) -> None:
    it = bin_of(kept, tmp_path)
    first = it.put("one")
    kept.save("one", {"second": True}, 1, None)
    second = it.put("one")
    kept.save("one", {"third": True}, 1, None)
    assert it.deleted() == [second, first]
    with pytest.raises(UserError, match="practice_exists"):
        it.take_out(first)
    it.put("one")
    it.take_out(second)
    assert kept.load("one").dossier == {"second": True}
    with pytest.raises(UserError, match="practice_exists"):
        it.take_out(second)


@pytest.mark.parametrize("strange", [Deleted("one", "../practices"), Deleted("nine", "20261123T104200Z")])
def test_what_is_not_in_the_bin_does_not_come_out_of_it(kept: Archive, tmp_path: Path, strange: Deleted) -> None:
    it = bin_of(kept, tmp_path)
    it.put("one")
    with pytest.raises(UserError, match="practice_missing"):
        it.take_out(strange)


@pytest.mark.parametrize("strange", ["../../etc", "", "A", "a/b", "a b", "a" * 65, "."])
def test_what_is_no_id_is_missing(kept: Archive, tmp_path: Path, strange: str) -> None:
    it = bin_of(kept, tmp_path)
    for attempt in (it.put, lambda name: it.take_out(Deleted(name, "20261123T104200Z"))):
        with pytest.raises(UserError, match="practice_missing"):
            attempt(strange)


def test_which_go_for_good_is_said_by_their_names() -> None:
    places = ["20260825T104200Z", "20260825T104159Z-2", "20260825T104201Z", "20261123T104200Z", "other", "2026"]
    assert expired(places, NOW) == ["20260825T104159Z-2", "20260825T104200Z"]
    assert when("20269999T104200Z") is None


def test_ninety_days_later_it_goes_and_nothing_else(kept: Archive, tmp_path: Path) -> None:
    bin_of(kept, tmp_path).put("one")
    kept.save("two", DOSSIER, 1, None)
    bin_of(kept, tmp_path, timedelta(days=1)).put("two")
    (tmp_path / "bin" / "stray").mkdir()
    day_before = timedelta(days=DAYS, seconds=-1)
    assert bin_of(kept, tmp_path, day_before).purge() == []
    assert bin_of(kept, tmp_path, timedelta(days=DAYS)).purge() == ["one"]
    assert sorted(os.listdir(tmp_path / "bin")) == ["20261124T104200Z", "stray"]


def test_without_a_bin_there_is_nothing(kept: Archive, tmp_path: Path) -> None:
    assert bin_of(kept, tmp_path).deleted() == []
    assert bin_of(kept, tmp_path).purge() == []
