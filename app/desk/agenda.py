"""Deadlines across the practices: what is open, when it is due, whose it is; and the same as a calendar.

It reads the list of practices as the index keeps it, so that no practice is opened for it and none needs to be open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.desk.declaring import Declaring
from app.desk.summary import Due, Summary
from app.domain.schedule import GROUPS, LATER, OVERDUE, THIS_WEEK, day_of, group_of
from app.store.signed import export
from app.text import Words, folded


@dataclass(frozen=True)
class Entry:
    """One line of the deadlines: ``text`` in the screen's language, ``group`` one of ``schedule.GROUPS``."""

    practice_id: str
    practice: str
    due: Due
    text: str
    group: str
    sample: bool = False


class Agenda(Declaring):
    def agenda(self, owner: str | None = None, practice_id: str | None = None) -> list[Entry]:
        """Every open action of every practice, the most pressing first; of one owner or one practice if given.

        An empty ``owner`` asks for what nobody has been given."""
        labels = {duty.id: duty.label for duty in self._laws.newest(self.lang).duties}
        summaries = self._shelves.summaries("")
        found = entries(summaries, labels, self.words, self.today)
        if owner is not None:
            found = [one for one in found if folded(one.due.owner) == folded(owner)]
        if practice_id is not None:
            found = [one for one in found if one.practice_id == practice_id]
        return found

    def due_this_week(self) -> list[Entry]:
        """What is overdue, due this week, or cannot wait."""
        return [one for one in self.agenda() if one.group in (OVERDUE, THIS_WEEK)]

    def save_calendar(self, entries: Iterable[Entry], to: Path) -> int:
        """The calendar of these where the user wants it; how many are in it. UserError of writing."""
        dated = in_calendar(entries)
        export(to, self.calendar(dated))
        return len(dated)

    def calendar(self, entries: Iterable[Entry]) -> bytes:
        """Those that belong into a calendar as an iCalendar file."""
        from reports.calendar import Event, calendar

        words = self.words
        events = []
        for one in in_calendar(entries):
            day = date.fromisoformat(one.due.due)
            lines = [words("agenda.ics.practice", practice=one.practice)]
            if one.due.tool:
                lines.append(words("agenda.ics.tool", tool=one.due.tool))
            if one.due.owner:
                lines.append(words("agenda.ics.owner", owner=one.due.owner))
            title = words("agenda.ics.title", practice=one.practice, what=one.text)
            uid = f"{one.practice_id}-{one.due.id}"
            events.append(Event(uid, title, day, "\n".join(lines), one.due.every, one.due.month_day))
        return calendar(events, self._clock(), words("agenda.ics.name"), self.lang)


def in_calendar(found: Iterable[Entry]) -> list[Entry]:
    """Those that have a day; the example practice stays out of anybody's calendar."""
    return [one for one in found if day_of(one.due.due) is not None and not one.sample]


def entries(summaries: Iterable[Summary], labels: dict[str, str], words: Words, today: date) -> list[Entry]:
    """The open actions of these practices: by group, then by day, what cannot wait and has no day before the rest."""
    found = []
    for summary in summaries:
        if summary.archived:
            continue
        name = summary.name or words("home.no_name")
        for due in summary.due:
            text = _text(due, labels, words)
            found.append(Entry(summary.id, name, due, text, _group(due, today), summary.sample))
    return sorted(found, key=lambda one: (GROUPS.index(one.group), one.due.due, folded(one.practice)))


def owners(found: Iterable[Entry]) -> list[str]:
    """Who has something to do, each once however it was written, in order; nobody is not one of them."""
    named: dict[str, str] = {}
    for one in found:
        if one.due.owner:
            named.setdefault(folded(one.due.owner), one.due.owner)
    return [named[key] for key in sorted(named)]


def _group(due: Due, today: date) -> str:
    """A duty that cannot wait is due now, unless somebody gave it a day that is past."""
    found = group_of(due.due, today)
    return THIS_WEEK if due.urgent and found not in (OVERDUE, LATER) else found


def _text(due: Due, labels: dict[str, str], words: Words) -> str:
    if due.kind == "duty":
        return labels.get(due.duty, due.duty)
    return due.title or words(f"agenda.kind.{due.kind}")
