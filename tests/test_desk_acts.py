from __future__ import annotations

from dataclasses import replace

from app.desk import acts
from app.domain.determination import Question
from app.domain.practice import UNASKED, Answer, Company, Guarantee, Practice, Site, Tool, ToolFunction
from tests.law import function, law, practice, tool

EMPTY = Practice("p", "c", "v")
GIVEN = Answer("raw", "2026-11-23", "Ada", "nota")


def ask(scope: str, fact: str, function_id: str = "call_log") -> Question:
    return Question(scope, "tool1", function_id, "call_log", fact, False)


def test_a_template_lists_its_functions_as_not_yet_asked() -> None:
    made = acts.add_tool(EMPTY, law(), "t1", "Centralino", "pbx").tool("t1")
    template = next(one for one in law().templates if one.id == "pbx")
    assert tuple(f.kind for f in made.functions) == template.kinds
    assert {"operator_states", "call_log", "call_recording"} <= set(template.kinds)
    assert {f.presence for f in made.functions} == {UNASKED}
    assert (made.name, made.template) == ("Centralino", "pbx")
    assert acts.add_tool(EMPTY, law(), "t1", "x", "").tool("t1").functions == ()


def test_a_kind_is_ticked_once_and_unticked_with_its_answers() -> None:
    one = acts.tick(Tool("t"), "call_log", True)
    assert one.functions == (ToolFunction("call_log", "call_log"),)
    assert acts.tick(one, "call_log", True) == one
    two = one.with_function(ToolFunction("x", "call_log", "in_use", {"kept": GIVEN}))
    assert acts.tick(two, "call_log", False).functions == ()


def test_a_kind_that_is_only_implied_can_be_ticked_beside_it() -> None:
    stored = Tool("t").with_answer("handling_times@f", "handling_times", "kept", GIVEN)
    ticked = acts.tick(stored, "handling_times", True)
    assert [f.id for f in ticked.functions] == ["handling_times@f", "handling_times"]


def test_answers_of_every_scope_are_given_read_and_taken_back() -> None:
    start = practice(tool(function("call_log")), facts={})
    for question, given in (
        (ask("function", "kept"), GIVEN),
        (ask("function", "retention_days"), replace(GIVEN, value=30)),
        (ask("function", "uses"), replace(GIVEN, value=("service",))),
        (ask("tool", "uses_ai"), replace(GIVEN, value="no")),
        (ask("company", "workforce"), replace(GIVEN, value="mixed")),
    ):
        assert acts.answer_to(start, question) is None
        changed = acts.answer(start, question, given)
        assert acts.answer_to(changed, question) == given
        assert acts.answer(changed, question, None) == start


def test_presence_is_an_answer_too() -> None:
    start = practice(tool(function("call_log", {"kept": "raw"}, UNASKED)))
    question = ask("presence", "presence")
    assert acts.answer_to(start, question) is None
    changed = acts.answer(start, question, Answer("in_use", "2026-11-23", "Ada"))
    assert acts.answer_to(changed, question) == Answer("in_use", "2026-11-23", "Ada")
    assert acts.answer(changed, question, None) == start


def test_an_implied_function_has_no_answer_until_one_is_given() -> None:
    start = practice(tool())
    assert acts.answer_to(start, ask("function", "kept", "call_log@x")) is None
    changed = acts.answer(start, ask("function", "kept", "call_log@x"), GIVEN)
    assert acts.answer_to(changed, ask("function", "kept", "call_log@x")) == GIVEN


def test_the_rest_is_confirmed_absent_by_name_and_day() -> None:
    one = tool(function("call_log"), confirmed=False)
    confirmed = acts.confirm_absent(one, law(), "Ada", "2026-11-23", True).confirmed
    assert confirmed is not None
    assert (confirmed.by, confirmed.at) == ("Ada", "2026-11-23")
    assert confirmed.kinds == tuple(kind for kind in law().kinds if kind != "call_log")
    again = acts.confirm_absent(one, law(), "Ada", "2026-11-23", True)
    assert acts.confirm_absent(again, law(), "", "", False).confirmed is None


def test_papers_and_sites_are_put_in_place_or_last() -> None:
    one = acts.set_guarantee(acts.set_guarantee(Tool("t"), Guarantee("a", "notice")), Guarantee("b", "dpia"))
    one = acts.set_guarantee(one, Guarantee("a", "notice", title="x"))
    assert [(g.id, g.title) for g in one.guarantees] == [("a", "x"), ("b", "")]
    two = acts.set_site(acts.set_site(EMPTY, Site("s1")), Site("s1", name="Roma"))
    assert two.company == Company(sites=(Site("s1", name="Roma"),))


def test_a_site_that_goes_leaves_tools_and_papers() -> None:
    one = tool(function("call_log"), sites=("s1", "s2"), guarantees=(Guarantee("g", "notice", sites=("s1", "s2")),))
    left = acts.remove_site(practice(one, sites=("s1", "s2")), "s1")
    assert [site.id for site in left.company.sites] == ["s2"]
    assert left.tools[0].sites == ("s2",)
    assert left.tools[0].guarantees[0].sites == ("s2",)


def test_fresh_ids_fill_the_first_gap() -> None:
    assert acts.fresh_id([], "tool") == "tool1"
    assert acts.fresh_id(["tool1", "tool3", "x"], "tool") == "tool2"
