"""What two ledgers hold is all in the one they are joined to, and its chain holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.desk.joining import joined
from app.domain.chain import breaks
from app.domain.errors import UserError
from app.domain.ledger import Action, JournalEntry, Ledger, Revision


def entry(n: int) -> JournalEntry:
    return JournalEntry(f"2026-11-{n:02}", "", "act", str(n))


def noted(ledger: Ledger, *numbers: int) -> Ledger:
    for n in numbers:
        ledger = ledger.noted(entry(n))
    return ledger


def sealed(ledger: Ledger, mark: str) -> Ledger:
    revision = Revision(ledger.next_revision, "sealed", "", mark, "", journal_head=ledger.head)
    return ledger.sealed(revision, entry(20))


START = noted(Ledger(), 1, 2)


def told(ledger: Ledger) -> list[str]:
    return [one.about for one in ledger.journal]


def test_theirs_comes_first_then_ours() -> None:
    found = joined(noted(START, 3), noted(START, 4, 5))
    assert told(found) == ["1", "2", "3", "4", "5"]
    assert breaks(found) == ()
    assert found.journal[:3] == noted(START, 3).journal


def test_what_did_not_part_stays_as_it_is() -> None:
    longer = noted(START, 3)
    assert joined(longer, longer) == longer
    assert joined(longer, START) == longer
    assert joined(START, longer) == longer


def test_the_journal_that_a_seal_names_is_never_written_anew() -> None:
    ours = sealed(noted(START, 3), "ours")
    found = joined(noted(START, 4), ours)
    assert told(found) == ["1", "2", "3", "20", "4"]
    assert found.revisions == ours.revisions
    assert breaks(found) == ()
    found = joined(ours, noted(START, 4))
    assert found.revisions == ours.revisions
    assert breaks(found) == ()


def test_two_seals_cannot_be_joined() -> None:
    with pytest.raises(UserError, match="ledgers_parted"):
        joined(sealed(START, "theirs"), sealed(START, "ours"))
    both = sealed(START, "both")
    assert len(joined(sealed(both, "theirs"), noted(both, 5)).revisions) == 2


def test_what_was_set_out_on_both_sides_is_all_there_unless_it_bears_one_name() -> None:
    one, other = Action("a1", "", "", "t", "switch_off", (), ""), Action("a2", "", "", "t", "switch_off", (), "")
    found = joined(START.with_action(one, entry(3)), START.with_action(other, entry(4)))
    assert found.actions == (one, other)
    with pytest.raises(UserError, match="ledgers_parted"):
        joined(START.with_action(one, entry(3)), START.with_action(replace(other, id="a1", tool="u"), entry(4)))
