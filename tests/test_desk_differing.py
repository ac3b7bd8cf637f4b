from __future__ import annotations

from dataclasses import replace

import pytest

from app.desk.differing import Difference, differences
from app.desk.example import practice as example
from app.domain.compare import compare
from app.domain.practice import Answer, Consultation, Guarantee, Practice, Site
from app.text import words
from tests.law import RESOURCES, law

NOW = example(law(), "p1", "2026-11-23T10:00:00+01:00", "it")
IT = words(RESOURCES / "text", "it")


def told(then: Practice) -> list[Difference]:
    return differences(law(), IT, compare(NOW, then))


def test_nothing_differs_from_itself() -> None:
    assert told(NOW) == []


def test_practice_and_company_in_words() -> None:
    company = replace(
        NOW.company, ateco="82.20", sites=(Site("site1", "Altrove", province="LE", representatives="rsu"),)
    )
    then = replace(NOW, company=company, checked_by="Ada", consultations=(Consultation("t", "dpo", "2026-10-02"),))
    found = {one.where: one.theirs for one in told(then)}
    assert found["Azienda · codice ATECO"] == "82.20"
    assert found["Azienda · sedi"] == "Altrove, LE, RSU"
    assert found["controllata da"] == "Ada"
    assert found["consultazioni"] == "Responsabile della protezione dati, 2026-10-02"


def test_answers_and_notes_stand_under_their_tool() -> None:
    kind = law().kinds["operator_states"]
    tool = next(tool for tool in NOW.tools if tool.function("operator_states"))
    then = NOW.with_answer(tool.id, "operator_states", kind.id, "seen_by_others", Answer("later", note="chiesto"))
    one, note = told(then)
    fact = kind.fact("seen_by_others")
    assert one.where == f"{tool.name} · {kind.label} · {fact.question}"
    labels = {choice.id: choice.label for choice in fact.choices}
    assert (one.mine, one.theirs, one.tool) == (labels["live"], labels["later"], tool.id)
    assert (note.where, note.mine, note.theirs) == (f"{one.where} · nota", "", "chiesto")


def test_a_tools_own_fields_are_said_in_words_and_not_in_ids() -> None:
    paper = Guarantee("g", "agreement", "2026-01-02", signatory="rsu", functions=("call_log",))
    then = NOW.with_tool(replace(NOW.tools[0], state="planned", provider="client", guarantees=(paper,)))
    found = {one.where.rpartition(" · ")[2]: one.theirs for one in told(then)}
    assert found["stato"] == "Previsto, non ancora in uso"
    assert found["chi lo fornisce"] == "Imposto dal committente"
    assert found["documenti"] == f"Accordo sindacale, 2026-01-02, RSU, {law().kinds['call_log'].label}"


def test_a_tool_that_one_side_alone_has_is_told_with_its_answers() -> None:
    gone = NOW.tools[1]
    found = told(NOW.without_tool(gone.id))
    assert found[0] == Difference(f"{gone.name} · strumento", "c'è", "", gone.id)
    assert len(found) > 5
    assert all(one.mine and not one.theirs and one.tool == gone.id for one in found)
    back = differences(law(), IT, compare(NOW.without_tool(gone.id), NOW))
    assert [(one.where, one.theirs, one.mine) for one in back] == [(o.where, o.mine, o.theirs) for o in found]


@pytest.mark.parametrize("lang", ["it", "en"])
def test_what_the_law_does_not_know_is_shown_by_its_id(lang: str) -> None:
    then = NOW.with_answer(NOW.tools[0].id, "own1", "kind_of_old", "fact_of_old", Answer(("a", "b")))
    found = differences(law(lang), words(RESOURCES / "text", lang), compare(NOW, then))
    assert [one.where for one in found] == [f"{NOW.tools[0].name} · kind_of_old · fact_of_old"]
    assert found[0].theirs == "a; b"
