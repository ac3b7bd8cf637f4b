"""Evidence at the desk: what a person adds, sees gone wrong, takes away with a reason, and finds on paper."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from app.desk import evidence as at_the_desk
from app.desk.desk import Desk
from app.desk.evidence import outlived
from app.domain.chain import breaks
from app.domain.errors import UserError
from app.domain.evidence import About, Evidence
from app.domain.ledger import JournalEntry, Ledger, Revision
from app.store.archive import canonical
from app.store.evidence import Source
from reports import paper
from reports.report import Report
from tests.desks import desk_on

DATA = b"una schermata"
DIGEST = sha256(DATA).hexdigest()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        yield made


def file(folder: Path, data: bytes = DATA, name: str = "schermata.png") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def stored(folder: Path) -> Path:
    (found,) = (folder / "data").rglob(DIGEST)
    return found


def reopened(desk: Desk) -> None:
    """Closed, opened, and every file looked at."""
    practice_id = desk.practice.id
    desk.close()
    heard = threading.Event()
    desk.listen(lambda event: heard.set() if event == "evidence" else None)
    desk.open(practice_id)
    assert heard.wait(10)


def test_a_piece_is_copied_in_with_all_that_is_known_of_it(desk: Desk, tmp_path: Path) -> None:
    about = About("tool1", "operator_states", "seen_by_others")
    made = desk.add_evidence(file(tmp_path), about, " vista del capoturno ", "2026-11-20")
    (piece,) = desk.evidence()
    assert piece.evidence.id == made
    assert replace(piece.evidence, at="", by="") == Evidence(
        made, "", "", "schermata.png", DIGEST, len(DATA), "2026-11-20", " vista del capoturno ", about
    )
    assert (piece.evidence.by, piece.state, piece.flagged) == (desk.author, "kept", False)
    last = desk.dossier.ledger.journal[-1]  # type: ignore[union-attr]
    assert (last.act, last.by) == ("evidence_added", desk.author)
    assert DIGEST in last.about
    file(tmp_path).unlink()
    reopened(desk)
    assert [(p.evidence.name, p.state) for p in desk.evidence()] == [("schermata.png", "kept")]


def test_a_file_goes_into_the_practice_it_was_chosen_for_or_into_none(desk: Desk, tmp_path: Path) -> None:
    adding = desk.adding_evidence(file(tmp_path))
    desk.create("Un'altra")
    with pytest.raises(UserError, match="practice_switched"):
        adding()
    assert desk.evidence() == ()


def test_undo_does_not_touch_evidence(desk: Desk, tmp_path: Path) -> None:
    desk.set_practice(note="x")
    desk.add_evidence(file(tmp_path))
    desk.undo()
    assert desk.practice.note == ""
    assert len(desk.evidence()) == 1


@pytest.mark.parametrize(("gone", "state"), [(True, "missing"), (False, "changed")])
def test_a_file_gone_or_changed_is_flagged_at_opening_and_when_asked(
    desk: Desk, tmp_path: Path, gone: bool, state: str
) -> None:
    made = desk.add_evidence(file(tmp_path))
    assert desk.drain()
    stored(tmp_path).unlink() if gone else stored(tmp_path).write_bytes(b"altro")
    assert [piece.state for piece in desk.evidence()] == ["kept"]
    assert [(piece.state, piece.flagged) for piece in desk.check_evidence()] == [(state, True)]
    reopened(desk)
    assert [piece.state for piece in desk.evidence()] == [state]
    with pytest.raises(UserError, match=f"evidence_{state}"):
        desk.export_evidence(made, tmp_path / "copia.png")
    assert not (tmp_path / "copia.png").exists()
    lines = len(desk.dossier.ledger.journal)  # type: ignore[union-attr]
    assert desk.add_evidence(file(tmp_path)) == made
    assert [piece.state for piece in desk.evidence()] == ["kept"]
    assert [entry.act for entry in desk.dossier.ledger.journal[lines:]] == ["evidence_mended"]  # type: ignore[union-attr]


def test_what_is_found_of_one_practice_says_nothing_of_another(desk: Desk, tmp_path: Path) -> None:
    """The same file in both, and one is gone: looking at the first ends when the second is open."""
    desk.create("Prima")
    desk.add_evidence(file(tmp_path))
    checking = desk.checking_evidence()
    desk.create("Seconda")
    desk.add_evidence(file(tmp_path))
    practice_id = desk.practice.id
    assert desk.drain()
    next(found for found in (tmp_path / "data").rglob(DIGEST) if practice_id in found.parts).unlink()
    assert [piece.state for piece in desk.check_evidence()] == ["missing"]
    checking()
    assert [piece.state for piece in desk.evidence()] == ["missing"]


def test_a_copy_is_of_the_practice_it_was_asked_of(desk: Desk, tmp_path: Path) -> None:
    """Ids are the same in all practices."""
    exporting = desk.exporting_evidence(desk.add_evidence(file(tmp_path)), tmp_path / "copia.png")
    desk.create("Un'altra")
    desk.add_evidence(file(tmp_path, b"altro", "altro.png"))
    exporting()
    assert (tmp_path / "copia.png").read_bytes() == DATA


def test_a_copy_comes_out_the_same(desk: Desk, tmp_path: Path) -> None:
    made = desk.add_evidence(file(tmp_path))
    desk.export_evidence(made, tmp_path / "copia.png")
    assert (tmp_path / "copia.png").read_bytes() == DATA


def test_the_same_file_serves_two_entries_and_not_one_twice(desk: Desk, tmp_path: Path) -> None:
    desk.add_evidence(file(tmp_path))
    desk.add_evidence(file(tmp_path), About("tool1"))
    with pytest.raises(UserError, match="evidence_known"):
        desk.add_evidence(file(tmp_path, name="altro nome.png"))
    assert [piece.evidence.about for piece in desk.evidence()] == [About(), About("tool1")]
    stored(tmp_path)


def test_more_than_fits_is_refused_with_its_reason(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_the_desk, "MOST_IN_ALL", 20)
    desk.add_evidence(file(tmp_path))
    desk.add_evidence(file(tmp_path), About("tool1"))  # the same bytes take their room once
    with pytest.raises(UserError) as told:
        desk.add_evidence(file(tmp_path, b"un altro file", "b.txt"))
    assert "rilette a ogni apertura" in desk.words.error(told.value)
    assert len(desk.evidence()) == 2


def test_taking_away_asks_why_and_the_reason_stays(desk: Desk, tmp_path: Path) -> None:
    made = desk.add_evidence(file(tmp_path))
    with pytest.raises(UserError, match="evidence_why"):
        desk.remove_evidence(made, "  ")
    assert len(desk.evidence()) == 1
    desk.remove_evidence(made, "era di un'altra azienda")
    assert desk.evidence() == ()
    ledger = desk.dossier.ledger  # type: ignore[union-attr]
    assert [piece.state for piece in ledger.evidence] == ["kept", "removed"]
    assert ledger.evidence[-1].why == "era di un'altra azienda"
    assert (ledger.journal[-1].act, "era di un'altra azienda" in ledger.journal[-1].about) == ("evidence_removed", True)
    assert stored(tmp_path).read_bytes() == DATA
    assert desk.add_evidence(file(tmp_path)) == "evidence2"


AT = "2026-11-23T10:00:00+01:00"
NOW = datetime.fromisoformat(AT)
ADDED = Evidence("evidence1", AT, "Ada", "a.png", DIGEST, 1)
GONE = replace(ADDED, state="removed", why="x")
ENTRY = JournalEntry(AT, "Ada", "evidence_added")


def test_a_file_outlives_its_removal_by_ninety_days_and_a_seal_that_names_it() -> None:
    later = NOW + timedelta(days=91)
    kept = Ledger().with_evidence(ADDED, ENTRY)
    removed = kept.with_evidence(GONE, ENTRY)
    assert outlived(kept, later) == frozenset()
    assert outlived(removed, NOW + timedelta(days=89)) == frozenset()
    assert outlived(removed, later) == {DIGEST}
    assert outlived(removed.with_evidence(replace(ADDED, id="evidence2"), ENTRY), later) == frozenset()
    revision = Revision(1, "sealed", AT, "d", "p", evidence=(DIGEST,))
    assert outlived(removed.sealed(revision, ENTRY), later) == frozenset()
    for no_moment in ("", "ieri", "2026-11-23T10:00:00"):
        undated = kept.with_evidence(replace(GONE, at=no_moment), ENTRY)
        assert outlived(undated, later) == frozenset()


def test_what_is_outlived_goes_at_a_later_opening(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.add_evidence(file(tmp_path))
    desk.remove_evidence(made, "doppione")
    assert desk.drain()
    path, practice_id = stored(tmp_path), desk.practice.id
    desk.close()
    desk.open(practice_id)
    desk.read_list()  # whatever the opening asked of the disk is done by then
    assert path.exists()
    desk.close()
    monkeypatch.setattr(at_the_desk, "DAYS_KEPT", 0)
    desk.open(practice_id)
    desk.read_list()
    assert not path.exists()


def test_a_practice_that_may_only_be_read_takes_no_evidence(desk: Desk, tmp_path: Path) -> None:
    practice_id = desk.practice.id
    desk.close()
    with desk_on(tmp_path / "data", read_only=True) as reader:
        reader.open(practice_id)
        with pytest.raises(UserError, match="folder_read_only"):
            reader.add_evidence(file(tmp_path))
        assert not list((tmp_path / "data").rglob(DIGEST))


def test_a_name_with_half_a_character_is_kept_readable(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not every system lets a test make such a file."""
    monkeypatch.setattr(at_the_desk, "read_source", lambda _path: Source("foto-\udcff.png", DATA, DIGEST))
    desk.add_evidence(tmp_path)
    assert desk.drain()
    assert desk.evidence()[0].evidence.name == "foto-?.png"


