"""What stands beside the determination on paper, whose it is said to be, and which edition has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from paper_samples import ACTIONS, law, practice, report, strings

from app.domain.own_dates import OwnDate, with_dates
from app.domain.paper import TICKS, edition_of
from app.domain.practice import Opinion
from reports.content import payload_practice

SAID = {
    "notes": "nota riservata",
    "opinions": "parere: basta togliere",
    "points": "va aggiornato",
    "representatives": "Piero Gialli",
    "recipients": "Rosa Bruni",
    "actions": "Spegnere e bloccare",
    "evidence": "cruscotto.png",
}


@pytest.mark.parametrize("part", TICKS)
def test_each_part_is_on_the_paper_for_third_parties_only_if_ticked(part: str) -> None:
    assert SAID[part] in " ".join(strings(report()))
    assert SAID[part] not in " ".join(strings(report(edition="third_parties")))
    assert SAID[part] in " ".join(strings(report(edition=edition_of("third_parties", [part]))))


def test_the_note_of_an_action_is_a_note() -> None:
    assert "ha fretta" in " ".join(strings(report()))
    assert "ha fretta" not in " ".join(strings(report(edition=edition_of("third_parties", ["actions"]))))


def test_a_selection_says_nothing_of_another_tool_on_paper_or_inside() -> None:
    base = practice(law("it"))
    marked = base.with_tool(replace(base.tool("t1"), name="SEGRETO", vendor="SEGRETO", note="SEGRETO"))
    document = report(base=marked, tools=["t2"])
    said = " ".join(strings(document))
    assert "SEGRETO" not in said
    assert "SEGRETO" not in repr(payload_practice(marked, "internal", ["t2"]))
    for other in ("parere: basta", "Cuffie nuove", "cruscotto.png", "Spegnere e bloccare", "lettera al committente"):
        assert other in " ".join(strings(report(base=marked)))
        assert other not in said
    assert "accordo-aprile-2025.pdf" in said
    assert "Riesaminare la pratica" in said
    assert [tool.title for tool in document.tools] == ["Centralino “Linea Sud”"]
    assert document.document_id == report(base=marked).document_id


def test_an_opinion_stands_beside_the_outcome_and_never_instead() -> None:
    document = report()
    tool = document.tools[0]
    assert tool.own_view is not None
    assert (tool.chip.text, tool.own_view.title) == ("Non autorizzabile (INL)", "Parere del professionista")
    assert tool.own_view.chip is not None
    assert tool.own_view.chip.text == "Serve accordo o autorizzazione"
    assert document.tools[3].own_view is not None
    assert document.tools[3].own_view.chip is None
    assert document.tools[1].own_view is None
    base = practice(law("it"))
    odd = replace(base, opinions=(Opinion("t1", "zzz", "altro"),))
    view = report(base=odd).tools[0].own_view
    assert view is not None
    assert view.title.endswith("(esito non previsto da queste regole)")


def listing(document: Any, title: str) -> Any:
    return next(one for one in document.records if one.title.startswith(title))


def test_actions_say_what_who_by_when_and_how_far() -> None:
    rows = listing(report(), "Azioni previste").rows
    assert rows[0] == (
        "Spegnere e bloccare: Stati in diretta",
        "CRM “Contatto 360”",
        "Luca Neri",
        "15/12/2026",
        "da fare",
    )
    assert rows[1][0] == next(duty.label for duty in law("it").duties if duty.id == "O1")
    assert rows[2][3] == "20/11/2027, poi ogni 12 mesi"
    assert [row[4] for row in rows] == ["da fare", "iniziata", "da fare", "fatta"]
    assert not [one for one in report(actions=()).records if one.title == "Azioni previste"]
    assert report(actions=(replace(ACTIONS[3], every=1),)).records[1].rows[0][3] == "—, poi ogni mese"


def test_consultations_and_deliveries_and_a_list_to_sign() -> None:
    document = report()
    assert listing(document, "Consultazioni").rows[0][:2] == ("08/10/2026", "Sindacati")
    assert listing(document, "Consultazioni").rows[1][2] == "tutti"
    assert listing(document, "Consegne").rows[0][1] == "Informativa agli operatori"
    to_sign = listing(document, "Da firmare")
    assert (to_sign.to_sign, [row[0] for row in to_sign.rows]) == (True, ["Rosa Bruni", "Turno B"])
    outside = report(edition="third_parties")
    assert listing(outside, "Consegne").rows[0][4] == "—"
    assert not [one for one in outside.records if one.to_sign]


def test_what_the_vendor_declared_says_so() -> None:
    told = [line.told for tool in report().tools for f in tool.functions for line in f.answers]
    assert "dichiarato dal fornitore il 12/11/2026 (20/11/2026, Maria Bianchi)" in told
    base = practice(law("it"))
    tool = base.tool("t1")
    declared = replace(tool.functions[1], presence_declared_on="2026-11-12", presence_at="", presence_by="")
    section = report(base=base.with_tool(tool.with_function(declared))).tools[0].functions[1]
    assert section.presence.value.endswith("(dichiarato dal fornitore il 12/11/2026)")


def test_a_date_that_the_user_changed_is_marked_beside_the_law_s(monkeypatch: pytest.MonkeyPatch) -> None:
    import paper_samples

    base = practice(law("it"))
    asks = base.with_tool(base.tool("t1").with_fact("uses_ai", replace(base.tool("t1").facts["uses_ai"], value="yes")))
    plain = report(base=asks)
    assert plain.dates
    assert not [line for line in plain.dates if line.own]
    name = next(d.id for d in law("it").dates.values() if d.label == plain.dates[0].title)
    own = with_dates(law("it"), {name: OwnDate("2025-01-15", "2026-11-25", "2026-11-26")})
    monkeypatch.setattr(paper_samples, "law", lambda lang: own)
    line = next(one for one in report(base=asks).dates if one.title == plain.dates[0].title)
    assert (line.date, line.checked) == ("15/01/2025", "25/11/2026")
    assert line.own == (
        f"Data cambiata a mano il 26/11/2026. Le regole dicevano {plain.dates[0].date}, "
        f"controllata il {plain.dates[0].checked}."
    )


def test_rules_program_and_the_way_to_verify_are_named() -> None:
    page = report().declaration
    assert page.rules is not None
    assert page.rules.label == "Regole inl-2017-04, versione 2026.11: impronta SHA-256"
    assert page.rules.value == "d" * 64
    assert "con Vaglio 9.9" in page.made
    assert "«vaglio open»" in page.verification
    assert report(rules_sha256="").declaration.rules is None
    assert "con Vaglio" not in report(program="").declaration.made


def test_letterhead_lines_and_foot_come_from_the_studio() -> None:
    from app.domain.paper import Studio

    document = report(studio=Studio("Studio", ("via delle Prove 1",), footer="P. IVA 0"))
    assert (document.letterhead, document.studio_lines) == ("Studio", ("via delle Prove 1",))
    assert document.footer.startswith("P. IVA 0 · Edizione interna")
    assert report(studio=Studio()).letterhead == "Studio di prova"
