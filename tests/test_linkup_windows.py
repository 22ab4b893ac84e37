"""Editions open and close by the wall clock, whatever the clocks and the calendar do."""

from __future__ import annotations

import datetime
import itertools
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_parenting.linkups import windows as module
from wagtail_parenting.linkups.windows import (
    Schedule,
    Window,
    instant,
    next_windows,
    state,
    window_of,
    windows,
    zone_names,
)

UTC = datetime.UTC
DAY = datetime.timedelta(days=1)
MONDAY, TUESDAY, FRIDAY, SATURDAY, SUNDAY = 0, 1, 4, 5, 6
NEW_YORK, LORD_HOWE, APIA = "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"


def schedule(**changes):
    """Opens on Tuesdays at 20:00 in New York, closes on Sundays at 23:00."""
    defaults = {
        "zone": NEW_YORK,
        "open_weekday": TUESDAY,
        "open_time": datetime.time(20),
        "close_weekday": SUNDAY,
        "close_time": datetime.time(23),
        "every_weeks": 1,
        "first_day": datetime.date(2026, 1, 1),
    }
    return Schedule(**(defaults | changes))


def utc(text):
    return datetime.datetime.fromisoformat(f"{text}+00:00")


def found(schedule, since, count):
    """Slots, openings and closings as texts."""
    since = datetime.date.fromisoformat(since)
    return [
        (str(window.slot), f"{window.opens_at:%m-%d %H:%M}", f"{window.closes_at:%m-%d %H:%M}")
        for window in itertools.islice(windows(schedule, since=since), count)
    ]


def shown(moment, zone):
    return moment.astimezone(zoneinfo.ZoneInfo(zone)).replace(tzinfo=None, fold=0)


# --- Clock changes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (
            "2026-03-03",
            [
                ("2026-03-03", "03-04 01:00", "03-09 03:00"),
                ("2026-03-10", "03-11 00:00", "03-16 03:00"),
            ],
        ),
        (
            "2026-10-20",
            [
                ("2026-10-20", "10-21 00:00", "10-26 03:00"),
                ("2026-10-27", "10-28 00:00", "11-02 04:00"),
                ("2026-11-03", "11-04 01:00", "11-09 04:00"),
            ],
        ),
        (
            "2027-03-09",
            [
                ("2027-03-09", "03-10 01:00", "03-15 03:00"),
                ("2027-03-16", "03-17 00:00", "03-22 03:00"),
            ],
        ),
        (
            "2027-11-02",
            [
                ("2027-11-02", "11-03 00:00", "11-08 04:00"),
                ("2027-11-09", "11-10 01:00", "11-15 04:00"),
            ],
        ),
    ],
)
def test_eight_in_the_evening_stays_eight_in_the_evening(since, expected):
    assert found(schedule(), since, len(expected)) == expected


def test_a_shift_of_half_an_hour():
    weekly = schedule(zone=LORD_HOWE, close_weekday=TUESDAY, close_time=datetime.time(20))
    assert found(weekly, "2026-03-31", 2) == [
        ("2026-03-31", "03-31 09:00", "04-07 09:30"),
        ("2026-04-07", "04-07 09:30", "04-14 09:30"),
    ]


@pytest.mark.parametrize(
    ("zone", "day", "asked", "expected"),
    [
        (NEW_YORK, "2026-03-08", "01:59:59", "2026-03-08T06:59:59"),
        (NEW_YORK, "2026-03-08", "02:00", "2026-03-08T07:00"),
        (NEW_YORK, "2026-03-08", "02:30", "2026-03-08T07:00"),
        (NEW_YORK, "2026-03-08", "02:59:59.999999", "2026-03-08T07:00"),
        (NEW_YORK, "2026-03-08", "03:00", "2026-03-08T07:00"),
        ("Europe/Berlin", "2027-03-28", "02:15", "2027-03-28T01:00"),
        # Midnight itself does not exist.
        ("America/Santiago", "2019-09-08", "00:00", "2019-09-08T04:00"),
        (LORD_HOWE, "2026-10-04", "02:00", "2026-10-03T15:30"),
        (LORD_HOWE, "2026-10-04", "02:10", "2026-10-03T15:30"),
        (LORD_HOWE, "2026-10-04", "02:40", "2026-10-03T15:40"),
        # Samoa crossed the date line: there was no 30 December.
        (APIA, "2011-12-29", "23:59", "2011-12-30T09:59"),
        (APIA, "2011-12-30", "00:00", "2011-12-30T10:00"),
        (APIA, "2011-12-30", "15:00", "2011-12-30T10:00"),
        (APIA, "2011-12-31", "00:00", "2011-12-30T10:00"),
    ],
)
def test_a_time_that_does_not_exist_is_the_first_that_does(zone, day, asked, expected):
    asked = datetime.time.fromisoformat(asked)
    assert instant(datetime.date.fromisoformat(day), asked, zone) == utc(expected)


