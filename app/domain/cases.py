"""Decided cases: run through the engine (does the model agree with what was decided?), and those near a question."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.circular import Case, Circular, Fact, Precedent
from app.domain.determination import ToolDetermination
from app.domain.engine import classify
from app.domain.practice import Answer, Company, Confirmation, Practice, Tool, ToolFunction


@dataclass(frozen=True)
class CaseResult:
    """``agrees``: determined, as decided and with at least the expected flags, or as strict as the case argues."""

    case: Case
    found: ToolDetermination
    agrees: bool


def run_case(circular: Circular, case: Case) -> CaseResult:
    company = Company(facts={fact: Answer(value) for fact, value in case.company_facts.items()})
    practice = Practice("case", circular.id, circular.version, company)
    found = classify(circular, practice, as_tool(circular, case))
    expected = case.model if case.stricter else case.expected
    agrees = not found.provisional and found.outcome == expected and set(case.expected_flags) <= set(found.flags)
    return CaseResult(case, found, agrees)


def run_cases(circular: Circular) -> tuple[CaseResult, ...]:
    return tuple(run_case(circular, case) for case in circular.cases)


def as_tool(circular: Circular, case: Case) -> Tool:
    """The case's facts as a tool whose other functions are declared absent."""
    functions = tuple(
        ToolFunction(
            f"{function.kind}-{number}",
            function.kind,
            "in_use",
            {fact: Answer(value) for fact, value in function.facts.items()},
        )
        for number, function in enumerate(case.functions, 1)
    )
    return Tool(
        id="case",
        name=case.title,
        state="in_use",
        facts={fact: Answer(value) for fact, value in case.tool_facts.items()},
        functions=functions,
        confirmed=Confirmation("", "", tuple(circular.kinds)),
    )


@dataclass(frozen=True)
class Bearing:
    """What was decided around a question: ``near`` bears on it, ``others`` only on its kind of function."""

    near: tuple[Case, ...]
    others: tuple[Case, ...]
    precedents: tuple[Precedent, ...]


def bearing_on(circular: Circular, fact: Fact, kind: str) -> Bearing:
    """The cases whose facts name ``fact`` for this kind or that share an item with it, then the others of the kind.

    ``kind`` is empty for a fact of tool or company; one that every case names tells none of them apart.
    """
    cited = set(fact.cites)
    of_kind = [case for case in circular.cases if not kind or any(f.kind == kind for f in case.functions)]
    naming = {case.id for case in of_kind if _names(case, fact.id, kind)}
    if not kind and len(naming) == len(circular.cases):
        naming = set()
    near = tuple(case for case in of_kind if case.id in naming or cited.intersection(case.cites))
    others = tuple(case for case in of_kind if kind and case not in near)
    known = [p for p in circular.precedents if (kind in p.kinds if kind else cited.intersection(p.cites))]
    known.sort(key=lambda precedent: not cited.intersection(precedent.cites))
    return Bearing(near, others, tuple(known))


def _names(case: Case, fact: str, kind: str) -> bool:
    if kind:
        return any(function.kind == kind and fact in function.facts for function in case.functions)
    return fact in case.tool_facts or fact in case.company_facts
