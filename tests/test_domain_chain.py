"""The journal's chain: whatever is rewritten, removed, added or moved shows, and stays shown."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations
from typing import Any

import pytest

from app.domain.chain import START, Break, breaks
from app.domain.evidence import ADDED, REMOVED, Evidence, noted
from app.domain.ledger import JournalEntry, Ledger, Revision

ACTS = ("created", "tool_added", "sealed", "undone", "goal_set")


def entry(n: int) -> JournalEntry:
    return JournalEntry(f"2026-11-23T10:0{n}:00+01:00", "Ada", ACTS[n], f"cosa {n}")


def ledger() -> Ledger:
    """Five entries, sealed once after the third."""
    made = Ledger()
    for n in range(3):
        made = made.noted(entry(n))
    revision = Revision(1, "sealed", "2026-11-23T10:03:00+01:00", "d" * 64, "p" * 64, journal_head=made.head)
    made = made.sealed(revision, entry(3))
    return made.noted(entry(4))


CHANGED: dict[str, Any] = {
    "at": "2026-11-23T09:59:00+01:00",
    "by": "Bea",
    "act": "redone",
    "about": "altro",
    "late": True,
    "sha256": "f" * 64,
}


def test_a_journal_that_only_grew_holds() -> None:
    assert breaks(Ledger()) == ()
    assert breaks(ledger()) == ()
    assert ledger().head == ledger().journal[-1].sha256 != START


def test_equal_histories_have_equal_heads_and_others_have_not() -> None:
    assert ledger().head == ledger().head
    assert Ledger().noted(entry(0)).noted(entry(1)).head != Ledger().noted(entry(1)).noted(entry(0)).head


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("name", [field.name for field in fields(JournalEntry)])
def test_a_changed_field_of_any_entry_shows(place: int, name: str) -> None:
    journal = list(ledger().journal)
    journal[place] = replace(journal[place], **{name: CHANGED[name]})
    found = breaks(replace(ledger(), journal=tuple(journal)))
    assert found
    assert found[0] == Break("entry", place + 1)


@pytest.mark.parametrize("place", range(5))
def test_an_entry_taken_out_shows_the_last_too(place: int) -> None:
    journal = ledger().journal
    found = breaks(replace(ledger(), journal=journal[:place] + journal[place + 1 :]))
    assert found[0] == (Break("end", 4) if place == 4 else Break("entry", place + 1))


def test_the_whole_journal_taken_away_shows() -> None:
    assert breaks(replace(ledger(), journal=())) == (Break("end", 0), Break("sealed", 1))


@pytest.mark.parametrize(("one", "other"), list(combinations(range(5), 2)))
def test_two_entries_swapped_show(one: int, other: int) -> None:
    journal = list(ledger().journal)
    journal[one], journal[other] = journal[other], journal[one]
    found = breaks(replace(ledger(), journal=tuple(journal)))
    assert found[0].number == one + 1
    assert found[0].kind in ("moved", "entry")


@pytest.mark.parametrize("place", range(6))
def test_an_entry_slipped_in_shows(place: int) -> None:
    journal = list(ledger().journal)
    journal.insert(place, JournalEntry("2026-11-23T10:00:00+01:00", "Eva", "undone", sha256="e" * 64))
    assert breaks(replace(ledger(), journal=tuple(journal)))[0] == Break("entry", place + 1)


@pytest.mark.parametrize("place", range(3))
def test_a_journal_chained_anew_before_a_signature_shows_by_the_sealed_head(place: int) -> None:
    anew = replace(ledger(), journal=(), head=START)
    for n, old in enumerate(ledger().journal):
        anew = anew.noted(replace(old, about="riscritta") if n == place else old)
    assert breaks(anew) == (Break("sealed", 1),)


def test_what_is_noted_after_a_break_does_not_mend_it() -> None:
    journal = ledger().journal
    for spoiled in (
        replace(ledger(), journal=(replace(journal[0], by="Bea"), *journal[1:])),
        replace(ledger(), journal=journal[:-1]),
    ):
        before = breaks(spoiled)
        assert before
        assert breaks(spoiled.noted(entry(1)))


PIECE = Evidence("evidence1", "2026-11-23T10:00:00+01:00", "Ada", "foto.png", "a" * 64, 3)
OTHER = replace(PIECE, id="evidence2", name="accordo.pdf", sha256="b" * 64)
GONE = replace(PIECE, state="removed", why="doppione")


def test_a_list_of_evidence_that_the_journal_does_not_tell_of_shows() -> None:
    whole = Ledger()
    for piece, act in ((PIECE, ADDED), (OTHER, ADDED), (GONE, REMOVED)):
        told = noted(piece) if act == ADDED else "doppione"
        whole = whole.with_evidence(piece, JournalEntry(piece.at, "Ada", act, told))
    assert breaks(whole) == ()
    for listed in (
        (PIECE, OTHER),
        (PIECE, GONE),
        (OTHER, PIECE, GONE),
        (replace(PIECE, sha256="c" * 64), OTHER, GONE),
        (PIECE, replace(OTHER, name="x.pdf"), GONE),
        (PIECE, OTHER, GONE, replace(OTHER, id="evidence3")),
        (),
    ):
        assert breaks(replace(whole, evidence=listed)) == (Break("evidence", 0),)


def test_half_a_character_in_an_entry_is_no_crash() -> None:
    assert breaks(Ledger().noted(replace(entry(0), about="\ud800"))) == ()
