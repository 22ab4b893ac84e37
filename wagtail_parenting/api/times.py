"""How the API writes times and dates."""

from __future__ import annotations

import datetime


def utc(moment: datetime.datetime | None) -> str | None:
    """ISO 8601 in UTC, whole seconds, with ``Z``."""
    if moment is None:
        return None
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None
