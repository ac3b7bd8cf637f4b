"""The law worked out the slow way, straight from its TOML: every completion tried, nothing shared with the engine.

Only for tests. Small tools only: it goes through all combinations of everything that is open.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from typing import Any

from app.domain.practice import Practice, Tool
from tests.law import FOLDER

SEVERITY = (
    "no_remote_control",
    "work_tool",
    "attendance_tool",
    "needs_agreement_or_authorisation",
    "not_admissible",
    "prohibited",
)
TIER = dict(zip(SEVERITY, (0, 0, 0, 1, 2, 3), strict=True))
THERE = ("in_use", "available", "off_reversible", "unknown")


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


@cache
def order() -> tuple[str, ...]:
    """Each kind before those it implies."""
    names = sorted(path.stem for path in (FOLDER / "kinds").glob("*.toml"))
    implied = {name: {i["kind"] for i in table(f"kinds/{name}.toml").get("implications", ())} for name in names}
    placed: list[str] = []
    while len(placed) < len(names):
        left = [name for name in names if name not in placed]
        placed += [name for name in left if not any(name in implied[other] for other in left)]
    return tuple(placed)


@cache
def facts_of(kind: str) -> dict[str, tuple[tuple[str, ...], bool]]:
    """Deciding fact → (values, ordered)."""
    raw = table(f"kinds/{kind}.toml")
    known = {fact["id"]: fact for fact in (*table("circular.toml")["facts"], *raw.get("own_facts", ()))}
    text = str([part["when"] for part in (*raw["rules"], *raw.get("implications", ()))])
    return {
        name: (tuple(choice["id"] for choice in known[name]["choices"]), known[name]["ordered"])
        for name in raw["facts"]
        if f"'{name}'" in text
    }


def true(when: dict[str, Any], facts: dict[str, str], scales: dict[str, tuple[tuple[str, ...], bool]]) -> bool:
    for key, wanted in when.items():
        if key == "all":
            good = all(true(part, facts, scales) for part in wanted)
        elif key == "any":
            good = any(true(part, facts, scales) for part in wanted)
        elif key == "not":
            good = not true(wanted, facts, scales)
        elif isinstance(wanted, dict):
            scale = scales[key][0]
            good = scale.index(facts[key]) >= scale.index(wanted["at_least"])
        else:
            good = facts[key] in wanted
        if not good:
            return False
    return True


@cache
def decided(kind: str, values: tuple[str, ...]) -> tuple[str, str, tuple[int, ...]]:
    """Of one combination: the rule, its outcome, the implications by place."""
    raw, scales = table(f"kinds/{kind}.toml"), facts_of(kind)
    facts = dict(zip(scales, values, strict=True))
    rule = next(rule for rule in raw["rules"] if true(rule["when"], facts, scales))
    implied = tuple(n for n, i in enumerate(raw.get("implications", ())) if true(i["when"], facts, scales))
    return rule["id"], rule["outcome"], implied


@dataclass(frozen=True)
class One:
    """A function in one world. ``least``, ``fixed``: what choices elsewhere ask of it; ``line``: its line of work."""

    id: str
    kind: str
    presence: str
    answers: tuple[tuple[str, str], ...] = ()
    least: frozenset[tuple[str, str]] = frozenset()
    fixed: frozenset[tuple[str, str]] = frozenset()
    line: tuple[tuple[str, str], ...] = ()
    sources: frozenset[str] = frozenset()

    @property
    def stands(self) -> bool:
        """There of itself; what hangs on the wall is there even locked."""
        mounted = table(f"kinds/{self.kind}.toml").get("device", False)
        return self.presence in THERE or (mounted and self.presence == "off_locked")

    @property
    def there(self) -> bool:
        return self.stands or bool(self.sources)

    def open_values(self) -> Iterator[tuple[str, ...]]:
        """Every combination of its deciding facts."""
        answers = dict(self.answers)
        domains = []
        for name, (values, ordered) in facts_of(self.kind).items():
            given = answers.get(name)
            fixed = [value for fact, value in self.fixed if fact == name]
            if not ordered:
                domains.append(tuple(fixed) or ((given,) if given else values))
                continue
            bounds = [values.index(v) for fact, v in (*self.least, *self.fixed) if fact == name]
            floor = max(bounds, default=0)
            if given is not None:
                domains.append((values[max(floor, values.index(given))],))
            else:
                domains.append((values[floor],) if fixed else values[floor:])
        yield from product(*domains)


World = frozenset[tuple[str, str, str, frozenset[str]]]
"""(function id, rule id, outcome, who implies it) of each function that is there."""


Crossed = frozenset[tuple[str, str]]
"""(fact, value it has at least in every function)."""


def crossings(tool: Tool) -> set[Crossed]:
    """What the tool's facts on crossing ask, in every completion of them."""
    main = table("circular.toml")
    text = str([crossing["when"] for crossing in main["crossings"]])
    domains = {}
    for fact in main["facts"]:
        if f"'{fact['id']}'" in text:
            given = tool.facts.get(fact["id"])
            known = given is not None and given.value != "unknown"
            domains[fact["id"]] = [str(given.value)] if given and known else [c["id"] for c in fact["choices"]]
    found = set()
    for values in product(*domains.values()):
        facts = dict(zip(domains, values, strict=True))
        acting = [crossing for crossing in main["crossings"] if true(crossing["when"], facts, {})]
        found.add(frozenset(step for crossing in acting for step in crossing["at_least"].items()))
    return found


