"""From the law's tables to a :class:`Circular`.

Ids are taken as they stand and resolved here; what is missing or unknown raises :class:`LawError` with file and key.
Never decides anything: the meaning of the tables is ``domain``'s.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from app.domain.circular import (
    Choice,
    Circular,
    Crossing,
    Fact,
    Flag,
    FunctionKind,
    Implication,
    Outcome,
    Position,
    Rule,
)
from app.library import load_consequences, load_sources
from app.library.parts import Scales, by_id, condition, each, guard, lists, scales_of
from app.library.raw import LawError, Table, read_version


def load_circular(folder: Path, lang: str) -> Circular:
    """The version of the law that lies in ``folder``, in ``lang``."""
    return build(read_version(folder, lang), lang)


def build(tables: dict[str, Table], lang: str) -> Circular:
    """The tables of one version as values."""
    main = tables["circular.toml"]
    shared = each("circular.toml", main, "facts", _fact)
    scope = {raw["id"]: raw.get("scope", "function") for raw in main.get("facts", [])}
    scales = scales_of(shared)
    return guard(
        "circular.toml",
        lambda: Circular(
            id=main["id"],
            version=main["version"],
            lang=lang,
            title=main["title"],
            short=main["short"],
            as_of=main["as_of"],
            caveat=main["caveat"],
            groups=main["groups"],
            presences=_fact({**main["presence"], "id": "presence"}, "circular.toml", "presence"),
            outcomes=by_id(each("circular.toml", main, "outcomes", _outcome)),
            flags=by_id(each("circular.toml", main, "flags", _flag)),
            statuses=main["statuses"],
            company_facts=tuple(fact for fact in shared if scope[fact.id] == "company"),
            tool_facts=tuple(fact for fact in shared if scope[fact.id] == "tool"),
            kinds=by_id(
                guard(name, partial(_kind, name, table, shared))
                for name, table in tables.items()
                if name.startswith("kinds/")
            ),
            modifiers=each("circular.toml", main, "modifiers", partial(_rule, scales=scales)),
            crossings=each("circular.toml", main, "crossings", partial(_crossing, scales=scales)),
            acts=by_id(load_sources.acts(tables)),
            items=by_id(load_sources.items(tables)),
            templates=load_sources.templates(tables),
            cases=load_sources.cases(tables),
            precedents=load_sources.precedents(tables),
            duties=load_consequences.duties(tables, scales),
            standings=by_id(load_consequences.standings(tables)),
            standing_axes=lists("standing.toml", tables["standing.toml"], "axes"),
            standing_rules=load_consequences.standing_rules(tables),
            signatories=lists("standing.toml", tables["standing.toml"], "signatories"),
            routes=load_consequences.routes(tables),
            stakes=load_consequences.stakes(tables, scales),
            dates=by_id(load_consequences.dates(tables)),
        ),
    )


def _fact(raw: Table, file: str, where: str) -> Fact:
    return Fact(
        id=raw["id"],
        type=raw.get("type", "choice"),
        ordered=raw.get("ordered", False),
        choices=tuple(Choice(c["id"], c["label"], c.get("help", "")) for c in raw.get("choices", [])),
        question=raw["question"],
        hint=raw.get("hint", ""),
        meaning=raw.get("meaning", ""),
        where=raw.get("where", ""),
        ask_vendor=raw.get("ask_vendor", False),
        cites=tuple(raw.get("cites", ())),
    )


def _reworded(fact: Fact, words: Table, file: str) -> Fact:
    """A shared fact in the words of one kind."""
    choices = words.get("choices", {})
    unknown = set(choices) - set(fact.values)
    if unknown:
        raise LawError(file, f"questions.{fact.id}.choices", f"no such value: {sorted(unknown)}")
    return Fact(
        id=fact.id,
        type=fact.type,
        ordered=fact.ordered,
        choices=tuple(
            Choice(c.id, choices.get(c.id, {}).get("label", c.label), choices.get(c.id, {}).get("help", c.help))
            for c in fact.choices
        ),
        question=words.get("question", fact.question),
        hint=words.get("hint", fact.hint),
        meaning=words.get("meaning", fact.meaning),
        where=words.get("where", fact.where),
        ask_vendor=fact.ask_vendor,
        cites=tuple(words.get("cites", fact.cites)),
    )


def _kind(file: str, raw: Table, shared: tuple[Fact, ...]) -> FunctionKind:
    if raw.get("id") != file.removeprefix("kinds/").removesuffix(".toml"):
        raise LawError(file, "id", "a kind has the name of its file")
    own = each(file, raw, "own_facts", _fact)
    known = {fact.id: fact for fact in (*shared, *own)}
    names = [*(fact.id for fact in shared), *(fact.id for fact in own)]
    for key, ids in (("own_facts", names), ("facts", raw.get("facts", []))):
        if twice := sorted({name for name in ids if ids.count(name) > 1}):
            raise LawError(file, f"{key}.{twice[0]}", "the id is used twice")
    questions = raw.get("questions", {})
    facts = []
    for name in raw["facts"]:
        if name not in known:
            raise LawError(file, "facts", f"no such fact: {name}")
        facts.append(_reworded(known[name], questions.get(name, {}), file))
    strangers = set(questions) - {fact.id for fact in facts}
    if strangers:
        raise LawError(file, "questions", f"not among the kind's facts: {sorted(strangers)}")
    scales = scales_of(facts)
    return FunctionKind(
        id=raw["id"],
        group=raw["group"],
        label=raw["label"],
        description=raw["description"],
        facts=tuple(facts),
        rules=each(file, raw, "rules", partial(_rule, scales=scales)),
        implications=each(file, raw, "implications", partial(_implication, scales=scales)),
        device=raw.get("device", False),
    )


def _rule(raw: Table, file: str, where: str, *, scales: Scales) -> Rule:
    return Rule(
        id=raw["id"],
        origin=raw.get("from", ""),
        when=condition(raw["when"], scales, file, f"{where}.when"),
        outcome=raw.get("outcome"),
        flags=tuple(raw.get("flags", ())),
        cites=tuple(raw.get("cites", ())),
        reason=raw["reason"],
        workers_data=raw.get("workers_data", True),
        when_tier=raw.get("when_tier", 0),
    )


def _implication(raw: Table, file: str, where: str, *, scales: Scales) -> Implication:
    return Implication(
        id=raw["id"],
        when=condition(raw["when"], scales, file, f"{where}.when"),
        kind=raw["kind"],
        sets=raw.get("sets", {}),
        at_least=raw.get("at_least", {}),
        cites=tuple(raw.get("cites", ())),
        reason=raw["reason"],
    )


def _outcome(raw: Table, file: str, where: str) -> Outcome:
    return Outcome(
        raw["id"], raw["tier"], raw.get("precedence", 0), raw["chip"], raw["label"], raw["summary"], raw["look"]
    )


def _flag(raw: Table, file: str, where: str) -> Flag:
    positions = tuple(Position(p["who"], p["says"], tuple(p.get("cites", ()))) for p in raw.get("positions", []))
    return Flag(raw["id"], raw["label"], raw["text"], positions)


def _crossing(raw: Table, file: str, where: str, *, scales: Scales) -> Crossing:
    return Crossing(
        id=raw["id"],
        when=condition(raw["when"], scales, file, f"{where}.when"),
        at_least=raw["at_least"],
        cites=tuple(raw.get("cites", ())),
        reason=raw["reason"],
    )
