"""Measure what a person would feel, each as a ratio to plain work done beside it in the same run.

  python3 packaging/bench.py [--only NAME] [--json]

Ratios travel between machines, milliseconds do not. It judges nothing: no limit is set here. ``--only archive``
measures the archive at all its sizes, which takes minutes; without it only at the smaller ones.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import bench_archive
import bench_window
import environment

if TYPE_CHECKING:
    from app.domain.circular import Circular, FunctionKind
    from app.domain.practice import Practice
    from app.domain.table import Cell, Domains

Work = Callable[[], object]
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)  # fixed: a bench must not change with the calendar


LOOK_UPS = {n: str(n) for n in range(10_000)}
TWELVE = (
    *("call_record_match", "customer_file", "ticketing", "call_distribution", "queue_statistics", "call_log"),
    *("access_audit_log", "mailbox", "quality_scores", "call_recording", "agent_assist", "handling_times"),
)
"""A suite as a small centre has it."""


@dataclass(frozen=True)
class Bench:
    """``visited``: combinations of answers gone through, where that is what time goes into."""

    work: Work
    plain: Work
    rounds: int = 50
    visited: int | None = None


def main(argv: list[str]) -> int:
    """Print one line, or with ``--json`` one object, per bench."""
    if Path(sys.prefix).resolve() != environment.VENV.resolve():
        python = environment.prepare(environment.RUNTIME)
        return environment.hand_over([str(python), __file__, *argv], PYTHONSAFEPATH="")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=(*BENCHES, "archive", "first_paint"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    results = {}
    for name in BENCHES if options.only is None else [options.only] if options.only in BENCHES else []:
        with tempfile.TemporaryDirectory() as scratch:
            results[name] = _measure(BENCHES[name](Path(scratch)))
    archive = None
    if options.only in (None, "archive"):
        with tempfile.TemporaryDirectory() as scratch:
            sizes = bench_archive.SIZES if options.only else bench_archive.SHORT
            archive = bench_archive.measure(Path(scratch), sizes)
    painted = None
    if options.only in (None, "first_paint"):
        with tempfile.TemporaryDirectory() as scratch:
            painted = bench_window.measure(Path(scratch))
    if options.json:
        slow = {"archive": archive, "first_paint": painted}
        print(json.dumps({**results, **{name: found for name, found in slow.items() if found}}))
    else:
        for name, found in results.items():
            visited = f", {found['visited']:.0f} combinations visited" if "visited" in found else ""
            print(f"{name:12} {found['ratio']:8.2f} × plain work  ({found['ms']:.3f} ms{visited})")
        if archive:
            print(bench_archive.told(archive))
        if painted:
            print(bench_window.told(painted))
    return 0


def _measure(bench: Bench) -> dict[str, float]:
    """Medians of alternating rounds, so that a busy moment falls on both."""
    ours, theirs = [], []
    bench.work(), bench.plain()  # caches and first imports are not what is measured
    for _ in range(bench.rounds):
        ours.append(_seconds(bench.work))
        theirs.append(_seconds(bench.plain))
    middle = statistics.median(ours)
    found = {"ms": middle * 1000, "ratio": middle / statistics.median(theirs)}
    return found if bench.visited is None else {**found, "visited": bench.visited}


def _seconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _look_up() -> object:
    return [LOOK_UPS[n] for n in range(10_000)]


def _open(scratch: Path) -> Bench:
    """Judging a tool with every kind of function and not one answer, against ten thousand look-ups."""
    from app.domain.engine import determine

    circular, practice = _everything_open()
    return Bench(lambda: determine(circular, _anew(practice), NOW.date()), _look_up, rounds=5)


def _determine(scratch: Path) -> Bench:
    """Judging a tool with twelve functions, all answered, against ten thousand look-ups."""
    from app.domain.engine import determine

    circular, practice = _twelve(still_open=0)
    return Bench(lambda: determine(circular, _anew(practice), NOW.date()), _look_up)


def _reach(scratch: Path) -> Bench:
    """Which single answers would change that tool, three of its questions open, against ten thousand look-ups."""
    from app.domain.reach import missing

    circular, practice = _twelve(still_open=3)

    def work() -> object:
        anew = _anew(practice)
        return missing(circular, anew, anew.tools[0])

    return Bench(work, _look_up, visited=_visited(work))


def _enumeration(scratch: Path) -> Bench:
    """The whole proof, every combination of every kind and table, against as many look-ups."""
    from app.library.load import load_circular
    from app.library.prove import prove_kind, prove_routes, prove_standing
    from app.library.shelf import Shelf
    from app.paths import resources

    folder = resources() / "circulars"
    newest = Shelf(folder).newest()
    circular = load_circular(folder / newest.circular / newest.version, "it")

    def work() -> int:
        proofs = [prove_kind(circular, kind) for kind in circular.kinds.values()]
        proofs += [prove_standing(circular), prove_routes(circular)]
        return sum(count for count, _ in proofs)

    count = work()
    return Bench(work, lambda: [LOOK_UPS[n % 10_000] for n in range(count)], rounds=3, visited=count)


def _visited(work: Work) -> int:
    """The combinations that a piece of work goes through, those worked out before counted as well."""
    from app.domain import scenarios
    from app.domain.table import cells_within

    count = 0

    def counting(kind: FunctionKind, domains: Domains) -> frozenset[Cell]:
        nonlocal count
        count += prod(len(values) for values in domains)
        return cells_within(kind, domains)

    with patch.object(scenarios, "cells_within", counting):
        work()
    return count


def _save(scratch: Path) -> Bench:
    """One save of that practice, against writing, syncing and renaming as many bytes."""
    from app.store.archive import canonical

    ours, dossier = _saving(scratch / "data")
    content = canonical(dossier)

    def plain() -> None:
        with (scratch / "new").open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        (scratch / "new").replace(scratch / "plain")

    return Bench(ours, plain)


def _sealed(scratch: Path) -> Bench:
    """The same save in an archive with a password, against one without."""
    from app.store import keepers
    from app.store.vault import ON, Vault

    folder = scratch / "sealed"
    vault = Vault(folder)
    vault.create("a password of the bench")
    vault.settle(ON)
    keepers.keep(folder, vault)
    return Bench(_saving(folder)[0], _saving(scratch / "plain")[0])


def _saving(folder: Path) -> tuple[Work, dict[str, Any]]:
    """A save of a practice with everything open, again and again; and what is saved."""
    from app.domain.ledger import Dossier
    from app.records import SCHEMA
    from app.records.dossier import to_dict
    from app.store.archive import Archive

    _, practice = _everything_open()
    dossier = to_dict(Dossier(practice))
    archive = Archive(folder, lambda: NOW, SCHEMA)
    last = archive.save(practice.id, dossier, SCHEMA, None)

    def save() -> None:
        nonlocal last
        last = archive.save(practice.id, dossier, SCHEMA, last.save_count)

    return save, dossier


def _everything_open() -> tuple[Circular, Practice]:
    from app.domain.practice import Practice, Tool, ToolFunction
    from app.library.shelf import Shelf
    from app.paths import resources

    shelf = Shelf(resources() / "circulars")
    newest = shelf.newest()
    circular = shelf.load(newest.circular, newest.version, "it")
    functions = tuple(ToolFunction(f"f-{id}", id, "in_use") for id in circular.kinds)
    tool = Tool("tool", "Everything", functions=functions)
    return circular, Practice("bench", circular.id, circular.version, tools=(tool,))


def _twelve(still_open: int) -> tuple[Circular, Practice]:
    """A tool with twelve functions and none implied: the times watched, the rest as mild as can be.

    ``still_open``: how many of the last questions about the times have no answer yet.
    """
    from app.domain.practice import Answer, Confirmation, Practice, Tool, ToolFunction

    circular, _ = _everything_open()
    functions = []
    for name in TWELVE:
        facts = [fact for fact in circular.kinds[name].facts if fact.type == "choice"]
        answers = {fact.id: Answer(fact.values[0]) for fact in facts}
        if name == "handling_times":
            answers |= {fact.id: Answer(fact.values[-1]) for fact in facts if fact.ordered}
            answers = dict(list(answers.items())[: len(facts) - still_open])
        functions.append(ToolFunction(name, name, "in_use", answers))
    tool = Tool(
        "tool",
        "Twelve",
        functions=tuple(functions),
        facts={fact.id: Answer(fact.values[0]) for fact in circular.tool_facts},
        confirmed=Confirmation("", "", tuple(circular.kinds)),
    )
    return circular, Practice("bench", circular.id, circular.version, tools=(tool,))


def _anew(practice: Practice) -> Practice:
    """The same practice as a new value, so that nothing worked out for the last one helps."""
    return replace(practice, tools=tuple(replace(tool) for tool in practice.tools))


BENCHES: dict[str, Callable[[Path], Bench]] = {
    "determine": _determine,
    "open": _open,
    "reach": _reach,
    "enumeration": _enumeration,
    "save": _save,
    "sealed": _sealed,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
