"""Practices of every sort and the papers made of them: each outcome, each flag, drafts, few tools and many, real
products, texts of every sort. Holds no assertions.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from paper_fields import written
from paper_samples import (
    ACTIONS,
    AT,
    EVIDENCE,
    ROOT,
    WHO,
    answers,
    function,
    law,
    others,
    practice,
    report,
    said,
    with_text,
)

from app.desk import example
from app.desk.intake import practice_from
from app.domain.cases import as_tool
from app.domain.circular import UNKNOWN, Circular
from app.domain.practice import Practice, Tool, ToolFunction
from app.records.dossier import canonical
from reports.content import payload_practice
from reports.paper import make
from reports.report import Report

STRANGERS = ROOT.parent / "shared" / "foreign" / "naughty-strings.json"
"""Kept beside the sources and not with them: without it one paper is not checked."""
READERS = Path(__file__).parent / "products" / "readers"
SOUND = {"ground": "organisational", "judges_individual": "no", "uses_ai": "no", "decided_by_machine": "no"}


def product(slug: str) -> Callable[[Circular], Practice]:
    """A real product as a reader without rules answered it."""

    def made(circular: Circular) -> Practice:
        given = json.loads((READERS / f"{slug}.json").read_text("utf-8"))
        functions = [
            {
                "id": f"{n}-{one['kind']}",
                "kind": one["kind"],
                "presence": one["presence"],
                "facts": {fact: value for fact, value in one["facts"].items() if value is not None},
            }
            for n, one in enumerate(given["functions"])
        ]
        tool = {
            "name": slug.replace("_", " ").title(),
            "state": "in_use",
            "facts": given["tool"],
            "confirmed_absent": True,
            "functions": functions,
        }
        company = {"name": "Voce Amica S.r.l.", "facts": {"workforce": "employees"}}
        return replace(practice_from(circular, {"company": company, "tool": tool}), number="2026-0001")

    return made


def each_kind(place: int) -> Callable[[Circular], Practice]:
    """A tool for every kind of function, every choice at that place: 0 the mildest, -1 the most intrusive."""

    def made(circular: Circular) -> Practice:
        tools = tuple(
            Tool(
                f"t{n}",
                f"Strumento {n}",
                state="in_use",
                facts=answers(**SOUND),
                functions=(
                    function(
                        "f",
                        kind.id,
                        **{fact.id: fact.values[place] for fact in kind.facts if fact.type == "choice"},
                    ),
                ),
                confirmed=others(circular, kind.id),
            )
            for n, kind in enumerate(circular.kinds.values())
        )
        return replace(practice(circular), tools=tools, points=(), opinions=(), consultations=(), deliveries=())

    return made


def nothing_known(circular: Circular) -> Practice:
    """Every answer «non lo so», every presence too."""
    kinds = list(circular.kinds)[:6]
    functions = tuple(
        ToolFunction(
            kind,
            kind,
            UNKNOWN,
            {fact.id: said(UNKNOWN) for fact in circular.kinds[kind].facts},
            AT,
            WHO,
        )
        for kind in kinds
    )
    tool = Tool("t1", "Mai visto", functions=functions, facts={f.id: said(UNKNOWN) for f in circular.tool_facts})
    return Practice("nothing-known", circular.id, circular.version, tools=(tool,))


PRACTICES: dict[str, Callable[[Circular], Practice]] = {
    "sample": practice,
    "example": lambda circular: example.practice(circular, "example", AT, circular.lang),
    "nothing known": nothing_known,
    "mildest": each_kind(0),
    "most intrusive": each_kind(-1),
    **{file.stem: product(file.stem) for file in sorted(READERS.glob("*.json"))},
}
"""Those that are also read back from their paper, and judged as language."""


@dataclass(frozen=True)
class Golden:
    report: Report
    payload: bytes


@cache
def pdf(name: str) -> bytes:
    """The finished paper, unsigned."""
    return anew(name)


def anew(name: str) -> bytes:
    """The same, made once more."""
    golden = paper(name)
    return make(golden.report, golden.payload)


def legible(name: str) -> bytes:
    """The part-1 edition of it, for the second judge."""
    return make(paper(name).report, None, 1)


@cache
def paper(name: str) -> Golden:
    return PAPERS[name]()


def _paper(base: Practice | None = None, lang: str = "it", **changes: object) -> Golden:
    base = practice(law("it")) if base is None else base
    edition = changes.get("edition", "internal")
    printed = payload_practice(base, edition)  # type: ignore[arg-type]
    return Golden(report(lang, base, **changes), canonical(printed))


def _of(*tools: Tool) -> Golden:
    return _paper(replace(practice(law("it")), tools=tools))


def _case(case_id: str) -> Callable[[], Golden]:
    """A decided case as the only tool: together they meet every outcome and most flags."""

    def made() -> Golden:
        case = next(case for case in law("it").cases if case.id == case_id)
        base = practice(law("it"))
        company = replace(base.company, facts=answers(**case.company_facts))
        return _paper(replace(base, company=company, tools=(as_tool(law("it"), case),)))

    return made


def _one(kind: str, **facts: str) -> Callable[[], Golden]:
    def made() -> Golden:
        circular = law("it")
        tool_facts = {"ground": "organisational", "judges_individual": "no", "shared_codes": "no"}
        own = {fact.id for fact in circular.kinds[kind].facts}
        tool_facts |= {fact: value for fact, value in facts.items() if fact not in own}
        found = function("f1", kind, **{fact: value for fact, value in facts.items() if fact in own})
        tool = Tool("t1", "Prova", sites=("s1", "s2"), state="in_use", since="2020-01-01", functions=(found,))
        return _of(replace(tool, facts=answers(**tool_facts), confirmed=others(circular, kind)))

    return made


def _every_function(count: int) -> Golden:
    """``count`` tools, each with five functions out of all there are."""
    circular = law("it")
    kinds = list(circular.kinds.values())
    tools = []
    for n in range(count):
        picked = [kinds[(n * 5 + k) % len(kinds)] for k in range(5)]
        functions = tuple(
            function(f"f{k}", kind.id, **{fact.id: fact.values[-1] for fact in kind.facts if fact.type == "choice"})
            for k, kind in enumerate(picked)
        )
        confirmed = others(circular, *(kind.id for kind in picked))
        tools.append(Tool(f"t{n}", f"Strumento {n + 1}", functions=functions, state="in_use", confirmed=confirmed))
    return _of(*tools)


def _lines() -> Golden:
    return _paper(with_text(practice(law("it")), "\n".join(f"riga {n}: {'parola ' * (n % 17)}" for n in range(200))))


def _long_notes() -> Golden:
    """A note of two hundred lines wherever there is room for one, on the paper's ledger too."""
    notes = (".note", ".reason", ".text", ".opinion", ".present", ".description")
    long = "\n".join(f"riga {n}: una nota lunga" for n in range(200))
    value: Any = (practice(law("it")), ACTIONS, EVIDENCE)
    base, actions, evidence = written(value, lambda place: long if place.endswith(notes) else "breve")
    return _paper(replace(base, tools=base.tools[:1]), actions=actions, evidence=evidence)


