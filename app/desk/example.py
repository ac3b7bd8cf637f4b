"""The example practice: an invented company with four tools, one for each kind of answer the circular gives."""

from __future__ import annotations

from app.domain.circular import Circular
from app.domain.practice import Answer, Company, Confirmation, Practice, Site, Tool, ToolFunction, Value

COMPANY = {"it": ("Centro contatti di esempio", "Sede di esempio"), "en": ("Example contact centre", "Example site")}
TOOLS = {
    "it": ("Scheda cliente", "Cruscotto", "Registratore", "Timbratrice"),
    "en": ("Customer record", "Dashboard", "Recorder", "Time clock"),
}
BY = {"it": "Persona di esempio", "en": "Example person"}

MONITORING = {
    "recorded_by": "other",
    "traceable": "direct",
    "customer_line": "yes",
    "channel": "telephone",
    "measure": "average_or_count",
    "seen_by_others": "live",
    "kept": "per_operator",
    "computed": "yes",
    "coverage": "all",
}
KEPT_AND_USED: dict[str, Value] = {
    "retention_days": 90,
    "viewers": ("direct_manager",),
    "uses": ("shifts",),
}
COMPANY_FACTS = {
    "workforce": "employees",
    "units": "one_unit",
    "offices": "one_office",
    "talks": "not_tried",
    "remote_work": "no",
}
TOOL_FACTS = {
    "ground": "organisational",
    "judges_individual": "no",
    "uses_ai": "no",
    "decided_by_machine": "no",
    "shared_codes": "no",
}
MASKING = ("voices_masked", "start_cut", "no_operator_data", "no_operator_report", "access_traced", "stations_rotate")


def practice(circular: Circular, practice_id: str, now: str, lang: str) -> Practice:
    """The example, answered on ``now`` (ISO date-time), with names in ``lang``."""
    name, site = COMPANY[lang]
    watched: dict[str, Value] = {**MONITORING, **KEPT_AND_USED}
    recorded: dict[str, Value] = {**dict.fromkeys(MASKING, "no"), "perceivable": "yes", **KEPT_AND_USED}
    clocked: dict[str, Value] = {
        "clock_detail": "in_out",
        "live_comparison": "no",
        "clock_position": "none",
        **KEPT_AND_USED,
    }
    company = Company(
        name=name,
        sites=(Site("site1", name=site, municipality="", headcount=24, representatives="none"),),
        facts={fact: Answer(value, now, BY[lang]) for fact, value in COMPANY_FACTS.items()},
    )
    functions: tuple[tuple[tuple[str, dict[str, Value]], ...], ...] = (
        (("call_record_match", {"row_kept": "no"}),),
        (("operator_states", watched), ("handling_times", watched)),
        (("call_recording", recorded),),
        (("attendance", clocked),),
    )
    return Practice(
        id=practice_id,
        circular=circular.id,
        version=circular.version,
        company=company,
        tools=tuple(
            _tool(circular, f"tool{number}", tool, kinds, now, BY[lang])
            for number, (tool, kinds) in enumerate(zip(TOOLS[lang], functions, strict=True), 1)
        ),
        created=now,
        number="ESEMPIO",
        prepared_by=BY[lang],
        sample=True,
    )


def _tool(
    circular: Circular, tool_id: str, name: str, kinds: tuple[tuple[str, dict[str, Value]], ...], now: str, by: str
) -> Tool:
    functions = tuple(
        ToolFunction(
            id=kind,
            kind=kind,
            presence="in_use",
            answers={
                fact.id: Answer(facts[fact.id], now, by) for fact in circular.kinds[kind].facts if fact.id in facts
            },
            presence_at=now,
            presence_by=by,
        )
        for kind, facts in kinds
    )
    listed = {function.kind for function in functions}
    return Tool(
        id=tool_id,
        name=name,
        state="in_use",
        facts={fact: Answer(value, now, by) for fact, value in TOOL_FACTS.items()},
        functions=functions,
        confirmed=Confirmation(by, now, tuple(kind for kind in circular.kinds if kind not in listed)),
    )
