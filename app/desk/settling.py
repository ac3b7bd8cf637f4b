"""Versions that a synchronising program left beside a practice: told, compared, kept as a practice of their own.

It must never delete one, nor choose between two: that is the person's to do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.desk.differing import Difference, differences
from app.desk.drafting import Drafting
from app.domain.compare import compare
from app.domain.errors import UserError
from app.domain.ledger import Dossier, JournalEntry
from app.records import SCHEMA
from app.records.dossier import from_dict, to_dict
from app.store.conflicts import Conflict


@dataclass(frozen=True)
class Other:
    """Another version of a practice: ``name`` of the company, ``number``, who prepared it, when it was saved.

    ``same``: it says what the practice itself says. ``readable``: whether it can be compared and kept.
    """

    id: str
    practice_id: str
    name: str = ""
    number: str = ""
    by: str = ""
    saved_at: datetime | None = None
    same: bool = False
    readable: bool = True


class Settling(Drafting):
    """The acts upon other versions. Slow disk work is done on the store's worker, and waited for."""

    def conflicts(self) -> list[Other]:
        """Every other version beside a practice. ``read_failed`` (UserError)."""
        return self._shelves.call(lambda: [self._other(one) for one in self._shelves.conflicts.all()])

    def find_conflicts(self) -> None:
        """The same without waiting: listeners hear ``conflicts`` and find them in :attr:`known_conflicts`."""

        def job() -> list[Other]:
            return [self._other(one) for one in self._shelves.conflicts.all()]

        self._shelves.later(job, lambda found: self._post(lambda: self._conflicts_found(found)), lambda _problem: None)

    known_conflicts: tuple[Other, ...] = ()

    def _conflicts_found(self, found: list[Other]) -> None:
        if tuple(found) != self.known_conflicts:
            self.known_conflicts = tuple(found)
            self._tell("conflicts")

    def _other(self, conflict: Conflict) -> Other:
        try:
            loaded = self._shelves.conflicts.version(conflict.practice_id, conflict.name)
            practice = from_dict(loaded.dossier, loaded.schema).practice
        except UserError:
            return Other(conflict.id, conflict.practice_id, saved_at=conflict.modified, readable=False)
        try:
            same = self._shelves.conflicts.version(conflict.practice_id).sha256 == loaded.sha256
        except UserError:
            same = False
        company = practice.company.name
        return Other(
            conflict.id, conflict.practice_id, company, practice.number, practice.prepared_by, loaded.saved_at, same
        )

    def compare(self, conflict_id: str) -> list[Difference]:
        """The differing answers, the practice's own first. ``conflict_gone``, and those of reading."""

        def job() -> tuple[Dossier, Dossier]:
            conflict = self._shelves.conflicts.find(conflict_id)
            mine = self._shelves.conflicts.version(conflict.practice_id)
            theirs = self._shelves.conflicts.version(conflict.practice_id, conflict.name)
            return from_dict(mine.dossier, mine.schema), from_dict(theirs.dossier, theirs.schema)

        mine, theirs = self._shelves.call(job)
        law = self._laws.of(mine.practice, self.lang)
        return differences(law, self.words, compare(mine.practice, theirs.practice))

    def keep_conflict(self, conflict_id: str) -> str:
        """Both are kept: the other version becomes a practice of its own, with its papers; its id.

        ``conflict_gone``, ``practice_newer`` and those of reading and writing (UserError): both are as they were.
        """
        self._need_writing()
        new_id, at = self._new_id(), self._clock()

        def job() -> None:
            conflict = self._shelves.conflicts.find(conflict_id)
            loaded = self._shelves.conflicts.version(conflict.practice_id, conflict.name)
            theirs = from_dict(loaded.dossier, loaded.schema)
            entry = JournalEntry(at.isoformat(timespec="seconds"), self.author, "conflict_kept", conflict.name)
            kept = Dossier(replace(theirs.practice, id=new_id), theirs.ledger.noted(entry))
            self._shelves.conflicts.copy_papers(conflict.practice_id, new_id)
            self._shelves.save_new(new_id, to_dict(kept), SCHEMA)
            self._shelves.conflicts.settle(conflict, at.strftime("%Y%m%d-%H%M%S"))

        self._shelves.call(job)
        self._forget(conflict_id)
        return new_id

    def settle_conflict(self, conflict_id: str) -> None:
        """Only the practice's own version is wanted: the other is no longer offered, its file stays beside it."""
        self._need_writing()
        date = self._clock().strftime("%Y%m%d-%H%M%S")

        def job() -> None:
            conflicts = self._shelves.conflicts
            conflicts.settle(conflicts.find(conflict_id), date)

        self._shelves.call(job)
        self._forget(conflict_id)

    def _forget(self, conflict_id: str) -> None:
        self.known_conflicts = tuple(one for one in self.known_conflicts if one.id != conflict_id)
        self._tell("list")
        self._tell("conflicts")
