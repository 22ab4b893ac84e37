"""Holding the counters of entries against the rows that they count."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Sum

from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.linkups.models import EntryClicks, EntryLike, EntryReport, LinkUpEntry
from wagtail_parenting.moderation.recount import (
    Drift,
    compare,
    compare_page,
    counted,
    page_by_page,
)

#: Entries in memory at once.
BATCH = 500


def recount(*, page_id: int | None = None, repair: bool = True) -> Iterator[Drift]:
    """What has drifted, edition by edition; each is repaired under its lock."""
    if page_id is not None:
        return page_by_page([page_id], _edition, repair=repair)
    sent = LinkUpEntry.objects.filter(edition__in=all_pages().order_by().values("pk"))
    editions = sent.order_by().values_list("edition_id", flat=True).distinct()
    stamped = PageStamp.objects.filter(entries__gt=0).values_list("pk", flat=True)
    return page_by_page({*editions, *stamped}, _edition, repair=repair)


def _edition(page_id: int, repair: bool) -> Iterator[Drift]:
    there = LinkUpEntry.objects.filter(edition=page_id).only("status", "likes", "clicks", "reports")
    approved = last = 0
    while batch := list(there.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        ids = [entry.pk for entry in batch]
        likes = counted(EntryLike.objects.filter(entry__in=ids), "entry")
        clicks = counted(EntryClicks.objects.filter(entry__in=ids), "entry", Sum("count"))
        standing = EntryReport.objects.filter(entry__in=ids, resolved_at=None)
        reports = counted(standing, "entry")
        for entry in batch:
            approved += entry.is_approved
            right = {
                "likes": likes.get(entry.pk, 0),
                "clicks": clicks.get(entry.pk, 0),
                "reports": reports.get(entry.pk, 0),
            }
            yield from compare("entry", entry, right, repair=repair)
    yield from compare_page(page_id, {"entries": approved}, repair=repair)
