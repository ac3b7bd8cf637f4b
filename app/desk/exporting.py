"""Working copies of a practice: a table, a workbook, a document to be worked on, its data. Slow: off the GUI thread.

The same edition and selection as on paper, and not a word more. Changes nothing; only the PDF is the checklist.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from app.desk import paperwork
from app.desk.intake import require_known
from app.desk.paper_acts import PaperActs
from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.domain.paper import THIRD_PARTIES, Edition, on_paper
from app.domain.practice import Practice
from app.records.dossier import canonical

FORMATS = ("docx", "xlsx", "csv", "json")


class Exporting(PaperActs):
    def exported(
        self,
        format: str,
        edition: Edition | str = THIRD_PARTIES,
        tools: Collection[str] | None = None,
        practice: Practice | None = None,
    ) -> bytes:
        """The open practice, or one that is in no archive, as a file of one of ``FORMATS``. ``tools``: ids, None for
        all. ``json``: what a paper of that edition has inside. ``export_format_unknown`` as UserError."""
        if format not in FORMATS:
            raise UserError("export_format_unknown", format=format, known=", ".join(FORMATS))
        if practice is not None:
            require_known(self._laws.of(practice, self.lang), practice)
        dossier = Dossier(practice) if practice is not None else self.dossier
        assert dossier is not None, "no practice is open"
        if format == "json":
            return canonical(on_paper(dossier.practice, edition, tools))
        from reports.exports.document import to_docx
        from reports.exports.table import to_csv, to_xlsx

        law = self._laws.of(dossier.practice, self.paper_lang)
        wanted = self._wanted(dossier, edition=edition, tools=tools)
        report, _problems = paperwork.report(law, dossier, wanted)  # a logo that is no image is on none of these
        return {"csv": to_csv, "xlsx": to_xlsx, "docx": to_docx}[format](report, wanted.words)

    def export_name(self, format: str) -> str:
        """A name for the file: number or company, in letters that any file system takes."""
        practice, words = self.practice, self.paper_words
        stem = practice.number or practice.company.name or practice.id
        safe = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")[:60]
        return f"{words('file.checklist')}-{safe or practice.id}.{format}"
