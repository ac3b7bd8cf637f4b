"""Outcomes as a bar: of the tools of a practice, of the functions of a tool. Counts; never judges."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.determination import FunctionDetermination, ToolDetermination
from reports.phrases import PROVISIONAL_LOOK, Phrases
from reports.report_parts import BarPart, OutcomeBar

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def tools_bar(phrases: Phrases, found: Sequence[ToolDetermination]) -> OutcomeBar | None:
    """None where there is nothing to compare: fewer than two tools."""
    return _bar(phrases, found, "paper.bar.tools")


def functions_bar(phrases: Phrases, found: ToolDetermination) -> OutcomeBar | None:
    """The functions that are there; None for fewer than two."""
    return _bar(phrases, [function for function in found.functions if function.present], "paper.bar.functions")


def _bar(
    phrases: Phrases, found: Sequence[ToolDetermination] | Sequence[FunctionDetermination], alt: str
) -> OutcomeBar | None:
    if len(found) < 2:
        return None
    words, outcomes = phrases.words, phrases.circular.outcomes
    ranked = sorted(outcomes.values(), key=lambda outcome: outcome.rank, reverse=True)
    counted = [(o.look, o.chip, sum(one.outcome == o.id and not one.provisional for one in found)) for o in ranked]
    counted.append((PROVISIONAL_LOOK, words("paper.bar.open"), sum(one.provisional for one in found)))
    parts = tuple(
        BarPart(look, LETTERS[place], number, label)
        for place, (look, label, number) in enumerate(part for part in counted if part[2])
    )
    told = phrases.alternatives(words("paper.bar.part", label=part.label, n=part.number) for part in parts)
    return OutcomeBar(parts, words(alt, n=len(found), parts=told))
