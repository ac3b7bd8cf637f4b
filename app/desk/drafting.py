"""The drafts about a tool: questionnaire for its vendor, letter to whoever provides it. Composes; changes nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from app.desk.agenda import Agenda
from app.domain.practice import Tool
from app.store.signed import export

if TYPE_CHECKING:
    from reports.documents.draft import Draft

WITH_LETTER = frozenset({"client", "group", "vendor_cloud"})
"""The providers of a tool to whom a letter goes: it is not the employer's own."""


class Drafting(Agenda):
    """The open practice, and its drafts, in the language of the screen."""

    def questionnaire(self, tool_id: str) -> Draft:
        """What the vendor is to be asked now."""
        from reports.documents.questionnaire import questionnaire

        tool = self.practice.tool(tool_id)
        asked = self.vendor_questions(tool_id)
        return questionnaire(self.circular, self.practice, tool, asked, self.words, self.today)

    def letter(self, tool_id: str) -> Draft:
        """To whoever provides a tool that is not the employer's own (see ``WITH_LETTER``)."""
        from reports.documents.letters import letter

        tool, found = self.practice.tool(tool_id), self.determination(tool_id)
        questions = len(self.vendor_questions(tool_id))
        return letter(self.circular, self.practice, tool, found, self.words, self.today, questions)

    def draft_text(self, draft: Draft) -> str:
        """The draft as text for an e-mail."""
        from reports.documents.plain import text

        return text(draft)

    def save_draft(self, draft: Draft, to: Path) -> None:
        """The draft as DOCX where the user wants it. UserError of writing. Slow: not on the GUI thread."""
        from reports.documents.docx import docx

        export(to, docx(draft))

    def draft_name(self, kind: str, tool: Tool) -> str:
        """A name for the file: what it is and the tool, in letters that any file system takes."""
        safe = re.sub(r"[^A-Za-z0-9_-]+", "-", tool.name).strip("-")[:60]
        return f"{self.words(f'documents.file.{kind}')}-{safe or tool.id}.docx"
