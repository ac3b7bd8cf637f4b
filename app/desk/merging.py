"""A practice here and the same practice in a bundle: which is the later one, if either is. Pure.

It must be sure before it says «newer»: one follows from the other only if its save_count is higher, it was not
saved earlier, its journal and its sealed revisions begin with all of the other's, and whatever is answered or
written there is answered or written here too, no earlier. Else they differ, and neither may take the other's place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any

from app.domain.circular import UNKNOWN
from app.domain.ledger import Dossier
from app.domain.practice import UNASKED, Answer

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
        and _says(
            later.dossier.practice,
            earlier.dossier.practice,
            any(entry.act.endswith("_removed") for entry in ledger.journal[len(before.journal) :]),
        )
    )


def _says(later: Any, earlier: Any, removed: bool) -> bool:
    """Whether ``later`` says something wherever ``earlier`` does: ordinary answers leave no line in the journal, and
    what was answered on one side only is missing on the other. ``removed``: what has an id may have been taken away.
    """
    if later == earlier:
        return True
    if type(later) is not type(earlier):
        return earlier in _NOTHING
    if isinstance(earlier, Answer):
        return _moment(later.at) >= _moment(earlier.at)
    if is_dataclass(earlier):
        return all(_says(getattr(later, f.name), getattr(earlier, f.name), removed) for f in fields(earlier))
    if isinstance(earlier, Mapping):
        answers = {key: value for key, value in earlier.items() if isinstance(value, Answer)}
        return all(_says(later.get(key), value, removed) for key, value in answers.items())
    if isinstance(earlier, tuple) and all(hasattr(one, "id") for one in earlier):
        there = {one.id: one for one in later}
        return all(_says(there[one.id], one, removed) if one.id in there else removed for one in earlier)
    return earlier in _NOTHING or later not in _NOTHING


_NOTHING = ("", None, (), UNKNOWN, UNASKED)


def _moment(at: str) -> float:
    """Seconds; the beginning of time where it is not known."""
    try:
        return datetime.fromisoformat(at).timestamp()
    except ValueError:
        return 0.0
