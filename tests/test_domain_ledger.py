from __future__ import annotations

from dataclasses import replace

from app.domain.evidence import Evidence
from app.domain.ledger import Action, Dossier, JournalEntry, Ledger, Revision
from app.domain.practice import Practice

MADE = JournalEntry("2026-11-23T10:00:00+01:00", "Ada", "created")
SEALED = JournalEntry("2026-11-23T11:00:00+01:00", "Ada", "sealed", "x.pdf")


def written(ledger: Ledger) -> list[JournalEntry]:
    """The journal as it was handed over, without the links."""
    return [replace(entry, sha256="") for entry in ledger.journal]


def revision(number: int, state: str = "sealed") -> Revision:
    return Revision(number, state, f"2026-11-2{number}T11:00:00+01:00", "d" * 64, "p" * 64)


def test_the_journal_only_grows_and_the_old_ledger_stays() -> None:
    empty = Ledger()
    one = empty.noted(MADE)
    assert empty.journal == ()
    assert written(one.noted(SEALED)) == [MADE, SEALED]


def test_a_seal_adds_a_revision_and_tells_of_it() -> None:
    ledger = Ledger().noted(MADE).sealed(revision(1), SEALED)
    assert ledger.revisions == (revision(1),)
    assert written(ledger) == [MADE, SEALED]


def test_revisions_are_numbered_on_from_the_highest() -> None:
    assert Ledger().next_revision == 1
    assert Ledger(revisions=(revision(3), revision(1))).next_revision == 4


def test_the_last_sealed_passes_over_what_was_only_handed_off() -> None:
    assert Ledger().last_sealed is None
    ledger = Ledger(revisions=(revision(1), revision(2), revision(3, "handed_off")))
    assert ledger.last_sealed == revision(2)


def test_a_dossier_starts_with_nothing_noted() -> None:
    assert Dossier(Practice("p", "c", "v")).ledger == Ledger()


def test_a_later_entry_of_an_action_tells_its_state_and_the_earlier_one_stays() -> None:
    first = Action("action1", MADE.at, "Ada", "tool1", "switch_off", ("breaks",), "work_tool")
    other = replace(first, id="action2")
    done = replace(first, at=SEALED.at, state="done")
    ledger = Ledger().with_action(first, MADE).with_action(other, MADE).with_action(done, SEALED)
    assert ledger.actions == (first, other, done)
    assert ledger.latest_actions == (done, other)
    assert written(ledger) == [MADE, MADE, SEALED]


def test_a_later_value_of_a_piece_of_evidence_tells_its_state_and_the_earlier_one_stays() -> None:
    one = Evidence("evidence1", MADE.at, "Ada", "foto.png", "a" * 64, 3)
    other = replace(one, id="evidence2", sha256="b" * 64)
    gone = replace(one, state="removed", why="doppione")
    ledger = Ledger().with_evidence(one, MADE).with_evidence(other, MADE).with_evidence(gone, SEALED)
    assert ledger.evidence == (one, other, gone)
    assert ledger.latest_evidence == (gone, other)
    assert ledger.kept_evidence == (other,)
    assert written(ledger) == [MADE, MADE, SEALED]


def test_a_revision_is_out_until_it_comes_back_or_is_withdrawn() -> None:
    out = Ledger(revisions=(revision(1), revision(2, "handed_off")))
    assert out.handed_off == revision(2, "handed_off")
    assert out.latest_revisions == (revision(1), revision(2, "handed_off"))
    for state in ("sealed", "withdrawn"):
        back = replace(out, revisions=(*out.revisions, revision(2, state)))
        assert back.handed_off is None
        assert back.next_revision == 3


def test_a_practice_is_archived_as_the_journal_last_says() -> None:
    ledger = Ledger().noted(MADE)
    assert not ledger.archived
    away = ledger.noted(replace(MADE, act="archived")).noted(SEALED)
    assert away.archived
    assert not away.noted(replace(MADE, act="unarchived")).archived
