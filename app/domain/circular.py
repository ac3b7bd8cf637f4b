"""The law as values: sources, function kinds, questions, rules, outcomes, duties, standing, cases.

Everything here is read from ``resources/circulars`` by ``app.library``; nothing is decided here. Never put a legal
condition into code: a new distinction is a new fact, rule or row in the data. Texts are in the one language the
circular was loaded in; ids are the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.domain.conditions import Condition
from app.domain.consequences import Dated, Duty, Routes, Stake, Standing, StandingRule

UNKNOWN = "unknown"
"""The answer «non lo so». No rule ever matches it."""

SOFT_STATUSES = frozenset({"secondary_1", "unread", "inference"})
"""A rule resting only on items of these statuses is ``unverified``."""


@dataclass(frozen=True)
class Choice:
    id: str
    label: str
    help: str = ""


@dataclass(frozen=True)
class Fact:
    """One question and its possible answers.

    ``type``: ``choice`` (one of ``choices``), ``number`` (whole number ≥ 0) or ``many`` (any of ``choices``).
    ``ordered``: the choices stand from least to most intrusive. Only ``choice`` facts may be named by class rules.
    """

    id: str
    type: str
    ordered: bool
    choices: tuple[Choice, ...]
    question: str
    hint: str
    meaning: str
    where: str
    ask_vendor: bool
    cites: tuple[str, ...]

    @cached_property
    def values(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.choices)


@dataclass(frozen=True)
class Rule:
    """One cell of a kind's row (``outcome`` set), or a modifier (``when_tier`` says from which tier it acts)."""

    id: str
    origin: str
    when: Condition
    outcome: str | None
    flags: tuple[str, ...]
    cites: tuple[str, ...]
    reason: str
    workers_data: bool = True
    when_tier: int = 0


@dataclass(frozen=True)
class Implication:
    """When it holds, the tool also has a function of ``kind``, with some facts fixed or raised."""

    id: str
    when: Condition
    kind: str
    sets: Mapping[str, str]
    at_least: Mapping[str, str]
    cites: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Crossing:
    """When the tool's facts say that data can be joined elsewhere, every function's facts are at least so intrusive."""

    id: str
    when: Condition
    at_least: Mapping[str, str]
    cites: tuple[str, ...]
    reason: str


@dataclass(frozen=True, eq=False)
class FunctionKind:
    """One row of the catalogue. ``facts`` stand in the order in which they are asked."""

    id: str
    group: str
    label: str
    description: str
    facts: tuple[Fact, ...]
    rules: tuple[Rule, ...]
    implications: tuple[Implication, ...]
    device: bool = False
    """A mounted device: off, dead or dummy it is there all the same, until it is taken away."""

    def fact(self, fact_id: str) -> Fact:
        return next(fact for fact in self.facts if fact.id == fact_id)


@dataclass(frozen=True)
class Outcome:
    """``tier`` 0…3 is the severity; ``precedence`` names one outcome first among those of a tier."""

    id: str
    tier: int
    precedence: int
    chip: str
    label: str
    summary: str
    look: str

    @property
    def rank(self) -> tuple[int, int]:
        return (self.tier, self.precedence)


@dataclass(frozen=True)
class Position:
    """What one side says, in a conflict of sources."""

    who: str
    says: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Flag:
    """``unclear``, ``unverified`` or ``conflict:<id>``; a conflict has positions and takes no side."""

    id: str
    label: str
    text: str
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True)
class Act:
    """A document: law, circular, decision, judgment."""

    id: str
    title: str
    issuer: str
    number: str
    date: str
    place: str
    doc_web: str


@dataclass(frozen=True)
class Item:
    """One statement of an act, in our own words, with how and where it was read."""

    id: str
    act: str
    statement: str
    status: str
    read_on: str
    read_where: tuple[str, ...]
    point: str = ""
    unused: str = ""
    """Why nothing in this version cites it; empty where something does."""


@dataclass(frozen=True)
class Template:
    """A kind of product with its typical functions, always to be checked."""

    id: str
    label: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class CaseFunction:
    kind: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """A decided case as facts, and what was decided.

    ``stricter``: why the model is stricter than the decision, or what superseded it; ``model`` is then its outcome.
    """

    id: str
    title: str
    act: str
    summary: str
    tool_facts: Mapping[str, str]
    functions: tuple[CaseFunction, ...]
    expected: str
    expected_flags: tuple[str, ...]
    stricter: str
    cites: tuple[str, ...]
    company_facts: Mapping[str, str] = field(default_factory=dict)
    model: str = ""


@dataclass(frozen=True)
class Precedent:
    """A decision worth knowing that is no case: ``why`` says so (outcome not readable, other grounds, superseded)."""

    id: str
    title: str
    act: str
    summary: str
    why: str
    kinds: tuple[str, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Circular:
    """One version of the law in one language."""

    id: str
    version: str
    lang: str
    title: str
    short: str
    as_of: str
    caveat: str
    groups: Mapping[str, str]
    presences: Fact
    outcomes: Mapping[str, Outcome]
    flags: Mapping[str, Flag]
    statuses: Mapping[str, str]
    company_facts: tuple[Fact, ...]
    tool_facts: tuple[Fact, ...]
    kinds: Mapping[str, FunctionKind]
    modifiers: tuple[Rule, ...]
    acts: Mapping[str, Act]
    items: Mapping[str, Item]
    duties: tuple[Duty, ...]
    standings: Mapping[str, Standing]
    standing_axes: Mapping[str, tuple[str, ...]]
    standing_rules: tuple[StandingRule, ...]
    signatories: Mapping[str, tuple[str, ...]]
    templates: tuple[Template, ...]
    cases: tuple[Case, ...]
    precedents: tuple[Precedent, ...]
    crossings: tuple[Crossing, ...]
    routes: Routes
    stakes: tuple[Stake, ...]
    dates: Mapping[str, Dated]

    def tool_fact(self, fact_id: str) -> Fact:
        return next(fact for fact in self.tool_facts if fact.id == fact_id)

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        rules = (*(rule for kind in self.kinds.values() for rule in kind.rules), *self.modifiers)
        return {rule.id: rule for rule in rules}

    @cached_property
    def _implications(self) -> Mapping[str, Implication]:
        return {i.id: i for kind in self.kinds.values() for i in kind.implications}

    def rule(self, rule_id: str) -> Rule:
        """The class rule or modifier of that id."""
        return self._rules[rule_id]

    def implication(self, implication_id: str) -> Implication:
        return self._implications[implication_id]

    def sentence(self, part_id: str) -> str:
        """The reason told by a class rule, a modifier, an implication or a crossing."""
        crossings = {crossing.id: crossing for crossing in self.crossings}
        part = self._rules.get(part_id) or self._implications.get(part_id) or crossings[part_id]
        return part.reason

    def acts_of(self, cites: tuple[str, ...]) -> tuple[str, ...]:
        """The acts that these items belong to, in order, each once."""
        return tuple(dict.fromkeys(self.items[cite].act for cite in cites))

    def is_soft(self, cites: tuple[str, ...]) -> bool:
        """Whether nothing firmer than a single page, memory or inference carries these cites."""
        return all(self.items[cite].status in SOFT_STATUSES for cite in cites)
