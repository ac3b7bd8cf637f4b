"""The route finder: who has to agree or authorise, site by site, and what to mind on the way.

Reads the law's table of ways and notes; never offers an application for what cannot be authorised (the table says so,
the lint proves it), never asks for agreement and authorisation together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

from app.domain import duties
from app.domain.circular import UNKNOWN, Circular
from app.domain.conditions import holds
from app.domain.consequences import Routes, Way
from app.domain.determination import RouteAt, ToolDetermination
from app.domain.practice import Practice, Site, Tool, choice_of

COMPANY_AXES = ("units", "offices", "talks")
"""Axes that are facts of the company, under the same names."""

PAPERS = ("prior", "beyond", "late", "none")
"""Best first; ``beyond``: prior, but what is done goes past what it describes."""


def routes_of(
    circular: Circular, practice: Practice, tool: Tool, found: ToolDetermination, on: date
) -> tuple[RouteAt, ...]:
    """The way at each site of the tool, were it to turn out as strict as it still can; none without an outcome."""
    if found.outcome is None:
        return ()
    sites = {site.id: site for site in practice.company.sites}
    return tuple(
        _at(circular, site, route_view(circular, practice, tool, found, sites.get(site, Site(site)), on))
        for site in (at.site for at in found.standing_at)
    )


def route_view(
    circular: Circular, practice: Practice, tool: Tool, found: ToolDetermination, site: Site, on: date
) -> dict[str, str]:
    """Where one tool stands at one site on every axis of the routes."""
    assert found.outcome is not None
    strictest = [f for f in found.functions if f.present and f.outcome == found.outcome]
    papers = [duties.paper_at(circular, tool, function, site.id, on) for function in strictest]
    facts = {axis: choice_of(practice.company.facts, axis) or UNKNOWN for axis in COMPANY_AXES}
    return {
        "outcome": found.outcome,
        "use": duties.use_of_functions(circular, tool, strictest),
        "paper": max(papers, key=PAPERS.index),
        "representatives": site.representatives,
        "size": _size(circular.routes, site.headcount),
        **facts,
    }


def way_for(routes: Routes, view: dict[str, str]) -> Way:
    """The first way that holds; the lint proves that there is one."""
    return next(way for way in routes.ways if holds(way.when, view))


def notes_for(routes: Routes, view: dict[str, str]) -> tuple[str, ...]:
    return tuple(note.id for note in routes.notes if holds(note.when, view))


@dataclass(frozen=True)
class SharedWay:
    """One way and the sites that take it; ``notes``: each note with those of these sites where it holds."""

    way: str
    sites: tuple[str, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    flags: tuple[str, ...]


def shared(circular: Circular, routes: Sequence[RouteAt]) -> tuple[SharedWay, ...]:
    """The ways of a tool, each once, in the order of the sites; notes in the law's order."""
    grouped: dict[str, list[RouteAt]] = {}
    for at in routes:
        grouped.setdefault(at.way, []).append(at)
    found = []
    for way, places in grouped.items():
        held = ((note.id, tuple(at.site for at in places if note.id in at.notes)) for note in circular.routes.notes)
        flags = frozenset[str]().union(*(at.flags for at in places))
        notes = tuple((note, sites) for note, sites in held if sites)
        found.append(SharedWay(way, tuple(at.site for at in places), notes, tuple(sorted(flags))))
    return tuple(found)


def facts_on_the_way(circular: Circular, practice: Practice, tool: Tool, found: ToolDetermination) -> frozenset[str]:
    """The company's facts that can still change the way or its notes at some site, for some outcome still possible."""
    sites = {site.id: site for site in practice.company.sites}
    named: set[str] = set()
    ids = tool.sites or tuple(sites) or ("",)
    for site in (sites.get(site_id, Site(site_id)) for site_id in ids):
        for outcome in found.possible:
            # The papers are those of the day they are looked at; which they are does not hang on the company's facts.
            fixed = {
                "outcome": outcome,
                "use": duties.use_of_functions(circular, tool, (f for f in found.functions if f.present)),
                "representatives": site.representatives,
                "size": _size(circular.routes, site.headcount),
            }
            named |= _deciding_axes(circular, tuple(sorted(fixed.items())))
    return frozenset(named)


@lru_cache(maxsize=512)
def _deciding_axes(circular: Circular, fixed: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """Which of the company's axes change the way or the notes, the others (and the paper) free."""
    routes = circular.routes
    free = {axis: values for axis, values in routes.axes.items() if axis in (*COMPANY_AXES, "paper")}
    ends = {}
    for values in product(*free.values()):
        view = {**dict(fixed), **dict(zip(free, values, strict=True))}
        ends[values] = (way_for(routes, view).id, notes_for(routes, view))
    deciding = set()
    for place, axis in enumerate(free):
        rest: dict[tuple[str, ...], set[object]] = {}
        for values, end in ends.items():
            rest.setdefault((*values[:place], *values[place + 1 :]), set()).add(end)
        if any(len(found) > 1 for found in rest.values()):
            deciding.add(axis)
    return frozenset(deciding) & frozenset(COMPANY_AXES)


def _at(circular: Circular, site: str, view: dict[str, str]) -> RouteAt:
    way = way_for(circular.routes, view)
    notes = [note for note in circular.routes.notes if holds(note.when, view)]
    flags = frozenset(way.flags).union(*(note.flags for note in notes))
    return RouteAt(site, way.id, tuple(note.id for note in notes), tuple(sorted(flags)))


def _size(routes: Routes, headcount: int | None) -> str:
    if headcount is None:
        return UNKNOWN
    return "up_to_15" if headcount <= routes.small_up_to else "over_15"
