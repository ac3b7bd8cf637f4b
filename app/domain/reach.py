"""What can still change: single answers that would change a tool's result, and what-if.

Never answers anything: an assumed fact lives in a value that is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.circular import Circular
from app.domain.determination import FunctionDetermination, Missing, ToolDetermination
from app.domain.engine import (
    assume,
    classify,
    determine_tool,
    possible_outcomes,
    without,
)
from app.domain.modifiers import setting_domains, settings_of
from app.domain.practice import Practice, Tool
from app.domain.scenarios import crossing_domains, survey, ways
from app.domain.table import deciding_facts


def missing(circular: Circular, practice: Practice, tool: Tool) -> tuple[Missing, ...]:
    """Each open fact of which some answer alone would change the set of outcomes still possible."""
    found = classify(circular, practice, tool)
    if len(found.possible) < 2:
        return ()
    before = set(found.possible)
    result = []
    for function_id, fact_id, values in open_facts(circular, practice, tool, found.functions):
        answers = {}
        changes = False
        for value in values:
            after = _possible(circular, practice, assume(tool, {(function_id, fact_id): value}))
            answers[value] = max(after, key=lambda o: circular.outcomes[o].rank)
            changes = changes or after != before
        if changes:
            could = sorted(set(answers.values()), key=lambda o: circular.outcomes[o].rank)
            result.append(Missing(function_id, fact_id, tuple(could), answers))
    return tuple(result)


def _possible(circular: Circular, practice: Practice, tool: Tool) -> set[str]:
    return possible_outcomes(circular, ways(circular, tool), settings_of(circular, practice, tool))


def open_facts(
    circular: Circular, practice: Practice, tool: Tool, functions: Iterable[FunctionDetermination]
) -> list[tuple[str, str, tuple[str, ...]]]:
    """(function id, fact id, values it may have) of all deciding facts without an answer; the tool's own come last."""
    places = survey(circular, tool).places
    result = []
    for function in functions:
        if function.present:
            place = places[function.id]
            for fact in deciding_facts(place.kind):
                if not place.said(fact) and len(left := place.domain(fact)) > 1:
                    result.append((function.id, fact.id, left))
    domains = {**setting_domains(circular, practice, tool), **crossing_domains(circular, tool)}
    for fact in circular.tool_facts:
        if len(domains.get(fact.id, ())) > 1:
            result.append(("", fact.id, domains[fact.id]))
    return result


def what_if(
    circular: Circular, practice: Practice, tool: Tool, switched_off: Iterable[str], on: date
) -> ToolDetermination:
    """How the tool would turn out with these functions gone. The practice is left as it is."""
    return determine_tool(circular, practice, without(tool, switched_off), on)
