"""The archive at several sizes: what a person waits for, and what it costs in memory. Called by ``bench.py``.

Each size is measured in a process of its own, so that the memory told is its own.

  python3 packaging/bench_archive.py SIZE FOLDER [--stock]     one size, as JSON
"""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

if TYPE_CHECKING:
    from app.desk.front_shelf import FrontShelf
    from app.desk.shelves import Shelves

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
SIZES = (10, 1_000, 10_000)
SHORT = (10, 1_000)
SAVES, OPENINGS, SEARCHES, STOCK_UPDATES = 300, 60, 15, 3
MS = {
    "autosave": "autosave, median",
    "autosave_p99": "autosave, p99",
    "open": "open a practice",
    "search_one": "search, one found",
    "search_all": "search, all found",
    "search_none": "search, none found",
    "start": "list at the start, index kept",
    "rebuild": "index rebuilt from the files",
}


def measure(scratch: Path, sizes: tuple[int, ...]) -> dict[str, Any]:
    """Figures by size, and the two ratios; the stock storage is measured at the largest of all sizes only."""
    found: dict[str, Any] = {}
    for size in sizes:
        stock = ["--stock"] if size == max(SIZES) else []
        command = [sys.executable, __file__, str(size), str(scratch / str(size)), *stock]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        found[str(size)] = json.loads(done.stdout)
    least, most = str(min(sizes)), str(max(sizes))
    found["autosave_ratio"] = found[most]["autosave"] / found[least]["autosave"]
    if "stock" in found[most]:
        found["stock_ratio"] = found[most]["stock"] / found[most]["autosave"]
    return found


def told(found: dict[str, Any]) -> str:
    """The figures as a table."""
    sizes = [name for name in found if name.isdigit()]
    lines = [f"{'archive':32}" + "".join(f"{int(size):>14,}" for size in sizes)]
    for key, name in MS.items():
        lines.append(f"  {name:30}" + "".join(f"{found[size][key]:>11.2f} ms" for size in sizes))
    lines.append(f"  {'memory of list and index':30}" + "".join(f"{found[size]['memory']:>11.1f} MB" for size in sizes))
    lines.append(f"  autosave, {sizes[-1]} to {sizes[0]} practices: {found['autosave_ratio']:.2f} times")
    if "stock_ratio" in found:
        stock = found[sizes[-1]]["stock"]
        lines.append(f"  TinyDB's stock storage at {sizes[-1]}: {stock:.0f} ms, {found['stock_ratio']:.0f} times ours")
    return "\n".join(lines)


# ---- one size ----------------------------------------------------------------------------------------------------


def main(size: int, folder: Path, stock: bool) -> dict[str, float]:
    from app.desk.laws import Laws
    from app.library.shelf import Shelf
    from app.paths import resources

    laws = Laws(Shelf(resources() / "circulars"))
    dossier = _example(laws)
    _populate(folder, dossier, size)
    before = _memory()
    shelves = _shelves(folder, laws)
    _, rebuild = _timed(shelves.refresh_now)
    found = {"rebuild": rebuild, "memory": _memory() - before}
    shelves.close()
    shelves = _shelves(folder, laws)
    _, found["start"] = _timed(shelves.refresh_now)
    found |= _autosaves(shelves, dossier)
    every = max(1, size // OPENINGS)
    found["open"] = _median(lambda n: shelves.read(_id(n * every % size)), OPENINGS)
    found["search_one"] = _median(lambda n: shelves.summaries(f"azienda{n * every % size}x"), SEARCHES)
    found["search_all"] = _median(lambda n: shelves.summaries("citta cruscotto"), SEARCHES)
    found["search_none"] = _median(lambda n: shelves.summaries("introvabile"), SEARCHES)
    shelves.close()
    if stock:
        found["stock"] = _stock(folder / "stock.json", dossier, size)
    return found


def _example(laws: Any) -> dict[str, Any]:
    from app.desk import example
    from app.domain.ledger import Dossier
    from app.records.dossier import to_dict

    return to_dict(Dossier(example.practice(laws.newest("it"), "b0", NOW.isoformat(), "it")))


def _id(n: int) -> str:
    return f"b{n}"


def _varied(dossier: dict[str, Any], n: int) -> dict[str, Any]:
    practice = dossier["practice"]
    company = {**practice["company"], "name": f"Città azienda{n}x Srl", "vat": f"{n:011d}"}
    return {**dossier, "practice": {**practice, "id": _id(n), "number": f"2026-{n:05d}", "company": company}}


def _populate(folder: Path, dossier: dict[str, Any], size: int) -> None:
    """Not measured, and not for good: without its fsyncs."""
    from app.records import SCHEMA
    from app.store.archive import Archive

    archive = Archive(folder, lambda: NOW, SCHEMA)
    with mock.patch.object(os, "fsync"):
        for n in range(size):
            archive.save(_id(n), _varied(dossier, n), SCHEMA, None)


def _shelves(folder: Path, laws: Any) -> Shelves:
    from app.desk.shelves import Shelves

    return Shelves(FrontShelf(folder, lambda: NOW, "bench"), laws)


def _autosaves(shelves: Shelves, dossier: dict[str, Any]) -> dict[str, float]:
    """From the wish to «saved»: file, folder and index row, on the store's worker, as an answer does."""
    from app.records import SCHEMA

    saver = shelves.saver(_id(0), 1)
    taken = []
    for n in range(SAVES):
        ready, problems = threading.Event(), list[Exception]()
        changed = _varied(dossier, 0)
        changed["practice"]["note"] = f"nota {n}"

        def failed(problem: Exception, problems: list[Exception] = problems, ready: threading.Event = ready) -> None:
            problems.append(problem)
            ready.set()

        start = time.perf_counter()
        saver.save(changed, SCHEMA, lambda _saved, ready=ready: ready.set(), failed)  # type: ignore[misc]
        ready.wait()
        taken.append((time.perf_counter() - start) * 1000)
        if problems:
            raise problems[0]
    taken.sort()
    return {"autosave": statistics.median(taken), "autosave_p99": taken[int(len(taken) * 0.99)]}


def _stock(path: Path, dossier: dict[str, Any], size: int) -> float:
    """One answer in TinyDB as it comes: one file for all, rewritten in place."""
    stock = importlib.import_module("tinydb").TinyDB  # there where the program is
    with stock(path, encoding="utf-8") as db:
        db.insert_multiple(_varied(dossier, n) for n in range(size))
        return _median(lambda n: db.update({"note": str(n)}, doc_ids=[1]), STOCK_UPDATES)


def _median(work: Callable[[int], object], rounds: int) -> float:
    return statistics.median(_timed(lambda n=n: work(n))[1] for n in range(rounds))  # type: ignore[misc]


def _timed(work: Callable[[], object]) -> tuple[object, float]:
    start = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - start) * 1000


def _memory() -> float:
    """Megabytes of this process now; at its most, where the system does not say now."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    print(json.dumps(main(int(sys.argv[1]), Path(sys.argv[2]), "--stock" in sys.argv)))
