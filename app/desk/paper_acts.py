"""The papers that the desk prints without a signature: draft, selection, summary, comparison. All slow: off the GUI
thread. They change nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from app.desk import paperwork
from app.desk.intake import require_known
from app.desk.reopening import Reopened, Reopening
from app.desk.revising import Revising
from app.desk.studio import StudioActs
from app.domain.engine import determine
from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.domain.paper import THIRD_PARTIES, Edition, Studio, edition_of
from app.domain.practice import Practice
from app.store.evidence import MEGABYTE
from app.store.settings import LOGO

MOST_INSIDE = 40 * MEGABYTE
"""Of evidence in one paper: what a mail box still takes."""


class PaperActs(Reopening, StudioActs, Revising):
    """``tools`` (ids) chooses among the practice's; None: all of them."""

    @property
    def in_sight(self) -> paperwork.InSight:
        """What a paper of the open practice is made of as it is now; nothing is read."""
        assert self.dossier is not None, "no practice is open"
        return self._in_sight(self.dossier)

    def _in_sight(self, dossier: Dossier) -> paperwork.InSight:
        studio, ledger = (self.studio_said, self._shelves.settings.get(LOGO)), dossier.ledger
        return paperwork.InSight(
            dossier.practice, ledger.kept_evidence, ledger.latest_actions, studio, self.paper_lang, self.today
        )

    def _as_seen(self, seen: paperwork.InSight | None, anew: bool = True) -> Dossier:
        """The open practice, to be frozen. ``practice_switched`` (UserError) if another was in sight, or none is open;
        ``anew``: ``practice_edited`` if anything on its paper is another by now."""
        dossier = self.dossier
        if dossier is None or (seen is not None and seen.practice.id != dossier.practice.id):
            raise UserError("practice_switched")
        if anew and seen is not None and seen != self._in_sight(dossier):
            raise UserError("practice_edited")
        return dossier

    def draft_pdf(self, edition: Edition | str = THIRD_PARTIES, tools: Collection[str] | None = None) -> bytes:
        """The checklist as it stands, watermarked."""
        return self.paper(None, edition, tools).pdf

    def draft_of(
        self, practice: Practice, edition: Edition | str = THIRD_PARTIES, tools: Collection[str] | None = None
    ) -> bytes:
        """The same for a practice that is in no archive. The law's errors and ``practice_unreadable`` as UserError."""
        return self.paper(practice, edition, tools).pdf

    def summary_pdf(self, edition: Edition | str = THIRD_PARTIES, tools: Collection[str] | None = None) -> bytes:
        """Page 1 alone."""
        return self.paper(None, edition, tools, "summary").pdf

    def paper(
        self,
        of: Practice | Dossier | None = None,
        edition: Edition | str = THIRD_PARTIES,
        tools: Collection[str] | None = None,
        what: str = "checklist",
    ) -> paperwork.Sheet:
        """A draft of the open practice, as it is now or was when it was asked for, or of one that is in no archive;
        ``what``: ``checklist`` or ``summary``."""
        if isinstance(of, Practice):
            require_known(self._laws.of(of, self.lang), of)
        dossier = Dossier(of) if isinstance(of, Practice) else of or self.dossier
        assert dossier is not None, "no practice is open"
        if what == "checklist":
            return self._sheet(dossier, edition=edition, tools=tools)
        law = self._laws.of(dossier.practice, self.paper_lang)
        return paperwork.summary(law, dossier, self._wanted(dossier, edition=edition, tools=tools))

    def comparison_pdf(
        self, then: Reopened, now: Reopened | None = None, edition: Edition | str = THIRD_PARTIES
    ) -> bytes:
        """What differs between a paper and another, or the practice that is open. ``nothing_to_compare`` as UserError:
        they are not of one practice."""
        before = self._side(then.practice, then.on)
        after = self._side(now.practice, now.on) if now is not None else self._side(self.practice, self.today)
        if before.practice.id != after.practice.id:
            raise UserError("nothing_to_compare", name=after.practice.number or after.practice.company.name)
        return paperwork.comparison(before, after, self._wanted(Dossier(after.practice), edition=edition)).pdf

    def comparison_of_papers(self, then: Path, now: Path, edition: Edition | str = THIRD_PARTIES) -> bytes:
        """The same for two files. Those of :meth:`open_paper` as UserError too."""
        return self.comparison_pdf(self.open_paper(then), self.open_paper(now), edition)

    def comparison_of_revisions(self, one: int, other: int, edition: Edition | str = THIRD_PARTIES) -> bytes:
        """Two revisions of the open practice by their numbers, or one and ``NOW``. As ``compare_revisions`` else."""
        then, now = self._states(one, other)
        before, after = (self._side(state.practice, state.day, state.side.revision) for state in (then, now))
        return paperwork.comparison(before, after, self._wanted(Dossier(after.practice), edition=edition)).pdf

    def _side(self, practice: Practice, on: date, revision: int = 0) -> paperwork.Side:
        law = self._laws.of(practice, self.paper_lang)
        key = "paper.comparison.revision" if revision else "paper.comparison.on"
        named = self.paper_words(key, number=revision, day=on.day, month=on.month, year=on.year)
        return paperwork.Side(law, practice, determine(law, practice, on), named)

    def _sheet(
        self,
        dossier: Dossier,
        revision: int = 0,
        edition: Edition | str = THIRD_PARTIES,
        tools: Collection[str] | None = None,
    ) -> paperwork.Sheet:
        """The paper of that revision; without one, a draft."""
        law = self._laws.of(dossier.practice, self.paper_lang)
        return paperwork.checklist(law, dossier, self._wanted(dossier, revision, edition, tools))

    def _wanted(
        self,
        dossier: Dossier,
        revision: int = 0,
        edition: Edition | str = THIRD_PARTIES,
        tools: Collection[str] | None = None,
    ) -> paperwork.Wanted:
        ours = self.studio
        # One that was chosen and cannot be read any more is told like one that is no picture.
        logo = ours.logo if self._shelves.settings.get(LOGO) else None
        studio = Studio(ours.letterhead, ours.lines, logo)
        rules = self._laws.fingerprint(dossier.practice)
        files, problems = self._files_inside(dossier) if edition_of(edition).files else ({}, ())
        return paperwork.Wanted(
            self.paper_words, self._clock(), revision, edition, tools, studio, rules, files, problems
        )

    def _files_inside(self, dossier: Dossier) -> tuple[dict[str, bytes], tuple[UserError, ...]]:
        """The evidence of a practice as it is on disk, and what of it cannot travel inside a paper."""
        files: dict[str, bytes] = {}
        problems, room = [], MOST_INSIDE
        for piece in dossier.ledger.kept_evidence:
            try:
                if piece.size > room:
                    raise UserError("evidence_no_room", limit=MOST_INSIDE // MEGABYTE)
                files[piece.sha256] = self._shelves.evidence_content(dossier.practice.id, piece.sha256, piece.name)
                room -= piece.size
            except UserError as problem:  # the list on paper still names it, with its fingerprint
                problems.append(UserError("evidence_not_inside", name=piece.name, problem=problem))
        return files, tuple(problems)
