"""A practice as a value: one company, its tools, their functions, what was answered.

Changing anything makes a new value through a ``with_…`` method; nothing here is ever mutated, so undo, what-if and
compare are free. Whatever must never be undone (seals, signatures, journal) is in ``ledger``, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.circular import UNKNOWN, Fact, FunctionKind

PRESENT = frozenset({"in_use", "available", "off_reversible", UNKNOWN})
"""Presences that count as being there; ``unknown`` counts as present until known."""

NOT_THERE = frozenset({"absent", "off_locked"})
UNASKED = "unasked"
PRESENCES = (UNASKED, "in_use", "available", "off_reversible", "off_locked", "absent", UNKNOWN)

TOOL_STATES = ("unknown", "planned", "in_use", "switched_off")
PROVIDERS = ("own", "client", "group", "vendor_cloud")
GUARANTEE_KINDS = ("agreement", "authorisation", "notice", "dpia")
REPRESENTATIVES = ("rsu", "rsa", "none", UNKNOWN)
SIGNATORIES = ("rsu", "rsa", "national_unions", "territorial_unions", "itl", "inl_central", "none")


CONSULTED = ("unions", "workers", "dpo", "client")
"""Whom a consultation was held with."""


def newer(schema: int, **options: Any) -> Any:
    """A field that the practice has had since that schema of its own: at its default it is not written, so what was
    sealed before it existed keeps its bytes."""
    return field(metadata={"since": schema}, **options)


def counts_as_present(kind: FunctionKind, presence: str) -> bool:
    """Whether a function of that presence is there: a mounted device is, even switched off for good."""
    return presence in PRESENT or (kind.device and presence == "off_locked")


def is_gone(kind: FunctionKind, presence: str) -> bool:
    """Whether that presence says that a function of this kind is not there."""
    return presence in NOT_THERE and not counts_as_present(kind, presence)


def presence_of(kind: FunctionKind, presences: Fact) -> Fact:
    """The question of presence as ``kind`` asks it: what would change nothing is not offered."""
    if not kind.device:
        return presences
    return replace(presences, choices=tuple(c for c in presences.choices if c.id != "off_locked"))


Value = str | int | tuple[str, ...]
"""A choice's id or ``unknown``, a whole number, or the ids ticked among many."""


@dataclass(frozen=True)
class Answer:
    """``at`` is an ISO date-time with offset, ``by`` a name the user chose, ``note`` free text; all may be empty."""

    value: Value
    at: str = ""
    by: str = ""
    note: str = ""
    declared_on: str = newer(2, default="")
    """The day (ISO) on which the vendor declared it; empty for the user's own answer."""


@dataclass(frozen=True)
class ToolFunction:
    """One function of a tool. ``answers`` by fact id; those off the path stay stored and do not speak."""

    id: str
    kind: str
    presence: str = UNASKED
    answers: Mapping[str, Answer] = field(default_factory=dict)
    presence_at: str = ""
    presence_by: str = ""
    presence_declared_on: str = newer(2, default="")
    """As :attr:`Answer.declared_on`, of the presence."""


@dataclass(frozen=True)
class Confirmation:
    """«Le altre funzioni non ci sono»: who said so, when, and of which kinds."""

    by: str
    at: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Guarantee:
    """A paper. It covers nothing beyond what it describes.

    ``date`` ISO or empty; ``sites`` site ids, ``functions`` function kinds, ``purposes`` values of the fact ``uses``;
    ``retention_days`` the longest it allows, None if it does not say; ``unchanged``: the tool is still as described.
    """

    id: str
    kind: str
    date: str = ""
    sites: tuple[str, ...] = ()
    signatory: str = "none"
    functions: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    retention_days: int | None = None
    unchanged: bool = True
    title: str = ""


@dataclass(frozen=True)
class Site:
    id: str
    name: str = ""
    municipality: str = ""
    province: str = ""
    headcount: int | None = None
    representatives: str = UNKNOWN
    """One of ``REPRESENTATIVES``."""


@dataclass(frozen=True)
class Company:
    name: str = ""
    vat: str = ""
    tax_code: str = ""
    sites: tuple[Site, ...] = ()
    facts: Mapping[str, Answer] = field(default_factory=dict)
    address: str = newer(2, default="")
    ateco: str = newer(2, default="")
    """The code of the economic activity, as the user wrote it."""
    ccnl: str = newer(2, default="")
    """The collective agreement applied: the CNEL's code or its name, as the user wrote it."""


