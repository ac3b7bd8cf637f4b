"""The real law and short ways to write a tool down, for the tests of domain, library, records and desk."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from app.domain.circular import Circular
from app.domain.determination import ToolDetermination
from app.domain.engine import determine_tool
from app.domain.practice import Answer, Company, Confirmation, Guarantee, Practice, Site, Tool, ToolFunction, Value
from app.library.load import load_circular
from app.library.raw import LawError

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
CIRCULARS = RESOURCES / "circulars"
ID, VERSION = "inl-2017-04", "2026.11"
FOLDER = CIRCULARS / ID / VERSION
ON = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=timezone(timedelta(hours=1)))

SOUND = {"ground": "organisational", "judges_individual": "no", "shared_codes": "no"}
"""Facts of the tool with which no modifier and no crossing acts (``ai_transparency`` needs an AI: none is told of)."""

EMPLOYEES = {"workforce": Answer("employees")}

WATCHED = {
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
"""Every operator, seen live, all the time."""

UNMASKED = {
    "voices_masked": "no",
    "start_cut": "no",
    "no_operator_data": "no",
    "no_operator_report": "no",
    "access_traced": "no",
    "stations_rotate": "no",
    "perceivable": "yes",
}
CLOCK = {"clock_detail": "in_out", "live_comparison": "no", "clock_position": "none"}
LOGGED = {"traceable": "direct", "kept": "per_operator", "computed": "no"}


COUNTS = {
    "access_audit_log": 4,
    "adherence": 768,
    "agent_assist": 24,
    "attendance": 24,
    "biometric_attendance": 2,
    "breaks": 2304,
    "call_distribution": 12,
    "call_log": 32,
    "call_record_match": 2,
    "call_recording": 128,
    "channel_desk": 24,
    "customer_emotion": 12,
    "customer_file": 4,
    "customer_survey": 8,
    "device_management": 4,
    "dialling": 4,
    "handling_times": 4608,
    "live_listening": 4,
    "location": 12,
    "mail_metadata": 2,
    "mailbox": 4,
    "operator_emotion": 192,
    "operator_states": 768,
    "other": 192,
    "own_data": 32,
    "presence_mark": 32,
    "productivity": 4608,
    "quality_scores": 32,
    "queue_statistics": 12,
    "ranking": 4608,
    "remote_support": 4,
    "screen_capture": 8,
    "session_times": 6,
    "shift_planning": 3,
    "speech_analysis": 64,
    "ticketing": 24,
    "video": 12,
    "voice_menu": 16,
    "web_logs": 3,
    "standing": 1152,
    "routes": 41472,
}
"""Combinations gone through: of each kind, of the standing table, of the ways to a paper."""


@cache
def law(lang: str = "it") -> Circular:
    return load_circular(FOLDER, lang)


def answered(facts: Mapping[str, Value]) -> dict[str, Answer]:
    return {fact: Answer(value) for fact, value in facts.items()}


def function(
    kind: str, facts: Mapping[str, Value] | None = None, presence: str = "in_use", id: str = ""
) -> ToolFunction:
    """A function of ``kind``; of ``facts`` only those that the kind asks."""
    known = {fact.id for fact in law().kinds[kind].facts}
    return ToolFunction(id or kind, kind, presence, answered({k: v for k, v in (facts or {}).items() if k in known}))


def tool(
    *functions: ToolFunction, confirmed: bool = True, facts: Mapping[str, Value] = SOUND, **fields: object
) -> Tool:
    """A tool in use since 2020; ``confirmed``: every kind not listed is confirmed absent."""
    listed = {f.kind for f in functions}
    others = Confirmation("Ada", "2026-11-23", tuple(kind for kind in law().kinds if kind not in listed))
    values: dict[str, object] = {"state": "in_use", "since": "2020-01-01", **fields}
    return Tool(
        "tool1",
        name="Prova",
        facts=answered(facts),
        functions=functions,
        confirmed=others if confirmed else None,
        **values,  # type: ignore[arg-type]
    )


def practice(*tools: Tool, sites: tuple[str, ...] = (), facts: Mapping[str, Answer] = EMPLOYEES) -> Practice:
    company = Company("Prova", sites=tuple(Site(site) for site in sites), facts=facts)
    return Practice("p1", ID, VERSION, company=company, tools=tools)


def judge(one: Tool, sites: tuple[str, ...] = (), facts: Mapping[str, Answer] = EMPLOYEES) -> ToolDetermination:
    return determine_tool(law(), practice(one, sites=sites, facts=facts), one, ON)


def paper(kind: str, kinds: tuple[str, ...], *sites: str, **fields: object) -> Guarantee:
    """A paper of 2019 signed by whom the law admits, for every use, naming these kinds and sites."""
    signatory = {"agreement": "rsu", "authorisation": "itl"}.get(kind, "none")
    uses = next(fact for fact in law().kinds["call_log"].facts if fact.id == "uses")
    values: dict[str, object] = {"date": "2019-06-01", "signatory": signatory, "purposes": uses.values, **fields}
    return Guarantee(f"{kind}1", kind, sites=sites, functions=kinds, **values)  # type: ignore[arg-type]


def copied(tmp_path: Path) -> Path:
    """A copy of the real version that a test may break: its folder, on a shelf ``tmp_path/circulars``."""
    shelf = tmp_path / "circulars"
    shutil.copytree(CIRCULARS, shelf)
    return shelf / ID / VERSION


def rewrite(file: Path, old: str, new: str, count: int = 1) -> None:
    """``old`` replaced in ``file``; it must be there."""
    text = file.read_text("utf-8")
    assert old in text, f"{file.name} has no {old!r}"
    file.write_text(text.replace(old, new, count), "utf-8")


def refused(tmp_path: Path, file: str, old: str, new: str) -> LawError:
    """Why the law is not taken once ``old`` is ``new`` in one of its files."""
    folder = copied(tmp_path)
    rewrite(folder / file, old, new)
    try:
        load_circular(folder, "it")
    except LawError as problem:
        return problem
    raise AssertionError(f"{file} is taken with {new!r}")
