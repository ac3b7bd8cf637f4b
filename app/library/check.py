"""The lint of the law: what must hold before a version is trusted.

It refuses, with file, key path and reason: unknown ids, missing citations, combinations no rule meets or rules that
contradict (can never decide), choices that lower the tier when they grow more intrusive, texts missing in a language.
Run at test, build and import, never at start (there only the seal is checked, see ``shelf``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.circular import UNKNOWN, Circular, Fact, Implication, Rule
from app.domain.conditions import Condition, Is, Not
from app.domain.practice import GUARANTEE_KINDS, PRESENCES, SIGNATORIES, UNASKED
from app.domain.scenarios import kinds_in_order
from app.library.check_words import Problem, check_words
from app.library.load import build
from app.library.prove import prove_kind, prove_standing
from app.library.raw import LawError, Table, read_version

STATUSES = ("official", "secondary_2", "secondary_1", "unread", "inference")
VIEW_NAMES = {
    "outcome": None,
    "outcomes": None,
    "flag": None,
    "kind": None,
    "workers_data": ("yes", "no"),
    "use": ("in_use", "planned", "off_reversible", "off_locked"),
    "paper": ("missing", "complete", "not_needed"),
    "notice": ("adequate", "missing"),
    "dpia": ("done", "missing"),
    "provisional": ("yes", "no"),
    "standing": None,
    "guarantee": GUARANTEE_KINDS,
}
"""What a duty's condition may name besides facts, and the values; None where they come from the circular itself."""


AXES = {
    "outcome": None,
    "use": VIEW_NAMES["use"],
    "workers_data": ("yes", "no"),
    "notice": ("adequate", "missing"),
    "paper": ("none", "prior", "late"),
    "scope": ("within", "beyond"),
    "dpia": ("done", "missing"),
}
"""What the standing table is read by, see ``duties.axes``; None where the circular's own outcomes stand."""


@dataclass(frozen=True)
class Report:
    """``counts``: kind (or ``standing``) → number of combinations gone through."""

    problems: tuple[Problem, ...]
    counts: dict[str, int]


def check_version(folder: Path) -> Report:
    """Everything that can be wrong with the version in ``folder``."""
    try:
        tables = read_version(folder, "it")
        circular = build(tables, "it")
    except LawError as problem:
        return Report((Problem(problem.file, problem.key, problem.reason),), {})
    problems = [*_ids(circular), *_facts(circular, tables)]
    counts: dict[str, int] = {}
    if not problems:
        for kind in circular.kinds.values():
            counts[kind.id], found = prove_kind(circular, kind)
            problems += [Problem(f"kinds/{kind.id}.toml", key, reason) for key, reason in found]
        counts["standing"], found = prove_standing(circular)
        problems += [Problem("standing.toml", key, reason) for key, reason in found]
    return Report((*problems, *_citations(circular), *check_words(folder, tables)), counts)


# ---- ids ---------------------------------------------------------------------------------------------------------


def _ids(circular: Circular) -> Iterator[Problem]:
    yield from _main_ids(circular)
    for kind in circular.kinds.values():
        yield from _kind_ids(circular, kind.id)
    try:
        kinds_in_order(circular)
    except ValueError as circle:
        yield Problem("kinds", "implications", str(circle))
    yield from _table_ids(circular)
    for case in circular.cases:
        yield from _case_ids(circular, case.id)
    yield from _told_apart(circular)


def _told_apart(circular: Circular) -> Iterator[Problem]:
    """Rules, implications and modifiers are told by their id alone: no id comes back in another file."""
    seen: dict[str, str] = {}
    parts: list[tuple[str, str, Iterable[Rule | Implication]]] = [("circular.toml", "modifiers", circular.modifiers)]
    for kind in circular.kinds.values():
        file = f"kinds/{kind.id}.toml"
        parts += [(file, "rules", kind.rules), (file, "implications", kind.implications)]
    for file, key, named in parts:
        for part in named:
            if part.id in seen:
                yield Problem(file, f"{key}.{part.id}", f"the id is used in {seen[part.id]} too")
            seen[part.id] = file


