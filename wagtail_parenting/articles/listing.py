"""Finding public articles: filters, orders and cursors.

All article classes of a site are listed together: one ``UNION ALL`` of their ids and sort keys
gives a page of the list, however many classes there are. Cursors are keysets: they name the last
item's place in a total order, so nothing is repeated or skipped while others publish.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from wagtail.search.backends import get_search_backend

from wagtail_parenting.articles.page_classes import article_classes
from wagtail_parenting.articles.scope import Scope
from wagtail_parenting.errors import InvalidCursor
from wagtail_parenting.headless.community import comment_count
from wagtail_parenting.headless.versions import stored_version

Order = Literal[
    "-published_at", "published_at", "-updated_at", "title", "most_discussed", "relevance"
]

#: A search looks at this many best hits of each article class.
SEARCH_DEPTH = 1000

_SORT_KEYS = {
    "published_at": F("published_at"),
    "updated_at": Coalesce("last_published_at", "published_at", output_field=DateTimeField()),
    "title": F("title"),
    "most_discussed": comment_count(),
}
_DESCENDING = ("-published_at", "-updated_at", "most_discussed")


@dataclass(frozen=True)
class Filters:
    """Which articles are wanted. Slugs and names match exactly; of ``tags``, all must be there."""

    tags: Sequence[str] = ()
    topic: str | None = None
    stage: str | None = None
    author: str | None = None
    reviewer: str | None = None
    age_months: int | None = None
    pregnancy_week: int | None = None
    section: int | None = None
    published_after: datetime.datetime | None = None
    published_before: datetime.datetime | None = None
    updated_after: datetime.datetime | None = None
    review_due_before: datetime.date | None = None
    locale: str | None = None
    search: str | None = None


@dataclass(frozen=True)
class Place:
    """Where to find a listed article: its id, its class, its version as stored."""

    pk: int
    model: type[Any]
    version: str


@dataclass(frozen=True)
class Found:
    """One page of a listing: the articles' places in order, and where the next page starts."""

    count: int
    places: list[Place]
    next: list[Any] | None


def list_articles(
    scope: Scope, filters: Filters, *, order: Order, after: list[Any] | None, limit: int
) -> Found:
    """One page of the listing. 2 queries; a search adds one per article class.

    ``after`` is ``Found.next`` of the page before. Raises ``InvalidCursor`` when it is not, and
    ``NotFound`` for a section that is not there.
    """
    models = article_classes()
    querysets = [scope.articles(model).filter(_matching(model, filters)) for model in models]
    ranks: dict[int, int] = {}
    if filters.search is not None:
        ranks = _ranks(models, filters.search)
        querysets = [queryset.filter(pk__in=list(ranks)) for queryset in querysets]
    if order == "relevance":
        found = _by_relevance(models, querysets, ranks, after, limit)
    else:
        found = _by_key(models, querysets, order, after, limit)
    if not found.count:
        scope.check_section()
    return found


def _matching(model: type[Any], filters: Filters) -> Q:
    wanted = Q()
    for tag in filters.tags:
        wanted &= _having(model, tags__name=tag)
    if filters.topic is not None:
        wanted &= _having(model, topics__slug=filters.topic) | _having(
            model, topics__parent__slug=filters.topic
        )
    if filters.stage is not None:
        wanted &= _having(model, stages__slug=filters.stage)
    if filters.author is not None:
        wanted &= _having(model, authors__contributor__slug=filters.author)
    if filters.reviewer is not None:
        wanted &= _having(model, reviewers__contributor__slug=filters.reviewer)
    if filters.age_months is not None:
        age = filters.age_months
        wanted &= _having(model, stages__from_months__lte=age, stages__to_months__gte=age)
    if filters.pregnancy_week is not None:
        week = filters.pregnancy_week
        wanted &= _having(model, stages__from_weeks__lte=week, stages__to_weeks__gte=week)
    bounds = {
        "published_at__gt": filters.published_after,
        "published_at__lt": filters.published_before,
        "last_published_at__gt": filters.updated_after,
        "next_review__lt": filters.review_due_before,
    }
    return wanted & Q(**{key: value for key, value in bounds.items() if value is not None})


