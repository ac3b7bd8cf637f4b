"""The journal at the desk: tampering with the file on disk is told at opening, on paper and in words; never mended."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.desk.desk import Desk
from app.desk.journal import PaperJournal
from app.domain.chain import START, link
from app.domain.ledger import JournalEntry
from app.store.archive import canonical
from reports.provenance import provenance
from tests.desks import desk_on

PASS = "giusta passphrase"
Raw = dict[str, Any]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        made.add_tool("Centralino")
        made.add_tool("Chat")
        assert made.drain()
        yield made


def tampered(folder: Path, change: Callable[[Raw], object]) -> None:
    """Someone changes the ledger in the file and sets its checksum right."""
    (path,) = (folder / "practices").rglob("practice.json")
    whole = json.loads(path.read_bytes())
    record = whole["practice"]["1"]
    change(record["dossier"]["ledger"])
    record["content_sha256"] = sha256(canonical(record["dossier"])).hexdigest()
    record.pop("save_sha256", None)  # as in a file of before there was one
    path.write_text(json.dumps(whole))


def chained_anew(ledger: Raw) -> None:
    head = START
    for entry in ledger["journal"]:
        head = entry["sha256"] = link(head, entry)
    ledger["head"] = head


def reopen(desk: Desk) -> None:
    practice_id = desk.practice.id
    desk.close()
    desk.open(practice_id)


def ledger_of(desk: Desk) -> Any:
    assert desk.dossier is not None
    return desk.dossier.ledger


def test_a_journal_left_alone_holds(desk: Desk) -> None:
    assert desk.verify_journal() == ()
    reopen(desk)
    assert desk.journal_breaks == ()
    assert len(ledger_of(desk).journal) == 3


OTHERS = {"at": "2020-01-01T00:00:00+01:00", "by": "x", "act": "undone", "about": "x", "late": True, "sha256": "a" * 64}


@pytest.mark.parametrize("name", [field.name for field in fields(JournalEntry)])
def test_every_field_of_every_entry_tampered_with_is_told_at_opening(desk: Desk, tmp_path: Path, name: str) -> None:
    for place in range(3):
        reopen(desk)
        before = ledger_of(desk).journal[place]
        tampered(tmp_path / "data", lambda ledger, place=place: ledger["journal"][place].update({name: OTHERS[name]}))
        reopen(desk)
        first = desk.journal_breaks[0]
        assert (first.kind, first.number) == ("entry", place + 1)
        assert f"La riga {place + 1} del registro" in desk.journal_told((first,))[0]
        old = {name: getattr(before, name)}
        tampered(tmp_path / "data", lambda ledger, place=place, old=old: ledger["journal"][place].update(old))


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (lambda ledger: ledger["journal"].pop(0), "entry", "La riga 1"),
        (lambda ledger: ledger["journal"].pop(1), "entry", "La riga 2"),
        (lambda ledger: ledger["journal"].pop(), "end", "finisce alla riga 2"),
        (lambda ledger: ledger["journal"].clear(), "end", "finisce alla riga 0"),
        (lambda ledger: ledger["journal"].reverse(), "moved", "La riga 1"),
    ],
)
def test_lines_taken_away_or_moved_are_told_and_not_mended(
    desk: Desk, tmp_path: Path, change: Callable[[Raw], object], kind: str, said: str
) -> None:
    tampered(tmp_path / "data", change)
    reopen(desk)
    assert desk.journal_breaks[0].kind == kind
    assert said in desk.journal_told(desk.journal_breaks)[0]
    desk.add_tool("Altro")
    assert desk.drain()
    reopen(desk)
    assert desk.journal_breaks
    assert desk.verify_journal() == desk.journal_breaks


def signed(desk: Desk) -> Path:
    desk.make_identity("Ada", PASS)
    return desk.sign(PASS, "consultant").path


def test_the_head_is_on_the_paper_and_in_the_revision(desk: Desk) -> None:
    head = ledger_of(desk).head
    path = signed(desk)
    (revision,) = ledger_of(desk).revisions
    found = provenance(path.read_bytes())
    assert found is not None
    assert (found.practice, found.revision, found.journal_head) == (desk.practice.id, 1, head)
    assert revision.journal_head == head
    assert ledger_of(desk).head != head
    assert desk.verify_paper(path)[1] == PaperJournal("agrees", 1)
    assert provenance(desk.draft_pdf()) is None


def test_a_journal_rewritten_whole_after_a_signature_shows(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = signed(desk)
    command = ["verify", str(path), "--data", str(tmp_path / "data")]
    assert main(command) == 0
    assert "non è stato riscritto" in capsys.readouterr().out

    def rewrite(ledger: Raw) -> None:
        ledger["journal"][1]["about"] = "Un altro strumento"
        chained_anew(ledger)

    tampered(tmp_path / "data", rewrite)
    reopen(desk)
    assert [(one.kind, one.number) for one in desk.journal_breaks] == [("sealed", 1)]
    assert "la revisione 1" in desk.journal_told(desk.journal_breaks)[0]
    assert desk.verify_paper(path)[1] == PaperJournal("rewritten", 1)
    # Even with the revision's own record set right: the paper remembers.
    tampered(tmp_path / "data", lambda ledger: ledger["revisions"][0].update(journal_head=ledger["head"]))
    reopen(desk)
    assert desk.journal_breaks == ()
    found, journal = desk.verify_paper(path)
    assert (found.intact, journal) == (True, PaperJournal("rewritten", 1))
    assert main(command) == 1
    assert "è stato riscritto dopo la firma" in capsys.readouterr().out
    assert main([*command, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["journal"] == {"state": "rewritten", "revision": 1}


def test_what_broke_after_the_signature_is_told_apart(desk: Desk, tmp_path: Path) -> None:
    path = signed(desk)
    tampered(tmp_path / "data", lambda ledger: ledger["journal"][-1].update(by="x"))
    reopen(desk)
    assert desk.verify_paper(path)[1] == PaperJournal("broken", 1)


def test_a_paper_of_no_practice_at_hand_or_not_intact_is_compared_with_nothing(desk: Desk, tmp_path: Path) -> None:
    path = signed(desk)
    with desk_on(tmp_path / "elsewhere") as other:
        assert other.verify_paper(path)[1] is None
    spoiled = tmp_path / "spoiled.pdf"
    spoiled.write_bytes(path.read_bytes().replace(b"vaglio:", b"vaglia:", 1))
    found, journal = desk.verify_paper(spoiled)
    assert (found.intact, journal) == (False, None)


def test_what_is_noted_while_the_paper_is_made_comes_after_the_sealed_head(desk: Desk) -> None:
    signed(desk)
    desk.add_tool("Dopo")
    desk.sign(PASS, "consultant")
    reopen(desk)
    assert desk.journal_breaks == ()
    heads = [revision.journal_head for revision in ledger_of(desk).revisions]
    assert len(set(heads)) == 2


def test_the_seal_remembers_the_evidence_it_was_made_with(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    desk.add_evidence(tmp_path / "a.txt")
    signed(desk)
    assert ledger_of(desk).last_sealed.evidence == (sha256(b"a").hexdigest(),)


def test_who_writes_is_the_name_chosen_and_never_the_login(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(variable, "utente-del-computer")
    assert not desk.author_asked
    desk.set_practice(prepared_by="")
    desk.add_tool("Uno")
    assert ledger_of(desk).journal[-1].by == ""
    desk.set_practice(prepared_by="Studio")
    desk.add_tool("Due")
    assert ledger_of(desk).journal[-1].by == "Studio"
    desk.set_author("  Ada   Rossi ")
    desk.add_tool("Tre")
    assert (desk.author_asked, ledger_of(desk).journal[-1].by) == (True, "Ada Rossi")
    assert "utente-del-computer" not in repr(ledger_of(desk))
    assert desk.verify_journal() == ()
