"""What a wish does to a practice: pure functions from value to value. Saves nothing, tells nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from app.domain.circular import Circular
from app.domain.determination import Question
from app.domain.practice import (
    UNASKED,
    Answer,
    Confirmation,
    Consultation,
    Delivery,
    Guarantee,
    Practice,
    Site,
    Tool,
    ToolFunction,
)

_Part = TypeVar("_Part", bound="Site | Guarantee | Consultation | Delivery")


def add_tool(practice: Practice, circular: Circular, tool_id: str, name: str, template_id: str) -> Practice:
    """A new tool; a template lists its typical functions as not yet asked, so that none yields an outcome."""
    template = next((t for t in circular.templates if t.id == template_id), None)
    functions = tuple(ToolFunction(kind, kind) for kind in template.kinds) if template else ()
    return practice.with_tool(Tool(tool_id, name=name, template=template_id, functions=functions))


def tick(tool: Tool, kind: str, on: bool) -> Tool:
    """A function of ``kind`` added (not yet asked), or every function of that kind taken away."""
    if not on:
        return replace(tool, functions=tuple(f for f in tool.functions if f.kind != kind))
    if any(f.kind == kind and "@" not in f.id for f in tool.functions):
        return tool  # one whose id has an @ only holds the answers of a function implied elsewhere
    return tool.with_function(ToolFunction(kind, kind))


def answer(practice: Practice, question: Question, given: Answer | None) -> Practice:
    """An answer put in its place; None takes it back."""
    if question.scope == "company":
        return practice.with_company_fact(question.fact, given)
    tool = practice.tool(question.tool)
    if question.scope == "tool":
        return practice.with_tool(tool.with_fact(question.fact, given))
    if question.scope == "presence":
        presence = str(given.value) if given else UNASKED
        at, by, on = (given.at, given.by, given.declared_on) if given else ("", "", "")
        return practice.with_tool(tool.with_presence(question.function, question.kind, presence, at, by, on))
    return practice.with_tool(tool.with_answer(question.function, question.kind, question.fact, given))


def answer_to(practice: Practice, question: Question) -> Answer | None:
    """The answer stored for a question, on the path or not."""
    if question.scope == "company":
        return practice.company.facts.get(question.fact)
    tool = practice.tool(question.tool)
    if question.scope == "tool":
        return tool.facts.get(question.fact)
    function = tool.function(question.function)
    if function is None:
        return None
    if question.scope == "presence":
        if function.presence == UNASKED:
            return None
        declared_on = function.presence_declared_on
        return Answer(function.presence, function.presence_at, function.presence_by, declared_on=declared_on)
    return function.answers.get(question.fact)


def set_note(practice: Practice, question: Question, note: str) -> Practice:
    """A note beside an answer; without an answer yet it waits for it."""
    before = answer_to(practice, question)
    if before is None or question.scope == "presence":
        return practice.with_waiting_note(note_key(question), note)
    return answer(practice, question, replace(before, note=note))


def note_key(question: Question) -> str:
    return "/".join((question.scope, question.tool, question.function, question.fact))


def confirm_absent(tool: Tool, circular: Circular, by: str, at: str, on: bool) -> Tool:
    """«Le altre funzioni non ci sono», for every kind the tool does not list now; or that taken back."""
    if not on:
        return replace(tool, confirmed=None)
    listed = {f.kind for f in tool.functions}
    kinds = tuple(kind for kind in circular.kinds if kind not in listed)
    return replace(tool, confirmed=Confirmation(by, at, kinds))


def set_guarantee(tool: Tool, guarantee: Guarantee) -> Tool:
    """A paper put in place of the one of that id, or added last."""
    return replace(tool, guarantees=put(tool.guarantees, guarantee))


def set_site(practice: Practice, site: Site) -> Practice:
    company = practice.company
    return practice.with_company(replace(company, sites=put(company.sites, site)))


def remove_site(practice: Practice, site_id: str) -> Practice:
    """Without that site, also in the tools and papers that named it."""
    company = replace(practice.company, sites=tuple(s for s in practice.company.sites if s.id != site_id))
    tools = tuple(
        replace(
            tool,
            sites=tuple(s for s in tool.sites if s != site_id),
            guarantees=tuple(replace(g, sites=tuple(s for s in g.sites if s != site_id)) for g in tool.guarantees),
        )
        for tool in practice.tools
    )
    return replace(practice, company=company, tools=tools)


def put(parts: tuple[_Part, ...], part: _Part) -> tuple[_Part, ...]:
    """``part`` in place of the one of its id, or last."""
    if any(p.id == part.id for p in parts):
        return tuple(part if p.id == part.id else p for p in parts)
    return (*parts, part)


def fresh_id(taken: Iterable[str], stem: str) -> str:
    """The first free id ``stem1``, ``stem2``…: readable in the file, never reused while listed."""
    used = set(taken)
    number = 1
    while f"{stem}{number}" in used:
        number += 1
    return f"{stem}{number}"
