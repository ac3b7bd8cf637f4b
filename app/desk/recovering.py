"""The acts by which nothing is lost: the bin, restoring a copy, recovering what is damaged, two states that differ.

Every act first keeps what it is about to replace. It must never choose between two states of a practice by itself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from app.desk.joining import joined
from app.desk.open_practice import OpenPractice
from app.desk.safekeeping import Binned, Damaged, Here, Kept
from app.desk.saving import Saving
from app.domain.circular import Circular
from app.domain.compare import Comparison, Contents, compare, contents
from app.domain.errors import UserError
from app.domain.ledger import Dossier, JournalEntry
from app.domain.practice import Practice
from app.store.bin import Deleted

CONFLICTS = ("changed_outside", "practice_unreadable", "practice_newer")
"""Problems of a save that trying again does not solve: another state than ours is on disk."""


@dataclass(frozen=True)
class Preview:
    """A copy beside what is there now. ``comparison`` is None where there is nothing now to compare with."""

    practice_id: str
    kept: Kept
    circular: Circular
    then: Contents
    comparison: Comparison | None


class Recovering(OpenPractice):
    """Upon what is on disk; the open practice is among it."""

    # ---- the bin -------------------------------------------------------------------------------------------------

    def delete(self, practice_id: str) -> Deleted:
        """Into the bin, files and all; what comes back undoes it. ``not_saved`` and why it is not as UserError: the bin
        would not hold what is only here. Of writing: it is still there, and still open if it was."""
        self._need_writing()
        with self._at_paper:  # what is being done about it ends first
            ours = self.is_open(practice_id)
            if ours and not self.drain():
                raise self.save.problem or UserError("not_saved")
            deleted = self._shelves.safe.delete(practice_id)
            if ours:
                self._let_go()
        self._tell("list")
        return deleted

    def binned(self) -> tuple[Binned, ...]:
        """What is in the bin, the last deleted first."""
        return self._shelves.safe.binned()

    def bring_back(self, deleted: Deleted) -> None:
        """Out of the bin. ``practice_exists`` and ``practice_missing`` as UserError."""
        self._need_writing()
        self._shelves.safe.bring_back(deleted)
        self._tell("list")

    def remove_examples(self) -> tuple[Deleted, ...]:
        """Every example practice into the bin, at once; each comes back with :meth:`bring_back`."""
        self._need_writing()
        self.drain()  # one that was only just made is in the list once it is down
        found = [row.id for row in self._shelves.summaries("") if row.sample and row.problem is None]
        return tuple(self.delete(practice_id) for practice_id in found)

    @property
    def has_example(self) -> bool:
        return any(row.sample and row.problem is None for row in self._shelves.summaries(""))

    # ---- copies --------------------------------------------------------------------------------------------------

    def copies(self, practice_id: str) -> tuple[Kept, ...]:
        """The newest first."""
        return self._shelves.safe.copies(practice_id)

    @property
    def copies_problem(self) -> UserError | None:
        """Why the last copy could not be made."""
        return self._shelves.safe.copying.problem

    def copy_now(self, practice_id: str) -> Kept | None:
        """A copy of the practice as it is on disk; None if the newest copy holds the same."""
        self._need_writing()
        return self._shelves.safe.copy_now(practice_id)

    def read_copy(self, practice_id: str, name: str) -> Dossier:
        """What a copy holds. ``copy_unreadable``, ``practice_newer`` and ``read_failed`` as UserError."""
        return self._shelves.safe.copy(practice_id, name)[1]

    def preview(self, practice_id: str, name: str) -> Preview:
        """What would come back with a copy. The law's errors and ``copy_unreadable`` as UserError."""
        kept, dossier = self._shelves.safe.copy(practice_id, name)
        circular = self._laws.of(dossier.practice, self.lang)
        now = self._now_of(practice_id)
        then = contents(dossier.practice)
        return Preview(practice_id, kept, circular, then, compare(now, dossier.practice) if now else None)

    def _now_of(self, practice_id: str) -> Practice | None:
        if self.dossier is not None and self.dossier.practice.id == practice_id:
            return self.dossier.practice
        here = self._shelves.safe.here(practice_id).dossier
        return here.practice if here else None

    def restore(self, practice_id: str, name: str) -> None:
        """The answers as they were in a copy, the present ones copied first; can be undone like any change.

        The journal and the seals stay: they are never taken back. The practice is opened. UserError: nothing
        has changed.
        """
        self._need_writing()
        kept, dossier = self._shelves.safe.copy(practice_id, name)
        self._laws.of(dossier.practice, self.lang)
        if not self.is_open(practice_id):
            self.open(practice_id)
        self._need_change()
        if not self.drain():
            raise self.save.problem or UserError("not_saved")
        self._shelves.safe.copy_now(practice_id)
        self._change(replace(dossier.practice, id=practice_id), "restored", self._day(kept))

    # ---- damage --------------------------------------------------------------------------------------------------

    def damaged(self) -> tuple[Damaged, ...]:
        """What needs to be recovered, as the list was last read."""
        return self._shelves.safe.damaged()

    def recover(self, practice_id: str, name: str) -> None:
        """A good copy in the place of a practice that is damaged or gone; the damaged file is kept beside it.

        ``changed_outside`` as UserError if it can be read after all, and those of copies and of writing.
        """
        self._need_writing()
        if self.is_open(practice_id):
            raise UserError("recover_open")
        kept, dossier = self._shelves.safe.copy(practice_id, name)
        self._laws.of(dossier.practice, self.lang)
        by = self.author if self.dossier is None else ""
        entry = JournalEntry(self._now(), by or dossier.practice.prepared_by, "recovered", self._day(kept))
        self._shelves.safe.put_back(Dossier(dossier.practice, dossier.ledger.noted(entry)), kept.save_count)
        self._tell("list")

    # ---- another state on disk than ours -------------------------------------------------------------------------

    @property
    def conflict(self) -> UserError | None:
        """Why our answers are not saved, if it is because something else is on disk."""
        problem = self.save.problem
        return problem if problem is not None and problem.key in CONFLICTS else None

    def theirs(self) -> Here:
        """What is on disk in the place of the open practice."""
        return self._shelves.safe.here(self.practice.id)

    def keep_mine(self) -> None:
        """Our answers over theirs, which are copied first; their journal and seals stay. Where the practice was deleted
        it comes out of the bin first, with its papers and evidence.

        ``practice_newer`` (what a newer program wrote is never overwritten) and ``ledgers_parted`` as UserError.
        """
        self._need_change()
        with self._at_paper:
            assert self.dossier is not None
            self._out_of_bin()
            theirs = self.theirs()
            if theirs.state == "newer":
                raise UserError("practice_newer")
            practice_id, ledger, count = self.practice.id, self.dossier.ledger, theirs.save_count
            if theirs.dossier is not None:
                ledger = joined(theirs.dossier.ledger, ledger)
                self._shelves.safe.copy_now(practice_id)
            kept = Dossier(self.practice, ledger.noted(self._entry("kept_mine")))
            sha256 = theirs.sha256
            if theirs.state == "damaged":
                count, sha256 = self._shelves.safe.put_back(kept, self._save_count)
            self._save_as(kept, count, sha256)

    def _out_of_bin(self) -> Deleted | None:
        """The open practice, if somebody else has deleted it: what it was then; None if it was not, or is not there."""
        if self.theirs().state != "missing":
            return None
        found = next((one.deleted for one in self.binned() if one.deleted.practice_id == self.practice.id), None)
        if found is not None:
            self._shelves.safe.bring_back(found)
        return found

    def take_theirs(self) -> None:
        """Theirs in the place of our answers, which are kept as a copy and come back with «undo». What only our ledger
        holds (evidence, actions, journal) is written after theirs where it can be; else it is in the copy.

        Where the practice was deleted it is let go of. UserError ``practice_unreadable``: there is nothing to take.
        """
        with self._at_paper:
            assert self.dossier is not None
            mine = self.practice
            if self.theirs().state == "missing":
                self._shelves.safe.keep(self.dossier, self._save_count)
                self._let_go()
                self._shelves.safe.look_again(mine.id)
                self._tell("list")
                return
            read = self._shelves.read(mine.id)
            self._laws.of(read.dossier.practice, self.lang)
            self._shelves.safe.keep(self.dossier, self._save_count)
            ledger = read.dossier.ledger
            with suppress(UserError):  # both were sealed: the copy has ours
                ledger = joined(read.dossier.ledger, self.dossier.ledger)
            self._take(read.dossier, read.save_count, read.saved_at, read.read_only)
            if ledger != read.dossier.ledger and not self.read_only:
                self.dossier = Dossier(read.dossier.practice, ledger)
                self._have_written()
            self._history.note(mine)
            self._shelves.safe.look_again(mine.id)
            self._tell("changed")
            self._tell("save")
            self._tell("list")

    def keep_both(self) -> str:
        """Theirs stays as it is, our answers become a practice of their own, which is opened; its id. The papers
        of one that was deleted come out of the bin, and it goes there again."""
        self._need_writing()
        with self._at_paper:
            assert self.dossier is not None
            old, new = self.practice, self._new_id()
            named = replace(old.company, name=self.words("conflict.mine", name=old.company.name).strip())
            entry = self._entry("kept_both", old.id)
            ours = Dossier(replace(old, id=new, company=named), self.dossier.ledger.noted(entry))
            binned = self._out_of_bin()
            self._shelves.call(lambda: self._shelves.conflicts.copy_papers(old.id, new))
            if binned is not None:
                self._shelves.safe.delete(old.id)
            self._let_go()
            self._take(ours, None, None, False)
            self._have_written()
        self.drain()
        self._shelves.safe.look_again(old.id)
        self._tell("list")
        return new

    @property
    def _save_count(self) -> int:
        """The last save of the open practice that we know of."""
        return self._saving.save_count if self._saving else 0

    def _day(self, kept: Kept) -> str:
        return kept.at.astimezone(self._clock().tzinfo).strftime("%d/%m/%Y %H:%M")

    def _save_as(self, dossier: Dossier, save_count: int | None, sha256: str) -> None:
        """Goes on with ``dossier`` over that save on disk; what was undone before can still be."""
        saver = self._shelves.saver(dossier.practice.id, save_count, sha256)
        self._saving = Saving(saver, lambda: self._post(lambda: self._tell("save")), self.save.at)
        self.dossier = dossier
        self._have_written()
