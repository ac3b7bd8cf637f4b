"""What the list of practices shows of one practice, as plain values that the index can keep without knowing any law."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.domain.circular import Circular
from app.domain.determination import ToolDetermination
from app.domain.engine import determine
from app.domain.ledger import Dossier
from app.domain.schedule import OPEN, day_of, day_of_month, months_on
from app.records.dossier import fingerprint

MOST_TODO = 6


@dataclass(frozen=True)
class Todo:
    """One line in the list of what is due: ``duty`` is the law's id, so that it is shown in the screen's language;
    empty for what is no duty. ``due``: the day somebody gave it (ISO), if any."""

    practice_id: str
    practice: str
    tool: str
    duty: str
    urgent: bool
    due: str = ""


@dataclass(frozen=True)
class Due:
    """One action still open, for the list of deadlines. ``id`` is empty for a duty that cannot wait and that nobody has
    taken in hand. ``month_day``: the day of the month that a series keeps to, see ``schedule``."""

    id: str
    kind: str
    tool: str = ""
    tool_id: str = ""
    duty: str = ""
    title: str = ""
    owner: str = ""
    due: str = ""
    every: int = 0
    month_day: int = 0
    state: str = "open"
    urgent: bool = False


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
    due: tuple[Due, ...] = ()

    @property
    def next_due(self) -> str:
        """The first day (ISO) by which something is to be done, open action or review; empty if none."""
        days = [one.due for one in self.due if one.due]
        return min([*days, self.review] if self.review else days, default="")


SHAPE = 3
"""Counts the shapes that a kept summary had: those of an older one are worked out anew."""


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
    todo = tuple(
        Todo(practice.id, practice.company.name, tool.name, duty, True)
        for tool in found
        for duty in tool.duties
        if duty in urgent and (tool.id, duty) not in ended
    )
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
        actions=len(todo),
        review=reviews[0] if reviews else _a_year_after(sealed.at) if sealed else "",
        state=_state(dossier),
        signed_on=sealed.at[:10] if sealed else "",
        sample=practice.sample,
        todo=todo[:MOST_TODO],
        provinces=tuple(sorted({site.province.strip().upper() for site in sites if site.province.strip()})),
        archived=dossier.ledger.archived,
        due=due,
    )
    return asdict(summary)


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


def from_plain(raw: dict[str, Any]) -> Summary:
    """A summary read back from the index."""
    values = {name: value for name, value in raw.items() if name in Summary.__dataclass_fields__}
    values["bar"] = tuple(values.get("bar", ()))
    values["provinces"] = tuple(values.get("provinces", ()))
    values["todo"] = tuple(Todo(**todo) for todo in values.get("todo", ()))
    values["due"] = tuple(Due(**due) for due in values.get("due", ()))
    return Summary(**values)


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
