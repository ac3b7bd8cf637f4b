"""Two revisions side by side: what differs is there, nothing else is, and neither is called right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from paper_samples import MADE_AT, ON, TEXTS, law, practice, said, strings

from app.domain.engine import determine
from app.domain.paper import INTERNAL, THIRD_PARTIES
from app.domain.practice import Practice, Tool
from app.text import words
from reports.content_comparison import Side, compose_comparison
from reports.content_frame import Making
from reports.layout.document import render
from reports.report_comparison import ComparisonPaper


def compared(then: Practice, now: Practice, lang: str = "it", **changes: Any) -> ComparisonPaper:
    circular = law(lang)
    settings = {"words": words(TEXTS, lang), "made_at": MADE_AT, "revision": 2, "draft": False, "edition": INTERNAL}
    sides = (Side(circular, one, determine(circular, one, ON), name) for one, name in ((then, "prima"), (now, "dopo")))
    return compose_comparison(*sides, making=Making(**{**settings, **changes}))


def changed(base: Practice) -> Practice:
    now = base.with_answer("t3", "h1", "call_record_match", "row_kept", said("yes"))
    now = now.with_company_fact("workforce", said("employees"))
    now = replace(now, number="2026-0043", tools=now.tools[:4]).with_tool(Tool("t9", "Nuovo cruscotto"))
    switchboard = now.tool("t2")
    return now.with_tool(replace(switchboard, guarantees=switchboard.guarantees[:1], vendor="Altro", state="planned"))


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_practice_does_not_differ_from_itself(lang: str) -> None:
    base = practice(law(lang))
    paper = compared(base, base, lang)
    assert paper.listings == ()
    assert not [step for step in paper.steps if step.changed]
    assert paper.same == words(TEXTS, lang)("paper.comparison.same")
    assert render(paper).pages == 1


def rows(paper: ComparisonPaper) -> dict[str, list[tuple[str, ...]]]:
    return {listing.title: list(listing.rows) for listing in paper.listings}


def test_answers_outcomes_duties_and_papers_that_differ_are_there() -> None:
    base = practice(law("it"))
    paper = compared(base, changed(base))
    assert paper.same == ""
    found = rows(paper)
    assert ("Numero della pratica", "2026-0042", "2026-0043") in found["Azienda e pratica"]
    asked = next(fact.question for fact in law("it").company_facts if fact.id == "workforce")
    assert [row[0] for row in found["Azienda e pratica"]].count(asked) == 1
    tool = found["Scheda cliente"]
    assert tool[0][0].startswith("Abbinamento chiamata–scheda cliente: ")
    assert any(row[0].startswith("Adempimento: ") and row[1:] == ("non richiesto", "da fare") for row in tool)
    assert ("Fornitore", "Telefonia Esempio", "Altro") in found["Centralino “Linea Sud”"]
    assert ("Stato", "in uso", "previsto, non ancora in uso") in found["Centralino “Linea Sud”"]
    assert "CRM “Contatto 360”" not in found
    steps = {step.name: step.changed for step in paper.steps}
    assert steps["Nuovo cruscotto"] == "aggiunto"
    assert steps["Strumento senza nome"] == "tolto"
    assert steps["Scheda cliente"] == "cambiato"
    assert steps["CRM “Contatto 360”"] == ""


def test_the_other_way_round_it_says_the_same() -> None:
    base = practice(law("it"))
    one, other = rows(compared(base, changed(base))), rows(compared(changed(base), base))
    assert one.keys() == other.keys()
    for title, lines in one.items():
        assert {(what, now, then) for what, then, now in lines} == set(other[title])


def test_what_an_edition_leaves_out_is_not_compared() -> None:
    base = practice(law("it"))
    noted = replace(base, note="un'altra nota riservata")
    assert "un'altra nota" in " ".join(strings(compared(base, noted)))
    assert compared(base, noted, edition=THIRD_PARTIES).listings == ()


def test_a_value_of_another_version_of_the_rules_is_printed_as_it_is() -> None:
    base = practice(law("it"))
    now = base.with_answer("t3", "h1", "call_record_match", "gone", said("zzz")).with_tool(
        replace(base.tool("t2"), facts={**base.tool("t2").facts, "older": said(("a", "b"))})
    )
    found = rows(compared(base, now))
    assert ("Abbinamento chiamata–scheda cliente: gone", "Non ancora risposto", "zzz") in found["Scheda cliente"]
    assert ("older", "Non ancora risposto", "a, b") in found["Centralino “Linea Sud”"]


def test_it_is_printed_in_the_head_and_without_anything_to_sign() -> None:
    base = practice(law("it"))
    paper = compared(base, changed(base), draft=True)
    rendered = render(paper)
    assert rendered.fields == ()
    assert (paper.watermark, paper.document_id.rsplit(":", 1)[1]) == ("BOZZA", "comparison")
    assert "prima" in paper.details[2].value