@pytest.mark.parametrize(
    ("zone", "day", "asked", "expected"),
    [
        (NEW_YORK, "2026-11-01", "00:59", "2026-11-01T04:59"),
        (NEW_YORK, "2026-11-01", "01:00", "2026-11-01T05:00"),
        (NEW_YORK, "2026-11-01", "01:30", "2026-11-01T05:30"),
        (NEW_YORK, "2026-11-01", "02:00", "2026-11-01T07:00"),
        (LORD_HOWE, "2026-04-05", "01:45", "2026-04-04T14:45"),
        (LORD_HOWE, "2026-04-05", "02:00", "2026-04-04T15:30"),
    ],
)
@pytest.mark.parametrize("fold", [0, 1])
def test_of_a_time_that_comes_twice_the_first_is_meant(zone, day, asked, expected, fold):
    asked = datetime.time.fromisoformat(asked).replace(fold=fold)
    assert instant(datetime.date.fromisoformat(day), asked, zone) == utc(expected)


# --- Windows -------------------------------------------------------------------------------------


def test_windows_go_on_over_new_year():
    assert found(schedule(), "2026-12-23", 2) == [
        ("2026-12-29", "12-30 01:00", "01-04 04:00"),
        ("2027-01-05", "01-06 01:00", "01-11 04:00"),
    ]


@pytest.mark.parametrize("since", ["2026-01-01", "2026-12-30", "2031-05-05", "2026-01-06"])
def test_every_second_week_keeps_its_step_across_years(since):
    since = datetime.date.fromisoformat(since)
    found = itertools.islice(windows(schedule(every_weeks=2), since=since), 60)
    slots = [window.slot for window in found]
    assert since <= slots[0] < since + 14 * DAY
    assert {(slot - datetime.date(2026, 1, 6)).days % 14 for slot in slots} == {0}
    assert {later - earlier for earlier, later in itertools.pairwise(slots)} == {14 * DAY}


def test_the_first_slot_is_on_or_after_the_first_day():
    on_it = schedule(first_day=datetime.date(2026, 1, 6))
    for since in ("0001-01-01", "2026-01-06"):
        assert found(on_it, since, 1) == found(schedule(), since, 1)
        assert found(on_it, since, 1)[0][0] == "2026-01-06"
    day_after = schedule(first_day=datetime.date(2026, 1, 7))
    assert found(day_after, "0001-01-01", 1)[0][0] == "2026-01-13"


def test_equal_times_mean_one_week():
    weekly = schedule(close_weekday=TUESDAY, close_time=datetime.time(20), every_weeks=4)
    assert found(weekly, "2026-03-03", 1) == [("2026-03-03", "03-04 01:00", "03-11 00:00")]


@pytest.mark.parametrize(
    ("weekday", "close_time", "expected"),
    [
        (TUESDAY, datetime.time(20, 1), utc("2026-06-03T00:01")),
        (TUESDAY, datetime.time(19, 59), utc("2026-06-09T23:59")),
        (MONDAY, datetime.time(20), utc("2026-06-09T00:00")),
    ],
)
def test_a_window_closes_when_the_clock_next_shows_the_time(weekday, close_time, expected):
    by_clock = schedule(close_weekday=weekday, close_time=close_time)
    assert window_of(by_clock, datetime.date(2026, 6, 2)).closes_at == expected


@pytest.mark.parametrize(
    ("zone", "slot", "opens", "closes", "expected"),
    [
        # 02:15 to 02:45, and neither exists: half an hour, from the first time that does.
        (NEW_YORK, "2026-03-08", "02:15", "02:45", ("07:00", "07:30")),
        (NEW_YORK, "2026-03-08", "02:15", "03:10", ("07:00", "07:10")),
        (NEW_YORK, "2026-03-08", "01:30", "02:45", ("06:30", "07:00")),
        (APIA, "2011-12-30", "08:00", "20:00", ("10:00", "22:00")),
    ],
)
def test_no_window_is_lost_in_a_gap(zone, slot, opens, closes, expected):
    slot = datetime.date.fromisoformat(slot)
    short = schedule(
        zone=zone,
        open_weekday=slot.weekday(),
        open_time=datetime.time.fromisoformat(opens),
        close_weekday=slot.weekday(),
        close_time=datetime.time.fromisoformat(closes),
    )
    window = window_of(short, slot)
    assert window.slot == slot
    assert (f"{window.opens_at:%H:%M}", f"{window.closes_at:%H:%M}") == expected


