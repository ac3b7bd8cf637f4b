"""The report of a verification as a value: final strings only, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass

from reports.report import Paper
from reports.report_parts import Pair
from reports.signing.tell import Line, Part


@dataclass(frozen=True)
class VerificationPaper(Paper):
    """A paper of ours that nobody signs. ``verdict`` and ``problems`` come first, then ``parts`` (each signature, the
    document, what an envelope holds), then ``limits``: what was not checked."""

    eyebrow: str
    details: tuple[Pair, ...]
    verdict: Line
    problems: tuple[Line, ...]
    parts: tuple[Part, ...]
    limits_title: str
    limits: tuple[Line, ...]
    legend: str