def _main_ids(circular: Circular) -> Iterator[Problem]:
    file = "circular.toml"
    known = {fact.id: fact.values for fact in (*circular.tool_facts, *circular.company_facts)}
    for rule in circular.modifiers:
        key = f"modifiers.{rule.id}"
        yield from _condition(file, f"{key}.when", rule.when, known)
        if rule.outcome is not None and rule.outcome not in circular.outcomes:
            yield Problem(file, f"{key}.outcome", f"no such outcome: {rule.outcome}")
        yield from _among(file, f"{key}.flags", rule.flags, circular.flags)
    if set(circular.presences.values) != set(PRESENCES) - {UNASKED, UNKNOWN}:
        yield Problem(file, "presence.choices", "the presences are not the known ones")
    yield from _among(file, "statuses", STATUSES, circular.statuses)


def _facts(circular: Circular, tables: dict[str, Table]) -> Iterator[Problem]:
    """Every fact once, where it is defined."""
    defined = {("circular.toml", fact.id): fact for fact in (*circular.tool_facts, *circular.company_facts)}
    for kind in circular.kinds.values():
        file = f"kinds/{kind.id}.toml"
        own = {raw["id"] for raw in tables[file].get("own_facts", ())}
        for fact in kind.facts:
            defined[file if fact.id in own else "circular.toml", fact.id] = fact
    for (file, _), fact in defined.items():
        yield from _fact(file, fact)
        yield from _among(file, f"facts.{fact.id}.cites", fact.cites, circular.items)


def _fact(file: str, fact: Fact) -> Iterator[Problem]:
    if fact.type not in ("choice", "number", "many"):
        yield Problem(file, f"facts.{fact.id}.type", f"no such type: {fact.type}")
    if fact.type == "choice" and len(fact.choices) < 2:
        yield Problem(file, f"facts.{fact.id}.choices", "a choice needs at least two values")
    if UNKNOWN in fact.values or len(set(fact.values)) != len(fact.values):
        yield Problem(file, f"facts.{fact.id}.choices", "«unknown» is added by the program, and no value comes twice")


def _kind_ids(circular: Circular, kind_id: str) -> Iterator[Problem]:
    kind, file = circular.kinds[kind_id], f"kinds/{kind_id}.toml"
    known = {fact.id: fact.values for fact in kind.facts if fact.type == "choice"}
    yield from _among(file, "group", (kind.group,), circular.groups)
    for rule in kind.rules:
        key = f"rules.{rule.id}"
        yield from _condition(file, f"{key}.when", rule.when, known)
        if rule.outcome not in circular.outcomes:
            yield Problem(file, f"{key}.outcome", f"no such outcome: {rule.outcome}")
        yield from _among(file, f"{key}.flags", rule.flags, circular.flags)
    for implication in kind.implications:
        key = f"implications.{implication.id}"
        yield from _condition(file, f"{key}.when", implication.when, known)
        target = circular.kinds.get(implication.kind)
        if target is None:
            yield Problem(file, f"{key}.kind", f"no such kind: {implication.kind}")
            continue
        for name, values in (("sets", implication.sets), ("at_least", implication.at_least)):
            for fact_id, value in values.items():
                found = next((f for f in target.facts if f.id == fact_id), None)
                if found is None or value not in found.values or (name == "at_least" and not found.ordered):
                    yield Problem(file, f"{key}.{name}.{fact_id}", f"{target.id} has no such fact and value: {value}")


