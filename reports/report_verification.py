"""The report of a verification as a value: final strings only, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.report_parts import Pair
from reports.signing.tell import Line, Part


@dataclass(frozen=True)
class VerificationPaper:
    """A paper of ours that nobody signs. ``verdict`` and ``problems`` come first, then ``parts`` (each signature, the
    document, what an envelope holds), then ``limits``: what was not checked."""

    lang: str
    title: str
    subject: str
    author: str
    document_id: str
    created: datetime
    letterhead: str
    running: str
    footer: str
    page_of: str
    eyebrow: str
    details: tuple[Pair, ...]
    verdict: Line
    problems: tuple[Line, ...]
    parts: tuple[Part, ...]
    limits_title: str
    limits: tuple[Line, ...]
    legend: str
    watermark: str = ""
    studio_lines: tuple[str, ...] = ()
    logo: bytes | None = None