def test_what_it_belongs_to_is_said_in_words(desk: Desk) -> None:
    tool = desk.practice.tools[1]
    function = tool.functions[0]
    said = desk.evidence_about(About(tool.id, function.id, "presence"))
    kind = desk.circular.kinds[function.kind]
    assert said == (tool.name, kind.label, desk.circular.presences.question)
    assert desk.evidence_about(About()) == ()
    assert desk.evidence_about(About("tool9", "gone", "gone", "gone")) == ("tool9", "gone", "gone", "gone")
    assert breaks(desk.dossier.ledger) == ()  # type: ignore[union-attr]


def test_only_the_internal_edition_lists_the_files_with_their_hashes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Report] = []

    def keep(report: Report, _payload: bytes | None, **_more: object) -> bytes:
        made.append(report)
        return b"%PDF-"

    monkeypatch.setattr(paper, "make", keep)
    desk.add_evidence(file(tmp_path), About("tool1"), "vista", "2026-11-20")
    gone = desk.add_evidence(file(tmp_path, b"altro", "altro.png"))
    desk.remove_evidence(gone, "doppione")
    desk.draft_pdf("internal")
    desk.draft_pdf()
    (line,) = made[0].evidence
    assert (line.name, line.sha256, line.description, line.date) == ("schermata.png", DIGEST, "vista", "del 20/11/2026")
    assert made[1].evidence == ()
    assert DIGEST not in repr(made[1])


def test_a_file_that_names_evidence_outside_its_folder_opens_and_is_flagged(desk: Desk, tmp_path: Path) -> None:
    desk.add_evidence(file(tmp_path))
    assert desk.drain()
    (path,) = (tmp_path / "data" / "practices").rglob("practice.json")
    whole = json.loads(path.read_bytes())
    record = whole["practice"]["1"]
    record["dossier"]["ledger"]["evidence"][0]["sha256"] = "../../../../schermata.png"
    record["content_sha256"] = sha256(canonical(record["dossier"])).hexdigest()
    record.pop("save_sha256", None)  # as in a file of before there was one
    path.write_text(json.dumps(whole))
    reopened(desk)
    (piece,) = desk.evidence()
    assert piece.flagged
    with pytest.raises(UserError, match="practice_unreadable"):
        desk.export_evidence(piece.evidence.id, tmp_path / "copia.png")
