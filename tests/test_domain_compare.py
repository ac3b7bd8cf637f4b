from __future__ import annotations

from dataclasses import replace

from app.domain.compare import Change, Field, answers, compare, contents, judged
from app.domain.determination import ToolDetermination
from app.domain.practice import Answer, Company, Consultation, Guarantee, Practice, Site, Tool, ToolFunction

CRM = Tool("tool1", "CRM", facts={"where": Answer("cloud")}).with_function(
    ToolFunction("log", "call_log", "in_use", {"kept": Answer("no"), "days": Answer(30)})
)
NOW = Practice("p", "c", "1", Company("Uno", vat="01", sites=(Site("s"),)), (CRM,), number="7")


def test_every_answer_and_presence_counts_and_what_was_not_asked_does_not() -> None:
    tool = CRM.with_function(ToolFunction("rec", "recording"))
    assert set(answers(tool)) == {
        ("", "", "where"),
        ("log", "call_log", "presence"),
        ("log", "call_log", "kept"),
        ("log", "call_log", "days"),
    }
    practice = replace(NOW.with_tool(tool), company=replace(NOW.company, facts={"size": Answer("small")}))
    found = contents(practice)
    assert (found.name, found.tools, found.sites, found.answers, found.papers) == ("Uno", ("CRM",), 1, 5, 0)


def test_a_practice_does_not_differ_from_itself() -> None:
    found = compare(NOW, NOW)
    assert found.same
    assert (found.fields, found.sites, found.only_now, found.only_then) == ((), False, (), ())
    assert (found.otherwise, found.changes) == ((), ())


def test_answers_given_changed_and_taken_back() -> None:
    then = NOW.with_answer("tool1", "log", "call_log", "kept", Answer("yes", note="other"))
    then = then.with_answer("tool1", "log", "call_log", "days", None)
    then = then.with_answer("tool1", "log", "call_log", "who", Answer(("a", "b")))
    then = then.with_company_fact("size", Answer("big"))
    assert set(compare(NOW, then).changes) == {
        Change("", "", "", "size", None, "big"),
        Change("tool1", "CRM", "call_log", "kept", "no", "yes"),
        Change("tool1", "CRM", "call_log", "days", 30, None),
        Change("tool1", "CRM", "call_log", "who", None, ("a", "b")),
    }


def test_tools_that_come_and_go() -> None:
    other = Tool("tool2", "Centralino")
    found = compare(NOW, replace(NOW, tools=(other,)))
    assert (found.only_now, found.only_then, found.changes) == ((CRM,), (other,), ())


def test_what_else_differs_is_named() -> None:
    then = replace(
        NOW, company=replace(NOW.company, name="Due", sites=()), number="8", tools=(replace(CRM, state="x"),)
    )
    found = compare(NOW, then)
    assert found.texts == (Field("number", "7", "8"), Field("name", "Uno", "Due"))
    assert (found.sites, found.otherwise, found.same) == (True, ("CRM",), False)
    assert Field("state", "unknown", "x", "tool1", "CRM") in found.fields
    paper = replace(CRM, guarantees=(Guarantee("g", "agreement"),))
    assert compare(NOW, NOW.with_tool(paper)).otherwise == ("CRM",)


def test_a_note_alone_makes_them_different() -> None:
    then = NOW.with_answer("tool1", "log", "call_log", "kept", Answer("no", note="chiesto al fornitore"))
    found = compare(NOW, then)
    assert (found.same, found.changes) == (False, ())
    assert found.notes == (Change("tool1", "CRM", "call_log", "kept", None, "chiesto al fornitore"),)


def test_who_checked_and_who_was_heard_are_compared() -> None:
    then = replace(NOW, checked_by="Ada", consultations=(Consultation("talk1", "unions"),))
    found = compare(NOW, then)
    assert found.texts == (Field("checked_by", "", "Ada"),)
    assert found.records
    assert not compare(NOW, replace(NOW, number="8")).records


def found(tool: str, outcome: str | None, *duties: str) -> ToolDetermination:
    return ToolDetermination(tool, tool.upper(), outcome, False, (), (), (), (), (), "to_do", (), duties)


def test_what_followed_is_told_of_every_tool_even_where_it_is_the_same() -> None:
    now = (found("a", "work_tool", "O1", "O2"), found("c", None))
    then = (found("a", "prohibited", "O1", "O9"), found("b", "work_tool"))
    compared = judged(compare(NOW, NOW), now, then)
    one, new, gone = compared.verdicts
    assert (one.tool, one.same, one.duties_new, one.duties_gone) == ("a", False, ("O2",), ("O9",))
    assert (new.tool, new.then, gone.tool, gone.now) == ("c", None, "b", None)
    assert all(verdict.same for verdict in judged(compare(NOW, NOW), now, now).verdicts)
