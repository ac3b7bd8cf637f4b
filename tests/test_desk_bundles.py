"""Practices travel in a bundle: seen before they come in, and nothing here is lost by what comes."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.desk.desk import Desk
from app.domain.errors import UserError
from app.records import SCHEMA
from app.store import bundle, locked
from app.store.archive import Archive
from app.store.settings import Settings
from tests.desks import desk_on, listed
from tests.hostile.test_hostile import tree
from tests.law import NOW


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "LOG_N", 2)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "x.vaglio"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Desk]:
    """A desk with the practices p1 «Uno», with a signed PDF and evidence, and p2 «Due»."""
    with desk_on(tmp_path / "here") as desk:
        desk.create("Uno")
        desk.create("Due")
        desk.close()
        signed = desk._shelves.put_signed("p1", "a.pdf", b"%PDF a")
        evidence = signed.parent.parent / "evidence"
        evidence.mkdir()
        (evidence / "foto.jpg").write_bytes(b"jpg")
        yield desk


@pytest.fixture
def there(tmp_path: Path, here: Desk) -> Iterator[Desk]:
    """Another computer, which has the same practices from a copy of the folder."""
    shutil.copytree(tmp_path / "here" / "practices", tmp_path / "there" / "practices")
    with desk_on(tmp_path / "there", start=50) as desk:
        desk._clock.time += timedelta(hours=1)  # type: ignore[attr-defined]
        yield desk


def edit(desk: Desk, practice_id: str, **fields: Any) -> None:
    desk.open(practice_id)
    desk.set_practice(**fields)
    closed(desk)


def closed(desk: Desk) -> None:
    """The open practice let go of, and its copy made."""
    desk.close()
    desk._shelves.ids()


def relations(desk: Desk, file: Path) -> dict[str, str]:
    with desk.preview_bundle(file) as plan:
        return {item.id: item.relation for item in plan.items}


def brought(desk: Desk, file: Path, **choices: str) -> dict[str, tuple[str, str]]:
    with desk.preview_bundle(file) as plan:
        return {one.id: (one.done, one.as_id) for one in desk.import_bundle(plan, choices)}


def copies(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.glob("backups/before-import/*/*/practice*.json")]


def test_the_preview_says_what_would_come_and_changes_nothing(here: Desk, there: Desk, out: Path) -> None:
    edit(here, "p1", note="altro")
    here.create("Tre")
    closed(here)
    here.export_bundle((), out)
    edit(there, "p2", note="altro ancora")
    before = tree(out.parent)
    with there.preview_bundle(out) as plan:
        found = {item.id: (item.name, item.relation, item.choices) for item in plan.items}
    assert found == {
        "p1": ("Uno", "newer_there", ("newer", "both", "skip")),
        "p2": ("Due", "newer_here", ("newer", "both", "skip")),
        "p3": ("Tre", "new", ("newer", "skip")),
    }
    assert tree(out.parent) == before


def test_only_the_practices_named_are_exported(here: Desk, there: Desk, out: Path) -> None:
    here.export_bundle(["p2"], out)
    assert relations(there, out) == {"p2": "same"}


def test_the_newer_one_takes_the_place_and_a_copy_is_kept(here: Desk, there: Desk, out: Path, tmp_path: Path) -> None:
    edit(here, "p1", note="altro")
    here._shelves.put_signed("p1", "b.pdf", b"%PDF b")
    here.export_bundle(["p1"], out)
    place = there._shelves.folder("p1")
    old = (place / "practice.json").read_bytes()
    assert brought(there, out, p1="newer") == {"p1": ("replaced", "p1")}
    assert (place / "practice.json").read_bytes() == (here._shelves.folder("p1") / "practice.json").read_bytes()
    assert sorted(path.name for path in (place / "signed").iterdir()) == ["a.pdf", "b.pdf"]
    assert copies(tmp_path / "there") == [old]
    assert [row.name for row in listed(there)] == ["Uno", "Due"]
    assert relations(there, out) == {"p1": "same"}
    edit(there, "p1", note="e poi")
    assert relations(there, out) == {"p1": "newer_here"}


def test_both_gives_the_one_that_comes_an_id_and_a_sentence(here: Desk, there: Desk, out: Path) -> None:
    edit(here, "p1", note="qui")
    edit(there, "p1", note="là")
    here.export_bundle(["p1"], out)
    before = tree(there._shelves.folder("p1"))
    assert relations(there, out) == {"p1": "differs"}
    assert brought(there, out, p1="both") == {"p1": ("both", "p50")}
    assert tree(there._shelves.folder("p1")) == before
    there.open("p50")
    assert there.practice.id == "p50"
    assert there.practice.note == "qui"
    assert there.dossier is not None
    last = there.dossier.ledger.journal[-1]
    assert (last.act, last.about) == ("imported_copy", "p1")
    assert there.words(f"journal.{last.act}", about=last.about)
    assert (there._shelves.folder("p50") / "evidence" / "foto.jpg").read_bytes() == b"jpg"
    there.close()


def test_the_caller_decides_and_nothing_is_done_silently(here: Desk, there: Desk, out: Path) -> None:
    edit(here, "p1", note="qui")
    edit(there, "p1", note="là")
    edit(here, "p2", note="qui")
    here.export_bundle((), out)
    before = tree(out.parent / "there")
    with there.preview_bundle(out) as plan:
        for choices in ({}, {"p1": "skip"}, {"p1": "newer", "p2": "skip"}, {"p1": "both", "p2": "x"}):
            with pytest.raises(UserError, match="bundle_choice"):
                there.import_bundle(plan, choices)
        assert {one.done for one in there.import_bundle(plan, {"p1": "skip", "p2": "skip"})} == {"skipped"}
    assert tree(out.parent / "there") == before


def test_newer_here_stays(here: Desk, there: Desk, out: Path) -> None:
    here.export_bundle(["p1"], out)
    edit(there, "p1", note="là")
    before = tree(there._shelves.folder("p1"))
    assert brought(there, out, p1="newer") == {"p1": ("skipped", "p1")}
    assert tree(there._shelves.folder("p1")) == before


def test_a_signed_pdf_that_got_lost_comes_back(here: Desk, there: Desk, out: Path) -> None:
    here.export_bundle(["p1"], out)
    lost = there._shelves.folder("p1") / "signed" / "a.pdf"
    lost.unlink()
    assert brought(there, out) == {"p1": ("skipped", "p1")}
    assert brought(there, out, p1="newer") == {"p1": ("files", "p1")}
    assert lost.read_bytes() == b"%PDF a"


@pytest.mark.parametrize("name", ["a.pdf", "A.PDF"])
def test_a_signed_pdf_is_never_overwritten(here: Desk, there: Desk, out: Path, name: str) -> None:
    edit(here, "p1", note="qui")
    here.export_bundle(["p1"], out)
    mine = there._shelves.folder("p1") / "signed"
    (mine / "a.pdf").unlink()
    (mine / name).write_bytes(b"%PDF another")
    assert relations(there, out) == {"p1": "differs"}
    assert brought(there, out, p1="both") == {"p1": ("both", "p50")}
    assert (mine / name).read_bytes() == b"%PDF another"


def test_a_practice_changed_since_the_preview_is_left_and_the_others_come(here: Desk, there: Desk, out: Path) -> None:
    edit(here, "p1", note="qui")
    edit(here, "p2", note="qui")
    here.export_bundle((), out)
    with there.preview_bundle(out) as plan:
        edit(there, "p1", note="nel frattempo")
        before = tree(there._shelves.folder("p1"))
        found = there.import_bundle(plan, {"p1": "newer", "p2": "newer"})
    assert [(one.done, one.problem and one.problem.key) for one in found] == [
        ("failed", "bundle_changed_here"),
        ("replaced", None),
    ]
    assert tree(there._shelves.folder("p1")) == before


def test_a_practice_deleted_since_the_preview_does_not_rise_again(here: Desk, there: Desk, out: Path) -> None:
    edit(here, "p1", note="qui")
    here.export_bundle(["p1"], out)
    with there.preview_bundle(out) as plan:
        there.delete("p1")
        (found,) = there.import_bundle(plan, {"p1": "newer"})
    assert found.problem is not None
    assert found.problem.key == "bundle_changed_here"
    assert relations(there, out) == {"p1": "new"}


def test_the_open_practice_is_let_go_of_when_a_later_one_comes(here: Desk, there: Desk, out: Path) -> None:
    edit(here, "p1", note="qui")
    here.export_bundle((), out)
    there.open("p1")
    assert brought(there, out, p1="newer")["p1"] == ("replaced", "p1")
    assert there.dossier is None
    there.open("p2")
    assert brought(there, out, p1="skip")["p1"] == ("skipped", "p1")
    assert there.practice.id == "p2"
    there.close()


def test_an_unreadable_practice_here_is_never_overwritten(here: Desk, there: Desk, out: Path) -> None:
    here.export_bundle(["p1"], out)
    mine = there._shelves.folder("p1") / "practice.json"
    mine.write_bytes(b"{ damaged")
    assert relations(there, out) == {"p1": "differs"}
    assert brought(there, out, p1="both") == {"p1": ("both", "p50")}
    assert mine.read_bytes() == b"{ damaged"
    with pytest.raises(UserError, match="bundle_practice_unreadable"):
        there.export_bundle((), out)


def test_what_was_set_aside_in_its_folder_stays_when_the_practice_comes_back(
    here: Desk, there: Desk, out: Path
) -> None:
    here.export_bundle(["p1"], out)
    place = there._shelves.folder("p1")
    (place / "practice.json").rename(place / "practice.json.broken-x")
    assert brought(there, out) == {"p1": ("added", "p1")}
    assert (place / "practice.json.broken-x").exists()
    assert relations(there, out) == {"p1": "same"}


def raw(desk: Desk, practice_id: str = "p1") -> dict[str, Any]:
    file = json.loads((desk._shelves.folder(practice_id) / "practice.json").read_bytes())
    return dict(file["practice"]["1"]["dossier"])


def test_an_older_schema_travels_as_it_is(tmp_path: Path, out: Path, here: Desk) -> None:
    """Each practice carries its own schema number: what is written later may change, what was saved does not."""
    old = raw(here)
    old["ledger"] = {name: value for name, value in old["ledger"].items() if name != "actions"}
    Archive(tmp_path / "old", lambda: NOW, SCHEMA).save("p1", old, 1, None)
    with desk_on(tmp_path / "old") as desk:
        desk.export_bundle((), out)
    with desk_on(tmp_path / "fresh") as desk, desk.preview_bundle(out) as plan:
        assert plan.items[0].entry.schema == 1
        desk.import_bundle(plan, {})
    assert Archive(tmp_path / "fresh", lambda: NOW, SCHEMA).load("p1").schema == 1


def test_a_law_that_this_program_does_not_know_is_said(tmp_path: Path, here: Desk, out: Path) -> None:
    dossier = raw(here)
    dossier["practice"]["version"] = "2099.01"
    Archive(tmp_path / "later", lambda: NOW, SCHEMA).save(
        "p9", dossier | {"practice": dossier["practice"] | {"id": "p9"}}, SCHEMA, None
    )
    with desk_on(tmp_path / "later") as desk:
        desk.export_bundle((), out)
    with here.preview_bundle(out) as plan:
        assert plan.items[0].law is not None
        assert [one.done for one in here.import_bundle(plan, {})] == ["added"]


def test_a_passphrase_keeps_names_from_sight(here: Desk, there: Desk, out: Path) -> None:
    here.export_bundle((), out, "segreta")
    data = out.read_bytes()
    assert not any(word in data for word in (b"PK\x03\x04", b"manifest", b"a.pdf", b"%PDF", b"Uno"))
    for passphrase, key in (("", "bundle_passphrase_needed"), ("Segreta", "bundle_passphrase_wrong")):
        with pytest.raises(UserError, match=key):
            there.preview_bundle(out, passphrase)
    with there.preview_bundle(out, "segreta") as plan:
        assert {item.relation for item in plan.items} == {"same"}


def test_settings_travel_if_wanted_and_the_seal_never(here: Desk, there: Desk, out: Path, tmp_path: Path) -> None:
    here._shelves.settings.set("letterhead", "Studio Prova")
    here._shelves.settings.set("window", "secret")
    here._shelves.settings.write_identity(b"the key of the seal")
    here.export_bundle((), out)
    with there.preview_bundle(out) as plan:
        assert plan.settings == {}
    here.export_bundle((), out, settings=("letterhead", "theme"))
    assert b"the key" not in out.read_bytes()
    there._shelves.settings.set("letterhead", "Mio")
    with there.preview_bundle(out) as plan:
        assert plan.settings == {"letterhead": "Studio Prova"}
        there.import_bundle(plan, {})
        assert there._shelves.settings.get("letterhead") == "Mio"
        there.import_bundle(plan, {}, settings=("letterhead",))
    assert Settings(tmp_path / "there", lambda: NOW).get("letterhead") == "Studio Prova"
    (kept,) = (tmp_path / "there").glob("backups/before-import/*/settings.json")
    assert b"Mio" in kept.read_bytes()


def test_called_off_at_any_moment_everything_is_as_it_was(here: Desk, there: Desk, out: Path, tmp_path: Path) -> None:
    edit(here, "p1", note="qui")
    out.write_bytes(b"what was there")
    before = tree(tmp_path)

    def stopped(act: Any) -> int:
        """How often it could be called off; each time nothing has changed."""
        for n in range(1, 100):
            asked = iter(range(1, 1000))
            try:
                act(lambda asked=asked, n=n: next(asked) == n)
            except UserError as problem:
                assert problem.key == "bundle_cancelled"  # noqa: PT017
                assert tree(tmp_path) == before
            else:
                return n - 1
        raise AssertionError

    assert stopped(lambda cancelled: here.export_bundle((), out, cancelled=cancelled)) > 5
    before = tree(tmp_path)
    assert stopped(lambda cancelled: there.preview_bundle(out, cancelled=cancelled).close()) > 3
    for name in ("p1", "p2"):
        there.delete(name)
    before = tree(tmp_path)
    with there.preview_bundle(out) as plan:
        assert stopped(lambda cancelled: there.import_bundle(plan, {}, cancelled=cancelled)) > 3
    assert relations(there, out) == {"p1": "same", "p2": "same"}


def test_progress_only_grows_and_ends_whole(here: Desk, there: Desk, out: Path) -> None:
    seen: list[tuple[int, int]] = []
    there.delete("p1")
    here.export_bundle((), out, progress=lambda *step: seen.append(step))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]
    with there.preview_bundle(out, progress=lambda *step: seen.append(step)) as plan:
        assert seen[-1][0] == seen[-1][1]
        there.import_bundle(plan, {}, progress=lambda *step: seen.append(step))
    assert seen[-1][0] == seen[-1][1]


def test_what_cannot_come_in_again_is_not_exported(
    here: Desk, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.write_bytes(b"what was there")
    signed = here._shelves.folder("p1") / "signed"

    def refused(key: str) -> None:
        with pytest.raises(UserError, match=key):
            here.export_bundle((), out)
        assert out.read_bytes() == b"what was there"
        assert not list(tmp_path.glob(".tmp-*"))

    if os.name == "posix":
        (signed / "b.pdf").symlink_to("/etc/passwd")
        refused("bundle_cannot_carry")
        (signed / "b.pdf").unlink()
        (signed / "b:c.pdf").write_bytes(b"x")
        refused("bundle_cannot_carry")
        (signed / "b:c.pdf").unlink()
        (signed / "A.pdf").write_bytes(b"x")
        refused("bundle_twice")
        (signed / "A.pdf").unlink()
    (signed / ".tmp-0123456789ab").write_bytes(b"half")
    here.export_bundle((), tmp_path / "other.vaglio")
    monkeypatch.setattr(bundle, "MOST_FILE", 5)
    refused("bundle_too_large")


def test_what_shrinks_like_a_bomb_is_carried_all_the_same(here: Desk, there: Desk, out: Path) -> None:
    edit(here, "p1", note="0" * 3_000_000)
    here.export_bundle((), out)
    assert relations(there, out)["p1"] == "newer_there"


def test_nothing_to_export(tmp_path: Path, out: Path) -> None:
    with desk_on(tmp_path / "empty") as desk:
        for ids, key in (((), "bundle_empty"), (["p9"], "practice_missing")):
            with pytest.raises(UserError, match=key):
                desk.export_bundle(ids, out)
    assert not out.exists()


def test_a_full_disk_while_unpacking(
    here: Desk, there: Desk, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.create("Tre")
    here.close()
    here.export_bundle((), out)
    before = tree(tmp_path / "there")
    real = os.write

    def full(file: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    with there.preview_bundle(out) as plan:
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(UserError, match="disk_full"):
            there.import_bundle(plan, {})
        monkeypatch.setattr(os, "write", real)
        assert tree(tmp_path / "there") == before
        assert there.import_bundle(plan, {})[2].done == "added"