@dataclass(frozen=True)
class Tool:
    """``since`` is when the present ``state`` began (ISO date or empty). ``sites`` empty means every site."""

    id: str
    name: str = ""
    vendor: str = ""
    version: str = ""
    template: str = ""
    sites: tuple[str, ...] = ()
    provider: str = "own"
    state: str = "unknown"
    since: str = ""
    switch_off_locked: bool = False
    """For a switched-off tool: off in writing and out of the employer's reach, with a record."""
    facts: Mapping[str, Answer] = field(default_factory=dict)
    functions: tuple[ToolFunction, ...] = ()
    confirmed: Confirmation | None = None
    guarantees: tuple[Guarantee, ...] = ()
    note: str = ""

    def function(self, function_id: str) -> ToolFunction | None:
        return next((f for f in self.functions if f.id == function_id), None)

    def with_function(self, function: ToolFunction) -> Tool:
        """The same tool with ``function`` put in place of the one of that id, or added last."""
        if self.function(function.id) is None:
            return replace(self, functions=(*self.functions, function))
        return replace(self, functions=tuple(function if f.id == function.id else f for f in self.functions))

    def without_function(self, function_id: str) -> Tool:
        return replace(self, functions=tuple(f for f in self.functions if f.id != function_id))

    def with_answer(self, function_id: str, kind: str, fact: str, answer: Answer | None) -> Tool:
        """The same tool with one answer of one function given, or taken back (``None``).

        A function that exists only because a choice implied it is stored at its first answer, as ``unasked``.
        """
        function = self.function(function_id) or ToolFunction(function_id, kind)
        answers = {k: v for k, v in function.answers.items() if k != fact}
        if answer is not None:
            answers[fact] = answer
        return self.with_function(replace(function, answers=answers))

    def with_presence(
        self, function_id: str, kind: str, presence: str, at: str = "", by: str = "", declared_on: str = ""
    ) -> Tool:
        function = self.function(function_id) or ToolFunction(function_id, kind)
        said = replace(function, presence=presence, presence_at=at, presence_by=by, presence_declared_on=declared_on)
        return self.with_function(said)

    def with_fact(self, fact: str, answer: Answer | None) -> Tool:
        facts = {k: v for k, v in self.facts.items() if k != fact}
        if answer is not None:
            facts[fact] = answer
        return replace(self, facts=facts)


@dataclass(frozen=True)
class Point:
    """A point of the professional's own, about one tool or (``tool`` empty) the practice. Outside the determination."""

    id: str
    title: str
    text: str = ""
    tool: str = ""
    at: str = ""
    by: str = ""


@dataclass(frozen=True)
class Opinion:
    """The professional's own view of a tool, beside the outcome and never instead of it. ``reason`` is never empty.

    ``outcome``: an outcome's id, or empty where the view is not one of them and ``reason`` says it all.
    """

    tool: str
    outcome: str
    reason: str
    at: str = ""
    by: str = ""


@dataclass(frozen=True)
class Consultation:
    """A talk held about the tools: with whom (``CONSULTED``), when (ISO or empty), who was there, what they said.

    ``tools``: the ids of the tools it was about; empty means all.
    """

    id: str
    kind: str
    date: str = ""
    present: str = ""
    opinion: str = ""
    tools: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """A paper handed to workers or unions: which (a ``GUARANTEE_KINDS`` id or free words), when, how, to whom.

    ``recipients``: one name or group a line, as the user wrote them; they may be left out of the paper.
    """

    id: str
    paper: str
    date: str = ""
    how: str = ""
    recipients: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()


@dataclass(frozen=True)
class Practice:
    """``circular`` and ``version`` pin the law that was answered; ``created`` is an ISO date-time."""

    id: str
    circular: str
    version: str
    company: Company = field(default_factory=Company)
    tools: tuple[Tool, ...] = ()
    created: str = ""
    number: str = ""
    """The user's own number of the checklist, e.g. ``2026-0042``."""
    prepared_by: str = ""
    note: str = ""
    waiting_notes: Mapping[str, str] = field(default_factory=dict)
    """Notes written before their question had an answer, by ``scope/tool/function/fact``."""
    sample: bool = False
    """The example practice: marked as such in the window and on paper."""
    checked_by: str = newer(2, default="")
    approved_by: str = newer(2, default="")
    """Beside ``prepared_by``; one person may be all three."""
    points: tuple[Point, ...] = newer(2, default=())
    opinions: tuple[Opinion, ...] = newer(2, default=())
    """One at most for each tool."""
    consultations: tuple[Consultation, ...] = newer(2, default=())
    deliveries: tuple[Delivery, ...] = newer(2, default=())

    def tool(self, tool_id: str) -> Tool:
        return next(tool for tool in self.tools if tool.id == tool_id)

    def with_tool(self, tool: Tool) -> Practice:
        """The same practice with ``tool`` put in place of the one of that id, or added last."""
        if any(t.id == tool.id for t in self.tools):
            return replace(self, tools=tuple(tool if t.id == tool.id else t for t in self.tools))
        return replace(self, tools=(*self.tools, tool))

    def without_tool(self, tool_id: str) -> Practice:
        """Without it, and without what was said of it alone."""
        return replace(
            self,
            tools=tuple(t for t in self.tools if t.id != tool_id),
            points=tuple(p for p in self.points if p.tool != tool_id),
            opinions=tuple(o for o in self.opinions if o.tool != tool_id),
        )

    def opinion(self, tool_id: str) -> Opinion | None:
        return next((opinion for opinion in self.opinions if opinion.tool == tool_id), None)

    def with_company(self, company: Company) -> Practice:
        return replace(self, company=company)

    def with_answer(self, tool_id: str, function_id: str, kind: str, fact: str, answer: Answer | None) -> Practice:
        return self.with_tool(self.tool(tool_id).with_answer(function_id, kind, fact, answer))

    def with_waiting_note(self, key: str, note: str) -> Practice:
        """The same practice with that note waiting for its answer; an empty one waits no more."""
        kept = {k: v for k, v in self.waiting_notes.items() if k != key}
        return replace(self, waiting_notes={**kept, key: note} if note else kept)

    def with_company_fact(self, fact: str, answer: Answer | None) -> Practice:
        facts = {k: v for k, v in self.company.facts.items() if k != fact}
        if answer is not None:
            facts[fact] = answer
        return replace(self, company=replace(self.company, facts=facts))


def choice_of(answers: Mapping[str, Answer], fact: str) -> str | None:
    """The chosen value of a ``choice`` fact; None when unanswered or «non lo so»."""
    answer = answers.get(fact)
    if answer is None or answer.value == UNKNOWN or not isinstance(answer.value, str):
        return None
    return answer.value
