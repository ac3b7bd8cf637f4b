"""The lint of the law: what must hold before a version is trusted.

It refuses, with file, key path and reason: unknown ids, missing citations, combinations no rule meets or rules that
contradict (can never decide), choices that lower the tier when they grow more intrusive, texts missing in a language.
Run at test, build and import, never at start (there only the seal is checked, see ``shelf``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.circular import UNKNOWN, Circular, Fact, Implication, Rule
from app.domain.order import kinds_in_order
from app.domain.practice import PRESENCES, UNASKED
from app.library.check_cites import check_cites
from app.library.check_tables import STATUSES, check_tables
from app.library.check_words import check_words
from app.library.lint import Problem, among, condition
from app.library.load import build
from app.library.prove import prove_kind, prove_routes, prove_standing
from app.library.raw import LawError, Table, read_version


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
        for name, prove in (("standing", prove_standing), ("routes", prove_routes)):
            counts[name], found = prove(circular)
            problems += [Problem(f"{name}.toml", key, reason) for key, reason in found]
    return Report((*problems, *check_cites(circular), *check_words(folder, tables)), counts)


# ---- ids ---------------------------------------------------------------------------------------------------------


def _ids(circular: Circular) -> Iterator[Problem]:
    yield from _main_ids(circular)
    for kind in circular.kinds.values():
        yield from _kind_ids(circular, kind.id)
    if all(i.kind in circular.kinds for kind in circular.kinds.values() for i in kind.implications):
        try:
            kinds_in_order(circular)
        except ValueError as circle:
            yield Problem("kinds", "implications", str(circle))
    yield from check_tables(circular)
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
        yield from condition(file, f"{key}.when", rule.when, known)
        if rule.outcome is not None and rule.outcome not in circular.outcomes:
            yield Problem(file, f"{key}.outcome", f"no such outcome: {rule.outcome}")
        yield from among(file, f"{key}.flags", rule.flags, circular.flags)
    if set(circular.presences.values) != set(PRESENCES) - {UNASKED, UNKNOWN}:
        yield Problem(file, "presence.choices", "the presences are not the known ones")
    yield from among(file, "statuses", STATUSES, circular.statuses)


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
    yield from among(file, "group", (kind.group,), circular.groups)
    for rule in kind.rules:
        key = f"rules.{rule.id}"
        yield from condition(file, f"{key}.when", rule.when, known)
        if rule.outcome not in circular.outcomes:
            yield Problem(file, f"{key}.outcome", f"no such outcome: {rule.outcome}")
        yield from among(file, f"{key}.flags", rule.flags, circular.flags)
    for implication in kind.implications:
        key = f"implications.{implication.id}"
        yield from condition(file, f"{key}.when", implication.when, known)
        target = circular.kinds.get(implication.kind)
        if target is None:
            yield Problem(file, f"{key}.kind", f"no such kind: {implication.kind}")
            continue
        for name, values in (("sets", implication.sets), ("at_least", implication.at_least)):
            for fact_id, value in values.items():
                found = next((f for f in target.facts if f.id == fact_id), None)
                if found is None or value not in found.values or (name == "at_least" and not found.ordered):
                    yield Problem(file, f"{key}.{name}.{fact_id}", f"{target.id} has no such fact and value: {value}")
