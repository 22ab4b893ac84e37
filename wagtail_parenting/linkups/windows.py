"""When editions open and close: from a weekly schedule on a wall clock to instants. Pure.

A schedule says what a clock in its time zone shows. A wall time that does not exist, because the
clocks were put forward over it, moves to the first that does; of one that comes twice the first is
meant. In both cases that is the first instant at which the clock shows the time or a later one,
so what comes later on the calendar never comes earlier. The zone of the server and Django's
settings play no part.
"""

from __future__ import annotations

import bisect
import datetime
import functools
import itertools
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wagtail_parenting.moments import LAST_KEPT, in_utc

State = Literal["upcoming", "open", "closed"]

WEEK = datetime.timedelta(weeks=1)
#: A window that opens on this day has closed, in any zone, before time that can be kept ends.
LAST_SLOT = LAST_KEPT.date() - 2 * WEEK
#: One is the zone of the server, the other no zone at all.
_NO_ZONES = {"localtime", "Factory"}


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When the editions of a series open and close.

    The first slot is the first ``open_weekday`` on or after ``first_day``, and from there every
    ``every_weeks`` weeks is one. A window closes when the clock next shows ``close_weekday`` and
    ``close_time`` after it has opened: one week later if both are those of the opening.

    Raises ``ValueError`` for what cannot be.
    """

    zone: str
    """IANA name, one of ``zone_names()``."""
    open_weekday: int
    """0 is Monday, 6 is Sunday."""
    open_time: datetime.time
    """By the wall clock: without a zone of its own."""
    close_weekday: int
    close_time: datetime.time
    every_weeks: int = 1
    """1 to 52."""
    first_day: datetime.date

    def __post_init__(self) -> None:
        _zone(self.zone)
        for weekday in (self.open_weekday, self.close_weekday):
            if not 0 <= weekday <= 6:
                raise ValueError(f"{weekday} is no weekday: 0 is Monday, 6 is Sunday")
        for time in (self.open_time, self.close_time):
            if time.tzinfo is not None:
                raise ValueError("the times of a schedule have no zone of their own")
        if not 1 <= self.every_weeks <= 52:
            raise ValueError(f"every {self.every_weeks} weeks is not from 1 to 52")


@dataclass(frozen=True)
class Window:
    """When one edition is open: from ``opens_at``, which belongs to it, to ``closes_at``."""

    slot: datetime.date
    """The day of opening on the schedule's calendar. It names the window for ever, also when the
    times are edited. (Only where a zone skipped the whole day does it open on another.)"""
    opens_at: datetime.datetime
    """In UTC."""
    closes_at: datetime.datetime
    """In UTC, always after ``opens_at``."""


def windows(schedule: Schedule, *, since: datetime.date) -> Iterator[Window]:
    """The windows from the first slot on or after ``since``, in order. They do not overlap.

    There is always another one, up to ``LAST_SLOT``.
    """
    start = schedule.first_day.toordinal()
    start += (schedule.open_weekday - schedule.first_day.weekday()) % 7
    step = 7 * schedule.every_weeks
    steps_before = max(0, -((start - since.toordinal()) // step))
    for day in range(start + steps_before * step, LAST_SLOT.toordinal() + 1, step):
        yield window_of(schedule, datetime.date.fromordinal(day))


def opens_on(schedule: Schedule, day: datetime.date) -> bool:
    """Whether one of the windows opens on ``day``."""
    found = next(windows(schedule, since=day), None)
    return found is not None and found.slot == day


def window_of(schedule: Schedule, slot: datetime.date) -> Window:
    """The window that opens on ``slot``.

    It may be a day on which the schedule, since it was edited, opens none. Where the clocks are put
    forward over all of a window, it lasts as long as on another day, from the first time that
    exists. Raises ``ValueError`` after ``LAST_SLOT``, and where the time lies before the year 1.
    """
    if slot > LAST_SLOT:
        raise ValueError(f"no window opens after {LAST_SLOT}")
    close_day = slot + datetime.timedelta(days=(schedule.close_weekday - slot.weekday()) % 7)
    lasts = _wall(close_day, schedule.close_time) - _wall(slot, schedule.open_time)
    if lasts <= datetime.timedelta(0):
        close_day, lasts = close_day + WEEK, lasts + WEEK
    opens_at = instant(slot, schedule.open_time, schedule.zone)
    closes_at = instant(close_day, schedule.close_time, schedule.zone)
    if closes_at == opens_at:
        closes_at = opens_at + lasts
    return Window(slot, opens_at, closes_at)


def next_windows(schedule: Schedule, *, after: datetime.datetime, count: int) -> list[Window]:
    """The first ``count`` windows that have not closed at ``after``: one that is open, and others.

    ``after`` has a time zone, or ``ValueError`` is raised. What closes at ``after`` has closed.
    """
    if after.tzinfo is None:
        raise ValueError("the time needs a zone")
    # A window lasts a week, and the day of ``after`` in its own zone may be two off.
    since = datetime.date.fromordinal(max(after.toordinal() - 10, 1))
    coming = (found for found in windows(schedule, since=since) if found.closes_at > after)
    return list(itertools.islice(coming, count))


def instant(day: datetime.date, time: datetime.time, zone: str) -> datetime.datetime:
    """When the clocks of ``zone`` show ``time`` on ``day``, in UTC.

    If they never do, when they first show a later time: 02:30 in a gap from 02:00 to 03:00 is
    03:00, a time on a day that was skipped is the midnight after it. If they do twice, the first
    time. Raises ``ValueError`` for an unknown zone and outside the years 1 to 9999.
    """
    tz, wall = _zone(zone), _wall(day, time)
    moment = in_utc(wall.replace(tzinfo=tz))
    if _shown(moment, tz) == wall:
        return moment
    # With the offsets of both sides of the gap (PEP 495) one finds an instant before the clocks
    # were put forward and one after. They are put forward at a full second of UTC.
    before = in_utc(wall.replace(tzinfo=tz, fold=1)).replace(microsecond=0)
    seconds = range(int((moment - before).total_seconds()) + 1)
    put_forward = bisect.bisect_left(
        seconds, wall, key=lambda second: _shown(before + datetime.timedelta(seconds=second), tz)
    )
    return before + datetime.timedelta(seconds=put_forward)


def state(
    opens_at: datetime.datetime, closes_at: datetime.datetime, now: datetime.datetime
) -> State:
    """Of an edition at ``now``: open from ``opens_at`` on until just before ``closes_at``."""
    if now < opens_at:
        return "upcoming"
    return "open" if now < closes_at else "closed"


@functools.cache
def zone_names() -> frozenset[str]:
    """The names of all time zones, as the machine or the package ``tzdata`` has them.

    Reads some 600 files the first time in a process.
    """
    return frozenset(zoneinfo.available_timezones() - _NO_ZONES)


def _zone(name: str) -> zoneinfo.ZoneInfo:
    # ZoneInfo alone takes ``localtime`` and, on some disks, names in other letter case.
    if name not in zone_names():
        raise ValueError(f"{name!r} is no time zone of the IANA database")
    return zoneinfo.ZoneInfo(name)


def _wall(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """What the clock shows; the first time, also when ``time`` remembers the second."""
    return datetime.datetime.combine(day, time).replace(fold=0)


def _shown(moment: datetime.datetime, tz: zoneinfo.ZoneInfo) -> datetime.datetime:
    return moment.astimezone(tz).replace(tzinfo=None, fold=0)