def _of_practice(name: str, lang: str = "it", draft: bool = False) -> Callable[[], Golden]:
    return lambda: _paper(replace(PRACTICES[name](law(lang)), sample=draft), lang, draft=draft)


def _strangers() -> Golden:
    strings: list[str] = json.loads(STRANGERS.read_text("utf-8"))
    return _paper(with_text(practice(law("it")), "\n".join(strings)))


def _unshown() -> Golden:
    """Emoji, Chinese, Hebrew, Arabic, control characters, accents in heaps."""
    return _paper(
        with_text(
            practice(law("it")), "😀 漢字 שלום مرحبا \x00\x1b\u202e Zal\u0336\u0321go ﷽ \U0001f468\u200d\U0001f469"
        )
    )


def _switched_off() -> Golden:
    crm = practice(law("it")).tools[0]
    return _of(replace(crm, state="switched_off", switch_off_locked=True))


PAPERS: dict[str, Callable[[], Golden]] = {
    "sample": _paper,
    "sample in English": lambda: _paper(lang="en"),
    "draft": lambda: _paper(draft=True, journal_head=""),
    "invented": lambda: _paper(replace(practice(law("it")), sample=True)),
    "for third parties": lambda: _paper(edition="third_parties"),
    "no tool": _of,
    "one tool": lambda: _every_function(1),
    "sixty tools": lambda: _every_function(60),
    "two hundred lines": _lines,
    "two hundred lines in every note": _long_notes,
    "strings that broke others": _strangers,
    "what no glyph shows": _unshown,
    "standing not_present": _switched_off,
    "flag territorial_unions_p3": _one("access_audit_log", traceable="small_group"),
    "flag biometrics_p15": _one("biometric_attendance", machine_safety="yes"),
    "flag unverified": _one("web_logs", browsing_person="no_personal_data"),
    "flag transparency_l23": _one("ticketing", uses_ai="yes", decided_by_machine="no"),
    **{f"case {case.id}": _case(case.id) for case in law("it").cases},
    **{f"practice {name}": _of_practice(name) for name in PRACTICES if name != "sample"},
    **{
        f"practice {name}, draft in English": _of_practice(name, "en", True)
        for name in ("sample", "example", "nothing known", "vicidial")
    },
}

QUICK = ("sample", "sample in English", "draft", "no tool", "what no glyph shows", "case circular_first_class")
