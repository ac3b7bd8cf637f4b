"""What leads on from an outcome, on paper: the way to an agreement or an authorisation, and what is at stake.

Never decides and never foretells. What is the same for several tools is said in full once, then by its name.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.consequences import Note, Stake
from app.domain.determination import ToolDetermination
from app.domain.routes import SharedWay, shared
from reports.phrases import Phrases
from reports.report_parts import Conflict, FlagNote, Pair, PositionLine
from reports.report_tool import ExplainedLine, RouteLine


def routes_intro(phrases: Phrases, found: ToolDetermination) -> str:
    """Under which condition the ways hold, while the outcome is open."""
    if len(found.possible) < 2:
        return ""
    worst = phrases.circular.outcomes[str(found.outcome)].chip
    return phrases.words("paper.route.if", outcome=worst)


def routes(phrases: Phrases, found: ToolDetermination, tool: str) -> tuple[RouteLine, ...]:
    """Each way once. ``tool``: the tool's name on paper."""
    return tuple(_route(phrases, way, tool) for way in shared(phrases.circular, found.routes))


def _route(phrases: Phrases, shared_way: SharedWay, tool: str) -> RouteLine:
    table = phrases.circular.routes
    way = next(way for way in table.ways if way.id == shared_way.way)
    notes = {note.id: note for note in table.notes}
    told: list[tuple[Note | Stake, str]] = []
    for note_id, where in shared_way.notes:
        title = notes[note_id].label
        if where != shared_way.sites:
            title = phrases.words("paper.route.note_at", note=title, sites=_sites(phrases, where))
        told.append((notes[note_id], title))
    return RouteLine(
        sites=Pair(phrases.words.count("paper.route.sites", len(shared_way.sites)), _sites(phrases, shared_way.sites)),
        title=way.label,
        text=way.text,
        sources=phrases.sources(way.cites),
        notes=_explained(phrases, told, tool),
    )


def _sites(phrases: Phrases, sites: tuple[str, ...]) -> str:
    return phrases.listed(phrases.site(site) for site in sites)


def _explained(phrases: Phrases, told: Sequence[tuple[Note | Stake, str]], tool: str) -> tuple[ExplainedLine, ...]:
    """(what, title on paper): in full the first time; what was told before last, by its name and for which tool."""
    lines, before = [], dict[str, list[str]]()
    for what, title in told:
        key = f"{type(what).__name__}:{what.id}"
        if key in phrases.explained:
            before.setdefault(phrases.explained[key], []).append(title)
        else:
            phrases.explained[key] = tool
            lines.append(ExplainedLine(title, what.text, phrases.sources(what.cites)))
    lines += [
        ExplainedLine(phrases.words("paper.explained_above", tool=name), phrases.alternatives(titles), ())
        for name, titles in before.items()
    ]
    return tuple(lines)


def _flags_of_routes(found: ToolDetermination) -> list[str]:
    """The flags that only the ways bring: the tool's own are printed with the tool."""
    return sorted({flag for at in found.routes for flag in at.flags} - set(found.flags))


def route_flags(phrases: Phrases, found: ToolDetermination) -> tuple[FlagNote, ...]:
    flags = [phrases.circular.flags[flag] for flag in _flags_of_routes(found)]
    return tuple(FlagNote(flag.label, flag.text) for flag in flags if not flag.positions)


def route_conflicts(phrases: Phrases, found: ToolDetermination) -> tuple[Conflict, ...]:
    return conflicts(phrases, _flags_of_routes(found))


def conflicts(phrases: Phrases, flags: list[str]) -> tuple[Conflict, ...]:
    """Of these flags those that are conflicts of sources, every side heard."""
    return tuple(
        Conflict(
            flag.label,
            flag.text,
            tuple(PositionLine(p.who, p.says, phrases.sources(p.cites)) for p in flag.positions),
        )
        for flag in (phrases.circular.flags[one] for one in flags)
        if flag.positions
    )


def stakes_intro(phrases: Phrases, found: ToolDetermination) -> tuple[str, ...]:
    if not found.stakes:
        return ()
    intro = phrases.words("paper.stakes.intro")
    return (intro, phrases.words("paper.stakes.if")) if len(found.possible) > 1 else (intro,)


def stakes(phrases: Phrases, found: ToolDetermination, tool: str) -> tuple[ExplainedLine, ...]:
    told = [(stake, stake.label) for stake in phrases.circular.stakes if stake.id in found.stakes]
    return _explained(phrases, told, tool)
