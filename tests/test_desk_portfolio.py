from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.practice import Answer, Site
from app.store.claims import Claims
from tests.desks import desk_on, listed


def test_put_away_and_taken_out_again_open_or_closed(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        closed, opened = desk.create("Alfa"), desk.create("Beta")
        desk.archive(closed)
        desk.archive(opened)
        assert {row.id for row in listed(desk) if row.archived} == {closed, opened}
        assert desk.practice.id == opened
        assert desk.dossier is not None
        assert desk.dossier.ledger.journal[-1].act == "archived"
        desk.archive(closed, on=False)
        desk.archive(opened, on=False)
        assert not any(row.archived for row in listed(desk))
        desk.open(closed)
        acts = [entry.act for entry in desk.dossier.ledger.journal]
        assert acts == ["created", "archived", "unarchived"]
        assert desk.verify_journal() == ()


def test_twice_put_away_is_once_in_the_journal(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        closed = desk.create("Alfa")
        desk.create("Beta")
        for _ in range(2):
            desk.archive(closed)
        desk.open(closed)
        assert desk.dossier is not None
        assert [entry.act for entry in desk.dossier.ledger.journal] == ["created", "archived"]


def test_the_one_who_put_it_away_is_the_one_at_work(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        closed = desk.create("Alfa")
        desk.set_practice(prepared_by="Ada")
        desk.create("Beta")
        desk.set_practice(prepared_by="Berta")
        desk.archive(closed)
        desk.open(closed)
        assert desk.dossier is not None
        assert desk.dossier.ledger.journal[-1].by == "Ada"


def test_what_a_newer_program_wrote_is_left_alone(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        newer = desk.create("Alfa")
        desk.create("Beta")
        [file] = [one for one in tmp_path.glob("practices/*/*/practice.json") if newer in str(one)]
        raw = json.loads(file.read_bytes())
        raw["practice"]["1"]["schema"] = 99
        file.write_text(json.dumps(raw), "utf-8")
        before = file.read_bytes()
        with pytest.raises(UserError, match="practice_newer"):
            desk.archive(newer)
        assert file.read_bytes() == before


def test_where_nothing_can_be_written_nothing_is_put_away_nor_copied(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        made = desk.create("Alfa")
    with desk_on(tmp_path, read_only=True) as desk:
        for act in (desk.archive, desk.duplicate):
            with pytest.raises(UserError, match="folder_read_only"):
                act(made)


def test_a_copy_is_a_practice_of_its_own(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        source = desk.create("Alfa")
        desk.set_site(Site("site1", "Sede", "Lecce", "LE", 12))
        tool = desk.add_tool("CRM", desk.circular.templates[0].id)
        desk.set_practice(prepared_by="Ada", checked_by="Berta", approved_by="Carla", note="nota")
        desk.set_tool(tool, facts={"ground": Answer("organisational", "2026-11-01", "Ada")})
        (proof := tmp_path / "prova.txt").write_text("prova", "utf-8")
        desk.add_evidence(proof)
        before = desk.dossier
        assert before is not None
        copy = desk.duplicate(source)
        assert desk.dossier is not None
        made, ledger = desk.practice, desk.dossier.ledger
        assert (made.id, made.company.name, made.number) == (copy, "Alfa (copia)", "2026-0002")
        assert (made.tools, made.company.sites) == (before.practice.tools, before.practice.company.sites)
        assert (made.prepared_by, made.checked_by, made.approved_by, made.note) == ("Ada", "", "", "nota")
        assert [(entry.act, entry.about) for entry in ledger.journal] == [("duplicated", "2026-0001")]
        assert (ledger.revisions, ledger.evidence, ledger.actions) == ((), (), ())
        assert not desk.can_undo
        desk.remove_tool(tool)
        desk.open(source)
        assert desk.dossier == before


def test_a_nameless_practice_is_copied_without_a_name(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.duplicate(desk.create())
        assert desk.practice.company.name == ""


def test_what_is_put_away_asks_for_nothing(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        made = desk.open_example()
        desk.drain()
        assert desk.todo()
        desk.archive(made)
        assert desk.todo() == []


def test_what_a_colleague_is_working_on_is_not_put_away(tmp_path: Path) -> None:
    with desk_on(tmp_path) as anna, desk_on(tmp_path, start=50) as bruno:
        for desk, name in ((anna, "anna-pc"), (bruno, "bruno-pc")):
            shelves = desk._shelves
            shelves.claims = Claims(shelves._archive, desk._clock, name, 7, lambda _pid: True)
        made = anna.create("Alfa")
        anna.drain()
        anna.look_round()
        anna._shelves.call(lambda: None)
        with pytest.raises(UserError, match="practice_claimed") as told:
            bruno.archive(made)
        assert "anna-pc" in bruno.words.error(told.value)
        anna.close()
        bruno.archive(made)
        assert [row.archived for row in listed(bruno)] == [True]
