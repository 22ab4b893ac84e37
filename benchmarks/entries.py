"""Entries of a link-up in bulk: as many as it takes, numbered and counted, the same every time."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.db import transaction

from benchmarks.content import Writer
from benchmarks.rows import Rows, moment
from wagtail_parenting.api.linkups import entries_listing
from wagtail_parenting.api.pagination import make_cursor
from wagtail_parenting.headless import community
from wagtail_parenting.linkups import queries
from wagtail_parenting.linkups.models import SHUFFLE_END, LinkUpEntry, Preview
from wagtail_parenting.moderation.standing import Status

#: So many texts there are; entries take turns with them.
TEXTS = 500
FIRST_DAY = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)


def write(edition_id: int, count: int, *, first_id: int = 1) -> None:
    """``count`` approved entries, with ids that follow each other, in an edition that has none."""
    blank = LinkUpEntry(edition_id=edition_id, status=Status.APPROVED, preview=Preview.READY)
    rows = Rows(blank)
    with transaction.atomic():
        rows.write(_entries(count, first_id))
        community.lock(edition_id)
        community.touch(edition_id, entries=count)
    rows.finish()


def cursor_in_the_middle(edition_id: int, order: str, seed: int | None = None) -> str:
    """Of the page of a list that begins behind half of the entries."""
    left, after = LinkUpEntry.objects.filter(edition=edition_id).count() // 2, None
    while left:
        page = queries.entries(
            edition_id, order=order, seed=seed or 0, limit=min(left, 1000), after=after
        )
        left, after = left - len(page.rows), page.next
    return quote(make_cursor(entries_listing(edition_id, order, seed), after) or "")


def _entries(count: int, first_id: int) -> Iterator[dict[str, Any]]:
    writers = [Writer(number) for number in range(TEXTS)]
    texts = [(writer.title(), writer.sentence(20)) for writer in writers]
    for number in range(1, count + 1):
        host = f"blog-{number}.example"
        key = f"{host}/{number}"  # as ``linkups.canonical`` has it
        title, description = texts[number % TEXTS]
        written_at = moment(FIRST_DAY + datetime.timedelta(seconds=20 * number))
        yield {
            "id": first_id + number - 1,
            "number": number,
            "url": f"https://{key}/",
            "key": key,
            "key_hash": hashlib.sha256(key.encode()).hexdigest(),
            "domain": host,
            "title": title,
            "blog": f"Blog {number}",
            "name": f"Blogger {number}",
            "description": description,
            "likes": max(0, number * 7919 % 23 - 15),  # most have none
            "clicks": number * 104_729 % 211,
            # Odd factors: no number comes twice, and they lie as if by chance.
            "shuffle_one": number * 1_103_515_245 % SHUFFLE_END,
            "shuffle_two": number * 1_664_525 % SHUFFLE_END,
            "created_at": written_at,
            "decided_at": written_at,
        }
