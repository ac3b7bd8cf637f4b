"""What the list of practices shows of one practice, as plain values that the index can keep without knowing any law."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.domain.circular import Circular
from app.domain.determination import ToolDetermination
from app.domain.engine import determine
from app.domain.ledger import Dossier
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


def summarise(dossier: Dossier, circular: Circular, on: date) -> dict[str, Any]:
    """The summary of a dossier as a plain dict."""
    practice = dossier.practice
    found = determine(circular, practice, on)
    sites = practice.company.sites
    heads = [site.headcount for site in sites if site.headcount is not None]
    sealed = dossier.ledger.last_sealed
    urgent = {duty.id: duty.urgent for duty in circular.duties}
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
        review=_a_year_after(sealed.at) if sealed else "",
        state=_state(dossier),
        signed_on=sealed.at[:10] if sealed else "",
        sample=practice.sample,
        todo=todo[:MOST_TODO],
    )
    return asdict(summary)


def from_plain(raw: dict[str, Any]) -> Summary:
    """A summary read back from the index."""
    values = {name: value for name, value in raw.items() if name in Summary.__dataclass_fields__}
    values["bar"] = tuple(values.get("bar", ()))
    values["todo"] = tuple(Todo(**todo) for todo in values.get("todo", ()))
    return Summary(**values)


def worst_standing(found: tuple[ToolDetermination, ...], circular: Circular) -> str:
    return max((tool.standing for tool in found), key=lambda s: circular.standings[s].rank, default="to_do")


def _state(dossier: Dossier) -> str:
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
