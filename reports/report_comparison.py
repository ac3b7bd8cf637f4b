"""Two revisions of one practice side by side, as a paper: final strings only, no markup (see ``reports.report``)."""

from __future__ import annotations

from dataclasses import dataclass

from reports.report import Paper
from reports.report_parts import Chip, Listing, Pair


@dataclass(frozen=True)
class ToolStep:
    """One tool then and now; None where it was not, or is no more."""

    name: str
    then: tuple[Chip, ...]
    now: tuple[Chip, ...]
    changed: str
    """«Cambiato», or empty."""


@dataclass(frozen=True)
class ComparisonPaper(Paper):
    """``listings``: what differs, company first, then tool by tool; empty where nothing does, and ``same`` says so."""

    eyebrow: str
    heading: str
    details: tuple[Pair, ...]
    same: str
    tools: str
    columns: tuple[str, str, str, str]
    steps: tuple[ToolStep, ...]
    listings: tuple[Listing, ...]
    made: str
    caveat: str
    none: str
