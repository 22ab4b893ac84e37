"""A series and its editions show each other: whose versions move when something of one does.

A series shows its current edition, with the number of its entries. An edition shows the rules of
its series, the editions beside it, and what was picked of the one before. What editors change moves
the whole family. What readers change moves the one page that they lock, and the versions of these
pages hold the community's besides (``versions.ANYTIME``): more locks, and readers and editors would
wait for each other in a circle.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from wagtail_parenting.headless.tree import STEP
from wagtail_parenting.linkups.page_classes import edition_classes, series_classes


def family(series_path: str) -> set[int]:
    """Ids of the series at a tree path and of its editions. 1 query for each class."""
    pages: list[QuerySet[Any]] = [
        model._default_manager.filter(path=series_path) for model in series_classes()
    ]
    pages += [_below(model, series_path) for model in edition_classes()]
    return {pk for found in pages for pk in found.order_by().values_list("pk", flat=True)}


def coming_turns(series_path: str, now: datetime.datetime) -> Iterator[datetime.datetime]:
    """When the series will show another edition, or another state of it, by time alone. 1 query for
    each edition class."""
    for model in edition_classes():
        editions = _below(model, series_path).filter(live=True, closes_at__gt=now)
        for moments in editions.order_by().values_list("opens_at", "closes_at"):
            yield from (moment for moment in moments if moment > now)


def _below(model: type[Any], series_path: str) -> QuerySet[Any]:
    found: QuerySet[Any] = model._default_manager.filter(
        path__startswith=series_path, depth=len(series_path) // STEP + 1
    )
    return found
