"""A rich practice for the tests of the paper: invented company, one tool of every sort. Holds no assertions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.circular import UNKNOWN, Circular
from app.domain.engine import determine
from app.domain.evidence import About, Evidence
from app.domain.ledger import Action
from app.domain.paper import Studio
from app.domain.practice import (
    Answer,
    Company,
    Confirmation,
    Consultation,
    Delivery,
    Guarantee,
    Opinion,
    Point,
    Practice,
    Site,
    Tool,
    ToolFunction,
)
from app.library.load import load_circular
from app.text import words
from reports.content import compose
from reports.report import Report

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "resources" / "text"
ON = date(2026, 11, 23)
MADE_AT = datetime(2026, 11, 23, 10, 48, tzinfo=UTC)
AT = "2026-11-20T09:15:00+01:00"
WHO = "Maria Bianchi"


EVIDENCE = (
    Evidence(
        "e1",
        AT,
        WHO,
        "cruscotto.png",
        "1f" * 32,
        81_200,
        "2026-11-19",
        "stati visti dal responsabile",
        About("t1", "f2", "seen_by_others"),
    ),
    Evidence("e2", AT, "", "accordo-aprile-2025.pdf", "2e" * 32, 40_100, about=About("t2", guarantee="p1")),
    Evidence("e3", AT, WHO, "visura camerale.pdf", "3d" * 32, 9_000),
)


def said(value: str | int | tuple[str, ...], note: str = "") -> Answer:
    return Answer(value, AT, WHO, note)


def answers(**values: str | int | tuple[str, ...]) -> dict[str, Answer]:
    return {fact: said(value) for fact, value in values.items()}


def function(id: str, kind: str, presence: str = "in_use", **values: str | int | tuple[str, ...]) -> ToolFunction:
    return ToolFunction(id, kind, presence, answers(**values), AT, WHO)


def others(circular: Circular, *kinds: str) -> Confirmation:
    """All other kinds declared absent."""
    return Confirmation(WHO, AT, tuple(kind for kind in circular.kinds if kind not in kinds))


def practice(circular: Circular) -> Practice:
    """One tool to stop, one with an agreement that falls short, one in order, one open, one empty."""
    ground = answers(ground="organisational", judges_individual="no", uses_ai="no", decided_by_machine="no")
    watched = answers(
        traceable="direct",
        customer_line="yes",
        seen_by_others="live",
        kept="per_operator",
        computed="yes",
        coverage="all",
    )
    watched["coverage"] = said("all", "nota riservata del consulente")
    watched["computed"] = replace(watched["computed"], declared_on="2026-11-12")
    crm = Tool(
        id="t1",
        name="CRM “Contatto 360”",
        vendor="Esempio Software S.r.l.",
        version="7.2",
        sites=("s1", "s2"),
        provider="vendor_cloud",
        state="in_use",
        since="2024-03-01",
        facts={**ground, "judges_individual": said("yes")},
        functions=(
            function("f1", "call_record_match", row_kept="yes"),
            ToolFunction("f2", "operator_states", "in_use", watched, AT, WHO),
            function("f3", "call_recording", "absent"),
        ),
        confirmed=others(circular, "call_record_match", "operator_states", "call_recording"),
        note="il fornitore è stato sentito al telefono",
    )
    switchboard = Tool(
        id="t2",
        name="Centralino “Linea Sud”",
        vendor="Telefonia Esempio",
        sites=("s1",),
        state="in_use",
        since="2025-05-10",
        facts=ground,
        functions=(
            function(
                "g1",
                "call_log",
                traceable="direct",
                kept="per_operator",
                computed="no",
                retention_days=180,
                viewers=("direct_manager", "management"),
                uses=("service", "training"),
            ),
        ),
        confirmed=others(circular, "call_log"),
        guarantees=(
            Guarantee(
                "p1",
                "agreement",
                "2025-04-02",
                ("s1",),
                "rsu",
                ("call_log",),
                ("service",),
                90,
                title="Accordo aprile 2025",
            ),
            Guarantee("p2", "notice", "2025-04-20", ("s1",), "none", ("call_log",)),
        ),
    )
    card = Tool(
        id="t3",
        name="Scheda cliente",
        vendor="Esempio Software S.r.l.",
        state="in_use",
        since="2023-01-09",
        facts=ground,
        functions=(function("h1", "call_record_match", row_kept="no"),),
        confirmed=others(circular, "call_record_match"),
        guarantees=(Guarantee("p3", "notice", "2023-01-02", ("s1", "s2"), "none", ("call_record_match",)),),
    )
    softphone = Tool(
        id="t4",
        name="Softphone",
        provider="client",
        facts=answers(ground="organisational"),
        functions=(
            ToolFunction(
                "i1",
                "operator_states",
                UNKNOWN,
                {**watched, "traceable": said(UNKNOWN), "coverage": said(UNKNOWN)},
                AT,
                WHO,
            ),
            ToolFunction("i2", "call_log"),
        ),
    )
    empty = Tool(id="t5", name="", state="planned")
    return Practice(
        id="0b7a52c8",
        circular=circular.id,
        version=circular.version,
        company=Company(
            name="Voce Amica S.r.l.",
            vat="00000000000",
            sites=(
                Site("s1", "Lecce", "Lecce", "LE", 38, "rsu"),
                Site("s2", "", "Brindisi", "BR", None, "none"),
            ),
            facts=answers(workforce="mixed"),
            address="via delle Prove 1, Lecce",
            ateco="82.20.00",
            ccnl="Telecomunicazioni",
        ),
        tools=(crm, switchboard, card, softphone, empty),
        created="2026-11-18T08:00:00+01:00",
        number="2026-0042",
        prepared_by="Studio di prova",
        note="pratica aperta su richiesta del cliente",
        checked_by="Luca Neri",
        approved_by="Anna Verdi",
        points=(
            Point("o1", "Cuffie nuove", "da rivedere a gennaio", "t1", AT, WHO),
            Point("o2", "Cartello in sala", "va aggiornato", "", AT, WHO),
        ),
        opinions=(
            Opinion("t1", "needs_agreement_or_authorisation", "parere: basta togliere la vista in diretta", AT, WHO),
            Opinion("t4", "", "parere: il committente non ha ancora risposto", AT, WHO),
        ),
        consultations=(
            Consultation("k1", "unions", "2026-10-08", "Piero Gialli (RSU)", "chiedono meno dati", ("t1", "t2")),
            Consultation("k2", "workers"),
        ),
        deliveries=(
            Delivery("d1", "notice", "2026-11-02", "a mano", ("Rosa Bruni", "Turno B"), ("t2",)),
            Delivery("d2", "lettera al committente", tools=("t4",)),
        ),
    )


ACTIONS = (
    Action("a1", AT, WHO, "t1", "switch_off", ("f2",), "work_tool", owner="Luca Neri", due="2026-12-15"),
    Action("a2", AT, WHO, "t2", "duty", (), "", "started", duty="O1", owner="Anna Verdi"),
    Action("a3", AT, WHO, "", "review", (), "", due="2027-11-20", every=12),
    Action("a4", AT, WHO, "", "own", (), "", "done", title="Chiamare il committente", note="riservato: ha fretta"),
)


def with_text(base: Practice, text: str) -> Practice:
    """``base`` with ``text`` as company name, notes and names of the tools."""
    first = base.tools[0]
    noted = {fact: replace(answer, note=text) for fact, answer in first.functions[1].answers.items()}
    functions = (first.functions[0], replace(first.functions[1], answers=noted), *first.functions[2:])
    tools = (replace(first, name=text, note=text, vendor=text, functions=functions), *base.tools[1:])
    return replace(base, company=replace(base.company, name=text), note=text, prepared_by=text, tools=tools)


LAW = ROOT / "resources" / "circulars" / "inl-2017-04" / "2026.11"


@cache
def law(lang: str) -> Circular:
    return load_circular(LAW, lang)


def report(lang: str = "it", base: Practice | None = None, **changes: Any) -> Report:
    """The composed document of the sample practice, or of ``base``."""
    circular = law(lang)
    base = practice(circular) if base is None else base
    settings: dict[str, Any] = {
        "revision": 1,
        "on": ON,
        "made_at": MADE_AT,
        "draft": False,
        "edition": "internal",
        "words": words(TEXTS, lang),
        "studio": Studio("Studio di prova · consulenza del lavoro"),
        "evidence": EVIDENCE,
        "actions": ACTIONS,
        "program": "9.9",
        "rules_sha256": "d" * 64,
        "journal_head": "c" * 64,
    }
    return compose(circular, base, determine(circular, base, ON), **{**settings, **changes})


def strings(value: Any) -> Iterator[str]:
    """Every string of a nested value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def parts(value: Any, kind: type) -> Iterator[Any]:
    """Every part of a nested value that is a ``kind``."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from parts(part, kind)
    elif is_dataclass(value):
        for field in fields(value):
            yield from parts(getattr(value, field.name), kind)
