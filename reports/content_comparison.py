"""Two revisions of one practice put into words side by side: answers, outcomes, standing, duties.

It takes both as they are and never says which is right. Each is worded by the law it was worked out with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.domain.circular import Circular, Fact
from app.domain.compare import PRESENCE, Change, compare
from app.domain.determination import ToolDetermination
from app.domain.paper import on_paper
from app.domain.practice import Practice, Tool, Value
from reports.content_frame import Making, company_name, frame, made_with
from reports.phrases import Phrases
from reports.report_comparison import ComparisonPaper, ToolStep
from reports.report_parts import Chip, Listing, Pair

COLUMNS = ("what", "then", "now")


@dataclass(frozen=True)
class Side:
    """One of the two. ``name``: what it is called on paper (a revision, a day)."""

    circular: Circular
    practice: Practice
    determinations: Sequence[ToolDetermination]
    name: str


def compose_comparison(then: Side, now: Side, making: Making) -> ComparisonPaper:
    """In the language of ``making``; both circulars must be in it. What the edition leaves out is not compared."""
    before, after = _Shown(then, making), _Shown(now, making)
    words = making.words
    listings = tuple(listing for listing in _listings(before, after) if listing.rows)
    steps = tuple(_steps(before, after))
    differs = bool(listings) or any(step.changed for step in steps)
    return ComparisonPaper(
        **frame(now.circular, now.practice, making, "comparison"),
        eyebrow=words("paper.eyebrow", law=now.circular.short),
        heading=words("paper.comparison.title"),
        details=(
            Pair(words("paper.company.name"), company_name(words, now.practice)),
            Pair(words("paper.comparison.number"), now.practice.number or now.practice.id),
            Pair(words("paper.comparison.then"), _named(before)),
            Pair(words("paper.comparison.now"), _named(after)),
        ),
        same="" if differs else words("paper.comparison.same"),
        tools=words("paper.heading.tools"),
        columns=(
            words("paper.column.tools.tool"),
            words("paper.comparison.then"),
            words("paper.comparison.now"),
            words("paper.comparison.difference"),
        ),
        steps=steps,
        listings=listings,
        made=made_with(making, now.circular),
        caveat=now.circular.caveat,
        none=words("paper.none"),
    )


class _Shown:
    """One side as it goes on paper."""

    def __init__(self, side: Side, making: Making) -> None:
        self.side, self.circular = side, side.circular
        self.practice = on_paper(side.practice, making.edition)
        self.phrases = Phrases(side.circular, self.practice, making.words, making.edition.notes)
        self.found = {one.id: one for one in side.determinations}
        self.tools = {tool.id: tool for tool in self.practice.tools}

    def name(self, tool: Tool) -> str:
        return tool.name or self.phrases.words("paper.tool.unnamed")


def _named(shown: _Shown) -> str:
    return shown.phrases.words(
        "paper.comparison.side",
        name=shown.side.name,
        law=shown.circular.short,
        version=shown.circular.version,
    )


def _steps(before: _Shown, after: _Shown) -> Iterable[ToolStep]:
    """Every tool of either side, in today's order and then those that are gone."""
    words = after.phrases.words
    for tool_id in dict.fromkeys((*after.tools, *before.tools)):
        shown = after if tool_id in after.tools else before
        then, now = _chips(before, tool_id), _chips(after, tool_id)
        changed = ""
        if not then or not now:
            changed = words("paper.comparison.added" if now else "paper.comparison.removed")
        elif then != now:
            changed = words("paper.comparison.changed")
        yield ToolStep(shown.name(shown.tools[tool_id]), then, now, changed)


def _chips(shown: _Shown, tool_id: str) -> tuple[Chip, ...]:
    """Outcome and standing; nothing where the tool is not there."""
    if tool_id not in shown.tools:
        return ()
    found = shown.found[tool_id]
    return shown.phrases.found(found), shown.phrases.standing(found.standing)