def worlds(tool: Tool) -> set[World]:
    return {world for crossed in crossings(tool) for world in _worlds(tool, crossed)}


def _worlds(tool: Tool, crossed: Crossed) -> set[World]:
    listed = []
    for function in tool.functions:
        known = facts_of(function.kind)
        given = {n: str(a.value) for n, a in function.answers.items() if n in known and a.value != "unknown"}
        bare = One(function.id, function.kind, function.presence, least=_asked_of(function.kind, crossed))
        lines = [n for n, (_, ordered) in known.items() if not ordered and n not in given]
        lines = lines if bare.stands else []
        fills = [dict(zip(lines, fill, strict=True)) for fill in product(*(known[n][0] for n in lines))]
        listed.append([replace(bare, answers=tuple({**given, **fill}.items())) for fill in fills])
    found: set[World] = set()
    for start in product(*listed):
        found |= _settled(start, 0, frozenset(), crossed)
    return found


def _asked_of(kind: str, crossed: Crossed) -> frozenset[tuple[str, str]]:
    return frozenset((fact, value) for fact, value in crossed if fact in facts_of(kind))


@cache
def _settled(functions: tuple[One, ...], turn: int, done: World, crossed: Crossed) -> frozenset[World]:
    settled = {name for name, *_ in done}
    while turn < len(order()):
        one = next((f for f in functions if f.kind == order()[turn] and f.there and f.id not in settled), None)
        if one is not None:
            break
        turn += 1
    else:
        return frozenset({done})
    found: set[World] = set()
    for rule, outcome, implied in {decided(one.kind, values) for values in one.open_values()}:
        after = functions
        for place in implied:
            after = _implied(after, one, table(f"kinds/{one.kind}.toml")["implications"][place], crossed)
        found |= _settled(after, turn, done | {(one.id, rule, outcome, one.sources)}, crossed)
    return frozenset(found)


