"""The journal at the desk: who writes in it, whether its chain holds, and whether it is still the one a paper names.

What does not hold is told and never repaired: not here and not by what is written later.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.desk.open_practice import AUTHOR, OpenPractice
from app.desk.remembered import remembered
from app.domain.chain import Break, breaks, heads_proved
from app.domain.errors import UserError
from app.domain.ledger import Dossier, Ledger
from app.store.signed import content

if TYPE_CHECKING:
    from reports.signing.findings import Known, Verification
    from reports.signing.tell import Line


@dataclass(frozen=True)
class PaperJournal:
    """What the archive's journal says of the head printed on a signed paper. ``state``: ``agrees``, ``broken`` (the
    head is there, but the chain does not hold) or ``rewritten`` (this journal never had that head)."""

    state: str
    revision: int


class Journal(OpenPractice):
    """The open practice's journal. ``journal_breaks``: what did not hold when the practice was opened."""

    journal_breaks: tuple[Break, ...] = ()

    @property
    def author_asked(self) -> bool:
        """Whether the user has said, once, what to be called in the journal."""
        return self._shelves.settings.get(AUTHOR) is not None

    def set_author(self, name: str) -> None:
        """The name for what is written from now on; what was written keeps its own."""
        self._need_writing()
        self._shelves.small.keep({AUTHOR: " ".join(name.encode("utf-8", "replace").decode().split())})
        self._tell("changed")

    def verify_journal(self) -> tuple[Break, ...]:
        """Whether the journal is what was written, now. Empty if it is."""
        assert self.dossier is not None, "no practice is open"
        self.journal_breaks = breaks(self.dossier.ledger)
        return self.journal_breaks

    def journal_told(self, found: tuple[Break, ...]) -> list[str]:
        """A sentence for each thing that does not hold."""
        assert self.dossier is not None, "no practice is open"
        journal = self.dossier.ledger.journal
        told = []
        for one in found:
            at = journal[one.number - 1].at if one.kind in ("entry", "moved") else ""
            date = f"{at[8:10]}/{at[5:7]}/{at[:4]} {at[11:16]}".strip()
            told.append(self.words(f"journal_check.{one.kind}", n=one.number, date=date))
        return told

    def verify(self, path: Path) -> Verification:
        """What can be said of a signed file. ``read_failed``, ``pdf_unreadable`` as UserError. Slow."""
        return self.verify_paper(path)[0]

    def verify_paper(
        self, path: Path, document: Path | None = None, expected: int | None = None, trust: Path | None = None
    ) -> tuple[Verification, PaperJournal | None]:
        """The same, and what the journal says of the paper where its practice is at hand. ``document``: what is signed,
        where the signature is a file apart; ``expected``: how many signatures the user says there are; ``trust``: one
        more folder of certificates."""
        from reports.signing.p7m import check

        data = content(path)
        known = self.known_of(data)
        found = check(
            data,
            content=content(document) if document is not None else None,
            expected_signatures=expected,
            known=known,
            trust=self._shelves.trusted(trust),
            now=self._clock(),
        )
        return found, self.paper_journal(found.content or data, found)

    def journal_lines(self, journal: PaperJournal | None) -> list[Line]:
        """What the archive's journal says of a paper, in words; nothing where there was nothing to compare."""
        from reports.signing.tell import Line

        if journal is None:
            return []
        said = self.words(f"verify.journal.{journal.state}", n=journal.revision)
        return [Line(said, "yes" if journal.state == "agrees" else "no")]

    def verification_pdf(self, name: str, found: Verification, journal: PaperJournal | None) -> bytes:
        """The report of a verification on paper. Slow."""
        from reports.verification import compose, pdf

        lines = self.journal_lines(journal)
        return pdf(compose(found, name, self.words, self._clock(), journal=lines))

    def trusted_files(self) -> tuple[bytes, ...]:
        """What is in that folder now."""
        return self._shelves.trusted()

    @property
    def trust_folder(self) -> Path:
        """Where the user puts the certificates they trust."""
        return self._shelves.trust_folder

    def known_of(self, data: bytes) -> Known | None:
        """What this archive remembers of a paper, or of the one in an envelope; None if nothing."""
        from reports.provenance import provenance
        from reports.signing.envelope import document_in

        try:
            paper = provenance(document_in(data))
        except Exception:  # a broken or hostile file names no practice of ours
            paper = None
        ledger = self._ledger_of(paper.practice) if paper is not None else None
        return remembered(ledger, paper.revision) if paper is not None and ledger is not None else None

    def paper_journal(self, pdf: bytes, found: Verification) -> PaperJournal | None:
        """The head printed on a signed paper against this archive's journal; None where there is nothing to compare:
        the paper is not intact, bears no head, or is of a practice that is not at hand."""
        from reports.provenance import provenance

        paper = provenance(pdf) if found.intact else None
        ledger = self._ledger_of(paper.practice) if paper is not None else None
        if paper is None or ledger is None:
            return None
        if paper.journal_head not in heads_proved(ledger.journal):
            return PaperJournal("rewritten", paper.revision)
        return PaperJournal("broken" if breaks(ledger) else "agrees", paper.revision)

    def _ledger_of(self, practice_id: str) -> Ledger | None:
        dossier = self.dossier
        if dossier is not None and dossier.practice.id == practice_id:
            return dossier.ledger
        try:
            return self._shelves.read(practice_id).dossier.ledger
        except UserError:
            return None

    def _look_over(self, dossier: Dossier) -> None:
        super()._look_over(dossier)
        self.journal_breaks = breaks(dossier.ledger)
