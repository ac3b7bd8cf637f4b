"""What the list of practices shows of one practice, worked out from its dossier and its law.

It decides nothing of its own: outcome and standing are the engine's, what is open is the ledger's.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from app.desk.summary import Due, Summary, to_plain
from app.domain.circular import Circular
from app.domain.determination import ToolDetermination
from app.domain.engine import determine
from app.domain.ledger import Dossier
from app.domain.schedule import OPEN, day_of, day_of_month, months_on
from app.records.dossier import fingerprint


def summarise(dossier: Dossier, circular: Circular, on: date) -> dict[str, Any]:
    """The summary of a dossier as a plain dict."""
    practice = dossier.practice
    found = determine(circular, practice, on)
    sites = practice.company.sites
    heads = [site.headcount for site in sites if site.headcount is not None]
    sealed = dossier.ledger.last_sealed
    urgent = {duty.id for duty in circular.duties if duty.urgent}
    ended = {
        (one.tool, one.duty) for one in dossier.ledger.latest_actions if one.kind == "duty" and one.state not in OPEN
    }
    due = _due(dossier, found, urgent, ended)
    reviews = sorted(one.due for one in due if one.kind == "review")
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
        actions=sum(duty in urgent and (tool.id, duty) not in ended for tool in found for duty in tool.duties),
        review=reviews[0] if reviews else _a_year_after(sealed.at) if sealed else "",
        state=_state(dossier),
        signed_on=sealed.at[:10] if sealed else "",
        sample=practice.sample,
        provinces=tuple(sorted({site.province.strip().upper() for site in sites if site.province.strip()})),
        archived=dossier.ledger.archived,
        due_lines=due,
    )
    return to_plain(summary)


def _due(
    dossier: Dossier, found: tuple[ToolDetermination, ...], urgent: set[str], ended: set[tuple[str, str]]
) -> tuple[Due, ...]:
    """What is open: the actions in hand, without those of a tool that is gone or a duty no longer owed; then the
    duties that cannot wait and are in nobody's hand."""
    tools = {tool.id: tool for tool in found}
    made, taken = [], set(ended)
    for one in dossier.ledger.latest_actions:
        if one.state not in OPEN or (one.tool and one.tool not in tools):
            continue
        if one.kind == "duty":
            if one.duty not in tools[one.tool].duties:
                continue
            taken.add((one.tool, one.duty))
        series = (entry for entry in dossier.ledger.actions if entry.id == one.id)
        made.append(
            Due(
                one.id,
                one.kind,
                tools[one.tool].name if one.tool else "",
                one.tool,
                one.duty,
                one.title,
                one.owner,
                one.due,
                one.every,
                day_of_month(series) if one.every else 0,
                one.state,
                one.duty in urgent,
            )
        )
    free = [(tool, duty) for tool in found for duty in tool.duties if duty in urgent and (tool.id, duty) not in taken]
    return (*made, *(Due("", "duty", tool.name, tool.id, duty, urgent=True) for tool, duty in free))


def worst_standing(found: tuple[ToolDetermination, ...], circular: Circular) -> str:
    return max((tool.standing for tool in found), key=lambda s: circular.standings[s].rank, default="to_do")


def _state(dossier: Dossier) -> str:
    if dossier.ledger.handed_off is not None:
        return "handed_off"
    sealed = dossier.ledger.last_sealed
    if sealed is not None and sealed.practice_sha256 == fingerprint(dossier.practice):
        return "signed"
    return "in_progress" if dossier.practice.tools else "draft"


def _a_year_after(at: str) -> str:
    """The next review: a year on (our own proposal, see duty O13; no source gives a term)."""
    day = day_of(at[:10])
    assert day is not None, at
    return months_on(day, 12).isoformat()
