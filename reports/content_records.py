"""What was said, held and set out beside the determination, on paper: own opinion and points, consultations,
deliveries, actions.

It never changes an outcome and never reads as one: each of these says whose it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.ledger import Action
from app.domain.practice import CONSULTED, GUARANTEE_KINDS, Delivery
from reports.phrases import Phrases
from reports.report_parts import FlagNote, Listing, OwnView


def own_view(phrases: Phrases, tool: str) -> OwnView | None:
    """The professional's own opinion of a tool; None where there is none, or where it stays off this paper."""
    opinion = phrases.practice.opinion(tool)
    if opinion is None:
        return None
    known = opinion.outcome in phrases.circular.outcomes
    return OwnView(
        title=phrases.words("paper.own.title" if known or not opinion.outcome else "paper.own.title_unknown"),
        chip=phrases.outcome(opinion.outcome) if known else None,
        text=opinion.reason,
        told=phrases.told(opinion.at, opinion.by),
    )


def points(phrases: Phrases, tool: str) -> tuple[FlagNote, ...]:
    """The professional's own points about a tool (empty id: the practice)."""
    return tuple(
        FlagNote(point.title, _with(phrases, point.text, phrases.told(point.at, point.by)))
        for point in phrases.practice.points
        if point.tool == tool
    )


def records(phrases: Phrases, actions: Sequence[Action]) -> tuple[Listing, ...]:
    """The listings that have something to list."""
    listings = (
        _own_points(phrases),
        _actions(phrases, actions),
        _consultations(phrases),
        _deliveries(phrases),
        *(_to_sign(phrases, delivery) for delivery in phrases.practice.deliveries),
    )
    return tuple(listing for listing in listings if listing.rows)


def _listing(
    phrases: Phrases, name: str, columns: str, shares: tuple[int, ...], rows: Sequence[tuple[str, ...]]
) -> Listing:
    words = phrases.words
    return Listing(
        words(f"paper.{name}.title"),
        words(f"paper.{name}.intro"),
        tuple(words(f"paper.{name}.column.{column}") for column in columns.split()),
        shares,
        tuple(rows),
    )


def _own_points(phrases: Phrases) -> Listing:
    rows = [(note.title, note.text) for note in points(phrases, "")]
    return _listing(phrases, "points", "point text", (30, 70), rows)


def _actions(phrases: Phrases, actions: Sequence[Action]) -> Listing:
    words, none = phrases.words, phrases.words("paper.none")
    rows = []
    for action in actions:
        what = _action(phrases, action)
        if action.note and phrases.internal:
            what = words("paper.actions.noted", action=what, note=action.note)
        due = phrases.day_of(action.due) or none
        if action.every:
            due = words.count("paper.actions.every", action.every, due=due)
        state = words(f"paper.actions.state.{action.state}")
        rows.append((what, _tools(phrases, (action.tool,)) if action.tool else none, action.owner or none, due, state))
    return _listing(phrases, "actions", "what tool owner due state", (34, 22, 18, 14, 12), rows)


def _action(phrases: Phrases, action: Action) -> str:
    words = phrases.words
    if action.kind == "switch_off":
        return words("paper.actions.switch_off", functions=phrases.listed(_functions(phrases, action)))
    if action.kind == "duty":
        labels = {duty.id: duty.label for duty in phrases.circular.duties}
        return labels.get(action.duty, action.duty)
    return action.title or words("paper.actions.review" if action.kind == "review" else "paper.none")


def _functions(phrases: Phrases, action: Action) -> list[str]:
    tool = next((tool for tool in phrases.practice.tools if tool.id == action.tool), None)
    names = []
    for function in action.functions:
        stored = tool.function(function) if tool else None
        kind = phrases.circular.kinds.get(stored.kind if stored else function.split("@")[0])
        names.append(kind.label if kind else function)
    return names


def _consultations(phrases: Phrases) -> Listing:
    words, none = phrases.words, phrases.words("paper.none")
    rows = [
        (
            phrases.day_of(one.date) or none,
            words(f"paper.consultations.with.{one.kind}") if one.kind in CONSULTED else one.kind or none,
            _tools(phrases, one.tools),
            one.present or none,
            one.opinion or none,
        )
        for one in phrases.practice.consultations
    ]
    return _listing(phrases, "consultations", "date with tools present opinion", (12, 18, 20, 22, 28), rows)


def _deliveries(phrases: Phrases) -> Listing:
    none = phrases.words("paper.none")
    rows = [
        (
            phrases.day_of(one.date) or none,
            _paper(phrases, one),
            _tools(phrases, one.tools),
            one.how or none,
            phrases.alternatives(one.recipients) or none,
        )
        for one in phrases.practice.deliveries
    ]
    return _listing(phrases, "deliveries", "date paper tools how recipients", (12, 24, 20, 18, 26), rows)


def _to_sign(phrases: Phrases, delivery: Delivery) -> Listing:
    """The list of those a paper was handed to, with room for a signature each."""
    words = phrases.words
    date = phrases.day_of(delivery.date) or words("paper.none")
    columns = tuple(words(f"paper.to_sign.column.{column}") for column in ("name", "date", "signature"))
    return Listing(
        words("paper.to_sign.title", paper=_paper(phrases, delivery)),
        words("paper.to_sign.intro", date=date),
        columns,
        (36, 18, 46),
        tuple((name, "", "") for name in delivery.recipients),
        to_sign=True,
    )


def _paper(phrases: Phrases, delivery: Delivery) -> str:
    if delivery.paper in GUARANTEE_KINDS:
        return phrases.words(f"paper.guarantee.{delivery.paper}")
    return delivery.paper or phrases.words("paper.none")


def _tools(phrases: Phrases, tools: tuple[str, ...]) -> str:
    names = {tool.id: tool.name or phrases.words("paper.tool.unnamed") for tool in phrases.practice.tools}
    return phrases.listed(names.get(tool, tool) for tool in tools) if tools else phrases.words("paper.every_tool")


def _with(phrases: Phrases, text: str, told: str) -> str:
    return phrases.answered(text, told) if text else told
