"""Nothing is lost: copies come back with undo, the damaged are recovered, two states that differ are both kept."""

from __future__ import annotations

import errno
import json
import os
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.desk.desk import Desk
from app.domain.errors import UserError
from app.domain.ledger import Dossier, Ledger, Revision
from app.records import SCHEMA
from app.records.dossier import to_dict
from app.store.archive import Archive
from app.store.backups import Backups
from tests.desks import desk_on, fail_writes, listed, saved_as
from tests.law import NOW
from tests.test_desk_shelves import practice_file


def acts(desk: Desk) -> list[str]:
    assert desk.dossier is not None
    return [entry.act for entry in desk.dossier.ledger.journal]


def copies_of(folder: Path, practice_id: str = "p1") -> list[str]:
    archive = Archive(folder, lambda: NOW, 99)
    return [archive_copy.name for archive_copy in Backups(archive, folder / "backups").copies(practice_id)]


def somebody_else_saves(folder: Path, name: str) -> None:
    """Another program on the same folder opens and changes the practice."""
    with desk_on(folder) as other:
        other.open("p1")
        other.set_company(name=name)
        assert other.drain()


# ---- when copies are made ----------------------------------------------------------------------------------------


def test_a_practice_is_copied_when_it_is_let_go_of_and_only_if_it_changed(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno", "Due", "Tre")
    assert len(copies_of(tmp_path)) == 3
    with desk_on(tmp_path) as desk:
        desk.open("p1")
        desk.close()
    assert len(copies_of(tmp_path)) == 3


def test_many_saves_of_one_sitting_are_one_copy(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.create("Uno")
        for n in range(30):
            desk.set_company(name=f"Uno {n}")
            assert desk.drain()
    assert len(copies_of(tmp_path)) == 1


def test_what_was_found_at_the_opening_is_copied_before_it_changes(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno")
    for path in (tmp_path / "backups").rglob("*.json"):
        path.unlink()
    with desk_on(tmp_path) as desk:
        desk.open("p1")
        desk.set_company(name="Due")
        assert desk.drain()
        (kept,) = desk.copies("p1")
        assert desk.preview("p1", kept.name).then.name == "Uno"


def test_a_long_sitting_is_copied_at_rest_every_ten_minutes(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.create("Uno")
        copying, rest = desk._shelves.safe.copying, desk._shelves._call
        for minutes in (0, 5, 11, 12, 23):
            desk._clock.time = NOW + timedelta(minutes=minutes)  # type: ignore[attr-defined]
            desk.set_company(name=f"Dopo {minutes}")
            assert desk.drain()
            rest(copying.rest)
        assert [desk.preview("p1", kept.name).then.name for kept in desk.copies("p1")] == [
            "Dopo 23",
            "Dopo 11",
            "Dopo 0",
        ]


def test_a_copy_that_fails_is_said_and_made_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk_on(tmp_path) as desk:
        desk.create("Uno")
        assert desk.drain()
        heal = fail_writes(monkeypatch, 28)
        desk._shelves._call(desk._shelves.safe.copying.rest)
        assert desk.copies_problem is not None
        assert desk.copies_problem.key == "disk_full"
        heal()
        desk._shelves._call(desk._shelves.safe.copying.rest)
        assert desk.copies_problem is None
        assert len(desk.copies("p1")) == 1


def test_a_folder_for_reading_only_gets_no_copies(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno")
    for path in (tmp_path / "backups").rglob("*.json"):
        path.unlink()
    with desk_on(tmp_path, read_only=True) as desk:
        desk.open("p1")
        desk.close()
        for act in (lambda: desk.restore("p1", "x"), lambda: desk.recover("p1", "x"), lambda: desk.copy_now("p1")):
            with pytest.raises(UserError, match="folder_read_only"):
                act()
    assert copies_of(tmp_path) == []


# ---- restoring a copy --------------------------------------------------------------------------------------------


def test_a_copy_is_shown_before_it_comes_back_and_undo_takes_it_away_again(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno", "Due")
    with desk_on(tmp_path) as desk:
        desk.open("p1")
        desk.add_tool("CRM")
        assert desk.drain()
        first = desk.copies("p1")[-1]
        shown = desk.preview("p1", first.name)
        assert (shown.then.name, shown.then.tools) == ("Uno", ())
        assert shown.comparison is not None
        assert [(f.name, f.now, f.then) for f in shown.comparison.fields] == [("name", "Due", "Uno")]
        assert [tool.name for tool in shown.comparison.only_now] == ["CRM"]
        before = acts(desk)
        desk.restore("p1", first.name)
        assert (desk.practice.company.name, desk.practice.tools) == ("Uno", ())
        assert acts(desk) == [*before, "restored"]  # the journal is never taken back
        newest = desk.copies("p1")[0]
        assert desk.preview("p1", newest.name).then.tools == ("CRM",)
        desk.undo()
        assert (desk.practice.company.name, len(desk.practice.tools)) == ("Due", 1)
        assert desk.drain()
    with desk_on(tmp_path) as desk:
        desk.open("p1")
        assert desk.practice.company.name == "Due"
        assert acts(desk)[-2:] == ["restored", "undone"]


def test_a_copy_is_restored_from_the_list_too(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno", "Due")
    with desk_on(tmp_path) as desk:
        desk.restore("p1", copies_of(tmp_path)[-1])
        assert desk.practice.company.name == "Uno"


def test_seals_stay_whatever_is_restored(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.open_example()
        desk.close()
        desk.make_identity("Prova", "una frase")
        desk.open("p1")
        desk.sign("una frase", "consultant")
        desk.restore("p1", desk.copies("p1")[-1].name)
        assert desk.dossier is not None
        assert len(desk.dossier.ledger.revisions) == 1


def test_a_bad_copy_or_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved_as(tmp_path, "Uno", "Due")
    with desk_on(tmp_path) as desk:
        desk.open("p1")
        desk.set_company(name="Tre")
        assert desk.drain()
        old = desk.copies("p1")[-1]
        heal = fail_writes(monkeypatch, 28)
        with pytest.raises(UserError, match="disk_full"):
            desk.restore("p1", old.name)
        heal()
        assert desk.practice.company.name == "Tre"
        (path,) = (tmp_path / "backups").rglob(old.name)
        path.write_bytes(b"{")
        for act in (desk.restore, desk.preview):
            with pytest.raises(UserError, match="copy_unreadable"):
                act("p1", old.name)
        for strange in ("../../settings.json", "nothing"):
            with pytest.raises(UserError, match="copy_missing"):
                desk.restore("p1", strange)
        assert desk.practice.company.name == "Tre"


# ---- damage ------------------------------------------------------------------------------------------------------


def test_a_damaged_practice_is_recovered_and_its_file_kept(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno", "Due")
    file = practice_file(tmp_path, "p1")
    damaged = file.read_bytes().replace(b'"Due"', b'"Xue"')
    file.write_bytes(damaged)
    with desk_on(tmp_path, start=2) as desk:
        desk.create("Altra")
        listed(desk)
        (one,) = desk.damaged()
        assert (one.id, one.gone, one.name, one.file) == ("p1", False, "Due", file)
        assert one.problem is not None
        assert one.problem.key == "practice_unreadable"
        assert one.good is not None
        shown = desk.preview("p1", one.good.name)
        assert (shown.then.name, shown.comparison) == ("Due", None)
        with pytest.raises(UserError, match="practice_unreadable"):
            desk.restore("p1", one.good.name)
        assert desk.dossier is not None  # what was open stays open
        desk.recover("p1", one.good.name)
        assert desk.damaged() == ()
        assert {row.name: row.problem for row in desk.summaries()} == {"Due": None, "Altra": None}
        desk.open("p1")
        assert acts(desk)[-1] == "recovered"
        desk.set_company(name="Tre")
        assert desk.drain()
    (broken,) = file.parent.glob("practice.json.broken-*")
    assert broken.read_bytes() == damaged


def test_the_newest_copy_is_bad_too_and_the_one_before_is_offered(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno", "Due")
    practice_file(tmp_path, "p1").write_bytes(b"")
    newest, before = copies_of(tmp_path)
    (path,) = (tmp_path / "backups").rglob(newest)
    path.write_bytes(path.read_bytes()[:50])
    with desk_on(tmp_path) as desk:
        listed(desk)
        (one,) = desk.damaged()
        assert one.good is not None
        assert (one.good.name, one.name) == (before, "Uno")


def test_without_a_copy_it_is_said_and_left_alone(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno")
    for path in (tmp_path / "backups").rglob("*.json"):
        path.unlink()
    practice_file(tmp_path, "p1").write_bytes(b"")
    with desk_on(tmp_path) as desk:
        listed(desk)
        (one,) = desk.damaged()
        assert (one.id, one.good) == ("p1", None)


def test_a_whole_file_that_is_no_practice_is_recovered_too(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno")
    strange = Archive(tmp_path / "other", lambda: NOW, 1)
    strange.save("p1", {"practice": {}, "ledger": {}}, 1, None)
    practice_file(tmp_path, "p1").write_bytes(strange.file("p1").read_bytes())
    with desk_on(tmp_path) as desk:
        listed(desk)
        (one,) = desk.damaged()
        assert one.good is not None
        desk.recover("p1", one.good.name)
        desk.open("p1")
        assert desk.practice.company.name == "Uno"


def test_a_practice_whose_file_is_gone_comes_back_from_its_copy(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno")
    practice_file(tmp_path, "p1").unlink()
    with desk_on(tmp_path) as desk:
        assert listed(desk) == []
        (one,) = desk.damaged()
        assert (one.gone, one.name) == (True, "Uno")
        assert one.good is not None
        desk.recover("p1", one.good.name)
        assert [row.name for row in desk.summaries()] == ["Uno"]


def test_what_can_be_read_is_not_recovered_over(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno", "Due")
    with desk_on(tmp_path) as desk:
        with pytest.raises(UserError, match="changed_outside"):
            desk.recover("p1", copies_of(tmp_path)[-1])
        desk.open("p1")
        assert desk.practice.company.name == "Due"
        with pytest.raises(UserError, match="recover_open"):
            desk.recover("p1", copies_of(tmp_path)[-1])


def test_a_file_that_the_disk_does_not_give_says_why_and_is_recovered_too(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno")
    file = practice_file(tmp_path, "p1")
    file.unlink()
    file.mkdir()
    with desk_on(tmp_path) as desk:
        listed(desk)
        (one,) = desk.damaged()
        assert one.problem is not None
        assert one.problem.key == "read_failed"
        assert one.good is not None
        desk.recover("p1", one.good.name)
        assert [row.name for row in desk.summaries()] == ["Uno"]


def test_the_index_may_be_deleted_or_damaged_and_nothing_is_lost(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno")
    with desk_on(tmp_path, start=2) as desk:
        desk.create("Due")
        desk.add_tool("Centralino")
        desk.close()
    with desk_on(tmp_path) as desk:
        before = listed(desk)
    for content in (None, b"", b"{", b'{"about": {}, "practices": {"1": {}}}'):
        index = tmp_path / "index.json"
        index.unlink()
        if content is not None:
            index.write_bytes(content)
        with desk_on(tmp_path) as desk:
            assert listed(desk) == before
            assert [row.id for row in listed(desk, "centralino")] == ["p2"]


# ---- the bin -----------------------------------------------------------------------------------------------------


def test_a_deletion_is_undone_and_listed_till_then(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno")
    with desk_on(tmp_path) as desk:
        listed(desk)
        deleted = desk.delete("p1")
        assert desk.summaries() == []
        (one,) = desk.binned()
        assert (one.deleted, one.name, one.problem) == (deleted, "Uno", False)
        assert desk.damaged() == ()
        desk.bring_back(deleted)
        assert [row.name for row in desk.summaries()] == ["Uno"]
        assert desk.binned() == ()
        with pytest.raises(UserError, match="practice_exists"):
            desk.bring_back(deleted)


def test_the_open_practice_is_deleted_with_its_last_answers(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.create("Uno")
        desk.set_company(name="Ultima")
        deleted = desk.delete("p1")
        assert desk.dossier is None
        desk.bring_back(deleted)
        assert [row.name for row in desk.summaries()] == ["Ultima"]


def test_after_ninety_days_practice_and_copies_go_and_the_others_stay(tmp_path: Path) -> None:
    saved_as(tmp_path, "Uno")
    with desk_on(tmp_path, start=2) as desk:
        desk.create("Due")
        desk.close()
        desk.delete("p1")
        desk._shelves._call(desk._shelves.safe.tidy)
        assert len(desk.binned()) == 1
    stale = tmp_path / ".tmp-0123456789ab"
    stale.touch()
    os.utime(stale, (0, 0))
    with desk_on(tmp_path) as desk:
        desk._clock.time = NOW + timedelta(days=91)  # type: ignore[attr-defined]
        desk._shelves.tidy()
        desk._shelves.refresh_now()
        assert desk.binned() == ()
    assert (copies_of(tmp_path, "p1"), len(copies_of(tmp_path, "p2"))) == ([], 1)
    assert not stale.exists()


# ---- two states of one practice ----------------------------------------------------------------------------------


@pytest.fixture
def both(tmp_path: Path) -> Any:
    """A desk with answers that are not saved, since somebody else saved others meanwhile."""
    saved_as(tmp_path, "Prima")
    with desk_on(tmp_path, start=2) as desk:
        desk.open("p1")
        assert desk.drain()
        somebody_else_saves(tmp_path, "Loro")
        desk.set_company(name="Mia")
        assert not desk.drain()
        assert desk.conflict is not None
        assert desk.conflict.key == "changed_outside"
        yield desk


def on_disk(folder: Path, practice_id: str = "p1") -> Any:
    return json.loads(practice_file(folder, practice_id).read_bytes())["practice"]["1"]["dossier"]


def names_in_copies(desk: Desk) -> set[str]:
    return {desk.preview("p1", kept.name).then.name for kept in desk.copies("p1")}


def test_theirs_is_shown_and_nothing_is_overwritten_meanwhile(both: Desk, tmp_path: Path) -> None:
    theirs = both.theirs()
    assert theirs.dossier is not None
    assert (theirs.state, theirs.dossier.practice.company.name) == ("whole", "Loro")
    both.retry_save()
    assert not both.drain()
    assert on_disk(tmp_path)["practice"]["company"]["name"] == "Loro"


def test_mine_is_kept_with_their_journal_and_a_copy_of_theirs(both: Desk, tmp_path: Path) -> None:
    both.set_practice(number="99")
    both.remove_tool(both.add_tool("CRM"))
    both.keep_mine()
    assert both.drain()
    assert both.conflict is None
    assert on_disk(tmp_path)["practice"]["company"]["name"] == "Mia"
    assert acts(both) == ["created", "tool_added", "tool_removed", "kept_mine"]
    assert both.verify_journal() == ()
    assert names_in_copies(both) >= {"Prima", "Loro"}
    both.set_company(name="Ancora mia")
    assert both.drain()


def test_theirs_is_taken_and_undo_brings_mine_back(both: Desk, tmp_path: Path) -> None:
    both.take_theirs()
    assert both.conflict is None
    assert both.practice.company.name == "Loro"
    assert "Mia" in names_in_copies(both)
    both.undo()
    assert both.drain()
    assert on_disk(tmp_path)["practice"]["company"]["name"] == "Mia"


def test_both_are_kept_as_two_practices(both: Desk, tmp_path: Path) -> None:
    new = both.keep_both()
    assert both.drain()
    assert (both.practice.id, both.practice.company.name) == (new, "Mia (mia versione)")
    assert {row.id: row.name for row in both.summaries()} == {"p1": "Loro", new: "Mia (mia versione)"}
    assert on_disk(tmp_path)["practice"]["company"]["name"] == "Loro"


def test_a_practice_deleted_by_another_can_be_kept_or_let_go(tmp_path: Path) -> None:
    for act in ("keep_mine", "take_theirs", "keep_both"):
        folder = tmp_path / act
        saved_as(folder, "Prima")
        with desk_on(folder, start=2) as desk:
            desk.open("p1")
            with desk_on(folder) as other:
                other.delete("p1")
            desk.set_company(name="Mia")
            assert not desk.drain()
            assert desk.theirs().state == "missing"
            getattr(desk, act)()
            assert desk.drain()
            names = {row.name for row in listed(desk)}
            assert names == {"keep_mine": {"Mia"}, "take_theirs": set(), "keep_both": {"Mia (mia versione)"}}[act]
            assert "Mia" in names_in_copies(desk) or act != "take_theirs"


@pytest.mark.parametrize("act", ["keep_mine", "keep_both"])
def test_what_another_deleted_is_kept_with_its_papers_and_evidence(tmp_path: Path, act: str) -> None:
    """They lay in the bin, which would have thrown them away after ninety days."""
    (tmp_path / "piece.txt").write_text("una prova")
    folder = tmp_path / "data"
    with desk_on(folder) as desk, desk_on(folder, start=50) as other:
        desk.create("Prima")
        desk.add_evidence(tmp_path / "piece.txt")
        desk.make_identity("Ada", "frase segreta")
        desk.sign("frase segreta", "consultant")
        assert desk.drain()
        other.delete("p1")
        desk.set_company(name="Mia")
        assert not desk.drain()
        getattr(desk, act)()
        assert desk.drain()
        assert [piece.state for piece in desk.check_evidence()] == ["kept"]
        assert len(desk._shelves.signed_names(desk.practice.id)) == 1
        binned = [one.deleted.practice_id for one in desk.binned()]
        assert binned == ([] if act == "keep_mine" else ["p1"])


def test_what_is_not_saved_is_not_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bin would hold what was before it, and «undo» bring that back."""
    with desk_on(tmp_path) as desk:
        desk.create("Prima")
        assert desk.drain()
        with monkeypatch.context() as broken:
            fail_writes(broken, errno.ENOSPC)
            desk.set_company(name="Mia")
            assert not desk.drain()
            with pytest.raises(UserError, match="disk_full"):
                desk.delete("p1")
        assert desk.practice.company.name == "Mia"
        desk.retry_save()
        assert desk.drain()
        desk.bring_back(desk.delete("p1"))
        desk.open("p1")
        assert desk.practice.company.name == "Mia"


def test_what_cannot_be_moved_into_the_bin_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EACCES, "held")

    with desk_on(tmp_path) as desk:
        desk.create("Prima")
        assert desk.drain()
        with monkeypatch.context() as broken:
            broken.setattr(os, "rename", refuse)
            with pytest.raises(UserError):
                desk.delete("p1")
        assert desk.dossier is not None
        desk.set_company(name="Ancora qui")
        assert desk.drain()


def test_evidence_added_here_outlives_theirs_being_taken(both: Desk, tmp_path: Path) -> None:
    (tmp_path / "piece.txt").write_text("una prova")
    both.add_evidence(tmp_path / "piece.txt")
    both.take_theirs()
    assert both.drain()
    assert both.practice.company.name == "Loro"
    assert [piece.evidence.name for piece in both.evidence()] == ["piece.txt"]
    assert both.verify_journal() == ()
    both.undo()
    assert both.drain()
    assert len(both.evidence()) == 1
    assert len(on_disk(tmp_path)["ledger"]["evidence"]) == 1


def test_a_file_damaged_while_it_is_open_is_replaced_by_what_is_on_the_screen(tmp_path: Path) -> None:
    saved_as(tmp_path, "Prima")
    with desk_on(tmp_path) as desk:
        desk.open("p1")
        assert desk.drain()
        practice_file(tmp_path, "p1").write_bytes(b"{ damaged")
        desk.set_company(name="Mia")
        assert not desk.drain()
        assert desk.conflict is not None
        assert desk.conflict.key == "practice_unreadable"
        with pytest.raises(UserError, match="practice_unreadable"):
            desk.take_theirs()
        desk.keep_mine()
        assert desk.drain()
        assert on_disk(tmp_path)["practice"]["company"]["name"] == "Mia"
        desk.set_company(name="Poi")
        assert desk.drain()
    assert len(list(practice_file(tmp_path, "p1").parent.glob("*.broken-*"))) == 1


def test_what_a_newer_program_wrote_meanwhile_is_never_overwritten(tmp_path: Path) -> None:
    saved_as(tmp_path, "Prima")
    with desk_on(tmp_path, start=2) as desk:
        desk.open("p1")
        assert desk.drain()
        raw = on_disk(tmp_path)
        Archive(tmp_path, lambda: NOW, 99).save("p1", raw, 99, desk._save_count or 1)
        desk.set_company(name="Mia")
        assert not desk.drain()
        with pytest.raises(UserError, match="practice_newer"):
            desk.keep_mine()
        desk.keep_both()
        assert desk.drain()
        assert {row.name for row in listed(desk)} == {"Prima", "Mia (mia versione)"}


def test_both_signed_since_they_parted_can_only_both_be_kept(tmp_path: Path) -> None:
    saved_as(tmp_path, "Prima")
    with desk_on(tmp_path, start=2) as desk:
        desk.make_identity("Prova", "una frase")
        desk.open("p1")
        assert desk.drain()
        parted = Ledger(revisions=(Revision(1, "sealed", "2026-11-01", "b", ""),))
        raw = on_disk(tmp_path)
        raw["ledger"]["revisions"] = to_dict(Dossier(desk.practice, parted))["ledger"]["revisions"]
        desk.sign("una frase", "consultant")
        found = Archive(tmp_path, lambda: NOW, SCHEMA)
        found.save("p1", raw, SCHEMA, found.load("p1").save_count)
        desk.set_company(name="Mia")
        assert not desk.drain()
        with pytest.raises(UserError, match="ledgers_parted"):
            desk.keep_mine()
        new = desk.keep_both()
        assert desk.drain()
        assert desk.signed_path("x").parent.parent.name == new
        assert list(desk.signed_path("x").parent.iterdir())


def test_without_a_conflict_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk_on(tmp_path) as desk:
        assert desk.conflict is None
        desk.create("Uno")
        assert desk.drain()
        fail_writes(monkeypatch, 28)
        desk.set_company(name="Due")
        assert not desk.drain()
        assert desk.conflict is None
        monkeypatch.undo()
        desk.retry_save()
        assert desk.drain()
        assert threading.active_count() < 20
