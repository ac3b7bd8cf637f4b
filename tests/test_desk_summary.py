from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.desk.example import practice as example
from app.desk.summary import Summary, from_plain
from app.desk.summing import summarise, worst_standing
from app.domain.engine import determine
from app.domain.ledger import Action, Dossier, JournalEntry, Ledger, Revision
from app.domain.practice import Practice, Site
from app.records.dossier import fingerprint
from tests.law import CLOCK, ON, WATCHED, function, law, practice, tool

AT = "2024-02-29T10:42:00+01:00"


def summary(one: Practice, ledger: Ledger | None = None) -> Summary:
    return from_plain(json.loads(json.dumps(summarise(Dossier(one, ledger or Ledger()), law(), ON))))


def sealed(one: Practice) -> Ledger:
    revision = Revision(1, "sealed", AT, "0" * 64, fingerprint(one))
    return Ledger().sealed(revision, JournalEntry(AT, "Ada", "sealed"))


def test_the_example_in_one_row() -> None:
    one = summary(example(law(), "p1", AT, "it"))
    assert (one.id, one.name, one.place, one.operators, one.tools) == (
        "p1",
        "Centro contatti di esempio",
        "Sede di esempio",
        24,
        4,
    )
    assert one.bar[:3] == ("work_tool", "not_admissible", "needs_agreement_or_authorisation")
    assert (one.standing, one.prohibited, one.sample, one.state, one.problem) == (
        "stop",
        False,
        True,
        "in_progress",
        None,
    )
    assert one.actions == len(one.due) == 2
    assert [(due.tool, due.duty, due.urgent) for due in one.due] == [
        ("Cruscotto", "O7", True),
        ("Registratore", "O6", True),
    ]


def test_a_provisional_tool_never_shows_an_outcome_as_found() -> None:
    open_tool, empty = tool(function("operator_states", {**WATCHED, "coverage": "unknown"})), tool()
    one = summary(practice(open_tool, replace(empty, id="tool2")))
    assert one.bar == ("provisional", "provisional")
    assert one.provisional


def test_a_practice_without_tools() -> None:
    one = summary(Practice("p", "c", "v"))
    assert (one.bar, one.standing, one.provisional, one.state, one.operators) == ((), "to_do", True, "draft", None)


def test_signed_only_while_nothing_changed_since() -> None:
    one = practice(tool(function("attendance", CLOCK)))
    signed = summary(one, sealed(one))
    assert (signed.state, signed.signed_on, signed.review) == ("signed", "2024-02-29", "2025-02-28")
    changed = summary(replace(one, note="x"), sealed(one))
    assert (changed.state, changed.signed_on) == ("in_progress", "2024-02-29")


def test_the_place_is_the_first_site_that_has_one() -> None:
    sites = (Site("s1"), Site("s2", name="Sede", municipality="Forlì", headcount=3), Site("s3", headcount=4))
    one = practice()
    one = one.with_company(replace(one.company, sites=sites))
    assert (summary(one).place, summary(one).operators) == ("Forlì", 7)


def test_every_duty_that_cannot_wait_is_counted_and_listed() -> None:
    tools = [replace(tool(function("operator_states", WATCHED)), id=f"t{n}") for n in range(9)]
    one = summary(practice(*tools))
    assert (one.actions, len(one.due)) == (9, 9)


def test_a_row_of_another_edition_is_read_as_far_as_it_goes() -> None:
    assert from_plain({"id": "p", "new_field": 1, "bar": ["work_tool"]}) == Summary("p", bar=("work_tool",))
    with pytest.raises(KeyError):
        from_plain({})


def test_the_worst_standing_speaks_for_all() -> None:
    found = determine(law(), example(law(), "p1", AT, "it"), ON)
    assert worst_standing(found, law()) == "stop"
    assert worst_standing(found[:1], law()) == "to_do"
    assert worst_standing((), law()) == "to_do"


def action(action_id: str, kind: str, due: str, state: str = "open") -> Action:
    return Action(action_id, AT, "Ada", "", kind, (), "", state, due=due)


def test_the_next_day_that_something_is_due_counts_only_what_is_open() -> None:
    one = practice(tool(function("attendance", CLOCK)))
    assert summary(one).next_due == ""
    assert summary(one, sealed(one)).next_due == "2025-02-28"
    ledger = Ledger(actions=(action("a", "own", "2024-01-01", "done"), action("b", "own", "2026-12-24")))
    assert (summary(one, ledger).next_due, summary(one, ledger).review) == ("2026-12-24", "")
    ledger = Ledger(actions=(action("a", "own", "2026-12-24"), action("r", "review", "2026-12-01")))
    assert (summary(one, ledger).next_due, summary(one, ledger).review) == ("2026-12-01", "2026-12-01")


def test_provinces_are_told_once_and_in_capitals() -> None:
    sites = (Site("s1", province=" le"), Site("s2", province="BR"), Site("s3", province="LE"), Site("s4"))
    one = practice()
    assert summary(one.with_company(replace(one.company, sites=sites))).provinces == ("BR", "LE")


def test_put_away_and_out_with_another_signer() -> None:
    one = practice(tool(function("attendance", CLOCK)))
    ledger = Ledger().noted(JournalEntry(AT, "Ada", "archived"))
    assert summary(one, ledger).archived
    assert not summary(one, ledger.noted(JournalEntry(AT, "Ada", "unarchived"))).archived
    out = Ledger(revisions=(Revision(1, "handed_off", AT, "0" * 64, "0" * 64),))
    assert summary(one, out).state == "handed_off"
