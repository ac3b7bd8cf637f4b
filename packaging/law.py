"""Check the law's data and refresh the seal of its draft: ``python3 packaging/law.py [--refresh]``.

Prints each defect with file and key path, and how many combinations were gone through. A released version whose files
changed is refused; only a draft is refreshed, and until it is, files other than its seal says, or traceability tables
other than those of its data, are a failure too. Needs nothing but Python: the law is read with the standard library.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.library.check import check_version  # noqa: E402
from app.library.load import load_circular  # noqa: E402
from app.library.seal import RELEASED  # noqa: E402
from app.library.shelf import Release, Shelf, changed_files, hashes_of, released_text  # noqa: E402
from app.library.trace import items_table, parts_table  # noqa: E402

FOLDER = ROOT / "resources" / "circulars"
ITEMS, PARTS = "traceability-items.tsv", "traceability-parts.tsv"
"""What rests on each item, and on which items each part rests."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--refresh", action="store_true", help="write the draft's hashes and its traceability tables")
    args = parser.parse_args()
    listed = {(r.circular, r.version): r for r in Shelf(FOLDER).releases()} if (FOLDER / RELEASED).exists() else {}
    releases = []
    gone = [key for key, release in listed.items() if not release.draft and not (FOLDER / key[0] / key[1]).is_dir()]
    for key in gone:
        print(f"{key[0]} {key[1]} is released and must never vanish")
    good, stale = not gone, False
    for folder in sorted(path.parent for path in FOLDER.glob("*/*/circular.toml")):
        key = (folder.parent.name, folder.name)
        release = listed.get(key, Release(*key, draft=True, hashes={}))
        report = check_version(folder)
        for problem in report.problems:
            print(problem)
        for name, count in report.counts.items():
            print(
                f"{key[0]} {key[1]}: {name}: {count} combinations, complete and monotonic"
                if not report.problems
                else f"{name}: {count} combinations"
            )
        changed = changed_files(folder, release.hashes)
        if changed and not release.draft:
            print(f"{key[0]} {key[1]} is released and must never change: {', '.join(changed)}")
        elif changed and not args.refresh:
            print(f"{key[0]} {key[1]}: the draft's seal is stale, --refresh renews it: {', '.join(changed)}")
            stale = True
        good = good and not report.problems and not (changed and not release.draft)
        if not report.problems:
            good = _traced(folder, write=args.refresh and release.draft) and good
        releases.append(replace(release, hashes=hashes_of(folder)) if release.draft else release)
    if args.refresh and good:
        (FOLDER / RELEASED).write_text(released_text(releases), "utf-8", newline="\n")
        print("released.toml refreshed")
    return 0 if good and not stale else 1


def _traced(folder: Path, write: bool) -> bool:
    """Whether the tables of items and of parts are those of the data, after writing them if ``write``."""
    circular = load_circular(folder, "it")
    good = True
    for name, text in ((ITEMS, items_table(circular)), (PARTS, parts_table(circular))):
        file = folder / name
        if write:
            file.write_text(text, "utf-8", newline="\n")
        elif not file.exists() or file.read_text("utf-8") != text:
            print(f"{folder.parent.name} {folder.name}: {name} is not that of the data: run with --refresh")
            good = False
    return good


if __name__ == "__main__":
    sys.exit(main())
