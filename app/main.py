"""The window's first lines: another process of ours if that is asked for, else the program itself.

It must import nothing heavier than it needs to tell: a card's process never waits for a window.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from reports.signing import card_door


def main(argv: Sequence[str] | None = None) -> int:
    """Opens the window and returns the exit code: 0 done, 2 if it could not be opened."""
    if card_door.asked_for(argv):
        from reports.signing import card_worker

        return card_worker.main()
    gc.disable()  # nothing of what a start makes is rubbish; later ``rubbish`` looks for it
    from app.ui.imports import plain_imports

    plain_imports()
    from app.program import run

    return run(argv)


if __name__ == "__main__":
    sys.exit(main())
