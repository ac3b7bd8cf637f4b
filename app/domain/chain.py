"""The chain of the journal: each entry is sealed by a SHA-256 over its content and the entry before it.

A chain shows that something was rewritten, removed or moved; it repairs nothing. Who rewrites the whole of it is found
out only by a head kept elsewhere: in a sealed revision, and printed on the signed paper.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from app.domain.evidence import ADDED, REMOVED, noted

if TYPE_CHECKING:
    from app.domain.ledger import JournalEntry, Ledger

START = "0" * 64
"""The head of a journal without entries."""

OWN = "sha256"
"""The field of an entry that holds its link; every other field is covered by it."""


@dataclass(frozen=True)
class Break:
    """Something that the chain cannot explain. ``number`` counts entries, or is a revision's.

    ``kind``: ``entry`` (it was rewritten, or what stood before it was), ``moved`` (it follows another entry than the
    one it was written after), ``end`` (the last entries are gone), ``sealed`` (the journal that a revision was sealed
    over is not this one), ``evidence`` (the list of evidence is not the one that the journal tells of).
    """

    kind: str
    number: int


def link(previous: str, fields: Mapping[str, Any]) -> str:
    """The link of an entry with these fields, written after the entry whose link is ``previous``."""
    content = {name: value for name, value in fields.items() if name != OWN}
    text = json.dumps({"previous": previous, "entry": content}, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def breaks(ledger: Ledger) -> tuple[Break, ...]:
    """Everything that does not hold, in the order of the journal; empty if all of it does."""
    found: list[Break] = []
    known = {START, *(entry.sha256 for entry in ledger.journal)}
    head = START
    for number, entry in enumerate(ledger.journal, 1):
        if link(head, vars(entry)) != entry.sha256:
            elsewhere = any(link(other, vars(entry)) == entry.sha256 for other in known)
            found.append(Break("moved" if elsewhere else "entry", number))
        head = entry.sha256
    if head != ledger.head:
        found.append(Break("end", len(ledger.journal)))
    heads = heads_proved(ledger.journal)
    found += [Break("sealed", r.number) for r in ledger.revisions if r.journal_head and r.journal_head not in heads]
    if not _evidence_told(ledger):
        found.append(Break("evidence", 0))
    return tuple(found)


def _evidence_told(ledger: Ledger) -> bool:
    """Whether the list of evidence, which no link covers by itself, is the one that the covered entries tell of."""
    added = [noted(piece) for piece in ledger.evidence if piece.state == "kept"]
    removed = [piece for piece in ledger.evidence if piece.state != "kept"]
    acts = [(entry.act, entry.about) for entry in ledger.journal]
    return added == [about for act, about in acts if act == ADDED] and len(removed) == sum(
        a == REMOVED for a, _ in acts
    )


def heads_proved(journal: tuple[JournalEntry, ...]) -> frozenset[str]:
    """Every head that the entries themselves give, from the first on: what a sealed head must be among."""
    heads = [START]
    for entry in journal:
        heads.append(link(heads[-1], vars(entry)))
    return frozenset(heads)
