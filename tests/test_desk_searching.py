"""Every field of the one list is searched, by the home page's own way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.desk.searching import FIELDS, searched_text
from app.domain.evidence import Evidence
from app.domain.ledger import Dossier, Ledger, Revision, Signature
from app.domain.practice import Answer, Company, Delivery, Guarantee, Practice, Site, Tool, ToolFunction
from app.library.shelf import Shelf
from tests.desks import desk_on, listed
from tests.law import CIRCULARS


def everything() -> Dossier:
    release = Shelf(CIRCULARS).newest()
    kind = "call_recording"
    law = Shelf(CIRCULARS).load(release.circular, release.version, "it")
    fact = next(fact for fact in law.kinds[kind].facts if fact.type == "choice")
    function = ToolFunction(kind, kind, "in_use", {fact.id: Answer(fact.values[0], note="chiesto a Perù")})
    tool = Tool("t", "Registratore", "Fornitrice", functions=(function,), note="in magazzino")
    tool = Tool(**{**tool.__dict__, "guarantees": (Guarantee("g", "agreement", title="protocollo 77bis"),)})
    company = Company("Società Àncora", "012 345.678 90", "CODFISC", (Site("s", "Sede", "Forlì", "FC"),), ccnl="H05Y")
    signature = Signature("", "", "", "", "checklist-rev1.pdf", "")
    piece = Evidence("e1", "2026-11-01", "", "Manuale.pdf", "0" * 64, 9, description="dal fornitore")
    ledger = Ledger(revisions=(Revision(1, "sealed", "2026-11-01", "", "", (signature,)),), evidence=(piece,))
    practice = Practice("p", release.circular, release.version, company, (tool,), number="2026-0042", note="urgente")
    delivery = Delivery("d", "notice", how="in bacheca")
    return Dossier(replace(practice, checked_by="Controllora", deliveries=(delivery,)), ledger)


WANTED = {
    "company": ("ancora", "forli", "fc"),
    "codes": ("0123456", "codfisc", "0123 4567", "h05y"),
    "people": ("controllora",),
    "records": ("bacheca",),
    "number": ("2026-0042",),
    "tools": ("registratore", "fornitrice"),
    "functions": ("registrazione", "recording"),
    "answers": (),
    "notes": ("peru", "magazzino", "urgente"),
    "papers": ("77bis",),
    "evidence": ("manuale.pdf", "fornitore"),
    "signed": ("rev1.pdf",),
}


def test_every_field_is_wanted_here() -> None:
    assert WANTED.keys() == FIELDS.keys()


@pytest.mark.parametrize("field", WANTED)
def test_a_practice_is_found_by_every_field(tmp_path: Path, field: str) -> None:
    from app.records import SCHEMA
    from app.records.dossier import to_dict
    from app.store.archive import Archive
    from tests.law import NOW

    Archive(tmp_path, lambda: NOW, SCHEMA).save("p", to_dict(everything()), SCHEMA, None)
    with desk_on(tmp_path) as desk:
        listed(desk)
        for word in WANTED[field]:
            assert [row.id for row in desk.summaries(word)] == ["p"], word
            assert [row.id for row in desk.summaries(f"ANCORA {word.upper()}")] == ["p"], word
        assert desk.summaries("ancora introvabile") == []


def test_an_answer_is_found_by_the_words_that_were_chosen_in_either_language() -> None:
    release = Shelf(CIRCULARS).newest()
    laws = [Shelf(CIRCULARS).load(release.circular, release.version, lang) for lang in ("it", "en")]
    text = searched_text(everything(), laws)
    (given,) = everything().practice.tools[0].functions[0].answers.items()
    for law in laws:
        fact = law.kinds["call_recording"].fact(given[0])
        for word in fact.choices[0].label.split():
            assert word in text.split()
    other = fact.choices[-1].label.split()
    assert not all(word in text.split() for word in other)


def test_each_word_is_kept_once() -> None:
    text = searched_text(everything(), [])
    assert len(text.split()) == len(set(text.split()))
