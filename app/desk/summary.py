"""What the list of practices shows of one practice, as plain values that the index can keep without knowing any law."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.domain.circular import Circular
from app.domain.determination import ToolDetermination
from app.domain.engine import determine
from app.domain.ledger import Action, Dossier, Ledger
from app.records.dossier import fingerprint

MOST_TODO = 6


@dataclass(frozen=True)
class Todo:
    """One duty in the list of what is due: ``duty`` is the law's id, so that it is shown in the screen's language."""

    practice_id: str
    practice: str
    tool: str
    duty: str
    urgent: bool


@dataclass(frozen=True)
class Summary:
    """One row of the home page. ``bar``: outcome id or ``provisional`` of each tool; ``problem``: why it can't open."""

    id: str
    name: str = ""
    number: str = ""
    place: str = ""
    operators: int | None = None
    tools: int = 0
    bar: tuple[str, ...] = ()
    standing: str = ""
    provisional: bool = True
    prohibited: bool = False
    actions: int = 0
    review: str = ""
    state: str = "draft"
    signed_on: str = ""
    saved_at: str = ""
    problem: str | None = None
    sample: bool = False
    todo: tuple[Todo, ...] = ()
    provinces: tuple[str, ...] = ()
    archived: bool = False
    due: str = ""
    """The first day (ISO) by which something is to be done: an open action or the review."""


SHAPE = 2
"""Counts the shapes that a kept summary had: those of an older one are worked out anew."""


def summarise(dossier: Dossier, circular: Circular, on: date) -> dict[str, Any]:
    """The summary of a dossier as a plain dict."""
    practice = dossier.practice
    found = determine(circular, practice, on)
    sites = practice.company.sites
    heads = [site.headcount for site in sites if site.headcount is not None]
    sealed = dossier.ledger.last_sealed
    urgent = {duty.id: duty.urgent for duty in circular.duties}
    review = next_review(dossier.ledger)
    todo = tuple(
        Todo(practice.id, practice.company.name, tool.name, duty, urgent[duty])
        for tool in found
        for duty in tool.duties
        if urgent[duty]
    )
    summary = Summary(
        id=practice.id,
        name=practice.company.name,
        number=practice.number,
        place=next((place for site in sites if (place := site.municipality or site.name)), ""),
        operators=sum(heads) if heads else None,
        tools=len(practice.tools),
        bar=tuple("provisional" if tool.provisional or tool.outcome is None else tool.outcome for tool in found),
        standing=worst_standing(found, circular),
        provisional=not found or any(tool.provisional for tool in found),
        prohibited=any(tool.outcome == "prohibited" and not tool.provisional for tool in found),
        actions=len(todo),
        review=review,
        state=_state(dossier),
        signed_on=sealed.at[:10] if sealed else "",
        sample=practice.sample,
        todo=todo[:MOST_TODO],
        provinces=tuple(sorted({site.province.strip().upper() for site in sites if site.province.strip()})),
        archived=dossier.ledger.archived,
        due=min(
            [action.due for action in open_actions(dossier.ledger) if action.due] + [review] * bool(review), default=""
        ),
    )
    return asdict(summary)


def from_plain(raw: dict[str, Any]) -> Summary:
    """A summary read back from the index."""
    values = {name: value for name, value in raw.items() if name in Summary.__dataclass_fields__}
    values["bar"] = tuple(values.get("bar", ()))
    values["provinces"] = tuple(values.get("provinces", ()))
    values["todo"] = tuple(Todo(**todo) for todo in values.get("todo", ()))
    return Summary(**values)


def worst_standing(found: tuple[ToolDetermination, ...], circular: Circular) -> str:
    return max((tool.standing for tool in found), key=lambda s: circular.standings[s].rank, default="to_do")


def open_actions(ledger: Ledger) -> list[Action]:
    """What was set out and is not done yet, each in its newest state."""
    return [action for action in ledger.latest_actions if action.state in ("open", "started")]


def next_review(ledger: Ledger) -> str:
    """The first review set out (ISO), else a year after the last seal; empty if there is neither."""
    set_out = [action.due for action in open_actions(ledger) if action.kind == "review" and action.due]
    sealed = ledger.last_sealed
    return min(set_out) if set_out else _a_year_after(sealed.at) if sealed else ""


def _state(dossier: Dossier) -> str:
    if dossier.ledger.handed_off is not None:
        return "handed_off"
    sealed = dossier.ledger.last_sealed
    if sealed is not None and sealed.practice_sha256 == fingerprint(dossier.practice):
        return "signed"
    return "in_progress" if dossier.practice.tools else "draft"


def _a_year_after(at: str) -> str:
    """The next review: a year on (our own proposal, see duty O13; no source gives a term)."""
    day = date.fromisoformat(at[:10])
    try:
        return day.replace(year=day.year + 1).isoformat()
    except ValueError:
        return day.replace(year=day.year + 1, day=28).isoformat()
