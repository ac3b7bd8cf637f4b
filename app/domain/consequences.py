"""What the law hangs on an outcome, as values: duties, standing, the way to a paper, what is at stake, dated rules.

Read from the tables by ``app.library``; read against a tool by ``duties`` and ``routes``. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True)
class Way:
    """How the employer gets to a paper, or why there is nothing to get; the first that holds decides.

    ``form``: ``agreement``, ``authorisation``, ``choice`` (either) or ``none``.
    """

    id: str
    when: Condition
    label: str
    text: str
    form: str
    cites: tuple[str, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """What else to mind on the way; all that hold are shown."""

    id: str
    when: Condition
    label: str
    text: str
    cites: tuple[str, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Setup:
    """A worked example of the routes: ``facts`` gives every axis; ``notes`` must be among those shown."""

    id: str
    title: str
    text: str
    facts: Mapping[str, str]
    way: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Routes:
    """The route finder. ``small_up_to``: the headcount up to which a site is of size ``up_to_15``."""

    axes: Mapping[str, tuple[str, ...]]
    small_up_to: int
    size_cites: tuple[str, ...]
    ways: tuple[Way, ...]
    notes: tuple[Note, ...]
    setups: tuple[Setup, ...]


@dataclass(frozen=True)
class Stake:
    """What the law provides for a breach; never a forecast. ``when`` as a duty's."""

    id: str
    label: str
    text: str
    when: Condition
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Dated:
    """A day from which something applies. ``checked_on``: when it was last looked up (both ISO dates).

    ``own_since``: the day on which the user of this installation put these dates in place of the law's, which are then
    in ``by_law``; else empty.
    """

    id: str
    date: str
    checked_on: str
    verify_after_months: int
    label: str
    text: str
    cites: tuple[str, ...]
    own_since: str = ""
    by_law: Dated | None = None
