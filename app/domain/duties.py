"""What follows from a class: standing per site, duties and what is at stake, read off the law's tables.

Papers are weighed here and only here: they never change the class (they arrive after it is found). A paper counts for a
function and a site only if it names them, is dated, comes from a signatory the law's table admits, and the tool is
unchanged since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.domain.circular import Circular, FunctionKind
from app.domain.conditions import View, holds
from app.domain.consequences import Dated, StandingRule
from app.domain.determination import FunctionDetermination, StandingAt, ToolDetermination
from app.domain.practice import Guarantee, Practice, Tool, ToolFunction

PROCEDURES = ("agreement", "authorisation")
"""Alternatives: either is enough, never both."""


def complete(
    circular: Circular, practice: Practice, tool: Tool, found: ToolDetermination, on: date
) -> ToolDetermination:
    """The class found, with standing at each site and duties added."""
    sites = tool.sites or tuple(site.id for site in practice.company.sites) or ("",)
    standing_at = tuple(_standing_at(circular, tool, found, site, on) for site in sites)
    worst = max((at.standing for at in standing_at), key=lambda s: circular.standings[s].rank)
    flags = {flag for at in standing_at for row in at.rules for flag in _standing_rule(circular, row).flags}
    found = replace(found, standing=worst, standing_at=standing_at, flags=tuple(sorted({*found.flags, *flags})))
    # While the outcome is open only what is due whatever it turns out to be: never an order on a mere possibility.
    views = [tool_view(circular, practice, tool, found, outcome, on) for outcome in found.possible or ("",)]
    due = tuple(duty.id for duty in circular.duties if all(holds(duty.when, view) for view in views))
    at_stake = tuple(stake.id for stake in circular.stakes if all(holds(stake.when, view) for view in views))
    return replace(found, duties=due, stakes=at_stake)


def use_of(tool: Tool) -> str:
    """The tool's state as the standing table has it; an unknown state counts as in use."""
    if tool.state == "planned":
        return "planned"
    if tool.state == "switched_off":
        return "off_locked" if tool.switch_off_locked else "off_reversible"
    return "in_use"


def use_of_function(tool: Tool, kind: FunctionKind) -> str:
    """The same for one function: a mounted device, locked or dead, is still there until it is taken away."""
    use = use_of(tool)
    return "off_reversible" if use == "off_locked" and kind.device else use


def use_of_functions(circular: Circular, tool: Tool, present: Iterable[FunctionDetermination]) -> str:
    """The tool's use, unless a mounted device among its functions is still there though the tool is locked away."""
    uses = {use_of_function(tool, circular.kinds[function.kind]) for function in present}
    return "off_reversible" if "off_reversible" in uses else use_of(tool)


def axes(
    circular: Circular, tool: Tool, function: FunctionDetermination, outcome: str, site: str, on: date
) -> dict[str, str]:
    """The place of one function, were that its outcome, at one site on every axis of the standing table."""
    procedures = [g for g in tool.guarantees if g.kind in PROCEDURES and _covers(g, function.kind, site, on)]
    prior = [g for g in procedures if _prior(g, tool)]
    best = prior or procedures
    stored = tool.function(function.id)
    return {
        "outcome": outcome,
        "use": use_of_function(tool, circular.kinds[function.kind]),
        "workers_data": "yes" if function.workers_data else "no",
        "notice": "adequate" if _has(tool, "notice", function.kind, site, on) else "missing",
        "paper": "prior" if prior else "late" if procedures else "none",
        "scope": "beyond" if best and all(_beyond(g, stored) for g in best) else "within",
        "dpia": "done" if _has(tool, "dpia", function.kind, site, on) else "missing",
    }


def paper_at(circular: Circular, tool: Tool, function: FunctionDetermination, site: str, on: date) -> str:
    """``prior``, ``beyond``, ``late`` or ``none``: the best paper that counts for this function at this site."""
    at = axes(circular, _admitted(circular, tool), function, function.outcome or "", site, on)
    return "beyond" if at["paper"] == "prior" and at["scope"] == "beyond" else at["paper"]


def _standing_at(circular: Circular, tool: Tool, found: ToolDetermination, site: str, on: date) -> StandingAt:
    admitted = _admitted(circular, tool)
    rows = []
    for function in found.functions:
        if function.present:
            each = [_row(circular, axes(circular, admitted, function, o, site, on)) for o in function.possible]
            # While its outcome is open, a function stands no worse than it must.
            rows.append(min(each, key=lambda row: circular.standings[row.standing].rank))
    standings = [row.standing for row in rows]
    if found.provisional:
        # Not yet settled: never better than «da fare», whatever the papers.
        standings.append("to_do")
    worst = max(standings, key=lambda s: circular.standings[s].rank)
    return StandingAt(site, worst, tuple(dict.fromkeys(row.id for row in rows if row.standing == worst)))


