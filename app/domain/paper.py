"""How a paper is to be made: which edition of it, and on whose letterhead. Values only; nothing is printed here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.practice import Answer, Consultation, Delivery, Practice, Tool

EDITIONS = ("internal", "third_parties")


@dataclass(frozen=True)
class Edition:
    """``kind`` is one of ``EDITIONS``; the rest says what goes on paper *and* into the data inside it.

    ``representatives``: who was present at a consultation (it can reveal who is in a union); ``recipients``: to whom
    papers were handed. ``actions`` and ``evidence`` are on paper only: the data never hold them. ``files``: the files
    listed as evidence travel inside the paper beside the data; never unless ticked.
    """

    kind: str
    notes: bool = False
    opinions: bool = False
    points: bool = False
    representatives: bool = False
    recipients: bool = False
    actions: bool = False
    evidence: bool = False
    files: bool = False


TICKS = ("notes", "opinions", "points", "representatives", "recipients", "actions", "evidence")
"""What an edition holds of these, or not; the internal one all."""
OFFERED = (*TICKS, "files")
"""What may be ticked for any edition, in the order in which it is offered."""

INTERNAL = Edition("internal", True, True, True, True, True, True, True)
THIRD_PARTIES = Edition("third_parties")


def edition_of(what: Edition | str, ticked: Collection[str] = ()) -> Edition:
    """The edition of that name, with what was ticked beside what it holds anyway."""
    edition = what if isinstance(what, Edition) else INTERNAL if what == "internal" else THIRD_PARTIES
    more: dict[str, Any] = dict.fromkeys(ticked, True)
    return replace(edition, **more)


MOST_LOGO = 20 * 1024 * 1024
"""Bytes of a picture that is chosen as a logo."""


@dataclass(frozen=True)
class Studio:
    """Whoever hands over the paper: ``name`` and ``lines`` (address, register, telephone) stand on every page beside
    ``logo`` (the bytes of an image, as it was chosen), ``footer`` is added to the foot."""

    name: str = ""
    lines: tuple[str, ...] = ()
    logo: bytes | None = None
    footer: str = ""


NOBODY = Studio()


def on_paper(practice: Practice, edition: Edition | str, tools: Collection[str] | None = None) -> Practice:
    """The practice as one paper shows it: what the edition leaves out is gone, and so is every tool but those named.

    It is both what is printed and what travels inside the paper, so that neither can hold what the other does not.
    """
    edition = edition_of(edition)
    if tools is not None:
        practice = _only(practice, frozenset(tools))
    if not edition.notes:
        practice = _noteless(practice)
    return replace(
        practice,
        opinions=practice.opinions if edition.opinions else (),
        points=practice.points if edition.points else (),
        consultations=tuple(
            one if edition.representatives else replace(one, present="") for one in practice.consultations
        ),
        deliveries=tuple(one if edition.recipients else replace(one, recipients=()) for one in practice.deliveries),
    )


def _only(practice: Practice, tools: frozenset[str]) -> Practice:
    """With these tools alone, and what was said of them or of the whole practice."""

    def speaks(one: Consultation | Delivery) -> bool:
        return not one.tools or not tools.isdisjoint(one.tools)

    def kept(named: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(tool for tool in named if tool in tools)

    return replace(
        practice,
        tools=tuple(tool for tool in practice.tools if tool.id in tools),
        points=tuple(point for point in practice.points if not point.tool or point.tool in tools),
        opinions=tuple(opinion for opinion in practice.opinions if opinion.tool in tools),
        consultations=tuple(replace(c, tools=kept(c.tools)) for c in practice.consultations if speaks(c)),
        deliveries=tuple(replace(d, tools=kept(d.tools)) for d in practice.deliveries if speaks(d)),
        waiting_notes={key: note for key, note in practice.waiting_notes.items() if _of_tool(key) in (*tools, "")},
    )


def _of_tool(key: str) -> str:
    """The tool that a waiting note is about (``scope/tool/function/fact``); empty for the company's."""
    return [*key.split("/"), ""][1]


def _noteless(practice: Practice) -> Practice:
    def bare(answers: Mapping[str, Answer]) -> dict[str, Answer]:
        return {fact: replace(answer, note="") for fact, answer in answers.items()}

    def without(tool: Tool) -> Tool:
        functions = tuple(replace(function, answers=bare(function.answers)) for function in tool.functions)
        return replace(tool, note="", facts=bare(tool.facts), functions=functions)

    return replace(
        practice,
        note="",
        waiting_notes={},
        company=replace(practice.company, facts=bare(practice.company.facts)),
        tools=tuple(without(tool) for tool in practice.tools),
    )
