"""The files that no one here made, and what other readers say of them. Run by itself it prints where we differ:

python tests/foreign.py
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOREIGN = ROOT.parent / "shared" / "foreign"
PYHANKO = "pyHanko per signature (integrity, CMS, coverage, modification)"


def rows() -> list[dict[str, str]]:
    with (FOREIGN / "verdicts.tsv").open(encoding="utf-8") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def proven_broken(row: dict[str, str]) -> bool:
    """Either reader has shown it. An error, and an algorithm that one does not know, show nothing."""
    return "NOT intact" in row[PYHANKO] or "NOT valid" in row[PYHANKO] or "Mismatch" in row["pdfsig validation"]


def unclear(row: dict[str, str]) -> bool:
    """A reader gave up, or did not think all of it covered or permitted."""
    words = ("OTHER", "UNCLEAR", "no signature", "error", "unread")
    return (
        any(word in row[PYHANKO] for word in words)
        or "Unknown Validation Failure" in row["pdfsig validation"]
        or row["pdfsig coverage"].split(";")[-1] != "Total document signed"
    )


def openssl_says(data: bytes, out: Path) -> str:
    """``good``, ``broken`` (openssl has shown it) or ``unread``; without any trust."""
    command = ["openssl", "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-out", str(out)]
    done = subprocess.run(command, input=data, capture_output=True, timeout=60)
    if done.returncode == 0:
        return "good"
    shown = b":verification failure:" in done.stderr or b"digest mismatch" in done.stderr
    return "broken" if shown else "unread"


def main() -> int:
    """A line for each file of which we and another reader do not say the same."""
    import tempfile

    sys.path.insert(0, str(ROOT))
    from app.domain.errors import UserError
    from reports.signing.p7m import check

    differing = 0
    for row in rows():
        found = check((FOREIGN / "pdf" / row["file"]).read_bytes())
        theirs = "no" if proven_broken(row) else "unclear" if unclear(row) else "yes"
        if found.answer != theirs and (found.answer, theirs) != ("not_checked", "unclear"):
            differing += 1
            print(f"{row['file']}\t{found.answer}\t{', '.join(found.problems)}\t{theirs}\t{row[PYHANKO]}")
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted((FOREIGN / "p7m").iterdir()):
            data = file.read_bytes()
            theirs = {"good": "yes", "broken": "no", "unread": "unclear"}[openssl_says(data, Path(folder) / "out")]
            try:
                found = check(data)
                ours, why = found.answer, ", ".join(found.problems)
            except UserError as problem:
                ours, why = "not_checked", problem.key
            if ours != theirs and (ours, theirs) != ("not_checked", "unclear"):
                differing += 1
                print(f"{file.name}\t{ours}\t{why}\t{theirs}\topenssl cms")
    print(f"{differing} differ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
