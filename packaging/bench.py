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
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bench_archive
import environment

if TYPE_CHECKING:
    from app.domain.circular import Circular
    from app.domain.practice import Practice

Work = Callable[[], object]
ROUNDS = 50
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)  # fixed: a bench must not change with the calendar


def main(argv: list[str]) -> int:
    """Print one line, or with ``--json`` one object, per bench."""
    if Path(sys.prefix).resolve() != environment.VENV.resolve():
        python = environment.prepare(environment.RUNTIME)
        return environment.hand_over([str(python), __file__, *argv], PYTHONSAFEPATH="")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=(*BENCHES, "archive"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    results = {}
    for name in BENCHES if options.only is None else [options.only] if options.only in BENCHES else []:
        with tempfile.TemporaryDirectory() as scratch:
            results[name] = _measure(*BENCHES[name](Path(scratch)))
    archive = None
    if options.only in (None, "archive"):
        with tempfile.TemporaryDirectory() as scratch:
            sizes = bench_archive.SIZES if options.only else bench_archive.SHORT
            archive = bench_archive.measure(Path(scratch), sizes)
    if options.json:
        print(json.dumps({**results, "archive": archive} if archive else results))
    else:
        for name, found in results.items():
            print(f"{name:12} {found['ratio']:8.2f} × plain work  ({found['ms']:.3f} ms)")
        if archive:
            print(bench_archive.told(archive))
    return 0


def _measure(work: Work, plain: Work) -> dict[str, float]:
    """Medians of alternating rounds, so that a busy moment falls on both."""
    ours, theirs = [], []
    work(), plain()  # caches and first imports are not what is measured
    for _ in range(ROUNDS):
        ours.append(_seconds(work))
        theirs.append(_seconds(plain))
    middle = statistics.median(ours)
    return {"ms": middle * 1000, "ratio": middle / statistics.median(theirs)}


def _seconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _determine(scratch: Path) -> tuple[Work, Work]:
    """A tool with every kind of function and not one answer, against ten thousand look-ups."""
    from app.domain.engine import determine

    circular, practice = _everything_open()
    table = {n: str(n) for n in range(10_000)}
    return lambda: determine(circular, practice, NOW.date()), lambda: [table[n] for n in range(10_000)]


def _save(scratch: Path) -> tuple[Work, Work]:
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

    return ours, plain


def _sealed(scratch: Path) -> tuple[Work, Work]:
    """The same save in an archive with a password, against one without."""
    from app.store import atomic
    from app.store.vault import ON, Vault

    folder = scratch / "sealed"
    vault = Vault(folder)
    vault.create("a password of the bench")
    vault.settle(ON)
    atomic.keep(folder, vault)
    return _saving(folder)[0], _saving(scratch / "plain")[0]


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


BENCHES: dict[str, Callable[[Path], tuple[Work, Work]]] = {"determine": _determine, "save": _save, "sealed": _sealed}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
