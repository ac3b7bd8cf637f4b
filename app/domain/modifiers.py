"""What the tool's and the company's facts add to a row's outcome: modifiers, which raise and flag, never lower.

A setting is one completion of the facts that modifiers name. Judges no row: it takes the rule that decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from app.domain.circular import Circular, Fact, Rule
from app.domain.conditions import holds, named_facts
from app.domain.practice import Practice, Tool, choice_of
from app.domain.same import Same


@dataclass(frozen=True)
class Result:
    """One way one function can turn out."""

    outcome: str
    flags: frozenset[str]
    rules: tuple[str, ...]
    workers_data: bool


Domains = tuple[tuple[str, tuple[str, ...]], ...]
"""(fact, values it may still have) pairs."""

Setting = Mapping[str, str]
"""One completion of the tool's and company's facts that modifiers name."""


def setting_domains(circular: Circular, practice: Practice, tool: Tool) -> dict[str, tuple[str, ...]]:
    """Fact → values it may still have, for every tool or company fact that a modifier names."""
    named = _named(circular)
    domains: dict[str, tuple[str, ...]] = {}
    for facts, answers in ((circular.tool_facts, tool.facts), (circular.company_facts, practice.company.facts)):
        for fact in facts:
            if fact.id in named:
                chosen = choice_of(answers, fact.id)
                domains[fact.id] = (chosen,) if chosen in fact.values else fact.values
    return domains


@lru_cache(maxsize=8)
def _named(circular: Circular) -> frozenset[str]:
    return frozenset[str]().union(*(named_facts(rule.when) for rule in circular.modifiers))


def settings_of(circular: Circular, practice: Practice, tool: Tool) -> tuple[Setting, ...]:
    """The settings still possible, one of each sort: those under which the same modifiers hold end alike."""
    return _told_apart(circular, tuple(setting_domains(circular, practice, tool).items()))


@lru_cache(maxsize=512)
def _told_apart(circular: Circular, domains: Domains) -> tuple[Setting, ...]:
    names = [name for name, _ in domains]
    found: dict[tuple[bool, ...], Setting] = {}
    for values in product(*(values for _, values in domains)):
        setting = dict(zip(names, values, strict=True))
        found.setdefault(tuple(holds(modifier.when, setting) for modifier in circular.modifiers), setting)
    return tuple(found.values())


@lru_cache(maxsize=512)
def setting_changes(circular: Circular, fact: Fact, domains: Domains, rule: Rule) -> bool:
    """Whether this fact can change what a rule leads to, whatever the other facts of ``domains`` say."""
    others = _told_apart_without(circular, fact.id, domains)
    for setting in others:
        results = [result_of(circular, rule, {**setting, fact.id: value}) for value in fact.values]
        if len({(result.outcome, result.flags) for result in results}) > 1:
            return True
    return False


@lru_cache(maxsize=512)
def _told_apart_without(circular: Circular, fact_id: str, domains: Domains) -> tuple[Setting, ...]:
    rest = tuple((name, values) for name, values in domains if name != fact_id)
    return tuple(dict(zip([n for n, _ in rest], values, strict=True)) for values in product(*(v for _, v in rest)))


def result_of(circular: Circular, rule: Rule, setting: Setting) -> Result:
    """The row's rule, then every modifier that holds. Asked for every rule in every setting, so worked out once."""
    return _result(circular, Same(rule), tuple(setting.items()))


@lru_cache(maxsize=8192)
def _result(circular: Circular, same: Same[Rule], said: tuple[tuple[str, str], ...]) -> Result:
    rule, setting = same.value, dict(said)
    assert rule.outcome is not None
    outcome, acting = modified(circular, rule.outcome, setting)
    flags = {*rule.flags, *(flag for modifier in acting for flag in modifier.flags)}
    deciding = next((m for m in acting if m.outcome == outcome and outcome != rule.outcome), rule)
    if circular.is_soft(deciding.cites):
        flags.add("unverified")
    return Result(outcome, frozenset(flags), (rule.id, *(m.id for m in acting)), rule.workers_data)


def modified(circular: Circular, outcome: str, setting: Setting) -> tuple[str, list[Rule]]:
    """The outcome after the modifiers, and those that act: they can raise it and add flags, never lower."""
    tier = circular.outcomes[outcome].tier
    acting = [m for m in circular.modifiers if tier >= m.when_tier and holds(m.when, setting)]
    raised = [m.outcome for m in acting if m.outcome is not None]
    return max((outcome, *raised), key=lambda o: circular.outcomes[o].rank), acting
