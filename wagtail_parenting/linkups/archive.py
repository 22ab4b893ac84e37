"""Editions of a site or a series: which is open, which there were, and when, for calendars."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Max, Min, Q
from wagtail.models import Site

from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import parent_path
from wagtail_parenting.headless.visibility import public_pages
from wagtail_parenting.linkups.calendar import Event
from wagtail_parenting.linkups.page_classes import edition_classes, series_classes
from wagtail_parenting.linkups.surroundings import Edition, as_edition, state_of

#: Editions in the calendar of a series.
MAX_EVENTS = 100

Listed = tuple[Edition, Any]


@dataclass(frozen=True)
class EditionRows:
    """A page of a list of editions, each with its public series or None. ``next`` is a key, or None
    at the end."""

    count: int
    rows: list[Listed]
    next: list[Any] | None


@dataclass(frozen=True)
class Current:
    """The current edition with its public series or None, and until when it is that, as it is."""

    edition: Edition
    series: Any
    until: datetime.datetime


class Turns(NamedTuple):
    """The moments before and after the present at which time alone changes what is open."""

    last: datetime.datetime | None
    next: datetime.datetime | None


def current(frontends: Frontends, site: Site, series_id: int | None) -> Current | None:
    """The edition that is open and closes first, or else the next to open, or else one that closes
    later and is full. 2 queries for each class. Raises ``NotFound`` for a series that is not
    there."""
    now = frontends.now
    found = _found(frontends, site, series_id, Q(closes_at__gt=now), "opens_at", 50)
    if not found:
        return None
    best = min(found, key=lambda edition: _rank(edition, frontends))
    [(edition, series)] = _with_series(frontends, [best])
    moments = [moment for row in found for moment in (row.opens_at, row.closes_at)]
    return Current(edition, series, min(moment for moment in moments if moment > now))


def _rank(edition: Edition, frontends: Frontends) -> tuple[int, datetime.datetime]:
    state = state_of(edition, edition.entries, frontends)
    turn = edition.opens_at if state == "upcoming" else edition.closes_at
    return ("open", "upcoming", "closed").index(state), turn


def turns(now: datetime.datetime) -> Turns:
    """When an edition opened or closed last, and when the next will. 1 query for each class."""
    moments: list[datetime.datetime | None] = []
    coming: list[datetime.datetime | None] = []
    for model in edition_classes():
        live = model._default_manager.filter(live=True)
        found = live.aggregate(
            opened=Max("opens_at", filter=Q(opens_at__lte=now)),
            closed=Max("closes_at", filter=Q(closes_at__lte=now)),
            opens=Min("opens_at", filter=Q(opens_at__gt=now)),
            closes=Min("closes_at", filter=Q(closes_at__gt=now)),
        )
        moments += [found["opened"], found["closed"]]
        coming += [found["opens"], found["closes"]]
    return Turns(max(filter(None, moments), default=None), min(filter(None, coming), default=None))


def editions(
    frontends: Frontends,
    site: Site,
    *,
    series_id: int | None,
    state: str | None,
    limit: int,
    after: tuple[datetime.datetime, int] | None,
) -> EditionRows:
    """The latest first. 3 queries for each class. Raises ``NotFound`` for a series that is not
    there."""
    now = frontends.now
    wanted = {
        None: Q(),
        "upcoming": Q(opens_at__gt=now),
        "open": Q(opens_at__lte=now, closes_at__gt=now),
        "closed": Q(closes_at__lte=now),
    }[state]
    beyond = Q()
    if after is not None:
        moment, pk = after
        beyond = Q(opens_at__lte=moment) & (Q(opens_at__lt=moment) | Q(pk__lt=pk))
    found = _found(frontends, site, series_id, wanted & beyond, "-opens_at", limit + 1)
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return EditionRows(
        sum(query.count() for query in _public(frontends, site, series_id, wanted)),
        _with_series(frontends, shown),
        [last.opens_at.isoformat(), last.pk] if last is not None else None,
    )


def events(frontends: Frontends, site: Site, page_id: int) -> tuple[str, Iterable[Event]]:
    """Name and events of the calendar of an edition or a series. At most 3 queries for each class.
    Raises ``NotFound``."""
    series = _one_series(frontends, site, page_id)
    if series is not None:
        found = _found(frontends, site, page_id, Q(), "-opens_at", MAX_EVENTS)
        return series.title, [_event(edition, frontends) for edition in reversed(found)]
    found = _found(frontends, site, None, Q(pk=page_id), "pk", 1)
    if not found:
        raise NotFound("There is no such link-up.")
    return found[0].title, [_event(found[0], frontends)]


def in_public_editions(frontends: Frontends, site: Site, name: str) -> Q:
    """That ``name`` is the id of a public edition of ``site``. No query of its own."""
    ids = (query.order_by().values("pk") for query in _public(frontends, site, None, Q()))
    return reduce(or_, (Q(**{f"{name}__in": wanted}) for wanted in ids), Q(pk__in=[]))


def _event(edition: Edition, frontends: Frontends) -> Event:
    """What it shows changes as the edition is published, and its address with the site."""
    stamp = frontends.stamp(frontends.root_of(edition).site_id)  # type: ignore[union-attr]
    changes = [edition.last_published_at, stamp.structure_modified if stamp is not None else None]
    return Event(
        uid=f"parenting-linkup-{edition.pk}@{_host(frontends, edition)}",
        starts_at=edition.opens_at,
        ends_at=edition.closes_at,
        modified_at=max(filter(None, changes), default=edition.opens_at),
        summary=edition.title,
        url=frontends.url(edition) or "",
    )


def _host(frontends: Frontends, edition: Edition) -> str:
    root = frontends.root_of(edition)
    return root.origin.partition("://")[2] if root is not None else "localhost"


def _found(
    frontends: Frontends, site: Site, series_id: int | None, wanted: Q, order: str, limit: int
) -> list[Edition]:
    ties = "-pk" if order.startswith("-") else "pk"
    found = [
        Edition(*row)
        for query in _public(frontends, site, series_id, wanted)
        for row in as_edition(query.order_by(*dict.fromkeys((order, ties)))[:limit])
    ]
    if len(edition_classes()) > 1:
        name = order.lstrip("-")
        found.sort(
            key=lambda edition: (getattr(edition, name), edition.pk),
            reverse=order.startswith("-"),
        )
    return found[:limit]


def _public(frontends: Frontends, site: Site, series_id: int | None, wanted: Q) -> Iterable[Any]:
    """Public editions of ``site`` of each class, without aliases."""
    if series_id is not None:
        series = _one_series(frontends, site, series_id)
        if series is None:
            raise NotFound("There is no such series.")
        wanted &= Q(path__startswith=series.path)
    trees, roots = frontends.tree_paths(site), frontends.tree_paths()
    return [
        public_pages(model._default_manager.filter(wanted, alias_of=None), trees, roots=roots)
        for model in edition_classes()
    ]


def _with_series(frontends: Frontends, editions: list[Edition]) -> list[Listed]:
    paths = {parent_path(edition.path) for edition in editions}
    series = _series(frontends, Q(path__in=paths)) if paths else {}
    return [(edition, series.get(parent_path(edition.path))) for edition in editions]


def _one_series(frontends: Frontends, site: Site, series_id: int) -> Any:
    """The public series with this id on ``site`` (specific), or None."""
    return next(iter(_series(frontends, Q(pk=series_id), site).values()), None)


def _series(frontends: Frontends, wanted: Q, site: Site | None = None) -> dict[str, Any]:
    """Public series by their tree paths."""
    trees, roots = frontends.tree_paths(site), frontends.tree_paths()
    return {
        series.path: series
        for model in series_classes()
        for series in public_pages(model._default_manager.filter(wanted), trees, roots=roots)
    }
