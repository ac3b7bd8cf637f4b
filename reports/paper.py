"""From a Report to the file that can be kept and signed: layout, then the archive's finish."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.archival import finish
from reports.attachment import Attached
from reports.report import Paper, Report
from reports.xmp import Part

if TYPE_CHECKING:
    from reports.layout.document import Rendered


def make(report: Paper, payload: bytes | None, part: Part | None = None, files: Sequence[Attached] = ()) -> bytes:
    """``report`` tagged, as PDF/A and PDF/UA-1, with its signature fields reserved and ``payload`` inside.
    With a payload PDF/A-3a, without one 2a. ``part``: another one; part 1 is for a second judge, who knows no other.
    Same input, same bytes.
    """
    from reports.layout.document import render

    return finished(report, render(report), payload, part, files)


def finished(
    report: Paper, rendered: Rendered, payload: bytes | None, part: Part | None = None, files: Sequence[Attached] = ()
) -> bytes:
    """What was laid out, as a file to be kept."""
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
        payload_label=report.declaration.attachment if isinstance(report, Report) else "",
        files=files,
        tree=rendered.tree,
        part=part,
    )
