"""Telling those who asked to hear of a series that an edition has opened: one mail each.

It goes by the database's clock, when ``parenting_tick`` looks: also for an edition that was
published late, but for none that opened long ago, has closed, or is not public.
"""

from __future__ import annotations

import datetime
from typing import Any

from django_tasks import task

from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages, parent_path
from wagtail_parenting.headless.visibility import public_pages
from wagtail_parenting.linkups.page_classes import edition_classes
from wagtail_parenting.readers import mailings

OPENS = "edition_opens"
#: An edition that opened longer ago when it is first seen is no news.
NEWS = datetime.timedelta(days=1)


def topic_of(series_id: int) -> str:
    """What one subscribes to."""
    return f"series-{series_id}"


def announce_due() -> int:
    """Enqueue the editions that have opened and are to be told of, also those that were cut short.
    Answers how many."""
    due = _due(Frontends.load())
    for edition in due:
        announce.enqueue(edition.pk)
    return len(due)


@task()
def announce(edition_id: int) -> None:
    """Write the mails of one edition. Safe to run again, or twice at once."""
    frontends = Frontends.load()
    for edition in _due(frontends, edition_id):
        series = all_pages().filter(path=parent_path(edition.path)).first()
        root = frontends.root_of(edition)
        if series is not None and root is not None:
            mailings.to_subscribers(
                OPENS,
                subject=str(edition_id),
                topic=topic_of(series.pk),
                site=frontends.sites[root.site_id],
            )


def _due(frontends: Frontends, edition_id: int | None = None) -> list[Any]:
    """Public editions that are open, and have opened just now or are being told of. 1 query for
    each edition class, and 1 more."""
    now = frontends.now
    found: list[Any] = []
    for model in edition_classes():
        there = model._default_manager.filter(opens_at__lte=now, closes_at__gt=now)
        if edition_id is not None:
            there = there.filter(pk=edition_id)
        found += public_pages(there, frontends.tree_paths())
    begun = mailings.begun(OPENS, [str(edition.pk) for edition in found])
    return [
        edition
        for edition in found
        if not begun.get(str(edition.pk), edition.opens_at <= now - NEWS)
    ]