def _standing_rule(circular: Circular, rule_id: str) -> StandingRule:
    return next(rule for rule in circular.standing_rules if rule.id == rule_id)


def _row(circular: Circular, view: View) -> StandingRule:
    return next(rule for rule in circular.standing_rules if holds(rule.when, view))


def _admitted(circular: Circular, tool: Tool) -> Tool:
    """The tool with only those papers whose signatory the law's table admits."""
    kept = []
    for guarantee in tool.guarantees:
        admitted = circular.signatories.get(guarantee.kind, ())
        if not admitted or guarantee.signatory in admitted:
            kept.append(guarantee)
    return replace(tool, guarantees=tuple(kept))


def _covers(guarantee: Guarantee, kind: str, site: str, on: date) -> bool:
    dated = _day(guarantee.date)
    return (
        dated is not None
        and dated <= on
        and guarantee.unchanged
        and kind in guarantee.functions
        and (not site or site in guarantee.sites)
    )


def _has(tool: Tool, paper: str, kind: str, site: str, on: date) -> bool:
    return any(g.kind == paper and _covers(g, kind, site, on) for g in tool.guarantees)


def _prior(guarantee: Guarantee, tool: Tool) -> bool:
    """Before installation. In use since an unknown day, nobody can say so: then it is not."""
    if tool.state == "planned":
        return True
    since, dated = _day(tool.since), _day(guarantee.date)
    return since is not None and dated is not None and dated <= since


def _beyond(guarantee: Guarantee, function: ToolFunction | None) -> bool:
    """Whether what is done goes past what the paper describes (what it does not describe, it does not cover)."""
    if function is None:
        return False
    uses = function.answers.get("uses")
    if uses is not None and isinstance(uses.value, tuple) and not set(uses.value) <= set(guarantee.purposes):
        return True
    days = function.answers.get("retention_days")
    if days is None or not isinstance(days.value, int):
        return False
    return guarantee.retention_days is None or days.value > guarantee.retention_days


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def tool_view(
    circular: Circular, practice: Practice, tool: Tool, found: ToolDetermination, outcome: str, on: date
) -> View:
    """What duties are read against, were ``outcome`` the tool's: names → the value, or all values that apply."""
    present = [f for f in found.functions if f.present]
    settled = {f.possible[0] for f in present if len(f.possible) == 1}
    admitted = _admitted(circular, tool)
    sites = [at.site for at in found.standing_at]
    at = [
        axes(circular, admitted, f, o, site, on)
        for f in present
        for o in {*f.possible} & {*settled, outcome}
        for site in sites
    ]
    needing = [a for a in at if a["outcome"] == "needs_agreement_or_authorisation"]
    conflicts = {"conflict" for flag in found.flags if flag.startswith("conflict:")}
    view: dict[str, str | frozenset[str]] = {
        "outcome": outcome,
        "outcomes": frozenset({*settled, outcome} - {""}),
        "flag": frozenset({*found.flags, *conflicts}),
        "kind": frozenset(f.kind for f in present),
        "workers_data": "yes" if any(f.workers_data for f in present) else "no",
        "use": use_of_functions(circular, tool, present),
        "paper": _paper(needing),
        "notice": "adequate" if at and all(a["notice"] == "adequate" for a in at) else "missing",
        "dpia": "done" if at and all(a["dpia"] == "done" for a in at) else "missing",
        "provisional": "yes" if found.provisional else "no",
        "standing": found.standing,
        "guarantee": frozenset(g.kind for g in tool.guarantees),
        "provider": tool.provider,
        "applies": frozenset(dated.id for dated in circular.dates.values() if dated.date <= on.isoformat()),
        "stale": frozenset(dated.id for dated in circular.dates.values() if is_stale(dated, on)),
    }
    there = {f.id for f in present}
    for answers in (practice.company.facts, tool.facts, *(f.answers for f in tool.functions if f.id in there)):
        for fact, answer in answers.items():
            values = answer.value if isinstance(answer.value, tuple) else (str(answer.value),)
            view[fact] = _joined(view.get(fact), values)
    return view


def is_stale(dated: Dated, on: date) -> bool:
    """Whether a dated rule was last looked up longer ago than the law's table allows, and wants checking again."""
    checked = date.fromisoformat(dated.checked_on)
    months = (on.year - checked.year) * 12 + on.month - checked.month - (on.day < checked.day)
    return months >= dated.verify_after_months


def _paper(needing: list[dict[str, str]]) -> str:
    if not needing:
        return "not_needed"
    return "complete" if all(a["paper"] == "prior" and a["scope"] == "within" for a in needing) else "missing"


def _joined(before: str | frozenset[str] | None, values: Iterable[str]) -> frozenset[str]:
    old = frozenset() if before is None else frozenset({before}) if isinstance(before, str) else before
    return old | frozenset(values)