def _listings(before: _Shown, after: _Shown) -> Iterable[Listing]:
    found = compare(after.practice, before.practice)
    words = after.phrases.words
    rows = [
        (
            words(f"paper.comparison.field.{field.name}"),
            field.then or words("paper.none"),
            field.now or words("paper.none"),
        )
        for field in found.texts
    ]
    if found.sites:
        rows.append((words("paper.heading.company"), _sites(before), _sites(after)))
    rows += [_answer(before, after, change) for change in found.changes if not change.tool]
    yield _listing(after, words("paper.comparison.company"), rows)
    for tool_id, tool in after.tools.items():
        if tool_id not in before.tools:
            continue
        rows = [_answer(before, after, change) for change in found.changes if change.tool == tool_id]
        rows += _around(before, after, tool_id)
        rows += _duties(before, after, tool_id)
        yield _listing(after, after.name(tool), rows)


def _listing(after: _Shown, title: str, rows: Sequence[tuple[str, str, str]]) -> Listing:
    words = after.phrases.words
    columns = tuple(words(f"paper.comparison.column.{name}") for name in COLUMNS)
    return Listing(title, "", columns, (44, 28, 28), tuple(rows))


def _answer(before: _Shown, after: _Shown, change: Change) -> tuple[str, str, str]:
    words = after.phrases.words
    shown = after if _fact(after, change) is not None else before
    fact = _fact(shown, change)
    question = fact.question if fact else change.fact
    if change.kind:
        kind = shown.circular.kinds.get(change.kind)
        label = kind.label if kind else change.kind
        question = words("paper.comparison.about", function=label, question=question)
    return question, _value(before, change, change.then), _value(after, change, change.now)


def _fact(shown: _Shown, change: Change) -> Fact | None:
    circular = shown.circular
    if change.fact == PRESENCE and change.kind:
        return circular.presences
    if change.kind:
        facts = circular.kinds[change.kind].facts if change.kind in circular.kinds else ()
    else:
        facts = circular.tool_facts if change.tool else circular.company_facts
    return next((fact for fact in facts if fact.id == change.fact), None)


def _value(shown: _Shown, change: Change, value: Value | None) -> str:
    if value is None:
        return shown.phrases.words("paper.answer.none")
    fact = _fact(shown, change)
    if fact is None:
        return ", ".join(value) if isinstance(value, tuple) else str(value)
    return shown.phrases.value(fact, value)


def _around(before: _Shown, after: _Shown, tool_id: str) -> list[tuple[str, str, str]]:
    """What a tool says of itself beside answers, and its papers."""
    words, then, now = after.phrases.words, before.tools[tool_id], after.tools[tool_id]
    rows = []
    for field in ("name", "vendor", "version", "since", "note"):
        one, other = str(getattr(then, field)), str(getattr(now, field))
        if one != other:
            rows.append((words(f"paper.comparison.field.{field}"), one or "—", other or "—"))
    for field, key in (("state", "paper.state"), ("provider", "paper.provider")):
        one, other = getattr(then, field), getattr(now, field)
        if one != other:
            rows.append((words(f"paper.tool.{field}"), words(f"{key}.{one}"), words(f"{key}.{other}")))
    if then.guarantees != now.guarantees:
        rows.append((words("paper.heading.papers"), _papers(before, then), _papers(after, now)))
    return rows


def _papers(shown: _Shown, tool: Tool) -> str:
    words = shown.phrases.words
    told = []
    for paper in tool.guarantees:
        name = words(f"paper.guarantee.{paper.kind}")
        if paper.title:
            name = words("paper.papers.titled", kind=name, title=paper.title)
        told.append(shown.phrases.answered(name, shown.phrases.day_of(paper.date)))
    return shown.phrases.alternatives(told) or words("paper.none")


def _duties(before: _Shown, after: _Shown, tool_id: str) -> list[tuple[str, str, str]]:
    """One row for each duty that came or went."""
    words = after.phrases.words
    then, now = before.found[tool_id].duties, after.found[tool_id].duties
    labels = {duty.id: duty.label for shown in (before, after) for duty in shown.circular.duties}
    asked, free = words("paper.comparison.due"), words("paper.comparison.not_due")

    def told(duty: str, duties: Collection[str]) -> str:
        return asked if duty in duties else free

    moved = [duty for duty in dict.fromkeys((*then, *now)) if (duty in then) != (duty in now)]
    return [(words("paper.comparison.duty", duty=labels[duty]), told(duty, then), told(duty, now)) for duty in moved]


def _sites(shown: _Shown) -> str:
    return shown.phrases.listed(shown.phrases.site(site.id) for site in shown.practice.company.sites)
