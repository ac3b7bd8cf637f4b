"""What leads on from an outcome, as the outcome page says it: the way to a paper, what is at stake, and what a
hypothesis would change of all that. From values to words and widgets; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.change import Change, SiteStep
from app.domain.circular import Circular
from app.domain.consequences import Note
from app.domain.determination import ToolDetermination
from app.domain.routes import SharedWay, shared
from app.text import Words
from app.ui import phrases, style
from app.ui.widgets.basics import label, line
from app.ui.widgets.chip import standing_look
from app.ui.widgets.conflict_box import ConflictBox, flag_line
from app.ui.widgets.fold import Fold
from app.ui.widgets.hypothesis_box import Line

if TYPE_CHECKING:
    from app.desk.desk import Desk

# ---- the way to a paper ------------------------------------------------------------------------------------------


def fill_ways(body: QVBoxLayout, desk: Desk, found: ToolDetermination) -> None:
    """Each way once, with the sites that take it; a conflict told on this page already is not told again."""
    circular, words = desk.circular, desk.words
    if len(found.possible) > 1:
        worst = circular.outcomes[str(found.outcome)].chip
        body.addWidget(label(words("outcome.way_if", outcome=worst), "muted"))
    told = set(found.flags)
    for place, way in enumerate(shared(circular, found.routes)):
        if place:
            body.addWidget(line())
        _fill_way(body, desk, way, told)
        told |= set(way.flags)


def _fill_way(body: QVBoxLayout, desk: Desk, shared_way: SharedWay, told: set[str]) -> None:
    circular, words = desk.circular, desk.words
    way = next(way for way in circular.routes.ways if way.id == shared_way.way)
    head = QWidget()
    box = QVBoxLayout(head)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(style.px(2))
    sites = _sites(desk, shared_way.sites)
    box.addWidget(label(words.count("outcome.way_site", len(shared_way.sites), sites=sites), "small"))
    box.addWidget(label(way.label, "strong"))
    box.addWidget(label(way.text))
    _add_sources(box, circular, words, way.cites)
    body.addWidget(head)
    if shared_way.notes:
        folded = QVBoxLayout()
        folded.setSpacing(0)
        folded.addWidget(label(words("outcome.way_notes"), "strong"))
        notes = {note.id: note for note in circular.routes.notes}
        for note, where in shared_way.notes:
            everywhere = where == shared_way.sites
            folded.addWidget(_note(circular, words, notes[note], "" if everywhere else _sites(desk, where)))
        body.addLayout(folded)
    for flag in (circular.flags[one] for one in shared_way.flags if one not in told):
        if not flag.positions:
            body.addWidget(flag_line(flag))
            continue
        made = ConflictBox()
        made.show_flag(circular, words, flag)
        body.addWidget(made)


def _note(circular: Circular, words: Words, note: Note, sites: str) -> Fold:
    made = Fold(words("outcome.note_at", note=note.label, sites=sites) if sites else note.label)
    made.body.addWidget(label(note.text))
    _add_sources(made.body, circular, words, note.cites)
    return made


def _sites(desk: Desk, sites: Iterable[str]) -> str:
    return ", ".join(phrases.site_text(desk.practice, site, desk.words) for site in sites)


def _add_sources(box: QVBoxLayout, circular: Circular, words: Words, items: tuple[str, ...]) -> None:
    for text in phrases.cited_as_read(circular, words, items):
        box.addWidget(label(text, "small"))


# ---- what is at stake --------------------------------------------------------------------------------------------


def fill_stakes(body: QVBoxLayout, circular: Circular, words: Words, found: ToolDetermination) -> None:
    """What the law provides for, in the law's order; never a forecast."""
    body.addWidget(label(words("outcome.stakes_lead"), "muted"))
    if len(found.possible) > 1:
        body.addWidget(label(words("outcome.stakes_if"), "muted"))
    for place, stake in enumerate(stake for stake in circular.stakes if stake.id in found.stakes):
        if place:
            body.addWidget(line())
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(2))
        box.addWidget(label(stake.label, "strong"))
        box.addWidget(label(stake.text))
        _add_sources(box, circular, words, stake.cites)
        body.addWidget(made)


# ---- what a hypothesis would change ------------------------------------------------------------------------------


def change_lines(desk: Desk, found: ToolDetermination, tried: ToolDetermination, made: Change) -> tuple[Line, ...]:
    """(what changes, how) of everything beside the outcome; one line says so where nothing does."""
    circular, words = desk.circular, desk.words
    duties = {duty.id: duty.label for duty in circular.duties}
    ways = {way.id: way.label for way in circular.routes.ways}
    lines = [
        (words("outcome.change_standing"), text)
        for text in _steps(
            desk,
            [
                (site, _standing(words, found, before), _standing(words, tried, after))
                for site, before, after in made.standing
            ],
        )
    ]
    lines += [
        (words("outcome.change_way"), text)
        for text in _steps(desk, [(site, ways[before], ways[after]) for site, before, after in made.ways])
    ]
    if made.gone:
        head = words("outcome.change_gone" if made.settled else "outcome.change_uncertain")
        lines.append((head, " · ".join(duties[duty] for duty in made.gone)))
    if made.new:
        lines.append((words("outcome.change_new"), " · ".join(duties[duty] for duty in made.new)))
    return tuple(lines) or (("", words("outcome.change_nothing")),)


def _steps(desk: Desk, steps: list[SiteStep]) -> list[str]:
    """One sentence for all the sites that change alike; those whose words stay the same are left out."""
    alike: dict[tuple[str, str], list[str]] = {}
    for site, before, after in steps:
        if before != after:
            alike.setdefault((before, after), []).append(site)
    return [
        desk.words("outcome.change_step", sites=_sites(desk, sites), before=before, after=after)
        for (before, after), sites in alike.items()
    ]


def _standing(words: Words, found: ToolDetermination, standing: str) -> str:
    """The words of a standing as its chip on this page has them."""
    return words(standing_look(standing, *phrases.standing_marks(found, standing))[1])
