"""The papers that the desk prints without a signature: draft, selection, summary, comparison. All slow: off the GUI
thread. They change nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from app.desk import paperwork
from app.desk.intake import require_known
from app.desk.open_practice import OpenPractice
from app.domain.ledger import Dossier
from app.domain.paper import THIRD_PARTIES, Edition, Studio
from app.domain.practice import Practice


class PaperActs(OpenPractice):
    """``tools`` (ids) chooses among the practice's; None: all of them."""

    @property
    def studio(self) -> Studio:
        """On whose letterhead this installation prints."""
        return Studio(name=str(self._shelves.settings.get("letterhead", "")))

    def draft_pdf(self, edition: Edition | str = THIRD_PARTIES, tools: Collection[str] | None = None) -> bytes:
        """The checklist as it stands, watermarked."""
        assert self.dossier is not None
        return self._sheet(self.dossier, edition=edition, tools=tools).pdf

    def draft_of(
        self, practice: Practice, edition: Edition | str = THIRD_PARTIES, tools: Collection[str] | None = None
    ) -> bytes:
        """The same for a practice that is in no archive. The law's errors and ``practice_unreadable`` as UserError."""
        require_known(self._laws.of(practice, self.lang), practice)
        return self._sheet(Dossier(practice), edition=edition, tools=tools).pdf

    def summary_pdf(
        self,
        edition: Edition | str = THIRD_PARTIES,
        tools: Collection[str] | None = None,
        practice: Practice | None = None,
    ) -> bytes:
        """Page 1 alone, of the open practice or of one that is in no archive."""
        if practice is not None:
            require_known(self._laws.of(practice, self.lang), practice)
        dossier = Dossier(practice) if practice is not None else self.dossier
        assert dossier is not None
        law = self._laws.of(dossier.practice, self.lang)
        return paperwork.summary(law, dossier, self._wanted(dossier.practice, edition=edition, tools=tools)).pdf

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
            self.words, self._clock(), revision, edition, tools, self.studio, self._laws.fingerprint(practice)
        )
