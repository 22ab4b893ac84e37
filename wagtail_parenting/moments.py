"""Moments at the edges of time: which can be asked for, and which can be kept.

Databases and Python count the years 1 to 9999, but each in its own way: near the edges the same
moment is an empty answer on one database and an error on the next.
"""

from __future__ import annotations

import datetime

#: No time zone is a day or more away from UTC: between these, every one can show a moment.
FIRST_KEPT = datetime.datetime(1, 1, 2, tzinfo=datetime.UTC)
LAST_KEPT = datetime.datetime(9999, 12, 30, tzinfo=datetime.UTC)


def in_utc(moment: datetime.datetime) -> datetime.datetime:
    """``moment`` in UTC; without a zone it is meant in UTC. For what is asked for.

    Raises ``ValueError`` when it lies outside the years 1 to 9999 of UTC.
    """
    if moment.tzinfo is None:
        return moment.replace(tzinfo=datetime.UTC)
    try:
        return moment.astimezone(datetime.UTC)
    except OverflowError:
        raise ValueError("the time lies outside the years 1 to 9999") from None


def can_be_kept(moment: datetime.datetime) -> bool:
    """Whether every database can hold ``moment`` and every time zone can show it.

    A page with any other could not be opened in the editor again.
    """
    try:
        return FIRST_KEPT <= in_utc(moment) <= LAST_KEPT
    except ValueError:
        return False
