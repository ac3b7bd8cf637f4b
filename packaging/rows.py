"""Every row of the law as a table one can read: each combination of answers, and what follows.

  python3 packaging/rows.py           compare with tests/golden/rows; exit code 1 if they differ
  python3 packaging/rows.py --write   write them anew, after each changed line was checked against the sources

Cells that end alike stand on one line: ``*`` any answer, ``a|b`` one of these. Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.domain.circular import Circular, FunctionKind, Rule  # noqa: E402
from app.domain.conditions import holds, named_facts  # noqa: E402
from app.domain.modifiers import modified  # noqa: E402
from app.domain.table import deciding_facts, row  # noqa: E402
from app.library.load import load_circular  # noqa: E402

GOLDEN = ROOT / "tests" / "golden" / "rows"
CIRCULARS = ROOT / "resources" / "circulars"

Ends = Mapping[tuple[str, ...], tuple[str, ...]]
"""Every combination of values → the cells that follow from it."""

Scale = tuple[tuple[str, ...], ...]


def tables(circular: Circular) -> dict[str, str]:
    """File name → table, for all kinds and for what modifiers and crossings do."""
    found = {f"{kind.id}.tsv": kind_table(circular, kind) for kind in circular.kinds.values()}
    return {**found, "modifiers.tsv": modifiers_table(circular), "crossings.tsv": crossings_table(circular)}


def kind_table(circular: Circular, kind: FunctionKind) -> str:
    facts = deciding_facts(kind)
    ends = {
        values: (*_ended(circular, kind.rules[cell.rule]), _names(kind.implications[n].id for n in cell.implications))
        for values, cell in row(kind).items()
    }
    heads = (*(fact.id for fact in facts), "outcome", "flags", "workers_data", "rule", "implies")
    lines = [heads, *_lines(tuple(fact.values for fact in facts), ends)]
    for implication in kind.implications:
        sets, at_least = (_pairs(part) for part in (implication.sets, implication.at_least))
        lines.append((f"{implication.id}:", implication.kind, f"set {sets}", f"at least {at_least}"))
    return _text(lines)


def _ended(circular: Circular, rule: Rule) -> tuple[str, ...]:
    flags = [*rule.flags, *(["unverified"] if circular.is_soft(rule.cites) else [])]
    return (rule.outcome or "", _names(flags), "yes" if rule.workers_data else "no", rule.id)


def modifiers_table(circular: Circular) -> str:
    """A row's outcome and the facts that modifiers name → the outcome and flags after them."""
    named = frozenset[str]().union(*(named_facts(modifier.when) for modifier in circular.modifiers))
    facts = [fact for fact in (*circular.tool_facts, *circular.company_facts) if fact.id in named]
    scale = (tuple(circular.outcomes), *(fact.values for fact in facts))
    ends = {}
    for outcome, *values in product(*scale):
        view = dict(zip((fact.id for fact in facts), values, strict=True))
        reached, acting = modified(circular, outcome, view)
        flags = _names(flag for modifier in acting for flag in modifier.flags)
        ends[outcome, *values] = (reached, flags, _names(modifier.id for modifier in acting))
    heads = ("row", *(fact.id for fact in facts), "outcome", "flags", "modifiers")
    return _text([heads, *_lines(scale, ends)])


def crossings_table(circular: Circular) -> str:
    """The tool's facts that crossings name → what every function has at least."""
    named = frozenset[str]().union(*(named_facts(crossing.when) for crossing in circular.crossings))
    facts = [fact for fact in circular.tool_facts if fact.id in named]
    scale = tuple(fact.values for fact in facts)
    ends = {}
    for values in product(*scale):
        view = dict(zip((fact.id for fact in facts), values, strict=True))
        acting = [crossing for crossing in circular.crossings if holds(crossing.when, view)]
        ends[values] = (_names(f"{crossing.id}: {_pairs(crossing.at_least)}" for crossing in acting),)
    return _text([(*(fact.id for fact in facts), "at_least"), *_lines(scale, ends)])


def _lines(scale: Scale, ends: Ends) -> Iterator[tuple[str, ...]]:
    """The combinations with what follows, answer by answer; answers that make no difference from there on together."""

    def below(chosen: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
        place = len(chosen)
        cells = {ends[values] for values in product(*chosen, *scale[place:])}
        if len(cells) == 1:
            given = [("*" if c == s else "|".join(c)) for c, s in zip(chosen, scale, strict=False)]
            yield (*given, *("*" for _ in scale[place:]), *cells.pop())
            return
        groups: dict[tuple[tuple[str, ...], ...], list[str]] = {}
        for value in scale[place]:
            alike = tuple(ends[values] for values in product(*chosen, (value,), *scale[place + 1 :]))
            groups.setdefault(alike, []).append(value)
        for values in groups.values():
            yield from below((*chosen, tuple(values)))

    return below(())


def _names(ids: Iterable[str]) -> str:
    return " ".join(sorted(set(ids))) or "-"


def _pairs(part: Mapping[str, str]) -> str:
    return " ".join(f"{fact}={value}" for fact, value in sorted(part.items())) or "-"


def _text(lines: list[tuple[str, ...]]) -> str:
    return "".join("\t".join(line) + "\n" for line in lines)


def newest_folder() -> Path:
    found = CIRCULARS.glob("*/*/circular.toml")
    return max((path.parent for path in found), key=lambda folder: [int(n) for n in folder.name.split(".")])


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the tables anew")
    options = parser.parse_args(argv)
    made = tables(load_circular(newest_folder(), "it"))
    kept = {path.name: path.read_text("utf-8") for path in GOLDEN.glob("*.tsv")}
    differing = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    for name in differing:
        print(f"{name}: {'written' if options.write else 'not as in tests/golden/rows'}")
        if options.write:
            GOLDEN.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).unlink(missing_ok=True)
            if name in made:
                (GOLDEN / name).write_text(made[name], "utf-8", newline="\n")
    return 0 if options.write or not differing else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
