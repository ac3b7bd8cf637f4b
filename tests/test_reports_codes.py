from __future__ import annotations

from dataclasses import replace

from paper_samples import ON, law, practice

from app.domain.engine import determine
from reports import codes


def test_what_is_written_is_read_back_whatever_the_ids() -> None:
    found = determine(law("it"), practice(law("it")), ON)
    odd = [replace(one, id=f"{one.id} [è=]/\n ;~") for one in found]
    text = "".join(codes.of_tool(one) + "".join(codes.of_function(one.id, f) for f in one.functions) for one in odd)
    read = codes.printed(text)
    expected = codes.expected(odd)
    assert {place: read[place] for place in expected} == {place: {code} for place, code in expected.items()}


def test_a_line_end_breaks_no_code_and_two_answers_are_both_told() -> None:
    assert codes.printed("prima [t1/f2=not_\n  admissible?] dopo") == {("t1", "f2"): {"not_admissible?"}}
    assert codes.printed("[t1=a:b] [t1=c:d]") == {("t1", ""): {"a:b", "c:d"}}
    assert codes.printed("[1] [x] [a=] [=b] nota [vedi p. 3=4!]") == {}


def test_a_tool_says_outcome_and_standing_and_an_absent_function_nothing() -> None:
    expected = codes.expected(determine(law("it"), practice(law("it")), ON))
    assert expected["t1", ""] == "not_admissible:stop"
    assert expected["t5", ""] == "none?:to_do"
    assert ("t1", "f3") not in expected


def test_rules_are_named_only_where_a_fingerprint_follows() -> None:
    line = f"Regole inl-2017-04, versione 2026.11: impronta SHA-256\n{'d' * 64}"
    assert codes.names_rules(line, "inl-2017-04", "2026.11")
    assert not codes.names_rules(line, "inl-2017-04", "2026.1")
    assert not codes.names_rules("Regole inl-2017-04, versione 2026.11.", "inl-2017-04", "2026.11")
