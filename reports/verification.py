"""From a verification to the paper that tells it: what is said on screen, word for word, and when it was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.text import Words
from reports.report_parts import Pair
from reports.report_verification import VerificationPaper
from reports.signing import tell
from reports.signing.findings import Verification
from reports.signing.tell import Line, Part


def compose(
    found: Verification,
    name: str,
    words: Words,
    made_at: datetime,
    *,
    journal: Sequence[Line] = (),
    letterhead: str = "",
) -> VerificationPaper:
    """The report on the file ``name``. ``journal``: what the archive says of the paper's own journal."""
    title = words("verification.title")
    date = made_at.strftime("%d/%m/%Y %H:%M %z")
    parts = tell.parts(found, words)
    if journal:
        parts.append(Part(words("verification.journal"), tuple(journal)))
    return VerificationPaper(
        lang="it-IT" if words.lang == "it" else "en-GB",
        title=f"{title}: {name}",
        subject=words("verification.subject"),
        author=letterhead,
        document_id=f"vaglio:verification:{found.document_hash[:32]}:{words.lang}",
        created=made_at,
        letterhead=letterhead,
        studio_lines=(),
        logo=None,
        watermark="",
        running=title,
        footer=words("verification.footer", date=date),
        page_of=words("paper.page_of"),
        eyebrow=title,
        details=(
            Pair(words("verification.file"), name),
            Pair(words("verification.made"), date),
            Pair(words("verification.sha256"), found.document_hash),
            Pair(words("verification.signatures"), str(len(found.signatures))),
        ),
        verdict=tell.verdict(found, words),
        problems=tell.problems(found, words),
        parts=tuple(parts),
        limits_title=words("verify.limits"),
        limits=(*tell.limits(found, words), Line(words("verification.limits"))),
        legend=words("verification.legend"),
    )


def pdf(paper: VerificationPaper) -> bytes:
    """The paper as PDF/A, like every other of ours. Same input, same bytes."""
    from reports.paper import make

    return make(paper, None)
