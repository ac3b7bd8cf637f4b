"""Which practices the list shows and in which order: pure, over the summaries, so that window and tests agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from app.text import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.desk.summary import Summary

STANDINGS = ("stop", "to_do", "in_order", "to_complete")
WITHIN = ("overdue", "7", "30", "90", "none")
"""``overdue``: the next due day is past; a number: it comes within so many days, or is past; ``none``: no day."""

ARCHIVED = ("hidden", "too", "only")
SORTS = ("urgency", "company", "tools", "standing", "actions", "review", "state", "saved")
DOWNWARDS = frozenset({"tools", "actions", "saved"})
"""What is sorted with the most, or the latest, first."""

_STATES = ("draft", "in_progress", "handed_off", "signed")
_SEVERITY = {"stop": 0, "to_do": 1, "to_complete": 1, "in_order": 2}


class Choice(NamedTuple):
    """What is asked of the list. Empty: whatever it is."""

    standing: str = ""
    province: str = ""
    within: str = ""
    archived: str = "hidden"

    @property
    def narrows(self) -> bool:
        """Whether it may leave out what is shown by itself."""
        return self != Choice(archived=self.archived) or self.archived == "only"


def standing_of(summary: Summary) -> str:
    """One of ``STANDINGS``, as the chip of the row says it."""
    return summary.standing if summary.standing in _SEVERITY and not summary.provisional else "to_complete"


def chosen(summaries: Iterable[Summary], choice: Choice, today: date) -> list[Summary]:
    """Those that are asked for. What cannot be read is never left out for what is not known of it."""
    return [one for one in summaries if one.problem in ("unreadable", "law") or _asked_for(one, choice, today)]


def _asked_for(one: Summary, choice: Choice, today: date) -> bool:
    if one.archived != (choice.archived == "only") and choice.archived != "too":
        return False
    if choice.standing and standing_of(one) != choice.standing:
        return False
    if choice.province and choice.province not in one.provinces:
        return False
    return not choice.within or _due(one, choice.within, today)


def _due(one: Summary, within: str, today: date) -> bool:
    due = one.next_due
    if within == "none" or not due:
        return within == "none" and not due
    if within == "overdue":
        return due < today.isoformat()
    return due <= (today + timedelta(days=int(within))).isoformat()


def provinces(summaries: Iterable[Summary]) -> list[str]:
    """Those that a filter can offer."""
    return sorted({province for one in summaries for province in one.provinces})


def urgency(summary: Summary) -> tuple[int, bool, str]:
    """The worst first, then what is prohibited, then by name."""
    standing = 1 if summary.provisional else _SEVERITY.get(summary.standing, 1)
    return (standing, not summary.prohibited, summary.name.casefold())


def ordered(summaries: Iterable[Summary], by: str, backwards: bool = False) -> list[Summary]:
    """By one of ``SORTS``; equal ones by urgency. A practice without a review or a date comes last either way."""
    found = sorted(summaries, key=urgency)
    if by == "urgency":
        return found[::-1] if backwards else found
    dated = by in ("review", "saved")
    known = [one for one in found if not dated or _key(one, by)]
    rest = [one for one in found if dated and not _key(one, by)]
    return sorted(known, key=lambda one: _key(one, by), reverse=backwards != (by in DOWNWARDS)) + rest


def _key(one: Summary, by: str) -> Any:
    return _KEYS[by](one)


_KEYS: dict[str, Callable[[Summary], Any]] = {
    "company": lambda one: folded(one.name),
    "tools": lambda one: one.tools,
    "standing": lambda one: STANDINGS.index(standing_of(one)),
    "actions": lambda one: one.actions,
    "review": lambda one: one.review,
    "state": lambda one: _STATES.index(one.state) if one.state in _STATES else len(_STATES),
    "saved": lambda one: one.saved_at,
}
