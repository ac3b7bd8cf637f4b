"""Deadlines as an iCalendar file (RFC 5545): whole days, so that no change of the clocks can move them.

Writes what it is given, as of the moment it is given; it reads no clock and knows no practice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event as Made

ALARM = timedelta(hours=-15)
"""The morning before, at nine: counted from the midnight with which a whole day begins."""

_LAST_SAFE_DAY = 28
"""The last day of the month that every month has."""


@dataclass(frozen=True)
class Event:
    """``uid`` is the same whenever the same thing is written again. ``every``: months to the next time, 0 for once;
    ``month_day``: the day of the month a series keeps to (0: that of ``day``)."""

    uid: str
    title: str
    day: date
    text: str = ""
    every: int = 0
    month_day: int = 0


def calendar(events: Sequence[Event], now: datetime, name: str, lang: str) -> bytes:
    """The events in one file, UTF-8, lines folded and ended as the standard wants."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", f"-//Vaglio//Vaglio//{lang.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", shown(name))
    for event in events:
        made.add_component(_event(event, now))
    written: bytes = made.to_ical()
    return written


def _event(event: Event, now: datetime) -> Made:
    from icalendar import Alarm
    from icalendar import Event as Made

    made = Made()
    made.add("uid", f"{event.uid}@vaglio")
    made.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", shown(event.title))
    if event.text:
        made.add("description", shown(event.text))
    made.add("transp", "TRANSPARENT")
    if event.every:
        made.add("rrule", rule(event))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM)
    alarm.add("description", shown(event.title))
    made.add_component(alarm)
    return made


def rule(event: Event) -> dict[str, object]:
    """How it comes round. A day that some months lack is, in those, their last one."""
    wanted = max(event.month_day, event.day.day)
    monthly: dict[str, object] = {"freq": "monthly", "interval": event.every}
    if wanted > _LAST_SAFE_DAY:
        monthly |= {"bymonthday": list(range(_LAST_SAFE_DAY, wanted + 1)), "bysetpos": -1}
    else:
        monthly["bymonthday"] = wanted
    return monthly


def shown(text: str) -> str:
    """What a calendar may hold: no control character but the end of a line, no half of a character."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else "\N{REPLACEMENT CHARACTER}" for c in kept)
