"""The calendar of windows is iCalendar, whatever editors write into it."""

from __future__ import annotations

import datetime
import re
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_parenting.linkups.calendar import Event, calendar_text

UTC = datetime.UTC
NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
FAMILY = "👨‍👩‍👧‍👦"


def event(**changes):
    defaults = {
        "uid": "2026-10-27.edition.812@www.example.org",
        "starts_at": datetime.datetime(2026, 10, 28, tzinfo=UTC),
        "ends_at": datetime.datetime(2026, 11, 2, 4, tzinfo=UTC),
        "modified_at": datetime.datetime(2026, 9, 1, 8, 30, 15, 999_999, tzinfo=UTC),
        "summary": "Tuesday link-up 45",
    }
    return Event(**(defaults | changes))


# --- A small reader, written after RFC 5545 alone ------------------------------------------------


def content_lines(text):
    """(name, value as written) of each line, unfolded; on the way every rule of 3.1 is checked."""
    octets = text.encode()
    assert octets.endswith(b"\r\n")
    for line in octets[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode()  # no character is cut
    unfolded = octets.replace(b"\r\n ", b"").decode()
    return [re.fullmatch(r"([A-Z-]+):(.*)", line).groups() for line in unfolded.split("\r\n")[:-1]]


def unescaped(value):
    """A value of the type TEXT (3.3.11); nothing in it may stand that had to be escaped."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), value
    return re.sub(
        r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value, flags=re.DOTALL
    )


def read(text):
    """The properties of the calendar, and those of each event."""
    lines = content_lines(text)
    assert lines[0] == ("BEGIN", "VCALENDAR")
    assert lines[-1] == ("END", "VCALENDAR")
    calendar, events, inside = {}, [], None
    for name, value in lines[1:-1]:
        if (name, value) == ("BEGIN", "VEVENT"):
            assert inside is None
            inside = {}
            events.append(inside)
        elif (name, value) == ("END", "VEVENT"):
            assert inside is not None
            inside = None
        else:
            place = calendar if inside is None else inside
            assert name not in place
            place[name] = value
    assert inside is None
    return calendar, events


# --- The shape -----------------------------------------------------------------------------------


def test_a_calendar_in_full():
    events = [
        event(
            description="Share a post, old or new; one per blog.\nBe kind.",
            url="https://www.example.org/link-ups/45/",
            sequence=2,
        )
    ]
    assert calendar_text(events, name="Link-ups", description="All of them").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//wagtail-parenting//Link-ups//EN",
        "NAME:Link-ups",
        "X-WR-CALNAME:Link-ups",
        "DESCRIPTION:All of them",
        "X-WR-CALDESC:All of them",
        "BEGIN:VEVENT",
        "UID:2026-10-27.edition.812@www.example.org",
        "DTSTAMP:20260901T083015Z",
        "LAST-MODIFIED:20260901T083015Z",
        "SEQUENCE:2",
        "DTSTART:20261028T000000Z",
        "DTEND:20261102T040000Z",
        "SUMMARY:Tuesday link-up 45",
        r"DESCRIPTION:Share a post\, old or new\; one per blog.\nBe kind.",
        "URL:https://www.example.org/link-ups/45/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_what_is_not_given_is_not_there():
    calendar, (only,) = read(calendar_text([event()], name="Link-ups"))
    assert set(calendar) == {"VERSION", "PRODID", "NAME", "X-WR-CALNAME"}
    assert {"SEQUENCE", "DESCRIPTION", "URL", "METHOD"}.isdisjoint(only)
    _calendar, (first,) = read(calendar_text([event(sequence=0)], name="Link-ups"))
    assert first["SEQUENCE"] == "0"


def test_events_keep_their_order_and_may_be_none():
    uids = ["c", "a", "b"]
    _calendar, events = read(calendar_text((event(uid=uid) for uid in uids), name="Link-ups"))
    assert [found["UID"] for found in events] == uids
    calendar, events = read(calendar_text([], name="Link-ups"))
    assert (calendar["NAME"], events) == ("Link-ups", [])


def test_times_are_in_utc_whatever_zone_they_come_in():
    starts = datetime.datetime(2026, 10, 27, 20, tzinfo=NEW_YORK)
    ends = datetime.datetime(2026, 11, 1, 23, tzinfo=NEW_YORK)
    here = event(starts_at=starts, ends_at=ends)
    assert calendar_text([here], name="a") == calendar_text([event()], name="a")
    long_ago = event(starts_at=datetime.datetime(476, 9, 4, tzinfo=UTC))
    assert "DTSTART:04760904T000000Z" in calendar_text([long_ago], name="a")


# --- Texts ---------------------------------------------------------------------------------------

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def as_kept(text):
    """What iCalendar can hold of a text."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", "\n".join(text.splitlines()))