def test_a_week_on_both_sides_of_a_skipped_day():
    weekly = schedule(
        zone=APIA,
        open_weekday=FRIDAY,
        close_weekday=FRIDAY,
        close_time=datetime.time(20),
        first_day=datetime.date(2011, 12, 20),
    )
    assert found(weekly, "2011-12-20", 3) == [
        ("2011-12-23", "12-24 06:00", "12-30 10:00"),
        ("2011-12-30", "12-30 10:00", "01-06 06:00"),
        ("2012-01-06", "01-06 06:00", "01-13 06:00"),
    ]


def test_a_slot_keeps_its_day_when_the_schedule_is_edited():
    slot = datetime.date(2026, 6, 2)
    edited = schedule(open_weekday=SATURDAY, open_time=datetime.time(9))
    window = window_of(edited, slot)
    assert window == Window(slot, utc("2026-06-02T13:00"), utc("2026-06-08T03:00"))


# --- The next ones -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "first"),
    [
        ("2026-06-03T00:00", "2026-06-02"),  # opens
        ("2026-06-05T12:00", "2026-06-02"),
        ("2026-06-08T02:59:59", "2026-06-02"),
        ("2026-06-08T03:00", "2026-06-09"),  # closes
        ("0001-01-01T00:00", "2026-01-06"),
    ],
)
def test_next_are_those_that_have_not_closed(after, first):
    slots = [window.slot for window in next_windows(schedule(), after=utc(after), count=3)]
    first = datetime.date.fromisoformat(first)
    assert slots == [first, first + 7 * DAY, first + 14 * DAY]


def test_the_last_minute_of_a_week_is_found_from_the_other_side_of_the_date_line():
    """In Kiritimati it is two days later than where the window closes."""
    weekly = schedule(
        zone="Etc/GMT+12",
        open_time=datetime.time(23, 59),
        close_weekday=TUESDAY,
        close_time=datetime.time(23, 59),
    )
    after = utc("2026-06-10T11:58").astimezone(zoneinfo.ZoneInfo("Pacific/Kiritimati"))
    (window,) = next_windows(weekly, after=after, count=1)
    assert window.slot == datetime.date(2026, 6, 2)
    assert after.date() - window.slot == 9 * DAY


def test_next_asks_for_a_zone_and_a_count():
    with pytest.raises(ValueError, match="needs a zone"):
        next_windows(schedule(), after=datetime.datetime(2026, 1, 1), count=1)
    assert next_windows(schedule(), after=utc("2026-01-01T00:00"), count=0) == []
    with pytest.raises(ValueError, match="islice"):
        next_windows(schedule(), after=utc("2026-01-01T00:00"), count=-1)


def test_time_ends_quietly():
    at_the_end = schedule(first_day=datetime.date.max)
    assert next_windows(at_the_end, after=utc("2026-01-01T00:00"), count=1) == []
    assert list(windows(schedule(), since=datetime.date.max)) == []
    before_it = list(windows(schedule(zone="Etc/GMT+12"), since=module.LAST_SLOT - 20 * DAY))
    assert 1 <= len(before_it) <= 3
    with pytest.raises(ValueError, match="opens after"):
        window_of(schedule(), datetime.date.max)
    with pytest.raises(ValueError, match="years 1 to 9999"):
        instant(datetime.date.min, datetime.time(0), APIA)


# --- States --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-06-02T23:59:59.999999", "upcoming"),
        ("2026-06-03T00:00", "open"),
        ("2026-06-08T02:59:59.999999", "open"),
        ("2026-06-08T03:00", "closed"),
    ],
)
def test_the_opening_belongs_to_a_window_and_the_closing_does_not(now, expected):
    assert state(utc("2026-06-03T00:00"), utc("2026-06-08T03:00"), utc(now)) == expected
    elsewhere = utc(now).astimezone(zoneinfo.ZoneInfo(LORD_HOWE))
    assert state(utc("2026-06-03T00:00"), utc("2026-06-08T03:00"), elsewhere) == expected


