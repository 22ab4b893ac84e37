"""The entries of a feed: of RSS, Atom and RDF by ``feedparser``, and of JSON Feed. Pure."""

from __future__ import annotations

import datetime
import html
import io
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import feedparser  # type: ignore[import-untyped]

from wagtail_parenting.outbound.charsets import decoded
from wagtail_parenting.outbound.feed_trimming import LONGEST, MAX_ENTRIES, Unreadable, trimmed

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One post: ``title`` is HTML, ``link`` perhaps relative to the address of the feed, ``at``
    when it was published, else changed. What the feed does not say is empty, or None."""

    title: str
    link: str
    at: datetime.datetime | None


def entries_of(body: bytes, *, charset: str | None) -> list[Entry] | None:
    """The first 500 entries of the feed ``body``; None if it is none.

    ``charset`` is what the server declares.
    """
    text = decoded(body, charset).lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return _json_entries(text)
    try:
        return _xml_entries(trimmed(text))
    except Unreadable:
        return None
    except Exception:  # none is known of, but feedparser is large, and strangers write feeds
        logger.exception("A feed could not be read for an unexpected reason.")
        return None


def newest(entries: Iterable[Entry]) -> Entry | None:
    """The entry with the latest time; the first one where none has a time."""
    least = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    return max(entries, key=lambda entry: entry.at or least, default=None)


def _xml_entries(feed: bytes) -> list[Entry]:
    # BytesIO: a string might be opened as a file or an address.
    # Without an address, links stay as they are, but for an xml:base of the feed itself.
    headers = {"content-type": "application/xml; charset=utf-8"}
    parsed = feedparser.parse(
        io.BytesIO(feed),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return [
        Entry(
            title=str(entry.get("title") or ""),
            link=str(entry.get("link") or ""),
            at=_moment(_parsed(entry, "published") or _parsed(entry, "updated")),
        )
        for entry in parsed.entries
    ]


def _parsed(entry: dict[str, Any], name: str) -> Any:
    """Not by its own ``get``, which gives the one for the other, and warns of it."""
    return dict.get(entry, f"{name}_parsed")


def _moment(parsed: Any) -> datetime.datetime | None:
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime.datetime(year, month, day, hour, minute, second, tzinfo=datetime.UTC)
    except (TypeError, ValueError):
        return None


def _json_entries(text: str) -> list[Entry] | None:
    """https://www.jsonfeed.org/version/1.1/"""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or "jsonfeed.org/version" not in str(feed.get("version")):
        return None
    items = feed.get("items")
    found = items[:MAX_ENTRIES] if isinstance(items, list) else []
    return [_json_entry(item) for item in found if isinstance(item, dict)]


def _json_entry(item: dict[str, Any]) -> Entry:
    title, link = item.get("title"), item.get("url") or item.get("id")
    times = (_json_moment(item.get(name)) for name in ("date_published", "date_modified"))
    return Entry(
        title=html.escape(_whole(title)),
        link=_whole(link),
        at=next((time for time in times if time), None),
    )


def _whole(text: object) -> str:
    """``text`` without halves of characters, which JSON can spell but nothing can store."""
    return text[:LONGEST].encode(errors="replace").decode() if isinstance(text, str) else ""


def _json_moment(value: object) -> datetime.datetime | None:
    try:
        moment = datetime.datetime.fromisoformat(str(value)[:40])
    except ValueError:
        return None
    return moment.astimezone(datetime.UTC) if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
