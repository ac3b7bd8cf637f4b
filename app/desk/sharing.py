"""The open practice among colleagues: who else has it, who asks for it, and whether its file was changed outside.

It tells and offers; it must never keep anybody from reading, nor overwrite what somebody else wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.desk.moments import clock_time
from app.desk.open_practice import AUTHOR, OpenPractice
from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.store.archive import Loaded, Stamp
from app.store.claims import Claim, Request


@dataclass(frozen=True)
class Neighbours:
    """What is known of the others about the open practice.

    ``holder``: who has it, so that here it is only read; ``freed``: and has left it since; ``asked``: that we asked.
    ``requests``: who asks us to leave it. ``taken_by``: who opened it all the same after us. ``left``: it was left to
    a colleague. ``changed``: the file is no longer the one that was read or saved here.
    """

    holder: Claim | None = None
    freed: bool = False
    asked: bool = False
    requests: tuple[Request, ...] = ()
    taken_by: Claim | None = None
    left: bool = False
    changed: bool = False


@dataclass(frozen=True)
class _Seen:
    """What one look round found. ``stamp``: of the file as it was looked at."""

    stamp: Stamp | None
    changed: bool
    holder: Claim | None
    taken_by: Claim | None
    requests: tuple[Request, ...]


class Sharing(OpenPractice):
    """Events told to listeners, besides those of the open practice: ``neighbours``."""

    neighbours = Neighbours()
    _stamp: Stamp | None = None
    _looking = False
    _anyway = False

    @property
    def only_lent(self) -> bool:
        """Whether the practice is only read because a colleague has it, and for no other reason."""
        return self.neighbours.left or self.neighbours.holder is not None

    # ---- opening and letting go ----------------------------------------------------------------------------------

    def _take(self, dossier: Dossier, save_count: int | None, at: datetime | None, read_only: bool) -> None:
        holder = None
        if not (read_only or self.folder_read_only):
            holder = self._claim(dossier)
        self.neighbours, self._stamp = Neighbours(holder), None
        super()._take(dossier, save_count, at, read_only or holder is not None)

    def _claim(self, dossier: Dossier) -> Claim | None:
        claims, practice = self._shelves.claims, dossier.practice
        name = str(self._shelves.settings.get(AUTHOR, "") or "") or practice.prepared_by

        def job() -> Claim | None:
            if self._anyway:
                claims.take_over(practice.id, name)
                return None
            return claims.take(practice.id, name)

        return self._shelves.call(job)

    def _let_go(self) -> None:
        left = self.dossier
        super()._let_go()
        self.neighbours = Neighbours()
        if left is not None and not self.folder_read_only:
            self._shelves.call(lambda: self._shelves.claims.release(left.practice.id))

    def _need_change(self) -> None:
        """Also ``practice_claimed`` and ``practice_left``: it is only read because a colleague has it."""
        self._need_writing()
        if self.neighbours.left:
            raise UserError("practice_left")
        holder = self.neighbours.holder
        if holder is not None:
            raise UserError("practice_claimed", name=holder.name or holder.host, since=clock_time(holder.since))
        super()._need_change()

    # ---- acts ----------------------------------------------------------------------------------------------------

    def reread(self) -> None:
        """The open practice as it is on disk now, claimed if nobody has it. As :meth:`open` else."""
        assert self.dossier is not None, "no practice is open"
        self.open(self.dossier.practice.id)
        self._tell("neighbours")

    def open_anyway(self) -> None:
        """«Apri lo stesso»: to change it, whoever else has it; they are told."""
        self._anyway = True
        try:
            self.reread()
        finally:
            self._anyway = False

    def ask_to_leave(self) -> None:
        """«Chiedi di lasciarla»: the holder sees it. UserError of writing."""
        practice_id, name = self.practice.id, self.author
        self._shelves.call(lambda: self._shelves.claims.ask(practice_id, name))
        self._note(replace(self.neighbours, asked=True))

    def leave_to_them(self) -> None:
        """The holder grants a request: from here on the practice is only read. ``not_saved`` (UserError) else, and
        ``work_under_way`` while a seal is being made: it could not be recorded any more."""
        if not self._at_paper.acquire(blocking=False):
            raise UserError("work_under_way")
        try:
            self._leave_to_them()
        finally:
            self._at_paper.release()

    def _leave_to_them(self) -> None:
        if not self.drain():
            raise self.save.problem or UserError("not_saved")
        practice_id = self.practice.id

        def job() -> None:
            self._shelves.claims.dismiss(practice_id)
            self._shelves.claims.release(practice_id)

        self._shelves.call(job)
        self.read_only = True
        self._note(Neighbours(left=True))
        self._tell("changed")

    def keep_working(self) -> None:
        """The holder has seen the requests and goes on."""
        practice_id = self.practice.id
        self._shelves.call(lambda: self._shelves.claims.dismiss(practice_id))
        self._note(replace(self.neighbours, requests=()))

    # ---- looking round -------------------------------------------------------------------------------------------

    def look_round(self) -> None:
        """Every few seconds: on the worker, and cheap where nothing has happened. Listeners hear ``neighbours``."""
        if self.dossier is None or self._saving is None or self._looking or self.folder_read_only:
            return
        self._looking = True
        practice_id, stamp, saving = self.dossier.practice.id, self._stamp, self._saving

        def job() -> _Seen:
            now, changed = self._shelves.conflicts.stamp(practice_id), self.neighbours.changed
            if saving.state.state != "saved":
                now = stamp  # what is on disk cannot be told from what is on its way there: looked at later
            elif now != stamp:
                found = self._version(practice_id)
                changed = found is None or not saving.is_ours(found.save_count, found.sha256)
            claims = self._shelves.claims
            taken_by = claims.beat(practice_id)
            return _Seen(now, changed, claims.holder(practice_id), taken_by, claims.requests(practice_id))

        def done(seen: _Seen) -> None:
            self._post(lambda: self._saw(practice_id, seen))

        def failed(_problem: Exception) -> None:
            self._post(self._looked)  # what is wrong with the disk is told by whoever needs it

        self._shelves.later(job, done, failed)

    def _version(self, practice_id: str) -> Loaded | None:
        try:
            return self._shelves.conflicts.version(practice_id)
        except UserError:
            return None

    def _looked(self) -> None:
        self._looking = False

    def _saw(self, practice_id: str, seen: _Seen) -> None:
        self._looking = False
        if not self.is_open(practice_id):
            return
        self._stamp = seen.stamp
        before = self.neighbours
        holder = before.holder
        if holder is not None and seen.holder is not None:
            holder = seen.holder
        self._note(
            replace(
                before,
                holder=holder,
                freed=holder is not None and seen.holder is None,
                requests=() if holder is not None or before.left else seen.requests,
                taken_by=seen.taken_by or before.taken_by,
                changed=seen.changed,
            )
        )

    def _note(self, neighbours: Neighbours) -> None:
        if neighbours != self.neighbours:
            self.neighbours = neighbours
            self._tell("neighbours")
