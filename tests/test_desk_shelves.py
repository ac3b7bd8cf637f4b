from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.records import SCHEMA
from tests.desks import desk_on, listed
from tests.law import copied, rewrite


def practice_file(folder: Path, practice_id: str) -> Path:
    (found,) = folder.glob(f"practices/*/{practice_id}/practice.json")
    return found


def made(folder: Path, *names: str) -> None:
    with desk_on(folder) as desk:
        for name in names:
            desk.create(name)
        desk.close()


def test_the_list_is_found_again_after_a_restart_and_searched_without_accents(tmp_path: Path) -> None:
    made(tmp_path, "Società Perù", "Altra")
    with desk_on(tmp_path) as desk:
        assert {row.name for row in listed(desk)} == {"Società Perù", "Altra"}
        for query in ("perù", "PERU", "societa", "perù soc"):
            assert [row.name for row in desk.summaries(query)] == ["Società Perù"]
        assert desk.summaries("niente") == []
        assert all(row.saved_at and row.problem is None for row in desk.summaries())


def test_an_unreadable_file_is_listed_as_such_and_left_as_it_is(tmp_path: Path) -> None:
    made(tmp_path, "Uno", "Due")
    file = practice_file(tmp_path, "p1")
    file.write_bytes(b"{ damaged")
    with desk_on(tmp_path, start=3) as desk:
        rows = {row.id: row for row in listed(desk)}
        assert (rows["p1"].problem, rows["p2"].problem) == ("unreadable", None)
        with pytest.raises(UserError, match="practice_unreadable"):
            desk.open("p1")
        assert desk.dossier is None
        desk.open("p2")
    assert file.read_bytes() == b"{ damaged"


def test_a_practice_whose_answers_do_not_fit_is_unreadable_too(tmp_path: Path) -> None:
    from app.store.archive import Archive
    from tests.law import NOW

    Archive(tmp_path, lambda: NOW, 1).save("px", {"practice": {}, "ledger": {}}, 1, None)
    with desk_on(tmp_path) as desk:
        assert [row.problem for row in listed(desk)] == ["unreadable"]
        with pytest.raises(UserError, match="practice_unreadable"):
            desk.open("px")


def test_a_newer_practice_opens_for_reading_only_and_is_never_overwritten(tmp_path: Path) -> None:
    from app.store.archive import Archive
    from tests.law import NOW

    made(tmp_path, "Nuova")
    file = practice_file(tmp_path, "p1")
    dossier = json.loads(file.read_bytes())["practice"]["1"]["dossier"]
    Archive(tmp_path / "newer", lambda: NOW, SCHEMA + 1).save("p1", dossier, SCHEMA + 1, None)
    file.write_bytes(practice_file(tmp_path / "newer", "p1").read_bytes())
    before = file.read_bytes()
    with desk_on(tmp_path) as desk:
        listed(desk)
        desk.open("p1")
        assert desk.read_only
        assert desk.practice.company.name == "Nuova"
        for act in (
            lambda: desk.set_company(name="x"),
            lambda: desk.add_tool("x"),
            lambda: desk.sign("x", "consultant"),
        ):
            with pytest.raises(UserError, match="read_only"):
                act()
        desk.undo()
        desk.close()
    assert file.read_bytes() == before


def test_a_newer_practice_of_another_shape_is_told_apart(tmp_path: Path) -> None:
    from app.store.archive import Archive
    from tests.law import NOW

    Archive(tmp_path, lambda: NOW, 2).save("p1", {"all": "new"}, 2, None)
    with desk_on(tmp_path) as desk:
        with pytest.raises(UserError) as problem:
            desk.open("p1")
        assert problem.value.key in ("practice_newer", "practice_unreadable")
        assert desk.dossier is None


def test_a_practice_on_a_law_that_changed_is_refused(tmp_path: Path) -> None:
    made(tmp_path, "Uno")
    folder = copied(tmp_path / "shelf")
    rewrite(folder / "duties.toml", "format = 1", "format = 1 # x")
    with desk_on(tmp_path, circulars=tmp_path / "shelf/circulars") as desk, pytest.raises(UserError) as problem:
        desk.open("p1")
    assert (problem.value.key, problem.value.params) == ("circular_changed", {"file": "duties.toml"})


def test_a_practice_that_is_not_there(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        for practice_id in ("p9", "../../etc"):
            with pytest.raises(UserError, match="practice_missing"):
                desk.open(practice_id)


def test_a_deleted_practice_leaves_the_list_and_goes_to_the_bin(tmp_path: Path) -> None:
    made(tmp_path, "Uno", "Due")
    with desk_on(tmp_path) as desk:
        listed(desk)
        desk.open("p1")
        desk.delete("p1")
        assert desk.dossier is None
        assert [row.id for row in desk.summaries()] == ["p2"]
    assert list(tmp_path.glob("bin/*/p1/practice.json"))


def test_the_settings_belong_to_the_folder(tmp_path: Path) -> None:
    from app.store.settings import Settings
    from tests.law import NOW

    with desk_on(tmp_path) as desk:
        assert not desk.has_identity()
    assert Settings(tmp_path, lambda: NOW).get("letterhead", "-") == "-"


def test_a_save_does_not_wait_for_the_whole_list_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from app.store.archive import Archive

    made(tmp_path, "Uno", "Due", "Tre")
    (tmp_path / "index.json").unlink()
    reading, go, real = threading.Event(), threading.Event(), Archive.load

    def slow(self: Archive, practice_id: str) -> object:
        if practice_id == "p2" and not go.is_set():
            reading.set()
            assert go.wait(10)
        return real(self, practice_id)

    with desk_on(tmp_path, start=4) as desk:
        desk.open("p1")
        monkeypatch.setattr(Archive, "load", slow)
        desk.refresh_list()
        assert reading.wait(10)
        desk.set_company(name="Intanto")
        order: list[str] = []
        desk.listen(lambda event: order.append(f"{event} {desk.save.state}"))
        go.set()
        assert desk.drain()
        assert desk._shelves._worker.drain(10)
        assert {row.name for row in desk.summaries()} == {"Intanto", "Due", "Tre"}
        assert order.index("save saved") < order.index("list saved")
