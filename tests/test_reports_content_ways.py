"""On paper too: the way to an agreement or an authorisation, what is at stake, and the rules that have a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from paper_samples import ON, answers, function, law, others, practice, report, said, strings

from app.domain.engine import determine
from app.domain.practice import Practice, Site, Tool


def base_with(*sites: Site, **fields: object) -> Practice:
    """The sample practice with one tool alone: a call log without any paper, at these sites."""
    circular = law("it")
    log = function("g1", "call_log", traceable="direct", kept="per_operator", computed="no")
    values: dict[str, object] = {"state": "in_use", "since": "2025-05-10", **fields}
    facts = answers(ground="organisational", judges_individual="no", uses_ai="no", decided_by_machine="no")
    one = Tool("t1", "Centralino", facts=facts, functions=(log,), confirmed=others(circular, "call_log"), **values)  # type: ignore[arg-type]
    base = practice(circular)
    return replace(base, tools=(one,), company=replace(base.company, sites=sites))


NONE_HERE = Site("s1", "Lecce", "Lecce", "LE", 38, "none")
RSU_HERE = Site("s2", "Brindisi", "Brindisi", "BR", 9, "rsu")
SMALL = Site("s3", "Bari", "Bari", "BA", 9, "none")


def test_each_way_is_told_once_with_the_sites_that_take_it() -> None:
    (section,) = report(base=base_with(NONE_HERE, RSU_HERE, SMALL)).tools
    assert [route.sites.value for route in section.routes] == ["Lecce, Bari", "Brindisi"]
    assert section.routes[1].title == "Accordo con la RSU"
    assert all(route.sources and all(line.read for line in route.sources) for route in section.routes)
    assert section.routes_intro == ""
    titles = [note.title for note in section.routes[0].notes]
    assert "Fino a 15 persone le RSA di solito non ci sono (Bari)" in titles


def test_what_the_way_alone_puts_in_conflict_is_boxed_once() -> None:
    (section,) = report(base=base_with(NONE_HERE, SMALL)).tools
    flag = law("it").flags["conflict:territorial_unions_p3"]
    (conflict,) = section.route_conflicts
    assert [position.who for position in conflict.positions] == [position.who for position in flag.positions]
    assert flag.label not in [one.title for one in section.conflicts]


def test_an_open_outcome_says_under_which_condition_the_way_holds() -> None:
    softphone = next(tool for tool in report().tools if tool.title == "Softphone")
    assert "«Non autorizzabile (INL)»" in softphone.routes_intro
    assert next(tool for tool in report().tools if tool.title == "Strumento senza nome").routes == ()


def test_every_stake_found_is_told_with_its_sources_and_none_else() -> None:
    base = base_with(NONE_HERE)
    (found,) = determine(law("it"), base, ON)
    (section,) = report(base=base).tools
    stakes = [stake for stake in law("it").stakes if stake.id in found.stakes]
    assert [(line.title, line.text) for line in section.stakes] == [(stake.label, stake.text) for stake in stakes]
    for line, stake in zip(section.stakes, stakes, strict=True):
        assert {item for source in line.sources for item in source.items.split(", ")} == set(stake.cites)
    assert "previsione" in section.stakes_intro[0]
    (planned,) = report(base=base_with(NONE_HERE, state="switched_off", switch_off_locked=True)).tools
    assert (planned.stakes, planned.stakes_intro) == ((), ())


def test_what_is_the_same_for_a_second_tool_is_named_and_told_once() -> None:
    base = base_with(NONE_HERE)
    twin = replace(base.tools[0], id="t2", name="Secondo")
    first, second = report(base=replace(base, tools=(*base.tools, twin))).tools
    (line,) = second.stakes
    assert line.title == "Vale anche quanto è già spiegato per lo strumento «Centralino»"
    assert line.text.split("; ") == [stake.title for stake in first.stakes]
    assert second.routes[0].text == first.routes[0].text
    assert len(second.routes[0].notes) == 1
    assert len(second.route_conflicts) == 1


def test_dated_rules_that_matter_are_listed_with_the_day_they_were_checked() -> None:
    base = base_with(NONE_HERE)
    assert report(base=base).dates == ()
    one = base.tools[0]
    base = replace(base, tools=(replace(one, facts={**one.facts, "uses_ai": said("yes")}),))
    document = report(base=base)
    dates = law("it").dates
    assert {line.title for line in document.dates} == {
        dates[name].label for name in ("ai_literacy", "law_132_art_11", "ai_high_risk")
    }
    assert all(line.date and line.checked and line.sources for line in document.dates)
    assert not [line for line in document.dates if line.again]
    indexed = {item.id for act in document.sources for item in act.items}
    assert {item for line in document.dates for s in line.sources for item in s.items.split(", ")} <= indexed


def test_a_dated_rule_checked_long_ago_wants_checking_again() -> None:
    base = base_with(NONE_HERE)
    one = base.tools[0]
    base = replace(base, tools=(replace(one, facts={**one.facts, "uses_ai": said("yes")}),))
    later = date(2027, 2, 1)
    again = {line.title: line.again for line in report(base=base, on=later).dates}
    dates = law("it").dates
    assert again[dates["ai_literacy"].label] == "Da riverificare"
    assert again[dates["law_132_art_11"].label] == ""


def test_both_languages_say_it() -> None:
    text = " ".join(strings(report("en", base=base_with(NONE_HERE))))
    assert "What is at stake" in text
    assert "The way to the agreement or the authorisation" in text
    assert "Che cosa" not in text
