"""How the program is told to be the card's process and nothing else. Both mains ask this first, so it loads nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence

ARGUMENT = "--card-worker"
"""The first argument that says so."""


def asked_for(argv: Sequence[str] | None) -> bool:
    """Whether ``argv`` (None: this process's own arguments) asks for it."""
    return list(sys.argv[1:] if argv is None else argv)[:1] == [ARGUMENT]
