"""A piece of evidence as a value: a file that backs an answer, a function, a paper, a tool or the whole practice.

It never changes: a later value of the same ``id`` tells its newer state. The file itself is the store's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.domain.circular import Circular
from app.domain.practice import Practice

ADDED, REMOVED = "evidence_added", "evidence_removed"
"""The acts of the journal that tell of it."""


@dataclass(frozen=True)
class About:
    """What a piece of evidence belongs to, by ids; all empty, the whole practice.

    ``fact`` alone is a question on the company; with ``tool`` one on the tool, with ``function`` too one on it.
    """

    tool: str = ""
    function: str = ""
    fact: str = ""
    guarantee: str = ""


@dataclass(frozen=True)
class Evidence:
    """``date`` is the day the document bears (ISO or empty), ``at`` when it was added or removed and ``by`` whom.

    ``sha256`` is of the file, in hex, and names it in the archive. ``state``: ``kept`` or ``removed``; ``why`` it was.
    """

    id: str
    at: str
    by: str
    name: str
    sha256: str
    size: int
    date: str = ""
    description: str = ""
    about: About = field(default_factory=About)
    state: str = "kept"
    why: str = ""


def noted(piece: Evidence) -> str:
    """What the journal says of a piece when it is added: enough to know the file again."""
    return f"{piece.name} ({piece.sha256})"


def labels(circular: Circular, practice: Practice, about: About, paper_name: Callable[[str], str]) -> tuple[str, ...]:
    """What it belongs to, from the tool inwards, in the law's and the user's words; empty for the whole practice.

    ``paper_name``: a paper's kind in words, for one without a title. What is there no more is named by its id.
    """
    tool = next((tool for tool in practice.tools if tool.id == about.tool), None)
    found = []
    if about.tool:
        found.append((tool.name if tool else "") or about.tool)
    facts = circular.tool_facts if about.tool else circular.company_facts
    if about.function:
        stored = tool.function(about.function) if tool else None
        kind = circular.kinds.get(stored.kind if stored else about.function.split("@")[0])
        found.append(kind.label if kind else about.function)
        facts = (circular.presences, *kind.facts) if kind else ()
    if about.fact:
        found.append(next((fact.question for fact in facts if fact.id == about.fact and fact.question), about.fact))
    if about.guarantee:
        paper = next((g for g in tool.guarantees if g.id == about.guarantee), None) if tool else None
        found.append((paper.title or paper_name(paper.kind)) if paper else about.guarantee)
    return tuple(found)


def places(practice: Practice) -> tuple[About, ...]:
    """Everything that a piece may belong to, answers apart: the practice, each tool, its functions and its papers."""
    found = [About()]
    for tool in practice.tools:
        found.append(About(tool.id))
        found += [About(tool.id, function.id) for function in tool.functions]
        found += [About(tool.id, guarantee=paper.id) for paper in tool.guarantees]
    return tuple(found)


def answered(practice: Practice, place: About) -> tuple[About, ...]:
    """The answers given at a place, each of which a piece may back."""
    if place.guarantee:
        return ()
    tool = next((tool for tool in practice.tools if tool.id == place.tool), None)
    function = tool.function(place.function) if tool and place.function else None
    facts = function.answers if function else tool.facts if tool else practice.company.facts
    return tuple(replace(place, fact=fact) for fact in facts)
