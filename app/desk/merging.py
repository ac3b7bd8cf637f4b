"""A practice here and the same practice in a bundle: which is the later one, if either is. Pure.

It must be sure before it says «newer»: one follows from the other only if its save_count is higher, it was not
saved earlier, and its journal and its sealed revisions begin with all of the other's. Else they differ, and
neither may take the other's place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.ledger import Dossier

NEW, SAME, NEWER_HERE, NEWER_THERE, DIFFERS = "new", "same", "newer_here", "newer_there", "differs"
NEWER, BOTH, SKIP = "newer", "both", "skip"


@dataclass(frozen=True)
class Side:
    """A practice as it was saved; ``dossier`` is None where it cannot be read."""

    save_count: int
    saved_at: datetime
    dossier: Dossier | None


def relation(here: Side | None, there: Side) -> str:
    """One of the five, seen from here."""
    if here is None:
        return NEW
    if here.dossier is None:
        return DIFFERS
    if here.dossier == there.dossier:
        return SAME
    if _follows(there, here):
        return NEWER_THERE
    return NEWER_HERE if _follows(here, there) else DIFFERS


def choices(found: str, files_missing: bool) -> tuple[str, ...]:
    """What may be chosen. ``newer``: the later of the two stays here, and files that are missing are added."""
    if found == NEW:
        return (NEWER, SKIP)
    if found == SAME:
        return (NEWER, SKIP) if files_missing else (SKIP,)
    return (BOTH, SKIP) if found == DIFFERS else (NEWER, BOTH, SKIP)


def _follows(later: Side, earlier: Side) -> bool:
    if later.dossier is None or earlier.dossier is None:
        return False
    ledger, before = later.dossier.ledger, earlier.dossier.ledger
    return (
        later.save_count > earlier.save_count
        and later.saved_at >= earlier.saved_at
        and ledger.journal[: len(before.journal)] == before.journal
        and ledger.revisions[: len(before.revisions)] == before.revisions
    )
