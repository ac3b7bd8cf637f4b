"""The fixed words of the checklist, so that the layout knows no language."""

from __future__ import annotations

from app.text import Words
from reports.report import Headings


def headings(words: Words) -> Headings:
    """In the language of ``words``."""

    def columns(table: str, names: str) -> tuple[str, ...]:
        return tuple(words(f"paper.column.{table}.{name}") for name in names.split())

    tool, deciding, outcome, step = columns("tools", "tool deciding outcome step")
    site, place, headcount, representatives = columns("sites", "site place headcount representatives")
    duty, who, by_when, rests = columns("duties", "duty who by_when items")
    question, answer, told = columns("answers", "question answer told")
    rule, from_day, checked = columns("dates", "rule date checked")
    item, statement, read = columns("items", "item statement read")
    file, description, hashed = columns("evidence", "file description sha256")
    return Headings(
        counts=words("paper.heading.counts"),
        tools=words("paper.heading.tools"),
        tool_columns=(tool, deciding, outcome, step),
        outcome_short=words("paper.heading.outcome_short"),
        standing_short=words("paper.heading.standing_short"),
        first=words("paper.heading.first"),
        company=words("paper.heading.company"),
        site_columns=(site, place, headcount, representatives),
        standing=words("paper.heading.standing"),
        duties=words("paper.heading.duties"),
        duty_columns=(duty, who, by_when, rests),
        duties_explained=words("paper.heading.duties_explained"),
        routes=words("paper.heading.routes"),
        route_notes=words("paper.heading.route_notes"),
        stakes=words("paper.heading.stakes"),
        dates=words("paper.heading.dates"),
        dates_intro=words("paper.dates.intro"),
        date_columns=(rule, from_day, checked),
        functions=words("paper.heading.functions"),
        answer_columns=(question, answer, told),
        tool_answers=words("paper.heading.tool_answers"),
        why=words("paper.heading.why"),
        because=words("paper.heading.because"),
        conflicts=words("paper.heading.conflicts"),
        flags=words("paper.heading.flags"),
        missing=words("paper.heading.missing"),
        absent=words("paper.heading.absent"),
        papers=words("paper.heading.papers"),
        points=words("paper.heading.points"),
        note=words("paper.heading.note"),
        sources=words("paper.heading.sources"),
        sources_intro=words("paper.sources.intro"),
        item_columns=(item, statement, read),
        evidence=words("paper.evidence.heading"),
        evidence_intro=words("paper.evidence.intro"),
        evidence_columns=(file, description, hashed),
        declaration=words("paper.heading.declaration"),
        none=words("paper.none"),
    )