@given(any_text, any_text, any_text)
def test_every_text_comes_back_and_none_breaks_out(name, summary, description):
    text = calendar_text([event(summary=summary, description=description)], name=name)
    calendar, (only,) = read(text)
    assert unescaped(calendar["NAME"]) == unescaped(calendar["X-WR-CALNAME"]) == as_kept(name)
    assert unescaped(only["SUMMARY"]) == as_kept(summary)
    assert unescaped(only.get("DESCRIPTION", "")) == as_kept(description)
    assert only["UID"] == event().uid


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\\b", r"a\\b"),
        (r"a\nb", r"a\\nb"),
        ("a;b,c:d", r"a\;b\,c:d"),
        ('"a"', '"a"'),
        ("a\r\nb\rc\nd", r"a\nb\nc\nd"),
        ("a\u2028b\u2029c\x85d", r"a\nb\nc\nd"),
        ("a\x00\x1b\x7f\tb", "a\tb"),
        ("a\r\nEND:VCALENDAR", r"a\nEND:VCALENDAR"),
        ("\\;", r"\\\;"),
    ],
)
def test_text_is_escaped(text, written):
    _calendar, (only,) = read(calendar_text([event(summary=text)], name="a"))
    assert only["SUMMARY"] == written


@pytest.mark.parametrize("letter", ["a", "é", "ش", "𝒜", FAMILY, " "])
@pytest.mark.parametrize("before", range(5))
def test_long_lines_are_folded_between_characters(letter, before):
    summary = "x" * before + letter * 120 + "."
    text = calendar_text([event(summary=summary)], name="a")
    _calendar, (only,) = read(text)
    assert only["SUMMARY"] == summary


@pytest.mark.parametrize(("length", "lines"), [(67, 1), (68, 2), (141, 2), (142, 3)])
def test_lines_are_as_long_as_they_may_be(length, lines):
    written = calendar_text([event(summary="x" * length)], name="a")
    (folded,) = re.findall(r"^SUMMARY:x+\r\n(?: x+\r\n)*", written, re.MULTILINE)
    assert folded.count("\r\n") == lines


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/x?a=1,2;3&b=%C3%A9#top", "https://a.example/x?a=1,2;3&b=%C3%A9#top"),
        ("https://a.example/\u00e9/", "https://a.example/%C3%A9/"),
        ("https://a.example/\r\nEND:VEVENT", "https://a.example/%0D%0AEND:VEVENT"),
        ("https://a.example/a b\\", "https://a.example/a%20b%5C"),
    ],
)
def test_addresses_are_not_escaped_as_text_is(url, written):
    _calendar, (only,) = read(calendar_text([event(url=url)], name="a"))
    assert only["URL"] == written


# --- What cannot be ------------------------------------------------------------------------------

NAIVE = datetime.datetime(2026, 10, 30)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"uid": ""}, "needs a uid"),
        ({"starts_at": NAIVE}, "need a zone"),
        ({"ends_at": NAIVE}, "need a zone"),
        ({"modified_at": NAIVE}, "need a zone"),
        ({"ends_at": datetime.datetime(2026, 10, 28, 0, 0, 0, 9, tzinfo=UTC)}, "ends before"),
        ({"ends_at": datetime.datetime(2026, 10, 27, tzinfo=UTC)}, "ends before"),
        ({"sequence": -1}, "no sequence"),
    ],
)
def test_an_event_that_cannot_be_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        event(**changes)
