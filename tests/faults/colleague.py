"""A process of its own that works in one folder with others and says each change only when it is saved.

    python colleague.py FOLDER WHO COUNT

Each operation reads a practice, adds a line of its own, and saves; whoever is told ``changed_outside`` reads again.
Each acknowledged change is a line: practice and what was added.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from saving import archive

from app.domain.errors import UserError

PRACTICES = ("one", "two", "three")


def main(folder: Path, who: str, operations: int) -> None:
    it, chance = archive(folder), random.Random(who)
    refused = 0
    for number in range(operations):
        practice, line = chance.choice(PRACTICES), f"{who}-{number}"
        while True:
            found = it.load(practice)
            lines = [*found.dossier["lines"], line]
            try:
                it.save(practice, {"lines": lines}, 1, found.save_count, found.sha256)
            except UserError as problem:
                if problem.key != "changed_outside":
                    raise
                refused += 1
                continue
            print(practice, line, flush=True)
            break
    print("refused", refused, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
