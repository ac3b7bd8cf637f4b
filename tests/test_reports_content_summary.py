"""Page 1: readable for whoever owns the company, one page for twenty tools, and a paper of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from golden_papers import PRACTICES
from paper_samples import MADE_AT, ON, TEXTS, law, practice, report, strings

from app.domain.engine import determine
from app.domain.paper import INTERNAL, THIRD_PARTIES, Studio
from app.domain.practice import Practice
from app.text import words
from reports.content import compose_summary
from reports.content_frame import Making
from reports.layout.document import render
from reports.report import Summary, SummaryPaper

READABLE = 55


def sheet(base: Practice, tools: list[str] | None = None, **changes: Any) -> SummaryPaper:
    settings: dict[str, Any] = {
        "words": words(TEXTS, "it"),
        "made_at": MADE_AT,
        "revision": 1,
        "draft": False,
        "edition": THIRD_PARTIES,
        "studio": Studio("Studio di prova"),
        "program": "9.9",
    }
    making = Making(**{**settings, **changes})
    return compose_summary(law("it"), base, determine(law("it"), base, ON), making, ON, tools)


def sentences(page: Summary) -> list[str]:
    """What is to be read on page 1: names, dates and figures are not language."""
    said = [page.stop, page.banner, page.scope, page.caveat, *(count.label for count in page.counts)]
    said += [text.split(" · ")[0] for text in page.first] + [row.first_step for row in page.tools]
    said += [row.standing.text for row in page.tools] + [row.chip.text for row in page.tools]
    parts = [part.strip() for text in said for part in re.split(r"(?<=[.!?:;])\s", text)]
    return [part for part in dict.fromkeys(parts) if re.search(r"[a-zà-ú]{2}", part)]


def gulpease(texts: list[str]) -> float:
    """89 + (300 × sentences − 10 × letters) / words: from 0, hard, to 100, easy. Made for Italian."""
    letters = sum(character.isalnum() for text in texts for character in text)
    count = sum(len(re.findall(r"[\w]+", text)) for text in texts)
    return 89 + (300 * len(texts) - 10 * letters) / count


def test_the_index_tells_easy_from_hard() -> None:
    assert gulpease(["Il gatto dorme sul letto."]) > 80
    hard = "L'ottemperanza alle prescrizioni amministrative presuppone la preventiva autorizzazione dell'Ispettorato"
    assert gulpease([f"{hard}, conformemente alle disposizioni regolamentari sopravvenute successivamente."]) < 40


@pytest.mark.parametrize("name", PRACTICES)
def test_page_one_is_easy_to_read(name: str) -> None:
    page = report(base=PRACTICES[name](law("it")), draft=True).summary
    found = sentences(page)
    assert len(found) >= 4
    assert gulpease(found) >= READABLE
    for step in (*page.first, *(row.first_step for row in page.tools)):
        assert gulpease([step.split(" · ")[0]]) >= 48, step


def many(count: int, long: bool = False) -> Practice:
    base = practice(law("it"))
    more = ", reparto assistenza e vendite della sede di Lecce" if long else ""
    tools = tuple(
        replace(base.tools[n % 5], id=f"x{n}", name=f"{base.tools[n % 5].name or 'Strumento'} {n}{more}")
        for n in range(count)
    )
    return replace(base, tools=tools, opinions=(), points=(), consultations=(), deliveries=())


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("count", [1, 5, 7, 8, 20])
def test_up_to_twenty_tools_fit_one_page(count: int, long: bool) -> None:
    base = many(count, long)
    assert render(sheet(base, draft=True, edition=INTERNAL)).pages == 1
    assert render(sheet(base)).pages == 1


def test_the_whole_checklist_has_it_on_one_page_too() -> None:
    """The company comes on the page after."""
    document = report(base=many(20, long=True), draft=True)
    assert render(replace(document, tools=(), duties=(), sources=(), records=(), evidence=(), dates=())).pages <= 3


def test_with_sixty_tools_what_to_do_comes_first_and_none_is_lost() -> None:
    page = sheet(many(60))
    assert render(page).pages <= 3
    assert len(page.summary.tools) == 60


def test_it_is_a_paper_of_its_own() -> None:
    page = sheet(practice(law("it")))
    rendered = render(page)
    assert rendered.fields == ()
    assert page.title == "Sintesi degli strumenti – Voce Amica S.r.l."
    assert page.running == "Sintesi 2026-0042 · rev. 1"
    assert page.document_id.endswith(":summary")
    assert "con Vaglio 9.9" in page.made
    assert len(page.summary.first) == 3


def test_a_selection_says_that_it_is_one() -> None:
    page = sheet(practice(law("it")), ["t2", "t3"]).summary
    assert page.scope == "Questo documento riguarda 2 strumenti scelti tra i 5 della pratica."
    assert [row.name for row in page.tools] == ["Centralino “Linea Sud”", "Scheda cliente"]
    assert "Contatto" not in " ".join(strings(page))
    assert sheet(practice(law("it"))).summary.scope == ""


def test_of_many_tools_or_sites_the_first_are_named_and_the_rest_counted() -> None:
    page = sheet(many(20)).summary
    assert all(len(text) < 130 for text in page.first)
    assert page.first[0].endswith("CRM “Contatto 360” 0, CRM “Contatto 360” 5 e altri 2")


def test_who_prepared_checked_and_approved_stands_on_page_one() -> None:
    details = {pair.label: pair.value for pair in report().summary.details}
    assert (details["Compilata da"], details["Controllata da"], details["Approvata da"]) == (
        "Studio di prova",
        "Luca Neri",
        "Anna Verdi",
    )
