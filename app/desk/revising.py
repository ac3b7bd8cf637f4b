"""What became of a practice from one revision to another: the data inside the signed papers, read back and compared.

Nothing is trusted that is not what was sealed: the data must have the hash that the ledger keeps of them. Slow (it
reads files and judges twice): not on the GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from app.desk.open_practice import OpenPractice
from app.domain.compare import Compared, Side, compare, judged
from app.domain.engine import determine
from app.domain.errors import UserError
from app.domain.ledger import Dossier, Revision
from app.domain.practice import Practice
from app.records.dossier import from_canonical
from app.store.signed import content

NOW = 0
"""In the place of a revision's number: the practice as it is now."""


@dataclass(frozen=True)
class _State:
    side: Side
    practice: Practice
    day: date
    whole: bool


class Revising(OpenPractice):
    def comparable(self) -> tuple[Revision, ...]:
        """The revisions of the open practice that a paper was made of, the first made first."""
        assert self.dossier is not None, "no practice is open"
        return tuple(one for one in self.dossier.ledger.latest_revisions if one.state != "withdrawn" and _files(one))

    def compare_revisions(self, one: int, other: int) -> Compared:
        """Two revisions by their numbers, or one and ``NOW``, whichever way round: the earlier is ``then``.

        ``revision_missing`` (its file is gone), ``revision_altered`` (its data are not those that were sealed), the
        law's errors and those of reading as UserError.
        """
        then, now = self._states(one, other)
        noteless = not (then.whole and now.whole)
        there, here = then.practice, now.practice
        found = judged(
            compare(here, there),
            determine(self._laws.of(here, self.lang), here, now.day),
            determine(self._laws.of(there, self.lang), there, then.day),
        )
        return Compared(then.side, now.side, found, noteless)

    def _states(self, one: int, other: int) -> tuple[_State, _State]:
        """Of both, the earlier first; without notes where one of them has none."""
        dossier = self.dossier
        assert dossier is not None, "no practice is open"
        early, late = sorted((one, other), key=lambda number: (number == NOW, number))
        then, now = self._state(dossier, early), self._state(dossier, late)
        noteless = not (then.whole and now.whole)
        then, now = (replace(state, practice=self._as_compared(state.practice, noteless)) for state in (then, now))
        return then, now

    @staticmethod
    def _as_compared(practice: Practice, noteless: bool) -> Practice:
        from reports.content import payload_practice

        return payload_practice(practice, "third_parties") if noteless else practice

    def _state(self, dossier: Dossier, number: int) -> _State:
        practice = dossier.practice
        if number == NOW:
            side = Side(NOW, "now", self._now(), practice.circular, practice.version)
            return _State(side, practice, self.today, True)
        revision = next(one for one in dossier.ledger.latest_revisions if one.number == number)
        sealed = self._sealed(practice.id, revision)
        side = Side(number, revision.state, revision.at, sealed.circular, sealed.version)
        whole = revision.data_sha256 == revision.practice_sha256
        return _State(side, sealed, date.fromisoformat(revision.at[:10]), whole)

    def _sealed(self, practice_id: str, revision: Revision) -> Practice:
        from reports.archival import embedded

        problem = UserError("revision_missing", n=revision.number)
        for name in _files(revision):
            try:
                data = embedded(content(self._shelves.signed_path(practice_id, name)))
            except UserError as found:
                if found.key != "read_failed":
                    problem = found
                continue
            if data is not None and sha256(data).hexdigest() == revision.data_sha256:
                return from_canonical(data)
            problem = UserError("revision_altered", n=revision.number, name=name)
        raise problem


def _files(revision: Revision) -> tuple[str, ...]:
    """The files that may hold a revision's data, the last signed first."""
    names = [signature.file_name for signature in reversed(revision.signatures)] + [revision.file_name]
    return tuple(dict.fromkeys(name for name in names if name))
