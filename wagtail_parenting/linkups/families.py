"""A series and its editions show each other: whose versions move when something of one does.

A series shows its current edition, with the number of its entries. An edition shows the rules of
its series, the editions beside it, and what was picked of the one before.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Length, Substr

from wagtail_parenting.headless import community
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import STEP, parent_path
from wagtail_parenting.linkups.page_classes import edition_classes, series_classes
from wagtail_parenting.linkups.surroundings import public_editions


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


def touch(edition_id: int, *, entries: int = 0, is_picked: bool = False) -> None:
    """What readers see of an edition has changed: move its version, its number of entries by so
    much, and the versions of what shows it: of its series if the number changes, of the next
    edition if it is of an entry that ``is_picked``.

    ``edition_id`` is locked. 2 queries; 1 more for the series, 5 for the next edition. Stamps are
    taken in one order, editions by their numbers before series: nobody waits in a circle.
    """
    shown_by = []
    if is_picked:
        shown_by.append(_stamps_of_next(edition_id))
    if entries:
        shown_by.append(_stamps_above(edition_id))
    community.touch(edition_id, entries=entries, shown_by=shown_by)


def _below(model: type[Any], series_path: str) -> QuerySet[Any]:
    found: QuerySet[Any] = model._default_manager.filter(
        path__startswith=series_path, depth=len(series_path) // STEP + 1
    )
    return found


def _stamps_above(edition_id: int) -> QuerySet[PageStamp]:
    """Of the pages right above an edition and its aliases."""
    paths = _same(edition_id).annotate(
        above=Substr("page__path", 1, Length("page__path") - STEP, output_field=CharField())
    )
    return PageStamp.objects.filter(page__path__in=paths.values("above"))


def _stamps_of_next(edition_id: int) -> QuerySet[PageStamp]:
    """Of the editions that come after it and its aliases. 4 queries, 3 more for each alias."""
    paths = _same(edition_id).values_list("page__path", flat=True)
    return PageStamp.objects.filter(pk__in=[pk for path in list(paths) for pk in _next_ids(path)])


def _same(edition_id: int) -> QuerySet[PageStamp]:
    """The stamps of an edition and its aliases."""
    return PageStamp.objects.filter(Q(pk=edition_id) | Q(source=edition_id))


def _next_ids(path: str) -> list[int]:
    """Of the public edition that comes after the one at ``path``."""
    above, frontends = parent_path(path), Frontends.current()
    numbers = [
        number
        for model in edition_classes()
        for number in model._default_manager.filter(path=path).values_list("number", flat=True)
    ]
    following = [
        row
        for model in edition_classes()
        for row in public_editions(model, above, frontends)
        .filter(number__gt=numbers[0] or 0)
        .order_by("number")
        .values_list("number", "pk")[:1]
    ]
    return [min(following)[1]] if following else []