def _implied(functions: tuple[One, ...], source: One, raw: dict[str, Any], crossed: Crossed) -> tuple[One, ...]:
    kind, known = raw["kind"], facts_of(raw["kind"])
    own_id = f"{kind}@{source.id}"
    line = {fact: value for fact, value in raw["sets"].items() if fact in known and not known[fact][1]}
    steps = {fact: value for fact, value in raw["sets"].items() if fact in known and known[fact][1]}
    least = {fact: value for fact, value in raw["at_least"].items() if fact in known}

    def laid(one: One) -> One:
        sources = one.sources | {source.id}
        if one.stands:
            return replace(one, least=one.least | {*steps.items(), *least.items()}, sources=sources)
        fixed = one.fixed | {*steps.items(), *line.items()}
        return replace(one, least=one.least | {*least.items()}, fixed=fixed, line=tuple(line.items()), sources=sources)

    def asked(one: One) -> bool:
        answers = dict(one.answers)
        return one.stands and all(answers[fact] == value for fact, value in line.items())

    def silent(one: One) -> bool:
        if one.presence in ("absent", "off_locked") and not one.stands:
            return not one.sources or one.line == tuple(line.items())
        return one.presence == "unasked" and not line and "@" not in one.id

    for fits in (asked, silent):
        chosen = [f for f in functions if f.kind == kind and (fits(f) or (f.id == own_id and fits is silent))]
        if chosen:
            return tuple(laid(f) if f in chosen else f for f in functions)
    new_id = own_id if line or any(f.id == kind for f in functions) else kind
    return (*functions, laid(One(new_id, kind, "unasked", least=_asked_of(kind, crossed))))


# ---- modifiers and what is possible ------------------------------------------------------------------------------


def settings(practice: Practice, tool: Tool) -> list[dict[str, str]]:
    """Every completion of the facts that modifiers name."""
    main = table("circular.toml")
    text = str([modifier["when"] for modifier in main["modifiers"]])
    answers = {**tool.facts, **practice.company.facts}
    domains = {}
    for fact in main["facts"]:
        if fact.get("scope") and f"'{fact['id']}'" in text:
            given = answers.get(fact["id"])
            known = given is not None and given.value != "unknown"
            domains[fact["id"]] = [str(given.value)] if given and known else [c["id"] for c in fact["choices"]]
    return [dict(zip(domains, values, strict=True)) for values in product(*domains.values())]


def raised(outcome: str, setting: dict[str, str]) -> str:
    reached = [outcome]
    for modifier in table("circular.toml")["modifiers"]:
        if "outcome" in modifier and TIER[outcome] >= modifier["when_tier"] and true(modifier["when"], setting, {}):
            reached.append(modifier["outcome"])
    return max(reached, key=SEVERITY.index)


@dataclass
class Expected:
    """``tool``: its possible outcomes; ``functions``: those of each function that is there in every world."""

    tool: set[str]
    functions: dict[str, set[str]] = field(default_factory=dict)


def expected(practice: Practice, tool: Tool) -> Expected:
    every, cases = worlds(tool), settings(practice, tool)
    possible = {max((raised(o, s) for _, _, o, _ in w), key=SEVERITY.index) for w in every if w for s in cases}
    names = [{name for name, *_ in world} for world in every]
    certain = set.intersection(*names)
    found: dict[str, set[str]] = {name: set() for name in certain}
    brought: dict[str, set[str]] = {}
    for world in every:
        for name, _, _, sources in world:
            brought.setdefault(name, set()).update(sources)
    lent: dict[str, set[str]] = {name: set() for name in certain}
    for world in every:
        for name, _, outcome, _ in world:
            for owner in _owners(name, certain, brought):
                into = found if owner == name else lent
                into[owner] |= {raised(outcome, setting) for setting in cases}
    for name, own in found.items():
        # Its own row is there in any case: what its choice may bring counts where it is stricter.
        mildest = min(SEVERITY.index(outcome) for outcome in own)
        own |= {outcome for outcome in lent[name] if SEVERITY.index(outcome) > mildest}
    return Expected(possible, found)


def _owners(name: str, certain: set[str], brought: dict[str, set[str]]) -> set[str]:
    """A function that is not sure to be there counts for those whose choice would bring it."""
    if name in certain:
        return {name}
    return set().union(*(_owners(source, certain, brought) for source in brought[name]))