def _table_ids(circular: Circular) -> Iterator[Problem]:
    facts = {fact.id: fact.values for kind in circular.kinds.values() for fact in kind.facts}
    facts |= {fact.id: fact.values for fact in (*circular.tool_facts, *circular.company_facts)}
    flags = (*circular.flags, "conflict")
    own: dict[str, Iterable[str]] = {
        "outcome": circular.outcomes,
        "outcomes": circular.outcomes,
        "flag": flags,
        "kind": circular.kinds,
        "standing": circular.standings,
    }
    names = {name: tuple(own[name] if values is None else values) for name, values in VIEW_NAMES.items()}
    for duty in circular.duties:
        yield from _condition("duties.toml", f"duties.{duty.id}.when", duty.when, {**facts, **names})
    if {axis: set(values) for axis, values in circular.standing_axes.items()} != {
        axis: set(circular.outcomes if values is None else values) for axis, values in AXES.items()
    }:
        yield Problem("standing.toml", "axes", "not the outcomes of the circular and the known axes")
    for rule in circular.standing_rules:
        yield from _condition("standing.toml", f"rules.{rule.id}.when", rule.when, circular.standing_axes)
        yield from _among("standing.toml", f"rules.{rule.id}.standing", (rule.standing,), circular.standings)
        yield from _among("standing.toml", f"rules.{rule.id}.flags", rule.flags, circular.flags)
    yield from _among("standing.toml", "signatories", GUARANTEE_KINDS, circular.signatories)
    for paper, who in circular.signatories.items():
        yield from _among("standing.toml", f"signatories.{paper}", who, SIGNATORIES)
    for template in circular.templates:
        yield from _among("templates.toml", f"templates.{template.id}.kinds", template.kinds, circular.kinds)
    for item in circular.items.values():
        yield from _among("sources.toml", f"items.{item.id}.act", (item.act,), circular.acts)
        yield from _among("sources.toml", f"items.{item.id}.status", (item.status,), STATUSES)


def _case_ids(circular: Circular, case_id: str) -> Iterator[Problem]:
    case = next(case for case in circular.cases if case.id == case_id)
    key, file = f"cases.{case.id}", "cases.toml"
    yield from _among(file, f"{key}.act", (case.act,), circular.acts)
    yield from _among(file, f"{key}.expected", (case.expected,), circular.outcomes)
    yield from _among(file, f"{key}.expected_flags", case.expected_flags, circular.flags)
    tool_facts = {fact.id: fact.values for fact in circular.tool_facts}
    parts = [(tool_facts, case.tool_facts)]
    for function in case.functions:
        yield from _among(file, f"{key}.functions", (function.kind,), circular.kinds)
        if function.kind in circular.kinds:
            parts.append(({f.id: f.values for f in circular.kinds[function.kind].facts}, function.facts))
    for known, facts in parts:
        for fact, value in facts.items():
            if value not in known.get(fact, ()):
                yield Problem(file, f"{key}.{fact}", f"no such fact and value: {value}")


def _among(file: str, key: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    known = set(known)
    for name in ids:
        if name not in known:
            yield Problem(file, key, f"no such id: {name}")


def _condition(file: str, key: str, condition: Condition, known: Any) -> Iterator[Problem]:
    match condition:
        case Is(fact, values):
            if fact not in known:
                yield Problem(file, f"{key}.{fact}", "no such fact")
            elif strangers := values - set(known[fact]):
                yield Problem(file, f"{key}.{fact}", f"no such value: {', '.join(sorted(strangers))}")
        case Not(part):
            yield from _condition(file, key, part, known)
        case _:
            for part in condition.parts:
                yield from _condition(file, key, part, known)


# ---- citations ---------------------------------------------------------------------------------------------------


def _citations(circular: Circular) -> Iterator[Problem]:
    parts: list[tuple[str, str, tuple[str, ...]]] = []
    for kind in circular.kinds.values():
        file = f"kinds/{kind.id}.toml"
        parts += [(file, f"rules.{r.id}", r.cites) for r in kind.rules]
        parts += [(file, f"implications.{i.id}", i.cites) for i in kind.implications]
    parts += [("circular.toml", f"modifiers.{r.id}", r.cites) for r in circular.modifiers]
    parts += [("duties.toml", f"duties.{d.id}", d.cites) for d in circular.duties]
    parts += [("standing.toml", f"rules.{r.id}", r.cites) for r in circular.standing_rules]
    parts += [("cases.toml", f"cases.{c.id}", c.cites) for c in circular.cases]
    for flag in circular.flags.values():
        parts += [("circular.toml", f"flags.{flag.id}.positions", p.cites) for p in flag.positions if p.says]
    for file, key, cites in parts:
        if not cites:
            yield Problem(file, f"{key}.cites", "no citation")
        yield from _among(file, f"{key}.cites", cites, circular.items)
    for item in circular.items.values():
        if item.status.startswith("secondary") and not item.read_where:
            yield Problem("sources.toml", f"items.{item.id}.read_where", "read, but not where")
    for act in circular.acts.values():
        if not (act.date and act.place):
            yield Problem("sources.toml", f"acts.{act.id}", "date or place is missing")
