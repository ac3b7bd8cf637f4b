"""Decided cases run through the engine: does the model agree with what was decided?"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.circular import Case, Circular
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
