"""Spoil the law in one place at a time and see that something notices.

  python3 packaging/mutate_law.py [--every N]     exit code 1 if a mutant survives unargued, or one argued is caught

Every class rule, modifier, implication and crossing is dropped, made milder and stricter by one step, freed of each
flag, of each value and of each part of its condition; what an implication or a crossing asks is dropped or lowered. A
mutant is caught by the lint, by a decided case, or by the tables of ``tests/golden/rows``. With ``--every N`` only each
N-th is tried. Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import rows  # noqa: E402

from app.domain.cases import run_case  # noqa: E402
from app.domain.circular import Circular  # noqa: E402
from app.domain.table import UncoveredError  # noqa: E402
from app.library.check_cites import check_cites  # noqa: E402
from app.library.check_tables import check_tables  # noqa: E402
from app.library.load import build  # noqa: E402
from app.library.prove import prove_kind  # noqa: E402
from app.library.raw import LawError, Table, read_version  # noqa: E402

ARGUED = {
    "queue_statistics.someone_shown: without when.traceable": "the last rule: what it leaves out is decided before it",
    "shift_planning.plan_beside_deviation: without when.deviation": "the same",
}
"""Mutants that may survive, each with the reason why it changes nothing one could notice."""

MAIN = "circular.toml"
SECTIONS = ("rules", "implications", "modifiers", "crossings")


@dataclass(frozen=True)
class Mutant:
    """``name``: what was done, where; ``tables``: the spoilt version; ``file``: the one that differs."""

    name: str
    file: str
    tables: dict[str, Table]


def mutants(tables: dict[str, Table]) -> Iterator[Mutant]:
    """Every mutant, always in the same order."""
    severity = [outcome["id"] for outcome in sorted(tables[MAIN]["outcomes"], key=_rank)]
    for file, table in tables.items():
        if file != MAIN and not file.startswith("kinds/"):
            continue
        for section in SECTIONS:
            for place, part in enumerate(table.get(section, ())):
                known = {**_scales(tables, file), **_scales(tables, f"kinds/{part.get('kind')}.toml")}
                yield _mutant(tables, file, section, place, None, f"{part['id']}: dropped")
                for what, changed in _changed(part, severity, known):
                    yield _mutant(tables, file, section, place, changed, f"{part['id']}: {what}")


def _rank(outcome: Table) -> tuple[int, int]:
    return outcome["tier"], outcome.get("precedence", 0)


def _mutant(tables: dict[str, Table], file: str, section: str, place: int, changed: Table | None, name: str) -> Mutant:
    parts = list(tables[file][section])
    parts[place : place + 1] = [] if changed is None else [changed]
    return Mutant(name, file, {**tables, file: {**tables[file], section: parts}})


def _scales(tables: dict[str, Table], file: str) -> dict[str, list[str]]:
    """The values of the facts that a file may speak of, in their order."""
    facts = [*tables[MAIN]["facts"], *tables.get(file, {}).get("own_facts", ())]
    return {fact["id"]: [choice["id"] for choice in fact.get("choices", ())] for fact in facts}


def _changed(part: Table, severity: list[str], scales: dict[str, list[str]]) -> Iterator[tuple[str, Table]]:
    if "outcome" in part:
        place = severity.index(part["outcome"])
        if place > 0:
            yield f"milder, {severity[place - 1]}", {**part, "outcome": severity[place - 1]}
        if place + 1 < len(severity):
            yield f"stricter, {severity[place + 1]}", {**part, "outcome": severity[place + 1]}
    for flag in part.get("flags", ()):
        yield f"without {flag}", {**part, "flags": [other for other in part["flags"] if other != flag]}
    if not part.get("workers_data", True):
        yield "with workers' data", {**part, "workers_data": True}
    if part.get("when_tier", 0) > 0:
        yield "at every tier", {**part, "when_tier": 0}
    if "when_tier" in part:
        yield "a tier later", {**part, "when_tier": part["when_tier"] + 1}
    for what, when in _conditions(part["when"], scales):
        yield what, {**part, "when": when}
    for asked in ("sets", "at_least"):
        for fact, value in part.get(asked, {}).items():
            others = {name: kept for name, kept in part[asked].items() if name != fact}
            yield f"{asked} no {fact}", {**part, asked: others}
            step = scales[fact].index(value)
            if asked == "at_least" and step > 0:
                yield f"{asked} less {fact}", {**part, asked: {**others, fact: scales[fact][step - 1]}}


def _conditions(when: Any, scales: dict[str, list[str]], path: str = "when") -> Iterator[tuple[str, Any]]:
    """The condition short of one value, or of one part, wherever it stands."""
    for key, wanted in when.items():
        here = f"{path}.{key}"
        rest = {name: value for name, value in when.items() if name != key}
        yield f"without {here}", rest
        if key in ("all", "any"):
            for place, part in enumerate(wanted):
                yield f"without {here}.{place}", {**when, key: [*wanted[:place], *wanted[place + 1 :]]}
                for what, changed in _conditions(part, scales, f"{here}.{place}"):
                    yield what, {**when, key: [*wanted[:place], changed, *wanted[place + 1 :]]}
        elif key == "not":
            for what, changed in _conditions(wanted, scales, here):
                yield what, {**when, key: changed}
        else:
            values = wanted if isinstance(wanted, list) else scales[key][scales[key].index(wanted["at_least"]) :]
            for value in values:
                yield f"{here} without {value}", {**when, key: [other for other in values if other != value]}


class Judge:
    """What catches a mutant: made once for the law as it stands."""

    def __init__(self, tables: dict[str, Table]) -> None:
        self._circular = build(tables, "it")
        self._rows = {path.name: path.read_text("utf-8") for path in rows.GOLDEN.glob("*.tsv")}

    def caught_by(self, mutant: Mutant) -> str:
        """``lint``, ``case`` or ``golden``; empty if nothing notices."""
        try:
            whole = build(mutant.tables, "it")
        except LawError:
            return "lint"
        circular, kinds = self._spliced(whole, mutant.file)
        if any(True for check in (check_cites, check_tables) for _ in check(circular)):
            return "lint"
        if any(prove_kind(circular, circular.kinds[kind])[1] for kind in kinds):
            return "lint"
        try:
            if not all(run_case(circular, case).agrees for case in circular.cases if self._touches(case, kinds)):
                return "case"
        except UncoveredError:
            return "lint"
        return "golden" if self._differs(circular, kinds) else ""

    def _spliced(self, whole: Circular, file: str) -> tuple[Circular, list[str]]:
        """The law with only what the mutant touched made anew, so that all other rows stay worked out."""
        if file == MAIN:
            return replace(self._circular, modifiers=whole.modifiers, crossings=whole.crossings), []
        kind = file.removeprefix("kinds/").removesuffix(".toml")
        return replace(self._circular, kinds={**self._circular.kinds, kind: whole.kinds[kind]}), [kind]

    def _touches(self, case: Any, kinds: list[str]) -> bool:
        reached, grown = set[str](), {function.kind for function in case.functions}
        while reached != grown:
            reached = grown
            grown = reached | {i.kind for kind in reached for i in self._circular.kinds[kind].implications}
        return not kinds or bool(reached & set(kinds))

    def _differs(self, circular: Circular, kinds: list[str]) -> bool:
        if kinds:
            return any(rows.kind_table(circular, circular.kinds[k]) != self._rows.get(f"{k}.tsv") for k in kinds)
        made = {"modifiers.tsv": rows.modifiers_table(circular), "crossings.tsv": rows.crossings_table(circular)}
        return any(self._rows.get(name) != text for name, text in made.items())


def survivors(every: int = 1, first: int = 0) -> tuple[Counter[str], list[str], int]:
    """How many were caught by what, the names of those that nothing noticed, and how many were tried."""
    tables = read_version(rows.newest_folder(), "it")
    before, judge = deepcopy(tables), Judge(tables)
    caught: Counter[str] = Counter()
    left, tried = [], 0
    for number, mutant in enumerate(mutants(tables)):
        if number % every != first % every:
            continue
        tried += 1
        by = judge.caught_by(mutant)
        caught[by or "nothing"] += 1
        if not by:
            left.append(mutant.name)
    assert tables == before, "a mutant spoilt the law itself"
    return caught, left, tried


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try only each N-th mutant")
    options = parser.parse_args(argv)
    start = time.monotonic()
    caught, left, tried = survivors(options.every)
    print(
        f"{tried} mutants in {time.monotonic() - start:.0f} s: " + ", ".join(f"{n} by {by}" for by, n in caught.items())
    )
    for name in left:
        print(f"survived: {name}: {ARGUED.get(name, 'NOT ARGUED')}")
    dead = [] if options.every > 1 else sorted(ARGUED.keys() - set(left))
    for name in dead:
        print(f"argued, but caught: {name}")
    return 1 if dead or set(left) - ARGUED.keys() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
