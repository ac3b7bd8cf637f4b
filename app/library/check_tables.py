"""The lint of the tables beside the rows: what duties, standing, routes, cases and templates name must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.domain.circular import Circular
from app.domain.practice import GUARANTEE_KINDS, PROVIDERS, REPRESENTATIVES, SIGNATORIES
from app.domain.routes import COMPANY_AXES, PAPERS
from app.library.lint import Problem, among, condition

STATUSES = ("official", "secondary_2", "secondary_1", "unread", "inference")
FORMS = ("agreement", "authorisation", "choice", "none")
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
    "provider": PROVIDERS,
    "applies": None,
    "stale": None,
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


ROUTE_AXES = {
    "outcome": None,
    "use": VIEW_NAMES["use"],
    "paper": PAPERS,
    "representatives": REPRESENTATIVES,
    "size": ("up_to_15", "over_15", "unknown"),
}
"""What the routes are read by beside the company's facts, see ``routes.route_view``."""


def check_tables(circular: Circular) -> Iterator[Problem]:
    yield from _views(circular)
    yield from _standing(circular)
    yield from _routes(circular)
    for template in circular.templates:
        yield from among("templates.toml", f"templates.{template.id}.kinds", template.kinds, circular.kinds)
    for item in circular.items.values():
        yield from among("sources.toml", f"items.{item.id}.act", (item.act,), circular.acts)
        yield from among("sources.toml", f"items.{item.id}.status", (item.status,), STATUSES)
    for case in circular.cases:
        yield from _case(circular, case.id)
    for precedent in circular.precedents:
        yield from among("cases.toml", f"precedents.{precedent.id}.act", (precedent.act,), circular.acts)
        yield from among("cases.toml", f"precedents.{precedent.id}.kinds", precedent.kinds, circular.kinds)


def _views(circular: Circular) -> Iterator[Problem]:
    """Duties and stakes name facts and what a tool's view holds."""
    facts = {fact.id: fact.values for kind in circular.kinds.values() for fact in kind.facts}
    facts |= {fact.id: fact.values for fact in (*circular.tool_facts, *circular.company_facts)}
    own: dict[str, Iterable[str]] = {
        "outcome": circular.outcomes,
        "outcomes": circular.outcomes,
        "flag": (*circular.flags, "conflict"),
        "kind": circular.kinds,
        "standing": circular.standings,
        "applies": circular.dates,
        "stale": circular.dates,
    }
    names = {name: tuple(own[name] if values is None else values) for name, values in VIEW_NAMES.items()}
    for duty in circular.duties:
        yield from condition("duties.toml", f"duties.{duty.id}.when", duty.when, {**facts, **names})
    for stake in circular.stakes:
        yield from condition("stakes.toml", f"stakes.{stake.id}.when", stake.when, {**facts, **names})


def _standing(circular: Circular) -> Iterator[Problem]:
    file = "standing.toml"
    yield from _axes(file, circular, circular.standing_axes, AXES)
    for rule in circular.standing_rules:
        yield from condition(file, f"rules.{rule.id}.when", rule.when, circular.standing_axes)
        yield from among(file, f"rules.{rule.id}.standing", (rule.standing,), circular.standings)
        yield from among(file, f"rules.{rule.id}.flags", rule.flags, circular.flags)
    yield from among(file, "signatories", GUARANTEE_KINDS, circular.signatories)
    yield from among(file, "signatories", circular.signatories, GUARANTEE_KINDS)
    for paper, who in circular.signatories.items():
        yield from among(file, f"signatories.{paper}", who, SIGNATORIES)


def _routes(circular: Circular) -> Iterator[Problem]:
    file, routes = "routes.toml", circular.routes
    company = {fact.id: (*fact.values, "unknown") for fact in circular.company_facts if fact.id in COMPANY_AXES}
    yield from _axes(file, circular, routes.axes, {**ROUTE_AXES, **company})
    for way in routes.ways:
        yield from condition(file, f"ways.{way.id}.when", way.when, routes.axes)
        yield from among(file, f"ways.{way.id}.form", (way.form,), FORMS)
        yield from among(file, f"ways.{way.id}.flags", way.flags, circular.flags)
    for note in routes.notes:
        yield from condition(file, f"notes.{note.id}.when", note.when, routes.axes)
        yield from among(file, f"notes.{note.id}.flags", note.flags, circular.flags)
    for setup in routes.setups:
        key = f"setups.{setup.id}"
        yield from among(file, f"{key}.way", (setup.way,), (way.id for way in routes.ways))
        yield from among(file, f"{key}.notes", setup.notes, (note.id for note in routes.notes))
        if set(setup.facts) != set(routes.axes):
            yield Problem(file, f"{key}.facts", "every axis, and nothing else")
        for axis, value in setup.facts.items():
            yield from among(file, f"{key}.facts.{axis}", (value,), routes.axes.get(axis, ()))


def _axes(
    file: str, circular: Circular, axes: Mapping[str, Iterable[str]], known: Mapping[str, Iterable[str] | None]
) -> Iterator[Problem]:
    wanted = {axis: set(circular.outcomes if values is None else values) for axis, values in known.items()}
    if {axis: set(values) for axis, values in axes.items()} != wanted:
        yield Problem(file, "axes", "not the outcomes of the circular and the known axes")


def _case(circular: Circular, case_id: str) -> Iterator[Problem]:
    case = next(case for case in circular.cases if case.id == case_id)
    key, file = f"cases.{case.id}", "cases.toml"
    yield from among(file, f"{key}.act", (case.act,), circular.acts)
    yield from among(file, f"{key}.expected", (case.expected,), circular.outcomes)
    yield from among(file, f"{key}.expected_flags", case.expected_flags, circular.flags)
    tool_facts = {fact.id: fact.values for fact in circular.tool_facts}
    company_facts = {fact.id: fact.values for fact in circular.company_facts}
    parts = [(tool_facts, case.tool_facts), (company_facts, case.company_facts)]
    for function in case.functions:
        yield from among(file, f"{key}.functions", (function.kind,), circular.kinds)
        if function.kind in circular.kinds:
            parts.append(({f.id: f.values for f in circular.kinds[function.kind].facts}, function.facts))
    for known, facts in parts:
        for fact, value in facts.items():
            if value not in known.get(fact, ()):
                yield Problem(file, f"{key}.{fact}", f"no such fact and value: {value}")
    if bool(case.stricter) != bool(case.model):
        yield Problem(file, f"{key}.model", "a case decided more mildly says why (stricter) and what the model gives")
    elif case.model:
        yield from among(file, f"{key}.model", (case.model,), circular.outcomes)