def _having(model: type[Any], **lookups: Any) -> Q:
    """Articles with a related row that meets all of ``lookups``, each article once."""
    return Q(pk__in=model._default_manager.filter(**lookups).order_by().values("pk"))


# --- In the order of a column --------------------------------------------------------------------


def _by_key(
    models: list[type[Any]],
    querysets: list[QuerySet[Any]],
    order: Order,
    after: list[Any] | None,
    limit: int,
) -> Found:
    descending = order in _DESCENDING
    key = _SORT_KEYS[order.removeprefix("-")]
    keyed = [
        queryset.order_by().annotate(sort_key=key).filter(sort_key__isnull=False)
        for queryset in querysets
    ]
    count = _together([queryset.values_list("pk") for queryset in keyed]).count()
    beyond = _beyond(order, descending, after)
    branches = [
        queryset.filter(beyond).values_list("sort_key", "pk", Value(position), stored_version())
        for position, queryset in enumerate(keyed)
    ]
    sign = "-" if descending else ""
    if len(branches) == 1:
        listed = branches[0].order_by(f"{sign}sort_key", f"{sign}pk")
    else:
        listed = _together(branches).order_by(f"{sign}sort_key", f"{sign}pk")
    rows = list(listed[: limit + 1])
    shown = rows[:limit]
    following = None
    if len(rows) > limit:
        key, pk, *_rest = shown[-1]
        following = [key.isoformat() if isinstance(key, datetime.datetime) else key, pk]
    places = [Place(pk, models[position], version) for _key, pk, position, version in shown]
    return Found(count, places, following)


_READ: dict[str, Callable[[Any], Any]] = {"title": str, "most_discussed": int}


def _beyond(order: Order, descending: bool, after: list[Any] | None) -> Q:
    if after is None:
        return Q()
    try:
        key, pk = after
        key = _READ.get(order, datetime.datetime.fromisoformat)(key)
        pk = int(pk)
    except (TypeError, ValueError):
        raise InvalidCursor("The cursor does not belong to this listing.") from None
    direction = "lt" if descending else "gt"
    return Q(**{f"sort_key__{direction}": key}) | Q(sort_key=key, **{f"pk__{direction}": pk})


def _together(querysets: list[QuerySet[Any]]) -> QuerySet[Any]:
    first, *others = querysets
    return first.union(*others, all=True).order_by() if others else first


def fetch(places: Sequence[Place]) -> dict[int, Any]:
    """The articles at ``places`` by id. 1 query per class that is there."""
    by_model: dict[type[Any], list[int]] = defaultdict(list)
    for place in places:
        by_model[place.model].append(place.pk)
    return {
        article.pk: article
        for model, ids in by_model.items()
        for article in model._default_manager.filter(pk__in=ids).defer("body", "sources")
    }


# --- In the order of a search --------------------------------------------------------------------


def _ranks(models: Iterable[type[Any]], text: str) -> dict[int, int]:
    """Ids of the best hits with their places, best first. 1 query per class."""
    backend = get_search_backend()
    ids = [
        hit.pk
        for model in models
        for hit in backend.search(text, model._default_manager.only("pk"))[:SEARCH_DEPTH]
    ]
    return {pk: place for place, pk in enumerate(ids)}


def _by_relevance(
    models: list[type[Any]],
    querysets: list[QuerySet[Any]],
    ranks: dict[int, int],
    after: list[Any] | None,
    limit: int,
) -> Found:
    """Hits may move between two pages: the cursor is a position."""
    branches = [
        queryset.order_by().values_list("pk", Value(position), stored_version())
        for position, queryset in enumerate(querysets)
    ]
    rows = sorted(_together(branches), key=lambda row: (ranks.get(row[0], 0), row[0]))
    try:
        start = int(after[0]) if after else 0
    except (TypeError, ValueError, IndexError):
        raise InvalidCursor("The cursor does not belong to this listing.") from None
    following = [start + limit] if len(rows) > start + limit else None
    shown = rows[start : start + limit]
    places = [Place(pk, models[position], version) for pk, position, version in shown]
    return Found(len(rows), places, following)
