from __future__ import annotations

from dataclasses import replace

import pytest
from paper_fields import places, strings_of, written
from paper_samples import law, practice

from app.domain.paper import INTERNAL, THIRD_PARTIES, TICKS, edition_of, on_paper
from app.domain.practice import Practice

RESERVED = {
    "notes": ("nota riservata", "sentito al telefono", "richiesta del cliente", "da chiarire"),
    "opinions": ("parere: basta", "parere: il committente"),
    "points": ("da rivedere a gennaio", "va aggiornato"),
    "representatives": ("Piero Gialli",),
    "recipients": ("Rosa Bruni",),
}


def base() -> Practice:
    return replace(practice(law("it")), waiting_notes={"function/t1/f2/computed": "da chiarire"})


def test_the_internal_edition_is_the_practice_itself() -> None:
    assert on_paper(base(), "internal") == base()


def test_the_edition_for_third_parties_holds_nothing_reserved_unless_ticked() -> None:
    for part, secrets in RESERVED.items():
        ticked = repr(on_paper(base(), edition_of("third_parties", [part])))
        bare = repr(on_paper(base(), THIRD_PARTIES))
        for secret in secrets:
            assert secret in repr(base())
            assert secret not in bare
            assert secret in ticked
        for other, theirs in RESERVED.items():
            assert other == part or not [secret for secret in theirs if secret in ticked]


def test_an_edition_is_named_or_made() -> None:
    assert edition_of("internal") == INTERNAL
    assert edition_of(INTERNAL) is not None
    assert all(getattr(INTERNAL, tick) for tick in TICKS)
    assert not any(getattr(THIRD_PARTIES, tick) for tick in TICKS)
    assert edition_of("third_parties", ["notes"]).notes


@pytest.mark.parametrize("chosen", ["t1", "t2", "t3", "t4", "t5"])
def test_a_selection_holds_no_text_of_another_tool(chosen: str) -> None:
    marked = written(base(), lambda place: f"«{place}»")
    others = [tool.id for tool in marked.tools if tool.id != chosen]
    kept = list(strings_of(on_paper(marked, "internal", [chosen])))
    of_tool = {f"tools[{n}]": tool.id for n, tool in enumerate(marked.tools)}
    for text in kept:
        for place, tool in of_tool.items():
            assert tool == chosen or f"«.{place}" not in text
    for list_name in ("points", "opinions"):
        for n, one in enumerate(getattr(marked, list_name)):
            said = any(f"«.{list_name}[{n}]" in text for text in kept)
            assert said == (not one.tool or one.tool == chosen)
    for list_name in ("consultations", "deliveries"):
        for n, talk in enumerate(getattr(marked, list_name)):
            said = any(f"«.{list_name}[{n}]" in text for text in kept)
            assert said == (not talk.tools or chosen in talk.tools)
    assert not [text for text in kept if text in others]
    assert [place for place in places(marked) if any(f"«{place}»" == text for text in kept)]


def test_what_is_said_of_the_whole_practice_stays_in_a_selection() -> None:
    kept = on_paper(base(), "internal", ["t3"])
    assert kept.note == base().note
    assert [point.id for point in kept.points] == ["o2"]
    assert [talk.id for talk in kept.consultations] == ["k2"]
    assert kept.waiting_notes == {}
    assert on_paper(base(), "internal", ["t1"]).waiting_notes == base().waiting_notes
