"""The calendar, read by two programs that are not ours: whole days, the right ones, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.rrule import rrulestr
from icalendar import Calendar

from reports.calendar import Event, calendar

NOW = datetime(2026, 11, 23, 10, 42, 11, 999, tzinfo=ZoneInfo("Europe/Rome"))
ROME = ZoneInfo("Europe/Rome")
DAYS_OF_THE_CHANGE = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31))


def made(*events: Event) -> bytes:
    return calendar(events, NOW, "Vaglio – scadenze", "it")


def by_icalendar(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def by_vobject(data: bytes) -> list[Any]:
    return list(vobject.readOne(data.decode()).vevent_list)


def days(data: bytes, count: int) -> list[str]:
    """When a reader would show the only event."""
    (event,) = by_vobject(data)
    rule = rrulestr(event.rrule.value, dtstart=datetime.combine(event.dtstart.value, datetime.min.time()))
    return [day.date().isoformat() for day in islice(iter(rule), count)]


@pytest.mark.parametrize("day", DAYS_OF_THE_CHANGE)
def test_a_whole_day_stays_that_day_when_the_clocks_change(day: date) -> None:
    data = made(Event("p1-action1", "Firma", day))
    (other,) = by_vobject(data)
    assert other.dtstart.value == day
    assert not isinstance(other.dtstart.value, datetime)
    assert other.dtend.value == day + timedelta(days=1)
    (event,) = by_icalendar(data)
    assert event["DTSTART"].dt == day
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert "TZID" not in data.decode()


@pytest.mark.parametrize("day", [*DAYS_OF_THE_CHANGE, *(day + timedelta(days=1) for day in DAYS_OF_THE_CHANGE)])
def test_the_alarm_is_on_the_morning_before(day: date) -> None:
    (event,) = by_icalendar(made(Event("p1-action1", "Firma", day)))
    (alarm,) = event.walk("VALARM")
    midnight = datetime.combine(day, datetime.min.time(), ROME)
    rings = midnight.astimezone(UTC) + alarm["TRIGGER"].dt
    nine_before = datetime.combine(day - timedelta(days=1), datetime.min.time()) + timedelta(hours=9)
    assert rings.astimezone(ROME).replace(tzinfo=None) == nine_before
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == "Firma"


def test_the_end_of_the_month_comes_round_at_the_end_of_every_month() -> None:
    assert days(made(Event("u", "x", date(2027, 1, 31), every=1)), 5) == [
        "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31",
    ]  # fmt: skip
    assert days(made(Event("u", "x", date(2027, 2, 28), every=1, month_day=31)), 3) == [
        "2027-02-28", "2027-03-31", "2027-04-30",
    ]  # fmt: skip
    assert days(made(Event("u", "x", date(2027, 1, 30), every=1)), 3) == ["2027-01-30", "2027-02-28", "2027-03-30"]


def test_29_february_comes_round_every_year() -> None:
    assert days(made(Event("u", "x", date(2028, 2, 29), every=12)), 5) == [
        "2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29",
    ]  # fmt: skip


def test_an_ordinary_day_comes_round_on_that_day() -> None:
    assert days(made(Event("u", "x", date(2026, 11, 15), every=6)), 3) == ["2026-11-15", "2027-05-15", "2027-11-15"]


def test_what_comes_once_has_no_rule() -> None:
    (event,) = by_icalendar(made(Event("u", "x", date(2026, 11, 15))))
    assert "RRULE" not in event


def test_long_accented_text_is_folded_and_comes_back_whole() -> None:
    title = "Perché così è più giù: «città» — " * 12 + "🎧" * 60
    text = "Prima riga; con, segni\\ e\nseconda riga più lunga di settantacinque lettere, così da andare a capo"
    data = made(Event("u", title, date(2026, 12, 4), text))
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.replace(b"\r\n ", b"").split(b"\r\n"):
        line.decode()
    (one,), (other,) = by_icalendar(data), by_vobject(data)
    assert str(one["SUMMARY"]) == other.summary.value == title
    assert str(one["DESCRIPTION"]) == other.description.value == text


def test_nothing_typed_can_write_a_line_of_its_own() -> None:
    bad = "x\r\nBEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT\x00\x07\ud800"
    data = made(Event("u", bad, date(2026, 12, 4), bad))
    assert [str(one["UID"]) for one in by_icalendar(data)] == ["u@vaglio"]
    assert len(by_vobject(data)) == 1
    (event,) = by_icalendar(data)
    assert str(event["SUMMARY"]).endswith("��?")


def test_uids_are_stable_and_the_moment_is_the_one_given() -> None:
    event = Event("p1-action1", "Firma", date(2026, 12, 4))
    assert made(event) == made(event)
    (one,) = by_icalendar(made(event))
    assert str(one["UID"]) == "p1-action1@vaglio"
    assert one["DTSTAMP"].dt == datetime(2026, 11, 23, 9, 42, 11, tzinfo=UTC)


def test_the_frame_is_what_the_standard_asks_for() -> None:
    whole = Calendar.from_ical(made())
    assert whole["VERSION"] == "2.0"
    assert "PRODID" in whole
    assert by_icalendar(made()) == []
