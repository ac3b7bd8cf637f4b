"""What stands on every page of a paper, as values: letterhead, running head, foot, watermark, the document's id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.circular import Circular
from app.domain.evidence import Evidence
from app.domain.ledger import Action
from app.domain.paper import NOBODY, Edition, Studio
from app.domain.practice import Practice
from app.text import Words
from reports.provenance import document_id

TAGS = {"it": "it-IT", "en": "en-GB"}


@dataclass(frozen=True)
class Making:
    """What a paper is told beside the practice.

    ``made_at`` must know its time zone. ``logo``: a safe PNG. ``journal_head``: the head of the journal as it stands,
    empty for a draft. ``program`` and ``rules_sha256``: what it was worked out with, empty where nobody says.
    """

    words: Words
    made_at: datetime
    revision: int
    draft: bool
    edition: Edition
    studio: Studio = NOBODY
    logo: bytes | None = None
    journal_head: str = ""
    program: str = ""
    rules_sha256: str = ""
    evidence: Sequence[Evidence] = ()
    actions: Sequence[Action] = ()

    @property
    def state(self) -> str:
        return self.words("paper.draft") if self.draft else self.words("paper.revision", n=self.revision)


def company_name(words: Words, practice: Practice) -> str:
    return practice.company.name or words("paper.company.unnamed")


def frame(circular: Circular, practice: Practice, making: Making, kind: str) -> dict[str, Any]:
    """The fields of :class:`reports.report.Paper`. ``kind``: a key of ``paper.document``."""
    words, studio = making.words, making.studio
    marks = [words("paper.watermark.sample")] if practice.sample else []
    marks += [words("paper.watermark.draft")] if making.draft else []
    state = "draft" if making.draft else str(making.revision)
    made = document_id(practice.id, state, making.edition.kind, words.lang, making.journal_head)
    foot = words(f"paper.footer.{making.edition.kind}")
    return {
        "lang": TAGS[words.lang],
        "title": words(f"paper.document.{kind}", company=company_name(words, practice)),
        "subject": words("paper.eyebrow", law=circular.short),
        "author": practice.prepared_by or studio.name or company_name(words, practice),
        "document_id": made if kind == "checklist" else f"{made}:{kind}",
        "created": making.made_at,
        "letterhead": studio.name or practice.prepared_by or words("paper.letterhead"),
        "studio_lines": studio.lines,
        "logo": making.logo,
        "running": words(
            f"paper.running{'_sample' if practice.sample else ''}.{kind}",
            number=practice.number or practice.id,
            state=making.state,
        ),
        "footer": words("paper.footer_studio", studio=studio.footer, footer=foot) if studio.footer else foot,
        "page_of": words("paper.page_of"),
        "watermark": " · ".join(marks),
    }


def made_with(making: Making, circular: Circular) -> str:
    """When, as what, by which rules and which program a paper was made."""
    key = "paper.declaration.made_with" if making.program else "paper.declaration.made"
    return making.words(
        key,
        date=making.words("paper.date", day=making.made_at.day, month=making.made_at.month, year=making.made_at.year),
        time=f"{making.made_at:%H:%M}",
        state=making.state,
        law=circular.short,
        version=circular.version,
        program=making.program,
    )
