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
from app.domain.engine import determine
from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.domain.paper import THIRD_PARTIES, Edition, Studio
from app.domain.practice import Practice


class PaperActs(Reopening):
    """``tools`` (ids) chooses among the practice's; None: all of them."""

    def _on_letterhead(self) -> Studio:
        """On whose letterhead this installation prints."""
        return Studio(name=str(self._shelves.settings.get("letterhead", "")))

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
        practice: Practice | None = None,
        edition: Edition | str = THIRD_PARTIES,
        tools: Collection[str] | None = None,
        what: str = "checklist",
    ) -> paperwork.Sheet:
        """A draft of the open practice, or of one that is in no archive; ``what``: ``checklist`` or ``summary``."""
        if practice is not None:
            require_known(self._laws.of(practice, self.lang), practice)
        dossier = Dossier(practice) if practice is not None else self.dossier
        assert dossier is not None, "no practice is open"
        if what == "checklist":
            return self._sheet(dossier, edition=edition, tools=tools)
        law = self._laws.of(dossier.practice, self.lang)
        return paperwork.summary(law, dossier, self._wanted(dossier.practice, edition=edition, tools=tools))

    def comparison_pdf(
        self, then: Reopened, now: Reopened | None = None, edition: Edition | str = THIRD_PARTIES
    ) -> bytes:
        """What differs between a paper and another, or the practice that is open. ``nothing_to_compare`` as UserError:
        they are not of one practice."""
        before = self._side(then.practice, then.on)
        after = self._side(now.practice, now.on) if now is not None else self._side(self.practice, self.today)
        if before.practice.id != after.practice.id:
            raise UserError("nothing_to_compare", name=after.practice.number or after.practice.company.name)
        return paperwork.comparison(before, after, self._wanted(after.practice, edition=edition)).pdf

    def comparison_of_papers(self, then: Path, now: Path, edition: Edition | str = THIRD_PARTIES) -> bytes:
        """The same for two files. Those of :meth:`open_paper` as UserError too."""
        return self.comparison_pdf(self.open_paper(then), self.open_paper(now), edition)

    def _side(self, practice: Practice, on: date) -> paperwork.Side:
        law = self._laws.of(practice, self.lang)
        named = self.words("paper.comparison.on", day=on.day, month=on.month, year=on.year)
        return paperwork.Side(law, practice, determine(law, practice, on), named)

    def _sheet(
        self,
        dossier: Dossier,
        revision: int = 0,
        edition: Edition | str = THIRD_PARTIES,
        tools: Collection[str] | None = None,
    ) -> paperwork.Sheet:
        """The paper of that revision; without one, a draft."""
        law = self._laws.of(dossier.practice, self.lang)
        return paperwork.checklist(law, dossier, self._wanted(dossier.practice, revision, edition, tools))

    def _wanted(
        self,
        practice: Practice,
        revision: int = 0,
        edition: Edition | str = THIRD_PARTIES,
        tools: Collection[str] | None = None,
    ) -> paperwork.Wanted:
        return paperwork.Wanted(
            self.words, self._clock(), revision, edition, tools, self._on_letterhead(), self._laws.fingerprint(practice)
        )
