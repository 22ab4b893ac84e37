"""Where link-ups are shown besides their own pages, and when time alone changes that.

A series shows its current edition; an edition the rules of its series, the editions beside it and
what was picked of the last; a block in any body a series or an edition. Versions follow all of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone

from wagtail_parenting.headless import dependents
from wagtail_parenting.headless.streams import body_fields, is_id, raw_stream, structs_of
from wagtail_parenting.headless.tree import STEP, all_pages, parent_path
from wagtail_parenting.linkups.blocks import LinkUpBlock
from wagtail_parenting.linkups.page_classes import edition_classes

DAY = datetime.timedelta(days=1)


def in_blocks(page: Any) -> set[int]:
    """Ids of what the link-up blocks of ``page`` show: series and editions. No query."""
    return {pk for pk in _chosen(page) if is_id(pk)}


def _chosen(page: Any) -> Iterator[Any]:
    for body in body_fields(page):
        for raw in structs_of(body.stream_block, raw_stream(page, body), LinkUpBlock):
            yield raw.get("link_up")


def shows_readers(page: Any) -> bool:
    """Whether ``page`` shows what readers wrote below others: how many links there are, or what was
    picked. No query."""
    return _is(page, "is_linkup") or _is(page, "is_linkup_series") or bool(in_blocks(page))


def turns(page: Any) -> set[datetime.datetime]:
    """When another edition opens or closes that ``page`` shows. 1 query for each edition class, and
    1 for blocks; none for a page that shows none."""
    ids = in_blocks(page)
    chosen = all_pages().filter(pk__in=ids).order_by() if ids else all_pages().none()
    paths = set(chosen.values_list("path", flat=True))
    if _is(page, "is_linkup_series"):
        paths.add(page.path)
    if not paths:
        return set()
    below = reduce(or_, (Q(path__startswith=path) for path in paths))
    found: set[datetime.datetime] = set()
    since = timezone.now() - DAY
    for model in edition_classes():
        editions = model._default_manager.filter(below, closes_at__gt=since)
        for moments in editions.values_list("opens_at", "closes_at"):
            found.update(moment for moment in moments if moment > since)
    return found


def family(page: Any) -> set[int]:
    """Ids of the pages that show something of ``page``, an edition or a series, by themselves: the
    series and all its editions. 1 query, none for another page."""
    above = _series_path(page)
    if above is None:
        return set()
    depth = len(above) // STEP + 1
    found = all_pages().filter(Q(path=above) | Q(path__startswith=above, depth=depth))
    return set(found.order_by().values_list("pk", flat=True))


def pages_with_state_of(page: Any) -> set[int]:
    """Ids of the pages that say how ``page``, an edition or a series, stands: its series, and those
    with a block that shows it. No query for another page."""
    above = _series_path(page)
    if above is None:
        return set()
    series = set(all_pages().filter(path=above).order_by().values_list("pk", flat=True))
    return series | dependents.pages_with_cards_of({page.pk, *series})


def _series_path(page: Any) -> str | None:
    if _is(page, "is_linkup_series"):
        return str(page.path)
    return parent_path(page.path) if _is(page, "is_linkup") else None


def _is(page: Any, kind: str) -> bool:
    return getattr(page.specific_class, kind, False) is True
