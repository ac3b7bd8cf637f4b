"""A determination and the law's questions as plain JSON values: what ``vaglio evaluate`` and ``questions`` print."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.desk.intake import read_input
from app.domain.circular import Circular, Fact
from app.domain.decisive import Decisive, decisive_if_few
from app.domain.determination import FunctionDetermination, Reason, RouteAt, ToolDetermination
from app.domain.engine import determine
from app.domain.path import left_out
from app.domain.practice import Practice, Tool
from app.domain.reach import missing

Json = dict[str, Any]


def evaluate(circular: Circular, raw: object, today: date) -> Json:
    """The determination of everything in ``raw``. ``input_wrong`` (UserError) says where and what."""
    practice, on = read_input(circular, raw, today)
    found = determine(circular, practice, on)
    return {
        "circular": {"id": circular.id, "version": circular.version},
        "on": on.isoformat(),
        "tools": [_tool_out(circular, practice, tool, one) for tool, one in zip(practice.tools, found, strict=True)],
    }


def _tool_out(circular: Circular, practice: Practice, tool: Tool, found: ToolDetermination) -> Json:
    fewest = decisive_if_few(circular, practice, tool)
    out = {
        "id": found.id,
        "name": found.name,
        "outcome": found.outcome,
        "provisional": found.provisional,
        "possible": list(found.possible),
        "flags": list(found.flags),
        "standing": found.standing,
        "standing_at": [{"site": a.site, "standing": a.standing, "rules": list(a.rules)} for a in found.standing_at],
        "deciding": list(found.deciding),
        "unconfirmed": list(found.unconfirmed),
        "functions": [_function_out(circular, tool, one) for one in found.functions],
        "missing": [
            {
                "function": one.function or None,
                "fact": one.fact,
                "could_become": list(one.could_become),
                "answers": dict(one.answers),
            }
            for one in missing(circular, practice, tool)
        ],
        "left_out": [
            {"function": one.function, "fact": one.fact, "why": one.why, "by": list(one.by)}
            for one in left_out(circular, practice, tool)
        ],
        "duties": [{"id": duty} for duty in found.duties],
        "routes": [_route_out(circular, at) for at in found.routes],
        "stakes": [{"id": stake} for stake in found.stakes],
    }
    return out if fewest is None else {**out, "decisive": _decisive_out(fewest)}


def _route_out(circular: Circular, at: RouteAt) -> Json:
    form = next(way.form for way in circular.routes.ways if way.id == at.way)
    return {"site": at.site, "way": at.way, "form": form, "notes": list(at.notes), "flags": list(at.flags)}


def _decisive_out(fewest: Decisive) -> Json:
    facts = [{"function": function or None, "fact": fact} for function, fact in fewest.facts]
    return {"facts": facts, "smallest": fewest.smallest}


def overrides_absence(tool: Tool, found: FunctionDetermination) -> bool:
    """Whether another answer brings what was declared absent, by its own answer or with all that is not listed."""
    declared = tool.confirmed is not None and found.kind in tool.confirmed.kinds
    return found.overrides or (found.implied and declared)


def _function_out(circular: Circular, tool: Tool, found: FunctionDetermination) -> Json:
    return {
        "id": found.id,
        "kind": found.kind,
        "implied": found.implied,
        "implied_by": list(found.implied_by),
        "overrides_declared_absence": overrides_absence(tool, found),
        "outcome": found.outcome,
        "provisional": found.provisional,
        "possible": list(found.possible),
        "flags": list(found.flags),
        "reasons": [_reason_out(circular, reason) for reason in found.reasons],
    }


def _reason_out(circular: Circular, reason: Reason) -> Json:
    return {
        "rule": reason.rule,
        "answers": dict(reason.answers),
        "items": list(reason.items),
        "sources": [{"id": act, "title": circular.acts[act].title} for act in reason.acts],
        "statuses": {item: circular.items[item].status for item in reason.items},
    }


def questions(circular: Circular) -> Json:
    """Everything that can be asked, in the circular's language."""
    return {
        "circular": {"id": circular.id, "version": circular.version, "title": circular.title, "lang": circular.lang},
        "outcomes": [
            {"id": o.id, "tier": o.tier, "chip": o.chip, "label": o.label} for o in circular.outcomes.values()
        ],
        "presence": _fact_out(circular.presences),
        "company_facts": [_fact_out(fact) for fact in circular.company_facts],
        "tool_facts": [_fact_out(fact) for fact in circular.tool_facts],
        "kinds": [
            {
                "id": kind.id,
                "group": kind.group,
                "label": kind.label,
                "description": kind.description,
                "facts": [_fact_out(fact) for fact in kind.facts],
            }
            for kind in circular.kinds.values()
        ],
        "duties": [{"id": d.id, "label": d.label, "text": d.text} for d in circular.duties],
        "flags": [{"id": f.id, "label": f.label, "text": f.text} for f in circular.flags.values()],
        "standings": [{"id": s.id, "label": s.label} for s in circular.standings.values()],
        "templates": [{"id": t.id, "label": t.label, "kinds": list(t.kinds)} for t in circular.templates],
    }


def _fact_out(fact: Fact) -> Json:
    return {
        "id": fact.id,
        "type": fact.type,
        "ordered": fact.ordered,
        "values": list(fact.values),
        "question": fact.question,
        "hint": fact.hint,
        "meaning": fact.meaning,
        "where": fact.where,
        "ask_vendor": fact.ask_vendor,
        "choices": [{"id": c.id, "label": c.label, "help": c.help} for c in fact.choices],
    }
