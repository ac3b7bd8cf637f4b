"""Many checklists signed with one passphrase or PIN: each by itself, what failed is told and the others go on.

The PIN is presented once, before the first. A card that is gone or refuses ends the run: nothing is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.desk.paperwork import Wish
from app.desk.revisions import free_boxes
from app.desk.signing import Signing, Way
from app.domain.errors import UserError

if TYPE_CHECKING:
    from reports.signing.means import Means


@dataclass(frozen=True)
class BatchLine:
    """What became of one practice: a file, or why there is none (neither: it was called off before). ``left_out``: what
    could not be put on its paper."""

    practice_id: str
    name: str
    path: Path | None = None
    problem: UserError | None = None
    left_out: tuple[UserError, ...] = ()


class Batch(Signing):
    def sign_many(
        self,
        ids: Sequence[str],
        way: Way,
        wish: Wish,
        progress: Callable[[int, int], object],
        cancelled: Callable[[], bool],
    ) -> list[BatchLine]:
        """Sign each of these practices as it stands; one that was signed and has not changed since gets a further
        signature. Slow; no practice may be open here meanwhile. UserErrors of opening the means: nothing is signed.
        """
        self._need_writing()
        assert self.dossier is None, "a practice is open"
        desk = type(self)(
            self._shelves, self._laws, self._texts, self._clock, self._new_id, lambda call: call(), self.lang
        )
        done: list[BatchLine] = []
        ended: UserError | None = None
        with self.means(way) as means:
            for number, practice_id in enumerate(ids):
                progress(number, len(ids))
                if cancelled():
                    done.append(BatchLine(practice_id, ""))
                    continue
                if ended is not None:
                    done.append(BatchLine(practice_id, "", problem=ended))
                    continue
                line = desk._one_of_many(practice_id, means, wish)
                if line.problem is not None and line.problem.key.startswith("card_"):
                    ended = line.problem
                done.append(line)
        progress(len(ids), len(ids))
        return done

    def _one_of_many(self, practice_id: str, means: Means, wish: Wish) -> BatchLine:
        name = ""
        try:
            self.open(practice_id)
            name = self.practice.company.name
            if not self.practice.tools:
                raise UserError("batch_no_tools")
            before = self.open_to_more()
            if before is not None and wish.field not in free_boxes(before):
                raise UserError("batch_signed_already", n=before.number)
            chosen = replace(wish, revision=before.number if before is not None else 0)
            signed = self.sign_by(means, chosen)
            return BatchLine(practice_id, name, signed.path, left_out=signed.left_out)
        except UserError as problem:
            return BatchLine(practice_id, name, problem=problem)
        finally:
            self._leave()

    def _leave(self) -> None:
        """Let go of it, saved or not: what is not down was told as a problem of that practice."""
        try:
            self.close()
        except UserError:
            self._let_go()
