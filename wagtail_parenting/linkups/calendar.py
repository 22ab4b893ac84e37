"""A calendar of windows to subscribe to: iCalendar text (RFC 5545). Pure.

It only writes, and only what a list of windows needs: times in UTC, no recurrence, no time zones,
no reminders, nobody invited. Serve it as ``text/calendar; charset=utf-8``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from wagtail_parenting.moments import in_utc

PRODUCT = "-//wagtail-parenting//Link-ups//EN"
#: Octets in a line, without its end (RFC 5545, 3.1).
MAX_LINE = 75
#: What RFC 3986 lets stand in an address; Django's ``iri_to_uri`` has the same.
_IN_ADDRESSES = "/#%[]=:;$&()+,!?*@'~"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry of a calendar.

    Raises ``ValueError`` for what no calendar can show: no ``uid``, times without a zone, an end
    that is not after the start, a ``sequence`` below 0.
    """

    uid: str
    """Names the event in all calendars of the world, and stays the same when the event changes."""
    starts_at: datetime.datetime
    """With a time zone. Written in UTC, to the second, as all times are."""
    ends_at: datetime.datetime
    """The first instant that is no longer part of it."""
    modified_at: datetime.datetime
    """When anything of it last changed. Without a METHOD that is what DTSTAMP means too (RFC 5545,
    3.8.7.2), so that a calendar in which nothing has changed is the same text."""
    summary: str
    description: str = ""
    """Plain text, of any number of lines."""
    url: str = ""
    """The page of the edition."""
    sequence: int | None = None
    """How often the times were changed (RFC 5545, 3.8.7.4)."""

    def __post_init__(self) -> None:
        if not self.uid:
            raise ValueError("an event needs a uid")
        if any(
            moment.tzinfo is None for moment in (self.starts_at, self.ends_at, self.modified_at)
        ):
            raise ValueError("the times of an event need a zone")
        if _utc(self.starts_at) >= _utc(self.ends_at):
            raise ValueError("the event ends before it starts")
        if self.sequence is not None and self.sequence < 0:
            raise ValueError(f"{self.sequence} is no sequence")


def calendar_text(events: Iterable[Event], *, name: str, description: str = "") -> str:
    """The calendar ``name`` with ``events``, in their order. Lines end with CR and LF.

    Text may be in any language; control characters, which iCalendar cannot hold, are left out. An
    event does not make its reader busy. Without events it is a calendar without any, which RFC 5545
    (3.6) does not foresee and programs show as empty.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        # The name by RFC 7986 (5.1), and as the programs of Apple, Google and Microsoft read it.
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    if description:
        lines.append(f"DESCRIPTION:{_text(description)}")
        lines.append(f"X-WR-CALDESC:{_text(description)}")
    for event in events:
        lines.extend(_lines(event))
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_utc(event.modified_at)}"
    yield f"LAST-MODIFIED:{_utc(event.modified_at)}"
    if event.sequence is not None:
        yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{_utc(event.starts_at)}"
    yield f"DTEND:{_utc(event.ends_at)}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        # An address is no text: nothing in it is escaped by backslashes (RFC 5545, 3.3.13).
        yield f"URL:{quote(event.url, safe=_IN_ADDRESSES)}"
    # A window of days would mark its reader as busy for all of them.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(moment: datetime.datetime) -> str:
    """DATE-TIME in UTC (RFC 5545, 3.3.5)."""
    moment = in_utc(moment)
    return f"{moment.year:04}{moment:%m%dT%H%M%SZ}"  # %Y alone does not pad on Linux


def _text(text: str) -> str:
    """TEXT (RFC 5545, 3.3.11). Line ends of all kinds count: programs break lines at any."""
    text = re.sub(r"([\\;,])", r"\\\1", text)
    return _CONTROLS.sub("", r"\n".join(text.splitlines()))


def _folded(line: str) -> str:
    """``line`` over as many lines as it needs, each after the first behind a space (RFC 5545, 3.1).

    No character of UTF-8 is cut.
    """
    octets = line.encode()
    parts, start, room = [], 0, MAX_LINE
    while start + room < len(octets):
        end = start + room
        while octets[end] & 0b1100_0000 == 0b1000_0000:  # in the midst of a character
            end -= 1
        parts.append(octets[start:end])
        start, room = end, MAX_LINE - 1
    return b"\r\n ".join([*parts, octets[start:]]).decode()
