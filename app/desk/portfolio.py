"""The acts upon a whole practice in the list: put away and taken out again, and made a copy of.

A copy is a new practice with a journal of its own: it must never carry a seal, a signature or a piece of evidence over.
"""

from __future__ import annotations

from dataclasses import replace

from app.desk.open_practice import AUTHOR, OpenPractice
from app.domain.errors import UserError
from app.domain.ledger import Dossier, JournalEntry, Ledger
from app.domain.practice import Practice


class Portfolio(OpenPractice):
    def archive(self, practice_id: str, on: bool = True) -> None:
        """Put away, or back among those in sight; nothing else of it changes. Listeners hear ``list``.

        ``practice_claimed``, ``folder_read_only``, those of reading and of writing as UserError.
        """
        act = "archived" if on else "unarchived"
        if self.dossier is None or self.dossier.practice.id != practice_id:
            self._archive_closed(practice_id, on, act)
        elif self.dossier.ledger.archived != on:
            self._need_change()
            with self._lock:
                self.dossier = Dossier(self.dossier.practice, self.dossier.ledger.noted(self._entry(act)))
                self._have_written()
            if not self.drain():
                raise self.save.problem or UserError("not_saved")
        self._tell("list")

    def _archive_closed(self, practice_id: str, on: bool, act: str) -> None:
        self._need_writing()
        name, at = self._shelves.settings.get(AUTHOR, ""), self._now()

        def change(dossier: Dossier) -> Dossier:
            if dossier.ledger.archived == on:
                return dossier
            by = str(name or "") or dossier.practice.prepared_by
            return replace(dossier, ledger=dossier.ledger.noted(JournalEntry(at, by, act)))

        def job() -> None:
            holder = self._shelves.claims.holder(practice_id)
            if holder is not None:
                since = holder.since.astimezone().strftime("%d/%m/%Y %H:%M")
                raise UserError("practice_claimed", name=holder.name or holder.host, since=since)
            self._shelves.safe.change(practice_id, change)

        self._shelves.call(job)

    def duplicate(self, practice_id: str) -> str:
        """Company, tools, answers and papers as a new practice, opened; its id. UserError of reading and writing.

        Number, journal and evidence are its own: nobody has checked, signed or sealed it yet.
        """
        self._need_writing()
        source = self._practice_of(practice_id)
        self._laws.of(source, self.lang)
        self._shelves.refresh_now()
        company = source.company
        named = replace(company, name=self.words("home.copy_name", name=company.name) if company.name else "")
        copy = replace(
            source,
            id=self._new_id(),
            company=named,
            created=self._now(),
            number=self._next_number(),
            checked_by="",
            approved_by="",
        )
        self.close()
        entry = replace(self._entry("duplicated", source.number or company.name), by=self.author or copy.prepared_by)
        self._take(Dossier(copy, Ledger().noted(entry)), None, None, False)
        self._have_written()
        return copy.id

    def _practice_of(self, practice_id: str) -> Practice:
        if self.dossier is not None and self.dossier.practice.id == practice_id:
            return self.dossier.practice
        return self._shelves.read(practice_id).dossier.practice

    def _next_number(self) -> str:
        """A number to begin with, the user's to change: year and the first that no practice bears."""
        taken = {summary.number for summary in self._shelves.summaries("")}
        year, count = self._clock().year, 1
        while f"{year}-{count:04d}" in taken:
            count += 1
        return f"{year}-{count:04d}"