# --- What cannot be ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "zone",
    [
        *("", "Mars/Olympus", "New York", "America", "america/new_york", "x" * 400),
        *("localtime", "Factory", "right/UTC", "../UTC", "/etc/localtime", "UTC\0"),
    ],
)
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(ValueError, match="no time zone"):
        schedule(zone=zone)
    with pytest.raises(ValueError, match="no time zone"):
        instant(datetime.date(2026, 1, 1), datetime.time(0), zone)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"open_weekday": 7}, "no weekday"),
        ({"close_weekday": -1}, "no weekday"),
        ({"every_weeks": 0}, "from 1 to 52"),
        ({"every_weeks": 53}, "from 1 to 52"),
        ({"open_time": datetime.time(20, tzinfo=UTC)}, "zone of their own"),
        ({"close_time": datetime.time(20, tzinfo=UTC)}, "zone of their own"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        schedule(**changes)


# --- Any server ----------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["UTC", NEW_YORK, APIA, LORD_HOWE, "Asia/Kolkata", "Etc/GMT+12"])
def test_the_zones_of_the_server_and_of_django_play_no_part(zone, server_zone, settings):
    server_zone(zone)
    settings.TIME_ZONE = zone
    assert found(schedule(), "2026-10-27", 2) == [
        ("2026-10-27", "10-28 00:00", "11-02 04:00"),
        ("2026-11-03", "11-04 01:00", "11-09 04:00"),
    ]
    (window,) = next_windows(schedule(), after=utc("2026-11-02T03:59"), count=1)
    assert window.slot == datetime.date(2026, 10, 27)
    in_gap = instant(datetime.date(2026, 3, 8), datetime.time(2, 30), NEW_YORK)
    assert in_gap == utc("2026-03-08T07:00")
    assert in_gap.tzinfo is UTC


# --- Any schedule --------------------------------------------------------------------------------

#: Times of day that clocks jump over, and all others.
times = st.one_of(
    st.sampled_from([datetime.time(hour, minute) for hour in range(4) for minute in (0, 15, 45)]),
    st.times(),
)
days = st.dates(datetime.date(1970, 1, 1), datetime.date(2060, 12, 31))
schedules = st.builds(
    Schedule,
    zone=st.sampled_from(sorted(zone_names())),
    open_weekday=st.integers(0, 6),
    open_time=times,
    close_weekday=st.integers(0, 6),
    close_time=times,
    every_weeks=st.integers(1, 52),
    first_day=days,
)
thorough = settings(max_examples=400, deadline=None)


def wall(day, time):
    return datetime.datetime.combine(day, time).replace(fold=0)


def exists(wall, zone):
    """Whether a clock ever shows ``wall``: by PEP 495, when there and back again is the same."""
    return shown(wall.replace(tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(UTC), zone) == wall


def first_slot(schedule, since):
    """Day by day."""
    slot = schedule.first_day
    while slot.weekday() != schedule.open_weekday:
        slot += DAY
    while slot < since:
        slot += 7 * schedule.every_weeks * DAY
    return slot


@thorough
@given(schedules, days)
def test_windows_of_any_schedule(schedule, since):
    several = list(itertools.islice(windows(schedule, since=since), 30))
    assert several[0].slot == first_slot(schedule, since)
    for window in several:
        assert window.slot.weekday() == schedule.open_weekday
        assert window.opens_at < window.closes_at < window.opens_at + 9 * DAY
        assert window == window_of(schedule, window.slot)
        assert window.opens_at.tzinfo is window.closes_at.tzinfo is UTC
    for earlier, later in itertools.pairwise(several):
        assert later.slot - earlier.slot == 7 * schedule.every_weeks * DAY
        assert earlier.opens_at < later.opens_at
        assert earlier.closes_at <= later.opens_at


@thorough
@given(schedules, days)
def test_the_clock_shows_the_times_that_were_asked_for(schedule, slot):
    window = window_of(schedule, slot)
    opening = wall(slot, schedule.open_time)
    closings = [wall(slot + ahead * DAY, schedule.close_time) for ahead in range(9)]
    closing = next(
        closing
        for closing in closings
        if closing > opening and closing.weekday() == schedule.close_weekday
    )
    if exists(opening, schedule.zone):
        assert shown(window.opens_at, schedule.zone) == opening
    if exists(closing, schedule.zone) and closing > shown(window.opens_at, schedule.zone):
        assert shown(window.closes_at, schedule.zone) == closing


@thorough
@given(days, times, st.sampled_from(sorted(zone_names())))
def test_an_instant_is_the_first_at_which_the_clock_shows_the_time_or_a_later_one(day, time, zone):
    moment = instant(day, time, zone)
    asked = wall(day, time)
    assert shown(moment, zone) >= asked
    for before in (1e-6, 1, 60, 1800, 3600, 7200, 86_400, 2 * 86_400):
        assert shown(moment - datetime.timedelta(seconds=before), zone) < asked


@thorough
@given(schedules, st.datetimes(datetime.datetime(1970, 2, 1), datetime.datetime(2060, 1, 1)))
def test_the_next_are_all_that_have_not_closed(schedule, after):
    after = after.replace(tzinfo=UTC)
    coming = next_windows(schedule, after=after, count=4)
    everything = windows(schedule, since=after.date() - 60 * DAY)
    assert coming == list(
        itertools.islice((window for window in everything if window.closes_at > after), 4)
    )
