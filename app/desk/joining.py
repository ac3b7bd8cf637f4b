"""Two ledgers of one practice that parted: all that both hold in one, since nothing in a ledger is ever undone. Pure.

The journal that a signed paper names must stay as it was: the other side's entries are written after it. Where both
sides hold what cannot stand beside one another it refuses, and both practices are to be kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from app.domain.errors import UserError
from app.domain.evidence import Evidence
from app.domain.ledger import Action, Ledger

P = TypeVar("P", Action, Evidence)
T = TypeVar("T")


def joined(theirs: Ledger, ours: Ledger) -> Ledger:
    """Theirs, then what ours has beyond where they parted; the other way round if only ours was sealed since.

    UserError ``ledgers_parted``: both were sealed, or both tell of another piece under one id.
    """
    base, other = theirs, ours
    if _beyond(ours.revisions, theirs.revisions):
        if _beyond(theirs.revisions, ours.revisions):
            raise UserError("ledgers_parted")
        base, other = ours, theirs
    found = base
    for entry in _beyond(other.journal, base.journal):
        found = found.noted(entry)
    return replace(found, actions=_all(base.actions, other.actions), evidence=_all(base.evidence, other.evidence))


def _all(base: tuple[P, ...], other: tuple[P, ...]) -> tuple[P, ...]:
    """What parted, one after the other. UserError ``ledgers_parted`` if both tell something new under one id."""
    here, more = _beyond(base, other), _beyond(other, base)
    if {one.id for one in here} & {one.id for one in more}:
        raise UserError("ledgers_parted")
    return base + more


def _beyond(one: Sequence[T], other: Sequence[T]) -> tuple[T, ...]:
    """What ``one`` has from where it no longer is as the other."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return tuple(one[same:])
