"""What the law hangs on an outcome, as values: duties, standing, the way to a paper, what is at stake, dated rules.

Read from the tables by ``app.library``; read against a tool by ``duties`` and ``routes``. Nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.conditions import Condition


@dataclass(frozen=True)
class Duty:
    """Something to do; ``when`` is read against a tool's view (see ``duties.tool_view``)."""

    id: str
    label: str
    text: str
    who: str
    by_when: str
    urgent: bool
    when: Condition
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """Where a tool stands at a site; a higher ``rank`` is worse."""

    id: str
    rank: int
    label: str
    look: str


@dataclass(frozen=True)
class StandingRule:
    """One row of the standing table; the first that holds decides. ``flags`` are shown beside the tool's own."""

    id: str
    when: Condition
    standing: str
    cites: tuple[str, ...]
    reason: str
    flags: tuple[str, ...] = ()
