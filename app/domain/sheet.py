"""A tool's questions as the rows of one sheet: what each is called, in which order, with which choices.

The sheet on screen and the blank one on paper both come from here, so what is ticked on paper is typed in the same
order under the same codes. A code says where the law's version puts the question, never which questions are open.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.circular import Circular, Fact
from app.domain.determination import Question
from app.domain.path import path
from app.domain.practice import Practice, Tool, ToolFunction, presence_of

TOOL, COMPANY = "S", "Z"
"""The letters of the questions about the whole tool and about the company; groups of functions take A, B, C…"""


@dataclass(frozen=True)
class Row:
    """One question of a sheet. ``keys`` are the ids of its choices: the first is typed as 1, and so on.

    «Non lo so» is on every row and never among them. ``fact`` is as it is put to the user.
    """

    code: str
    question: Question
    fact: Fact

    @property
    def keys(self) -> tuple[str, ...]:
        return self.fact.values


def rows(circular: Circular, questions: Iterable[Question]) -> tuple[Row, ...]:
    """A row for each question of a tool's path, in the path's own order."""
    asked = tuple(questions)
    kinds = {one.function: one.kind for one in asked if one.function}
    names: dict[str, str] = {}
    for function in kinds:
        _name(circular, function, kinds, names)
    return tuple(Row(_code(circular, one, names), one, asked_fact(circular, one)) for one in asked)


def blank(circular: Circular, kinds: Iterable[str]) -> tuple[Row, ...]:
    """Every question that can matter for a tool with these functions of which nothing is known yet."""
    functions = tuple(ToolFunction(kind, kind, "in_use") for kind in dict.fromkeys(kinds))
    tool = Tool("tool", functions=functions)
    practice = Practice("blank", circular.id, circular.version, tools=(tool,))
    return rows(circular, path(circular, practice, tool))


def function_code(circular: Circular, kind: str) -> str:
    """«B5»: the letter of its group, then its place in the group."""
    group = circular.kinds[kind].group
    letter = string.ascii_uppercase[list(circular.groups).index(group)]
    place = [one.id for one in circular.kinds.values() if one.group == group].index(kind)
    return f"{letter}{place + 1}"


def kind_of_code(circular: Circular, code: str) -> str | None:
    """The kind of function that has this code, however it was typed; None if none has."""
    plain = re.sub(r"[\s.]", "", code).upper()
    return next((kind for kind in circular.kinds if function_code(circular, kind) == plain), None)


def _name(circular: Circular, function: str, kinds: Mapping[str, str], names: dict[str, str]) -> str:
    """A function's own code. One there by way of another says which («B4/A8»); twins are «B4b», «B4c»."""
    if function in names:
        return names[function]
    named, _, source = function.partition("@")
    kind = kinds.get(function, named)
    name = function_code(circular, kind)
    if source:
        name = f"{name}/{_name(circular, source, kinds, names)}"
    elif function != kind:
        taken = sum(one.startswith(name) and "/" not in one and one[len(name) :].isalpha() for one in names.values())
        name += string.ascii_lowercase[taken + 1]
    names[function] = name
    return name


def _code(circular: Circular, question: Question, names: Mapping[str, str]) -> str:
    if question.scope == "tool":
        return f"{TOOL}{circular.tool_facts.index(circular.tool_fact(question.fact)) + 1}"
    if question.scope == "company":
        return f"{COMPANY}{[fact.id for fact in circular.company_facts].index(question.fact) + 1}"
    place = 0
    if question.scope == "function":
        place = [fact.id for fact in circular.kinds[question.kind].facts].index(question.fact) + 1
    return f"{names[question.function]}.{place}"


def fact_of(circular: Circular, question: Question) -> Fact:
    """The fact a question asks for."""
    if question.scope == "presence":
        return circular.presences
    if question.scope == "function":
        return circular.kinds[question.kind].fact(question.fact)
    if question.scope == "tool":
        return circular.tool_fact(question.fact)
    return next(fact for fact in circular.company_facts if fact.id == question.fact)


def asked_fact(circular: Circular, question: Question) -> Fact:
    """The same as it is put to the user: a presence that would change nothing is not offered."""
    fact = fact_of(circular, question)
    return presence_of(circular.kinds[question.kind], fact) if question.scope == "presence" else fact
