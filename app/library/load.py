"""From the law's tables to a :class:`Circular`.

Ids are taken as they stand and resolved here; what is missing or unknown raises :class:`LawError` with file and key.
Never decides anything: the meaning of the tables is ``domain``'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from app.domain.circular import (
    Act,
    Case,
    CaseFunction,
    Choice,
    Circular,
    Fact,
    Flag,
    FunctionKind,
    Implication,
    Item,
    Outcome,
    Position,
    Rule,
    Template,
)
from app.domain.conditions import All, AnyOf, Condition, Is, Not
from app.domain.consequences import Duty, Standing, StandingRule
from app.library.raw import LawError, Table, read_version


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T")
N = TypeVar("N", bound=_Named)

Scales = dict[str, tuple[str, ...]]
"""Ordered fact → its values, least intrusive first."""


def load_circular(folder: Path, lang: str) -> Circular:
    """The version of the law that lies in ``folder``, in ``lang``."""
    return build(read_version(folder, lang), lang)


def build(tables: dict[str, Table], lang: str) -> Circular:
    """The tables of one version as values."""
    main, sources = tables["circular.toml"], tables["sources.toml"]
    shared = _each("circular.toml", main, "facts", _fact)
    scope = {raw["id"]: raw.get("scope", "function") for raw in main.get("facts", [])}
    scales = _scales(shared)
    standing = tables["standing.toml"]
    return _guard(
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
            outcomes=_by_id(_each("circular.toml", main, "outcomes", _outcome)),
            flags=_by_id(_each("circular.toml", main, "flags", _flag)),
            statuses=main["statuses"],
            company_facts=tuple(fact for fact in shared if scope[fact.id] == "company"),
            tool_facts=tuple(fact for fact in shared if scope[fact.id] == "tool"),
            kinds=_by_id(
                _guard(name, partial(_kind, name, table, shared))
                for name, table in tables.items()
                if name.startswith("kinds/")
            ),
            modifiers=_each("circular.toml", main, "modifiers", partial(_rule, scales=scales)),
            acts=_by_id(_each("sources.toml", sources, "acts", _act)),
            items=_by_id(_each("sources.toml", sources, "items", _item)),
            duties=_each("duties.toml", tables["duties.toml"], "duties", partial(_duty, scales=scales)),
            standings=_by_id(_each("standing.toml", standing, "standings", _standing)),
            standing_axes=_lists("standing.toml", standing, "axes"),
            standing_rules=_each("standing.toml", standing, "rules", _standing_rule),
            signatories=_lists("standing.toml", standing, "signatories"),
            templates=_each("templates.toml", tables["templates.toml"], "templates", _template),
            cases=_each("cases.toml", tables["cases.toml"], "cases", _case),
        ),
    )


def _guard(file: str, make: Callable[[], T], where: str = "") -> T:
    try:
        return make()
    except KeyError as missing:
        raise LawError(file, f"{where}{'.' if where else ''}{missing.args[0]}", "is missing") from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise LawError(file, where, f"has another shape than it should: {wrong}") from wrong


def _lists(file: str, table: Table, name: str) -> dict[str, tuple[str, ...]]:
    return _guard(file, lambda: {key: tuple(values) for key, values in table[name].items()})


def _each(file: str, table: Table, name: str, make: Callable[[Table, str, str], T]) -> tuple[T, ...]:
    made, seen = [], set()
    for place, raw in enumerate(table.get(name, [])):
        where = f"{name}.{raw.get('id', place)}"
        part = _guard(file, partial(make, raw, file, where), where)
        if raw["id"] in seen:
            raise LawError(file, where, "the id is used twice")
        seen.add(raw["id"])
        made.append(part)
    return tuple(made)


def _by_id(parts: Iterable[N]) -> dict[str, N]:
    return {part.id: part for part in parts}


def _scales(facts: Iterable[Fact]) -> Scales:
    return {fact.id: fact.values for fact in facts if fact.ordered}


def condition(raw: Any, scales: Scales, file: str, where: str) -> Condition:
    """A ``when`` table as a condition; ``at_least`` is spelled out along the fact's order."""
    if not isinstance(raw, dict):
        raise LawError(file, where, "a condition is a table")
    parts: list[Condition] = []
    for key, value in raw.items():
        here = f"{where}.{key}"
        if key in ("all", "any"):
            inner = tuple(condition(part, scales, file, here) for part in value)
            parts.append(All(inner) if key == "all" else AnyOf(inner))
        elif key == "not":
            parts.append(Not(condition(value, scales, file, here)))
        elif isinstance(value, dict) and set(value) == {"at_least"}:
            scale = scales.get(key)
            if scale is None or value["at_least"] not in scale:
                raise LawError(file, here, f"at_least {value['at_least']!r}: no such step in an order of {key!r}")
            parts.append(Is(key, frozenset(scale[scale.index(value["at_least"]) :])))
        elif isinstance(value, list):
            parts.append(Is(key, frozenset(value)))
        else:
            raise LawError(file, here, "expected a list of values or at_least")
    return parts[0] if len(parts) == 1 else All(tuple(parts))


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
    own = _each(file, raw, "own_facts", _fact)
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
    scales = _scales(facts)
    return FunctionKind(
        id=raw["id"],
        group=raw["group"],
        label=raw["label"],
        description=raw["description"],
        facts=tuple(facts),
        rules=_each(file, raw, "rules", partial(_rule, scales=scales)),
        implications=_each(file, raw, "implications", partial(_implication, scales=scales)),
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


def _act(raw: Table, file: str, where: str) -> Act:
    return Act(
        raw["id"], raw["title"], raw["issuer"], raw["number"], str(raw["date"]), raw["place"], raw.get("doc_web", "")
    )


def _item(raw: Table, file: str, where: str) -> Item:
    return Item(
        id=raw["id"],
        act=raw["act"],
        statement=raw["statement"],
        status=raw["status"],
        read_on=str(raw["read_on"]),
        read_where=tuple(raw.get("read_where", ())),
        point=raw.get("point", ""),
    )


def _duty(raw: Table, file: str, where: str, *, scales: Scales) -> Duty:
    return Duty(
        id=raw["id"],
        label=raw["label"],
        text=raw["text"],
        who=raw["who"],
        by_when=raw["by_when"],
        urgent=raw.get("urgent", False),
        when=condition(raw["when"], scales, file, f"{where}.when"),
        cites=tuple(raw.get("cites", ())),
    )


def _standing(raw: Table, file: str, where: str) -> Standing:
    return Standing(raw["id"], raw["rank"], raw["label"], raw["look"])


def _standing_rule(raw: Table, file: str, where: str) -> StandingRule:
    return StandingRule(
        id=raw["id"],
        when=condition(raw["when"], {}, file, f"{where}.when"),
        standing=raw["standing"],
        cites=tuple(raw.get("cites", ())),
        reason=raw["reason"],
        flags=tuple(raw.get("flags", ())),
    )


def _template(raw: Table, file: str, where: str) -> Template:
    return Template(raw["id"], raw["label"], tuple(raw["kinds"]))


def _case(raw: Table, file: str, where: str) -> Case:
    return Case(
        id=raw["id"],
        title=raw["title"],
        act=raw["act"],
        summary=raw["summary"],
        tool_facts=raw.get("tool_facts", {}),
        functions=tuple(CaseFunction(f["kind"], f["facts"]) for f in raw["functions"]),
        expected=raw["expected"],
        expected_flags=tuple(raw.get("expected_flags", ())),
        stricter=raw.get("stricter", ""),
        cites=tuple(raw.get("cites", ())),
    )
