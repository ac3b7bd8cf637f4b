"""From a Report to the file that can be kept and signed: layout, then the archive's finish."""

from __future__ import annotations

from reports.archival import finish
from reports.report import Report
from reports.report_verification import VerificationPaper


def make(report: Report | VerificationPaper, payload: bytes | None) -> bytes:
    """``report`` as PDF/A-2b with its signature fields reserved and ``payload`` inside. Same input, same bytes."""
    from reports.layout.document import render

    rendered = render(report)
    return finish(
        rendered.pdf,
        title=report.title,
        author=report.author,
        subject=report.subject,
        lang=report.lang,
        document_id=report.document_id,
        created=report.created,
        fields=rendered.fields,
        payload=payload,
    )
